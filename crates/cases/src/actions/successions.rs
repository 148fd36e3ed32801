//! What follows when an agency is no more: its competences, open cases and open tasks go to who took over.
//! Done in small writes by a job; no clock is touched, and what was issued stays as it was.

use std::collections::BTreeSet;

use directory::{Change, Reorganisation, Succession};
use kit::{Actor, AgencyId, Error, RegionCode, Result};
use serde_json::json;
use store::{Act, Read, Store, Tx};

use super::matters;
use crate::{
    model::{Case, CaseId},
    tables,
};

/// The job that lets everything follow; its key is the agency that is no more.
pub(crate) const FOLLOW: &str = "cases.follow_successor";

/// How many competences one write gives away.
const COMPETENCES_CHUNK: i64 = 100;

/// How many cases one write gives away.
const CASES_CHUNK: i64 = 20;

/// Up to how many of each are counted for a preview; more are said to be more.
pub const COUNTED_MAX: usize = 1_000;

/// How many competences can be shared out one by one; the others go to the first.
pub const SHARES_LISTED_MAX: usize = 300;

/// What an agency has to hand over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estate {
    /// What it is competent for, the first [`SHARES_LISTED_MAX`]: matter, role, region.
    pub competences: Vec<(String, String, RegionCode)>,
    /// How many competences it has, up to [`COUNTED_MAX`] and one more.
    pub n_competences: usize,
    /// How many open cases it is to decide, counted likewise.
    pub n_cases: usize,
    /// How many open tasks it has, counted likewise.
    pub n_tasks: usize,
    /// Whether it signs certificates.
    pub signs: bool,
}

/// What an agency would hand over if it were no more.
pub fn estate(read: &mut Read<'_>, agency: &AgencyId) -> Result<Estate> {
    let n_max = COUNTED_MAX as i64 + 1;
    let mut competences = tables::competences_of(read, agency, n_max)?;
    let n_competences = competences.len();
    competences.truncate(SHARES_LISTED_MAX);
    Ok(Estate {
        competences,
        n_competences,
        n_cases: tables::open_cases_of(read, agency, n_max)?.len(),
        n_tasks: tables::cases_of_open_tasks(read, agency, n_max)?.len(),
        signs: certificates::key_of(read, agency)?.is_some(),
    })
}

/// The name of a competence among the shares of a change.
pub fn share_key(matter: &str, role: &str, region: &RegionCode) -> String {
    format!("{matter}/{role}/{region}")
}

/// Plans that everything follows the successors of an agency.
pub(crate) fn plan_following(tx: &mut Tx<'_>, agency: &str) -> Result<()> {
    let now = tx.now();
    acts::plan(tx, FOLLOW, agency, now, "")
}

/// Lets everything follow, write by write; begun again it goes on where it was.
pub(crate) async fn follow(store: &Store, agency: &AgencyId) -> Result<()> {
    loop {
        let of = agency.clone();
        if store.write(move |tx| follow_some(tx, &of)).await? == 0 {
            return Ok(());
        }
    }
}

/// One write's worth; says how much that was.
fn follow_some(tx: &mut Tx<'_>, agency: &AgencyId) -> Result<usize> {
    let by = Actor::system("cases");
    let (change, succession) = succession_of(tx, agency)?;
    let competences = tables::competences_of(tx, agency, COMPETENCES_CHUNK)?;
    for (matter, role, region) in &competences {
        let to = succession.share(&share_key(matter, role, region)).ok_or_else(nobody)?;
        tables::put_competence(tx, (matter, role), region, to)?;
        let body = json!({
            "role": role,
            "region": region.as_str(),
            "agency": to.as_str(),
            "before": agency.as_str(),
        });
        let act = Act::of("competence.assigned", &by, matter);
        tx.record(act.because("reorganisation", &change.basis).body(body))?;
    }
    if !competences.is_empty() {
        return Ok(competences.len());
    }
    let mut cases = tables::open_cases_of(tx, agency, CASES_CHUNK)?;
    if cases.is_empty() {
        cases = tables::cases_of_open_tasks(tx, agency, CASES_CHUNK)?;
    }
    if cases.is_empty() {
        return follow_absences(tx, &by, (agency, &change, &succession));
    }
    let cases: BTreeSet<CaseId> = cases.into_iter().collect();
    for id in &cases {
        hand_over(tx, &by, id, (agency, &change, &succession))?;
    }
    Ok(cases.len())
}

/// Who is away stays away, at the agency their post is in now.
fn follow_absences(
    tx: &mut Tx<'_>,
    by: &Actor,
    (agency, change, succession): (&AgencyId, &Reorganisation, &Succession),
) -> Result<usize> {
    let away = tables::absences_of(tx, agency, COMPETENCES_CHUNK)?;
    for (id, official) in &away {
        let posts = directory::posts_of(tx, official)?;
        let to = posts.into_iter().map(|it| it.agency).find(|it| succession.into.contains(it));
        let to = to.or(succession.answers().cloned()).ok_or_else(nobody)?;
        tables::give_absence(tx, id, &to)?;
    }
    if !away.is_empty() {
        let body = json!({ "absences": away.iter().map(|it| &it.0).collect::<Vec<_>>() });
        let act = Act::of("absences.handed_over", by, agency.as_str());
        tx.record(act.because("reorganisation", &change.basis).body(body))?;
    }
    Ok(away.len())
}

/// Gives what an agency has in one case to who took over.
fn hand_over(
    tx: &mut Tx<'_>,
    by: &Actor,
    id: &CaseId,
    (from, change, succession): (&AgencyId, &Reorganisation, &Succession),
) -> Result<()> {
    let case = tables::find_case(tx, id)?.ok_or_else(|| Error::fault("a task without its case"))?;
    let matter = matters::matter_version(tx, &case.version)?;
    let decides = taker(tx, &case, matter.deciding_role(), succession)?;
    let (mut agency, mut region) = (case.agency.clone(), case.agency_region.clone());
    if case.agency == *from {
        region = directory::agency(tx, &decides)?.region;
        agency = decides.clone();
        tables::give_case(tx, id, &agency, &region)?;
        tables::give_requests(tx, id, from, &agency)?;
    }
    let mut given = Vec::new();
    for task in tables::list_tasks(tx, id)? {
        if task.ended_at.is_some() || task.agency.as_ref() != Some(from) {
            continue;
        }
        let to = match matter.role_of(&task.node) {
            Some(role) if role != matter.deciding_role() => taker(tx, &case, role, succession)?,
            _ => decides.clone(),
        };
        tables::give_task(tx, &task.id, &to)?;
        tables::give_escalations(tx, &task.id, &to)?;
        given.push(json!({ "task": task.id.as_str(), "agency": to.as_str() }));
    }
    let body = json!({ "from": from.as_str(), "agency": agency.as_str(), "tasks": given });
    let act = Act::of("case.handed_over", by, id.as_str())
        .in_case(id.as_str())
        .at_agency(&agency, &region)
        .because("reorganisation", &change.basis)
        .body(body);
    // Nothing can be sealed for a person who was erased.
    let is_erased = tables::answers(tx, &case)?.is_none();
    tx.record(if is_erased { act } else { act.about(&case.subject) })
}

/// Who of those that took over has a role in a case: who is competent now, or the one that answers.
fn taker(read: &mut Read<'_>, case: &Case, role: &str, succession: &Succession) -> Result<AgencyId> {
    let competent = tables::competent(read, (&case.matter, role), &case.region)?;
    match competent.filter(|it| succession.into.contains(it)) {
        Some(it) => Ok(it),
        None => succession.answers().cloned().ok_or_else(nobody),
    }
}

/// The change by which an agency was succeeded.
fn succession_of(read: &mut Read<'_>, agency: &AgencyId) -> Result<(Reorganisation, Succession)> {
    let first = directory::successors_of(read, agency)?.into_iter().next().ok_or_else(nobody)?;
    let change = directory::reorganisation(read, &first.reorganisation)?;
    match change.change.clone() {
        Change::Succession(it) => Ok((change, it)),
        Change::Rename { .. } | Change::Move { .. } => Err(nobody()),
    }
}

fn nobody() -> Error {
    Error::fault("an agency is no more and nobody took over")
}
