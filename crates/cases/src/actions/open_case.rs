//! A case while it is being handled: its matter, the calendar, and what the flow wants done about it.
//! The one place that turns the flow's commands into tasks, so rows and flow cannot disagree.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use calendar::Calendar;
use flow::{Command, Event};
use kit::{Actor, AgencyId, Error, Refusal, Result, Time};
use serde_json::{Value, json};
use store::{Read, Tx};

use super::{apply::record, matters};
use crate::{
    model::{
        Case, CaseId, Conclusion, Duty, Published, Reasons, Stage, Task, TaskId,
        published::{FINDINGS, OUTCOME},
    },
    tables,
};

/// A case while it is being handled.
pub(crate) struct OpenCase {
    pub(crate) case: Case,
    pub(crate) matter: Arc<Published>,
    pub(crate) calendar: Arc<Calendar>,
}

impl OpenCase {
    /// Loads a case; the caller has checked whose it is.
    pub(crate) fn load(read: &mut Read<'_>, case: Case) -> Result<Self> {
        let matter = matters::matter_version(read, &case.version)?;
        Ok(Self { case, matter, calendar: directory::current_calendar(read)? })
    }

    /// Loads the case of a task.
    pub(crate) fn of_task(read: &mut Read<'_>, task: &Task) -> Result<Self> {
        Self::find(read, &task.case)
    }

    /// Loads a case that must be there.
    pub(crate) fn find(read: &mut Read<'_>, id: &CaseId) -> Result<Self> {
        let case = tables::find_case(read, id)?.ok_or_else(Refusal::not_found)?;
        Self::load(read, case)
    }

    /// Whether the node of a task would be left by this event: the last seat that its step waited for.
    pub(crate) fn settles(&self, task: &Task, event: &Event) -> Result<bool> {
        let stepped = flow::step(&self.matter.flow, &self.case.flow, event.clone());
        let (state, _) = match stepped {
            // What the step does not offer, the conclusion itself refuses, and says why.
            Err(flow::Refused::UnknownOutcome) => return Ok(true),
            stepped => stepped.map_err(refused)?,
        };
        Ok(!state.open().any(|it| it == (task.node.as_str(), task.visit)))
    }

    /// Lets the flow go on and carries out what it wants; gives back the outcome if that ended it.
    pub(crate) fn go_on(&mut self, tx: &mut Tx<'_>, event: Event) -> Result<Option<String>> {
        let mut ended = None;
        // What the flow asks a table or a list is answered at once, so that nobody sees it waiting.
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let (state, commands) = flow::step(&self.matter.flow, &self.case.flow, event).map_err(refused)?;
            self.case.flow = state;
            for command in commands {
                match command {
                    Command::Open { node, visit, seat } => self.open_task(tx, node, visit, seat)?,
                    Command::Close { node, visit, seat } => self.close_task(tx, &node, visit, seat)?,
                    Command::Choose { node, visit, table } => {
                        let outcome = self.choose(tx, &node, &table)?;
                        events.push_back(Event::Chosen { node, visit, outcome });
                    }
                    Command::Count { node, visit, each } => {
                        let n = n_items(&self.facts(tx)?[each.as_str()]);
                        events.push_back(Event::Counted { node, visit, n });
                    }
                    Command::Arm { node, visit, limit } => self.arm(tx, &node, visit, &limit)?,
                    Command::Disarm { node, .. } => tables::remove_timer(tx, &self.case.id, &node)?,
                    Command::End { outcome } => ended = Some(outcome),
                    other => return Err(Error::fault(format!("cases do not carry out {other:?}"))),
                }
            }
        }
        if let Some(outcome) = &ended {
            let now = tx.now();
            self.case.clocks.end_all(now);
            self.case.stage = Stage::Ended;
            self.case.ended_at = Some(now);
            self.case.outcome = Some(outcome.clone());
        }
        Ok(ended)
    }

    /// Starts the time of a duty at a moment.
    pub(crate) fn start_clock(&mut self, duty: Duty, at: Time) {
        let clocks = &self.matter.matter.clocks;
        let promise = self.matter.matter.process.promise.as_ref();
        let law = match duty {
            Duty::Acceptance => Some(clocks.acceptance.clone()),
            Duty::Decision => Some(clocks.decision.clone()),
            Duty::Delivery => Some(clocks.delivery.clone()),
            Duty::Verification => promise.map(|it| it.inspect_within.duty()),
            Duty::Mending => promise.map(|it| it.mend_within.duty()),
        };
        if let Some(law) = law {
            self.case.clocks.start(duty, &law, at, &self.calendar);
        }
    }

    /// The agency of a role in this case.
    pub(crate) fn agency_of(&self, read: &mut Read<'_>, role: &str) -> Result<AgencyId> {
        matters::competent_agency(read, (&self.case.matter, role), &self.case.region)
    }

    /// What the rules may read: the answers, what was examined, what was found on site.
    pub(crate) fn facts(&self, read: &mut Read<'_>) -> Result<Value> {
        let answers =
            tables::answers(read, &self.case)?.ok_or_else(|| Refusal::conflict("subject.erased"))?;
        let mut results = Vec::new();
        for task in tables::list_tasks(read, &self.case.id)? {
            if let Some(result) = tables::task_result(read, &self.case.subject, &task.id)? {
                results.push((task, result));
            }
        }
        let results = results.iter().map(|(task, result)| (task, result));
        Ok(facts_of(&self.case, &self.matter, &answers, results))
    }

    /// Asks a table which way the case goes, and leaves a trace of why.
    fn choose(&self, tx: &mut Tx<'_>, node: &str, table: &str) -> Result<String> {
        let facts = self.facts(tx)?;
        let reasons = Reasons::of(&self.matter.decide(table, &facts)?, OUTCOME);
        let outcome = reasons.proposed.unwrap_or_else(|| flow::OTHERWISE.to_owned());
        let body = json!({ "node": node, "table": table, "outcome": outcome });
        record(tx, &Actor::system("rules"), self, "case.sorted", body)?;
        Ok(outcome)
    }

    fn arm(&self, tx: &mut Tx<'_>, node: &str, visit: u32, limit: &str) -> Result<()> {
        let limit = self.matter.matter.clocks.limits.get(limit);
        let limit = limit.ok_or_else(|| Error::fault("a flow with a time limit its matter does not have"))?;
        let due_at = self.calendar.deadline(tx.now(), *limit).at;
        tables::put_timer(tx, &self.case.id, (node, visit), due_at)
    }

    /// A seat of a joint review is a role's; a colleague's opinion is asked within the agency of who asks.
    fn open_task(&mut self, tx: &mut Tx<'_>, node: String, visit: u32, seat: Option<String>) -> Result<()> {
        let duty =
            self.matter.duty_of(&node).ok_or_else(|| Error::fault("a flow node without a duty"))?.to_owned();
        let word = seat.as_deref().unwrap_or_default();
        let asked_by = self.case.flow.seats(&node).find(|it| it.0 == word);
        let asked_by = asked_by.and_then(|it| it.1.asked_by.clone());
        let roles = self.matter.flow.find(&node).map(|it| it.kind.roles()).unwrap_or_default();
        let role_of = |seat: &str| roles.iter().find(|it| **it == seat).or(roles.first()).copied();
        let duty = if asked_by.is_some() { Conclusion::REVIEW.to_owned() } else { duty };
        let agency = match role_of(asked_by.as_deref().unwrap_or(word)) {
            Some(role) if role == self.matter.deciding_role() => Some(self.case.agency.clone()),
            Some(role) => Some(self.agency_of(tx, role)?),
            None => None,
        };
        let now = tx.now();
        let due_at = self.due_of(&duty, now);
        let task = Task {
            id: tx.new_id::<TaskId>(),
            case: self.case.id.clone(),
            node,
            visit,
            duty,
            agency,
            due_at,
            opened_at: now,
            ended_at: None,
            ended_by: None,
            outcome: None,
            seat,
        };
        tables::insert_task(tx, &task)
    }

    /// When a task is due: its case's running clock, or sooner where the matter gives the duty a time of its own.
    fn due_of(&self, duty: &str, now: Time) -> Time {
        let running = self.case.clocks.current().filter(|it| it.ended_at.is_none()).map(|it| it.told_at());
        let own = self.matter.matter.clocks.inspection.as_ref().filter(|_| duty == "inspect");
        let own = own.map(|it| self.calendar.deadline(now, it.statutory).at);
        match (running, own) {
            (Some(running), Some(own)) => running.min(own),
            (Some(it), None) | (None, Some(it)) => it,
            (None, None) => Task::NEVER,
        }
    }

    fn close_task(&self, tx: &mut Tx<'_>, node: &str, visit: u32, seat: Option<String>) -> Result<()> {
        let open = tables::list_tasks(tx, &self.case.id)?;
        let meant = |it: &&Task| it.node == node && it.visit == visit && it.seat == seat;
        for task in open.iter().filter(meant).filter(|it| it.ended_at.is_none()) {
            tables::end_task(tx, &task.id, None, None, None)?;
        }
        Ok(())
    }
}

/// What the rules may read of a case whose answers and results of tasks, each with its duty, are at hand.
pub(crate) fn facts_of<'a>(
    case: &Case,
    matter: &Published,
    answers: &forms::Answers,
    results: impl Iterator<Item = (&'a Task, &'a Value)>,
) -> Value {
    let mut facts = matter.matter.form.facts(answers);
    facts["case"] = serde_json::json!({ "corrected": case.correction_told_at.is_some() });
    // A later opening of a node stands for the earlier one; the seats of one opening all count.
    let mut known: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for (task, result) in results {
        let opening = (task.node.as_str(), task.visit);
        let (fact, found) = match task.duty.as_str() {
            "inspect" => (FINDINGS, result["findings"].clone()),
            "examine" => ("examination", json!({ "materials_complete": result["complete"] })),
            _ => continue,
        };
        // A task that was sent back found nothing.
        if task.outcome.as_deref() == Some(Task::RETURNED) {
            continue;
        }
        match known.insert(&task.duty, opening) == Some(opening) {
            true => worst(&mut facts[fact], &found),
            false => facts[fact] = found,
        }
    }
    facts
}

/// Of two findings on each item the worse: several seats find something in order only together.
fn worst(known: &mut Value, found: &Value) {
    let (Some(known), Some(found)) = (known.as_object_mut(), found.as_object()) else { return };
    for (item, it) in found {
        if *it == Value::Bool(false) || !known.contains_key(item) {
            known.insert(item.clone(), it.clone());
        }
    }
}

/// How many items an answer lists.
fn n_items(fact: &Value) -> usize {
    match fact {
        Value::Array(it) => it.len(),
        Value::Null => 0,
        _ => 1,
    }
}

/// A task an official may conclude: of their agency, with the power its duty needs.
pub(crate) fn task_for(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<Task> {
    let acting = by.acting()?;
    let task = tables::find_task(read, id)?.ok_or_else(Refusal::not_found)?;
    if task.agency.as_ref() != Some(&acting.agency) {
        return Err(Refusal::not_found().into());
    }
    // An opinion is the asked official's to give, and nobody else's.
    let is_asked = task.seat.as_deref() == Some(acting.official.as_str());
    match if task.duty == Conclusion::REVIEW { is_asked } else { by.has_power(&task.power()) } {
        true => Ok(task),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

fn refused(it: flow::Refused) -> Error {
    match it {
        flow::Refused::Ended => Refusal::conflict("case.ended").into(),
        flow::Refused::NotOpen | flow::Refused::WrongVisit => Refusal::conflict("task.ended").into(),
        flow::Refused::SeatConcluded => Refusal::conflict("task.ended").into(),
        flow::Refused::AwaitsReviewer => Refusal::conflict("task.awaits_reviewer").into(),
        flow::Refused::SeatTaken => Refusal::conflict("reviewer.asked_before").into(),
        flow::Refused::TooManySeats => Refusal::conflict("reviewer.too_many").into(),
        flow::Refused::TooLate => Refusal::conflict("task.too_late").into(),
        other => Error::fault(format!("the flow refused: {other:?}")),
    }
}
