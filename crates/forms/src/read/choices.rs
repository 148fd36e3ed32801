//! Answers that are chosen: only what the form offers is taken, whatever was posted.

use kit::Flaw;

use super::Read;
use crate::{Alternative, Answer, Way};

pub(super) fn choice(field: &str, typed: &str, options: &[Alternative]) -> Read {
    match options.iter().find(|it| it.key == typed) {
        _ if typed.is_empty() => Ok(None),
        Some(it) => Ok(Some(Answer::Text(it.key.clone()))),
        None => Err(Flaw::of(field, "choice.unknown")),
    }
}

/// Kept in the order of the form, each once.
pub(super) fn choices(field: &str, typed: &[&str], options: &[Alternative], (min, max): (u32, u32)) -> Read {
    let typed = || typed.iter().filter(|it| !it.is_empty());
    if typed().any(|typed| options.iter().all(|it| it.key != *typed)) {
        return Err(Flaw::of(field, "choices.unknown"));
    }
    let picked = options.iter().filter(|it| typed().any(|typed| it.key == *typed));
    let picked: Vec<_> = picked.map(|it| it.key.clone()).collect();
    match picked.len() {
        0 => Ok(None),
        n if n < min as usize => Err(Flaw::of(field, "choices.too_few").with("min", min)),
        n if n > max as usize => Err(Flaw::of(field, "choices.too_many").with("max", max)),
        _ => Ok(Some(Answer::Keys(picked))),
    }
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
