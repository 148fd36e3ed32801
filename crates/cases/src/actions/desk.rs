//! What officials see at their desk: the tasks their post may do, and a case with the task at hand.
//! Looking at a case is recorded by `look`; nothing here changes anything.

use std::{collections::BTreeMap, sync::Arc};

use calendar::Calendar;
use directory::Region;
use kit::{Actor, AgencyId, OfficialId, Refusal, RegionCode, Result, Time, Words};
use store::{Read, Store};

use super::{
    CaseFile, CaseView, DeskRow, Held, PAGE_ROWS, PROCEDURE_POWERS, TaskView,
    bulk::bulk_duties,
    consult::affairs,
    handle::{reasons_over, stated},
    look::open_file_with,
    open_case::{OpenCase, facts_of, task_for},
    ways::{may_be_sent_back_to, may_take_back, reviewers},
};
use crate::{
    model::{
        APPROVE_EXTENSION, Affairs, Bulk, CaseId, Conclusion, Duty, Notice, Published, Reasons, SUPERVISE,
        Task, TaskId, power_of,
    },
    tables,
};

/// The duties of officials, in the order of a case.
pub const DUTIES: [&str; 8] =
    ["accept", "settle", "examine", "inspect", "decide", "deliver", "verify", "revoke"];

/// A page of the tasks that a post may do.
#[derive(Clone)]
pub struct DeskPage {
    /// The tasks, the most urgent first.
    pub rows: Vec<DeskRow>,
    /// The last of them, where more follow.
    pub next: Option<TaskId>,
    /// The duties that the post may do, in the order of a case.
    pub duties: Vec<&'static str>,
    /// What the post may conclude for many cases at once.
    pub bulk: Vec<(Arc<Published>, Bulk)>,
    /// Whether the post supervises.
    pub supervises: bool,
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
    /// What the official may do beside concluding it.
    pub ways: WaysOpen,
    /// What officials arranged around it.
    pub affairs: Affairs,
    /// What the official may arrange now.
    pub may: May,
    /// Whether the official may see the certificate that a grant brought.
    pub may_see_certificate: bool,
    /// What the officials in it are called, by their identifier.
    pub officials: BTreeMap<String, String>,
    /// The regions in it, by their code.
    pub regions: BTreeMap<String, Region>,
    /// The files handed in with it, oldest first.
    pub files: Vec<files::FileView>,
}

/// What an official may do beside concluding the task at hand.
#[derive(Clone, Debug, Default)]
pub struct WaysOpen {
    /// Colleagues whose opinion they may ask, with what they are called.
    pub reviewers: Vec<(OfficialId, String)>,
    /// The steps they may send the case back to.
    pub return_to: Vec<String>,
    /// What they concluded and may take back.
    pub take_back: Vec<TaskId>,
}

/// What an official may arrange around a case, beside concluding tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Ask that the time to decide be extended.
    pub ask_extension: bool,
    /// Answer such a request.
    pub answer_extension: bool,
    /// Start or end a special procedure.
    pub stop: bool,
    /// Answer questions, and give tasks of this agency to others.
    pub supervise: Option<AgencyId>,
}

/// A task with what is needed to conclude it.
#[derive(Clone)]
pub struct AtHand {
    /// The task.
    pub task: TaskView,
    /// What the rules propose, with the remedies that a decision would state; none where they have no say.
    pub proposal: Option<Reasons>,
    /// Those of the agency who may do it, with what they are called.
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
    let duties: Vec<_> = DUTIES.into_iter().filter(|it| by.has_power(&power_of(it))).collect();
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
    if duty.is_none() {
        let asked = (&acting.agency, &acting.official);
        tasks.extend(tables::list_open_reviews_of(read, asked, (after.0, &after.1), PAGE_ROWS as i64 + 1)?);
    }
    tasks.sort_by(|one, other| (one.due_at, &one.id).cmp(&(other.due_at, &other.id)));
    let more = PAGE_ROWS < tasks.len();
    tasks.truncate(PAGE_ROWS);
    let next = tasks.last().filter(|_| more).map(|it| it.id.clone());
    let mut rows = Vec::new();
    for task in tasks {
        let OpenCase { case, matter, .. } = OpenCase::of_task(read, &task)?;
        let held = held(read, by, &task)?;
        rows.push(DeskRow { task, case, matter, held });
    }
    let mut regions = BTreeMap::new();
    for row in &rows {
        if let Some(region) = directory::region(read, &row.case.region)? {
            regions.insert(row.case.region.clone(), region);
        }
    }
    let agency = directory::agency(read, &acting.agency)?.name;
    let calendar = directory::current_calendar(read)?;
    let (bulk, supervises) = (bulk_duties(read, by)?, by.has_power(SUPERVISE));
    Ok(DeskPage { bulk, supervises, rows, next, duties, agency, regions, calendar, now: read.now() })
}

/// Who holds a task, as the official sees it.
fn held(read: &mut Read<'_>, by: &Actor, task: &Task) -> Result<Held> {
    let me = &by.acting()?.official;
    let Some(it) = tables::holder_of(read, &task.id)? else { return Ok(Held::Free) };
    if it == *me {
        return Ok(Held::ByYou);
    }
    let name = directory::official_name(read, &it)?.unwrap_or_default();
    let covered = tables::list_covered(read, me)?.contains(&it);
    Ok(if covered { Held::Covered(name) } else { Held::ByOther(name) })
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
    let mine = |it: &Task| {
        let may = match it.duty == Conclusion::REVIEW {
            true => it.seat.as_deref() == Some(acting.official.as_str()),
            false => by.has_power(&it.power()),
        };
        it.ended_at.is_none() && it.agency.as_ref() == Some(&acting.agency) && may
    };
    let mut mine: Vec<&TaskView> = view.tasks.iter().filter(|it| mine(&it.task)).collect();
    mine.sort_by_key(|it| (it.task.due_at, it.task.id.clone()));
    let chosen = mine.iter().find(|it| Some(&it.task.id) == asked).or(mine.first()).map(|it| (*it).clone());
    let mine = mine.iter().map(|it| it.task.id.clone()).collect();
    let at_hand = chosen.map(|task| at_hand(read, view, task)).transpose()?;
    let ways = ways_open(read, by, view, at_hand.as_ref().map(|it: &AtHand| &it.task.task))?;
    let affairs = affairs(read, &view.case)?;
    let may = may(by, view, &affairs)?;
    let answers =
        directory::taken_over(read, &view.case.agency)?.map_or(view.case.agency.clone(), |it| it.id);
    let may_see_certificate =
        acting.agency == answers && certificates::ISSUER_POWERS.iter().any(|it| by.has_power(it));
    let agency = directory::agency(read, &view.case.agency)?.name;
    let decision = decision(read, view)?;
    let officials = officials_in(read, &file, &affairs)?;
    let regions = regions_in(read, &file)?;
    let files = files::actions::kept_for(read, file.view.case.id.as_str())?;
    Ok(DeskFile {
        file,
        agency,
        decision,
        mine,
        at_hand,
        ways,
        affairs,
        may,
        may_see_certificate,
        officials,
        regions,
        files,
    })
}

/// What the official may arrange around the case.
fn may(by: &Actor, view: &CaseView, affairs: &Affairs) -> Result<May> {
    let acting = by.acting()?;
    let own = acting.agency == view.case.agency;
    let clock = view.case.clocks.running(Duty::Decision);
    let extendable = view.matter.matter.clocks.decision.extension.is_some()
        && clock.is_some_and(|it| it.clock.extensions().is_empty() && !it.is_stopped());
    let waits = affairs.request();
    Ok(May {
        ask_extension: own && extendable && waits.is_none() && by.has_power("case.decide"),
        answer_extension: own
            && by.has_power(APPROVE_EXTENSION)
            && waits.is_some_and(|it| it.asked_by != acting.official),
        stop: own
            && clock.is_some()
            && !view.matter.matter.special_procedures.is_empty()
            && PROCEDURE_POWERS.iter().any(|it| by.has_power(it)),
        supervise: by.has_power(SUPERVISE).then(|| acting.agency.clone()),
    })
}

fn ways_open(read: &mut Read<'_>, by: &Actor, view: &CaseView, at_hand: Option<&Task>) -> Result<WaysOpen> {
    let CaseView { case, matter, calendar, .. } = view;
    let open = OpenCase { case: case.clone(), matter: matter.clone(), calendar: calendar.clone() };
    let mut it = WaysOpen::default();
    for task in view.tasks.iter().map(|it| &it.task).filter(|it| it.ended_at.is_some()) {
        if may_take_back(by, &open, task)? {
            it.take_back.push(task.id.clone());
        }
    }
    let Some(task) = at_hand else { return Ok(it) };
    it.return_to = may_be_sent_back_to(&open, task);
    for id in reviewers(read, by, task)? {
        let known = open.case.flow.seats(&task.node).any(|it| it.0 == id.as_str());
        if let Some(name) = directory::official_name(read, &id)?.filter(|_| !known) {
            it.reviewers.push((id, name));
        }
    }
    Ok(it)
}

fn at_hand(read: &mut Read<'_>, view: &CaseView, task: TaskView) -> Result<AtHand> {
    let proposal = proposal(read, view, &task.task.duty)?;
    let colleagues = match &task.task.agency {
        Some(agency) => colleagues(read, agency, &task.task.power())?,
        None => Vec::new(),
    };
    Ok(AtHand { task, proposal, colleagues })
}

/// The decision with what it says, which lists of notices leave out.
fn decision(read: &mut Read<'_>, view: &CaseView) -> Result<Option<Notice>> {
    match view.notices.iter().rev().find(|it| it.kind.decides()) {
        Some(it) => tables::find_notice(read, &view.case, &it.id),
        None => Ok(None),
    }
}

/// What the rules propose; nothing where they have no say, and once the applicant was erased.
fn proposal(read: &mut Read<'_>, view: &CaseView, duty: &str) -> Result<Option<Reasons>> {
    let (Some(answers), Some(_)) = (&view.answers, view.matter.table_of(duty)) else { return Ok(None) };
    let results = view.tasks.iter().filter_map(|it| Some((&it.task, it.result.as_ref()?)));
    let facts = facts_of(&view.case, &view.matter, answers, results);
    let reasons = reasons_over(&view.matter, duty, &facts)?;
    stated(read, &view.case, &view.matter, reasons).map(Some)
}

fn colleagues(read: &mut Read<'_>, agency: &AgencyId, power: &str) -> Result<Vec<(OfficialId, String)>> {
    let mut found = Vec::new();
    for id in directory::officials_with(read, agency, power)? {
        if let Some(name) = directory::official_name(read, &id)? {
            found.push((id, name));
        }
    }
    Ok(found)
}

/// What those are called who did something in the case, or will visit.
fn officials_in(read: &mut Read<'_>, file: &CaseFile, affairs: &Affairs) -> Result<BTreeMap<String, String>> {
    let done = file.view.tasks.iter().filter_map(|it| it.task.ended_by.as_deref());
    let visiting = file.view.tasks.iter().filter_map(|it| it.visit.as_ref()).flat_map(|it| &it.officials);
    let mut names = BTreeMap::new();
    let asked = file.view.tasks.iter().filter_map(|it| it.task.seat.as_deref());
    let named = visiting.chain(affairs.officials());
    for id in done.chain(named.map(OfficialId::as_str)).chain(asked) {
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
    let named = view.answers.iter().flat_map(|it| crate::model::regions_in(&view.matter.matter.form, it));
    let answered = named.filter_map(|it| RegionCode::parse(&it));
    let mut regions = BTreeMap::new();
    for code in answered.chain([view.case.region.clone()]) {
        if let Some(region) = directory::region(read, &code)? {
            regions.insert(code.as_str().to_owned(), region);
        }
    }
    Ok(regions)
}
