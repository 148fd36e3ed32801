//! The doors of those who reorganise agencies: what is planned and done, planning one more, what it would change.
//! The directory carries a change out; here is what hangs on an agency above it, so here it is weighed.

mod change;
mod changes;
mod planning;
mod preview;
mod samples;
mod typed;

pub(super) use samples::samples;

use directory::{Change, STEWARD};
use kit::{AgencyId, Lang, Result, Time, t};
use store::Read;
use web::{Access, Routes};

/// The stewards' doors for changes of agencies.
pub(super) fn routes() -> Routes {
    let steward = Access::Power(STEWARD);
    Routes::default()
        .get("/admin/reorganisations", steward, changes::list)
        .post("/admin/reorganisations", steward, planning::plan)
        .get("/admin/reorganisations/planning", steward, planning::ask)
        .get("/admin/reorganisations/{id}", steward, change::show)
        .post("/admin/reorganisations/{id}/withdrawal", steward, change::withdraw)
}

/// A change in words, with the names that agencies had at a moment.
fn words(read: &mut Read<'_>, lang: Lang, change: &Change, at: Time) -> Result<String> {
    match change {
        Change::Rename { agency, name } => {
            let before = name_then(read, lang, agency, at)?;
            Ok(t!("reorganisation.rename", lang, agency = before, name = name.say(lang)))
        }
        Change::Move { agency, region, .. } => {
            let agency = name_then(read, lang, agency, at)?;
            let found = directory::region(read, region)?;
            let region = found.map_or_else(|| region.to_string(), |it| it.say(lang).to_owned());
            Ok(t!("reorganisation.move", lang, agency = agency, region = region))
        }
        Change::Succession(it) => {
            let (from, into) = (names(read, lang, &it.from, at)?, names(read, lang, &it.into, at)?);
            Ok(match (it.from.len(), it.into.len()) {
                (1, 1) => t!("reorganisation.takeover", lang, from = from, into = into),
                (1, _) => t!("reorganisation.split", lang, from = from, into = into),
                _ => t!("reorganisation.merge", lang, from = from, into = into),
            })
        }
    }
}

fn names(read: &mut Read<'_>, lang: Lang, all: &[AgencyId], at: Time) -> Result<String> {
    let mut said = String::new();
    for it in all {
        let name = name_then(read, lang, it, at)?;
        said = if said.is_empty() { name } else { t!("reorganisation.pair", lang, one = said, other = name) };
    }
    Ok(said)
}

fn name_then(read: &mut Read<'_>, lang: Lang, agency: &AgencyId, at: Time) -> Result<String> {
    Ok(directory::name_at(read, agency, at)?.say(lang).to_owned())
}
