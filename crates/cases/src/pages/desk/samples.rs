//! The officials' pages in every state, as the gallery shows them.
//! The shop, its owner and the officials are invented; the matter is the real first one.

mod fixture;
mod lists;

use std::sync::Arc;

use kit::{Lang, t};
use maud::Markup;
use web::{
    Posted, Sample,
    pages::{Flaws, Frame, page},
};

use self::fixture::{At, House};
use super::{
    Sheet, done, extension,
    file::{self, FileView},
    hand::{self, HandView},
    leave::{self, LeaveView},
    procedure,
    tasks::{self, TasksView},
    waiting::{self, WaitingView},
    ways::{self, Way},
};
use crate::{
    actions::{AtHand, HandOver, Waiting, WaysOpen},
    pages::portal::{case::drawn, way::Way as Drawn},
};

/// Every page in every state.
pub(in crate::pages) fn samples() -> Vec<Sample> {
    let mut all = vec![
        Sample { name: "cases-desk-filled", render: desk_filled },
        Sample { name: "cases-desk-late", render: desk_late },
        Sample { name: "cases-desk-empty", render: desk_empty },
        Sample { name: "cases-desk-powerless", render: desk_powerless },
        Sample { name: "cases-desk-file-accept", render: |lang| at(lang, At::Accept, &[], &[]) },
        Sample { name: "cases-desk-file-accept-error", render: accept_error },
        Sample { name: "cases-desk-file-accept-again", render: |lang| at(lang, At::AcceptAgain, &[], &[]) },
        Sample { name: "cases-desk-file-examine", render: |lang| at(lang, At::Examine, &[], &[]) },
        Sample { name: "cases-desk-file-examine-error", render: examine_error },
        Sample { name: "cases-desk-file-visit", render: |lang| at(lang, At::Visit, &[], &[]) },
        Sample { name: "cases-desk-file-visit-error", render: visit_error },
        Sample { name: "cases-desk-file-appointed", render: |lang| at(lang, At::Appointed, &[], &[]) },
        Sample { name: "cases-desk-file-findings", render: |lang| at(lang, At::Findings, &[], &[]) },
        Sample { name: "cases-desk-file-findings-error", render: findings_error },
        Sample { name: "cases-desk-file-decide", render: |lang| at(lang, At::Decide, &[], &[]) },
        Sample { name: "cases-desk-file-decide-error", render: decide_error },
        Sample { name: "cases-desk-file-settle", render: |lang| turned(lang, At::Decide, "settle", &[]) },
        Sample { name: "cases-desk-file-settle-error", render: settle_error },
        Sample { name: "cases-desk-file-verify", render: |lang| turned(lang, At::Findings, "verify", &[]) },
        Sample { name: "cases-desk-file-revoke", render: |lang| turned(lang, At::Decide, "revoke", &[]) },
        Sample { name: "cases-desk-file-deliver", render: |lang| at(lang, At::Deliver, &[], &[]) },
        Sample { name: "cases-desk-file-deliver-error", render: deliver_error },
        Sample { name: "cases-desk-file-decided", render: decided },
        Sample { name: "cases-desk-file-erased", render: erased },
        Sample { name: "cases-desk-gone", render: gone },
        Sample { name: "cases-desk-extension", render: |lang| extended(lang, At::Decide, &[], &[]) },
        Sample { name: "cases-desk-extension-error", render: extension_error },
        Sample { name: "cases-desk-extension-answer", render: extension_answer },
        Sample { name: "cases-desk-extension-waits", render: extension_waits },
        Sample { name: "cases-desk-file-affairs", render: affairs_around },
        Sample { name: "cases-desk-procedure", render: |lang| stopping(lang, false, &[], &[]) },
        Sample { name: "cases-desk-procedure-error", render: procedure_error },
        Sample { name: "cases-desk-procedure-end", render: |lang| stopping(lang, true, &[], &[]) },
        Sample { name: "cases-desk-delegation", render: |lang| delegation(lang, &[]) },
        Sample { name: "cases-desk-delegation-error", render: delegation_error },
        Sample { name: "cases-desk-question", render: question },
        Sample { name: "cases-desk-leave", render: |lang| leave(lang, true, &[]) },
        Sample { name: "cases-desk-leave-empty", render: |lang| leave(lang, false, &[]) },
        Sample { name: "cases-desk-leave-error", render: leave_error },
        Sample { name: "cases-desk-waiting", render: |lang| waits(lang, true) },
        Sample { name: "cases-desk-waiting-empty", render: |lang| waits(lang, false) },
        Sample { name: "cases-desk-extension-refused", render: |lang| extended(lang, At::Deliver, &[], &[]) },
        Sample { name: "cases-desk-file-seats", render: seats },
        Sample { name: "cases-desk-file-opinion", render: |lang| opinion(lang, &[]) },
        Sample { name: "cases-desk-file-opinion-error", render: opinion_error },
        Sample { name: "cases-desk-reviewer", render: |lang| way(lang, Way::Reviewer, &[], &[]) },
        Sample { name: "cases-desk-reviewer-error", render: reviewer_error },
        Sample { name: "cases-desk-return", render: |lang| way(lang, Way::Return, &[], &[]) },
        Sample { name: "cases-desk-return-error", render: return_error },
        Sample { name: "cases-desk-taking-back", render: |lang| way(lang, Way::TakeBack, &[], &[]) },
        Sample { name: "cases-desk-taking-back-too-late", render: too_late },
    ];
    all.extend(lists::samples());
    all
}

/// The decision is several agencies'; one has spoken, and a colleague was asked.
fn seats(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let view = FileView { desk: House::of(lang).joint_file(), ..view(lang, At::Decide) };
    whole(&frame, file::sheet(&frame, &view))
}

/// The same for the colleague who was asked.
fn opinion(lang: Lang, wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let mut desk = House::of(lang).joint_file();
    let asked = desk.file.view.tasks.iter().find(|it| it.task.duty == "review" && it.task.ended_at.is_none());
    let task = asked.cloned().expect("the sample has asked somebody");
    desk.mine = vec![task.task.id.clone()];
    desk.at_hand = Some(AtHand { task, proposal: None, colleagues: Vec::new() });
    desk.ways = WaysOpen::default();
    let view = FileView {
        desk,
        typed: posted(&[("outcome", "objected")]),
        wrong: flaws(wrong),
        ..view(lang, At::Decide)
    };
    whole(&frame, file::sheet(&frame, &view))
}

fn opinion_error(lang: Lang) -> Markup {
    opinion(lang, &[("words", t!("flaw.conclusion.words", lang))])
}

fn way(lang: Lang, way: Way, typed: &[(&str, &str)], wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, &format!("/desk/tasks/task_1/{}", way.noun()));
    let desk = House::of(lang).joint_file();
    let task = match way {
        Way::TakeBack => desk.file.view.tasks.iter().find(|it| desk.ways.take_back.contains(&it.task.id)),
        _ => desk.at_hand.as_ref().map(|it| &it.task),
    };
    let task = task.expect("the sample has this task").task.clone();
    let view = FileView { desk, typed: posted(typed), wrong: flaws(wrong), ..view(lang, At::Decide) };
    whole(&frame, ways::sheet(&frame, &view, &task, way))
}

fn reviewer_error(lang: Lang) -> Markup {
    way(lang, Way::Reviewer, &[], &[("official", t!("flaw.reviewer.unknown", lang))])
}

fn return_error(lang: Lang) -> Markup {
    let wrong = [("to", t!("flaw.return.unknown", lang)), ("words", t!("flaw.conclusion.words", lang))];
    way(lang, Way::Return, &[("words", "否")], &wrong)
}

fn too_late(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/tasks/task_1/taking-back");
    let view = view(lang, At::Deliver);
    let task = view.case().tasks[0].task.clone();
    whole(&frame, ways::sheet(&frame, &view, &task, Way::TakeBack))
}

fn desk_filled(lang: Lang) -> Markup {
    list(lang, &TasksView { page: House::of(lang).tasks(false), duty: None, is_first: true })
}

fn desk_late(lang: Lang) -> Markup {
    list(lang, &TasksView { page: House::of(lang).tasks(true), duty: None, is_first: false })
}

fn desk_empty(lang: Lang) -> Markup {
    let mut page = House::of(lang).tasks(false);
    page.rows.clear();
    list(lang, &TasksView { page, duty: Some("decide"), is_first: true })
}

fn desk_powerless(lang: Lang) -> Markup {
    let mut page = House::of(lang).tasks(false);
    page.rows.clear();
    page.duties.clear();
    list(lang, &TasksView { page, duty: None, is_first: true })
}

fn accept_error(lang: Lang) -> Markup {
    let wrong = [
        ("items", t!("flaw.conclusion.items", lang)),
        ("correction_words", t!("flaw.conclusion.words", lang)),
    ];
    at(lang, At::Accept, &[("outcome", "correction"), ("questions", "area")], &wrong)
}

fn examine_error(lang: Lang) -> Markup {
    at(lang, At::Examine, &[("complete", "no")], &[("words", t!("flaw.conclusion.words", lang))])
}

fn visit_error(lang: Lang) -> Markup {
    let typed = [("date-year", "2026"), ("date-month", "11"), ("date-day", "31"), ("time", "9")];
    let wrong = [
        ("date", t!("flaw.visit.date", lang)),
        ("time", t!("flaw.visit.clock", lang)),
        ("second", t!("flaw.visit.two", lang)),
    ];
    at(lang, At::Visit, &typed, &wrong)
}

fn findings_error(lang: Lang) -> Markup {
    let typed = [("finding.premises", "pass"), ("finding.pests", "fail")];
    let wrong = [
        ("finding.pollution", t!("flaw.conclusion.finding", lang)),
        ("finding.layout", t!("flaw.conclusion.finding", lang)),
    ];
    at(lang, At::Findings, &typed, &wrong)
}

fn decide_error(lang: Lang) -> Markup {
    at(lang, At::Decide, &[("outcome", "granted")], &[("granted_words", t!("flaw.conclusion.words", lang))])
}

fn deliver_error(lang: Lang) -> Markup {
    at(lang, At::Deliver, &[], &[("way", t!("flaw.conclusion.way", lang))])
}

fn decided(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let view = FileView { done: "delivered".to_owned(), ..view(lang, At::Ended) };
    whole(&frame, file::sheet(&frame, &view))
}

fn erased(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let mut view = view(lang, At::Ended);
    let applicant = &mut view.desk.file.applicant;
    (applicant.name, applicant.number, applicant.masked) = (None, None, None);
    view.desk.file.view.answers = None;
    view.desk.decision.iter_mut().for_each(|it| it.body = None);
    view.desk.file.view.tasks.iter_mut().for_each(|it| it.result = None);
    whole(&frame, file::sheet(&frame, &view))
}

fn gone(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/tasks/task_1/conclusion");
    let view = view(lang, At::Decide);
    let task = view.case().tasks[0].task.id.clone();
    whole(&frame, done::sheet(&frame, &view, &task))
}

fn extension_error(lang: Lang) -> Markup {
    extended(lang, At::Decide, &[("reason", "忙")], &[("reason", t!("flaw.conclusion.words", lang))])
}

fn extended(lang: Lang, at: At, typed: &[(&str, &str)], wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1/extension");
    let view = FileView { typed: posted(typed), wrong: flaws(wrong), ..view(lang, at) };
    whole(&frame, extension::sheet(&frame, &view))
}

fn settle_error(lang: Lang) -> Markup {
    turned(lang, At::Decide, "settle", &[("outcome", t!("flaw.conclusion.outcome", lang))])
}

/// The file of a case whose task at hand is of another kind of process.
fn turned(lang: Lang, at: At, duty: &str, wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let mut view = FileView { wrong: flaws(wrong), ..view(lang, at) };
    if let Some(it) = &mut view.desk.at_hand {
        it.task.task.duty = duty.to_owned();
        it.proposal = it.proposal.take().filter(|_| duty == "settle");
    }
    whole(&frame, file::sheet(&frame, &view))
}

/// A request that waits: for the one who may answer it, and for the one who asked.
fn extension_answer(lang: Lang) -> Markup {
    extension_of(lang, true)
}

fn extension_waits(lang: Lang) -> Markup {
    extension_of(lang, false)
}

fn extension_of(lang: Lang, may_answer: bool) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1/extension");
    let mut view = arranged(lang);
    view.desk.may.answer_extension = may_answer;
    whole(&frame, extension::sheet(&frame, &view))
}

fn affairs_around(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let mut view = arranged(lang);
    view.desk.may.supervise = Some(view.case().case.agency.clone());
    whole(&frame, file::sheet(&frame, &view))
}

fn procedure_error(lang: Lang) -> Markup {
    let wrong = [("days", t!("flaw.procedure.days", lang)), ("reason", t!("flaw.conclusion.words", lang))];
    stopping(lang, false, &[("key", "testing"), ("days", "0")], &wrong)
}

fn stopping(lang: Lang, under_way: bool, typed: &[(&str, &str)], wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1/procedure");
    let view = if under_way { arranged(lang) } else { view(lang, At::Decide) };
    let view = FileView { typed: posted(typed), wrong: flaws(wrong), ..view };
    whole(&frame, procedure::sheet(&frame, &view))
}

/// A file around which officials arranged one of everything.
fn arranged(lang: Lang) -> FileView {
    let mut view = view(lang, At::Decide);
    view.desk.affairs = House::of(lang).affairs(view.case());
    view
}

fn delegation_error(lang: Lang) -> Markup {
    delegation(lang, &[("to", t!("flaw.delegation.to", lang)), ("words", t!("flaw.conclusion.words", lang))])
}

fn delegation(lang: Lang, wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/tasks/task_1/delegation");
    whole(&frame, hand::delegation_sheet(&frame, &handing(lang, wrong)))
}

fn question(lang: Lang) -> Markup {
    let frame = frame(lang, "/desk/tasks/task_1/question");
    whole(&frame, hand::question_sheet(&frame, &handing(lang, &[])))
}

fn handing(lang: Lang, wrong: &[(&str, &str)]) -> HandView {
    let of = view(lang, At::Decide);
    let at_hand = of.desk.at_hand.as_ref().expect("the sample has a task at hand");
    let (task, case, matter) = (at_hand.task.task.clone(), of.case().case.clone(), of.case().matter.clone());
    let it = HandOver { task, case, matter, colleagues: House::of(lang).colleagues() };
    HandView { it, typed: posted(&[]), wrong: flaws(wrong), key: "5e11f00d".to_owned() }
}

fn leave_error(lang: Lang) -> Markup {
    leave(lang, true, &[("until", t!("flaw.absence.time", lang)), ("cover", t!("flaw.absence.cover", lang))])
}

fn leave(lang: Lang, any: bool, wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/leave");
    let house = House::of(lang);
    let colleagues = house.colleagues();
    let view = LeaveView {
        absences: if any { house.absences() } else { Vec::new() },
        me: colleagues[0].0.clone(),
        colleagues,
        may_supervise: any,
        calendar: house.calendar(),
        typed: posted(&[]),
        wrong: flaws(wrong),
        key: "5e11f00d".to_owned(),
    };
    whole(&frame, leave::sheet(&frame, &view))
}

fn waits(lang: Lang, any: bool) -> Markup {
    let frame = frame(lang, "/desk/waiting");
    let of = view(lang, At::Decide);
    let row = |is_extension| Waiting { case: of.case().case.clone(), since: of.case().now, is_extension };
    let rows = if any { vec![row(true), row(false)] } else { Vec::new() };
    let view = WaitingView { rows, calendar: House::of(lang).calendar() };
    whole(&frame, waiting::sheet(&frame, &view))
}

fn at(lang: Lang, at: At, typed: &[(&str, &str)], wrong: &[(&str, &str)]) -> Markup {
    let frame = frame(lang, "/desk/cases/case_1");
    let view = FileView { typed: posted(typed), wrong: flaws(wrong), ..view(lang, at) };
    whole(&frame, file::sheet(&frame, &view))
}

fn list(lang: Lang, view: &TasksView) -> Markup {
    let frame = frame(lang, "/desk");
    whole(&frame, tasks::sheet(&frame, view))
}

fn view(lang: Lang, at: At) -> FileView {
    let desk = House::of(lang).file(at);
    let case = &desk.file.view;
    let picture = Drawn::of(&case.matter).picture_of(lang, &case.case, &case.tasks);
    let picture = Arc::new(drawn(lang, case, &picture));
    FileView::of(desk, picture, "5e11f00d".to_owned())
}

fn posted(typed: &[(&str, &str)]) -> Posted {
    let fields = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Posted { fields, key: String::new() }
}

fn flaws(wrong: &[(&str, &str)]) -> Flaws {
    Flaws::new(wrong.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())))
}

fn whole(frame: &Frame, sheet: Sheet) -> Markup {
    page(frame, &sheet.head(), sheet.body.clone())
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("desk.sample.site", lang).to_owned(),
        face: web::pages::Face::Desk,
        nav: vec![web::pages::NavItem::new("/desk", t!("nav.desk", lang))],
        foot: Vec::new(),
        who: Some(t!("desk.sample.official.1", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
