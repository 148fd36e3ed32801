//! A day of the calendar, as FEEL's `date("2026-11-22")`.
//! Knows no time zone and no working days; `calendar` does.

use std::fmt;

/// A day that exists, of the years 1 to 9999. Earlier days are smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads `2026-11-22`; nothing if there is no such day.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(n, it)| match n {
                4 | 7 => *it == b'-',
                _ => it.is_ascii_digit(),
            });
        if !shaped {
            return None;
        }
        let (year, month, day) = (text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?);
        let exists = year > 0 && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day after; none after the last.
    pub fn next(self) -> Option<Day> {
        match self {
            Day { year: 9999, month: 12, day: 31 } => None,
            Day { year, month: 12, day: 31 } => Some(Day { year: year + 1, month: 1, day: 1 }),
            Day { year, month, day } if day == length(year, month) => {
                Some(Day { year, month: month + 1, day: 1 })
            }
            Day { year, month, day } => Some(Day { year, month, day: day + 1 }),
        }
    }

    /// The day before; none before the first.
    pub fn previous(self) -> Option<Day> {
        match self {
            Day { year: 1, month: 1, day: 1 } => None,
            Day { year, month: 1, day: 1 } => Some(Day { year: year - 1, month: 12, day: 31 }),
            Day { year, month, day: 1 } => Some(Day { year, month: month - 1, day: length(year, month - 1) }),
            Day { year, month, day } => Some(Day { year, month, day: day - 1 }),
        }
    }
}

/// How many days a month has.
fn length(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `2026-11-22`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
