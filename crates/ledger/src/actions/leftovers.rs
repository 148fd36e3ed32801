//! What an operator does about what was given up: try it again, or let it be; each with a reason and an act.
//! Does no job itself; the keeper does.

use kit::{Actor, Flaw, Refusal, Result, Who};
use serde_json::json;
use store::{Act, Tx};

use crate::events::{JOB_DISCARDED, JOB_RETRIED, REACTION_DISCARDED, REACTION_RETRIED};

/// Keeps the platform running.
pub(crate) const OPERATE: &str = "platform.operate";

/// Sees how the platform does, and changes nothing.
pub(crate) const WATCH: &str = "platform.watch";

/// How long a reason may be.
pub(crate) const REASON_CHARS_MAX: usize = 500;

/// Lets a dead job be tried again from its first try.
pub fn retry_job(tx: &mut Tx<'_>, by: &Actor, id: &str, reason: &str) -> Result<()> {
    let body = job_body(tx, by, id, reason)?;
    acts::retry_dead(tx, id)?;
    tx.record(Act::of(JOB_RETRIED, by, id).body(body))
}

/// Gives a dead job up for good.
pub fn discard_job(tx: &mut Tx<'_>, by: &Actor, id: &str, reason: &str) -> Result<()> {
    let body = job_body(tx, by, id, reason)?;
    acts::discard_dead(tx, id)?;
    tx.record(Act::of(JOB_DISCARDED, by, id).body(body))
}

/// Lets a reaction hear a parked act again.
pub fn retry_reaction(tx: &mut Tx<'_>, by: &Actor, name: &str, position: i64, reason: &str) -> Result<()> {
    check(by, reason)?;
    let it = acts::parked_at(tx, name, position)?;
    acts::hear_again(tx, name, position)?;
    let body = json!({ "reaction": name, "act": it.act, "failure": it.reason, "reason": reason });
    tx.record(Act::of(REACTION_RETRIED, by, &format!("{name}/{position}")).body(body))
}

/// Gives a parked act up: the reaction will never hear it.
pub fn discard_reaction(tx: &mut Tx<'_>, by: &Actor, name: &str, position: i64, reason: &str) -> Result<()> {
    check(by, reason)?;
    let it = acts::parked_at(tx, name, position)?;
    acts::discard_parked(tx, name, position)?;
    let body = json!({ "reaction": name, "act": it.act, "failure": it.reason, "reason": reason });
    tx.record(Act::of(REACTION_DISCARDED, by, &format!("{name}/{position}")).body(body))
}

fn job_body(tx: &mut Tx<'_>, by: &Actor, id: &str, reason: &str) -> Result<serde_json::Value> {
    check(by, reason)?;
    let it = acts::job(tx, id)?;
    if it.dead_at.is_none() {
        return Err(Refusal::conflict("job.alive").into());
    }
    Ok(json!({ "kind": it.kind, "key": it.key, "failure": it.reason, "reason": reason }))
}

fn check(by: &Actor, reason: &str) -> Result<()> {
    if !matches!(by.who, Who::System(_)) && !by.has_power(OPERATE) {
        return Err(Refusal::forbidden("operations.operate").into());
    }
    let flaw = if reason.trim().is_empty() {
        Flaw::of("reason", "operations.reason_missing")
    } else if REASON_CHARS_MAX < reason.chars().count() {
        Flaw::of("reason", "operations.reason_long").with("max", REASON_CHARS_MAX)
    } else {
        return Ok(());
    };
    Err(Refusal::flawed(vec![flaw]).into())
}
