//! Money in minor units with its currency. Never a float, never without a currency.

use std::fmt;

/// An ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// China's yuan.
    pub const CNY: Currency = Currency(*b"CNY");

    /// Three capital letters, or nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three capital letters are UTF-8")
    }
}

/// An amount, in the hundredth of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Hundredths; negative when the state owes.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The sum, unless the currencies differ or it does not fit.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Money { minor, currency: self.currency })
    }
}

/// `CNY 12.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let size = self.minor.unsigned_abs();
        write!(f, "{} {sign}{}.{:02}", self.currency.as_str(), size / 100, size % 100)
    }
}
