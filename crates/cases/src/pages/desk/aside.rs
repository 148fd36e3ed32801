//! Beside the file: where the case is, its clock and its way, who else has it, what happened, the law at hand.
//! Shows only.

use std::cmp::Reverse;

use identity::SubjectKind;
use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::pages::{Event, Frame, SummaryRow, Tone, section, summary_list, timeline};

use super::{affairs, file::FileView, words};
use crate::{
    actions::{CaseView, TaskView},
    model::{Notice, NoticeKind},
    pages::portal::{clock, words as said},
};

pub(super) fn aside(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    let CaseView { case, calendar, now, .. } = view.case();
    html! {
        (section(t!("desk.aside.state", lang), html! {
            p { (words::stage(lang, case.stage))
                @if let Some(outcome) = &case.outcome { " " (words::outcome(lang, outcome)) } }
            @if let Some(it) = case.clocks.current() { (clock::picture(lang, it, calendar, *now)) }
            (affairs::time(lang, view))
        }))
        (section(t!("desk.aside.applicant", lang), applicant(lang, view)))
        (section(t!("desk.aside.now", lang), under_way(frame, view)))
        (affairs::sections(frame, view))
        (section(t!("desk.aside.way", lang), html! { (view.picture) }))
        (section(t!("desk.aside.history", lang), history(lang, view)))
        (section(t!("desk.aside.law", lang), said::law_list(lang, law_at_hand(view))))
    }
}

fn applicant(lang: Lang, view: &FileView) -> Markup {
    let (it, case) = (&view.desk.file.applicant, view.case());
    let kind = match it.kind {
        SubjectKind::Person => t!("desk.applicant.person", lang),
        SubjectKind::Company => t!("desk.applicant.company", lang),
    };
    let name = it.name.as_deref().unwrap_or(t!("desk.applicant.erased", lang));
    let region = view.desk.regions.get(case.case.region.as_str());
    let region = region.map_or(case.case.region.as_str(), |it| it.say(lang));
    let rows = [
        SummaryRow::new(t!("desk.applicant.name", lang), html! { (name) " " span.soft { (kind) } }),
        SummaryRow::new(
            t!("desk.applicant.number", lang),
            html! { (it.masked.as_deref().unwrap_or_default()) },
        ),
        SummaryRow::new(t!("desk.column.region", lang), html! { (region) }),
        SummaryRow::new(
            t!("desk.received_at", lang),
            html! { (said::moment(lang, case.case.received_at, &case.calendar)) },
        ),
        SummaryRow::new(t!("desk.decides", lang), html! { (view.desk.agency.say(lang)) }),
    ];
    summary_list(lang, &rows)
}

/// The open tasks, whoever has them.
fn under_way(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    let case = view.case();
    let open: Vec<_> = case.tasks.iter().filter(|it| it.task.ended_at.is_none()).collect();
    html! {
        @if open.is_empty() { p.soft { (t!("desk.aside.nobody", lang)) } }
        @else {
            ul.plain-list {
                @for it in open {
                    li {
                        strong { (words::duty(lang, &it.task.duty)) }
                        @if view.desk.mine.contains(&it.task.id) { " " (t!("desk.aside.mine", lang)) }
                        br;
                        span.soft { (it.agency.as_ref().map_or(t!("desk.applicant", lang), |it| it.say(lang))) }
                        br;
                        (words::left(lang, &it.task.urgency(&case.case.clocks, &case.calendar, case.now)))
                        " " span.soft {
                            (t!("desk.aside.since", lang, day = said::day_of(lang, it.task.opened_at, &case.calendar)))
                        }
                        @if let Some(visit) = &it.visit {
                            br; span.soft { (t!("desk.aside.visit", lang, at = said::moment(lang, visit.at, &case.calendar))) }
                        }
                        (affairs::held(frame, view, &it.task))
                    }
                }
            }
        }
    }
}

/// Something that happened, before it is shown.
struct Happened {
    at: Time,
    title: String,
    by: String,
    body: Markup,
    tone: Tone,
}

/// What happened, the newest first; a notice stands with the task that issued it.
fn history(lang: Lang, view: &FileView) -> Markup {
    let case = view.case();
    let mut all = vec![Happened {
        at: case.case.received_at,
        title: t!("desk.history.received", lang).to_owned(),
        by: t!("desk.applicant", lang).to_owned(),
        body: html! { @for it in issued(view, NoticeKind::Received) { (notice(lang, view, it)) } },
        tone: Tone::Good,
    }];
    for it in &case.tasks {
        all.extend(concluded(lang, view, it));
        if let Some(visit) = &it.visit {
            let at = said::moment(lang, visit.at, &case.calendar);
            let title = t!("desk.history.appointed", lang).to_owned();
            let body = html! { p { (t!("desk.aside.visit", lang, at = at)) } };
            all.push(Happened {
                at: visit.appointed_at,
                title,
                by: said_agency(lang, it),
                body,
                tone: Tone::Going,
            });
        }
    }
    // Every other notice stands with what it was issued for.
    let alone = |it: &&Notice| {
        matches!(
            it.kind,
            NoticeKind::Extended | NoticeKind::Withdrawn | NoticeKind::Suspended | NoticeKind::Resumed
        )
    };
    for it in case.notices.iter().filter(alone) {
        let title = notice_name(lang, it.kind).to_owned();
        let body = notice(lang, view, it);
        all.push(Happened { at: it.issued_at, title, by: String::new(), body, tone: Tone::Going });
    }
    for (at, it) in case.case.clocks.0.iter().filter_map(|it| it.overdue_at.map(|at| (at, it))) {
        let title = t!("desk.history.overdue", lang, clock = clock::name(lang, it.duty));
        all.push(Happened { at, title, by: String::new(), body: Markup::default(), tone: Tone::Bad });
    }
    all.sort_by_key(|it| Reverse(it.at));
    let times: Vec<_> =
        all.iter().map(|it| (said::moment(lang, it.at, &case.calendar), it.at.to_string())).collect();
    let events: Vec<_> = all
        .iter()
        .zip(&times)
        .map(|(it, (when, datetime))| Event {
            when,
            datetime,
            title: &it.title,
            by: &it.by,
            body: it.body.clone(),
            tone: it.tone,
        })
        .collect();
    timeline(lang, &events)
}

/// A task that came to something; one that fell away did not.
fn concluded(lang: Lang, view: &FileView, it: &TaskView) -> Option<Happened> {
    let (at, outcome) = (it.task.ended_at?, it.task.outcome.as_deref()?);
    let title = match outcome {
        flow::DONE => words::duty(lang, &it.task.duty).to_owned(),
        outcome => t!(
            "desk.history.concluded",
            lang,
            duty = words::duty(lang, &it.task.duty),
            outcome = words::outcome(lang, outcome)
        ),
    };
    let by = match (&it.task.ended_by, &it.agency) {
        (Some(id), Some(agency)) => {
            t!("desk.history.by", lang, who = view.official(lang, id), agency = agency.say(lang))
        }
        (Some(_), None) => t!("desk.applicant", lang).to_owned(),
        (None, _) => t!("desk.history.silence", lang).to_owned(),
    };
    let tone = match outcome {
        "refused" | "not_accepted" => Tone::Bad,
        "correction" | "objected" | "returned" | "broken" => Tone::Warn,
        _ => Tone::Good,
    };
    let kind = issued_by(&it.task.duty, outcome);
    let body =
        html! { @for it in kind.into_iter().flat_map(|it| issued(view, it)) { (notice(lang, view, it)) } };
    Some(Happened { at, title, by, body, tone })
}

/// The kind of notice that a task issues with its outcome.
fn issued_by(duty: &str, outcome: &str) -> Option<NoticeKind> {
    match (duty, outcome) {
        (_, "accepted") => Some(NoticeKind::Accepted),
        (_, "correction") => Some(NoticeKind::Correction),
        (_, "not_accepted") => Some(NoticeKind::NotAccepted),
        (_, "granted") => Some(NoticeKind::Granted),
        (_, "refused") => Some(NoticeKind::Refused),
        ("deliver", _) => Some(NoticeKind::Delivered),
        ("verify", "broken") => Some(NoticeKind::MendOrder),
        ("revoke", _) => Some(NoticeKind::Revoked),
        _ => None,
    }
}

fn issued(view: &FileView, kind: NoticeKind) -> impl Iterator<Item = &Notice> {
    view.case().notices.iter().filter(move |it| it.kind == kind)
}

/// A notice with its paper.
fn notice(lang: Lang, view: &FileView, it: &Notice) -> Markup {
    let paper = format!("/desk/cases/{}/notices/{}/paper", view.case().case.id, it.id);
    let label = t!("desk.notice.paper", lang, number = it.number);
    html! {
        p {
            (notice_name(lang, it.kind)) " " span.soft { (it.number) } " "
            a href=(paper) aria-label=(label) { "PDF" }
        }
    }
}

fn said_agency(lang: Lang, it: &TaskView) -> String {
    it.agency.as_ref().map_or("", |it| it.say(lang)).to_owned()
}

fn notice_name(lang: Lang, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Received => t!("desk.notice.received", lang),
        NoticeKind::Correction => t!("desk.notice.correction", lang),
        NoticeKind::Accepted => t!("desk.notice.accepted", lang),
        NoticeKind::NotAccepted => t!("desk.notice.not_accepted", lang),
        NoticeKind::Extended => t!("desk.notice.extended", lang),
        NoticeKind::Granted => t!("desk.notice.granted", lang),
        NoticeKind::Refused => t!("desk.notice.refused", lang),
        NoticeKind::Withdrawn => t!("desk.notice.withdrawn", lang),
        NoticeKind::Delivered => t!("desk.notice.delivered", lang),
        NoticeKind::Suspended => t!("desk.notice.suspended", lang),
        NoticeKind::Resumed => t!("desk.notice.resumed", lang),
        NoticeKind::MendOrder => t!("desk.notice.mend_order", lang),
        NoticeKind::Revoked => t!("desk.notice.revoked", lang),
    }
}

/// The clauses that the task at hand applies; of a case without one, what founds it and its clock.
fn law_at_hand(view: &FileView) -> Vec<&str> {
    let matter = &view.case().matter.matter;
    let clocks = &matter.clocks;
    let rows = |table: &str| {
        let table = matter.tables.iter().find(|it| it.key == table);
        let rows = table.map(|it| it.rows.as_slice()).unwrap_or_default();
        rows.iter().filter_map(|it| it.clause.as_deref()).collect::<Vec<_>>()
    };
    let materials = || matter.materials.iter().map(|it| it.clause.as_str());
    let duty = view.desk.at_hand.as_ref().map_or("", |it| it.task.task.duty.as_str());
    let mut clauses = Vec::new();
    match duty {
        "accept" => {
            clauses.push(clocks.acceptance.clause.as_str());
            clauses.extend(rows("acceptance"));
            clauses.extend(materials());
        }
        "examine" => {
            clauses.push(&clocks.decision.clause);
            clauses.extend(materials());
        }
        "inspect" => {
            clauses.extend(clocks.inspection.as_ref().map(|it| it.clause.as_str()));
            clauses.push(super::visit::TWO_CLAUSE);
            clauses.extend(matter.inspection.iter().map(|it| it.clause.as_str()));
        }
        "decide" => {
            clauses.push(&clocks.decision.clause);
            clauses.extend(rows(&matter.result.table));
            clauses.extend(matter.result.certificate.as_ref().map(|it| it.clause.as_str()));
            let remedies = [&matter.remedies.reconsideration, &matter.remedies.litigation];
            clauses.extend(
                remedies
                    .into_iter()
                    .flat_map(|it| [Some(&it.clause), it.body_clause.as_ref()])
                    .flatten()
                    .map(String::as_str),
            );
        }
        "deliver" => clauses.push(&clocks.delivery.clause),
        "settle" => {
            clauses.push(&clocks.acceptance.clause);
            clauses.extend(rows("acceptance"));
            clauses.push(&clocks.decision.clause);
            clauses.extend(rows(&matter.result.table));
        }
        "verify" | "revoke" => {
            clauses.push(super::visit::TWO_CLAUSE);
            if let Some(it) = &matter.process.promise {
                clauses.extend([it.clause.as_str(), &it.inspect_within.clause, &it.mend_within.clause]);
                clauses.extend(it.terms.iter().map(|it| it.clause.as_str()));
            }
            clauses.extend(matter.inspection.iter().map(|it| it.clause.as_str()));
        }
        _ => clauses.extend(view.case().case.clocks.current().map(|it| it.clause.as_str())),
    }
    clauses.extend(matter.basis.iter().map(String::as_str));
    clauses
}
