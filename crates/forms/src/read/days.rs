//! Answers that are days, typed as day, month and year; a flaw names the field to mend.

use kit::Flaw;

use super::Read;
use super::words::half_width;
use crate::{Answer, Bound, Date};

/// Fields and what was typed come as day, month, year.
pub(super) fn date(
    fields: &[String],
    typed: [&str; 3],
    (earliest, latest): (Option<Bound>, Option<Bound>),
    today: Date,
) -> Read {
    let typed = typed.map(|it| half_width(it).trim().to_owned());
    if typed.iter().all(String::is_empty) {
        return Ok(None);
    }
    const MISSING: [&str; 3] = ["date.day_missing", "date.month_missing", "date.year_missing"];
    const WRONG: [&str; 3] = ["date.day_wrong", "date.month_wrong", "date.year_wrong"];
    if let Some(n) = typed.iter().position(String::is_empty) {
        return Err(Flaw::of(&fields[n], MISSING[n]));
    }
    let number = |n: usize| match typed[n].bytes().all(|it| it.is_ascii_digit()) {
        true => typed[n].parse::<u16>().ok(),
        false => None,
    };
    let wrong = |n: usize| Flaw::of(&fields[n], WRONG[n]);
    let day = number(0).filter(|it| (1..=31).contains(it)).ok_or_else(|| wrong(0))?;
    let month = number(1).filter(|it| (1..=12).contains(it)).ok_or_else(|| wrong(1))?;
    let year = number(2).filter(|it| (1000..=9999).contains(it)).ok_or_else(|| wrong(2))?;
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
    Ok(Some(Answer::Text(date.to_string())))
}
