//! Answers that are days, months and times: a day is typed as day, month and year, and a flaw names the field.
//! Knows no calendar of working days.

use std::collections::BTreeMap;

use kit::Flaw;

use super::Read;
use super::words::half_width;
use crate::{Answer, Bound, Clock, Date};

/// The earliest and the latest day that is taken.
type Bounds = (Option<Bound>, Option<Bound>);

/// Fields and what was typed come as day, month, year.
pub(super) fn date(fields: &[String], typed: [&str; 3], bounds: Bounds, today: Date) -> Read {
    Ok(day(fields, typed, bounds, today)?.map(|it| Answer::Text(it.to_string())))
}

/// Fields and what was typed come as the first day's and the last day's parts.
pub(super) fn range(fields: &[String], typed: [&str; 6], bounds: Bounds, today: Date) -> Read {
    let [a, b, c, d, e, f] = typed;
    let from = day(&fields[..3], [a, b, c], bounds, today)?;
    let to = day(&fields[3..], [d, e, f], bounds, today)?;
    match (from, to) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Flaw::of(&fields[0], "date_range.from_missing")),
        (Some(_), None) => Err(Flaw::of(&fields[3], "date_range.to_missing")),
        (Some(from), Some(to)) if to < from => Err(Flaw::of(&fields[3], "date_range.order")),
        (Some(from), Some(to)) => {
            let parts = [("from", from), ("to", to)].map(|(name, it)| (name.to_owned(), it.to_string()));
            Ok(Some(Answer::Parts(BTreeMap::from(parts))))
        }
    }
}

/// Fields and what was typed come as month, year; kept as 2026-11.
pub(super) fn year_month(fields: &[String], typed: [&str; 2], bounds: Bounds, today: Date) -> Read {
    let typed = typed.map(|it| half_width(it).trim().to_owned());
    if typed.iter().all(String::is_empty) {
        return Ok(None);
    }
    let month = part(&fields[0], &typed[0], ("date.month_missing", "date.month_wrong"), 1..=12)?;
    let year = part(&fields[1], &typed[1], ("date.year_missing", "date.year_wrong"), YEARS)?;
    let on = |bound: Option<Bound>| bound.and_then(|it| it.on(today));
    let is_beyond = |bound: Date| (bound.ymd().0, bound.ymd().1);
    let given = (year, month as u8);
    if let Some(it) = on(bounds.0).filter(|it| given < is_beyond(*it)) {
        return Err(Flaw::of(&fields[0], "date.too_early").with("day", it));
    }
    if let Some(it) = on(bounds.1).filter(|it| is_beyond(*it) < given) {
        return Err(Flaw::of(&fields[0], "date.too_late").with("day", it));
    }
    Ok(Some(Answer::Text(format!("{year:04}-{month:02}"))))
}

/// A time of day however it is typed: 9:30, 09.30, 0930, 9点30分.
pub(super) fn time(field: &str, typed: &str, (opens, closes): (Option<Clock>, Option<Clock>)) -> Read {
    let typed: String = half_width(typed).chars().filter(|it| !it.is_whitespace()).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let plain = typed.replace(['点', '时', '.'], ":");
    let plain = plain.trim_end_matches('分');
    let (hour, minute) = match plain.split_once(':') {
        Some(it) => it,
        None if plain.len() == 4 && plain.is_ascii() => plain.split_at(2),
        None => ("", ""),
    };
    let number = |it: &str| -> Option<u8> {
        let is_short = (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        if is_short { it.parse().ok() } else { None }
    };
    let minute = if minute.is_empty() && plain.ends_with(':') { Some(0) } else { number(minute) };
    let clock = number(hour).zip(minute).and_then(|(hour, minute)| Clock::of(hour, minute));
    match clock {
        None => Err(Flaw::of(field, "time.wrong")),
        Some(it) if opens.is_some_and(|opens| it < opens) => {
            Err(Flaw::of(field, "time.too_early").with("time", opens.expect("held against it")))
        }
        Some(it) if closes.is_some_and(|closes| closes < it) => {
            Err(Flaw::of(field, "time.too_late").with("time", closes.expect("held against it")))
        }
        Some(it) => Ok(Some(Answer::Text(it.to_string()))),
    }
}

/// The years that are taken: four digits.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=9999;

fn day(
    fields: &[String],
    typed: [&str; 3],
    (earliest, latest): Bounds,
    today: Date,
) -> Result<Option<Date>, Flaw> {
    let typed = typed.map(|it| half_width(it).trim().to_owned());
    if typed.iter().all(String::is_empty) {
        return Ok(None);
    }
    const MISSING: [&str; 3] = ["date.day_missing", "date.month_missing", "date.year_missing"];
    if let Some(n) = typed.iter().position(String::is_empty) {
        return Err(Flaw::of(&fields[n], MISSING[n]));
    }
    let day = part(&fields[0], &typed[0], (MISSING[0], "date.day_wrong"), 1..=31)?;
    let month = part(&fields[1], &typed[1], (MISSING[1], "date.month_wrong"), 1..=12)?;
    let year = part(&fields[2], &typed[2], (MISSING[2], "date.year_wrong"), YEARS)?;
    let Some(date) = Date::from_ymd(year, month as u8, day as u8) else {
        return Err(Flaw::of(&fields[0], "date.not_real"));
    };
    let on = |bound: Option<Bound>| bound.and_then(|it| it.on(today));
    if let Some(earliest) = on(earliest).filter(|it| date < *it) {
        return Err(Flaw::of(&fields[0], "date.too_early").with("day", earliest));
    }
    if let Some(latest) = on(latest).filter(|it| date > *it) {
        return Err(Flaw::of(&fields[0], "date.too_late").with("day", latest));
    }
    Ok(Some(date))
}

/// One part of a day: missing, wrong, or a number within its range.
fn part(
    field: &str,
    typed: &str,
    (missing, wrong): (&'static str, &'static str),
    range: std::ops::RangeInclusive<u16>,
) -> Result<u16, Flaw> {
    if typed.is_empty() {
        return Err(Flaw::of(field, missing));
    }
    let number = if typed.bytes().all(|it| it.is_ascii_digit()) { typed.parse().ok() } else { None };
    number.filter(|it| range.contains(it)).ok_or_else(|| Flaw::of(field, wrong))
}
