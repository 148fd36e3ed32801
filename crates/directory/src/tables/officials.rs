//! The rows of officials and of the posts they hold or held.
//! Names and numbers lie here sealed; this file never opens them.

use kit::{Acting, AgencyId, OfficialId, PostId, RegionCode, Result, SubjectId};
use store::{Read, Row, Tx};

use super::{powers, words};
use crate::model::{
    official::{HOLDERS_MAX, HOLDINGS_MAX, Held, Official},
    page::ASKED_ROWS,
};

/// An official on the way into the table.
pub(crate) struct Sealed<'a> {
    pub(crate) id: &'a OfficialId,
    pub(crate) subject: &'a SubjectId,
    pub(crate) name: Vec<u8>,
    pub(crate) name_blind: [u8; 32],
    pub(crate) number: Option<Vec<u8>>,
    pub(crate) number_blind: Option<[u8; 32]>,
}

/// One official.
pub(crate) fn find(read: &mut Read<'_>, id: &OfficialId) -> Result<Option<Official>> {
    read.one("SELECT id, subject, appointed_at FROM officials WHERE id = $1", &[id.as_str().into()], official)
}

/// The official found by this blind index of a number.
pub(crate) fn find_by_number(read: &mut Read<'_>, blind: &[u8; 32]) -> Result<Option<Official>> {
    read.one(
        "SELECT id, subject, appointed_at FROM officials WHERE number_blind = $1",
        &[blind.into()],
        official,
    )
}

/// Whose key seals an official's name, and the sealed name.
pub(crate) fn find_name(read: &mut Read<'_>, id: &OfficialId) -> Result<Option<(SubjectId, Vec<u8>)>> {
    read.one("SELECT subject, name FROM officials WHERE id = $1", &[id.as_str().into()], |row| {
        Ok((row.parsed(0, |it| SubjectId::parse(it).ok())?, row.bytes(1)?))
    })
}

/// Adds an official; none where another has the number.
pub(crate) fn insert(tx: &mut Tx<'_>, it: &Sealed<'_>) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "INSERT INTO officials (id, subject, name, number, number_blind, appointed_at, name_blind) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (number_blind) DO NOTHING",
        &[
            it.id.as_str().into(),
            it.subject.as_str().into(),
            (&it.name).into(),
            it.number.as_ref().into(),
            it.number_blind.as_ref().into(),
            now.into(),
            (&it.name_blind).into(),
        ],
    )
}

/// The officials found by this blind index of a name.
pub(crate) fn list_by_name(read: &mut Read<'_>, blind: &[u8; 32], n_max: i64) -> Result<Vec<Official>> {
    read.list(
        "SELECT id, subject, appointed_at FROM officials WHERE name_blind = $1 ORDER BY id LIMIT $2",
        &[blind.into(), n_max.into()],
        official,
    )
}

/// Officials after an id.
pub(crate) fn page(read: &mut Read<'_>, after: &str) -> Result<Vec<Official>> {
    read.list(
        "SELECT id, subject, appointed_at FROM officials WHERE id > $1 ORDER BY id LIMIT $2",
        &[after.into(), ASKED_ROWS.into()],
        official,
    )
}

/// Officials from before names could be found.
pub(crate) fn unnamed(read: &mut Read<'_>, n_max: i64) -> Result<Vec<OfficialId>> {
    read.list(
        "SELECT id FROM officials WHERE name_blind IS NULL ORDER BY id LIMIT $1",
        &[n_max.into()],
        |row| row.parsed(0, |it| OfficialId::parse(it).ok()),
    )
}

/// Lets an official be found by their name.
pub(crate) fn set_name_blind(tx: &mut Tx<'_>, id: &OfficialId, blind: &[u8]) -> Result<()> {
    tx.put("UPDATE officials SET name_blind = $2 WHERE id = $1", &[id.as_str().into(), blind.into()])
}

/// Starts a holding; none where the official holds the post already.
pub(crate) fn insert_holding(tx: &mut Tx<'_>, id: &str, official: &OfficialId, post: &PostId) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "INSERT INTO holdings (id, official, post, from_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (official, post) WHERE until_at IS NULL DO NOTHING",
        &[id.into(), official.as_str().into(), post.as_str().into(), now.into()],
    )
}

/// Ends a holding; none where the official does not hold the post.
pub(crate) fn end_holding(tx: &mut Tx<'_>, official: &OfficialId, post: &PostId) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "UPDATE holdings SET until_at = $3 WHERE official = $1 AND post = $2 AND until_at IS NULL",
        &[official.as_str().into(), post.as_str().into(), now.into()],
    )
}

/// The posts an official holds now, the oldest first.
pub(crate) fn held(read: &mut Read<'_>, official: &OfficialId) -> Result<Vec<Held>> {
    read.list(
        "SELECT p.id, p.name_zh, p.name_en, p.powers, a.id, a.name_zh, a.name_en, a.region, \
         h.from_at, h.until_at \
         FROM holdings h JOIN posts p ON p.id = h.post JOIN agencies a ON a.id = p.agency \
         WHERE h.official = $1 AND h.until_at IS NULL ORDER BY h.from_at, h.id LIMIT $2",
        &[official.as_str().into(), (HOLDINGS_MAX as i64).into()],
        holding,
    )
}

/// The posts an official holds or held, the newest first.
pub(crate) fn history(read: &mut Read<'_>, official: &OfficialId) -> Result<Vec<Held>> {
    read.list(
        "SELECT p.id, p.name_zh, p.name_en, p.powers, a.id, a.name_zh, a.name_en, a.region, \
         h.from_at, h.until_at \
         FROM holdings h JOIN posts p ON p.id = h.post JOIN agencies a ON a.id = p.agency \
         WHERE h.official = $1 ORDER BY h.from_at DESC, h.id DESC LIMIT $2",
        &[official.as_str().into(), (HOLDINGS_MAX as i64).into()],
        holding,
    )
}

/// Who holds a post of an agency now, with the powers of that post.
pub(crate) fn holders(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<(OfficialId, Vec<String>)>> {
    read.list(
        "SELECT h.official, p.powers FROM posts p JOIN holdings h ON h.post = p.id \
         WHERE p.agency = $1 AND h.until_at IS NULL ORDER BY h.from_at, h.id LIMIT $2",
        &[agency.as_str().into(), (HOLDERS_MAX as i64).into()],
        |row| Ok((row.parsed(0, |it| OfficialId::parse(it).ok())?, powers(row, 1)?)),
    )
}

/// Who holds a post now.
pub(crate) fn holders_of(read: &mut Read<'_>, post: &PostId) -> Result<Vec<OfficialId>> {
    read.list(
        "SELECT official FROM holdings WHERE post = $1 AND until_at IS NULL ORDER BY from_at, id LIMIT $2",
        &[post.as_str().into(), (HOLDERS_MAX as i64).into()],
        |row| row.parsed(0, |it| OfficialId::parse(it).ok()),
    )
}

/// The official at a post they hold now.
pub(crate) fn acting(read: &mut Read<'_>, official: &OfficialId, post: &PostId) -> Result<Option<Acting>> {
    read.one(
        "SELECT h.official, p.id, a.id, a.region, p.powers \
         FROM holdings h JOIN posts p ON p.id = h.post JOIN agencies a ON a.id = p.agency \
         WHERE h.official = $1 AND h.post = $2 AND h.until_at IS NULL",
        &[official.as_str().into(), post.as_str().into()],
        |row| {
            Ok(Acting {
                official: row.parsed(0, |it| OfficialId::parse(it).ok())?,
                post: row.parsed(1, |it| PostId::parse(it).ok())?,
                agency: row.parsed(2, |it| AgencyId::parse(it).ok())?,
                region: row.parsed(3, RegionCode::parse)?,
                powers: powers(row, 4)?,
            })
        },
    )
}

fn official(row: &Row<'_>) -> Result<Official> {
    Ok(Official {
        id: row.parsed(0, |it| OfficialId::parse(it).ok())?,
        subject: row.parsed(1, |it| SubjectId::parse(it).ok())?,
        appointed_at: row.time(2)?,
    })
}

fn holding(row: &Row<'_>) -> Result<Held> {
    Ok(Held {
        post: row.parsed(0, |it| PostId::parse(it).ok())?,
        post_name: words(row, 1)?,
        powers: powers(row, 3)?,
        agency: row.parsed(4, |it| AgencyId::parse(it).ok())?,
        agency_name: words(row, 5)?,
        region: row.parsed(7, RegionCode::parse)?,
        from_at: row.time(8)?,
        until_at: row.opt_time(9)?,
    })
}
