//! The parts of an application, each with how far it is.
//! Nothing is kept by looking: an application begins with the first page that is saved.

use axum::extract::{Path, Query};
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Task, TaskState, Tone, button_start, buttons, heading, inset, notification_banner, task_list},
};

use super::{super::Sheet, Application};

/// What is told after the way here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum Saved {
    /// Everything typed was kept.
    All,
    /// What was wrong could not be kept.
    Part,
    /// Nothing was to be kept.
    #[default]
    #[serde(other)]
    Nothing,
}

#[derive(Debug, Default, serde::Deserialize)]
pub(in super::super) struct Asked {
    #[serde(default)]
    saved: Saved,
}

pub(in super::super) async fn show(ctx: Ctx, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let by = ctx.by.clone();
    let application = ctx.store.read(move |read| Application::load(read, &by, &key)).await?;
    overview_sheet(ctx.lang, &application, asked.saved).answer(&ctx)
}

pub(in super::super) fn overview_sheet(lang: Lang, application: &Application, saved: Saved) -> Sheet {
    let matter = &application.matter.matter;
    let parts = parts(application);
    let n_done = parts.iter().filter(|it| it.state == TaskState::Done).count();
    let ready = application.draft.is_some() && application.review().flaws.is_empty();
    let check = format!("{}/check", application.path());
    let mut tasks: Vec<_> = parts.iter().map(|it| it.task(lang)).collect();
    tasks.push(Task {
        text: t!("apply.check", lang),
        hint: t!("apply.check_hint", lang),
        href: &check,
        state: if ready { TaskState::NotStarted } else { TaskState::CannotStart },
    });
    let next = parts.iter().find(|it| it.state != TaskState::Done && !(ready && it.optional));
    let body = html! {
        (saved_banner(lang, saved))
        (heading(t!("apply.caption", lang), matter.name.say(lang)))
        @if application.is_outdated() { (outdated(lang, application)) }
        @if application.draft.is_none() {
            p { (t!("apply.begin_words", lang)) }
        } @else {
            p { (t!("apply.progress", lang, done = n_done, total = parts.len())) }
        }
        (task_list(lang, &tasks))
        (buttons(html! {
            @if let Some(it) = next {
                (button_start(&it.href, if n_done == 0 { t!("apply.begin", lang) } else { t!("apply.resume", lang) }))
            } @else {
                (button_start(&check, t!("apply.check", lang)))
            }
        }))
        p.hint { (t!("apply.kept", lang)) }
    };
    Sheet::of(matter.name.say(lang), body).back(&format!("/matters/{}", matter.key))
}

/// The matter changed: what was answered and does not fit any more is shown, to be answered anew.
fn outdated(lang: Lang, application: &Application) -> Markup {
    let lost = application.unfitting(lang);
    inset(html! {
        p { (t!("apply.outdated", lang)) }
        @if !lost.is_empty() {
            p { (t!("apply.outdated_lost", lang)) }
            ul { @for (question, words) in &lost { li { (question.say(lang)) ": " (words) } } }
        }
    })
}

struct Part {
    title: kit::Words,
    href: String,
    state: TaskState,
    optional: bool,
}

impl Part {
    fn task(&self, lang: Lang) -> Task<'_> {
        let hint = if self.optional { t!("apply.optional_part", lang) } else { "" };
        Task { text: self.title.say(lang), hint, href: &self.href, state: self.state }
    }
}

/// The pages that are asked, given what was answered.
fn parts(application: &Application) -> Vec<Part> {
    let form = application.form();
    let answers = application.answers();
    let reading = application.review();
    let part = |it: forms::Asked<'_>| {
        let flaws: Vec<_> = reading
            .flaws
            .iter()
            .filter(|flaw| form.page_of(&flaw.field).is_some_and(|page| page.key == it.page.key))
            .collect();
        let left = application.left_over(it.page, None);
        let answered = it.questions.iter().any(|it| answers.get(&it.key).is_some())
            || !answers.rows(&it.page.key).is_empty()
            || left.iter().any(|(_, value)| !value.is_empty());
        let state = match (answered, flaws.is_empty()) {
            (false, _) => TaskState::NotStarted,
            (true, true) if left.is_empty() => TaskState::Done,
            (true, true) => TaskState::Wrong,
            (true, false) if flaws.iter().all(|it| it.code.ends_with("missing")) => TaskState::Doing,
            (true, false) => TaskState::Wrong,
        };
        Part {
            title: it.page.title.clone(),
            href: format!("{}/{}", application.path(), it.page.key),
            state,
            optional: it.questions.iter().all(|it| it.optional),
        }
    };
    form.asked(&answers).into_iter().map(part).collect()
}

fn saved_banner(lang: Lang, saved: Saved) -> Markup {
    match saved {
        Saved::Nothing => Markup::default(),
        Saved::All => notification_banner(lang, Tone::Good, t!("apply.saved", lang), Markup::default()),
        Saved::Part => {
            let words = html! { p { (t!("apply.saved_part_words", lang)) } };
            notification_banner(lang, Tone::Warn, t!("apply.saved_part", lang), words)
        }
    }
}
