//! Answers that are numbers, read as whole numbers of their last place; there is no float on the way.
//! Takes full-width digits and grouping commas, and nothing that could be read in two ways.

use kit::Flaw;

use super::Read;
use super::words::half_width;
use crate::Answer;

/// The most digits that are looked at; no setting admits a longer number.
const DIGITS_MAX: usize = 15;

pub(super) fn number(field: &str, typed: &str, range: (i64, i64)) -> Read {
    scaled(
        field,
        typed,
        0,
        range,
        &Codes {
            wrong: "number.wrong",
            places: "number.not_whole",
            too_small: "number.too_small",
            too_large: "number.too_large",
        },
    )
}

pub(super) fn decimal(field: &str, typed: &str, places: u32, range: (i64, i64)) -> Read {
    scaled(
        field,
        typed,
        places,
        range,
        &Codes {
            wrong: "decimal.wrong",
            places: "decimal.places",
            too_small: "decimal.too_small",
            too_large: "decimal.too_large",
        },
    )
}

pub(super) fn money(field: &str, typed: &str, range: (i64, i64)) -> Read {
    scaled(
        field,
        typed,
        2,
        range,
        &Codes {
            wrong: "money.wrong",
            places: "money.places",
            too_small: "money.too_small",
            too_large: "money.too_large",
        },
    )
}

/// A step of a scale that begins with 1.
pub(super) fn rating(field: &str, typed: &str, steps: u32) -> Read {
    match half_width(typed).trim().parse::<u32>() {
        _ if typed.trim().is_empty() => Ok(None),
        Ok(step) if (1..=steps).contains(&step) => Ok(Some(Answer::Number(i64::from(step)))),
        _ => Err(Flaw::of(field, "rating.unknown")),
    }
}

/// A plain decimal number as a whole number of its last place, rounded half up; none beyond what fits.
pub(super) fn rounded(number: &str, places: u32) -> Option<i64> {
    let (sign, plain) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number),
    };
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, ""));
    if whole.is_empty() || !whole.bytes().chain(rest.bytes()).all(|it| it.is_ascii_digit()) {
        return None;
    }
    let digits = format!("{whole}{:0<width$}", rest, width = places as usize + 1);
    let kept = &digits[..whole.len() + places as usize];
    let up = digits.as_bytes().get(kept.len()).is_some_and(|it| b'5' <= *it);
    kept.parse::<i64>().ok()?.checked_add(i64::from(up))?.checked_mul(sign)
}

/// What to say of a number of one kind.
struct Codes {
    wrong: &'static str,
    places: &'static str,
    too_small: &'static str,
    too_large: &'static str,
}

fn scaled(field: &str, typed: &str, places: u32, (min, max): (i64, i64), codes: &Codes) -> Read {
    let typed = half_width(typed);
    let typed: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let (sign, plain) = match typed.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, typed.as_str()),
    };
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, ""));
    let is_wrong = plain.ends_with('.') || !rest.bytes().all(|it| it.is_ascii_digit());
    let Some(whole) = ungrouped(whole).filter(|_| !is_wrong) else {
        return Err(Flaw::of(field, codes.wrong));
    };
    let rest = rest.trim_end_matches('0');
    if rest.len() > places as usize {
        return Err(Flaw::of(field, codes.places).with("places", places));
    }
    let scale = 10_i64.pow(places);
    let digits = format!("{}{rest:0<width$}", whole.trim_start_matches('0'), width = places as usize);
    // A number with more digits than fit is beyond any limit.
    let size = if digits.len() > DIGITS_MAX { i64::MAX } else { digits.parse().unwrap_or(0) };
    match size * sign {
        it if it < min.saturating_mul(scale) => Err(Flaw::of(field, codes.too_small).with("min", min)),
        it if it > max.saturating_mul(scale) => Err(Flaw::of(field, codes.too_large).with("max", max)),
        it => Ok(Some(Answer::Number(it))),
    }
}

/// Digits without their grouping commas; none if it is not digits, or not grouped by threes.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let is_grouped = !whole.contains(',') || first.len() <= 3;
    let is_right = is_digits(first) && is_grouped && groups.all(|it| it.len() == 3 && is_digits(it));
    is_right.then(|| whole.replace(',', ""))
}
