//! The cases of an official's agency: listed by where they stand, found by number or by whose they are.
//! Finding somebody's cases by who they are is a look at that person, and is recorded as one.

use std::sync::Arc;

use calendar::Calendar;
use kit::{Actor, PostId, Refusal, Result, SubjectId, Time, Words};
use store::{Act, Read, Store, Tx};

use super::{PAGE_ROWS, look::has_had, matters};
use crate::{
    model::{
        Case, CaseId, CasesAsked, DeskFilter, DeskFilterId, FILTERS_MAX, Published, SUPERVISE, Sought, Stage,
        Standing,
    },
    tables,
};

/// How many cases a search shows.
pub const FOUND_MAX: usize = 50;
/// How long what somebody calls a filter may be.
pub const FILTER_NAME_CHARS_MAX: usize = 40;
/// How long one search for a person's cases counts as one look.
const LOOK_MS: i64 = 15 * 60_000;
/// Why an official looks for the cases of one person.
const SEARCH_PURPOSE: &str = "case.searching";
/// On what ground: what the duty needs and no more (个人信息保护法 §34).
const SEARCH_BASIS: &str = "personal-information-protection-law/13+17+34-35";

/// A page of an agency's cases.
#[derive(Clone)]
pub struct CasesPage {
    /// The cases, each with its matter.
    pub rows: Vec<(Case, Arc<Published>)>,
    /// The last of them, where more follow.
    pub next: Option<CaseId>,
    /// The agency of the post.
    pub agency: Words,
    /// The matters one can filter by.
    pub matters: Vec<Arc<Published>>,
    /// The filters the official keeps at this post.
    pub filters: Vec<DeskFilter>,
    /// The calendar that days are counted by.
    pub calendar: Arc<Calendar>,
    /// The moment of the snapshot.
    pub now: Time,
}

/// The cases that the official's agency decides, as asked for, after a case of the page before.
pub fn agency_cases(
    read: &mut Read<'_>,
    by: &Actor,
    asked: &CasesAsked,
    after: Option<&CaseId>,
) -> Result<CasesPage> {
    let acting = by.acting()?;
    let newest_first = asked.standing == Standing::At(Stage::Ended);
    let from = match after {
        Some(id) => {
            let case = tables::find_case(read, id)?.filter(|it| it.agency == acting.agency);
            let case = case.ok_or_else(Refusal::not_found)?;
            (case.received_at, case.id.as_str().to_owned())
        }
        None if newest_first => (Time::from_ms(i64::MAX), String::new()),
        None => (Time::from_ms(i64::MIN), String::new()),
    };
    let (from, n_max) = ((from.0, from.1.as_str()), PAGE_ROWS as i64 + 1);
    let mut cases = Vec::new();
    for stage in asked.standing.stages().into_iter().filter(|_| handles(by)) {
        let agency = &acting.agency;
        cases.extend(match (&asked.matter, newest_first) {
            (None, false) => tables::list_cases_at(read, (agency, stage), from, n_max)?,
            (None, true) => tables::list_newest_cases_at(read, (agency, stage), from, n_max)?,
            (Some(it), false) => tables::list_cases_of_matter_at(read, (agency, it, stage), from, n_max)?,
            (Some(it), true) => {
                tables::list_newest_cases_of_matter_at(read, (agency, it, stage), from, n_max)?
            }
        });
    }
    if !newest_first {
        cases.sort_by(|one, other| (one.received_at, &one.id).cmp(&(other.received_at, &other.id)));
    }
    let more = PAGE_ROWS < cases.len();
    cases.truncate(PAGE_ROWS);
    let next = cases.last().filter(|_| more).map(|it| it.id.clone());
    page(read, by, cases, next)
}

/// The cases found by what an official typed, among those their agency decides or has had a task in.
/// A search by person or company is recorded before anything is shown.
pub async fn find_cases(store: &Store, by: &Actor, sought: &Sought) -> Result<CasesPage> {
    let (asking, what) = (by.clone(), sought.clone());
    let (found, about) = store.read(move |read| found(read, &asking, &what)).await?;
    if let Some(subject) = about {
        let by = by.clone();
        store.write(move |tx| record_search(tx, &by, &subject)).await?;
    }
    Ok(found)
}

/// Keeps a filter at this post under a name.
pub fn keep_filter(tx: &mut Tx<'_>, by: &Actor, name: &str, query: &str) -> Result<()> {
    let acting = by.acting()?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::invalid("name", "filter.name").into());
    }
    if FILTER_NAME_CHARS_MAX < name.chars().count() {
        return Err(Refusal::invalid("name", "filter.name_long").into());
    }
    if FILTERS_MAX <= filters(tx, by, &acting.post)?.len() {
        return Err(Refusal::invalid("name", "filter.too_many").into());
    }
    let filter =
        DeskFilter { id: tx.new_id::<DeskFilterId>(), name: name.to_owned(), query: query.to_owned() };
    tables::insert_desk_filter(tx, (&acting.official, &acting.post), &filter)
}

/// Forgets a filter of one's own.
pub fn drop_filter(tx: &mut Tx<'_>, by: &Actor, id: &DeskFilterId) -> Result<()> {
    tables::delete_desk_filter(tx, &by.acting()?.official, id)
}

fn filters(read: &mut Read<'_>, by: &Actor, post: &PostId) -> Result<Vec<DeskFilter>> {
    tables::list_desk_filters(read, (&by.acting()?.official, post), FILTERS_MAX as i64)
}

/// Whether the post handles cases at all; to one that does not, its agency has none.
fn handles(by: &Actor) -> bool {
    by.has_power(SUPERVISE) || super::DUTIES.into_iter().any(|it| by.has_power(&format!("case.{it}")))
}

/// What is found, and whom the search was about.
fn found(read: &mut Read<'_>, by: &Actor, sought: &Sought) -> Result<(CasesPage, Option<SubjectId>)> {
    if !handles(by) {
        return Err(Refusal::forbidden("task.power").into());
    }
    let about = match sought {
        Sought::Number(_) => None,
        Sought::Person(it) => identity::person_by_number(read, it)?.map(|it| it.subject),
        Sought::Company(it) => identity::company_by_code(read, it)?.map(|it| it.subject),
    };
    let newest = (Time::from_ms(i64::MAX), "");
    let cases = match (sought, &about) {
        (Sought::Number(it), _) => tables::find_case_by_number(read, it)?.into_iter().collect(),
        (_, Some(it)) => tables::list_own_cases(read, it, newest, FOUND_MAX as i64)?,
        (_, None) => Vec::new(),
    };
    let agency = &by.acting()?.agency;
    let mut ours = Vec::new();
    for case in cases {
        if case.agency == *agency || has_had(read, &case.id, agency)? {
            ours.push(case);
        }
    }
    Ok((page(read, by, ours, None)?, about))
}

fn record_search(tx: &mut Tx<'_>, by: &Actor, subject: &SubjectId) -> Result<()> {
    let acting = by.acting()?;
    let key = format!("search/{}/{}/{subject}", acting.post, acting.official);
    let looked = tables::last_look(tx, &key)?.is_some_and(|it| tx.now().ms_since(it) < LOOK_MS);
    if looked {
        return Ok(());
    }
    tables::put_look(tx, &key)?;
    let act = Act::of("cases.searched", by, acting.agency.as_str()).because(SEARCH_PURPOSE, SEARCH_BASIS);
    tx.record(act.about(subject))
}

fn page(read: &mut Read<'_>, by: &Actor, cases: Vec<Case>, next: Option<CaseId>) -> Result<CasesPage> {
    let acting = by.acting()?;
    let mut rows = Vec::with_capacity(cases.len());
    for case in cases {
        let matter = matters::matter_version(read, &case.version)?;
        rows.push((case, matter));
    }
    Ok(CasesPage {
        rows,
        next,
        agency: directory::agency(read, &acting.agency)?.name,
        matters: matters::list_matters(read)?,
        filters: filters(read, by, &acting.post)?,
        calendar: directory::current_calendar(read)?,
        now: read.now(),
    })
}
