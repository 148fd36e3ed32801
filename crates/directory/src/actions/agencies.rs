//! Founding agencies and opening posts, and what is asked of them.
//! Knows nothing of who holds a post.

use kit::{Actor, AgencyId, CreditCode, PostId, Refusal, RegionCode, Result, Words};
use serde_json::json;
use store::{Act, Read, Tx};

use crate::{
    events::{AGENCY_FOUNDED, AGENCY_RENAMED, POST_CLOSED, POST_OPENED, POWERS_CHANGED},
    model::{
        agency::{Agency, NewAgency, NewPost, POSTS_MAX, Post},
        check_steward, name_flaw, name_flaws,
        page::Page,
        sound,
    },
    tables,
};

/// Founds an agency: from now on it can have posts and answer for what they do.
pub fn found_agency(tx: &mut Tx<'_>, by: &Actor, new: &NewAgency) -> Result<AgencyId> {
    check_steward(by, Some(&new.region))?;
    new.check()?;
    check_surroundings(tx, new)?;
    let id: AgencyId = tx.new_id();
    if tables::agencies::insert(tx, &id, new)? == 0 {
        return Err(Refusal::conflict("agency.code_taken").into());
    }
    tables::names::insert(tx, &id, &new.name)?;
    let body = json!({
        "code": new.code.as_str(),
        "name": new.name,
        "level": new.level,
        "kind": new.kind.as_str(),
        "principal": new.kind.principal().map(AgencyId::as_str),
        "supervisor": new.supervisor.as_ref().map(AgencyId::as_str),
    });
    tx.record(Act::of(AGENCY_FOUNDED, by, id.as_str()).at_agency(&id, &new.region).body(body))?;
    Ok(id)
}

/// Gives an agency another name from now on; it is still found by the old one, and what it issued keeps it.
pub fn rename_agency(tx: &mut Tx<'_>, by: &Actor, id: &AgencyId, name: &Words, basis: &str) -> Result<()> {
    let agency = agency(tx, id)?;
    check_steward(by, Some(&agency.region))?;
    agency.check_there()?;
    let mut flaws = name_flaws(name);
    flaws.extend(name_flaw("basis", basis));
    sound(flaws)?;
    if agency.name == *name {
        return Err(Refusal::invalid("name_zh", "agency.name_same").into());
    }
    tables::names::end(tx, id)?;
    tables::names::insert(tx, id, name)?;
    tables::agencies::set_name(tx, id, name)?;
    let act = Act::of(AGENCY_RENAMED, by, id.as_str()).at_agency(id, &agency.region);
    tx.record(act.because("reorganisation", basis).body(json!({ "before": agency.name, "name": name })))
}

/// Opens a post in an agency, with its powers.
pub fn open_post(tx: &mut Tx<'_>, by: &Actor, new: &NewPost) -> Result<PostId> {
    let agency = agency(tx, &new.agency)?;
    check_steward(by, Some(&agency.region))?;
    agency.check_there()?;
    new.check()?;
    if POSTS_MAX <= tables::agencies::list_posts(tx, &new.agency)?.len() {
        return Err(Refusal::conflict("agency.too_many_posts").into());
    }
    let id: PostId = tx.new_id();
    tables::agencies::insert_post(tx, &id, new)?;
    let body = json!({ "name": new.name, "powers": new.powers });
    tx.record(Act::of(POST_OPENED, by, id.as_str()).at_agency(&agency.id, &agency.region).body(body))?;
    Ok(id)
}

/// Gives a post other powers, from now on; who holds it holds them.
pub fn change_powers(tx: &mut Tx<'_>, by: &Actor, id: &PostId, powers: &[String]) -> Result<()> {
    let old = post(tx, id)?;
    let agency = agency(tx, &old.agency)?;
    check_steward(by, Some(&agency.region))?;
    let new = NewPost { agency: old.agency, name: old.name, powers: powers.to_vec() };
    new.check()?;
    tables::agencies::set_powers(tx, id, powers)?;
    let body = json!({ "before": old.powers, "powers": powers });
    tx.record(Act::of(POWERS_CHANGED, by, id.as_str()).at_agency(&agency.id, &agency.region).body(body))
}

/// Closes a post that nobody holds; what was done from it stays.
pub fn close_post(tx: &mut Tx<'_>, by: &Actor, id: &PostId) -> Result<AgencyId> {
    let post = post(tx, id)?;
    let agency = agency(tx, &post.agency)?;
    check_steward(by, Some(&agency.region))?;
    if !tables::officials::holders_of(tx, id)?.is_empty() {
        return Err(Refusal::conflict("post.held").into());
    }
    if tables::agencies::close_post(tx, id)? == 0 {
        return Err(Refusal::conflict("post.closed").into());
    }
    tx.record(Act::of(POST_CLOSED, by, id.as_str()).at_agency(&agency.id, &agency.region))?;
    Ok(agency.id)
}

/// One agency.
pub fn agency(read: &mut Read<'_>, id: &AgencyId) -> Result<Agency> {
    tables::agencies::find(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// The agency with this credit code, if it is known here.
pub fn agency_by_code(read: &mut Read<'_>, code: &CreditCode) -> Result<Option<Agency>> {
    tables::agencies::find_by_code(read, code)
}

/// The agencies of exactly this region, after an id.
pub fn agencies_of(
    read: &mut Read<'_>,
    region: &RegionCode,
    after: Option<&AgencyId>,
) -> Result<Page<Agency>> {
    let rows = tables::agencies::list_of(read, region, after.map_or("", AgencyId::as_str))?;
    Ok(Page::of(rows, |it| it.id.as_str()))
}

/// One post.
pub fn post(read: &mut Read<'_>, id: &PostId) -> Result<Post> {
    tables::agencies::find_post(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Every post of an agency.
pub fn posts_in(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Post>> {
    tables::agencies::list_posts(read, agency)
}

/// The posts of an agency that hold a power.
pub fn posts_with(read: &mut Read<'_>, agency: &AgencyId, power: &str) -> Result<Vec<Post>> {
    let mut posts = posts_in(read, agency)?;
    posts.retain(|it| it.powers.iter().any(|held| held == power));
    Ok(posts)
}

/// The region and the other agencies a new agency leans on exist, and its principal answers for itself.
fn check_surroundings(read: &mut Read<'_>, new: &NewAgency) -> Result<()> {
    if tables::regions::find(read, &new.region)?.is_none() {
        return Err(Refusal::invalid("region", "region.unknown").into());
    }
    if let Some(id) = new.kind.principal() {
        let principal = tables::agencies::find(read, id)?;
        if principal.is_none_or(|it| it.kind.principal().is_some() || it.dissolved_at.is_some()) {
            return Err(Refusal::invalid("principal", "agency.principal").into());
        }
    }
    if let Some(id) = &new.supervisor
        && tables::agencies::find(read, id)?.is_none()
    {
        return Err(Refusal::invalid("supervisor", "agency.supervisor").into());
    }
    Ok(())
}
