//! The citizen number 公民身份号码 of GB 11643: region, birth, sequence and a check character.
//! Knows neither which regions exist nor today's date, and never prints itself by accident.

use std::fmt;

use crate::RegionCode;
use crate::number_flaw::{NumberFlaw, cleaned};

/// A citizen number whose shape, date and check character are right.
/// It has no `Display`: whoever shows one says [`Self::as_str`] or [`Self::masked`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CitizenNumber(String);

/// How many characters a number has.
const LENGTH: usize = 18;

/// Weights of the seventeen digits: powers of two modulo eleven.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character for each remainder.
const CHECKS: &[u8; 11] = b"10X98765432";

/// The years a bearer can be born in: wide enough for every register, too narrow for a slip.
const BIRTH_YEARS: std::ops::RangeInclusive<u16> = 1800..=2199;

/// The highest sequence of one region and day.
const SEQUENCE_MAX: u16 = 999;

impl CitizenNumber {
    /// Takes what a person typed: spaces, hyphens, full-width digits and a small x are forgiven.
    pub fn parse(text: &str) -> Result<Self, NumberFlaw> {
        let text = cleaned(text)?;
        if text.chars().count() != LENGTH {
            return Err(NumberFlaw::Length);
        }
        let Some((digits, check)) = text.split_at_checked(LENGTH - 1) else {
            return Err(NumberFlaw::Character);
        };
        let check_is_shaped = matches!(check.as_bytes(), [b'0'..=b'9' | b'X']);
        if !check_is_shaped || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return Err(NumberFlaw::Character);
        }
        let number = Self::of_digits(digits.to_owned())?;
        if number.0 == text { Ok(number) } else { Err(NumberFlaw::Check) }
    }

    /// Makes a number for demonstration and tests; the check character is computed.
    /// Region 9901 is invented: no real person's number begins so.
    pub fn made(region: &RegionCode, birth: (u16, u8, u8), sequence: u16) -> Result<Self, NumberFlaw> {
        if !exists(birth) {
            return Err(NumberFlaw::Date);
        }
        if sequence > SEQUENCE_MAX {
            return Err(NumberFlaw::Length);
        }
        if region.as_str().len() != 6 {
            return Err(NumberFlaw::Region);
        }
        let (year, month, day) = birth;
        Self::of_digits(format!("{region}{year:04}{month:02}{day:02}{sequence:03}"))
    }

    /// The number itself, to be sealed or compared; think twice before showing it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with region detail and birth hidden, for its bearer to recognise.
    pub fn masked(&self) -> String {
        format!("{}***********{}", &self.0[..3], &self.0[14..])
    }

    /// The county the number was first given in, as it was coded then.
    pub fn region(&self) -> RegionCode {
        RegionCode::parse(&self.0[..6]).expect("six digits are a county's code")
    }

    /// Year, month and day of birth.
    pub fn birth(&self) -> (u16, u8, u8) {
        birth_in(&self.0)
    }

    /// The number among those born in one region on one day.
    pub fn sequence(&self) -> u16 {
        self.0[14..17].parse().expect("three digits")
    }

    /// Whether the number was given to a woman: an even sequence.
    pub fn is_female(&self) -> bool {
        self.sequence().is_multiple_of(2)
    }

    /// Seventeen digits, checked and completed.
    fn of_digits(mut digits: String) -> Result<Self, NumberFlaw> {
        if digits.starts_with('0') {
            return Err(NumberFlaw::Region);
        }
        if !exists(birth_in(&digits)) {
            return Err(NumberFlaw::Date);
        }
        digits.push(check_of(&digits));
        Ok(Self(digits))
    }
}

/// The number stays out of logs and panics.
impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenNumber(…)")
    }
}

fn birth_in(digits: &str) -> (u16, u8, u8) {
    let two = |at: usize| digits[at..at + 2].parse().expect("two digits");
    (digits[6..10].parse().expect("four digits"), two(10), two(12))
}

fn exists((year, month, day): (u16, u8, u8)) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    BIRTH_YEARS.contains(&year) && (1..=days).contains(&day)
}

/// ISO 7064 MOD 11-2.
fn check_of(digits: &str) -> char {
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(it, weight)| u32::from(it - b'0') * weight).sum();
    char::from(CHECKS[(sum % 11) as usize])
}
