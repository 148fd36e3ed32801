//! Who holds which task, and who is away and covered by whom, as stored.
//! A row of a holder goes with the end of its task; the acts remember.

use std::collections::BTreeMap;

use kit::{AgencyId, OfficialId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::ours;
use crate::model::{Absence, AbsenceId, CaseId, Holder, TaskId};

/// How many absences are listed.
const ABSENCES_MAX: i64 = 200;

fn official(row: &Row<'_>, column: usize) -> Result<OfficialId> {
    ours(OfficialId::parse(&row.text(column)?))
}

/// Gives a task to somebody; none where another has it.
pub(crate) fn insert_holder(
    tx: &mut Tx<'_>,
    (case, subject): (&CaseId, &SubjectId),
    it: &Holder,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO task_holders (task, case_id, official, since, given_by, words) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (task) DO NOTHING";
    let words = match &it.words {
        Some(words) => {
            Some(tx.seal(subject, ("task_holders", "words", it.task.as_str()), words.as_bytes())?)
        }
        None => None,
    };
    let n_rows = tx.exec(
        SQL,
        &[
            it.task.as_str().into(),
            case.as_str().into(),
            it.official.as_str().into(),
            it.since.into(),
            it.given_by.as_ref().map(OfficialId::as_str).into(),
            words.as_ref().into(),
        ],
    )?;
    Ok(n_rows == 1)
}

/// Takes a task back from whoever has it; says whether somebody had.
pub(crate) fn delete_holder(tx: &mut Tx<'_>, task: &TaskId) -> Result<bool> {
    Ok(tx.exec("DELETE FROM task_holders WHERE task = $1", &[task.as_str().into()])? == 1)
}

/// Who holds a task.
pub(crate) fn holder_of(read: &mut Read<'_>, task: &TaskId) -> Result<Option<OfficialId>> {
    const SQL: &str = "SELECT official FROM task_holders WHERE task = $1";
    read.one(SQL, &[task.as_str().into()], |row| official(row, 0))
}

/// Who holds the open tasks of a case, with what was said.
pub(crate) fn list_holders(
    read: &mut Read<'_>,
    (case, subject): (&CaseId, &SubjectId),
) -> Result<BTreeMap<String, Holder>> {
    const SQL: &str = "SELECT task, official, since, given_by, words FROM task_holders WHERE case_id = $1 \
        ORDER BY task LIMIT 1000";
    let rows = read.list(SQL, &[case.as_str().into()], |row| {
        let task = ours(TaskId::parse(&row.text(0)?))?;
        let given_by = row.opt_text(3)?.map(|it| ours(OfficialId::parse(&it))).transpose()?;
        let it = Holder { task, official: official(row, 1)?, since: row.time(2)?, given_by, words: None };
        Ok((it, row.opt_bytes(4)?))
    })?;
    let mut all = BTreeMap::new();
    for (mut it, words) in rows {
        if let Some(sealed) = words {
            it.words = read.open_text(subject, ("task_holders", "words", it.task.as_str()), &sealed)?;
        }
        all.insert(it.task.as_str().to_owned(), it);
    }
    Ok(all)
}

pub(crate) fn insert_absence(
    tx: &mut Tx<'_>,
    (agency, by): (&AgencyId, &OfficialId),
    it: &Absence,
) -> Result<()> {
    const SQL: &str = "INSERT INTO absences (id, agency, official, cover, from_at, until_at, set_by, set_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let now = tx.now();
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            agency.as_str().into(),
            it.official.as_str().into(),
            it.cover.as_str().into(),
            it.from_at.into(),
            it.until_at.into(),
            by.as_str().into(),
            now.into(),
        ],
    )
}

/// Ends an absence of an agency that has not ended; says whether there was one.
pub(crate) fn end_absence(tx: &mut Tx<'_>, agency: &AgencyId, id: &AbsenceId) -> Result<bool> {
    const SQL: &str = "UPDATE absences SET ended_at = $3 WHERE id = $1 AND agency = $2 AND ended_at IS NULL \
        AND until_at > $3";
    let now = tx.now();
    Ok(tx.exec(SQL, &[id.as_str().into(), agency.as_str().into(), now.into()])? == 1)
}

pub(crate) fn find_absence(
    read: &mut Read<'_>,
    agency: &AgencyId,
    id: &AbsenceId,
) -> Result<Option<Absence>> {
    const SQL: &str = "SELECT id, official, cover, from_at, until_at, ended_at FROM absences \
        WHERE id = $1 AND agency = $2";
    read.one(SQL, &[id.as_str().into(), agency.as_str().into()], absence)
}

/// The absences of an agency that are not over, the first to end first.
pub(crate) fn list_absences(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Absence>> {
    const SQL: &str = "SELECT id, official, cover, from_at, until_at, ended_at FROM absences \
        WHERE agency = $1 AND until_at > $2 AND ended_at IS NULL ORDER BY until_at, id LIMIT $3";
    let now = read.now();
    read.list(SQL, &[agency.as_str().into(), now.into(), ABSENCES_MAX.into()], absence)
}

/// The absences of one official that are not over.
pub(crate) fn list_own_absences(read: &mut Read<'_>, of: &OfficialId, after: Time) -> Result<Vec<Absence>> {
    const SQL: &str = "SELECT id, official, cover, from_at, until_at, ended_at FROM absences \
        WHERE official = $1 AND until_at > $2 AND ended_at IS NULL ORDER BY until_at, id LIMIT $3";
    read.list(SQL, &[of.as_str().into(), after.into(), ABSENCES_MAX.into()], absence)
}

/// Those whom somebody stands in for now.
pub(crate) fn list_covered(read: &mut Read<'_>, cover: &OfficialId) -> Result<Vec<OfficialId>> {
    const SQL: &str = "SELECT official FROM absences WHERE cover = $1 AND until_at > $2 AND from_at <= $2 \
        AND ended_at IS NULL ORDER BY until_at, id LIMIT $3";
    let now = read.now();
    read.list(SQL, &[cover.as_str().into(), now.into(), ABSENCES_MAX.into()], |row| official(row, 0))
}

fn absence(row: &Row<'_>) -> Result<Absence> {
    Ok(Absence {
        id: ours(AbsenceId::parse(&row.text(0)?))?,
        official: official(row, 1)?,
        cover: official(row, 2)?,
        from_at: row.time(3)?,
        until_at: row.time(4)?,
        ended_at: row.opt_time(5)?,
    })
}
