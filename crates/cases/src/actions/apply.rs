//! The applicant's verbs: begin, save, apply, correct, withdraw.
//! An application is received whenever it comes in; whether it is accepted is for officials to say.

use files::FileId;
use flow::Event;
use kit::{Actor, Refusal, RefusalKind, RegionCode, Result, Time};
use serde_json::json;
use store::{Act, Read, Tx};

use super::{matters, notices, open_case::OpenCase, settle};
use crate::{
    model::{Case, CaseClocks, CaseId, Draft, DraftId, Duty, Matter, NoticeKind, Stage, TaskType},
    tables,
};

/// An application as it is made.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The matter, by key.
    pub matter: String,
    /// The answers, already read and without flaws under that version.
    pub answers: forms::Answers,
    /// The version of the matter they were read under.
    pub version: String,
}

/// What came of an application.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The case.
    pub id: CaseId,
    /// 办件编号: what people quote.
    pub number: String,
}

/// Makes an application: the case is received, its acceptance clock runs, the applicant has a receipt.
pub fn submit(tx: &mut Tx<'_>, by: &Actor, new: &NewCase) -> Result<Applied> {
    let subject = by.subject()?.clone();
    let (version, matter) = matters::current_matter(tx, &new.matter)?;
    if version != new.version {
        return Err(Refusal::conflict("matter.changed").into());
    }
    if matter.matter.guidance.is_some() {
        return Err(Refusal::conflict("matter.guidance_only").into());
    }
    let region = place(&new.answers, &matter.matter.place_question)?;
    let agency = matters::competent_agency(tx, (&new.matter, matter.deciding_role()), &region)?;
    let agency_region = directory::agency(tx, &agency)?.region;
    let now = tx.now();
    let calendar = directory::current_calendar(tx)?;
    let case = Case {
        id: tx.new_id::<CaseId>(),
        number: number(tx, &agency_region, now, &calendar),
        matter: new.matter.clone(),
        version,
        subject,
        region,
        agency,
        agency_region,
        stage: Stage::Received,
        flow: flow::State::default(),
        clocks: CaseClocks::default(),
        received_at: now,
        correction_told_at: None,
        accepted_at: None,
        decided_at: None,
        delivered_at: None,
        ended_at: None,
        outcome: None,
    };
    let mut open = OpenCase { case, matter, calendar };
    open.start_clock(Duty::Acceptance, now);
    open.go_on(tx, Event::Begun)?;
    let case = &open.case;
    let sealed = seal_answers(tx, case, &new.answers)?;
    tables::insert_case(tx, case, &sealed)?;
    let files = keep_files(tx, case, &new.answers)?;
    notices::issue(tx, &open, NoticeKind::Received, &json!({ "due_at": clock_due(&open).ms() }))?;
    let body = json!({ "number": case.number, "matter": case.matter, "files": files });
    record(tx, by, &open, "case.submitted", body)?;
    settle::sign(tx, by, &open, &new.answers)?;
    settle::settle_by_rules(tx, &mut open)?;
    Ok(Applied { id: open.case.id, number: open.case.number })
}

/// Hands in what was missing; the acceptance clock starts again with it.
pub fn correct(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, answers: &forms::Answers) -> Result<()> {
    let mut open = own(tx, by, id)?;
    open.case.may_correct()?;
    let place = place(answers, &open.matter.matter.place_question)?;
    if place != open.case.region {
        return Err(Refusal::invalid(open.matter.matter.place_question.clone(), "case.place_fixed").into());
    }
    let (node, visit) = waiting(&open)?;
    let now = tx.now();
    open.case.stage = Stage::Received;
    open.start_clock(Duty::Acceptance, now);
    end_open_task(tx, by, &open, &node)?;
    open.go_on(tx, Event::Done { node, visit, seat: None, outcome: flow::DONE.to_owned() })?;
    let sealed = seal_answers(tx, &open.case, answers)?;
    tables::set_answers(tx, id, &sealed)?;
    tables::update_case(tx, &open.case)?;
    let files = keep_files(tx, &open.case, answers)?;
    record(tx, by, &open, "case.corrected", json!({ "files": files }))
}

/// Withdraws a case the applicant no longer wants; possible until it is decided.
pub fn withdraw(tx: &mut Tx<'_>, by: &Actor, id: &CaseId) -> Result<()> {
    let mut open = own(tx, by, id)?;
    open.case.may_withdraw()?;
    open.go_on(tx, Event::Withdrawn)?;
    tables::update_case(tx, &open.case)?;
    notices::issue(tx, &open, NoticeKind::Withdrawn, &json!({}))?;
    record(tx, by, &open, "case.withdrawn", json!({}))
}

/// What was answered so far for a matter; an empty draft where nothing was begun.
pub fn draft(read: &mut Read<'_>, by: &Actor, matter: &str) -> Result<Option<Draft>> {
    tables::find_draft(read, by.subject()?, matter)
}

/// The matters one has begun to apply for, each with when it was last changed.
pub fn drafts(read: &mut Read<'_>, by: &Actor) -> Result<Vec<(String, Time)>> {
    tables::list_drafts(read, by.subject()?)
}

/// Keeps what was answered so far, and what was typed and could not be read yet.
pub fn save_draft(
    tx: &mut Tx<'_>,
    by: &Actor,
    (matter, version): (&str, &str),
    (answers, typed): (&forms::Answers, &[(String, String)]),
) -> Result<()> {
    let subject = by.subject()?;
    let id = match tables::find_draft(tx, subject, matter)? {
        Some(it) => it.id,
        None => tx.new_id::<DraftId>(),
    };
    let updated_at = tx.now();
    let draft = Draft {
        id,
        matter: matter.to_owned(),
        version: version.to_owned(),
        answers: answers.clone(),
        typed: typed.to_vec(),
        updated_at,
    };
    files::actions::hold(tx, subject, draft.id.as_str(), &files_in(answers, typed))?;
    tables::put_draft(tx, subject, &draft)
}

/// Forgets what was answered so far.
pub fn discard_draft(tx: &mut Tx<'_>, by: &Actor, matter: &str) -> Result<()> {
    let subject = by.subject()?;
    if let Some(draft) = tables::find_draft(tx, subject, matter)? {
        files::actions::hold(tx, subject, draft.id.as_str(), &[])?;
    }
    tables::delete_drafts(tx, subject, matter)
}

/// The files that answers name, and what was typed and is no answer yet.
pub fn files_in(answers: &forms::Answers, typed: &[(String, String)]) -> Vec<FileId> {
    let mut found = Vec::new();
    let rows = answers.iter().filter_map(|(_, it)| match it {
        forms::Answer::Rows(rows) => Some(rows),
        _ => None,
    });
    for row in std::iter::once(answers).chain(rows.flatten()) {
        let keys = row.iter().filter_map(|(_, it)| match it {
            forms::Answer::Keys(keys) => Some(keys),
            _ => None,
        });
        found.extend(keys.flatten().filter_map(|it| FileId::parse(it).ok()));
    }
    found.extend(typed.iter().filter_map(|(_, it)| FileId::parse(it).ok()));
    found
}

/// Keeps the files of an application for good; what is kept of them in the ledger is their digest.
fn keep_files(tx: &mut Tx<'_>, case: &Case, answers: &forms::Answers) -> Result<serde_json::Value> {
    let ids = files_in(answers, &[]);
    let kept = files::actions::keep(tx, &case.subject, case.id.as_str(), &ids);
    let kept = kept.map_err(|err| match err.refusal() {
        Some(it) if it.kind == RefusalKind::NotFound => Refusal::conflict("files.gone").into(),
        _ => err,
    })?;
    Ok(kept.iter().map(|it| json!({ "id": it.id.as_str(), "sha256": it.sha256 })).collect())
}

/// A case of the one who asks; never another's.
pub(super) fn own(read: &mut Read<'_>, by: &Actor, id: &CaseId) -> Result<OpenCase> {
    let case = tables::find_own_case(read, by.subject()?, id)?.ok_or_else(Refusal::not_found)?;
    OpenCase::load(read, case)
}

/// Records what was done to a case, for its applicant and under its agency.
pub(super) fn record(
    tx: &mut Tx<'_>,
    by: &Actor,
    open: &OpenCase,
    kind: &'static str,
    body: serde_json::Value,
) -> Result<()> {
    let case = &open.case;
    let act = Act::of(kind, by, case.id.as_str())
        .about(&case.subject)
        .at_agency(&case.agency, &case.agency_region)
        .in_case(case.id.as_str())
        .because(&case.matter, basis_of(&open.matter.matter, kind));
    tx.record(act.body(body))
}

/// The clause that each doing rests on: of 行政许可法 for a licence, of its own law for anything else.
fn basis_of<'a>(matter: &'a Matter, kind: &str) -> &'a str {
    if matter.catalogue.task_type == TaskType::Licensing {
        return licensing_basis(kind);
    }
    let (clocks, founding) = (&matter.clocks, matter.basis.first());
    let clause = match kind {
        "case.accepted" | "case.deemed_accepted" | "case.sent_back" | "case.not_accepted" => {
            Some(&clocks.acceptance.clause)
        }
        "case.granted" | "case.refused" => Some(&clocks.decision.clause),
        "case.delivered" => Some(&clocks.delivery.clause),
        "case.inspected" | "visit.appointed" => clocks.inspection.as_ref().map(|it| &it.clause),
        _ => founding,
    };
    clause.or(founding).map_or(&matter.key, |it| it)
}

/// The clause of 行政许可法 that each doing rests on.
fn licensing_basis(kind: &str) -> &'static str {
    match kind {
        "case.accepted" | "case.deemed_accepted" | "case.sent_back" | "case.not_accepted" => {
            "administrative-licensing-law/32"
        }
        "case.examined" | "case.inspected" | "visit.appointed" => "administrative-licensing-law/34",
        "case.granted" | "case.refused" => "administrative-licensing-law/37-39",
        "case.delivered" => "administrative-licensing-law/44",
        "case.revoked" => "administrative-licensing-law/69-70",
        "promise.inspected" => "administrative-licensing-law/34",
        "case.suspended" | "case.resumed" => "administrative-licensing-law/45",
        "case.extended" | "extension.requested" | "extension.declined" => {
            "administrative-licensing-law/42-1-extension"
        }
        _ => "administrative-licensing-law/29",
    }
}

fn clock_due(open: &OpenCase) -> Time {
    open.case.clocks.current().map_or(open.case.received_at, |it| it.told_at())
}

fn waiting(open: &OpenCase) -> Result<(String, u32)> {
    let mut nodes = open.case.flow.open();
    let found = nodes.find(|(node, _)| open.matter.role_of(node).is_none());
    found
        .map(|(node, visit)| (node.to_owned(), visit))
        .ok_or_else(|| Refusal::conflict("case.nothing_to_correct").into())
}

fn end_open_task(tx: &mut Tx<'_>, by: &Actor, open: &OpenCase, node: &str) -> Result<()> {
    let by = by.person()?.as_str().to_owned();
    for task in tables::list_tasks(tx, &open.case.id)? {
        if task.node == node && task.ended_at.is_none() {
            tables::end_task(tx, &task.id, Some(&by), Some(flow::DONE), None)?;
        }
    }
    Ok(())
}

fn seal_answers(tx: &mut Tx<'_>, case: &Case, answers: &forms::Answers) -> Result<Vec<u8>> {
    tx.seal(&case.subject, ("cases", "answers", case.id.as_str()), answers.to_json().as_bytes())
}

/// Where the case belongs, as the answers say.
fn place(answers: &forms::Answers, question: &str) -> Result<RegionCode> {
    let code = answers.text(question).and_then(RegionCode::parse);
    code.ok_or_else(|| Refusal::invalid(question, "region.missing").into())
}

/// 办件编号: region, day, and enough chance that two never meet.
fn number(tx: &mut Tx<'_>, region: &RegionCode, now: Time, calendar: &calendar::Calendar) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let (year, month, day) = calendar::Day::of(now, calendar).ymd();
    let chance = tx.secret();
    let tail: String = chance.iter().take(8).map(|it| char::from(ALPHABET[usize::from(it & 31)])).collect();
    format!("{region}-{year:04}{month:02}{day:02}-{tail}")
}
