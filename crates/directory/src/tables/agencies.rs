//! The rows of agencies and posts.
//! Knows nothing of who holds a post.

use kit::{AgencyId, CreditCode, PostId, RegionCode, Result, Words};
use store::{Read, Row, Tx};

use super::{powers, words};
use crate::model::{
    agency::{Agency, AgencyKind, NewAgency, NewPost, POSTS_MAX, Post},
    page::ASKED_ROWS,
};

/// One agency.
pub(crate) fn find(read: &mut Read<'_>, id: &AgencyId) -> Result<Option<Agency>> {
    read.one(
        "SELECT id, code, name_zh, name_en, region, level, kind, principal, supervisor, founded_at, \
         dissolved_at \
         FROM agencies WHERE id = $1",
        &[id.as_str().into()],
        agency,
    )
}

/// The agency with this credit code.
pub(crate) fn find_by_code(read: &mut Read<'_>, code: &CreditCode) -> Result<Option<Agency>> {
    read.one(
        "SELECT id, code, name_zh, name_en, region, level, kind, principal, supervisor, founded_at, \
         dissolved_at \
         FROM agencies WHERE code = $1",
        &[code.as_str().into()],
        agency,
    )
}

/// The agencies of exactly this region, after an id.
pub(crate) fn list_of(read: &mut Read<'_>, region: &RegionCode, after: &str) -> Result<Vec<Agency>> {
    read.list(
        "SELECT id, code, name_zh, name_en, region, level, kind, principal, supervisor, founded_at, \
         dissolved_at \
         FROM agencies WHERE region = $1 AND id > $2 ORDER BY id LIMIT $3",
        &[region.as_str().into(), after.into(), ASKED_ROWS.into()],
        agency,
    )
}

/// Adds an agency; none where another has its code.
pub(crate) fn insert(tx: &mut Tx<'_>, id: &AgencyId, new: &NewAgency) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "INSERT INTO agencies (id, code, name_zh, name_en, region, level, kind, principal, supervisor, \
         founded_at, named_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) \
         ON CONFLICT (code) DO NOTHING",
        &[
            id.as_str().into(),
            new.code.as_str().into(),
            (&new.name.zh).into(),
            (&new.name.en).into(),
            new.region.as_str().into(),
            (new.level as i64).into(),
            new.kind.as_str().into(),
            new.kind.principal().map(AgencyId::as_str).into(),
            new.supervisor.as_ref().map(AgencyId::as_str).into(),
            now.into(),
        ],
    )
}

/// Gives an agency another name.
pub(crate) fn set_name(tx: &mut Tx<'_>, id: &AgencyId, name: &Words) -> Result<()> {
    let now = tx.now();
    tx.put(
        "UPDATE agencies SET name_zh = $2, name_en = $3, named_at = $4 WHERE id = $1",
        &[id.as_str().into(), (&name.zh).into(), (&name.en).into(), now.into()],
    )
}

/// One post.
pub(crate) fn find_post(read: &mut Read<'_>, id: &PostId) -> Result<Option<Post>> {
    read.one(
        "SELECT id, agency, name_zh, name_en, powers, opened_at, closed_at FROM posts WHERE id = $1",
        &[id.as_str().into()],
        post,
    )
}

/// Every open post of an agency.
pub(crate) fn list_posts(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Post>> {
    read.list(
        "SELECT id, agency, name_zh, name_en, powers, opened_at, closed_at FROM posts \
         WHERE agency = $1 AND closed_at IS NULL ORDER BY id LIMIT $2",
        &[agency.as_str().into(), (POSTS_MAX as i64).into()],
        post,
    )
}

/// Adds a post.
pub(crate) fn insert_post(tx: &mut Tx<'_>, id: &PostId, new: &NewPost) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO posts (id, agency, name_zh, name_en, powers, opened_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            id.as_str().into(),
            new.agency.as_str().into(),
            (&new.name.zh).into(),
            (&new.name.en).into(),
            (&new.powers.join(" ")).into(),
            now.into(),
        ],
    )
}

/// Gives a post other powers.
pub(crate) fn set_powers(tx: &mut Tx<'_>, id: &PostId, powers: &[String]) -> Result<()> {
    tx.put("UPDATE posts SET powers = $2 WHERE id = $1", &[id.as_str().into(), (&powers.join(" ")).into()])
}

/// Closes a post; none where it is closed.
pub(crate) fn close_post(tx: &mut Tx<'_>, id: &PostId) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "UPDATE posts SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL",
        &[id.as_str().into(), now.into()],
    )
}

fn agency(row: &Row<'_>) -> Result<Agency> {
    let id_at = |column| row.opt_text(column)?.map(|it| AgencyId::parse(&it)).transpose();
    let principal = id_at(7)?;
    Ok(Agency {
        id: row.parsed(0, |it| AgencyId::parse(it).ok())?,
        code: row.parsed(1, |it| CreditCode::parse(it).ok())?,
        name: words(row, 2)?,
        region: row.parsed(4, RegionCode::parse)?,
        level: row.int(5)? as usize,
        kind: row.parsed(6, |it| AgencyKind::parse(it, principal))?,
        supervisor: id_at(8)?,
        founded_at: row.time(9)?,
        dissolved_at: row.opt_time(10)?,
    })
}

fn post(row: &Row<'_>) -> Result<Post> {
    Ok(Post {
        id: row.parsed(0, |it| PostId::parse(it).ok())?,
        agency: row.parsed(1, |it| AgencyId::parse(it).ok())?,
        name: words(row, 2)?,
        powers: powers(row, 4)?,
        opened_at: row.time(5)?,
        closed_at: row.opt_time(6)?,
    })
}
