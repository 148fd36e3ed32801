//! Tasks and appointed visits as stored.
//! An open task is one whose end is not written yet.

use kit::{AgencyId, OfficialId, Result, SubjectId, Time};
use serde_json::Value;
use store::{Read, Row, Tx};

use super::ours;
use crate::model::{CaseId, Task, TaskId, Visit};

fn task(row: &Row<'_>) -> Result<Task> {
    Ok(Task {
        id: ours(TaskId::parse(&row.text(0)?))?,
        case: ours(CaseId::parse(&row.text(1)?))?,
        node: row.text(2)?,
        visit: row.int(3)? as u32,
        duty: row.text(4)?,
        agency: row.opt_text(5)?.map(|it| ours(AgencyId::parse(&it))).transpose()?,
        due_at: row.time(6)?,
        opened_at: row.time(7)?,
        ended_at: row.opt_time(8)?,
        ended_by: row.opt_text(9)?,
        outcome: row.opt_text(10)?,
        seat: row.opt_text(11)?,
    })
}

pub(crate) fn insert_task(tx: &mut Tx<'_>, it: &Task) -> Result<()> {
    const SQL: &str = "INSERT INTO tasks (id, case_id, node, visit, duty, agency, due_at, opened_at, seat) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            it.case.as_str().into(),
            (&it.node).into(),
            i64::from(it.visit).into(),
            (&it.duty).into(),
            it.agency.as_ref().map(AgencyId::as_str).into(),
            it.due_at.into(),
            it.opened_at.into(),
            it.seat.as_ref().into(),
        ],
    )
}

/// Ends an open task; says whether it still was open.
pub(crate) fn end_task(
    tx: &mut Tx<'_>,
    id: &TaskId,
    by: Option<&str>,
    outcome: Option<&str>,
    result: Option<&[u8]>,
) -> Result<bool> {
    const SQL: &str = "UPDATE tasks SET ended_at = $2, ended_by = $3, outcome = $4, result = $5 \
        WHERE id = $1 AND ended_at IS NULL";
    const FREE: &str = "DELETE FROM task_holders WHERE task = $1";
    let now = tx.now();
    tx.put(FREE, &[id.as_str().into()])?;
    Ok(tx.exec(SQL, &[id.as_str().into(), now.into(), by.into(), outcome.into(), result.into()])? == 1)
}

/// Moves the due moment of a case's open tasks: its clock was counted again.
pub(crate) fn set_tasks_due(tx: &mut Tx<'_>, case: &CaseId, due_at: Time) -> Result<()> {
    const SQL: &str =
        "UPDATE tasks SET due_at = $2 WHERE case_id = $1 AND ended_at IS NULL AND agency IS NOT NULL";
    tx.put(SQL, &[case.as_str().into(), due_at.into()])
}

pub(crate) fn find_task(read: &mut Read<'_>, id: &TaskId) -> Result<Option<Task>> {
    const SQL: &str = "SELECT id, case_id, node, visit, duty, agency, due_at, opened_at, ended_at, ended_by, outcome, seat \
        FROM tasks WHERE id = $1";
    read.one(SQL, &[id.as_str().into()], task)
}

pub(crate) fn list_tasks(read: &mut Read<'_>, case: &CaseId) -> Result<Vec<Task>> {
    const SQL: &str = "SELECT id, case_id, node, visit, duty, agency, due_at, opened_at, ended_at, ended_by, outcome, seat \
        FROM tasks WHERE case_id = $1 ORDER BY opened_at, id LIMIT 1000";
    read.list(SQL, &[case.as_str().into()], task)
}

/// An agency's open tasks of one duty, the most urgent first, after a moment and identifier.
pub(crate) fn list_open_tasks_of(
    read: &mut Read<'_>,
    (agency, duty): (&AgencyId, &str),
    (after_at, after_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Task>> {
    const SQL: &str = "SELECT id, case_id, node, visit, duty, agency, due_at, opened_at, ended_at, ended_by, outcome, seat \
        FROM tasks WHERE agency = $1 AND duty = $2 AND ended_at IS NULL AND (due_at, id) > ($3, $4) \
        ORDER BY due_at, id LIMIT $5";
    read.list(
        SQL,
        &[agency.as_str().into(), duty.into(), after_at.into(), after_id.into(), n_max.into()],
        task,
    )
}

/// The opinions an official was asked for and has not given, the most urgent first, after a moment and identifier.
pub(crate) fn list_open_reviews_of(
    read: &mut Read<'_>,
    (agency, official): (&AgencyId, &OfficialId),
    (after_at, after_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Task>> {
    const SQL: &str = "SELECT id, case_id, node, visit, duty, agency, due_at, opened_at, ended_at, ended_by, outcome, seat \
        FROM tasks WHERE agency = $1 AND duty = 'review' AND ended_at IS NULL AND seat = $2 \
        AND (due_at, id) > ($3, $4) ORDER BY due_at, id LIMIT $5";
    let after = [after_at.into(), after_id.into(), n_max.into()];
    let key = [agency.as_str().into(), official.as_str().into()];
    read.list(SQL, &[key.as_slice(), after.as_slice()].concat(), task)
}

/// The open tasks of one matter among so many of the most urgent of a duty.
pub(crate) fn list_open_tasks_of_matter(
    read: &mut Read<'_>,
    (agency, duty, matter): (&AgencyId, &str, &str),
    n_scanned: i64,
) -> Result<Vec<Task>> {
    const SQL: &str = "SELECT t.id, t.case_id, t.node, t.visit, t.duty, t.agency, t.due_at, t.opened_at, \
        t.ended_at, t.ended_by, t.outcome, t.seat FROM (SELECT id, case_id, node, visit, duty, agency, due_at, \
        opened_at, ended_at, ended_by, outcome, seat FROM tasks WHERE agency = $1 AND duty = $2 AND ended_at IS NULL \
        ORDER BY due_at NULLS LAST, id LIMIT $4) t JOIN cases c ON c.id = t.case_id WHERE c.matter = $3 \
        ORDER BY t.due_at NULLS LAST, t.id LIMIT $4";
    read.list(SQL, &[agency.as_str().into(), duty.into(), matter.into(), n_scanned.into()], task)
}

/// The tasks of an agency in one case: what lets its officials open the file.
pub(crate) fn n_tasks_of_agency(read: &mut Read<'_>, case: &CaseId, agency: &AgencyId) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM tasks WHERE case_id = $1 AND agency = $2";
    Ok(read.one(SQL, &[case.as_str().into(), agency.as_str().into()], |row| row.int(0))?.unwrap_or(0))
}

/// What a task was concluded with; nothing while it is open or once the person was erased.
pub(crate) fn task_result(read: &mut Read<'_>, subject: &SubjectId, id: &TaskId) -> Result<Option<Value>> {
    const SQL: &str = "SELECT result FROM tasks WHERE id = $1 AND result IS NOT NULL";
    let Some(sealed) = read.one(SQL, &[id.as_str().into()], |row| row.bytes(0))? else { return Ok(None) };
    let bytes = read.open(subject, ("tasks", "result", id.as_str()), &sealed)?;
    Ok(bytes.and_then(|it| serde_json::from_slice(&it).ok()))
}

pub(crate) fn put_visit(tx: &mut Tx<'_>, task: &TaskId, case: &CaseId, it: &Visit) -> Result<()> {
    const SQL: &str = "INSERT INTO visits (task, case_id, at, first_official, second_official, appointed_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (task) DO UPDATE SET at = EXCLUDED.at, \
        first_official = EXCLUDED.first_official, second_official = EXCLUDED.second_official, \
        appointed_at = EXCLUDED.appointed_at";
    let [first, second] = &it.officials;
    tx.put(
        SQL,
        &[
            task.as_str().into(),
            case.as_str().into(),
            it.at.into(),
            first.as_str().into(),
            second.as_str().into(),
            it.appointed_at.into(),
        ],
    )
}

pub(crate) fn find_visit(read: &mut Read<'_>, task: &TaskId) -> Result<Option<Visit>> {
    const SQL: &str = "SELECT at, first_official, second_official, appointed_at FROM visits WHERE task = $1";
    read.one(SQL, &[task.as_str().into()], |row| {
        let official = |column| ours(OfficialId::parse(&row.text(column)?));
        Ok(Visit { at: row.time(0)?, officials: [official(1)?, official(2)?], appointed_at: row.time(3)? })
    })
}
