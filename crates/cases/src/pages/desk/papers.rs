//! What lies in the file: the answers by page, the materials, what was examined and found, what was decided.
//! Shows only; what follows from it is the form's.

use forms::{Answers, Kind, Question};
use kit::{CitizenNumber, Lang, Time, t};
use maud::{Markup, html};
use serde_json::Value;
use web::pages::{Column, SummaryRow, Table, Tone, details, section, summary_card, summary_list, table, tag};

use super::{file::FileView, proposal, words};
use crate::{
    actions::TaskView,
    model::{Material, MaterialSource, NoticeKind, Reasons, RemedyView},
    pages::portal::{
        answers::{file_list, row_title},
        words as said,
    },
};

/// The answers, page by page, with where they come from.
pub(super) fn answers(lang: Lang, view: &FileView) -> Markup {
    let case = view.case();
    let Some(answers) = &case.answers else {
        return html! { p.soft { (t!("desk.file.erased", lang)) } };
    };
    let source = t!("desk.file.source", lang, at = said::moment(lang, answered_at(view), &case.calendar));
    html! {
        @for asked in case.matter.matter.form.asked(answers) {
            section.summary-card {
                h2 { (asked.page.title.say(lang)) }
                p.source { (source) }
                @if asked.page.repeat.is_some() {
                    @for (n, row) in answers.rows(&asked.page.key).iter().enumerate() {
                        h3 { (row_title(lang, asked.page, n)) }
                        (rows(lang, view, &asked.page.questions.iter().collect::<Vec<_>>(), row))
                    }
                } @else {
                    (rows(lang, view, &asked.questions, answers))
                }
            }
        }
    }
}

fn rows(lang: Lang, view: &FileView, questions: &[&Question], answers: &Answers) -> Markup {
    let asked = questions.iter().filter(|it| !matches!(it.kind, Kind::Statement));
    let rows: Vec<_> =
        asked.map(|it| SummaryRow::new(it.say(lang), answered(lang, view, it, answers))).collect();
    summary_list(lang, &rows)
}

/// When the applicant last said all this.
fn answered_at(view: &FileView) -> Time {
    let case = view.case();
    let corrected = case.tasks.iter().filter(|it| it.task.duty == "correct" && it.task.outcome.is_some());
    corrected.filter_map(|it| it.task.ended_at).max().unwrap_or(case.case.received_at)
}

/// An answer in words; a region by its name, a citizen number masked until it is asked for.
pub(super) fn answer(lang: Lang, view: &FileView, question: &Question) -> Markup {
    match &view.case().answers {
        Some(it) => answered(lang, view, question, it),
        None => Markup::default(),
    }
}

fn answered(lang: Lang, view: &FileView, question: &Question, answers: &Answers) -> Markup {
    let shown = forms::shown_in(question, answers, lang).unwrap_or_default();
    match &question.kind {
        Kind::RegionAddress { .. } => {
            let region = shown.lines().next().and_then(|it| view.desk.regions.get(it));
            html! {
                @if let Some(it) = region { (it.say(lang)) br; }
                @for (n, line) in shown.lines().skip(usize::from(region.is_some())).enumerate() {
                    @if 0 < n { br; } (line)
                }
            }
        }
        Kind::BankAccount { .. } => match shown.rsplit_once(' ') {
            Some((_, last)) => details(&t!("desk.account_masked", lang, last = last), html! { (shown) }),
            None => html! { (shown) },
        },
        Kind::Files { .. } => file_list(lang, answers.keys(&question.key), &view.files()),
        Kind::Material { .. } => html! {
            (shown)
            (given_files(lang, view, question, answers))
        },
        Kind::Region { .. } => match view.desk.regions.get(&shown) {
            Some(it) => html! { (it.say(lang)) " " span.soft { (shown) } },
            None => html! { (shown) },
        },
        Kind::CitizenNumber => match CitizenNumber::parse(&shown) {
            Ok(it) => details(&it.masked(), html! { (shown) }),
            Err(_) => html! { (shown) },
        },
        Kind::LongText { .. } | Kind::Address { .. } | Kind::Likert { .. } => {
            html! { @for (n, line) in shown.lines().enumerate() { @if 0 < n { br; } (line) } }
        }
        _ => html! { (shown) },
    }
}

fn given_files(lang: Lang, view: &FileView, question: &Question, answers: &Answers) -> Markup {
    let given = question.kind.files(&question.key).map(|(_, key)| answers.keys(&key)).unwrap_or_default();
    file_list(lang, given, &view.files())
}

/// The materials: how each came in, and what it has to be.
pub(super) fn materials(lang: Lang, view: &FileView) -> Markup {
    let columns = [
        Column::text(t!("desk.material", lang)),
        Column::text(t!("desk.material.how", lang)),
        Column::text(t!("desk.material.standard", lang)),
    ];
    let rows = view.case().matter.matter.materials.iter().map(|it| {
        vec![
            html! { div { (it.name.say(lang)) @if !it.needed { " " span.soft { (t!("desk.material.optional", lang)) } } } },
            html! { div { (handed_in(lang, view, it)) } },
            html! { div { (it.standard.say(lang)) p.row-note { (said::clause(lang, &it.clause)) } } },
        ]
    });
    let caption = t!("desk.materials", lang);
    table(&Table { caption, columns: &columns, rows: rows.collect(), empty: t!("desk.materials.none", lang) })
}

fn handed_in(lang: Lang, view: &FileView, it: &Material) -> Markup {
    let question = it.question.as_deref().and_then(|it| view.case().matter.matter.form.question(it));
    let answer = question.zip(view.case().answers.as_ref());
    let way = answer.and_then(|(question, answers)| {
        let words = forms::shown(question, answers.get(&question.key), lang)?;
        Some(html! { (words) (given_files(lang, view, question, answers)) })
    });
    match (it.source, way) {
        (MaterialSource::Form, _) => html! { (t!("desk.material.form", lang)) },
        (MaterialSource::Held, _) => html! { (t!("desk.material.held", lang)) },
        (MaterialSource::Applicant, Some(way)) => way,
        (MaterialSource::Applicant, None) if it.needed => tag(Tone::Warn, t!("desk.material.missing", lang)),
        (MaterialSource::Applicant, None) => html! { span.soft { (t!("desk.material.missing", lang)) } },
    }
}

/// What the examination and the visit came to.
pub(super) fn results(lang: Lang, view: &FileView) -> Markup {
    html! {
        @for it in &view.case().tasks {
            @match (it.task.duty.as_str(), &it.result) {
                ("examine", Some(result)) => (examination(lang, view, it, result)),
                ("inspect", Some(result)) => (findings(lang, view, it, result)),
                _ => {}
            }
        }
    }
}

fn examination(lang: Lang, view: &FileView, it: &TaskView, result: &Value) -> Markup {
    let complete = match result["complete"].as_bool() {
        Some(true) => tag(Tone::Good, t!("desk.examined.complete", lang)),
        _ => tag(Tone::Bad, t!("desk.examined.incomplete", lang)),
    };
    let rows = [
        SummaryRow::new(t!("desk.examined", lang), complete),
        SummaryRow::new(t!("desk.words", lang), paragraph(result)),
        SummaryRow::new(t!("desk.by", lang), by(lang, view, it)),
    ];
    summary_card(lang, words::duty(lang, "examine"), &rows)
}

fn findings(lang: Lang, view: &FileView, it: &TaskView, result: &Value) -> Markup {
    let items = &view.case().matter.matter.inspection;
    let names: Vec<_> = items.iter().map(|it| it.text.say(lang)).collect();
    let found = items.iter().zip(&names).map(|(it, name)| {
        SummaryRow::new(name, html! {
            (pass(lang, result["findings"][&it.key].as_bool())) " " span.row-note { (said::clause(lang, &it.clause)) }
        })
    });
    let mut rows: Vec<_> = found.collect();
    if let Some(visit) = &it.visit {
        let who = visit.officials.each_ref().map(|it| view.official(lang, it.as_str()));
        let at = said::moment(lang, visit.at, &view.case().calendar);
        let words = t!("desk.visit.said", lang, at = at, first = who[0], second = who[1]);
        rows.push(SummaryRow::new(t!("desk.visit", lang), html! { (words) }));
    }
    rows.push(SummaryRow::new(t!("desk.words", lang), paragraph(result)));
    rows.push(SummaryRow::new(t!("desk.by", lang), by(lang, view, it)));
    summary_card(lang, words::duty(lang, "inspect"), &rows)
}

/// Whether an item is in order.
pub(super) fn pass(lang: Lang, it: Option<bool>) -> Markup {
    match it {
        Some(true) => tag(Tone::Good, t!("desk.finding.pass", lang)),
        Some(false) => tag(Tone::Bad, t!("desk.finding.fail", lang)),
        None => Markup::default(),
    }
}

fn paragraph(result: &Value) -> Markup {
    html! { (result["words"].as_str().unwrap_or_default()) }
}

fn by(lang: Lang, view: &FileView, it: &TaskView) -> Markup {
    let who = it.task.ended_by.as_deref().map_or("", |it| view.official(lang, it));
    let agency = it.agency.as_ref().map_or("", |it| it.say(lang));
    let at = it.task.ended_at.map(|at| said::moment(lang, at, &view.case().calendar)).unwrap_or_default();
    html! { (who) " " span.soft { (agency) } br; span.soft { (at) } }
}

/// What was decided, with its reasons and what can be done against it.
pub(super) fn decision(lang: Lang, view: &FileView) -> Markup {
    let Some(notice) = &view.desk.decision else { return Markup::default() };
    let body = notice.body.as_ref();
    let reasons = body.and_then(|it| serde_json::from_value::<Reasons>(it["reasons"].clone()).ok());
    let certificate = body.and_then(|it| it["certificate"].as_str());
    let (tone, outcome) = match notice.kind {
        NoticeKind::Granted => (Tone::Good, "granted"),
        NoticeKind::Refused => (Tone::Bad, "refused"),
        _ => (Tone::Bad, "not_accepted"),
    };
    let at = said::moment(lang, notice.issued_at, &view.case().calendar);
    let mut rows = vec![
        SummaryRow::new(t!("desk.decided.outcome", lang), tag(tone, words::outcome(lang, outcome))),
        SummaryRow::new(t!("desk.decided.number", lang), html! { (notice.number) br; span.soft { (at) } }),
    ];
    if let Some(it) = &reasons {
        let departs = it.proposed.as_deref().filter(|it| *it != outcome);
        if let Some(proposed) = departs {
            let words = html! { (words::outcome(lang, proposed)) " " (tag(Tone::Warn, t!("desk.decided.departs", lang))) };
            rows.push(SummaryRow::new(t!("desk.decided.proposed", lang), words));
        }
        rows.push(SummaryRow::new(t!("desk.decided.reasons", lang), proposal::fired(lang, &it.fired)));
        if !it.words.is_empty() {
            rows.push(SummaryRow::new(t!("desk.words", lang), html! { (it.words) }));
        }
        let remedies = html! { @for it in &it.remedies { p { (remedy(lang, it)) } } };
        rows.push(SummaryRow::new(t!("desk.remedies", lang), remedies));
    }
    if let Some(it) = certificate.filter(|_| view.desk.may_see_certificate) {
        let link = html! { a href={ "/certificates/" (it) } { (t!("desk.decided.certificate_link", lang)) } };
        rows.push(SummaryRow::new(t!("desk.decided.certificate", lang), link));
    }
    section(t!("desk.decided", lang), summary_list(lang, &rows))
}

/// What can be done against a decision, with whom and for how long.
pub(super) fn remedy(lang: Lang, it: &RemedyView) -> Markup {
    let (within, region) = (said::limit(lang, it.within), it.region.say(lang));
    let words = match it.kind.as_str() {
        "reconsideration" => t!("desk.remedy.reconsideration", lang, within = within, region = region),
        _ => t!("desk.remedy.litigation", lang, within = within, region = region),
    };
    html! {
        (words) br; span.row-note {
            (said::clause(lang, &it.clause))
            @if let Some(clause) = &it.body_clause { br; (said::clause(lang, clause)) }
        }
    }
}
