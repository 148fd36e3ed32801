//! Planning a change of agencies, taking it back, carrying it out on its day, and who answers for whom since.
//! Knows no case and no certificate: those above hear that an agency was succeeded and follow.

use std::collections::BTreeSet;

use kit::{Actor, AgencyId, Flaw, PostId, Refusal, Result, Time, Words};
use serde_json::json;
use store::{Act, Read, Store, Tx};

use super::agencies::{agency, posts_in, rename_agency};
use crate::{
    events::{
        AGENCY_MOVED, AGENCY_SUCCEEDED, REORGANISATION_DONE, REORGANISATION_PLANNED, REORGANISATION_WITHDRAWN,
    },
    model::{
        agency::{Agency, POSTS_MAX},
        check_steward, name_flaws,
        page::Page,
        reorganisation::{
            AGENCIES_MAX, BASIS_CHARS_MAX, Change, NewReorganisation, Reorganisation, ReorganisationId,
            SHARES_MAX, Succession, Successor,
        },
        sound,
    },
    tables,
};

/// The job that carries a change out on its day; its key is the change.
pub(crate) const REORGANISE: &str = "directory.reorganise";

/// How far back a change may begin: today's began this morning.
const PAST_MS_MAX: i64 = 86_400_000;

/// How many takeovers one after another are followed.
const TAKEOVERS_MAX: usize = 20;

/// Plans a change; it is carried out at its moment by itself.
pub fn plan_reorganisation(tx: &mut Tx<'_>, by: &Actor, new: &NewReorganisation) -> Result<ReorganisationId> {
    check_plan(tx, by, new)?;
    let about = new.change.about();
    let taken = tables::reorganisations::open(tx)?;
    if taken.iter().any(|it| it.change.about().iter().any(|of| about.contains(of))) {
        return Err(Refusal::conflict("reorganisation.planned_already").into());
    }
    let id: ReorganisationId = tx.new_id();
    tables::reorganisations::insert(tx, &id, new)?;
    acts::plan(tx, REORGANISE, id.as_str(), new.effective_at, "")?;
    let body = json!({ "change": new.change.to_json(), "effective_at": new.effective_at });
    tx.record(
        Act::of(REORGANISATION_PLANNED, by, id.as_str()).because("reorganisation", &new.basis).body(body),
    )?;
    Ok(id)
}

/// Whether a change could be planned; a preview asks this before anything is written.
pub fn check_plan(read: &mut Read<'_>, by: &Actor, new: &NewReorganisation) -> Result<()> {
    let mut flaws = Vec::new();
    if new.basis.trim().is_empty() {
        flaws.push(Flaw::of("basis", "reorganisation.basis"));
    } else if BASIS_CHARS_MAX < new.basis.chars().count() || new.basis.chars().any(char::is_control) {
        flaws.push(Flaw::of("basis", "reorganisation.basis_long").with("max", BASIS_CHARS_MAX));
    }
    if new.effective_at.plus_ms(PAST_MS_MAX) < read.now() {
        flaws.push(Flaw::of("day", "reorganisation.past"));
    }
    sound(flaws)?;
    check_change(read, by, &new.change)
}

/// Takes a change back that was not carried out.
pub fn withdraw_reorganisation(tx: &mut Tx<'_>, by: &Actor, id: &ReorganisationId) -> Result<()> {
    let it = reorganisation(tx, id)?;
    for of in it.change.about() {
        let agency = agency(tx, &of)?;
        check_steward(by, Some(&agency.region))?;
    }
    if tables::reorganisations::set_withdrawn(tx, id)? == 0 {
        return Err(Refusal::conflict("reorganisation.over").into());
    }
    acts::unplan(tx, REORGANISE, id.as_str())?;
    tx.record(Act::of(REORGANISATION_WITHDRAWN, by, id.as_str()).because("reorganisation", &it.basis))
}

/// One change.
pub fn reorganisation(read: &mut Read<'_>, id: &ReorganisationId) -> Result<Reorganisation> {
    tables::reorganisations::find(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Changes, the latest to take effect first, before one of them.
pub fn reorganisations(
    read: &mut Read<'_>,
    before: Option<&ReorganisationId>,
) -> Result<Page<Reorganisation>> {
    let before = before.map(|id| reorganisation(read, id)).transpose()?;
    let key = before.as_ref().map_or((Time::from_ms(i64::MAX), ""), |it| (it.effective_at, it.id.as_str()));
    let rows = tables::reorganisations::page(read, key)?;
    Ok(Page::of(rows, |it| it.id.as_str()))
}

/// Who took over from an agency; the first answers for what it did.
pub fn successors_of(read: &mut Read<'_>, id: &AgencyId) -> Result<Vec<Successor>> {
    tables::reorganisations::successors(read, id)
}

/// The agency that answers today for what this one did: itself, or who took over last.
pub fn answering(read: &mut Read<'_>, id: &AgencyId) -> Result<Agency> {
    let mut found = agency(read, id)?;
    for _ in 0..TAKEOVERS_MAX {
        if found.dissolved_at.is_none() {
            break;
        }
        let Some(next) = successors_of(read, &found.id)?.into_iter().next() else { break };
        found = agency(read, &next.successor)?;
    }
    Ok(found)
}

/// Who answers today for an agency that is no more; nothing while it is. One keyed select for one that is.
pub fn taken_over(read: &mut Read<'_>, id: &AgencyId) -> Result<Option<Agency>> {
    match successors_of(read, id)?.into_iter().next() {
        Some(it) => answering(read, &it.successor).map(Some),
        None => Ok(None),
    }
}

/// Every agency this one answers for, itself first.
pub fn answered_by(read: &mut Read<'_>, id: &AgencyId) -> Result<Vec<AgencyId>> {
    let mut all = vec![id.clone()];
    let mut n_looked = 0;
    while n_looked < all.len() && n_looked < TAKEOVERS_MAX * AGENCIES_MAX {
        for it in tables::reorganisations::predecessors(read, &all[n_looked])? {
            if !all.contains(&it.predecessor) {
                all.push(it.predecessor);
            }
        }
        n_looked += 1;
    }
    Ok(all)
}

/// What an agency was called at a moment.
pub fn name_at(read: &mut Read<'_>, id: &AgencyId, at: Time) -> Result<Words> {
    let names = tables::names::list(read, id)?;
    let then = names.iter().find(|it| it.from_at <= at).or(names.last());
    match then {
        Some(it) => Ok(it.name.clone()),
        None => Ok(agency(read, id)?.name),
    }
}

/// The agency a post was in when a holding ended.
pub(crate) fn place_then(read: &mut Read<'_>, post: &PostId, at: Time) -> Result<Option<AgencyId>> {
    tables::reorganisations::place_before(read, post, at)
}

/// Carries out the change whose moment has come; one that is over already is left as it is.
pub(crate) async fn carry_out(store: &Store, id: &ReorganisationId) -> Result<()> {
    let id = id.clone();
    store.write(move |tx| carry_out_now(tx, &Actor::system("directory"), &id)).await
}

fn carry_out_now(tx: &mut Tx<'_>, by: &Actor, id: &ReorganisationId) -> Result<()> {
    let it = reorganisation(tx, id)?;
    if it.done_at.is_some() || it.withdrawn_at.is_some() {
        return Ok(());
    }
    check_change(tx, by, &it.change)?;
    tables::reorganisations::set_done(tx, id)?;
    match &it.change {
        Change::Rename { agency, name } => rename_agency(tx, by, agency, name, &it.basis)?,
        Change::Move { agency: of, region, level } => {
            let before = agency(tx, of)?;
            tables::reorganisations::set_region(tx, of, region, *level)?;
            let body = json!({ "before": before.region.as_str(), "region": region.as_str(), "level": level });
            let act = Act::of(AGENCY_MOVED, by, of.as_str()).at_agency(of, region);
            tx.record(act.because("reorganisation", &it.basis).body(body))?;
        }
        Change::Succession(of) => {
            for from in &of.from {
                succeed(tx, by, &it, (from, of))?;
            }
        }
    }
    tx.record(Act::of(REORGANISATION_DONE, by, id.as_str()).because("reorganisation", &it.basis))
}

/// Ends one agency and hands its posts, and who leans on it, to those that take over.
fn succeed(
    tx: &mut Tx<'_>,
    by: &Actor,
    it: &Reorganisation,
    (from, of): (&AgencyId, &Succession),
) -> Result<()> {
    let before = agency(tx, from)?;
    let first = of.answers().ok_or_else(|| Refusal::conflict("reorganisation.over"))?;
    for post in posts_in(tx, from)? {
        let into = of.seat(&post.id).unwrap_or(first);
        tables::reorganisations::move_post(tx, &post.id, from, into)?;
    }
    tables::reorganisations::lean_on(tx, from, first)?;
    tables::names::end(tx, from)?;
    tables::reorganisations::dissolve(tx, from)?;
    for (place, into) in of.into.iter().enumerate() {
        tables::reorganisations::insert_succession(tx, (from, into), place, &it.id)?;
    }
    let into: Vec<_> = of.into.iter().map(AgencyId::as_str).collect();
    let body = json!({ "reorganisation": it.id.as_str(), "name": before.name, "into": into });
    let act = Act::of(AGENCY_SUCCEEDED, by, from.as_str()).at_agency(from, &before.region);
    tx.record(act.because("reorganisation", &it.basis).body(body))
}

fn check_change(read: &mut Read<'_>, by: &Actor, change: &Change) -> Result<()> {
    match change {
        Change::Rename { agency: id, name } => {
            let it = there(read, by, id, "agency")?;
            sound(name_flaws(name))?;
            if it.name == *name {
                return Err(Refusal::invalid("name_zh", "agency.name_same").into());
            }
            Ok(())
        }
        Change::Move { agency: id, region, level } => {
            there(read, by, id, "agency")?;
            if tables::regions::find(read, region)?.is_none() {
                return Err(Refusal::invalid("region", "region.unknown").into());
            }
            check_steward(by, Some(region))?;
            let fits = (region.level()..=5).contains(level);
            if fits { Ok(()) } else { Err(Refusal::invalid("level", "agency.level").into()) }
        }
        Change::Succession(it) => check_succession(read, by, it),
    }
}

fn check_succession(read: &mut Read<'_>, by: &Actor, it: &Succession) -> Result<()> {
    let (from, into): (BTreeSet<_>, BTreeSet<_>) = (it.from.iter().collect(), it.into.iter().collect());
    let counts = [(&it.from, &from, "from"), (&it.into, &into, "into")];
    for (list, set, field) in counts {
        if list.is_empty() || AGENCIES_MAX < list.len() || set.len() < list.len() {
            return Err(Refusal::invalid(field, "reorganisation.agencies").into());
        }
    }
    if 1 < it.from.len() && 1 < it.into.len() {
        return Err(Refusal::invalid("into", "reorganisation.many_to_many").into());
    }
    if from.intersection(&into).next().is_some() {
        return Err(Refusal::invalid("into", "reorganisation.itself").into());
    }
    let mut seats: Vec<(AgencyId, usize)> = Vec::new();
    let mut entrusted = false;
    for id in &it.into {
        let agency = there(read, by, id, "into")?;
        entrusted |= agency.kind.principal().is_some_and(|of| !it.from.contains(of));
        seats.push((id.clone(), posts_in(read, id)?.len()));
    }
    let mut known = BTreeSet::new();
    for id in &it.from {
        let agency = there(read, by, id, "from")?;
        if entrusted && agency.kind.principal().is_none() {
            return Err(Refusal::invalid("into", "reorganisation.entrusted").into());
        }
        for post in posts_in(read, id)? {
            let to = it.seat(&post.id);
            seats.iter_mut().filter(|(of, _)| Some(of) == to).for_each(|(_, n)| *n += 1);
            known.insert(post.id);
        }
    }
    let astray = it.posts.iter().any(|(post, to)| !known.contains(post) || !into.contains(to));
    if astray || SHARES_MAX < it.shares.len() || it.shares.values().any(|to| !into.contains(to)) {
        return Err(Refusal::invalid("into", "reorganisation.share").into());
    }
    match seats.iter().any(|(_, n)| POSTS_MAX < *n) {
        true => {
            let flaw = Flaw::of("into", "reorganisation.too_many_posts").with("max", POSTS_MAX);
            Err(Refusal::flawed(vec![flaw]).into())
        }
        false => Ok(()),
    }
}

/// An agency that is there, in a region of whoever changes it.
fn there(read: &mut Read<'_>, by: &Actor, id: &AgencyId, field: &'static str) -> Result<Agency> {
    let found = tables::agencies::find(read, id)?.filter(|it| it.dissolved_at.is_none());
    let found = found.ok_or_else(|| Refusal::invalid(field, "reorganisation.agency_unknown"))?;
    check_steward(by, Some(&found.region))?;
    Ok(found)
}
