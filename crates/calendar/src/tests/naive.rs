//! The fast count equals a slow one that walks from midnight to midnight, on many pseudo-random clocks.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use kit::Time;

use super::{day, limit};
use crate::{Calendar, Clock, Day, Unit, Weekday};

const N_CLOCKS: usize = 60_000;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
/// Past so many days an open stop holds the count for good.
const N_DAYS_MAX: i32 = 2_000;

/// Knuth's linear congruential generator: the same clocks on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// The calendar as three plain sets, looked up day by day.
struct Slow {
    off: BTreeSet<Day>,
    made_up: BTreeSet<Day>,
    years: BTreeSet<i32>,
}

impl Slow {
    fn of(calendar: &Calendar) -> Slow {
        let mut it = Slow { off: BTreeSet::new(), made_up: BTreeSet::new(), years: BTreeSet::new() };
        for year in calendar.years() {
            it.off.extend(year.off.iter().map(|(day, _)| *day));
            it.made_up.extend(year.made_up.iter().map(|(day, _)| *day));
            it.years.insert(year.year);
        }
        it
    }

    fn works(&self, day: Day) -> bool {
        let rests = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.made_up.contains(&day) || !rests && !self.off.contains(&day)
    }

    fn is_sure(&self, day: Day) -> bool {
        let (year, month, number) = day.ymd();
        let is_named = self.off.contains(&day) || self.made_up.contains(&day);
        let is_year_end = month == 12 && number >= 29;
        is_named || self.years.contains(&year) && (!is_year_end || self.years.contains(&(year + 1)))
    }
}

/// Midnight in China at which a day begins.
fn midnight(day: Day) -> Time {
    Time::from_ms(i64::from(day.number()) * DAY_MS - 8 * HOUR_MS)
}

/// Whether the clock runs as a day begins.
fn runs(clock: &Clock, day: Day) -> bool {
    let begins = midnight(day);
    !clock.stops().iter().any(|it| it.from < begins && it.to.is_none_or(|to| to >= begins))
}

/// How many days a run of equal units is, from a day; months by jiff.
fn length(from: Day, run: &[(u32, Unit)]) -> u32 {
    let n: u32 = run.iter().map(|it| it.0).sum();
    if run[0].1 != Unit::Months {
        return n;
    }
    let (year, month, day) = from.ymd();
    let date = Date::new(year as i16, month as i8, day as i8).unwrap();
    let span: Span = i64::from(n).months();
    date.checked_add(span).unwrap().since(date).unwrap().get_days().cast_unsigned()
}

/// The last day and whether all days looked at were announced; none when an open stop holds the clock.
fn slow_last(slow: &Slow, clock: &Clock) -> Option<(Day, bool)> {
    let limits = std::iter::once(clock.limit()).chain(clock.extensions().iter().copied());
    let limits = limits.map(|it| match it.unit() {
        Unit::Years => (it.n() * 12, Unit::Months),
        unit => (it.n(), unit),
    });
    let limits: Vec<_> = limits.collect();
    let first = Day::from_number((clock.started_at().ms() + 8 * HOUR_MS).div_euclid(DAY_MS) as i32);
    let (mut day, mut sure) = (first, true);
    for run in limits.chunk_by(|a, b| a.1 == b.1) {
        let mut left = length(day, run);
        while left > 0 {
            day = day.plus(1);
            if day.days_since(first) > N_DAYS_MAX {
                return None;
            }
            if runs(clock, day) {
                let counts = run[0].1 != Unit::WorkingDays || slow.works(day);
                sure &= run[0].1 != Unit::WorkingDays || slow.is_sure(day);
                left -= u32::from(counts);
            }
        }
    }
    loop {
        if day.days_since(first) > N_DAYS_MAX {
            return None;
        }
        if runs(clock, day.plus(1)) {
            sure &= slow.is_sure(day);
            if slow.works(day) {
                return Some((day, sure));
            }
        }
        day = day.plus(1);
    }
}

fn random_clock(chance: &mut Chance) -> Clock {
    let mut some = |units: &[Unit]| {
        let unit = units[chance.below(units.len() as u64) as usize];
        let n_max = match unit {
            Unit::WorkingDays | Unit::CalendarDays => 90,
            Unit::Months => 14,
            _ => 2,
        };
        limit(chance.below(n_max) as u32, unit)
    };
    let units = [Unit::WorkingDays, Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Years];
    let (first, extensions) = (some(&units), [some(&units), some(&units)]);
    let start = midnight(day("2018-06-01")).plus_ms(chance.below(9 * 365 * 24) as i64 * HOUR_MS);
    let mut clock = Clock::start(start, first);
    for extension in extensions.into_iter().take(chance.below(3) as usize) {
        clock.extend(extension).unwrap();
    }
    let mut now = start;
    for _ in 0..chance.below(5) {
        // Whole hours, so that many an event falls on midnight exactly.
        now = now.plus_ms(chance.below(30 * 24) as i64 * HOUR_MS);
        clock.stop(now, "expert_review").unwrap();
        if chance.below(8) == 0 {
            break;
        }
        now = now.plus_ms(chance.below(20 * 24) as i64 * HOUR_MS);
        clock.resume(now).unwrap();
    }
    clock
}

#[test]
fn the_fast_count_equals_the_slow_one_on_many_random_clocks() {
    let calendar = Calendar::china();
    let slow = Slow::of(&calendar);
    let mut chance = Chance(20_261_122);
    let (mut n_held, mut n_provisional) = (0, 0);

    for n in 0..N_CLOCKS {
        let clock = random_clock(&mut chance);
        let expected = slow_last(&slow, &clock);

        let found = clock.deadline(&calendar);

        assert_eq!(found.map(|it| (it.day, !it.provisional)), expected, "clock {n}: {clock:?}");
        assert_eq!(found.map(|it| it.at), expected.map(|it| midnight(it.0.plus(1))));
        n_held += usize::from(found.is_none());
        n_provisional += usize::from(found.is_some_and(|it| it.provisional));
    }

    assert!(n_held > 1_000 && n_provisional > 1_000, "{n_held} held, {n_provisional} provisional");
}

#[test]
fn the_days_left_equal_a_slow_count_from_today_to_the_last_day() {
    let calendar = Calendar::china();
    let slow = Slow::of(&calendar);
    let mut chance = Chance(9901);

    for n in 0..N_CLOCKS / 4 {
        let mut clock = random_clock(&mut chance);
        let now = clock.stops().last().map_or(clock.started_at(), |it| it.to.unwrap_or(it.from));
        let now = now.plus_ms(chance.below(60 * 24) as i64 * HOUR_MS);

        let found = clock.days_left(&calendar, now);

        let _ = clock.resume(now);
        let last = slow_last(&slow, &clock).unwrap().0;
        let today = Day::from_number((now.ms() + 8 * HOUR_MS).div_euclid(DAY_MS) as i32);
        let (from, to, sign) = if today <= last { (today, last, 1) } else { (last, today, -1) };
        let days = (1..=to.days_since(from)).map(|it| from.plus(it));
        let expected =
            days.filter(|it| slow.works(*it) && (sign < 0 || runs(&clock, *it))).count() as i64 * sign;
        assert_eq!(found, expected, "clock {n}: {clock:?} at {now}");
    }
}

#[test]
fn more_time_or_a_longer_stop_never_brings_a_deadline_forward() {
    let calendar = Calendar::china();
    let mut chance = Chance(42);

    for _ in 0..N_CLOCKS / 4 {
        let clock = random_clock(&mut chance);
        let Some(before) = clock.deadline(&calendar) else { continue };
        let mut longer = clock.clone();
        longer.extend(limit(chance.below(9) as u32, Unit::WorkingDays)).unwrap();
        let mut later = clock.clone();
        let now = clock.stops().last().map_or(clock.started_at(), |it| it.to.unwrap_or(it.from));
        if later.stops().last().is_none_or(|it| it.to.is_some()) {
            later.stop(now, "hearing").unwrap();
            later.resume(now.plus_ms(chance.below(20 * 24) as i64 * HOUR_MS)).unwrap();
        }

        // None: an open stop holds it, which is later than any day.
        for it in [longer, later] {
            assert!(it.deadline(&calendar).is_none_or(|it| it.at >= before.at), "{clock:?} became {it:?}");
        }
    }
}
