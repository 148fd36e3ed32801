//! What officials see at their desk: the tasks their post may do, and a case with the task at hand.
//! Looking at a case is recorded by `look`; nothing here changes anything.

use std::{collections::BTreeMap, sync::Arc};

use calendar::Calendar;
use directory::Region;
use kit::{Actor, AgencyId, OfficialId, Refusal, RegionCode, Result, Time, Words};
use store::{Read, Store};

use super::{
    CaseFile, CaseView, DeskRow, PAGE_ROWS, TaskView,
    handle::{reasons_over, stated},
    look::open_file_with,
    open_case::{OpenCase, facts_of, task_for},
};
use crate::{
    model::{CaseId, Notice, NoticeKind, Published, Reasons, Task, TaskId},
    tables,
};

/// The duties of officials, in the order of a case.
pub const DUTIES: [&str; 5] = ["accept", "examine", "inspect", "decide", "deliver"];
/// The power of those who may be sent on a visit.
const INSPECT: &str = "case.inspect";

/// A page of the tasks that a post may do.
#[derive(Clone)]
pub struct DeskPage {
    /// The tasks, the most urgent first.
    pub rows: Vec<DeskRow>,
    /// The last of them, where more follow.
    pub next: Option<TaskId>,
    /// The duties that the post may do, in the order of a case.
    pub duties: Vec<&'static str>,
    /// The agency of the post.
    pub agency: Words,
    /// The regions of the cases, as far as they are known.
    pub regions: BTreeMap<RegionCode, Region>,
    /// The calendar that days are counted by.
    pub calendar: Arc<Calendar>,
    /// The moment of the snapshot.
    pub now: Time,
}

/// The file of a case with what the official at the desk may do about it.
pub struct DeskFile {
    /// The file.
    pub file: CaseFile,
    /// The agency that decides.
    pub agency: Words,
    /// The notice that says what was decided, with its reasons.
    pub decision: Option<Notice>,
    /// The open tasks of the case that the official may do, the most urgent first.
    pub mine: Vec<TaskId>,
    /// The one of them that is at hand.
    pub at_hand: Option<AtHand>,
    /// Whether the official may extend the time of the decision now.
    pub may_extend: bool,
    /// Whether the official may see the certificate that a grant brought.
    pub may_see_certificate: bool,
    /// What the officials in it are called, by their identifier.
    pub officials: BTreeMap<String, String>,
    /// The regions in it, by their code.
    pub regions: BTreeMap<String, Region>,
}

/// A task with what is needed to conclude it.
#[derive(Clone)]
pub struct AtHand {
    /// The task.
    pub task: TaskView,
    /// What the rules propose, with the remedies that a decision would state; none where they have no say.
    pub proposal: Option<Reasons>,
    /// Who may be sent on a visit, with what they are called.
    pub colleagues: Vec<(OfficialId, String)>,
}

/// The open tasks of the official's agency that their post may do, of one duty or of all, after a task.
pub fn desk_page(
    read: &mut Read<'_>,
    by: &Actor,
    duty: Option<&str>,
    after: Option<&TaskId>,
) -> Result<DeskPage> {
    let acting = by.acting()?;
    let duties: Vec<_> = DUTIES.into_iter().filter(|it| by.has_power(&format!("case.{it}"))).collect();
    let after = match after {
        Some(id) => {
            let task = tables::find_task(read, id)?.filter(|it| it.agency.as_ref() == Some(&acting.agency));
            let task = task.ok_or_else(Refusal::not_found)?;
            (task.due_at, task.id.as_str().to_owned())
        }
        None => (Time::from_ms(i64::MIN), String::new()),
    };
    let mut tasks = Vec::new();
    for of in duties.iter().filter(|it| duty.is_none_or(|duty| duty == **it)) {
        let key = (&acting.agency, *of);
        tasks.extend(tables::list_open_tasks_of(read, key, (after.0, &after.1), PAGE_ROWS as i64 + 1)?);
    }
    tasks.sort_by(|one, other| (one.due_at, &one.id).cmp(&(other.due_at, &other.id)));
    let more = PAGE_ROWS < tasks.len();
    tasks.truncate(PAGE_ROWS);
    let next = tasks.last().filter(|_| more).map(|it| it.id.clone());
    let mut rows = Vec::new();
    for task in tasks {
        let OpenCase { case, matter, .. } = OpenCase::of_task(read, &task)?;
        rows.push(DeskRow { task, case, matter });
    }
    let mut regions = BTreeMap::new();
    for row in &rows {
        if let Some(region) = directory::region(read, &row.case.region)? {
            regions.insert(row.case.region.clone(), region);
        }
    }
    let agency = directory::agency(read, &acting.agency)?.name;
    let calendar = directory::current_calendar(read)?;
    Ok(DeskPage { rows, next, duties, agency, regions, calendar, now: read.now() })
}

/// Opens the file of a case and takes up a task of it: the one asked for, else the most urgent of the official's.
/// What `beside` makes of the case comes from the same snapshot.
pub async fn open_desk_file<T: Send + 'static>(
    store: &Store,
    by: &Actor,
    id: &CaseId,
    task: Option<&TaskId>,
    beside: impl FnOnce(&mut Read<'_>, &CaseView) -> Result<T> + Send + 'static,
) -> Result<(DeskFile, T)> {
    let (asking, task) = (by.clone(), task.cloned());
    let all = move |read: &mut Read<'_>, file| {
        let desk = desk_file(read, &asking, file, task.as_ref())?;
        let beside = beside(read, &desk.file.view)?;
        Ok((desk, beside))
    };
    open_file_with(store, by, id, all).await
}

/// A task with its matter, for an official who may conclude it; whether it is still open is not asked.
pub fn task_with_matter(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<(Task, Arc<Published>)> {
    let task = task_for(read, by, id)?;
    let open = OpenCase::of_task(read, &task)?;
    Ok((task, open.matter))
}

fn desk_file(read: &mut Read<'_>, by: &Actor, file: CaseFile, asked: Option<&TaskId>) -> Result<DeskFile> {
    let acting = by.acting()?;
    let view = &file.view;
    let may = |it: &Task| {
        it.ended_at.is_none() && it.agency.as_ref() == Some(&acting.agency) && by.has_power(&it.power())
    };
    let mut mine: Vec<&TaskView> = view.tasks.iter().filter(|it| may(&it.task)).collect();
    mine.sort_by_key(|it| (it.task.due_at, it.task.id.clone()));
    let chosen = mine.iter().find(|it| Some(&it.task.id) == asked).or(mine.first()).map(|it| (*it).clone());
    let mine = mine.iter().map(|it| it.task.id.clone()).collect();
    let at_hand = chosen.map(|task| at_hand(read, view, task)).transpose()?;
    let may_extend = by.has_power("case.decide")
        && acting.agency == view.case.agency
        && view.matter.matter.clocks.decision.extension.is_some()
        && view
            .case
            .clocks
            .running(crate::model::Duty::Decision)
            .is_some_and(|it| it.clock.extensions().is_empty());
    let may_see_certificate =
        acting.agency == view.case.agency && certificates::ISSUER_POWERS.iter().any(|it| by.has_power(it));
    let agency = directory::agency(read, &view.case.agency)?.name;
    let decision = decision(read, view)?;
    let officials = officials_in(read, &file)?;
    let regions = regions_in(read, &file)?;
    Ok(DeskFile {
        file,
        agency,
        decision,
        mine,
        at_hand,
        may_extend,
        may_see_certificate,
        officials,
        regions,
    })
}

fn at_hand(read: &mut Read<'_>, view: &CaseView, task: TaskView) -> Result<AtHand> {
    let proposal = proposal(read, view, &task.task.duty)?;
    let colleagues = match (task.task.duty.as_str(), &task.task.agency) {
        ("inspect", Some(agency)) => colleagues(read, agency)?,
        _ => Vec::new(),
    };
    Ok(AtHand { task, proposal, colleagues })
}

/// The decision with what it says, which lists of notices leave out.
fn decision(read: &mut Read<'_>, view: &CaseView) -> Result<Option<Notice>> {
    let decides =
        |it: &&Notice| matches!(it.kind, NoticeKind::Granted | NoticeKind::Refused | NoticeKind::NotAccepted);
    match view.notices.iter().find(decides) {
        Some(it) => tables::find_notice(read, &view.case, &it.id),
        None => Ok(None),
    }
}

/// What the rules propose; nothing where they have no say, and once the applicant was erased.
fn proposal(read: &mut Read<'_>, view: &CaseView, duty: &str) -> Result<Option<Reasons>> {
    let (Some(answers), Some(_)) = (&view.answers, view.matter.table_of(duty)) else { return Ok(None) };
    let results = view.tasks.iter().filter_map(|it| Some((it.task.duty.as_str(), it.result.as_ref()?)));
    let facts = facts_of(&view.case, &view.matter, answers, results);
    let reasons = reasons_over(&view.matter, duty, &facts)?;
    stated(read, &view.case, &view.matter, reasons).map(Some)
}

fn colleagues(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<(OfficialId, String)>> {
    let mut found = Vec::new();
    for id in directory::officials_with(read, agency, INSPECT)? {
        if let Some(name) = directory::official_name(read, &id)? {
            found.push((id, name));
        }
    }
    Ok(found)
}

/// What those are called who did something in the case, or will visit.
fn officials_in(read: &mut Read<'_>, file: &CaseFile) -> Result<BTreeMap<String, String>> {
    let done = file.view.tasks.iter().filter_map(|it| it.task.ended_by.as_deref());
    let visiting = file.view.tasks.iter().filter_map(|it| it.visit.as_ref()).flat_map(|it| &it.officials);
    let mut names = BTreeMap::new();
    for id in done.chain(visiting.map(OfficialId::as_str)) {
        // A correction was done by the applicant, who is no official.
        let Ok(official) = OfficialId::parse(id) else { continue };
        if let Some(name) = directory::official_name(read, &official)? {
            names.insert(id.to_owned(), name);
        }
    }
    Ok(names)
}

/// The regions that the case and its answers name.
fn regions_in(read: &mut Read<'_>, file: &CaseFile) -> Result<BTreeMap<String, Region>> {
    let view = &file.view;
    let asked = view.matter.matter.form.questions();
    let asked = asked.filter(|it| matches!(it.kind, forms::Kind::Region { .. }));
    let answered = asked.filter_map(|it| view.answers.as_ref()?.text(&it.key)).filter_map(RegionCode::parse);
    let mut regions = BTreeMap::new();
    for code in answered.chain([view.case.region.clone()]) {
        if let Some(region) = directory::region(read, &code)? {
            regions.insert(code.as_str().to_owned(), region);
        }
    }
    Ok(regions)
}
