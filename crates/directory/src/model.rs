//! The nouns of the directory and their rules.
//! Knows no SQL, no HTTP and no clock.

pub(crate) mod agency;
pub(crate) mod import;
pub(crate) mod official;
pub(crate) mod page;
pub(crate) mod region;
pub(crate) mod reorganisation;
pub(crate) mod report;

use kit::{Actor, Flaw, Refusal, RegionCode, Result, Who, Words};

use agency::STEWARD;
use region::NAME_CHARS_MAX;

/// Only the platform itself, or a steward whose own region covers the place, tends the directory.
pub(crate) fn check_steward(by: &Actor, place: Option<&RegionCode>) -> Result<()> {
    if let Who::System(_) = by.who {
        return Ok(());
    }
    let acting = by.acting()?;
    let covers = place.is_none_or(|it| acting.region.covers(it));
    if by.has_power(STEWARD) && covers { Ok(()) } else { Err(Refusal::forbidden("directory.steward").into()) }
}

/// What is wrong with the name of something in each language.
pub(crate) fn name_flaws(name: &Words) -> Vec<Flaw> {
    let both = [("name_zh", &name.zh), ("name_en", &name.en)];
    both.into_iter().filter_map(|(field, text)| name_flaw(field, text)).collect()
}

/// What is wrong with one name: nothing, too much, or signs that no name has.
pub(crate) fn name_flaw(field: &str, text: &str) -> Option<Flaw> {
    if text.trim().is_empty() {
        Some(Flaw::of(field, "name.empty"))
    } else if NAME_CHARS_MAX < text.chars().count() {
        Some(Flaw::of(field, "name.long").with("max", NAME_CHARS_MAX))
    } else if text.chars().any(char::is_control) {
        Some(Flaw::of(field, "name.signs"))
    } else {
        None
    }
}

/// Nothing, where there are no flaws.
pub(crate) fn sound(flaws: Vec<Flaw>) -> Result<()> {
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::flawed(flaws).into()) }
}
