//! Samples of following a case: its page at each stage, its documents, its traces, and the lists.
//! Every state is walked by the rules of the model.

use std::{collections::BTreeMap, sync::Arc};

use kit::{Id128, Lang, Time, t};
use maud::Markup;
use web::Sample;

use super::{
    super::{
        case::{MyCase, case_sheet, drawn},
        cases::{CasesView, cases_sheet},
        correction::{CorrectionView, correction_sheet},
        notice::{NoticePage, notice_sheet, unmade_sheet},
        places::Place,
        question::Registers,
        received::{ReceivedView, received_sheet},
        said::{SaidView, said_sheet},
        traces::{Doer, Trace, TracesView, traces_sheet},
        way::Way,
        withdrawal::withdrawal_sheet,
    },
    fixtures::{World, words},
    frame, page,
};
use crate::{actions::CaseView, model::NoticeKind};

type Steps = &'static [(&'static str, &'static str)];

const RECEIVED: Steps = &[];
const CORRECTING: Steps = &[("accept", "correction")];
const AGAIN: Steps = &[("accept", "correction"), ("correct", "done")];
const ACCEPTED: Steps = &[("accept", "accepted")];
const DECIDING: Steps = &[("accept", "accepted"), ("inspect", "done"), ("examine", "done")];
const GRANTING: Steps =
    &[("accept", "accepted"), ("inspect", "done"), ("examine", "done"), ("decide", "granted")];
const GRANTED: Steps = &[
    ("accept", "accepted"),
    ("inspect", "done"),
    ("examine", "done"),
    ("decide", "granted"),
    ("deliver", "done"),
];
const REFUSED: Steps = &[
    ("accept", "accepted"),
    ("inspect", "done"),
    ("examine", "done"),
    ("decide", "refused"),
    ("deliver", "done"),
];
const NOT_ACCEPTED: Steps = &[("accept", "correction"), ("correct", "done"), ("accept", "not_accepted")];
const WITHDRAWN: Steps = &[("accept", "accepted"), ("withdraw", "withdrawn")];

pub(super) const SAMPLES: &[Sample] = &[
    Sample { name: "cases-received", render: received },
    Sample { name: "cases-case-received", render: |lang| case(lang, RECEIVED, 1) },
    Sample { name: "cases-case-correcting", render: |lang| case(lang, CORRECTING, 1) },
    Sample { name: "cases-case-corrected", render: |lang| case(lang, AGAIN, 1) },
    Sample { name: "cases-case-accepted", render: |lang| case(lang, ACCEPTED, 1) },
    Sample { name: "cases-case-deciding", render: |lang| case(lang, DECIDING, 5) },
    Sample { name: "cases-case-overdue", render: |lang| case(lang, DECIDING, 40) },
    Sample { name: "cases-case-decided", render: |lang| case(lang, GRANTING, 1) },
    Sample { name: "cases-case-granted", render: |lang| case(lang, GRANTED, 1) },
    Sample { name: "cases-case-refused", render: |lang| case(lang, REFUSED, 1) },
    Sample { name: "cases-case-not-accepted", render: |lang| case(lang, NOT_ACCEPTED, 1) },
    Sample { name: "cases-case-withdrawn", render: |lang| case(lang, WITHDRAWN, 1) },
    Sample { name: "cases-answers", render: said },
    Sample { name: "cases-correction", render: |lang| correction(lang, false) },
    Sample { name: "cases-correction-error", render: |lang| correction(lang, true) },
    Sample { name: "cases-withdrawal", render: withdrawal },
    Sample { name: "cases-notice-received", render: |lang| notice(lang, RECEIVED, NoticeKind::Received) },
    Sample {
        name: "cases-notice-correction",
        render: |lang| notice(lang, CORRECTING, NoticeKind::Correction),
    },
    Sample { name: "cases-notice-accepted", render: |lang| notice(lang, ACCEPTED, NoticeKind::Accepted) },
    Sample {
        name: "cases-notice-not-accepted",
        render: |lang| notice(lang, NOT_ACCEPTED, NoticeKind::NotAccepted),
    },
    Sample { name: "cases-notice-extended", render: extended },
    Sample { name: "cases-notice-granted", render: |lang| notice(lang, GRANTED, NoticeKind::Granted) },
    Sample { name: "cases-notice-refused", render: |lang| notice(lang, REFUSED, NoticeKind::Refused) },
    Sample { name: "cases-notice-withdrawn", render: |lang| notice(lang, WITHDRAWN, NoticeKind::Withdrawn) },
    Sample { name: "cases-notice-delivered", render: |lang| notice(lang, GRANTED, NoticeKind::Delivered) },
    Sample { name: "cases-notice-erased", render: erased },
    Sample { name: "cases-notice-no-paper", render: no_paper },
    Sample { name: "cases-traces", render: traces },
    Sample { name: "cases-list-empty", render: |lang| list(lang, false) },
    Sample { name: "cases-list-filled", render: |lang| list(lang, true) },
];

fn received(lang: Lang) -> Markup {
    let view = World::of(lang).case(RECEIVED, 0);
    let act = Some(Id128(9).text("act"));
    page(lang, "/cases/case_7/received", received_sheet(lang, &ReceivedView { view, act }))
}

fn case(lang: Lang, steps: Steps, days_after: i64) -> Markup {
    let world = World::of(lang);
    let view = world.case(steps, days_after);
    let kinds = [NoticeKind::Granted, NoticeKind::Refused, NoticeKind::NotAccepted];
    let decision = kinds.into_iter().find_map(|it| world.notice(&view, it));
    let picture = Way::of(&view.matter).picture_of(lang, &view.case, &view.tasks);
    let my = MyCase { picture: Arc::new(drawn(lang, &view, &picture)), view, decision };
    page(lang, "/cases/case_7", case_sheet(lang, &my))
}

fn said(lang: Lang) -> Markup {
    let world = World::of(lang);
    let places = Place::of(vec![world.district()]).into_iter().collect();
    let said = SaidView { view: world.case(ACCEPTED, 1), places, files: BTreeMap::new() };
    page(lang, "/cases/case_7/answers", said_sheet(lang, &said))
}

fn correction(lang: Lang, is_wrong: bool) -> Markup {
    let world = World::of(lang);
    let view = world.case(CORRECTING, 1);
    let told = world.notice(&view, NoticeKind::Correction);
    let form = &world.matter.matter.form;
    let mut typed = form.typed(&world.answers()).pairs();
    if is_wrong {
        typed.retain(|(name, _)| name != "contact_phone");
    }
    let reading = form.read(&typed, world.today());
    let view = CorrectionView {
        view,
        told,
        answers: reading.answers,
        typed: reading.typed,
        flaws: reading.flaws,
        files: BTreeMap::new(),
        known: Registers::default(),
        place: Place::of(vec![world.district()]),
        key: "5e11f00d".to_owned(),
    };
    let frame = frame(lang, "/cases/case_7/correction");
    correction_sheet(&frame, &view).within(&frame)
}

fn withdrawal(lang: Lang) -> Markup {
    let frame = frame(lang, "/cases/case_7/withdrawal");
    withdrawal_sheet(&frame, &World::of(lang).case(ACCEPTED, 1), "5e11f00d").within(&frame)
}

fn notice(lang: Lang, steps: Steps, kind: NoticeKind) -> Markup {
    let world = World::of(lang);
    show_notice(&world, &world.case(steps, 1), kind)
}

fn extended(lang: Lang) -> Markup {
    let world = World::of(lang);
    let mut view = world.case(ACCEPTED, 1);
    let due_at = view.case.clocks.current().map_or(view.now, |it| it.due_at).ms();
    let body = serde_json::json!({
        "due_at": due_at,
        "words": t!("sample.extension", lang),
        "clause": "administrative-licensing-law/42-1-extension",
    });
    if let Some(it) = view.notices.last_mut() {
        (it.kind, it.body) = (NoticeKind::Extended, Some(body));
    }
    show_notice(&world, &view, NoticeKind::Extended)
}

/// The person was erased: neither their name nor what the notice says can be shown.
fn erased(lang: Lang) -> Markup {
    let world = World::of(lang);
    let view = world.case(ACCEPTED, 1);
    let Some(mut it) = world.notice(&view, NoticeKind::Accepted) else { return Markup::default() };
    it.notice.body = None;
    let mut to = world.applicant();
    (to.name, to.number, to.masked) = (None, None, None);
    page(lang, "/cases/case_7/notices/notice_1", notice_sheet(lang, &NoticePage { it, to, is_demo: true }))
}

/// A name has a character that the font of the papers lacks.
fn no_paper(lang: Lang) -> Markup {
    let notice = "/cases/case_7/notices/notice_1";
    page(lang, &format!("{notice}/paper"), unmade_sheet(lang, paper::Flaw::Missing('\u{20BB7}'), notice))
}

fn show_notice(world: &World, view: &CaseView, kind: NoticeKind) -> Markup {
    let lang = world.lang;
    let Some(it) = world.notice(view, kind) else { return Markup::default() };
    let sheet = notice_sheet(lang, &NoticePage { it, to: world.applicant(), is_demo: true });
    page(lang, "/cases/case_7/notices/notice_1", sheet)
}

fn traces(lang: Lang) -> Markup {
    let world = World::of(lang);
    let view = world.case(ACCEPTED, 1);
    let bureau = || Doer::Official(words(t!("sample.bureau")), words(t!("sample.post")));
    let trace = |n: u128, kind: &str, who, purpose: &str, basis: &str| Trace {
        id: Id128(n).text("act"),
        at: view.case.received_at.plus_ms(n as i64 * 3_600_000),
        kind: kind.to_owned(),
        who,
        purpose: Some(purpose.to_owned()),
        basis: Some(basis.to_owned()),
        is_placed: n < 4,
    };
    let matter = &view.case.matter;
    let acts = vec![
        trace(1, "case.submitted", Doer::Applicant, matter, "administrative-licensing-law/29"),
        trace(2, "case.viewed", bureau(), "case.handling", "personal-information-protection-law/13+17+34-35"),
        trace(3, "case.accepted", bureau(), matter, "administrative-licensing-law/29"),
        trace(4, "case.overdue", Doer::Platform, matter, "administrative-licensing-law/29"),
    ];
    let CaseView { case, matter, calendar, .. } = view;
    page(lang, "/cases/case_7/traces", traces_sheet(lang, &TracesView { case, matter, calendar, acts }))
}

fn list(lang: Lang, is_filled: bool) -> Markup {
    let world = World::of(lang);
    let (mut cases, mut drafts) = (Vec::new(), Vec::new());
    if is_filled {
        let all = [RECEIVED, CORRECTING, ACCEPTED, GRANTING, GRANTED, REFUSED, NOT_ACCEPTED, WITHDRAWN];
        cases.extend(all.map(|it| (world.case(it, 1).case, world.matter.clone())));
        drafts.push((world.matter.clone(), Time::from_ms(1_772_414_100_000)));
    }
    page(lang, "/cases", cases_sheet(lang, &CasesView { cases, drafts, calendar: world.calendar.clone() }))
}
