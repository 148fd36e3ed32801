//! Answers that are chosen: only what the form offers is taken, whatever was posted.

use kit::{Flaw, Lang};

use super::Read;
use super::words::{half_width, text};
use crate::answer::OTHER;
use crate::check::OTHER_LENGTH_MAX;
use crate::{Alternative, Answer, Letters, Way};

pub(super) fn choice(field: &str, typed: &str, options: &[Alternative], other: bool) -> Read {
    match options.iter().find(|it| it.key == typed) {
        _ if typed.is_empty() => Ok(None),
        Some(it) => Ok(Some(Answer::Text(it.key.clone()))),
        None if other && typed == OTHER => Ok(Some(Answer::Text(OTHER.to_owned()))),
        None => Err(Flaw::of(field, "choice.unknown")),
    }
}

/// One of a long list: its key, or what is read of it in any language, whatever its capitals and spaces.
pub(super) fn list(field: &str, typed: &str, options: &[Alternative]) -> Read {
    let plain = |it: &str| half_width(it).split_whitespace().collect::<String>().to_lowercase();
    let wanted = plain(typed);
    if wanted.is_empty() {
        return Ok(None);
    }
    let said = |it: &&Alternative| Lang::all().any(|lang| plain(it.label.say(lang)) == wanted);
    let found = options.iter().find(|it| it.key == typed.trim()).or_else(|| options.iter().find(said));
    found.map(|it| Some(Answer::Text(it.key.clone()))).ok_or_else(|| Flaw::of(field, "list.unknown"))
}

/// Kept in the order of the form, each once.
pub(super) fn choices(
    field: &str,
    typed: &[&str],
    (options, other): (&[Alternative], bool),
    (min, max): (u32, u32),
) -> Read {
    let typed = || typed.iter().filter(|it| !it.is_empty());
    let is_other = |it: &str| other && it == OTHER;
    if typed().any(|typed| options.iter().all(|it| it.key != *typed) && !is_other(typed)) {
        return Err(Flaw::of(field, "choices.unknown"));
    }
    let picked: Vec<_> = options.iter().filter(|it| typed().any(|typed| it.key == *typed)).collect();
    let alone = picked.iter().any(|it| it.alone);
    let mut picked: Vec<_> = picked.iter().map(|it| it.key.clone()).collect();
    picked.extend(typed().find(|it| is_other(it)).map(|it| (*it).to_owned()));
    match picked.len() {
        0 => Ok(None),
        n if 1 < n && alone => Err(Flaw::of(field, "choices.alone")),
        _ if alone => Ok(Some(Answer::Keys(picked))),
        n if n < min as usize => Err(Flaw::of(field, "choices.too_few").with("min", min)),
        n if n > max as usize => Err(Flaw::of(field, "choices.too_many").with("max", max)),
        _ => Ok(Some(Answer::Keys(picked))),
    }
}

/// The words of an alternative that is none of those offered.
pub(super) fn other(field: &str, typed: &[&str]) -> Result<Answer, Flaw> {
    let typed = typed.first().copied().unwrap_or_default();
    let words = text(field, typed, (1, OTHER_LENGTH_MAX), Letters::Any)?;
    words.ok_or_else(|| Flaw::of(field, "other.missing"))
}

pub(super) fn yes_no(field: &str, typed: &str) -> Read {
    match typed {
        "" => Ok(None),
        "yes" => Ok(Some(Answer::Flag(true))),
        "no" => Ok(Some(Answer::Flag(false))),
        _ => Err(Flaw::of(field, "yes_no.unknown")),
    }
}

pub(super) fn declaration(field: &str, typed: &str) -> Read {
    match typed {
        "" => Ok(None),
        "yes" => Ok(Some(Answer::Flag(true))),
        _ => Err(Flaw::of(field, "declaration.unknown")),
    }
}

pub(super) fn material(field: &str, typed: &str, ways: &[Way]) -> Read {
    match ways.iter().find(|it| it.as_str() == typed) {
        _ if typed.is_empty() => Ok(None),
        Some(it) => Ok(Some(Answer::Text(it.as_str().to_owned()))),
        None => Err(Flaw::of(field, "material.unknown")),
    }
}
