//! Answers that are numbers of documents and accounts: held against the check digits they have.
//! What is typed is never said back in a flaw.

use kit::{CertificateIdentifier, Flaw};

use super::Read;
use super::words::{half_width, is_readable};
use crate::{Accounts, Answer};

/// Characters of the number of a certificate.
const CERTIFICATE_LENGTH: std::ops::RangeInclusive<usize> = 4..=80;
/// How the identifiers of electronic certificates begin, which end in a check digit.
const CERTIFICATE_ROOT: &str = "1.2.156.3005.2";
/// Digits of an account, and of a card.
const ACCOUNT_DIGITS: std::ops::RangeInclusive<usize> = 8..=32;
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
/// How the numbers of cards begin here: what begins so and is as long as a card is one.
const CARD_PREFIX: &str = "62";

/// Letters of any script, digits and what stands between them: 皖(2020)安和市不动产权第0012345号.
pub(super) fn certificate_number(field: &str, typed: &str) -> Read {
    let number = compact(typed).to_uppercase();
    let takes = |it: char| it.is_alphanumeric() || "-/.·()[]〔〕【】#".contains(it);
    match number.chars().count() {
        0 => Ok(None),
        _ if !number.chars().all(|it| takes(it) && is_readable(it)) => {
            Err(Flaw::of(field, "certificate_number.characters"))
        }
        n if !CERTIFICATE_LENGTH.contains(&n) => Err(Flaw::of(field, "certificate_number.length")),
        _ if number.starts_with(CERTIFICATE_ROOT) && CertificateIdentifier::parse(&number).is_err() => {
            Err(Flaw::of(field, "certificate_number.wrong"))
        }
        _ => Ok(Some(Answer::Text(number))),
    }
}

/// Digits of an account or card; a card's last digit is held against the others.
pub(super) fn bank_account(field: &str, typed: &str, accounts: Accounts) -> Read {
    let number: String = compact(typed).chars().filter(|it| *it != '-').collect();
    let n = number.len();
    let is_card =
        accounts == Accounts::Cards || (number.starts_with(CARD_PREFIX) && CARD_DIGITS.contains(&n));
    let length = if is_card { CARD_DIGITS } else { ACCOUNT_DIGITS };
    match number.bytes().all(|it| it.is_ascii_digit()) {
        _ if number.is_empty() => Ok(None),
        false => Err(Flaw::of(field, "bank_account.characters")),
        true if !length.contains(&n) => {
            Err(Flaw::of(field, "bank_account.length").with("min", length.start()).with("max", length.end()))
        }
        true if is_card && !luhn(&number) => Err(Flaw::of(field, "bank_account.wrong")),
        true => Ok(Some(Answer::Text(number))),
    }
}

/// ISO/IEC 7812: every second digit from the right is doubled, and all add up to tens.
fn luhn(digits: &str) -> bool {
    let worth = |(n, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0') * if n % 2 == 1 { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    digits.bytes().rev().enumerate().map(worth).sum::<u32>().is_multiple_of(10)
}

fn compact(typed: &str) -> String {
    half_width(typed).chars().filter(|it| !it.is_whitespace()).collect()
}
