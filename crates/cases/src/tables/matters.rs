//! Matters, their versions and who is competent for them, as stored.
//! A version is never changed; a running case keeps its own.

use kit::{AgencyId, RegionCode, Result};
use store::{Read, Tx};

use super::ours;

/// The version in force of a matter.
pub(crate) fn current_version(read: &mut Read<'_>, key: &str) -> Result<Option<String>> {
    read.one("SELECT version FROM matters WHERE key = $1", &[key.into()], |row| row.text(0))
}

/// Every matter in force with its version.
pub(crate) fn list_matters(read: &mut Read<'_>) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT key, version FROM matters ORDER BY key LIMIT 10000";
    read.list(SQL, &[], |row| Ok((row.text(0)?, row.text(1)?)))
}

pub(crate) fn version_body(read: &mut Read<'_>, version: &str) -> Result<Option<String>> {
    read.one("SELECT body FROM matter_versions WHERE id = $1", &[version.into()], |row| row.text(0))
}

/// The highest number a matter's versions have.
pub(crate) fn last_number(read: &mut Read<'_>, key: &str) -> Result<i64> {
    const SQL: &str = "SELECT number FROM matter_versions WHERE matter = $1 ORDER BY number DESC LIMIT 1";
    Ok(read.one(SQL, &[key.into()], |row| row.int(0))?.unwrap_or(0))
}

pub(crate) fn insert_version(tx: &mut Tx<'_>, id: &str, key: &str, number: i64, body: &str) -> Result<()> {
    const SQL: &str =
        "INSERT INTO matter_versions (id, matter, number, body, published_at) VALUES ($1, $2, $3, $4, $5)";
    let now = tx.now();
    tx.put(SQL, &[id.into(), key.into(), number.into(), body.into(), now.into()])
}

pub(crate) fn put_matter(tx: &mut Tx<'_>, key: &str, version: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO matters (key, version, published_at) VALUES ($1, $2, $3) \
        ON CONFLICT (key) DO UPDATE SET version = EXCLUDED.version, published_at = EXCLUDED.published_at";
    let now = tx.now();
    tx.put(SQL, &[key.into(), version.into(), now.into()])
}

pub(crate) fn put_competence(
    tx: &mut Tx<'_>,
    (matter, role): (&str, &str),
    region: &RegionCode,
    agency: &AgencyId,
) -> Result<()> {
    const SQL: &str = "INSERT INTO competences (matter, role, region, agency, since) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (matter, role, region) DO UPDATE SET agency = EXCLUDED.agency, since = EXCLUDED.since";
    let now = tx.now();
    tx.put(SQL, &[matter.into(), role.into(), region.as_str().into(), agency.as_str().into(), now.into()])
}

/// The agency named for a role of a matter at exactly this region.
pub(crate) fn competence_at(
    read: &mut Read<'_>,
    (matter, role): (&str, &str),
    region: &RegionCode,
) -> Result<Option<AgencyId>> {
    const SQL: &str = "SELECT agency FROM competences WHERE matter = $1 AND role = $2 AND region = $3";
    let key = [matter.into(), role.into(), region.as_str().into()];
    read.one(SQL, &key, |row| ours(AgencyId::parse(&row.text(0)?)))
}

/// Every agency that is competent for a role of a matter somewhere, by region.
pub(crate) fn competent_agencies(read: &mut Read<'_>, (matter, role): (&str, &str)) -> Result<Vec<AgencyId>> {
    const SQL: &str = "SELECT agency FROM competences WHERE matter = $1 AND role = $2 \
        ORDER BY region, agency LIMIT 10000";
    let found = read.list(SQL, &[matter.into(), role.into()], |row| row.text(0))?;
    found.iter().map(|it| ours(AgencyId::parse(it))).collect()
}

/// The agency competent for a role of a matter in a region: the nearest one up the tree.
pub(crate) fn competent(
    read: &mut Read<'_>,
    (matter, role): (&str, &str),
    region: &RegionCode,
) -> Result<Option<AgencyId>> {
    const SQL: &str = "SELECT agency FROM competences WHERE matter = $1 AND role = $2 \
        AND region IN ($3, $4, $5, $6, $7) ORDER BY LENGTH(region) DESC LIMIT 1";
    let code = region.as_str();
    let up = |digits: usize| code.get(..digits).unwrap_or(code);
    let found = read.one(
        SQL,
        &[matter.into(), role.into(), up(2).into(), up(4).into(), up(6).into(), up(9).into(), code.into()],
        |row| row.text(0),
    )?;
    found.map(|it| ours(AgencyId::parse(&it))).transpose()
}
