//! Samples of a promise and what follows it, and of what stops a clock: pages and notices.
//! The first matter with a promise put before it; no file says so.

use std::sync::Arc;

use kit::{Lang, t};
use maud::Markup;
use serde_json::{Value, json};
use web::{Posted, Sample, pages::Flaws};

use super::{
    super::{
        case::{MyCase, case_sheet},
        matter::{MatterView, matter_sheet},
        mending::{MendingView, mending_sheet},
        notice::{NoticePage, notice_sheet},
        way::Way,
    },
    fixtures::{World, words},
    frame, page,
};
use crate::{
    actions::CaseView,
    model::{Duty, NoticeKind, Process, ProcessKind, Promise, Published, Signed, Stage, Within},
};

const GRANTED: &[(&str, &str)] = &[
    ("accept", "accepted"),
    ("inspect", "done"),
    ("examine", "done"),
    ("decide", "granted"),
    ("deliver", "done"),
];
const REVOKING: &str = "administrative-licensing-law/69-70";
const LOOKING: &str = "administrative-licensing-law/34";

pub(super) const SAMPLES: &[Sample] = &[
    Sample { name: "cases-matter-promise", render: matter },
    Sample { name: "cases-case-watched", render: |lang| case(lang, Some(Duty::Verification)) },
    Sample { name: "cases-case-mending", render: |lang| case(lang, Some(Duty::Mending)) },
    Sample { name: "cases-case-revoked", render: |lang| case(lang, None) },
    Sample { name: "cases-case-stopped", render: stopped },
    Sample { name: "cases-mending", render: |lang| mending(lang, false) },
    Sample { name: "cases-mending-error", render: |lang| mending(lang, true) },
    Sample {
        name: "cases-notice-mend-order",
        render: |lang| notice(lang, NoticeKind::MendOrder, &json!({ "items": ["pests"], "words": "" })),
    },
    Sample { name: "cases-notice-revoked", render: |lang| notice(lang, NoticeKind::Revoked, &json!({})) },
    Sample { name: "cases-notice-suspended", render: |lang| told(lang, NoticeKind::Suspended) },
    Sample { name: "cases-notice-resumed", render: |lang| told(lang, NoticeKind::Resumed) },
];

/// The world, with the first matter on a promise.
fn world(lang: Lang) -> World {
    let world = World::of(lang);
    let mut matter = world.matter.matter.clone();
    let within = |n, clause: &str| Within { limit: days(n), clause: clause.to_owned() };
    matter.process = Process {
        kind: ProcessKind::PromiseFirst,
        automatic: None,
        promise: Some(Promise {
            question: "truthful".to_owned(),
            terms: matter.conditions.clone(),
            consequences: words(t!("sample.consequences")),
            clause: REVOKING.to_owned(),
            inspect_within: within(30, LOOKING),
            mend_within: within(10, REVOKING),
        }),
    };
    let published = Published::new(matter).expect("the first matter runs with a promise too");
    World { matter: Arc::new(published), ..world }
}

fn days(n: u32) -> calendar::Limit {
    calendar::Limit::new(n, calendar::Unit::WorkingDays).expect("so few days are a limit")
}

fn matter(lang: Lang) -> Markup {
    let world = world(lang);
    let way = Arc::new(Way::of(&world.matter));
    page(lang, "/matters/food", matter_sheet(lang, &MatterView { matter: world.matter, way }))
}

/// A case granted on a promise: watched, to be mended, or revoked where no duty is left.
fn granted(world: &World, duty: Option<Duty>) -> CaseView {
    let mut view = world.case(GRANTED, 1);
    let promise = world.matter.matter.process.promise.as_ref().expect("the sample has one");
    view.promise = Some(Signed { at: view.case.received_at, words: Some(promise.words()) });
    match duty {
        Some(duty) => {
            let within = if duty == Duty::Mending { &promise.mend_within } else { &promise.inspect_within };
            view.case.clocks.start(duty, &within.duty(), view.now, &view.calendar);
            (view.case.stage, view.case.outcome, view.case.ended_at) = (Stage::Decided, None, None);
        }
        None => view.case.outcome = Some("revoked".to_owned()),
    }
    view
}

fn case(lang: Lang, duty: Option<Duty>) -> Markup {
    let world = world(lang);
    let view = granted(&world, duty);
    let mut decision = world.notice(&view, NoticeKind::Granted);
    if let Some(it) = decision.as_mut().filter(|_| duty.is_none()) {
        it.notice.kind = NoticeKind::Revoked;
    }
    let my = MyCase { picture: Arc::default(), view, decision };
    page(lang, "/cases/case_7", case_sheet(lang, &my))
}

fn stopped(lang: Lang) -> Markup {
    let world = World::of(lang);
    let mut view = world.case(&GRANTED[..1], 1);
    let (now, calendar) = (view.now, view.calendar.clone());
    let expected_at = calendar.deadline(now, days(5)).at;
    let clock = view.case.clocks.running_mut(Duty::Decision).expect("an accepted case is being decided");
    clock.stand((now, expected_at), "testing", None, &calendar).expect("a running clock can stand");
    let my = MyCase { picture: Arc::default(), view, decision: None };
    page(lang, "/cases/case_7", case_sheet(lang, &my))
}

fn mending(lang: Lang, is_wrong: bool) -> Markup {
    let world = world(lang);
    let wrong = is_wrong.then(|| ("words".to_owned(), t!("flaw.conclusion.words", lang).to_owned()));
    let view = MendingView {
        view: granted(&world, Some(Duty::Mending)),
        typed: Posted::default(),
        wrong: Flaws::new(wrong),
        key: "5e11f00d".to_owned(),
    };
    let frame = frame(lang, "/cases/case_7/mending");
    mending_sheet(&frame, &view).within(&frame)
}

/// What is told when a special procedure begins and ends.
fn told(lang: Lang, kind: NoticeKind) -> Markup {
    let said = t!("sample.procedure", lang);
    notice(lang, kind, &json!({ "procedure": "testing", "words": said }))
}

fn notice(lang: Lang, kind: NoticeKind, says: &Value) -> Markup {
    let world = world(lang);
    let mut view = granted(&world, Some(Duty::Mending));
    let due_at = view.case.clocks.running(Duty::Mending).map_or(view.now, |it| it.due_at).ms();
    let Some(it) = view.notices.last_mut() else { return Markup::default() };
    let mut body = says.clone();
    (body["due_at"], body["expected_at"]) = (due_at.into(), due_at.into());
    (it.kind, it.body) = (kind, Some(body));
    let Some(it) = world.notice(&view, kind) else { return Markup::default() };
    let sheet = notice_sheet(lang, &NoticePage { it, to: world.applicant(), is_demo: true });
    page(lang, "/cases/case_7/notices/notice_1", sheet)
}
