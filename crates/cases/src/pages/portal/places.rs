//! The regions a question can be answered with, as a list to choose from.
//! Knows no question; the directory knows the tree.

use directory::Region;
use forms::{Form, Kind};
use kit::{Lang, RegionCode, Result};
use store::Read;

/// More regions than this are not listed: their code is asked instead.
const PLACES_MAX: usize = 600;
/// The deepest level that is listed: towns.
const LEVEL_MAX: usize = 4;

/// What can be chosen.
#[derive(Clone, Debug, Default)]
pub(super) enum Places {
    /// These.
    Listed(Vec<Place>),
    /// More than a list can hold.
    #[default]
    TooMany,
}

/// A region that can be chosen.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) code: RegionCode,
    /// Its own name after those it lies in, below the region all of them lie in.
    names: Vec<Region>,
}

impl Place {
    pub(super) fn of(names: Vec<Region>) -> Option<Place> {
        Some(Place { code: names.last()?.code.clone(), names })
    }

    /// Its name, after the name of what it lies in.
    pub(super) fn say(&self, lang: Lang) -> String {
        let names: Vec<_> = self.names.iter().map(|it| it.say(lang)).collect();
        names.join(" › ")
    }
}

/// What can be chosen on a page of a form; nothing is looked up where the page asks for no region.
pub(super) fn of_page(read: &mut Read<'_>, form: &Form, page: &str) -> Result<Places> {
    match form.page(page) {
        Some(it) => of_questions(read, it.questions.iter()),
        None => Ok(Places::default()),
    }
}

/// A region as an answer shows it: its name after those it lies in.
pub(super) fn named(read: &mut Read<'_>, code: &str) -> Result<Option<Place>> {
    let Some(code) = RegionCode::parse(code) else { return Ok(None) };
    Ok(Place::of(directory::path(read, &code)?))
}

fn of_questions<'a>(
    read: &mut Read<'_>,
    mut questions: impl Iterator<Item = &'a forms::Question>,
) -> Result<Places> {
    let found = questions.find_map(|it| match &it.kind {
        Kind::Region { within: Some(within), level_min } => {
            Some((RegionCode::parse(within)?, *level_min as usize))
        }
        _ => None,
    });
    let Some((within, level_min)) = found else { return Ok(Places::default()) };
    let mut places = Vec::new();
    let all = below(read, &within, &[], level_min, &mut places)?;
    Ok(if all { Places::Listed(places) } else { Places::TooMany })
}

/// Adds what lies below a region; says whether all of it found room.
fn below(
    read: &mut Read<'_>,
    of: &RegionCode,
    above: &[Region],
    level_min: usize,
    places: &mut Vec<Place>,
) -> Result<bool> {
    let mut after = None;
    loop {
        let page = directory::children(read, Some(of), after.as_ref())?;
        for region in page.rows {
            let code = region.code.clone();
            let names: Vec<_> = above.iter().cloned().chain([region]).collect();
            if level_min <= code.level() {
                places.extend(Place::of(names.clone()));
            }
            if PLACES_MAX < places.len() {
                return Ok(false);
            }
            if code.level() < LEVEL_MAX && !below(read, &code, &names, level_min, places)? {
                return Ok(false);
            }
        }
        after = page.next.as_deref().and_then(RegionCode::parse);
        if after.is_none() {
            return Ok(true);
        }
    }
}
