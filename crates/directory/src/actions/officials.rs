//! Officials come, take posts and leave them; what they held is never forgotten.
//! Knows nothing of how an official signs in.

use kit::{Acting, Actor, AgencyId, CitizenNumber, Id128, OfficialId, PostId, Refusal, Result, SubjectId};
use serde_json::json;
use store::{Act, Read, Tx};

use super::{
    agencies::{agency, post},
    names::NAME_FIELD,
    reorganisations::{name_at, place_then},
};
use crate::{
    events::{OFFICIAL_APPOINTED, POST_ASSIGNED, POST_LEFT},
    model::{
        agency::Agency,
        check_steward,
        official::{Held, NewOfficial, Official},
    },
    tables::{self, officials::Sealed},
};

/// What a citizen number of an official is found by.
const NUMBER_FIELD: &str = "directory.official_number";

/// Appoints somebody; what they may do comes with the posts they are given.
pub fn appoint_official(tx: &mut Tx<'_>, by: &Actor, new: &NewOfficial) -> Result<OfficialId> {
    check_steward(by, None)?;
    new.check()?;
    let (id, subject): (OfficialId, SubjectId) = (tx.new_id(), tx.new_id());
    let name = tx.seal(&subject, ("officials", "name", id.as_str()), new.name.trim().as_bytes())?;
    let (mut number, mut number_blind) = (None, None);
    if let Some(it) = &new.number {
        number = Some(tx.seal(&subject, ("officials", "number", id.as_str()), it.as_str().as_bytes())?);
        number_blind = Some(tx.blind(NUMBER_FIELD, it.as_str()));
    }
    let name_blind = tx.blind(NAME_FIELD, new.name.trim());
    let it = Sealed { id: &id, subject: &subject, name, name_blind, number, number_blind };
    if tables::officials::insert(tx, &it)? == 0 {
        return Err(Refusal::conflict("official.number_taken").into());
    }
    tx.record(Act::of(OFFICIAL_APPOINTED, by, id.as_str()).about(&subject))?;
    Ok(id)
}

/// Gives an official a post, from now on.
pub fn assign_post(tx: &mut Tx<'_>, by: &Actor, official: &OfficialId, post: &PostId) -> Result<()> {
    let moved = Moved::load(tx, by, official, post)?;
    let id = tx.new_id::<Id128>().text("holding");
    if tables::officials::insert_holding(tx, &id, official, post)? == 0 {
        return Err(Refusal::conflict("post.held_already").into());
    }
    tx.record(moved.act(POST_ASSIGNED, by))
}

/// Ends an official's holding of a post, from now on.
pub fn leave_post(tx: &mut Tx<'_>, by: &Actor, official: &OfficialId, post: &PostId) -> Result<()> {
    let moved = Moved::load(tx, by, official, post)?;
    if tables::officials::end_holding(tx, official, post)? == 0 {
        return Err(Refusal::conflict("post.not_held").into());
    }
    tx.record(moved.act(POST_LEFT, by))
}

/// One official.
pub fn official(read: &mut Read<'_>, id: &OfficialId) -> Result<Official> {
    tables::officials::find(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// The official with this citizen number, if there is one.
pub fn official_by_number(read: &mut Read<'_>, number: &CitizenNumber) -> Result<Option<Official>> {
    let blind = read.blind(NUMBER_FIELD, number.as_str());
    tables::officials::find_by_number(read, &blind)
}

/// What an official is called; nothing once they were erased.
pub fn official_name(read: &mut Read<'_>, id: &OfficialId) -> Result<Option<String>> {
    let Some((subject, sealed)) = tables::officials::find_name(read, id)? else { return Ok(None) };
    read.open_text(&subject, ("officials", "name", id.as_str()), &sealed)
}

/// The posts an official holds now, the oldest first.
pub fn posts_of(read: &mut Read<'_>, id: &OfficialId) -> Result<Vec<Held>> {
    tables::officials::held(read, id)
}

/// The officials who hold a post of this agency with a power now, each once.
pub fn officials_with(read: &mut Read<'_>, agency: &AgencyId, power: &str) -> Result<Vec<OfficialId>> {
    let held = tables::officials::holders(read, agency)?;
    let mut found = Vec::new();
    for (official, powers) in held {
        if powers.iter().any(|it| it == power) && !found.contains(&official) {
            found.push(official);
        }
    }
    Ok(found)
}

/// Who holds a post now, the first to take it first.
pub fn holders_of(read: &mut Read<'_>, post: &PostId) -> Result<Vec<OfficialId>> {
    tables::officials::holders_of(read, post)
}

/// The posts an official holds or ever held, the newest first.
pub fn holdings_of(read: &mut Read<'_>, id: &OfficialId) -> Result<Vec<Held>> {
    let mut all = tables::officials::history(read, id)?;
    for held in &mut all {
        // A post may have moved to another agency since, or its agency may be called otherwise.
        let Some(until) = held.until_at else { continue };
        if let Some(then) = place_then(read, &held.post, until)? {
            held.agency = then;
        }
        held.agency_name = name_at(read, &held.agency, until)?;
    }
    Ok(all)
}

/// The official at this post, with its powers; refused where they do not hold it now. One keyed select.
pub fn acting(read: &mut Read<'_>, official: &OfficialId, post: &PostId) -> Result<Acting> {
    let found = tables::officials::acting(read, official, post)?;
    found.ok_or_else(|| Refusal::forbidden("post.not_held").into())
}

/// What is loaded before an official takes or leaves a post.
struct Moved {
    official: Official,
    post: PostId,
    agency: Agency,
}

impl Moved {
    fn load(tx: &mut Tx<'_>, by: &Actor, id: &OfficialId, post_id: &PostId) -> Result<Self> {
        let post = post(tx, post_id)?;
        if post.closed_at.is_some() {
            return Err(Refusal::conflict("post.closed").into());
        }
        let agency = agency(tx, &post.agency)?;
        check_steward(by, Some(&agency.region))?;
        Ok(Self { official: official(tx, id)?, post: post.id, agency })
    }

    fn act(&self, kind: &'static str, by: &Actor) -> Act {
        Act::of(kind, by, self.post.as_str())
            .about(&self.official.subject)
            .at_agency(&self.agency.id, &self.agency.region)
            .body(json!({ "official": self.official.id.as_str() }))
    }
}
