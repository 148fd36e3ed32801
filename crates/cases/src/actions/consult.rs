//! Officials among themselves about a case: a question to a superior, the answer, and remarks.
//! Nothing of it binds the applicant, and nothing of it is hidden from an auditor.

use kit::{Actor, Refusal, Result, Time};
use serde_json::json;
use store::{Read, Tx};

use super::{
    apply::record,
    holders::check_holder,
    look::handled,
    open_case::{OpenCase, task_for},
};
use crate::{
    model::{
        APPROVE_EXTENSION, Affairs, Case, CaseId, Escalation, EscalationId, Remark, RemarkId, SUPERVISE,
        TaskId, check_words,
    },
    tables,
};

/// Something that waits for the answer of a superior.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The case.
    pub case: Case,
    /// Since when.
    pub since: Time,
    /// Whether it is a request to extend; a question otherwise.
    pub is_extension: bool,
}

/// Asks those who supervise what to do about a task.
pub fn escalate(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, words: &str) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    check_holder(tx, by, &task)?;
    check_words("words", words)?;
    let open = OpenCase::of_task(tx, &task)?;
    let acting = by.acting()?.clone();
    let it = Escalation {
        id: tx.new_id::<EscalationId>(),
        case: task.case.clone(),
        task: id.clone(),
        asked_at: tx.now(),
        asked_by: acting.official,
        words: Some(words.trim().to_owned()),
        answered_at: None,
        answered_by: None,
        answer: None,
    };
    if !tables::insert_escalation(tx, &open.case.subject, &acting.agency, &it)? {
        return Err(Refusal::conflict("escalation.asked_already").into());
    }
    record(tx, by, &open, "task.escalated", json!({ "task": id.as_str(), "words": words.trim() }))
}

/// Answers a question of one's agency; takes the power to supervise, and is never the asker's own.
pub fn answer_escalation(
    tx: &mut Tx<'_>,
    by: &Actor,
    case: &CaseId,
    id: &EscalationId,
    words: &str,
) -> Result<()> {
    let open = handled(tx, by, case)?;
    if !by.has_power(SUPERVISE) {
        return Err(Refusal::forbidden("task.power").into());
    }
    check_words("words", words)?;
    let acting = by.acting()?.clone();
    let all = tables::list_escalations(tx, (case, &open.case.subject))?;
    let asked = all.iter().find(|it| it.id == *id).ok_or_else(Refusal::not_found)?;
    let task = tables::find_task(tx, &asked.task)?;
    if task.is_none_or(|it| it.agency.as_ref() != Some(&acting.agency)) {
        return Err(Refusal::not_found().into());
    }
    if asked.asked_by == acting.official {
        return Err(Refusal::forbidden("escalation.own_question").into());
    }
    if !tables::answer_escalation(tx, &open.case.subject, (id, &acting.official, words.trim()))? {
        return Err(Refusal::conflict("escalation.answered").into());
    }
    record(tx, by, &open, "escalation.answered", json!({ "words": words.trim() }))
}

/// Writes a remark that only officials of the case read.
pub fn remark(tx: &mut Tx<'_>, by: &Actor, case: &CaseId, words: &str) -> Result<()> {
    let open = handled(tx, by, case)?;
    check_words("words", words)?;
    let acting = by.acting()?.clone();
    let it = Remark {
        id: tx.new_id::<RemarkId>(),
        official: acting.official,
        written_at: tx.now(),
        words: Some(words.trim().to_owned()),
    };
    tables::insert_remark(tx, (case, &open.case.subject, &acting.agency), &it)?;
    record(tx, by, &open, "case.remarked", json!({ "remark": it.id.as_str() }))
}

/// What waits in the official's agency for an answer that their post may give, the oldest first.
pub fn waiting(read: &mut Read<'_>, by: &Actor) -> Result<Vec<Waiting>> {
    let acting = by.acting()?;
    let mut found = Vec::new();
    if by.has_power(APPROVE_EXTENSION) {
        let rows = tables::list_waiting_requests(read, &acting.agency)?;
        found.extend(rows.into_iter().map(|(case, since)| (case, since, true)));
    }
    if by.has_power(SUPERVISE) {
        let rows = tables::list_waiting_escalations(read, &acting.agency)?;
        found.extend(rows.into_iter().map(|(case, since)| (case, since, false)));
    }
    found.sort_by_key(|it| it.1);
    let mut all = Vec::new();
    for (case, since, is_extension) in found {
        let case = tables::find_case(read, &case)?.ok_or_else(Refusal::not_found)?;
        all.push(Waiting { case, since, is_extension });
    }
    Ok(all)
}

/// Everything officials arranged around a case.
pub(super) fn affairs(read: &mut Read<'_>, case: &Case) -> Result<Affairs> {
    let of = (&case.id, &case.subject);
    Ok(Affairs {
        procedures: tables::list_procedures(read, of)?,
        requests: tables::list_requests(read, of)?,
        holders: tables::list_holders(read, of)?,
        escalations: tables::list_escalations(read, of)?,
        remarks: tables::list_remarks(read, of)?,
    })
}
