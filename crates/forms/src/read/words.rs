//! Answers that are words or codes: cleaned of what typing brings along, then held against their shape.
//! What is typed is never said back in a flaw.

use std::borrow::Cow;

use kit::{CitizenNumber, CreditCode, Flaw, NumberFlaw, RegionCode};

use super::Read;
use crate::{Answer, Letters};

/// Digits of a telephone number, its country's code included.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
/// The longest address of mail, and the longest part before the @ (RFC 5321).
const EMAIL_BYTES_MAX: usize = 254;
const EMAIL_LOCAL_BYTES_MAX: usize = 64;

/// One line. White space of any kind becomes single spaces.
pub(super) fn text(field: &str, typed: &str, (min, max): (u32, u32), letters: Letters) -> Read {
    let line = match letters {
        Letters::Any | Letters::Name => typed.split_whitespace().collect::<Vec<_>>().join(" "),
        Letters::Digits | Letters::Code => compact(typed),
    };
    let line: String = line.chars().filter(|it| !is_invisible(*it)).collect();
    if line.is_empty() {
        return Ok(None);
    }
    if !line.chars().all(is_readable) {
        return Err(Flaw::of(field, "text.characters"));
    }
    let (code, takes): (_, fn(char) -> bool) = match letters {
        Letters::Any => ("text.characters", |_| true),
        Letters::Name => ("text.letters", |it| it.is_alphabetic() || " ·•.'’-".contains(it)),
        Letters::Digits => ("text.digits", |it| it.is_ascii_digit()),
        Letters::Code => ("text.code", |it| it.is_ascii_alphanumeric() || it == '-'),
    };
    if !line.chars().all(takes) {
        return Err(Flaw::of(field, code));
    }
    let line = if letters == Letters::Code { line.to_ascii_uppercase() } else { line };
    match line.chars().count() {
        n if n > max as usize => Err(Flaw::of(field, "text.too_long").with("max", max)),
        n if n < min as usize => Err(Flaw::of(field, "text.too_short").with("min", min)),
        _ => Ok(Some(Answer::Text(line))),
    }
}

/// Several lines, kept as lines that end alike.
pub(super) fn long_text(field: &str, typed: &str, (min, max): (u32, u32)) -> Read {
    let Some(text) = lines(typed) else {
        return Err(Flaw::of(field, "long_text.characters"));
    };
    match text.chars().count() {
        0 => Ok(None),
        n if n > max as usize => Err(Flaw::of(field, "long_text.too_long").with("max", max)),
        n if n < min as usize => Err(Flaw::of(field, "long_text.too_short").with("min", min)),
        _ => Ok(Some(Answer::Text(text))),
    }
}

/// A postal address, in lines.
pub(super) fn address(field: &str, typed: &str, max: u32) -> Read {
    let Some(text) = lines(typed) else {
        return Err(Flaw::of(field, "address.characters"));
    };
    match text.chars().count() {
        0 => Ok(None),
        n if n > max as usize => Err(Flaw::of(field, "address.too_long").with("max", max)),
        _ => Ok(Some(Answer::Text(text))),
    }
}

pub(super) fn citizen_number(field: &str, typed: &str) -> Read {
    if compact(typed).is_empty() {
        return Ok(None);
    }
    let code = |flaw| match flaw {
        NumberFlaw::Length => "citizen_number.length",
        NumberFlaw::Character => "citizen_number.characters",
        NumberFlaw::Date => "citizen_number.birth",
        _ => "citizen_number.wrong",
    };
    match CitizenNumber::parse(typed) {
        Ok(number) => Ok(Some(Answer::Text(number.as_str().to_owned()))),
        Err(flaw) => Err(Flaw::of(field, code(flaw))),
    }
}

pub(super) fn credit_code(field: &str, typed: &str) -> Read {
    if compact(typed).is_empty() {
        return Ok(None);
    }
    let code = |flaw| match flaw {
        NumberFlaw::Length => "credit_code.length",
        NumberFlaw::Character => "credit_code.characters",
        _ => "credit_code.wrong",
    };
    match CreditCode::parse(typed) {
        Ok(it) => Ok(Some(Answer::Text(it.as_str().to_owned()))),
        Err(flaw) => Err(Flaw::of(field, code(flaw))),
    }
}

/// Digits, after a plus if one was typed.
pub(super) fn phone(field: &str, typed: &str) -> Read {
    let number: String = compact(typed).chars().filter(|it| !"-()./".contains(*it)).collect();
    if number.is_empty() {
        return Ok(None);
    }
    let digits = number.strip_prefix('+').unwrap_or(&number);
    match PHONE_DIGITS.contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit()) {
        true => Ok(Some(Answer::Text(number))),
        false => Err(Flaw::of(field, "phone.wrong")),
    }
}

pub(super) fn email(field: &str, typed: &str) -> Read {
    let typed = half_width(typed);
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let is_label = |it: &str| {
        !it.is_empty()
            && !it.starts_with('-')
            && !it.ends_with('-')
            && it.chars().all(|it| it.is_alphanumeric() || it == '-')
    };
    let is_local = |it: &str| {
        let marks = "!#$%&'*+-/=?^_`{|}~";
        it.len() <= EMAIL_LOCAL_BYTES_MAX
            && it.split('.').all(|part| {
                !part.is_empty() && part.chars().all(|it| it.is_alphanumeric() || marks.contains(it))
            })
    };
    let parts = typed.rsplit_once('@').filter(|(local, domain)| {
        typed.len() <= EMAIL_BYTES_MAX
            && is_local(local)
            && domain.contains('.')
            && domain.split('.').all(is_label)
    });
    match parts {
        Some((local, domain)) => Ok(Some(Answer::Text(format!("{local}@{}", domain.to_lowercase())))),
        None => Err(Flaw::of(field, "email.wrong")),
    }
}

pub(super) fn region(field: &str, typed: &str, within: Option<&str>, level_min: u32) -> Read {
    let typed = compact(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let Some(code) = RegionCode::parse(&typed) else {
        return Err(Flaw::of(field, "region.wrong"));
    };
    let covers = |it: &str| RegionCode::parse(it).is_some_and(|it| it.covers(&code));
    if within.is_some_and(|it| !covers(it)) {
        return Err(Flaw::of(field, "region.outside"));
    }
    match code.level() >= level_min as usize {
        true => Ok(Some(Answer::Text(typed))),
        false => Err(Flaw::of(field, "region.too_wide")),
    }
}

/// Full-width letters, digits and signs as their ASCII twins.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |it: char| match it {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from((it as u32 - 0xFEE0) as u8),
        _ => it,
    };
    Cow::Owned(text.chars().filter(|it| !is_invisible(*it)).map(narrow).collect())
}

/// Half-width, without any white space.
fn compact(typed: &str) -> String {
    half_width(typed).chars().filter(|it| !it.is_whitespace()).collect()
}

/// Text in lines: ends alike, no white space at the end of a line or around all; none if it cannot be read.
fn lines(typed: &str) -> Option<String> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<_> = typed.split('\n').map(str::trim_end).collect();
    let text: String = lines.join("\n").trim().chars().filter(|it| !is_invisible(*it)).collect();
    text.chars().all(|it| it == '\n' || it == '\t' || is_readable(it)).then_some(text)
}

/// Marks that pasting brings along and nobody sees.
fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200B}' | '\u{FEFF}' | '\u{00AD}')
}

/// Not a control character, not a mark that turns the direction of writing, not a hole in the text.
pub(super) fn is_readable(it: char) -> bool {
    !it.is_control()
        && !matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}')
        && it as u32 & 0xFFFE != 0xFFFE
}
