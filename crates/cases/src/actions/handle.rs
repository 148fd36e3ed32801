//! The officials' verbs: appoint a visit, propose by rule, conclude a task.
//! Concluding checks the power, the duty and the words; the flow says what comes next.

use flow::Event;
use kit::{Actor, Lang, OfficialId, Refusal, Result, Time, Words};
use serde_json::{Value, json};
use store::{Read, Tx};

use super::{
    apply::record,
    holders::check_holder,
    messages, notices,
    open_case::{OpenCase, task_for},
    settle,
};
use crate::{
    model::{
        Case, Conclusion, Departure, Duty, NoticeKind, Published, Reasons, Settled, Since, Stage, Task,
        TaskId, Visit, published::ACCEPTANCE, remedies,
    },
    tables,
};

/// How far ahead a visit may be appointed.
const VISIT_AHEAD_MS_MAX: i64 = 90 * 86_400_000;

/// Appoints a visit on site: two officials of the agency (行政许可法 §34), told to the applicant.
pub fn appoint(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, at: Time, officials: [OfficialId; 2]) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    check_holder(tx, by, &task)?;
    let now = tx.now();
    if !["inspect", "verify"].contains(&task.duty.as_str()) {
        return Err(Refusal::conflict("task.no_visit").into());
    }
    if at < now || now.plus_ms(VISIT_AHEAD_MS_MAX) < at {
        return Err(Refusal::invalid("at", "visit.time").into());
    }
    let [first, second] = &officials;
    if first == second {
        return Err(Refusal::invalid("officials", "visit.two").into());
    }
    for official in &officials {
        let held = directory::posts_of(tx, official)?;
        if !held.iter().any(|it| Some(&it.agency) == task.agency.as_ref()) {
            return Err(Refusal::invalid("officials", "visit.own").into());
        }
    }
    let visit = Visit { at, officials, appointed_at: now };
    tables::put_visit(tx, id, &task.case, &visit)?;
    let open = OpenCase::of_task(tx, &task)?;
    messages::of_visit(tx, &open, at)?;
    record(tx, by, &open, "visit.appointed", json!({ "at": at.ms() }))
}

/// What the rules propose for a case now, with their reasons; nothing is changed.
pub fn propose(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<Reasons> {
    let task = task_for(read, by, id)?;
    let open = OpenCase::of_task(read, &task)?;
    reasons(read, &open, &task)
}

/// Concludes a task; what follows from it follows in the same transaction.
pub fn conclude(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, conclusion: &Conclusion) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    check_holder(tx, by, &task)?;
    if task.duty != conclusion.duty() {
        return Err(Refusal::conflict("task.other_duty").into());
    }
    let mut open = OpenCase::of_task(tx, &task)?;
    conclusion.check(&open.matter.matter)?;
    let event = Event::Done {
        node: task.node.clone(),
        visit: task.visit,
        seat: task.seat.clone(),
        outcome: conclusion.outcome().to_owned(),
    };
    let is_settled = open.settles(&task, &event)?;
    // The seat that settles a joint review says what it comes to; until then a seat has only spoken.
    let body = match is_settled {
        true => effect(tx, by, &mut open, &task, conclusion)?,
        false => spoken(tx, &open, &task, conclusion)?,
    };
    end(tx, by, &open, &task, conclusion)?;
    open.go_on(tx, event)?;
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, if is_settled { kind(conclusion) } else { "case.reviewed" }, body)
}

/// What the act says of a seat that has spoken and settled nothing.
fn spoken(tx: &mut Tx<'_>, open: &OpenCase, task: &Task, it: &Conclusion) -> Result<Value> {
    if let Conclusion::Decided { words, .. } = it {
        let proposed = reasons(tx, open, task)?.proposed;
        Departure::between(proposed.as_deref(), it.outcome()).check(words)?;
    }
    if let Conclusion::Inspected { .. } = it {
        check_visited(tx, task)?;
    }
    Ok(json!({ "node": task.node, "seat": task.seat, "outcome": it.outcome() }))
}

/// Findings are written after the visit.
fn check_visited(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    let now = tx.now();
    match tables::find_visit(tx, &task.id)?.is_none_or(|it| now < it.at) {
        true => Err(Refusal::conflict("visit.not_yet").into()),
        false => Ok(()),
    }
}

fn kind(conclusion: &Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Accepted => "case.accepted",
        Conclusion::Correction { .. } => "case.sent_back",
        Conclusion::NotAccepted { .. } => "case.not_accepted",
        Conclusion::Examined { .. } => "case.examined",
        Conclusion::Inspected { .. } => "case.inspected",
        Conclusion::Decided { granted: true, .. } => "case.granted",
        Conclusion::Decided { granted: false, .. } => "case.refused",
        Conclusion::Delivered { .. } => "case.delivered",
        Conclusion::Reviewed { .. } => "case.reviewed",
        Conclusion::Settled { settled: Settled::Granted, .. } => "case.granted",
        Conclusion::Settled { settled: Settled::Refused, .. } => "case.refused",
        Conclusion::Settled { settled: Settled::NotAccepted, .. } => "case.not_accepted",
        Conclusion::Verified { .. } => "promise.inspected",
        Conclusion::Revoked { .. } => "case.revoked",
    }
}

/// What a conclusion changes beside the flow; gives what the act says of it.
fn effect(tx: &mut Tx<'_>, by: &Actor, open: &mut OpenCase, task: &Task, it: &Conclusion) -> Result<Value> {
    let now = tx.now();
    match it {
        Conclusion::Accepted => accept(tx, open, now),
        Conclusion::Correction { items, words } => {
            open.case.may_be_sent_back()?;
            open.case.stage = Stage::Correcting;
            open.case.correction_told_at = Some(now);
            open.case.clocks.end(Duty::Acceptance, now);
            notices::issue(tx, open, NoticeKind::Correction, &json!({ "items": items, "words": words }))?;
            Ok(json!({ "items": items }))
        }
        Conclusion::NotAccepted { words } => not_accept(tx, open, task, words),
        Conclusion::Examined { complete, .. } => Ok(json!({ "complete": complete })),
        Conclusion::Inspected { findings, .. } => {
            check_visited(tx, task)?;
            Ok(json!({ "findings": findings }))
        }
        Conclusion::Decided { granted, words } => decide(tx, by, open, task, (*granted, words)),
        Conclusion::Reviewed { agreed, .. } => Ok(json!({ "agreed": agreed })),
        Conclusion::Settled { settled, words } => settle::settle(tx, by, open, task, (*settled, words)),
        Conclusion::Verified { findings, words } => settle::verified(tx, open, task, (findings, words)),
        Conclusion::Revoked { words } => settle::revoke(tx, by, open, words),
        Conclusion::Delivered { way } => {
            open.case.delivered_at = Some(now);
            open.case.clocks.end(Duty::Delivery, now);
            notices::issue(tx, open, NoticeKind::Delivered, &json!({ "way": way }))?;
            Ok(json!({ "way": way }))
        }
    }
}

/// The application is not taken up, with reasons and remedies.
pub(super) fn not_accept(tx: &mut Tx<'_>, open: &mut OpenCase, task: &Task, words: &str) -> Result<Value> {
    let mut reasons = reasons(tx, open, task)?;
    words.clone_into(&mut reasons.words);
    let now = tx.now();
    open.case.clocks.end(Duty::Acceptance, now);
    let body = json!({ "reasons": stated(tx, &open.case, &open.matter, reasons)? });
    notices::issue(tx, open, NoticeKind::NotAccepted, &body)?;
    Ok(json!({}))
}

/// Acceptance: only now does the decision clock run (行政许可法 §42); it counts from receipt where the law says so.
pub(super) fn accept(tx: &mut Tx<'_>, open: &mut OpenCase, accepted_at: Time) -> Result<Value> {
    let now = tx.now();
    open.case.stage = Stage::Accepted;
    open.case.accepted_at = Some(accepted_at);
    open.case.clocks.end(Duty::Acceptance, now);
    let since = match open.matter.matter.clocks.decision.from {
        Some(Since::Receipt) => received_at(open).unwrap_or(accepted_at),
        Some(Since::Acceptance) | None => accepted_at,
    };
    open.start_clock(Duty::Decision, since);
    let due_at = open.case.clocks.running(Duty::Decision).map_or(now, |it| it.told_at());
    notices::issue(tx, open, NoticeKind::Accepted, &json!({ "due_at": due_at.ms() }))?;
    Ok(json!({ "due_at": due_at.ms() }))
}

/// When the complete application came in: corrected, if it was.
fn received_at(open: &OpenCase) -> Option<Time> {
    let last = open.case.clocks.0.iter().rev().find(|it| it.duty == Duty::Acceptance);
    last.map(|it| it.clock.started_at())
}

pub(super) fn decide(
    tx: &mut Tx<'_>,
    by: &Actor,
    open: &mut OpenCase,
    task: &Task,
    (granted, words): (bool, &str),
) -> Result<Value> {
    let outcome = if granted { "granted" } else { "refused" };
    if open.case.clocks.running(Duty::Decision).is_some_and(|it| it.is_stopped()) {
        return Err(Refusal::conflict("procedure.under_way").into());
    }
    let mut reasons = reasons(tx, open, task)?;
    Departure::between(reasons.proposed.as_deref(), outcome).check(words)?;
    words.clone_into(&mut reasons.words);
    let now = tx.now();
    open.case.stage = Stage::Decided;
    open.case.decided_at = Some(now);
    open.case.clocks.end(Duty::Decision, now);
    open.start_clock(Duty::Delivery, now);
    let certificate = if granted { super::certificate::issue(tx, by, open)? } else { None };
    let kind = if granted { NoticeKind::Granted } else { NoticeKind::Refused };
    let proposed = reasons.proposed.clone();
    let body =
        json!({ "reasons": stated(tx, &open.case, &open.matter, reasons)?, "certificate": certificate });
    notices::issue(tx, open, kind, &body)?;
    Ok(json!({ "proposed": proposed, "certificate": certificate }))
}

/// The reasons with the remedies, whose competent body is worked out from where the agency sits.
pub(super) fn stated(
    read: &mut Read<'_>,
    case: &Case,
    matter: &Published,
    mut reasons: Reasons,
) -> Result<Reasons> {
    let county = case.agency_region.as_str();
    let county = kit::RegionCode::parse(county.get(..6).unwrap_or(county));
    let region = county.map(|it| directory::region(read, &it)).transpose()?.flatten();
    let say = |lang| region.as_ref().map_or(case.agency_region.as_str(), |it| it.say(lang)).to_owned();
    let name = Words { zh: say(Lang::ZH), en: say(Lang::EN) };
    reasons.remedies = remedies(&matter.matter.remedies, &name);
    Ok(reasons)
}

/// What the matter's table for this duty comes to.
pub(super) fn reasons(read: &mut Read<'_>, open: &OpenCase, task: &Task) -> Result<Reasons> {
    let facts = open.facts(read)?;
    reasons_over(&open.matter, &task.duty, &facts)
}

/// What the matter's table for a duty comes to over these facts.
pub(super) fn reasons_over(matter: &Published, duty: &str, facts: &Value) -> Result<Reasons> {
    // Decided at once, what would not be accepted is not decided either.
    if duty == "settle" && matter.has_table(ACCEPTANCE) {
        let reasons = Reasons::of(&matter.decide(ACCEPTANCE, facts)?, "outcome");
        if reasons.proposed.as_deref() != Some("accepted") {
            return Ok(reasons);
        }
    }
    let table = matter.table_of(duty).ok_or_else(|| Refusal::conflict("task.no_proposal"))?;
    Ok(Reasons::of(&matter.decide(table, facts)?, "outcome"))
}

fn end(tx: &mut Tx<'_>, by: &Actor, open: &OpenCase, task: &Task, conclusion: &Conclusion) -> Result<()> {
    let result = serde_json::to_vec(&conclusion.to_json()).expect("JSON prints");
    let sealed = tx.seal(&open.case.subject, ("tasks", "result", task.id.as_str()), &result)?;
    let official = by.acting()?.official.as_str();
    match tables::end_task(tx, &task.id, Some(official), Some(conclusion.outcome()), Some(&sealed))? {
        true => Ok(()),
        false => Err(Refusal::conflict("task.ended").into()),
    }
}
