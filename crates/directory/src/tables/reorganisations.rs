//! Changes of agencies as stored: plans, who took over from whom, and where posts were before.
//! Knows nothing of why.

use kit::{AgencyId, PostId, RegionCode, Result, Time};
use store::{Read, Row, Tx};

use crate::model::{
    page::ASKED_ROWS,
    reorganisation::{Change, NewReorganisation, Reorganisation, ReorganisationId, Successor},
};

/// How many plans may stand open at once.
const OPEN_MAX: i64 = 500;

/// How many agencies may have been succeeded by one, and one by others.
const SUCCESSIONS_MAX: i64 = 200;

/// Adds a plan.
pub(crate) fn insert(tx: &mut Tx<'_>, id: &ReorganisationId, new: &NewReorganisation) -> Result<()> {
    let (now, plan) = (tx.now(), new.change.to_json().to_string());
    tx.put(
        "INSERT INTO reorganisations (id, plan, basis, planned_at, effective_at) VALUES ($1, $2, $3, $4, $5)",
        &[id.as_str().into(), (&plan).into(), (&new.basis).into(), now.into(), new.effective_at.into()],
    )
}

/// One change.
pub(crate) fn find(read: &mut Read<'_>, id: &ReorganisationId) -> Result<Option<Reorganisation>> {
    read.one(
        "SELECT id, plan, basis, planned_at, effective_at, done_at, withdrawn_at FROM reorganisations \
         WHERE id = $1",
        &[id.as_str().into()],
        reorganisation,
    )
}

/// Changes, the latest to take effect first, before one of them.
pub(crate) fn page(read: &mut Read<'_>, (before_at, before_id): (Time, &str)) -> Result<Vec<Reorganisation>> {
    read.list(
        "SELECT id, plan, basis, planned_at, effective_at, done_at, withdrawn_at FROM reorganisations \
         WHERE (effective_at, id) < ($1, $2) ORDER BY effective_at DESC, id DESC LIMIT $3",
        &[before_at.into(), before_id.into(), ASKED_ROWS.into()],
        reorganisation,
    )
}

/// Changes that are neither done nor taken back.
pub(crate) fn open(read: &mut Read<'_>) -> Result<Vec<Reorganisation>> {
    read.list(
        "SELECT id, plan, basis, planned_at, effective_at, done_at, withdrawn_at FROM reorganisations \
         WHERE done_at IS NULL AND withdrawn_at IS NULL ORDER BY effective_at, id LIMIT $1",
        &[OPEN_MAX.into()],
        reorganisation,
    )
}

/// Marks a change as done; none where it is over.
pub(crate) fn set_done(tx: &mut Tx<'_>, id: &ReorganisationId) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "UPDATE reorganisations SET done_at = $2 \
         WHERE id = $1 AND done_at IS NULL AND withdrawn_at IS NULL",
        &[id.as_str().into(), now.into()],
    )
}

/// Marks a change as taken back; none where it is over.
pub(crate) fn set_withdrawn(tx: &mut Tx<'_>, id: &ReorganisationId) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "UPDATE reorganisations SET withdrawn_at = $2 \
         WHERE id = $1 AND done_at IS NULL AND withdrawn_at IS NULL",
        &[id.as_str().into(), now.into()],
    )
}

/// Writes down that an agency took over from another, at its place among those that did.
pub(crate) fn insert_succession(
    tx: &mut Tx<'_>,
    (predecessor, successor): (&AgencyId, &AgencyId),
    place: usize,
    id: &ReorganisationId,
) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO successions (predecessor, successor, place, reorganisation, since) \
         VALUES ($1, $2, $3, $4, $5)",
        &[
            predecessor.as_str().into(),
            successor.as_str().into(),
            (place as i64).into(),
            id.as_str().into(),
            now.into(),
        ],
    )
}

/// Who took over from an agency; the first answers for it.
pub(crate) fn successors(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Successor>> {
    read.list(
        "SELECT predecessor, successor, since, reorganisation FROM successions WHERE predecessor = $1 \
         ORDER BY place LIMIT $2",
        &[agency.as_str().into(), SUCCESSIONS_MAX.into()],
        successor,
    )
}

/// The agencies this one took over from and answers for.
pub(crate) fn predecessors(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Successor>> {
    read.list(
        "SELECT predecessor, successor, since, reorganisation FROM successions \
         WHERE successor = $1 AND place = 0 ORDER BY predecessor LIMIT $2",
        &[agency.as_str().into(), SUCCESSIONS_MAX.into()],
        successor,
    )
}

/// Marks an agency as one that is no more.
pub(crate) fn dissolve(tx: &mut Tx<'_>, agency: &AgencyId) -> Result<()> {
    let now = tx.now();
    tx.put("UPDATE agencies SET dissolved_at = $2 WHERE id = $1", &[agency.as_str().into(), now.into()])
}

/// Lets an agency act elsewhere.
pub(crate) fn set_region(
    tx: &mut Tx<'_>,
    agency: &AgencyId,
    region: &RegionCode,
    level: usize,
) -> Result<()> {
    tx.put(
        "UPDATE agencies SET region = $2, level = $3 WHERE id = $1",
        &[agency.as_str().into(), region.as_str().into(), (level as i64).into()],
    )
}

/// Those who were sent out or supervised by one agency are so by another.
pub(crate) fn lean_on(tx: &mut Tx<'_>, from: &AgencyId, into: &AgencyId) -> Result<()> {
    let ids = [from.as_str().into(), into.as_str().into()];
    tx.put("UPDATE agencies SET principal = $2 WHERE principal = $1", &ids)?;
    tx.put("UPDATE agencies SET supervisor = $2 WHERE supervisor = $1 AND id <> $2", &ids)
}

/// Gives a post to another agency, and keeps where it was.
pub(crate) fn move_post(tx: &mut Tx<'_>, post: &PostId, from: &AgencyId, into: &AgencyId) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO post_moves (post, until_at, agency) VALUES ($1, $2, $3)",
        &[post.as_str().into(), now.into(), from.as_str().into()],
    )?;
    tx.put("UPDATE posts SET agency = $2 WHERE id = $1", &[post.as_str().into(), into.as_str().into()])
}

/// The agency a post was in just before a moment, where it is in another now.
pub(crate) fn place_before(read: &mut Read<'_>, post: &PostId, at: Time) -> Result<Option<AgencyId>> {
    let found = read.list(
        "SELECT agency FROM post_moves WHERE post = $1 AND until_at >= $2 ORDER BY until_at LIMIT 1",
        &[post.as_str().into(), at.into()],
        |row| row.parsed(0, |it| AgencyId::parse(it).ok()),
    )?;
    Ok(found.into_iter().next())
}

fn reorganisation(row: &Row<'_>) -> Result<Reorganisation> {
    Ok(Reorganisation {
        id: row.parsed(0, |it| ReorganisationId::parse(it).ok())?,
        change: row.parsed(1, Change::parse)?,
        basis: row.text(2)?,
        planned_at: row.time(3)?,
        effective_at: row.time(4)?,
        done_at: row.opt_time(5)?,
        withdrawn_at: row.opt_time(6)?,
    })
}

fn successor(row: &Row<'_>) -> Result<Successor> {
    let agency = |column| row.parsed(column, |it| AgencyId::parse(it).ok());
    Ok(Successor {
        predecessor: agency(0)?,
        successor: agency(1)?,
        since: row.time(2)?,
        reorganisation: row.parsed(3, |it| ReorganisationId::parse(it).ok())?,
    })
}
