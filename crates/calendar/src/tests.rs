//! Proofs that days are counted as the law counts them.

mod calendars;
mod clocks;
mod days;
mod naive;

use kit::Time;

use crate::{Calendar, Day, Limit, Unit};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A moment in China, `2026-02-13 17:30`.
fn at(text: &str) -> Time {
    let (date, clock) = text.split_once(' ').unwrap();
    let (hour, minute) = clock.split_once(':').unwrap();
    let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    Time::from_ms(i64::from(day(date).number()) * 86_400_000 + (minutes - 8 * 60) * 60_000)
}

fn limit(n: u32, unit: Unit) -> Limit {
    Limit::new(n, unit).unwrap()
}

/// The last day of a limit in China.
fn last(from: &str, n: u32, unit: Unit) -> String {
    let found = Calendar::china().deadline(at(from), limit(n, unit));
    format!("{}{}", found.day, if found.provisional { "?" } else { "" })
}
