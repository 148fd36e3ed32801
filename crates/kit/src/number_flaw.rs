//! What can be wrong with a number that people type, and how typed text becomes one.
//! Knows no kind of number: each states its own shape and check digits.

use std::fmt;

/// Why a text is not such a number. What the person typed is never part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFlaw {
    /// Too few or too many characters, or parts.
    Length,
    /// A character that cannot stand where it stands.
    Character,
    /// The first digits cannot name a region.
    Region,
    /// The date in it does not exist.
    Date,
    /// The certificate root is not the one of the standard.
    Root,
    /// The organisation code inside does not fit its own check character.
    OrganisationCheck,
    /// The check character does not fit: something was mistyped.
    Check,
}

impl NumberFlaw {
    /// Every code [`Self::code`] can give; each has its text `flaw.<code>`.
    pub const FLAW_CODES: [&str; 7] = [
        "number.length",
        "number.character",
        "number.region",
        "number.date",
        "number.root",
        "number.organisation_check",
        "number.check",
    ];

    /// The flaw's code: its text is `flaw.<code>`.
    pub fn code(self) -> &'static str {
        Self::FLAW_CODES[self as usize]
    }
}

impl fmt::Display for NumberFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for NumberFlaw {}

/// The longest text we look at, before spaces and hyphens are left out.
const TEXT_CHARACTERS_MAX: usize = 256;

/// Typed text without spaces and hyphens, full-width characters made plain, letters upper case.
pub(crate) fn cleaned(text: &str) -> Result<String, NumberFlaw> {
    if text.chars().take(TEXT_CHARACTERS_MAX + 1).count() > TEXT_CHARACTERS_MAX {
        return Err(NumberFlaw::Length);
    }
    let plain = text.chars().map(plain).filter(|it| !it.is_whitespace() && !is_hyphen(*it));
    Ok(plain.map(|it| it.to_ascii_uppercase()).collect())
}

/// A full-width character (U+FF01 to U+FF5E) as its ASCII twin.
fn plain(it: char) -> char {
    match it {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(it as u32 - 0xfee0).expect("the block mirrors ASCII"),
        _ => it,
    }
}

/// The hyphens and dashes a phone or a word processor may put in.
fn is_hyphen(it: char) -> bool {
    matches!(it, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A character's value among the digits and capital letters: 0 to 35.
pub(crate) fn value36(it: u8) -> Option<u32> {
    char::from(it).to_digit(36).filter(|_| !it.is_ascii_lowercase())
}
