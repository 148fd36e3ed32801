//! The working days of one country: its time zone, its days of rest, and what each year's notice changed.
//! Built from facts in a file; knows no country by name and no reason why a duty has a limit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use kit::{Flaw, Refusal, RefusalKind, Time};

use crate::day_set::DaySet;
use crate::{Day, Deadline, HolidayYear, Limit, Weekday, YEAR_END_DAYS_MAX, count, holidays};

/// The first year a calendar counts in.
pub const YEAR_FIRST: i32 = 1900;
/// The last year a calendar counts in. A count that would leave it stops at its last day, provisionally.
pub const YEAR_LAST: i32 = 2199;

/// Time zone, weekly rest and announced years of one country. Build it once and share it: it holds tables.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Calendar {
    written: Written,
    zone: TimeZone,
    working: DaySet,
    unknown: DaySet,
}

/// Whether what is said of a day can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The day's year is announced.
    Known,
    /// Nobody has announced the day's year; the weekly rest is all we go by.
    Provisional,
}

/// A calendar as files spell it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// An IANA name: `Asia/Shanghai`.
    zone: String,
    /// The days of the week that rest.
    weekend: BTreeSet<Weekday>,
    /// How many last days of a year the next year's notice may still change.
    #[serde(default)]
    year_end_days: u32,
    #[serde(default)]
    years: Vec<HolidayYear>,
}

impl Calendar {
    /// A calendar from its facts; refused when the zone is unknown, the whole week rests, or a year is wrong.
    pub fn new(
        zone: &str,
        weekend: &[Weekday],
        year_end_days: u32,
        years: impl IntoIterator<Item = HolidayYear>,
    ) -> kit::Result<Calendar> {
        let (zone, weekend) = (zone.to_owned(), weekend.iter().copied().collect());
        Calendar::of(Written { zone, weekend, year_end_days, years: years.into_iter().collect() })
    }

    /// Reads a country's calendar from JSON; any other format goes through serde.
    pub fn parse(json: &str) -> kit::Result<Calendar> {
        Calendar::of(holidays::read_json(json)?)
    }

    /// The same calendar with this year's notice instead of what it knew of that year.
    pub fn with_year(&self, year: HolidayYear) -> kit::Result<Calendar> {
        let mut written = self.written.clone();
        written.years.retain(|it| it.year != year.year);
        written.years.push(year);
        Calendar::of(written)
    }

    /// The notices this calendar knows, by year.
    pub fn years(&self) -> &[HolidayYear] {
        &self.written.years
    }

    /// The IANA name of its time zone.
    pub fn zone(&self) -> &str {
        &self.written.zone
    }

    /// What is odd about a notice, though nothing forbids it: make-up days on which everyone works anyway.
    pub fn notes(&self, year: &HolidayYear) -> Vec<Flaw> {
        let odd = year.made_up.iter().filter(|(day, _)| !self.written.weekend.contains(&day.weekday()));
        odd.map(|(day, _)| Flaw::of("days", "holidays.works_anyway").with("day", day)).collect()
    }

    /// Whether the state works on a day, and whether that is certain.
    pub fn is_working(&self, day: Day) -> (bool, Certainty) {
        match (YEAR_FIRST..=YEAR_LAST).contains(&day.year()) {
            true if self.is_unknown(day) => (self.works(day), Certainty::Provisional),
            true => (self.works(day), Certainty::Known),
            false => (!self.written.weekend.contains(&day.weekday()), Certainty::Provisional),
        }
    }

    /// The n-th working day after a day; the day itself for none.
    pub fn add_working_days(&self, day: Day, n: u32) -> Day {
        self.working.nth_after(day, n)
    }

    /// How many working days come after one day, up to and with another.
    pub fn working_days(&self, after: Day, to: Day) -> u32 {
        self.working.count(after, to)
    }

    /// 24:00 of a day, local time: the first moment that no longer belongs to it.
    pub fn end_of(&self, day: Day) -> Time {
        let (year, month, day) = day.plus(1).ymd();
        let date = Date::new(year as i16, month as i8, day as i8).expect("a day is a date of jiff's range");
        let midnight = date.at(0, 0, 0, 0);
        let ambiguous = self.zone.to_ambiguous_timestamp(midnight);
        let is_skipped = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let start = ambiguous.compatible().unwrap_or(Timestamp::MAX);
        // A skipped midnight: the day begins the moment clocks jump, at or before what jiff makes of it.
        let jump = is_skipped
            .then(|| self.zone.preceding(start.checked_add(1.millisecond()).unwrap_or(start)).next())
            .flatten();
        let start = jump.map_or(start, |it| it.timestamp());
        Time::from_ms(start.as_millisecond())
    }

    /// The moment at which clocks show this hour and minute of a day; where they jump over it, the one right after.
    pub fn moment(&self, day: Day, (hour, minute): (u8, u8)) -> Option<Time> {
        let (year, month, day) = day.ymd();
        let date = Date::new(year as i16, month as i8, day as i8).ok()?;
        let time = jiff::civil::Time::new(hour as i8, minute as i8, 0, 0).ok()?;
        let at = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().ok()?;
        Some(Time::from_ms(at.as_millisecond()))
    }

    /// The hour and minute that clocks show at a moment.
    pub fn hour_minute(&self, at: Time) -> (u8, u8) {
        let minutes = self.local_ms(at).rem_euclid(DAY_MS) / 60_000;
        ((minutes / 60) as u8, (minutes % 60) as u8)
    }

    /// When a limit runs out that an event started at this moment: the event's day is day 0.
    pub fn deadline(&self, from: Time, limit: Limit) -> Deadline {
        count::due(self, from, (limit, &[]), &[], None).expect("only a stop holds a clock, and there is none")
    }

    pub(crate) fn day_of(&self, at: Time) -> Day {
        Day::from_number(self.local_ms(at).div_euclid(DAY_MS) as i32)
    }

    fn local_ms(&self, at: Time) -> i64 {
        let ms = at.ms().clamp(Timestamp::MIN.as_second() * 1000, Timestamp::MAX.as_second() * 1000);
        let moment = Timestamp::from_millisecond(ms).expect("clamped to what a timestamp holds");
        ms + i64::from(self.zone.to_offset(moment).seconds()) * 1000
    }

    pub(crate) fn first_day() -> Day {
        Day::from_ymd(YEAR_FIRST, 1, 1).expect("every year has such a day")
    }

    pub(crate) fn last_day() -> Day {
        Day::from_ymd(YEAR_LAST, 12, 31).expect("every year has such a day")
    }

    pub(crate) fn works(&self, day: Day) -> bool {
        self.working.contains(day)
    }

    pub(crate) fn is_unknown(&self, day: Day) -> bool {
        self.unknown.contains(day)
    }

    pub(crate) fn has_unknown(&self, after: Day, to: Day) -> bool {
        self.unknown.count(after, to) > 0
    }

    fn of(mut written: Written) -> kit::Result<Calendar> {
        let zone = TimeZoneDatabase::bundled().get(&written.zone);
        let zone = zone.map_err(|_| Refusal::invalid("zone", "calendar.zone_unknown"))?;
        written.years.sort_by_key(|it| it.year);
        let flaws = flaws(&written);
        if !flaws.is_empty() {
            return Err(Refusal::flawed(flaws).into());
        }
        let (first, last) = (Calendar::first_day(), Calendar::last_day());
        // In the order of the years: where two notices speak of one day, the later one has the word.
        let mut named = BTreeMap::new();
        for year in &written.years {
            named.extend(year.off.iter().map(|(day, _)| (*day, false)));
            named.extend(year.made_up.iter().map(|(day, _)| (*day, true)));
        }
        let rests: [bool; 7] = Weekday::ALL.map(|it| written.weekend.contains(&it));
        // Most days lie far from any notice; asking the map for each would make building slow.
        let reach = named.keys().next().copied().zip(named.keys().next_back().copied());
        let said = |day: Day| match reach {
            Some((from, to)) if (from..=to).contains(&day) => named.get(&day).copied(),
            _ => None,
        };
        let works = |day: Day| said(day).unwrap_or(!rests[day.weekday() as usize]);
        let working = DaySet::of(first, last, works);
        let mut horizon = Horizon { written: &written, unknown_from: first, to: first.plus(-1) };
        let unknown = DaySet::of(first, last, |day| horizon.is_unknown(day) && said(day).is_none());
        Ok(Calendar { zone, working, unknown, written })
    }
}

const DAY_MS: i64 = 86_400_000;

/// Walks through the days and knows of each whether its year is announced.
struct Horizon<'a> {
    written: &'a Written,
    /// The last day of the year we are in.
    to: Day,
    /// From here to the end of that year nothing is announced.
    unknown_from: Day,
}

impl Horizon<'_> {
    fn is_unknown(&mut self, day: Day) -> bool {
        if day > self.to {
            let year = day.year();
            let next = Day::from_ymd(year + 1, 1, 1).unwrap_or(Day::LAST);
            self.to = next.plus(-1);
            self.unknown_from = match (self.is_announced(year), self.is_announced(year + 1)) {
                (true, true) => next,
                (true, false) => next.plus(-self.written.year_end_days.cast_signed()),
                (false, _) => day,
            };
        }
        day >= self.unknown_from
    }

    fn is_announced(&self, year: i32) -> bool {
        self.written.years.iter().any(|it| it.year == year && it.is_announced())
    }
}

fn flaws(written: &Written) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if written.weekend.len() == Weekday::ALL.len() {
        flaws.push(Flaw::of("weekend", "calendar.never_works"));
    }
    if written.year_end_days > YEAR_END_DAYS_MAX {
        flaws.push(Flaw::of("year_end_days", "calendar.year_end_too_long").with("max", YEAR_END_DAYS_MAX));
    }
    for (n, pair) in written.years.windows(2).enumerate() {
        if pair[0].year == pair[1].year {
            flaws.push(
                Flaw::of(format!("years[{}].year", n + 1), "calendar.year_doubled")
                    .with("year", pair[0].year),
            );
        }
    }
    for year in &written.years {
        flaws.extend(year.flaws());
    }
    flaws
}

/// A year that comes in twice, or is wrong, stops the reading; serde only carries words.
impl TryFrom<Written> for Calendar {
    type Error = kit::Error;

    fn try_from(it: Written) -> kit::Result<Calendar> {
        Calendar::of(it)
    }
}

impl From<Calendar> for Written {
    fn from(it: Calendar) -> Written {
        it.written
    }
}

/// Two calendars are the same when they hold the same facts.
impl PartialEq for Calendar {
    fn eq(&self, other: &Calendar) -> bool {
        self.written == other.written
    }
}

pub(crate) fn too_large(max: usize) -> kit::Error {
    let flaw = Flaw::of("", "holidays.too_large").with("max", max);
    Refusal { flaws: vec![flaw], ..Refusal::of(RefusalKind::TooLarge, "holidays.too_large") }.into()
}
