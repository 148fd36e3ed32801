//! What pages and machine doors show of cases: read in one snapshot, opened where keys still are.
//! Nothing here changes anything.

use std::sync::Arc;

use calendar::Calendar;
use kit::{Actor, Refusal, Result, Time};
use serde_json::Value;
use store::Read;

use super::{apply::own, matters, open_case::OpenCase};
use crate::{
    model::{Case, CaseId, Notice, NoticeId, Published, Signed, Task, Visit},
    tables,
};

/// How many rows a page of a list has.
pub const PAGE_ROWS: usize = 50;

/// A case with everything in it.
#[derive(Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Its matter.
    pub matter: Arc<Published>,
    /// The calendar its clocks are counted by.
    pub calendar: Arc<Calendar>,
    /// What was answered; nothing once the person was erased, or where a case is only followed.
    pub answers: Option<forms::Answers>,
    /// Its tasks, oldest first.
    pub tasks: Vec<TaskView>,
    /// Its notices, oldest first.
    pub notices: Vec<Notice>,
    /// The promise that was signed with it, where there is one.
    pub promise: Option<Signed>,
    /// The moment of the snapshot.
    pub now: Time,
}

/// A task with what belongs to it.
#[derive(Clone)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// Its agency, in words.
    pub agency: Option<kit::Words>,
    /// What it was concluded with.
    pub result: Option<Value>,
    /// The visit appointed for it.
    pub visit: Option<Visit>,
}

/// A row of an agency's list of tasks.
#[derive(Clone)]
pub struct DeskRow {
    /// The task.
    pub task: Task,
    /// The case it belongs to.
    pub case: Case,
    /// The matter of that case.
    pub matter: Arc<Published>,
    /// Who holds the task; nobody while it lies in the pool.
    pub held: Held,
}

/// Whether somebody holds a task, as one official sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// Nobody: whoever may takes it.
    #[default]
    Free,
    /// The official who looks.
    ByYou,
    /// Somebody the official stands in for.
    Covered(String),
    /// Somebody else.
    ByOther(String),
}

/// A notice with its case, as it is shown and printed.
#[derive(Clone)]
pub struct NoticeView {
    /// The notice with what it says.
    pub notice: Notice,
    /// The case it belongs to.
    pub case: Case,
    /// The matter of that case.
    pub matter: Arc<Published>,
    /// Who issued it, in words.
    pub agency: kit::Words,
    /// The calendar its days are counted by.
    pub calendar: Arc<Calendar>,
}

/// A case of the one who asks.
pub fn own_case(read: &mut Read<'_>, by: &Actor, id: &CaseId) -> Result<CaseView> {
    let open = own(read, by, id)?;
    case_view(read, open)
}

/// A case of the one who asks, to follow it: without what was answered, which need not be opened for that.
pub fn follow_own_case(read: &mut Read<'_>, by: &Actor, id: &CaseId) -> Result<CaseView> {
    let open = own(read, by, id)?;
    with_answers(read, open, None)
}

/// The cases of the one who asks, newest first, after the last one of the page before.
pub fn own_cases(
    read: &mut Read<'_>,
    by: &Actor,
    before: Option<&CaseId>,
) -> Result<Vec<(Case, Arc<Published>)>> {
    let subject = by.subject()?;
    let before = match before {
        Some(id) => {
            let case = tables::find_own_case(read, subject, id)?.ok_or_else(Refusal::not_found)?;
            (case.received_at, case.id.as_str().to_owned())
        }
        None => (Time::from_ms(i64::MAX), String::new()),
    };
    let cases = tables::list_own_cases(read, subject, (before.0, &before.1), PAGE_ROWS as i64)?;
    cases.into_iter().map(|case| Ok((case.clone(), matters::matter_version(read, &case.version)?))).collect()
}

/// A notice of the one who asks.
pub fn notice_view(read: &mut Read<'_>, by: &Actor, case: &CaseId, id: &NoticeId) -> Result<NoticeView> {
    let OpenCase { case, matter, calendar } = own(read, by, case)?;
    notice_of(read, (case, matter, calendar), id)
}

pub(super) fn notice_of(
    read: &mut Read<'_>,
    (case, matter, calendar): (Case, Arc<Published>, Arc<Calendar>),
    id: &NoticeId,
) -> Result<NoticeView> {
    let notice = tables::find_notice(read, &case, id)?.ok_or_else(Refusal::not_found)?;
    // A notice keeps the name its agency had.
    let agency = directory::name_at(read, &notice.agency, notice.issued_at)?;
    Ok(NoticeView { notice, case, matter, agency, calendar })
}

pub(super) fn case_view(read: &mut Read<'_>, open: OpenCase) -> Result<CaseView> {
    let answers = tables::answers(read, &open.case)?;
    with_answers(read, open, answers)
}

fn with_answers(read: &mut Read<'_>, open: OpenCase, answers: Option<forms::Answers>) -> Result<CaseView> {
    let OpenCase { case, matter, calendar } = open;
    let mut tasks = Vec::new();
    for task in tables::list_tasks(read, &case.id)? {
        let then = task.ended_at.unwrap_or(read.now());
        let agency = task.agency.as_ref().map(|it| directory::name_at(read, it, then)).transpose()?;
        let result = match task.ended_at {
            Some(_) => tables::task_result(read, &case.subject, &task.id)?,
            None => None,
        };
        let visit = if ["inspect", "verify"].contains(&task.duty.as_str()) {
            tables::find_visit(read, &task.id)?
        } else {
            None
        };
        tasks.push(TaskView { task, agency, result, visit });
    }
    let notices = tables::list_notices(read, &case.id)?;
    let promise = match &matter.matter.process.promise {
        Some(_) => tables::find_promise(read, &case)?,
        None => None,
    };
    Ok(CaseView { case, matter, calendar, answers, tasks, notices, promise, now: read.now() })
}
