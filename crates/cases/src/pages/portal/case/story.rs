//! The story of a case: what happened, by whom, the newest first, and what is being done now.
//! Told from its tasks; every single act stands on the page of traces.

use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::pages::{Event, Tone};

use super::super::words;
use crate::{
    TEXTS,
    actions::{CaseView, TaskView},
};

/// The story with all its words made, so that the kit can borrow them.
pub(in crate::pages) struct Story(Vec<Told>);

struct Told {
    at: Time,
    when: String,
    datetime: String,
    title: String,
    by: String,
    body: Markup,
    tone: Tone,
}

impl Story {
    pub(in crate::pages) fn of(lang: Lang, view: &CaseView) -> Story {
        let case = &view.case;
        let told = |at: Time, title: String, by: &str, body: Markup, tone| Told {
            at,
            when: words::moment(lang, at, &view.calendar),
            datetime: at.to_string(),
            title,
            by: by.to_owned(),
            body,
            tone,
        };
        let you = t!("story.you", lang);
        let mut all =
            vec![told(case.received_at, t!("story.received", lang).to_owned(), you, html! {}, Tone::Good)];
        for it in &view.tasks {
            let by = it.agency.as_ref().map_or(you, |it| it.say(lang));
            match (it.task.ended_at, it.task.outcome.as_deref()) {
                (Some(at), Some(outcome)) => {
                    let (title, tone) = done(lang, view, it, outcome);
                    let by = if it.task.ended_by.is_some() { by } else { t!("story.law", lang) };
                    all.push(told(at, title, by, result(lang, view, it), tone));
                }
                (Some(_), None) => {}
                (None, _) => all.push(told(
                    it.task.opened_at,
                    doing(lang, view, it),
                    by,
                    due(lang, view, it),
                    Tone::Going,
                )),
            }
        }
        if let Some(at) = case.ended_at.filter(|_| case.outcome.as_deref() == Some(flow::WITHDRAWN)) {
            all.push(told(at, t!("story.withdrawn", lang).to_owned(), you, html! {}, Tone::Neutral));
        }
        // Stable, so what happened at one moment stays in the order in which it was done.
        all.sort_by_key(|it| it.at);
        all.reverse();
        Story(all)
    }

    pub(in crate::pages) fn events(&self) -> Vec<Event<'_>> {
        let events = self.0.iter().map(|it| Event {
            when: &it.when,
            datetime: &it.datetime,
            title: &it.title,
            by: &it.by,
            body: it.body.clone(),
            tone: it.tone,
        });
        events.collect()
    }
}

/// What came of a task, and how it reads: 受理, 一次告知补正.
fn done(lang: Lang, view: &CaseView, it: &TaskView, outcome: &str) -> (String, Tone) {
    let known = TEXTS.find(lang, &format!("done.{}.{outcome}", it.task.duty));
    let title = known.map_or_else(|| t!("story.done", lang, step = step(lang, view, it)), str::to_owned);
    let tone = match outcome {
        "correction" => Tone::Warn,
        "refused" | "not_accepted" => Tone::Bad,
        _ => Tone::Good,
    };
    (title, tone)
}

fn doing(lang: Lang, view: &CaseView, it: &TaskView) -> String {
    match it.task.agency {
        Some(_) => t!("story.doing", lang, step = step(lang, view, it)),
        None => t!("story.your_turn", lang, step = step(lang, view, it)),
    }
}

/// What the step of a task is called in its matter.
fn step(lang: Lang, view: &CaseView, it: &TaskView) -> String {
    let label = view.matter.flow.find(&it.task.node).and_then(|it| it.label.as_ref());
    let duty = || TEXTS.find(lang, &format!("duty.{}", it.task.duty)).unwrap_or(&it.task.duty).to_owned();
    label.map_or_else(duty, |it| it.say(lang).to_owned())
}

/// Until when, and the visit that was appointed.
fn due(lang: Lang, view: &CaseView, it: &TaskView) -> Markup {
    html! {
        @if it.task.agency.is_some() {
            p.hint { (t!("story.due", lang, day = words::last_day(lang, it.task.due_at, &view.calendar))) }
        }
        @if let Some(visit) = &it.visit {
            p { (t!("story.visit", lang, at = words::moment(lang, visit.at, &view.calendar))) }
        }
    }
}

/// What was found on site, item by item: it is about the applicant's own premises.
fn result(lang: Lang, view: &CaseView, it: &TaskView) -> Markup {
    let findings = it.result.as_ref().and_then(|it| it.get("findings")?.as_object());
    let Some(findings) = findings else { return Markup::default() };
    let failed = view.matter.matter.inspection.iter();
    let failed: Vec<_> = failed
        .filter(|it| findings.get(&it.key).and_then(serde_json::Value::as_bool) == Some(false))
        .collect();
    html! {
        p { (t!("story.findings", lang, total = findings.len(), failed = failed.len())) }
        @if !failed.is_empty() { ul { @for it in failed { li { (it.text.say(lang)) } } } }
    }
}
