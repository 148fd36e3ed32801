//! Publishing matters, naming who is competent for them, and finding the version that counts.
//! A published version never changes, so it is compiled once and kept in memory.

use std::sync::Arc;

use kit::{Actor, AgencyId, Error, Id128, Refusal, RegionCode, Result, Who};
use serde_json::json;
use store::{Act, Read, Tx};

use crate::{model::Published, tables};

/// A matter has a new version in force; the thing is its key.
pub(crate) const MATTER_PUBLISHED: &str = "matter.published";

/// Puts a checked matter in force; new cases follow it, running ones keep their version.
/// A matter that is in force word for word is left as it is.
pub fn publish_matter(tx: &mut Tx<'_>, by: &Actor, published: &Published) -> Result<String> {
    may_steward(by, "matter.publish")?;
    let matter = &published.matter;
    let body = serde_json::to_string(matter).expect("a matter prints as JSON");
    if let Some(current) = tables::current_version(tx, &matter.key)?
        && tables::version_body(tx, &current)?.as_deref() == Some(&body)
    {
        return Ok(current);
    }
    let number = i64::from(matter.version);
    if number <= tables::last_number(tx, &matter.key)? {
        return Err(Refusal::conflict("matter.version_not_raised").into());
    }
    let id = tx.new_id::<Id128>().text("version");
    tables::insert_version(tx, &id, &matter.key, number, &body)?;
    tables::put_matter(tx, &matter.key, &id)?;
    let hash = crypt::sha256(body.as_bytes());
    let hash: String = hash.iter().map(|it| format!("{it:02x}")).collect();
    let act = Act::of(MATTER_PUBLISHED, by, &matter.key);
    tx.record(act.body(json!({ "version": id, "number": number, "sha256": hash })))?;
    Ok(id)
}

/// Names the agency that is competent for a role of a matter in a region and everything below it.
pub fn assign_competence(
    tx: &mut Tx<'_>,
    by: &Actor,
    (matter, role): (&str, &str),
    region: &RegionCode,
    agency: &AgencyId,
) -> Result<()> {
    may_steward(by, "matter.publish")?;
    tables::put_competence(tx, (matter, role), region, agency)?;
    let body = json!({ "role": role, "region": region.as_str(), "agency": agency.as_str() });
    tx.record(Act::of("competence.assigned", by, matter).body(body))
}

/// The agency named for a role of a matter at exactly this region, if one is.
pub fn competence_at(
    read: &mut Read<'_>,
    matter: (&str, &str),
    region: &RegionCode,
) -> Result<Option<AgencyId>> {
    tables::competence_at(read, matter, region)
}

/// The agency competent for a role of a matter in a region.
pub fn competent_agency(read: &mut Read<'_>, matter: (&str, &str), region: &RegionCode) -> Result<AgencyId> {
    let found = tables::competent(read, matter, region)?;
    let found = found.ok_or_else(|| Refusal::conflict("matter.nobody_competent"))?;
    // Until the competences of an agency that is no more have followed, its successor is asked.
    Ok(directory::taken_over(read, &found)?.map_or(found, |it| it.id))
}

/// The version of a matter that new cases follow, ready to run.
pub fn current_matter(read: &mut Read<'_>, key: &str) -> Result<(String, Arc<Published>)> {
    let version = tables::current_version(read, key)?.ok_or_else(Refusal::not_found)?;
    let published = matter_version(read, &version)?;
    Ok((version, published))
}

/// The version of a matter that is in force, if it was ever published.
pub fn find_matter(read: &mut Read<'_>, key: &str) -> Result<Option<Arc<Published>>> {
    let version = tables::current_version(read, key)?;
    version.map(|it| matter_version(read, &it)).transpose()
}

/// One version of a matter, ready to run.
pub fn matter_version(read: &mut Read<'_>, version: &str) -> Result<Arc<Published>> {
    read.cached(&format!("matter/{version}"), |read| {
        let body = tables::version_body(read, version)?;
        let body = body.ok_or_else(|| Error::fault("a case's version of its matter is missing"))?;
        Published::from_json(&body)
    })
}

/// Every matter in force.
pub fn list_matters(read: &mut Read<'_>) -> Result<Vec<Arc<Published>>> {
    let all = tables::list_matters(read)?;
    all.iter().map(|(_, version)| matter_version(read, version)).collect()
}

fn may_steward(by: &Actor, power: &'static str) -> Result<()> {
    match by.who {
        Who::System(_) => Ok(()),
        _ if by.has_power(power) => Ok(()),
        _ => Err(Refusal::forbidden("matter.publish").into()),
    }
}
