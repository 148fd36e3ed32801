//! A day of the civil calendar, as officials write it: 2026-11-22.
//! Knows neither time zones nor holidays; `Calendar` does.

use std::fmt;

use kit::Time;

use crate::Calendar;

/// A civil date from 0001-01-01 to 9999-12-31, as days since 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(i32);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the days of the week need no explaining")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The week, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
}

impl Day {
    /// 0001-01-01.
    pub const FIRST: Day = Day(-719_162);
    /// 9999-12-31.
    pub const LAST: Day = Day(2_932_896);

    /// The day a moment falls on where the calendar is used.
    pub fn of(at: Time, calendar: &Calendar) -> Day {
        calendar.day_of(at)
    }

    /// The day of a year, month and day, if there is such a day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        real.then(|| Day(number_of(year, month, day)))
    }

    /// Reads `2026-11-22`, and nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(n, it)| match n {
                4 | 7 => *it == b'-',
                _ => it.is_ascii_digit(),
            });
        let number = |from, to| text.get(from..to)?.parse::<u32>().ok();
        shaped.then(|| Day::from_ymd(number(0, 4)?.cast_signed(), number(5, 7)?, number(8, 10)?))?
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i32, u32, u32) {
        // Counted from 0000-03-01, so that the leap day is the last of its year.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.cast_unsigned(), day.cast_unsigned())
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.0 + 3).rem_euclid(7) as usize]
    }

    /// So many days later (or earlier); stays within [`Day::FIRST`] and [`Day::LAST`].
    #[must_use]
    pub fn plus(self, n: i32) -> Day {
        Day::from_number(self.0.saturating_add(n))
    }

    /// The corresponding day so many months later, or the end of that month if it has none.
    #[must_use]
    pub fn plus_months(self, n: u32) -> Day {
        let (year, month, day) = self.ymd();
        let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(n);
        let (year, month) = ((months / 12).min(10_000) as i32, (months % 12) as u32 + 1);
        Day::from_ymd(year, month, day.min(days_in_month(year, month))).unwrap_or(Day::LAST)
    }

    /// How many days later this is than another day; negative if it is earlier.
    pub fn days_since(self, other: Day) -> i32 {
        self.0 - other.0
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day so many days since 1970-01-01; stays within [`Day::FIRST`] and [`Day::LAST`].
    pub fn from_number(n: i32) -> Day {
        Day(n.clamp(Day::FIRST.0, Day::LAST.0))
    }
}

fn number_of(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year =
        (153 * (month.cast_signed() + if month > 2 { -3 } else { 9 }) + 2) / 5 + day.cast_signed() - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2026-11-22`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Day> for String {
    fn from(it: Day) -> String {
        it.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Day, &'static str> {
        Day::parse(&text).ok_or("a day is written 2026-11-22 and must exist")
    }
}
