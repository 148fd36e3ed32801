//! What an agency that is no more still has: competences, open cases, open tasks; and giving them to another.
//! Every list is bounded; what is given away is not listed again.

use kit::{AgencyId, OfficialId, RegionCode, Result};
use store::{Read, Tx};

use super::ours;
use crate::model::{CaseId, Stage, TaskId};

/// One competence: matter, role, region.
pub(crate) type Competence = (String, String, RegionCode);

/// The competences of an agency.
pub(crate) fn competences_of(read: &mut Read<'_>, agency: &AgencyId, n_max: i64) -> Result<Vec<Competence>> {
    const SQL: &str = "SELECT matter, role, region FROM competences WHERE agency = $1 \
        ORDER BY matter, role, region LIMIT $2";
    read.list(SQL, &[agency.as_str().into(), n_max.into()], |row| {
        Ok((row.text(0)?, row.text(1)?, row.parsed(2, RegionCode::parse)?))
    })
}

/// The open cases an agency is to decide.
pub(crate) fn open_cases_of(read: &mut Read<'_>, agency: &AgencyId, n_max: i64) -> Result<Vec<CaseId>> {
    const SQL: &str = "SELECT id FROM cases WHERE agency = $1 AND stage = $2 \
        ORDER BY received_at, id LIMIT $3";
    let mut found = Vec::new();
    for stage in Stage::ALL.into_iter().filter(|it| *it != Stage::Ended) {
        let left = n_max - found.len() as i64;
        let params = [agency.as_str().into(), stage.as_str().into(), left.into()];
        found.extend(read.list(SQL, &params, |row| ours(CaseId::parse(&row.text(0)?)))?);
    }
    Ok(found)
}

/// The cases of the open tasks of an agency; one case may stand there more than once.
pub(crate) fn cases_of_open_tasks(read: &mut Read<'_>, agency: &AgencyId, n_max: i64) -> Result<Vec<CaseId>> {
    const SQL: &str = "SELECT case_id FROM tasks WHERE agency = $1 AND ended_at IS NULL \
        ORDER BY duty, due_at, id LIMIT $2";
    read.list(SQL, &[agency.as_str().into(), n_max.into()], |row| ours(CaseId::parse(&row.text(0)?)))
}

/// Gives a case to the agency that decides it from now on.
pub(crate) fn give_case(
    tx: &mut Tx<'_>,
    case: &CaseId,
    agency: &AgencyId,
    region: &RegionCode,
) -> Result<()> {
    const SQL: &str = "UPDATE cases SET agency = $2, agency_region = $3 WHERE id = $1";
    tx.put(SQL, &[case.as_str().into(), agency.as_str().into(), region.as_str().into()])
}

/// Gives an open task to another agency; its time stays as it is.
pub(crate) fn give_task(tx: &mut Tx<'_>, task: &TaskId, agency: &AgencyId) -> Result<()> {
    const SQL: &str = "UPDATE tasks SET agency = $2 WHERE id = $1 AND ended_at IS NULL";
    tx.put(SQL, &[task.as_str().into(), agency.as_str().into()])
}

/// Gives what waits for an answer about a case to the agency that decides it from now on.
pub(crate) fn give_requests(tx: &mut Tx<'_>, case: &CaseId, from: &AgencyId, to: &AgencyId) -> Result<()> {
    const SQL: &str = "UPDATE extension_requests SET agency = $3 \
        WHERE case_id = $1 AND agency = $2 AND answered_at IS NULL";
    tx.put(SQL, &[case.as_str().into(), from.as_str().into(), to.as_str().into()])
}

/// Gives what was asked about a task and waits for an answer to the agency that has the task from now on.
pub(crate) fn give_escalations(tx: &mut Tx<'_>, task: &TaskId, to: &AgencyId) -> Result<()> {
    const SQL: &str = "UPDATE escalations SET agency = $2 WHERE task = $1 AND answered_at IS NULL";
    tx.put(SQL, &[task.as_str().into(), to.as_str().into()])
}

/// The absences of an agency that were not ended early, with whose they are.
pub(crate) fn absences_of(
    read: &mut Read<'_>,
    agency: &AgencyId,
    n_max: i64,
) -> Result<Vec<(String, OfficialId)>> {
    const SQL: &str = "SELECT id, official FROM absences WHERE agency = $1 AND until_at > $2 \
        ORDER BY until_at, id LIMIT $3";
    let now = read.now();
    read.list(SQL, &[agency.as_str().into(), now.into(), n_max.into()], |row| {
        Ok((row.text(0)?, ours(OfficialId::parse(&row.text(1)?))?))
    })
}

/// Gives an absence to the agency of whoever is away.
pub(crate) fn give_absence(tx: &mut Tx<'_>, id: &str, to: &AgencyId) -> Result<()> {
    tx.put("UPDATE absences SET agency = $2 WHERE id = $1", &[id.into(), to.as_str().into()])
}
