//! Exact decimal numbers: law counts in tenths and hundredths, and 0.1 + 0.2 is 0.3.
//! Knows no floats; what does not fit is no number at all, never a nearly right one.

use std::{cmp::Ordering, fmt};

/// How many decimals a number can have; a quotient or product with more is rounded half to even.
pub const SCALE_MAX: u32 = 18;

/// Digits are counted without a point: this bounds them, so that no step of the arithmetic overflows.
const MANTISSA_MAX: i128 = 10_i128.pow(36);

/// A decimal number of up to 36 digits, [`SCALE_MAX`] of them decimals. Equal numbers are equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: i128,
    scale: u32,
}

impl Number {
    /// Nothing.
    pub const ZERO: Number = Number { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Number = Number { mantissa: 1, scale: 0 };

    /// Reads `-12.50` or JSON's `1.25e3`; nothing if it is no number or cannot be held exactly.
    pub fn parse(text: &str) -> Option<Number> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = !(whole.is_empty() && decimals.is_empty())
            && whole.bytes().chain(decimals.bytes()).all(|it| it.is_ascii_digit());
        if !is_number || digits.ends_with('.') {
            return None;
        }
        let mut mantissa: i128 = 0;
        let mut scale = exponent.checked_neg()?;
        for (n, digit) in whole.bytes().chain(decimals.trim_end_matches('0').bytes()).enumerate() {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
            scale = scale.checked_add(i32::from(n >= whole.len()))?;
        }
        if mantissa == 0 {
            return Some(Number::ZERO);
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let (mantissa, scale) = match u32::try_from(scale) {
            Ok(scale) => (mantissa, scale),
            Err(_) => (mantissa.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?, 0),
        };
        let exact = scale <= SCALE_MAX;
        exact.then(|| Number::new(if negative { -mantissa } else { mantissa }, scale)).flatten()
    }

    /// The whole number, if there are no decimals and it fits.
    pub fn as_i64(self) -> Option<i64> {
        (self.scale == 0).then(|| i64::try_from(self.mantissa).ok()).flatten()
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The sum, if it fits.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        let scale = self.scale.max(other.scale);
        Number::new(self.scaled_to(scale)?.checked_add(other.scaled_to(scale)?)?, scale)
    }

    /// The difference, if it fits.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(other.negative())
    }

    /// The product, if it fits.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        Number::new(self.mantissa.checked_mul(other.mantissa)?, self.scale + other.scale)
    }

    /// The quotient, if it fits and the divisor is not zero.
    pub fn checked_div(self, divisor: Number) -> Option<Number> {
        let by = divisor.mantissa;
        let mut quotient = self.mantissa.checked_div(by)?;
        let mut rest = self.mantissa % by;
        let mut scale = i64::from(self.scale) - i64::from(divisor.scale);
        while scale < 0 || (rest != 0 && scale < i64::from(SCALE_MAX)) {
            quotient = quotient.checked_mul(10)?.checked_add(rest * 10 / by)?;
            rest = rest * 10 % by;
            scale += 1;
        }
        let sign = self.mantissa.signum() * by.signum();
        Number::new(quotient + half_even(quotient, rest, by) * sign, u32::try_from(scale).ok()?)
    }

    /// The same size on the other side of zero.
    #[must_use]
    pub fn negative(self) -> Number {
        Number { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The one way to a number: rounds to [`SCALE_MAX`], drops idle zeros, bounds the digits.
    fn new(mut mantissa: i128, mut scale: u32) -> Option<Number> {
        if let Some(surplus) = scale.checked_sub(SCALE_MAX).filter(|it| *it > 0) {
            let by = 10_i128.checked_pow(surplus)?;
            let (kept, rest) = (mantissa / by, mantissa % by);
            mantissa = kept + half_even(kept, rest, by) * rest.signum();
            scale = SCALE_MAX;
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (mantissa.abs() < MANTISSA_MAX).then_some(Number { mantissa, scale })
    }

    fn scaled_to(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.pow(scale - self.scale))
    }
}

/// How much to add to the size of a quotient for what is left over: 1 or 0.
fn half_even(quotient: i128, rest: i128, by: i128) -> i128 {
    match (rest.unsigned_abs() * 2).cmp(&by.unsigned_abs()) {
        Ordering::Less => 0,
        Ordering::Equal => quotient.abs() % 2,
        Ordering::Greater => 1,
    }
}

impl From<i64> for Number {
    fn from(it: i64) -> Self {
        Number { mantissa: i128::from(it), scale: 0 }
    }
}

impl Ord for Number {
    /// Whole parts first, then decimals: neither can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = |it: &Number| {
            let unit = 10_i128.pow(it.scale);
            let decimals = it.mantissa.rem_euclid(unit) * 10_i128.pow(SCALE_MAX - it.scale);
            (it.mantissa.div_euclid(unit), decimals)
        };
        parts(self).cmp(&parts(other))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `-12.5`: as FEEL writes it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let unit = 10_u128.pow(self.scale);
        let size = self.mantissa.unsigned_abs();
        match self.scale {
            0 => write!(f, "{sign}{size}"),
            scale => write!(f, "{sign}{}.{:0width$}", size / unit, size % unit, width = scale as usize),
        }
    }
}
