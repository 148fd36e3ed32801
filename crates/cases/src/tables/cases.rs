//! Cases as stored: one row each, personal answers sealed under the applicant's key.
//! A case is never read without its owner or its agency being checked by the caller's query.

use kit::{AgencyId, Error, RegionCode, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::ours;
use crate::model::{Case, CaseId, Stage};

pub(super) fn case(row: &Row<'_>) -> Result<Case> {
    let json = |column| -> Result<String> { row.text(column) };
    let broken = |what: &str| Error::fault(format!("a stored case has a broken {what}"));
    Ok(Case {
        id: ours(CaseId::parse(&row.text(0)?))?,
        number: row.text(1)?,
        matter: row.text(2)?,
        version: row.text(3)?,
        subject: ours(SubjectId::parse(&row.text(4)?))?,
        region: row.parsed(5, RegionCode::parse)?,
        agency: ours(AgencyId::parse(&row.text(6)?))?,
        agency_region: row.parsed(7, RegionCode::parse)?,
        stage: row.parsed(8, Stage::parse)?,
        flow: serde_json::from_str(&json(9)?).map_err(|_| broken("flow"))?,
        clocks: serde_json::from_str(&json(10)?).map_err(|_| broken("clock"))?,
        received_at: row.time(11)?,
        correction_told_at: row.opt_time(12)?,
        accepted_at: row.opt_time(13)?,
        decided_at: row.opt_time(14)?,
        delivered_at: row.opt_time(15)?,
        ended_at: row.opt_time(16)?,
        outcome: row.opt_text(17)?,
    })
}

pub(crate) fn insert_case(tx: &mut Tx<'_>, it: &Case, answers: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO cases (id, number, matter, version, subject, region, agency, agency_region, \
        stage, flow, clocks, answers, received_at, due_at, provisional_since) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let (flow, clocks) = (json_of(&it.flow), json_of(&it.clocks));
    let provisional_since = it.clocks.is_provisional().then_some(it.received_at);
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            (&it.number).into(),
            (&it.matter).into(),
            (&it.version).into(),
            it.subject.as_str().into(),
            it.region.as_str().into(),
            it.agency.as_str().into(),
            it.agency_region.as_str().into(),
            it.stage.as_str().into(),
            (&flow).into(),
            (&clocks).into(),
            answers.into(),
            it.received_at.into(),
            it.clocks.next_due_at().into(),
            provisional_since.into(),
        ],
    )
}

/// Writes where a case has come to.
pub(crate) fn update_case(tx: &mut Tx<'_>, it: &Case) -> Result<()> {
    const SQL: &str = "UPDATE cases SET stage = $2, flow = $3, clocks = $4, correction_told_at = $5, \
        accepted_at = $6, decided_at = $7, delivered_at = $8, ended_at = $9, outcome = $10, due_at = $11, \
        provisional_since = $12 WHERE id = $1";
    let (flow, clocks) = (json_of(&it.flow), json_of(&it.clocks));
    let now = tx.now();
    let n_rows = tx.exec(
        SQL,
        &[
            it.id.as_str().into(),
            it.stage.as_str().into(),
            (&flow).into(),
            (&clocks).into(),
            it.correction_told_at.into(),
            it.accepted_at.into(),
            it.decided_at.into(),
            it.delivered_at.into(),
            it.ended_at.into(),
            it.outcome.as_ref().into(),
            it.clocks.next_due_at().into(),
            it.clocks.is_provisional().then_some(now).into(),
        ],
    )?;
    if n_rows == 1 { Ok(()) } else { Err(Error::fault("a case was lost while it was handled")) }
}

pub(crate) fn set_answers(tx: &mut Tx<'_>, id: &CaseId, answers: &[u8]) -> Result<()> {
    tx.put("UPDATE cases SET answers = $2 WHERE id = $1", &[id.as_str().into(), answers.into()])
}

pub(crate) fn find_case(read: &mut Read<'_>, id: &CaseId) -> Result<Option<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE id = $1";
    read.one(SQL, &[id.as_str().into()], case)
}

/// A case of this applicant.
pub(crate) fn find_own_case(read: &mut Read<'_>, subject: &SubjectId, id: &CaseId) -> Result<Option<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE id = $1 AND subject = $2";
    read.one(SQL, &[id.as_str().into(), subject.as_str().into()], case)
}

pub(crate) fn answers(read: &mut Read<'_>, it: &Case) -> Result<Option<forms::Answers>> {
    const SQL: &str = "SELECT answers FROM cases WHERE id = $1";
    let sealed = read.one(SQL, &[it.id.as_str().into()], |row| row.bytes(0))?;
    let sealed = sealed.ok_or_else(|| Error::fault("a case without answers"))?;
    let text = read.open_text(&it.subject, ("cases", "answers", it.id.as_str()), &sealed)?;
    text.map(|it| forms::Answers::parse(&it)).transpose()
}

/// An applicant's cases, newest first, before a moment and identifier.
pub(crate) fn list_own_cases(
    read: &mut Read<'_>,
    subject: &SubjectId,
    (before_at, before_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Case>> {
    const SQL: &str = "SELECT id, number, matter, version, subject, region, agency, agency_region, stage, flow, \
        clocks, received_at, correction_told_at, accepted_at, decided_at, delivered_at, ended_at, outcome \
        FROM cases WHERE subject = $1 AND (received_at, id) < ($2, $3) \
        ORDER BY received_at DESC, id DESC LIMIT $4";
    read.list(SQL, &[subject.as_str().into(), before_at.into(), before_id.into(), n_max.into()], case)
}

/// Cases with a duty that has run out by now.
pub(crate) fn list_due_cases(read: &mut Read<'_>, n_max: i64) -> Result<Vec<CaseId>> {
    const SQL: &str = "SELECT id FROM cases WHERE due_at IS NOT NULL AND due_at <= $1 \
        ORDER BY due_at NULLS LAST, id LIMIT $2";
    let now = read.now();
    read.list(SQL, &[now.into(), n_max.into()], |row| ours(CaseId::parse(&row.text(0)?)))
}

/// Cases whose deadlines count through a year nobody had announced, after an identifier.
pub(crate) fn list_provisional_cases(read: &mut Read<'_>, after: &str, n_max: i64) -> Result<Vec<CaseId>> {
    const SQL: &str =
        "SELECT id FROM cases WHERE provisional_since IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    read.list(SQL, &[after.into(), n_max.into()], |row| ours(CaseId::parse(&row.text(0)?)))
}

/// When a post last looked at a case.
pub(crate) fn last_look(read: &mut Read<'_>, key: &str) -> Result<Option<Time>> {
    read.one("SELECT at FROM looks WHERE key = $1", &[key.into()], |row| row.time(0))
}

pub(crate) fn put_look(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    const SQL: &str =
        "INSERT INTO looks (key, at) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET at = EXCLUDED.at";
    let now = tx.now();
    tx.put(SQL, &[key.into(), now.into()])
}

pub(super) fn json_of(it: &impl serde::Serialize) -> String {
    serde_json::to_string(it).expect("plain nouns print as JSON")
}
