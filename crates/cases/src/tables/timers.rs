//! The time limits of open nodes of the flow as stored.
//! A limit that does not matter any more is gone.

use kit::{Result, Time};
use store::{Read, Tx};

use super::ours;
use crate::model::CaseId;

/// A time limit that has run out.
pub(crate) struct Timer {
    pub(crate) case: CaseId,
    pub(crate) node: String,
    pub(crate) visit: u32,
}

pub(crate) fn put_timer(
    tx: &mut Tx<'_>,
    case: &CaseId,
    (node, visit): (&str, u32),
    due_at: Time,
) -> Result<()> {
    const SQL: &str = "INSERT INTO timers (case_id, node, visit, due_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (case_id, node) DO UPDATE SET visit = EXCLUDED.visit, due_at = EXCLUDED.due_at";
    tx.put(SQL, &[case.as_str().into(), node.into(), i64::from(visit).into(), due_at.into()])
}

pub(crate) fn remove_timer(tx: &mut Tx<'_>, case: &CaseId, node: &str) -> Result<()> {
    tx.put("DELETE FROM timers WHERE case_id = $1 AND node = $2", &[case.as_str().into(), node.into()])
}

/// Limits that have run out by now, the oldest first.
pub(crate) fn list_due_timers(read: &mut Read<'_>, n_max: i64) -> Result<Vec<Timer>> {
    const SQL: &str = "SELECT case_id, node, visit FROM timers WHERE due_at <= $1 \
        ORDER BY due_at, case_id, node LIMIT $2";
    let now = read.now();
    read.list(SQL, &[now.into(), n_max.into()], |row| {
        let case = ours(CaseId::parse(&row.text(0)?))?;
        Ok(Timer { case, node: row.text(1)?, visit: row.int(2)? as u32 })
    })
}

/// Whether this limit still runs and has run out.
pub(crate) fn is_timer_due(read: &mut Read<'_>, it: &Timer) -> Result<bool> {
    const SQL: &str =
        "SELECT visit FROM timers WHERE case_id = $1 AND node = $2 AND visit = $3 AND due_at <= $4";
    let now = read.now();
    let key = [it.case.as_str().into(), (&it.node).into(), i64::from(it.visit).into(), now.into()];
    Ok(read.one(SQL, &key, |row| row.int(0))?.is_some())
}
