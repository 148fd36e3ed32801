//! The ways beside the ordinary one: asking a further reviewer 加签, sending back 退回, taking back 撤回, and what
//! time does where nobody answers. The flow says what may be; here stand the limits that law sets it.

use flow::Event;
use kit::{Actor, OfficialId, Refusal, Result};
use serde_json::json;
use store::{Read, Tx};

use super::{
    apply::record,
    holders::check_holder,
    open_case::{OpenCase, task_for},
};
use crate::{
    model::{Conclusion, Stage, Task, TaskId, check_words},
    tables::{self, Timer},
};

/// The duties whose outcome nobody outside has been told: only they can be sent back to, and taken back.
const INNER: [&str; 2] = ["examine", "inspect"];

/// Asks a colleague for their opinion; the task waits for it. They must hold the power of the task.
pub fn ask_reviewer(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, official: &OfficialId) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    check_holder(tx, by, &task)?;
    if !reviewers(tx, by, &task)?.contains(official) {
        return Err(Refusal::invalid("official", "reviewer.unknown").into());
    }
    let mut open = OpenCase::of_task(tx, &task)?;
    let Task { node, visit, seat, .. } = task;
    let asked = official.as_str().to_owned();
    open.go_on(tx, Event::SeatAdded { node: node.clone(), visit, by: seat, seat: asked })?;
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, "case.reviewer_asked", json!({ "node": node, "official": official.as_str() }))
}

/// Who may be asked: officials of the agency with the power of the task, but for whoever asks.
pub(crate) fn reviewers(read: &mut Read<'_>, by: &Actor, task: &Task) -> Result<Vec<OfficialId>> {
    let acting = by.acting()?;
    if task.duty == Conclusion::REVIEW {
        return Ok(Vec::new());
    }
    let mut found = directory::officials_with(read, &acting.agency, &task.power())?;
    found.retain(|it| *it != acting.official);
    Ok(found)
}

/// Sends the case back to an earlier step, with words. What was told to the applicant cannot be undone so: only
/// steps between acceptance and decision are sent back to.
pub fn send_back(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, to: &str, words: &str) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    check_holder(tx, by, &task)?;
    check_words("words", words)?;
    let mut open = OpenCase::of_task(tx, &task)?;
    if !may_be_sent_back_to(&open, &task).iter().any(|it| it == to) {
        return Err(Refusal::invalid("to", "return.unknown").into());
    }
    let result = serde_json::to_vec(&json!({ "words": words, "to": to })).expect("JSON prints");
    let sealed = tx.seal(&open.case.subject, ("tasks", "result", task.id.as_str()), &result)?;
    let official = by.acting()?.official.as_str();
    if !tables::end_task(tx, &task.id, Some(official), Some(Task::RETURNED), Some(&sealed))? {
        return Err(Refusal::conflict("task.ended").into());
    }
    let Task { node, visit, seat, .. } = task;
    open.go_on(tx, Event::Returned { node: node.clone(), visit, seat, to: to.to_owned() })?;
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, "case.returned", json!({ "node": node, "to": to }))
}

/// The steps that a task may send the case back to, in the order of the matter.
pub(crate) fn may_be_sent_back_to(open: &OpenCase, task: &Task) -> Vec<String> {
    if open.case.stage != Stage::Accepted || task.duty == Conclusion::REVIEW {
        return Vec::new();
    }
    let inner = |key: &str| open.matter.duty_of(key).is_some_and(|it| INNER.contains(&it));
    let keys = open.matter.flow.nodes().iter().map(|it| it.key.clone()).filter(|it| inner(it));
    let event = |to: String| {
        let Task { node, visit, seat, .. } = task.clone();
        Event::Returned { node, visit, seat, to }
    };
    keys.filter(|it| flow::step(&open.matter.flow, &open.case.flow, event(it.clone())).is_ok()).collect()
}

/// Takes back what the official concluded, while nobody has gone on with it.
pub fn take_back(tx: &mut Tx<'_>, by: &Actor, id: &TaskId) -> Result<()> {
    let task = task_for(tx, by, id)?;
    let mut open = OpenCase::of_task(tx, &task)?;
    if !may_take_back(by, &open, &task)? {
        return Err(Refusal::conflict("task.too_late").into());
    }
    let (node, visit) = (task.node.clone(), task.visit);
    open.go_on(tx, Event::TakenBack { node: node.clone(), visit })?;
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, "case.taken_back", json!({ "node": node }))
}

/// Whether the official may take back what they concluded with this task.
pub(crate) fn may_take_back(by: &Actor, open: &OpenCase, task: &Task) -> Result<bool> {
    let is_own = task.ended_by.as_deref() == Some(by.acting()?.official.as_str());
    let is_last = open.case.flow.may_take_back(&task.node) == Some(task.visit);
    Ok(is_own && is_last && open.case.stage == Stage::Accepted && INNER.contains(&task.duty.as_str()))
}

/// A time limit ran out: the case goes the way that the matter has for it.
pub(crate) fn time_out(tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    if !tables::is_timer_due(tx, timer)? {
        return Ok(());
    }
    let mut open = OpenCase::find(tx, &timer.case)?;
    tables::remove_timer(tx, &timer.case, &timer.node)?;
    open.go_on(tx, Event::TimedOut { node: timer.node.clone(), visit: timer.visit })?;
    tables::update_case(tx, &open.case)?;
    record(tx, &Actor::system("clock"), &open, "case.timed_out", json!({ "node": timer.node }))
}
