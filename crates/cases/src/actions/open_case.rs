//! A case while it is being handled: its matter, the calendar, and what the flow wants done about it.
//! The one place that turns the flow's commands into tasks, so rows and flow cannot disagree.

use std::sync::Arc;

use calendar::Calendar;
use flow::{Command, Event};
use kit::{Actor, AgencyId, Error, Refusal, Result, Time};
use serde_json::Value;
use store::{Read, Tx};

use super::matters;
use crate::{
    model::{Case, CaseId, Duty, Published, Stage, Task, TaskId},
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

    /// Lets the flow go on and carries out what it wants; gives back the outcome if that ended it.
    pub(crate) fn go_on(&mut self, tx: &mut Tx<'_>, event: Event) -> Result<Option<String>> {
        let (state, commands) = flow::step(&self.matter.flow, &self.case.flow, event).map_err(refused)?;
        self.case.flow = state;
        let mut ended = None;
        for command in commands {
            match command {
                Command::Open { node, visit, .. } => self.open_task(tx, node, visit)?,
                Command::Close { node, visit, .. } => self.close_task(tx, &node, visit)?,
                Command::End { outcome } => ended = Some(outcome),
                other => return Err(Error::fault(format!("cases do not carry out {other:?}"))),
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
        let law = match duty {
            Duty::Acceptance => &clocks.acceptance,
            Duty::Decision => &clocks.decision,
            Duty::Delivery => &clocks.delivery,
        };
        self.case.clocks.start(duty, law, at, &self.calendar);
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
                results.push((task.duty, result));
            }
        }
        let results = results.iter().map(|(duty, result)| (duty.as_str(), result));
        Ok(facts_of(&self.case, &self.matter, &answers, results))
    }

    fn open_task(&mut self, tx: &mut Tx<'_>, node: String, visit: u32) -> Result<()> {
        let duty =
            self.matter.duty_of(&node).ok_or_else(|| Error::fault("a flow node without a duty"))?.to_owned();
        let agency = match self.matter.role_of(&node) {
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

    fn close_task(&self, tx: &mut Tx<'_>, node: &str, visit: u32) -> Result<()> {
        let open = tables::list_tasks(tx, &self.case.id)?;
        for task in open.iter().filter(|it| it.node == node && it.visit == visit && it.ended_at.is_none()) {
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
    results: impl Iterator<Item = (&'a str, &'a Value)>,
) -> Value {
    let mut facts = matter.matter.form.facts(answers);
    facts["case"] = serde_json::json!({ "corrected": case.correction_told_at.is_some() });
    for (duty, result) in results {
        match duty {
            "inspect" => facts["findings"] = result["findings"].clone(),
            "examine" => {
                facts["examination"] = serde_json::json!({ "materials_complete": result["complete"] })
            }
            _ => {}
        }
    }
    facts
}

/// A task an official may conclude: of their agency, with the power its duty needs.
pub(crate) fn task_for(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<Task> {
    let acting = by.acting()?;
    let task = tables::find_task(read, id)?.ok_or_else(Refusal::not_found)?;
    if task.agency.as_ref() != Some(&acting.agency) {
        return Err(Refusal::not_found().into());
    }
    match by.has_power(&task.power()) {
        true => Ok(task),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

fn refused(it: flow::Refused) -> Error {
    match it {
        flow::Refused::Ended => Refusal::conflict("case.ended").into(),
        flow::Refused::NotOpen | flow::Refused::WrongVisit => Refusal::conflict("task.ended").into(),
        other => Error::fault(format!("the flow refused: {other:?}")),
    }
}
