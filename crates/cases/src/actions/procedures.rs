//! Special procedures: the closed list of what stops the time to decide, each told to the applicant beforehand.
//! Nothing else in the platform stops a clock.

use calendar::{Limit, Unit};
use kit::{Actor, Refusal, Result};
use serde_json::json;
use store::Tx;

use super::{apply::record, look::handled, notices, open_case::OpenCase};
use crate::{
    model::{CaseId, Duty, NoticeKind, PROCEDURE_DAYS_MAX, Procedure, ProcedureId, check_words},
    tables,
};

/// The powers of those who may start and end a special procedure.
pub const PROCEDURE_POWERS: [&str; 2] = ["case.decide", "case.examine"];

/// A special procedure as it is started.
#[derive(Clone, Debug)]
pub struct NewProcedure {
    /// Which one, by its key in the matter.
    pub key: String,
    /// How many working days it is expected to take.
    pub days: u32,
    /// Why it is needed; told to the applicant.
    pub reason: String,
}

/// Starts a special procedure: the time to decide stands still from now on, and the applicant is told for how long.
pub fn start_procedure(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, new: &NewProcedure) -> Result<()> {
    let mut open = for_procedures(tx, by, id)?;
    let law = open.matter.matter.special_procedures.iter().find(|it| it.key == new.key).cloned();
    let law = law.ok_or_else(|| Refusal::invalid("key", "procedure.unknown"))?;
    if !(1..=PROCEDURE_DAYS_MAX).contains(&new.days) {
        return Err(Refusal::invalid("days", "procedure.days").into());
    }
    check_words("reason", &new.reason)?;
    let (now, calendar) = (tx.now(), open.calendar.clone());
    let expected_at = calendar.deadline(now, Limit::new(new.days, Unit::WorkingDays)?).at;
    let promised = open.matter.matter.clocks.decision.promised;
    let clock = open.case.clocks.running_mut(Duty::Decision);
    let clock = clock.ok_or_else(|| Refusal::conflict("clock.not_running"))?;
    clock.stand((now, expected_at), &law.key, promised, &calendar)?;
    let procedure = Procedure {
        id: tx.new_id::<ProcedureId>(),
        key: law.key.clone(),
        clause: law.clause.clone(),
        started_at: now,
        started_by: by.acting()?.official.clone(),
        expected_at,
        ended_at: None,
        ended_by: None,
        reason: Some(new.reason.trim().to_owned()),
        found: None,
    };
    tables::insert_procedure(tx, (&open.case.id, &open.case.subject), &procedure)?;
    moved(tx, &open)?;
    let body = json!({
        "procedure": law.key,
        "days": new.days,
        "expected_at": expected_at.ms(),
        "words": new.reason.trim(),
        "clause": law.clause,
    });
    notices::issue(tx, &open, NoticeKind::Suspended, &body)?;
    let body = json!({ "procedure": law.key, "expected_at": expected_at.ms() });
    record(tx, by, &open, "case.suspended", body)
}

/// Ends the special procedure that is under way: the time to decide goes on, and the applicant is told until when.
pub fn end_procedure(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, found: &str) -> Result<()> {
    let mut open = for_procedures(tx, by, id)?;
    check_words("found", found)?;
    let all = tables::list_procedures(tx, (&open.case.id, &open.case.subject))?;
    let under_way = all.iter().find(|it| it.ended_at.is_none());
    let procedure = under_way.ok_or_else(|| Refusal::conflict("clock.not_stopped"))?;
    let (now, calendar) = (tx.now(), open.calendar.clone());
    let clock = open.case.clocks.running_mut(Duty::Decision);
    let clock = clock.ok_or_else(|| Refusal::conflict("clock.not_running"))?;
    clock.go_on(now, &calendar)?;
    let due_at = clock.told_at();
    let official = by.acting()?.official.clone();
    if !tables::end_procedure(tx, &open.case.subject, (&procedure.id, &official, found.trim()))? {
        return Err(Refusal::conflict("clock.not_stopped").into());
    }
    moved(tx, &open)?;
    let body = json!({
        "procedure": procedure.key,
        "due_at": due_at.ms(),
        "words": found.trim(),
        "clause": procedure.clause,
    });
    notices::issue(tx, &open, NoticeKind::Resumed, &body)?;
    record(tx, by, &open, "case.resumed", json!({ "procedure": procedure.key, "due_at": due_at.ms() }))
}

/// The case, for those of the deciding agency who may stop its clock.
fn for_procedures(tx: &mut Tx<'_>, by: &Actor, id: &CaseId) -> Result<OpenCase> {
    let open = handled(tx, by, id)?;
    let may = PROCEDURE_POWERS.iter().any(|it| by.has_power(it));
    match may && by.acting()?.agency == open.case.agency {
        true => Ok(open),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

/// Writes a case whose time moved, and moves its open tasks with it.
fn moved(tx: &mut Tx<'_>, open: &OpenCase) -> Result<()> {
    if let Some(clock) = open.case.clocks.running(Duty::Decision) {
        tables::set_tasks_due(tx, &open.case.id, clock.told_at())?;
    }
    tables::update_case(tx, &open.case)
}
