//! What operators ask of jobs, parked acts, reactions and leases.
//! Each list is bounded and goes by a key.

use kit::{Result, Time};
use store::{Read, Row, Tx};

use crate::{JobState, JobView, LeaseView, Parked};

/// The jobs of a state after a moment and an identifier.
pub(crate) fn jobs(
    read: &mut Read<'_>,
    state: JobState,
    (after_at, after_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<JobView>> {
    const WAITING: &str = "SELECT id, kind, key, due_at, n_tries, reason, dead_at FROM jobs \
        WHERE n_tries = 0 AND dead_at IS NULL AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3";
    const RUNNING: &str = "SELECT id, kind, key, due_at, n_tries, reason, dead_at FROM jobs \
        WHERE n_tries > 0 AND reason IS NULL AND dead_at IS NULL AND (due_at, id) > ($1, $2) \
        ORDER BY due_at, id LIMIT $3";
    const FAILED: &str = "SELECT id, kind, key, due_at, n_tries, reason, dead_at FROM jobs \
        WHERE reason IS NOT NULL AND dead_at IS NULL AND (due_at, id) > ($1, $2) \
        ORDER BY due_at, id LIMIT $3";
    const DEAD: &str = "SELECT id, kind, key, due_at, n_tries, reason, dead_at FROM jobs \
        WHERE dead_at IS NOT NULL AND (dead_at, id) > ($1, $2) ORDER BY dead_at NULLS LAST, id LIMIT $3";
    let params = [after_at.into(), after_id.into(), n_max.into()];
    match state {
        JobState::Waiting => read.list(WAITING, &params, view),
        JobState::Running => read.list(RUNNING, &params, view),
        JobState::Failed => read.list(FAILED, &params, view),
        JobState::Dead => read.list(DEAD, &params, view),
    }
}

/// One job.
pub(crate) fn job(read: &mut Read<'_>, id: &str) -> Result<Option<JobView>> {
    const SQL: &str = "SELECT id, kind, key, due_at, n_tries, reason, dead_at FROM jobs WHERE id = $1";
    read.one(SQL, &[id.into()], view)
}

/// Takes a dead job away; says whether there was one.
pub(crate) fn delete_dead_job(tx: &mut Tx<'_>, id: &str) -> Result<bool> {
    Ok(tx.exec("DELETE FROM jobs WHERE id = $1 AND dead_at IS NOT NULL", &[id.into()])? == 1)
}

/// One parked act.
pub(crate) fn parked_at(read: &mut Read<'_>, reaction: &str, position: i64) -> Result<Option<Parked>> {
    const SQL: &str = "SELECT reaction, position, act, reason, parked_at FROM reactions_parked \
        WHERE reaction = $1 AND position = $2";
    read.one(SQL, &[reaction.into(), position.into()], |row| {
        Ok(Parked {
            reaction: row.text(0)?,
            position: row.int(1)?,
            act: row.text(2)?,
            reason: row.text(3)?,
            parked_at: row.time(4)?,
        })
    })
}

/// Asks for a parked act to be heard again; says whether there is one.
pub(crate) fn park_again(tx: &mut Tx<'_>, reaction: &str, position: i64) -> Result<bool> {
    const SQL: &str = "UPDATE reactions_parked SET again_at = $3 WHERE reaction = $1 AND position = $2";
    let now = tx.now();
    Ok(tx.exec(SQL, &[reaction.into(), position.into(), now.into()])? == 1)
}

/// What is to be heard again.
pub(crate) fn parked_again(read: &mut Read<'_>, n_max: i64) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT reaction, position FROM reactions_parked WHERE again_at IS NOT NULL \
        ORDER BY reaction, position LIMIT $1";
    read.list(SQL, &[n_max.into()], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// Writes down that a parked act still cannot be digested, and why.
pub(crate) fn park_still(tx: &mut Tx<'_>, reaction: &str, position: i64, reason: &str) -> Result<()> {
    const SQL: &str = "UPDATE reactions_parked SET reason = $3, parked_at = $4, again_at = NULL \
        WHERE reaction = $1 AND position = $2";
    let now = tx.now();
    tx.put(SQL, &[reaction.into(), position.into(), reason.into(), now.into()])
}

/// Takes a parked act away; says whether there was one.
pub(crate) fn delete_parked(tx: &mut Tx<'_>, reaction: &str, position: i64) -> Result<bool> {
    const SQL: &str = "DELETE FROM reactions_parked WHERE reaction = $1 AND position = $2";
    Ok(tx.exec(SQL, &[reaction.into(), position.into()])? == 1)
}

/// How far each reaction has come.
pub(crate) fn reactions(read: &mut Read<'_>, n_max: i64) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT name, position FROM reactions ORDER BY name LIMIT $1";
    read.list(SQL, &[n_max.into()], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// Every lease.
pub(crate) fn leases(read: &mut Read<'_>, n_max: i64) -> Result<Vec<LeaseView>> {
    const SQL: &str = "SELECT name, holder, until FROM leases ORDER BY name LIMIT $1";
    read.list(SQL, &[n_max.into()], |row| {
        Ok(LeaseView { name: row.text(0)?, holder: row.text(1)?, until: row.time(2)? })
    })
}

fn view(row: &Row<'_>) -> Result<JobView> {
    Ok(JobView {
        id: row.text(0)?,
        kind: row.text(1)?,
        key: row.text(2)?,
        due_at: row.time(3)?,
        n_tries: row.int(4)?,
        reason: row.opt_text(5)?,
        dead_at: row.opt_time(6)?,
    })
}
