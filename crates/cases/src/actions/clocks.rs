//! What time itself does: silence that accepts, duties that are missed, deadlines counted again.
//! Runs from a job that plans itself anew, so nothing depends on anybody looking.

use flow::Event;
use kit::{Actor, Lang, Result, Words, t};
use serde_json::json;
use store::{Act, Store, Tx};

use super::{apply::record, certificate, handle, notices, open_case::OpenCase, settle, ways};
use crate::{
    model::{CaseId, Duty, FiredRule, NoticeKind, Reasons, Silence, Stage},
    tables,
};

/// The kind of the job that looks for what has run out.
pub(crate) const SWEEP: &str = "cases.sweep";
/// The kind of the job that counts deadlines again after a new calendar.
pub(crate) const RECOUNT: &str = "cases.recount";
/// How often it looks.
const SWEEP_MS: i64 = 30_000;
/// How many cases one transaction takes.
const BATCH_MAX: i64 = 100;

/// Plans the next look at what has run out; also called once when the platform starts.
pub fn plan_sweep(tx: &mut Tx<'_>) -> Result<()> {
    let at = tx.now().plus_ms(SWEEP_MS);
    acts::plan(tx, SWEEP, "", at, "")
}

/// Deals with every duty that has run out by now; says how many cases it touched.
pub async fn sweep(store: &Store) -> Result<usize> {
    let mut n_cases = 0;
    loop {
        let due = store.read(|read| tables::list_due_cases(read, BATCH_MAX)).await?;
        let more = due.len() as i64 == BATCH_MAX;
        n_cases += due.len();
        for id in due {
            let case = id.clone();
            match store.write(move |tx| run_out(tx, &case)).await {
                // What the law would have decided cannot be: it is overdue, and somebody has to look.
                Err(err) if err.refusal().is_some() => {
                    tracing::warn!(case.id = %id, error = %err, "Case {id} could not be decided by silence");
                    store.write(move |tx| miss(tx, &id)).await?;
                }
                done => done?,
            }
        }
        if !more {
            return Ok(n_cases);
        }
    }
}

/// Lets every time limit of the flow that has run out by now take its way; says how many there were.
pub async fn run_timers(store: &Store) -> Result<usize> {
    let mut n_timers = 0;
    loop {
        let due = store.read(|read| tables::list_due_timers(read, BATCH_MAX)).await?;
        let more = due.len() as i64 == BATCH_MAX;
        n_timers += due.len();
        for timer in due {
            store.write(move |tx| ways::time_out(tx, &timer)).await?;
        }
        if !more {
            return Ok(n_timers);
        }
    }
}

/// Counts the deadlines of cases again that went through a year nobody had announced.
pub async fn recount(store: &Store) -> Result<usize> {
    let (mut after, mut n_cases) = (String::new(), 0);
    loop {
        let from = after.clone();
        let found = store.read(move |read| tables::list_provisional_cases(read, &from, BATCH_MAX)).await?;
        let Some(last) = found.last() else { return Ok(n_cases) };
        after = last.as_str().to_owned();
        n_cases += found.len();
        for id in found {
            store.write(move |tx| count_again(tx, &id)).await?;
        }
    }
}

fn run_out(tx: &mut Tx<'_>, id: &CaseId) -> Result<()> {
    let mut open = OpenCase::find(tx, id)?;
    let now = tx.now();
    let missed = open.case.clocks.0.iter_mut();
    let mut missed = missed.filter(|it| {
        it.ended_at.is_none() && it.overdue_at.is_none() && it.due_at <= now && !it.is_stopped()
    });
    let Some(clock) = missed.next() else { return Ok(()) };
    clock.overdue_at = Some(now);
    let (duty, silence) = (clock.duty, clock.silence);
    let by = Actor::system("clock");
    match (duty, silence) {
        (Duty::Acceptance, Silence::Accepted) if open.case.stage == Stage::Received => {
            return accept_by_silence(tx, &by, open);
        }
        (Duty::Decision, Silence::Granted) => return decide_by_silence(tx, &by, open, true),
        (Duty::Decision, Silence::Refused) => return decide_by_silence(tx, &by, open, false),
        (Duty::Mending, _) => {
            settle::mended(tx, &mut open, None)?;
            tables::update_case(tx, &open.case)?;
            return record(tx, &by, &open, "promise.not_mended", json!({}));
        }
        _ => {}
    }
    tables::update_case(tx, &open.case)?;
    record(tx, &by, &open, "case.overdue", json!({ "duty": duty }))
}

/// Notes that a duty was missed, and nothing more.
fn miss(tx: &mut Tx<'_>, id: &CaseId) -> Result<()> {
    let mut open = OpenCase::find(tx, id)?;
    let now = tx.now();
    let clocks = open.case.clocks.0.iter_mut();
    let missed = clocks.filter(|it| it.ended_at.is_none() && it.overdue_at.is_none() && it.due_at <= now);
    missed.filter(|it| !it.is_stopped()).for_each(|it| it.overdue_at = Some(now));
    tables::update_case(tx, &open.case)?;
    record(tx, &Actor::system("clock"), &open, "case.overdue", json!({}))
}

/// Nobody decided in time, and the law says what that means: it is decided so, with its clause and the remedies.
fn decide_by_silence(tx: &mut Tx<'_>, by: &Actor, mut open: OpenCase, granted: bool) -> Result<()> {
    let (outcome, kind, act, text) = match granted {
        true => ("granted", NoticeKind::Granted, "case.deemed_granted", t!("silence.granted")),
        false => ("refused", NoticeKind::Refused, "case.deemed_refused", t!("silence.refused")),
    };
    let clause = open.matter.matter.clocks.decision.clause.clone();
    let reason = Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() };
    let reasons = Reasons {
        proposed: None,
        fired: vec![FiredRule { reason, clause: Some(clause.clone()) }],
        facts: Vec::new(),
        words: String::new(),
        remedies: Vec::new(),
    };
    let now = tx.now();
    open.case.decided_at = Some(now);
    open.case.clocks.end(Duty::Decision, now);
    let certificate = if granted { certificate::issue(tx, by, &open)? } else { None };
    let reasons = handle::stated(tx, &open.case, &open.matter, reasons)?;
    notices::issue(tx, &open, kind, &json!({ "reasons": reasons, "certificate": certificate }))?;
    open.go_on(tx, Event::Cancelled { outcome: outcome.to_owned() })?;
    tables::update_case(tx, &open.case)?;
    let case = &open.case;
    let act = Act::of(act, by, case.id.as_str())
        .about(&case.subject)
        .at_agency(&case.agency, &case.agency_region)
        .in_case(case.id.as_str())
        .because(&case.matter, &clause);
    tx.record(act.body(json!({ "certificate": certificate })))
}

/// Nobody said anything in time: the case counts as accepted from the day it came in (行政许可法 §32).
fn accept_by_silence(tx: &mut Tx<'_>, by: &Actor, mut open: OpenCase) -> Result<()> {
    let received_at = open.case.clocks.0.iter().rev().find(|it| it.duty == Duty::Acceptance);
    let received_at = received_at.map_or(open.case.received_at, |it| it.clock.started_at());
    let nodes: Vec<_> = open.case.flow.open().map(|(node, visit)| (node.to_owned(), visit)).collect();
    handle::accept(tx, &mut open, received_at)?;
    for (node, visit) in nodes {
        for task in tables::list_tasks(tx, &open.case.id)? {
            if task.node == node && task.ended_at.is_none() {
                tables::end_task(tx, &task.id, None, Some("accepted"), None)?;
            }
        }
        open.go_on(tx, Event::Done { node, visit, seat: None, outcome: "accepted".to_owned() })?;
    }
    tables::update_case(tx, &open.case)?;
    record(tx, by, &open, "case.deemed_accepted", json!({ "from": received_at.ms() }))
}

fn count_again(tx: &mut Tx<'_>, id: &CaseId) -> Result<()> {
    let mut open = OpenCase::find(tx, id)?;
    let before = open.case.clocks.clone();
    open.case.clocks.recount(&open.calendar);
    if open.case.clocks == before {
        return Ok(());
    }
    if let Some(clock) = open.case.clocks.current() {
        tables::set_tasks_due(tx, id, clock.told_at())?;
    }
    tables::update_case(tx, &open.case)?;
    let due_at = open.case.clocks.current().map(|it| it.due_at.ms());
    record(tx, &Actor::system("calendar"), &open, "case.recounted", json!({ "due_at": due_at }))
}
