//! The certificate identifier 证照标识 of GB/T 36904: who defined the type, who issued, serial, version, check.
//! Knows neither which certificates exist nor who may issue them.

use std::fmt;

use crate::CreditCode;
use crate::number_flaw::{NumberFlaw, cleaned, value36};

/// An identifier whose shape and check character are right, for every version of one certificate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateIdentifier(String);

/// What every identifier starts with 电子证照根代码.
const ROOT: &str = "1.2.156.3005.2.";

/// The highest version and the highest sequence of a certificate type: three digits.
const THREE_DIGITS_MAX: u16 = 999;

impl CertificateIdentifier {
    /// The longest serial we take or make.
    pub const SERIAL_CHARACTERS_MAX: usize = 64;

    /// Takes what a person typed or a QR code held. The codes inside are held to their shape only:
    /// real identifiers carry division codes and old codes where a credit code belongs.
    pub fn parse(text: &str) -> Result<Self, NumberFlaw> {
        let text = cleaned(text)?;
        let rest = text.strip_prefix(ROOT).ok_or(NumberFlaw::Root)?;
        let Ok([kind, issuer, serial, version, check]) =
            <[&str; 5]>::try_from(rest.split('.').take(6).collect::<Vec<_>>())
        else {
            return Err(NumberFlaw::Length);
        };
        let lengths_fit = kind.len() == 21
            && matches!(issuer.len(), 6 | 18)
            && (1..=Self::SERIAL_CHARACTERS_MAX).contains(&serial.len())
            && version.len() == 3
            && check.len() == 1;
        if !lengths_fit {
            return Err(NumberFlaw::Length);
        }
        let digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
        let are_shaped =
            [kind, issuer, serial, check].iter().all(|it| it.bytes().all(|b| value36(b).is_some()));
        if !are_shaped || !digits(&kind[18..]) || !digits(version) || (issuer.len() == 6 && !digits(issuer)) {
            return Err(NumberFlaw::Character);
        }
        let made = Self::of_parts(kind, issuer, serial, version);
        if made.0 == text { Ok(made) } else { Err(NumberFlaw::Check) }
    }

    /// Names a certificate: the authority that defined its type, the type's number there, who issues it,
    /// its serial (digits and capital letters) and its version, counted from 1.
    pub fn made(
        definer: &CreditCode,
        kind: u16,
        issuer: &CreditCode,
        serial: &str,
        version: u16,
    ) -> Result<Self, NumberFlaw> {
        let is_numbered = (1..=THREE_DIGITS_MAX).contains(&version) && kind <= THREE_DIGITS_MAX;
        if !is_numbered || !(1..=Self::SERIAL_CHARACTERS_MAX).contains(&serial.len()) {
            return Err(NumberFlaw::Length);
        }
        if !serial.bytes().all(|it| value36(it).is_some()) {
            return Err(NumberFlaw::Character);
        }
        let kind = format!("{definer}{kind:03}");
        Ok(Self::of_parts(&kind, issuer.as_str(), serial, &format!("{version:03}")))
    }

    /// The whole identifier, root and check character included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The certificate type 证照类型代码: who defined it, and its number there.
    pub fn kind(&self) -> &str {
        self.part(0)
    }

    /// Who issued the certificate: a credit code, in old identifiers a division code.
    pub fn issuer(&self) -> &str {
        self.part(1)
    }

    /// The issuer's serial; it stays when the certificate changes.
    pub fn serial(&self) -> &str {
        self.part(2)
    }

    /// The version; each change to the certificate raises it.
    pub fn version(&self) -> u16 {
        self.part(3).parse().expect("three digits")
    }

    fn part(&self, n: usize) -> &str {
        self.0[ROOT.len()..].split('.').nth(n).expect("parse and made write five parts")
    }

    fn of_parts(kind: &str, issuer: &str, serial: &str, version: &str) -> Self {
        let check = check_of([kind, issuer, serial, version].into_iter().flat_map(str::bytes));
        Self(format!("{ROOT}{kind}.{issuer}.{serial}.{version}.{check}"))
    }
}

impl fmt::Display for CertificateIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// ISO 7064 MOD 37,36 over the parts without root and dots.
fn check_of(characters: impl Iterator<Item = u8>) -> char {
    let product = characters.fold(36, |product, it| {
        let sum = (product + value36(it).expect("digits and capital letters only")) % 36;
        (if sum == 0 { 36 } else { sum }) * 2 % 37
    });
    let value = (37 - product) % 36;
    char::from_digit(value, 36).expect("below 36").to_ascii_uppercase()
}
