//! The unified social credit code 统一社会信用代码 of GB 32100, with the organisation code of GB 11714 inside.
//! Knows neither which bodies exist nor what their first two characters mean.

use std::fmt;

use crate::RegionCode;
use crate::number_flaw::{NumberFlaw, cleaned, value36};

/// A code whose shape and both check characters are right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// How many characters a code has.
const LENGTH: usize = 18;

/// Digits and letters of the code: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights of the first eight characters of an organisation code.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl CreditCode {
    /// Takes what a person typed: spaces, hyphens, full-width and small letters are forgiven.
    pub fn parse(text: &str) -> Result<Self, NumberFlaw> {
        let text = cleaned(text)?;
        if text.chars().count() != LENGTH {
            return Err(NumberFlaw::Length);
        }
        if !text.chars().all(|it| ALPHABET.contains(it)) || !text[2..8].bytes().all(|it| it.is_ascii_digit())
        {
            return Err(NumberFlaw::Character);
        }
        if check_of(&text[..17]) != char::from(text.as_bytes()[17]) {
            return Err(NumberFlaw::Check);
        }
        if organisation_check_of(&text[8..16]) != char::from(text.as_bytes()[16]) {
            return Err(NumberFlaw::OrganisationCheck);
        }
        Ok(Self(text))
    }

    /// Makes a code for demonstration and tests; both check characters are computed.
    /// `kind` is the registering department and category (`91` a company), `body` eight characters.
    pub fn made(kind: &str, region: &RegionCode, body: &str) -> Result<Self, NumberFlaw> {
        if kind.chars().count() != 2 || body.chars().count() != 8 {
            return Err(NumberFlaw::Length);
        }
        if region.as_str().len() != 6 {
            return Err(NumberFlaw::Region);
        }
        if !kind.chars().chain(body.chars()).all(|it| ALPHABET.contains(it)) {
            return Err(NumberFlaw::Character);
        }
        let mut text = format!("{kind}{region}{body}");
        text.push(organisation_check_of(body));
        text.push(check_of(&text));
        Ok(Self(text))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The county whose office registered the body, as it was coded then.
    pub fn region(&self) -> RegionCode {
        RegionCode::parse(&self.0[2..8]).expect("six digits are a county's code")
    }

    /// The organisation code 组织机构代码 inside, its check character included.
    pub fn organisation(&self) -> &str {
        &self.0[8..17]
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// MOD 31-3: each place weighs three times the one before it, modulo 31.
fn check_of(characters: &str) -> char {
    let (mut sum, mut weight) = (0, 1);
    for it in characters.chars() {
        sum += ALPHABET.find(it).expect("characters of the alphabet only") * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET.as_bytes()[(31 - sum % 31) % 31])
}

/// GB 11714: eleven less the weighted sum modulo eleven; ten is X, eleven is 0.
fn organisation_check_of(body: &str) -> char {
    let values = body.bytes().map(|it| value36(it).expect("digits and capital letters only"));
    let sum: u32 = values.zip(ORGANISATION_WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        it => char::from_digit(it % 11, 10).expect("a digit"),
    }
}
