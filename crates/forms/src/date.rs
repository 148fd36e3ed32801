//! Days as people give them, and the earliest and latest day a question takes.
//! Knows no time zone and no clock: whoever reads a form says what day it is.

use std::fmt;

/// A civil date from year 1 to 9999 that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A day a question's answer is held against: fixed, or counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Bound {
    /// `2026-11-22`.
    On(Date),
    /// `today`, `today+30d`, `today-6m`, `today-18y`.
    Today {
        /// How many; negative is before today.
        n: i32,
        /// Of what.
        unit: Step,
    },
}

/// What a bound counts from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "days, months and years need no explaining")]
pub enum Step {
    Days,
    Months,
    Years,
}

/// The most a bound counts.
const N_MAX: i32 = 50_000;

impl Date {
    /// The day of a year, month and day, if there is such a day.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Date> {
        let is_real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        is_real.then_some(Date { year, month, day })
    }

    /// Reads `2026-11-22`, and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
        let is_shaped = [(year, 4), (month, 2), (day, 2)]
            .iter()
            .all(|(it, len)| it.len() == *len && it.bytes().all(|it| it.is_ascii_digit()));
        is_shaped.then(|| Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }

    /// Year, month and day.
    pub fn ymd(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    fn plus_days(mut self, n: i32) -> Option<Date> {
        for _ in 0..n.unsigned_abs() {
            self = if n > 0 { self.next()? } else { self.before()? };
        }
        Some(self)
    }

    fn plus_months(self, n: i32) -> Option<Date> {
        let months = i32::from(self.year) * 12 + i32::from(self.month) - 1 + n;
        let year = u16::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12)).ok()? + 1;
        Date::from_ymd(year, month, self.day.min(days_in(year, month)))
    }

    fn next(self) -> Option<Date> {
        let Date { year, month, day } = self;
        Date::from_ymd(year, month, day + 1)
            .or_else(|| Date::from_ymd(year, month + 1, 1))
            .or_else(|| Date::from_ymd(year + 1, 1, 1))
    }

    fn before(self) -> Option<Date> {
        let Date { year, month, day } = self;
        Date::from_ymd(year, month, day - 1)
            .or_else(|| Date::from_ymd(year, month - 1, days_in(year, month - 1)))
            .or_else(|| Date::from_ymd(year - 1, 12, 31))
    }
}

impl Bound {
    /// The day it means today; none beyond the calendar's end.
    pub fn on(self, today: Date) -> Option<Date> {
        match self {
            Bound::On(it) => Some(it),
            Bound::Today { n, unit: Step::Days } => today.plus_days(n),
            Bound::Today { n, unit: Step::Months } => today.plus_months(n),
            Bound::Today { n, unit: Step::Years } => today.plus_months(n * 12),
        }
    }

    fn parse(text: &str) -> Option<Bound> {
        let Some(count) = text.strip_prefix("today") else {
            return Date::parse(text).map(Bound::On);
        };
        if count.is_empty() {
            return Some(Bound::Today { n: 0, unit: Step::Days });
        }
        let unit = match count.chars().last()? {
            'd' => Step::Days,
            'm' => Step::Months,
            'y' => Step::Years,
            _ => return None,
        };
        let is_signed = count.starts_with(['+', '-']);
        let n =
            count[..count.len() - 1].parse().ok().filter(|it| (-N_MAX..=N_MAX).contains(it) && is_signed)?;
        Some(Bound::Today { n, unit })
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2026-11-22`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Bound {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Bound, &'static str> {
        Bound::parse(&text).ok_or("a day is 2026-11-22, today, today+30d, today-6m or today-18y")
    }
}

impl From<Bound> for String {
    fn from(it: Bound) -> String {
        match it {
            Bound::On(date) => date.to_string(),
            Bound::Today { n: 0, .. } => "today".to_owned(),
            Bound::Today { n, unit: Step::Days } => format!("today{n:+}d"),
            Bound::Today { n, unit: Step::Months } => format!("today{n:+}m"),
            Bound::Today { n, unit: Step::Years } => format!("today{n:+}y"),
        }
    }
}
