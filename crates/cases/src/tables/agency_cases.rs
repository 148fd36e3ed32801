//! The cases an agency decides, as its officials list and find them, and the filters they keep.
//! Each list reads along one index, however many cases there are.

use kit::{AgencyId, OfficialId, PostId, Result, Time};
use store::{Read, Tx};

use super::{cases::case, ours};
use crate::model::{Case, DeskFilter, DeskFilterId, Stage};

/// Cases at a stage, the oldest first, after a moment and identifier.
pub(crate) fn list_cases_at(
    read: &mut Read<'_>,
    (agency, stage): (&AgencyId, Stage),
    (from_at, from_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE agency = $1 AND stage = $2 AND (received_at, id) > ($3, $4) \
        ORDER BY received_at, id LIMIT $5";
    let params =
        [agency.as_str().into(), stage.as_str().into(), from_at.into(), from_id.into(), n_max.into()];
    read.list(SQL, &params, case)
}

/// The same of one matter.
pub(crate) fn list_cases_of_matter_at(
    read: &mut Read<'_>,
    (agency, matter, stage): (&AgencyId, &str, Stage),
    (from_at, from_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE agency = $1 AND matter = $2 AND stage = $3 AND (received_at, id) > ($4, $5) \
        ORDER BY received_at, id LIMIT $6";
    let params = [
        agency.as_str().into(),
        matter.into(),
        stage.as_str().into(),
        from_at.into(),
        from_id.into(),
        n_max.into(),
    ];
    read.list(SQL, &params, case)
}

/// Cases at a stage, the newest first, before a moment and identifier.
pub(crate) fn list_newest_cases_at(
    read: &mut Read<'_>,
    (agency, stage): (&AgencyId, Stage),
    (from_at, from_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE agency = $1 AND stage = $2 AND (received_at, id) < ($3, $4) \
        ORDER BY received_at DESC, id DESC LIMIT $5";
    let params =
        [agency.as_str().into(), stage.as_str().into(), from_at.into(), from_id.into(), n_max.into()];
    read.list(SQL, &params, case)
}

/// The same of one matter.
pub(crate) fn list_newest_cases_of_matter_at(
    read: &mut Read<'_>,
    (agency, matter, stage): (&AgencyId, &str, Stage),
    (from_at, from_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE agency = $1 AND matter = $2 AND stage = $3 AND (received_at, id) < ($4, $5) \
        ORDER BY received_at DESC, id DESC LIMIT $6";
    let params = [
        agency.as_str().into(),
        matter.into(),
        stage.as_str().into(),
        from_at.into(),
        from_id.into(),
        n_max.into(),
    ];
    read.list(SQL, &params, case)
}

pub(crate) fn find_case_by_number(read: &mut Read<'_>, number: &str) -> Result<Option<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE number = $1";
    read.one(SQL, &[number.into()], case)
}

pub(crate) fn list_desk_filters(
    read: &mut Read<'_>,
    (official, post): (&OfficialId, &PostId),
    n_max: i64,
) -> Result<Vec<DeskFilter>> {
    const SQL: &str = "SELECT id, name, query FROM desk_filters WHERE official = $1 AND post = $2 \
        ORDER BY saved_at, id LIMIT $3";
    read.list(SQL, &[official.as_str().into(), post.as_str().into(), n_max.into()], |row| {
        Ok(DeskFilter {
            id: ours(DeskFilterId::parse(&row.text(0)?))?,
            name: row.text(1)?,
            query: row.text(2)?,
        })
    })
}

pub(crate) fn insert_desk_filter(
    tx: &mut Tx<'_>,
    (official, post): (&OfficialId, &PostId),
    it: &DeskFilter,
) -> Result<()> {
    const SQL: &str = "INSERT INTO desk_filters (id, official, post, name, query, saved_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.now();
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            official.as_str().into(),
            post.as_str().into(),
            (&it.name).into(),
            (&it.query).into(),
            now.into(),
        ],
    )
}

pub(crate) fn delete_desk_filter(tx: &mut Tx<'_>, official: &OfficialId, id: &DeskFilterId) -> Result<()> {
    tx.put(
        "DELETE FROM desk_filters WHERE id = $1 AND official = $2",
        &[id.as_str().into(), official.as_str().into()],
    )
}
