//! What is decided at once: 即办 by an official or by the rules, and on a promise 告知承诺 that is inspected afterwards.
//! Whatever is decided at once is decided as fully as anything else: with reasons, remedies and notices.

use flow::Event;
use kit::{Actor, Refusal, Result};
use serde_json::{Value, json};
use store::{Act, Tx};

use super::{
    apply::{own, record},
    handle, notices,
    open_case::OpenCase,
};
use crate::{
    model::{CaseId, Duty, NoticeKind, ProcessKind, Reasons, Settled, Stage, Task, check_words},
    tables,
};

/// The outcome that lets the rules decide by themselves.
const GRANTED: &str = "granted";

/// Keeps the promise that came signed with an application, with its words.
pub(super) fn sign(tx: &mut Tx<'_>, by: &Actor, open: &OpenCase, answers: &forms::Answers) -> Result<()> {
    let Some(promise) = &open.matter.matter.process.promise else { return Ok(()) };
    if answers.get(&promise.question) != Some(&forms::Answer::Flag(true)) {
        return Err(Refusal::invalid(promise.question.clone(), "promise.unsigned").into());
    }
    tables::insert_promise(tx, &open.case, &promise.words())?;
    record(tx, by, open, "promise.signed", json!({ "clause": promise.clause }))
}

/// Grants what the rules propose to grant, where the law lets them; leaves everything else to an official.
pub(super) fn settle_by_rules(tx: &mut Tx<'_>, open: &mut OpenCase) -> Result<()> {
    let Some(automatic) = open.matter.matter.process.automatic.clone() else { return Ok(()) };
    let tasks = tables::list_tasks(tx, &open.case.id)?;
    let Some(task) = tasks.into_iter().find(|it| it.duty == "settle" && it.ended_at.is_none()) else {
        return Ok(());
    };
    let reasons = handle::reasons(tx, open, &task)?;
    if reasons.proposed.as_deref() != Some(GRANTED) {
        return Ok(());
    }
    let by = Actor::system("rules");
    let body = settle(tx, &by, open, &task, (Settled::Granted, ""))?;
    if !tables::end_task(tx, &task.id, None, Some(GRANTED), None)? {
        return Err(Refusal::conflict("task.ended").into());
    }
    let event =
        Event::Done { node: task.node.clone(), visit: task.visit, seat: None, outcome: GRANTED.to_owned() };
    open.go_on(tx, event)?;
    tables::update_case(tx, &open.case)?;
    let case = &open.case;
    let act = Act::of("case.granted", &by, case.id.as_str())
        .about(&case.subject)
        .at_agency(&case.agency, &case.agency_region)
        .in_case(case.id.as_str())
        .because(&case.matter, &automatic.clause);
    tx.record(act.body(body))
}

/// Accepts and decides in one: the same clocks, notices, reasons and certificate as in steps, on one day.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    by: &Actor,
    open: &mut OpenCase,
    task: &Task,
    (settled, words): (Settled, &str),
) -> Result<Value> {
    let now = tx.now();
    if settled == Settled::NotAccepted {
        return handle::not_accept(tx, open, task, words);
    }
    handle::accept(tx, open, now)?;
    let body = handle::decide(tx, by, open, task, (settled == Settled::Granted, words))?;
    open.case.delivered_at = Some(now);
    open.case.clocks.end(Duty::Delivery, now);
    notices::issue(tx, open, NoticeKind::Delivered, &json!({ "way": "online" }))?;
    if settled == Settled::Granted && open.matter.matter.process.kind == ProcessKind::PromiseFirst {
        open.start_clock(Duty::Verification, now);
    }
    Ok(body)
}

/// What inspecting a promise came to: kept, or not, with an order to mend where that is still to be asked.
pub(super) fn verified(
    tx: &mut Tx<'_>,
    open: &mut OpenCase,
    task: &Task,
    (findings, words): (&std::collections::BTreeMap<String, bool>, &str),
) -> Result<Value> {
    let visit = tables::find_visit(tx, &task.id)?;
    let now = tx.now();
    if visit.is_none_or(|it| now < it.at) {
        return Err(Refusal::conflict("visit.not_yet").into());
    }
    open.case.clocks.end(Duty::Verification, now);
    let broken: Vec<_> = findings.iter().filter(|it| !it.1).map(|it| it.0.clone()).collect();
    if !broken.is_empty() && open.matter.duty_after(&task.node, "broken") == Some("mend") {
        open.start_clock(Duty::Mending, now);
        let due_at = open.case.clocks.running(Duty::Mending).map_or(now, |it| it.due_at);
        let clause = open.matter.matter.process.promise.as_ref().map(|it| it.mend_within.clause.clone());
        let body = json!({ "items": broken, "words": words, "due_at": due_at.ms(), "clause": clause });
        notices::issue(tx, open, NoticeKind::MendOrder, &body)?;
    }
    Ok(json!({ "findings": findings }))
}

/// Revokes a decision that rests on a false promise, and with it the certificate it brought.
pub(super) fn revoke(tx: &mut Tx<'_>, by: &Actor, open: &mut OpenCase, words: &str) -> Result<Value> {
    let promise = open.matter.matter.process.promise.clone();
    let clause = promise.map(|it| it.clause).ok_or_else(|| Refusal::conflict("task.other_duty"))?;
    let mut revoked = None;
    for it in certificates::of_case(tx, open.case.id.as_str())? {
        if it.may_end() {
            let ending =
                certificates::Ending { reason: certificates::EndReason::Deceit, basis: clause.clone() };
            certificates::revoke(tx, by, &it.id, &ending)?;
            revoked = Some(it.id.as_str().to_owned());
        }
    }
    let reasons = Reasons {
        proposed: None,
        fired: Vec::new(),
        facts: Vec::new(),
        words: words.to_owned(),
        remedies: Vec::new(),
    };
    let reasons = handle::stated(tx, &open.case, &open.matter, reasons)?;
    let body = json!({ "reasons": reasons, "clause": clause, "certificate": revoked });
    notices::issue(tx, open, NoticeKind::Revoked, &body)?;
    Ok(json!({ "certificate": revoked }))
}

/// The applicant says that what was ordered is mended; it is inspected again.
pub fn report_mended(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, words: &str) -> Result<()> {
    let mut open = own(tx, by, id)?;
    check_words("words", words)?;
    let person = by.person()?.as_str().to_owned();
    mended(tx, &mut open, Some(&person))?;
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, "promise.mended", json!({ "words": words.trim() }))
}

/// The time to mend is over, or what was ordered is mended: in either case somebody looks again.
pub(super) fn mended(tx: &mut Tx<'_>, open: &mut OpenCase, by: Option<&str>) -> Result<()> {
    let waiting = tables::list_tasks(tx, &open.case.id)?;
    let waiting = waiting.into_iter().find(|it| it.duty == "mend" && it.ended_at.is_none());
    let task = waiting.ok_or_else(|| Refusal::conflict("promise.nothing_to_mend"))?;
    let now = tx.now();
    open.case.clocks.end(Duty::Mending, now);
    open.start_clock(Duty::Verification, now);
    open.case.stage = Stage::Decided;
    if !tables::end_task(tx, &task.id, by, Some(flow::DONE), None)? {
        return Err(Refusal::conflict("promise.nothing_to_mend").into());
    }
    let event =
        Event::Done { node: task.node, visit: task.visit, seat: None, outcome: flow::DONE.to_owned() };
    open.go_on(tx, event)?;
    Ok(())
}
