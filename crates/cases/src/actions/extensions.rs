//! Extending the time to decide: asked for with a reason, approved by another post that may, told to the applicant.
//! Who asks never approves (行政许可法 §42: 经本行政机关负责人批准).

use kit::{Actor, Refusal, Result};
use serde_json::json;
use store::Tx;

use super::{apply::record, look::handled, notices, open_case::OpenCase};
use crate::{
    model::{
        APPROVE_EXTENSION, Answered, CaseId, Duty, ExtensionRequest, NoticeKind, RequestId, check_words,
    },
    tables,
};

/// Asks that the time to decide be extended, as far as the matter allows; nothing moves before it is approved.
pub fn request_extension(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, reason: &str) -> Result<()> {
    let open = of_decider(tx, by, id, "case.decide")?;
    check_words("reason", reason)?;
    may_extend(&open)?;
    let request = ExtensionRequest {
        id: tx.new_id::<RequestId>(),
        case: id.clone(),
        asked_at: tx.now(),
        asked_by: by.acting()?.official.clone(),
        reason: Some(reason.trim().to_owned()),
        answered_at: None,
        answered_by: None,
        answer: None,
        answer_words: None,
    };
    if !tables::insert_request(tx, &open.case.subject, &open.case.agency, &request)? {
        return Err(Refusal::conflict("extension.asked_already").into());
    }
    record(tx, by, &open, "extension.requested", json!({ "reason": reason.trim() }))
}

/// Answers the request that waits. Approved, the clock is extended once and the applicant is told why (许可法 §42).
pub fn answer_extension(
    tx: &mut Tx<'_>,
    by: &Actor,
    id: &CaseId,
    (answer, words): (Answered, &str),
) -> Result<()> {
    let mut open = of_decider(tx, by, id, APPROVE_EXTENSION)?;
    let requests = tables::list_requests(tx, (id, &open.case.subject))?;
    let waiting = requests.into_iter().find(|it| it.answered_at.is_none());
    let request = waiting.ok_or_else(|| Refusal::conflict("extension.not_asked"))?;
    let official = by.acting()?.official.clone();
    if official == request.asked_by {
        return Err(Refusal::forbidden("extension.own_request").into());
    }
    if answer == Answered::Declined {
        check_words("words", words)?;
    }
    let said = (answer, words.trim());
    if !tables::answer_request(tx, &open.case.subject, (&request.id, &official), said)? {
        return Err(Refusal::conflict("extension.not_asked").into());
    }
    match answer {
        Answered::Declined => record(tx, by, &open, "extension.declined", json!({ "words": words.trim() })),
        Answered::Approved => {
            let reason = request.reason.unwrap_or_default();
            extend(tx, by, &mut open, &reason)
        }
    }
}

fn extend(tx: &mut Tx<'_>, by: &Actor, open: &mut OpenCase, reason: &str) -> Result<()> {
    may_extend(open)?;
    let law = open.matter.matter.clocks.decision.extension.clone();
    let law = law.ok_or_else(|| Refusal::conflict("clock.no_extension"))?;
    let calendar = open.calendar.clone();
    let clock = open.case.clocks.running_mut(Duty::Decision);
    let clock = clock.ok_or_else(|| Refusal::conflict("clock.not_running"))?;
    clock.extend(law.by, &calendar)?;
    let due_at = clock.due_at;
    tables::set_tasks_due(tx, &open.case.id, due_at)?;
    tables::update_case(tx, &open.case)?;
    let body = json!({ "due_at": due_at.ms(), "words": reason, "clause": law.clause });
    notices::issue(tx, open, NoticeKind::Extended, &body)?;
    record(tx, by, open, "case.extended", json!({ "due_at": due_at.ms() }))
}

/// The law knows an extension here, the time runs and is running, and it was not extended before.
fn may_extend(open: &OpenCase) -> Result<()> {
    if open.matter.matter.clocks.decision.extension.is_none() {
        return Err(Refusal::conflict("clock.no_extension").into());
    }
    match open.case.clocks.running(Duty::Decision) {
        None => Err(Refusal::conflict("clock.not_running").into()),
        Some(it) if it.is_stopped() => Err(Refusal::conflict("clock.stopped").into()),
        Some(it) if !it.clock.extensions().is_empty() => Err(Refusal::conflict("clock.extended_once").into()),
        Some(_) => Ok(()),
    }
}

/// A case of the official's own agency, for those with a power.
fn of_decider(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, power: &str) -> Result<OpenCase> {
    let open = handled(tx, by, id)?;
    match by.has_power(power) && by.acting()?.agency == open.case.agency {
        true => Ok(open),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}
