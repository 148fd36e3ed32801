//! Answers of several parts: an address in its region, a scale for each statement, a signature, files.
//! Each part is its own field, and a flaw names the one to mend.

use std::collections::BTreeMap;

use kit::Flaw;

use super::Read;
use super::words;
use crate::{Alternative, Answer, Date, Files, Letters};

/// The longest identifier of a file.
const FILE_BYTES_MAX: usize = 64;
/// The most characters of a signature.
const SIGNATURE_LENGTH_MAX: u32 = 60;

pub(super) fn region_address(
    fields: &[String],
    [region, lines]: [&str; 2],
    (within, level_min): (Option<&str>, u32),
    length_max: u32,
) -> Read {
    let region = words::region(&fields[0], region, within, level_min)?;
    let lines = words::address(&fields[1], lines, length_max)?;
    match (region, lines) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Flaw::of(&fields[0], "region.missing")),
        (Some(_), None) => Err(Flaw::of(&fields[1], "address.missing")),
        (Some(region), Some(lines)) => Ok(Some(parts([("region", region), ("lines", lines)]))),
    }
}

/// All statements, or none where the question may stay unanswered.
pub(super) fn likert(
    fields: &[String],
    typed: &[&str],
    (statements, options): (&[Alternative], &[Alternative]),
    optional: bool,
) -> Read {
    if typed.iter().all(|it| it.is_empty()) {
        return Ok(None);
    }
    let mut given = BTreeMap::new();
    for ((field, typed), statement) in fields.iter().zip(typed).zip(statements) {
        match options.iter().find(|it| it.key == *typed) {
            Some(it) => {
                given.insert(statement.key.clone(), it.key.clone());
            }
            None if typed.is_empty() && optional => {}
            None if typed.is_empty() => return Err(Flaw::of(field, "likert.missing")),
            None => return Err(Flaw::of(field, "likert.unknown")),
        }
    }
    Ok(Some(Answer::Parts(given)))
}

/// A name, and the tick that says it is meant as a signature; it counts from the day it is read.
pub(super) fn signature(fields: &[String], [name, agreed]: [&str; 2], today: Date) -> Read {
    let name = words::text(&fields[0], name, (1, SIGNATURE_LENGTH_MAX), Letters::Name)?;
    match (name, agreed) {
        (None, "") => Ok(None),
        (None, _) => Err(Flaw::of(&fields[0], "signature.missing")),
        (Some(name), "yes") => Ok(Some(parts([("name", name), ("on", Answer::Text(today.to_string()))]))),
        (Some(_), _) => Err(Flaw::of(&fields[1], "signature.not_agreed")),
    }
}

/// Files by their identifiers, each once. Whether they are there is for those who keep them to say.
pub(super) fn files(field: &str, typed: &[&str], files: &Files) -> Read {
    let is_shaped = |it: &&str| {
        it.len() <= FILE_BYTES_MAX
            && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
    };
    let mut given: Vec<String> = Vec::new();
    for typed in typed.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
        if !is_shaped(&typed) {
            return Err(Flaw::of(field, "files.unknown"));
        }
        if !given.iter().any(|it| it == typed) {
            given.push(typed.to_owned());
        }
    }
    match given.len() {
        0 => Ok(None),
        n if n > files.files_max as usize => {
            Err(Flaw::of(field, "files.too_many").with("max", files.files_max))
        }
        _ => Ok(Some(Answer::Keys(given))),
    }
}

fn parts<const N: usize>(parts: [(&str, Answer); N]) -> Answer {
    let words = parts.into_iter().filter_map(|(name, it)| match it {
        Answer::Text(it) => Some((name.to_owned(), it)),
        _ => None,
    });
    Answer::Parts(words.collect())
}
