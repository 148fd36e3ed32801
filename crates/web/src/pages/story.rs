//! What happened and what is to be done, in order: tasks, steps, and the story of a case.
//! Knows nothing of cases.

use kit::{Lang, t};
use maud::{Markup, html};

use super::{Tone, tag};

/// A part of a longer application.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// What helps; may be empty.
    pub hint: &'a str,
    /// Where it is done. A task that cannot start yet has no link.
    pub href: &'a str,
    /// How far it is.
    pub state: TaskState,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Completed.
    Done,
    /// In progress.
    Doing,
    /// Not yet started.
    NotStarted,
    /// Waits for another task.
    CannotStart,
    /// There is a problem.
    Wrong,
}

/// One step of how something goes.
#[derive(Clone, Debug, Default)]
pub struct Step<'a> {
    /// What is done.
    pub title: &'a str,
    /// By whom, how long, what for.
    pub body: Markup,
}

/// Something that happened.
#[derive(Clone, Debug, Default)]
pub struct Event<'a> {
    /// The moment, in words.
    pub when: &'a str,
    /// The moment, for machines (`2026-11-22T11:51+08:00`).
    pub datetime: &'a str,
    /// What happened.
    pub title: &'a str,
    /// Who did it; may be empty.
    pub by: &'a str,
    /// More: the notice, the receipt.
    pub body: Markup,
    /// How it went.
    pub tone: Tone,
}

/// The parts of a longer application, each with how far it is.
pub fn task_list(lang: Lang, tasks: &[Task<'_>]) -> Markup {
    html! {
        ul.task-list {
            @for (n, it) in tasks.iter().enumerate() {
                @let id = format!("task-{}-state", n + 1);
                li {
                    div {
                        @if it.state == TaskState::CannotStart { span.soft { (it.text) } }
                        @else { a href=(it.href) aria-describedby=(id) { (it.text) } }
                        @if !it.hint.is_empty() { p.hint { (it.hint) } }
                    }
                    div.task-state id=(id) { (task_state(lang, it.state)) }
                }
            }
        }
    }
}

/// How something goes, step by step.
pub fn steps(steps: &[Step<'_>]) -> Markup {
    html! {
        ol.steps { @for it in steps { li { h3 { (it.title) } (it.body) } } }
    }
}

/// What happened, the newest where the caller puts it.
pub fn timeline(lang: Lang, events: &[Event<'_>]) -> Markup {
    html! {
        ol.timeline {
            @for it in events {
                li.(it.tone.class()) {
                    p.when { time datetime=(it.datetime) { (it.when) } }
                    h3 { (it.title) }
                    @if !it.by.is_empty() { p.by { span.vh { (t!("story.by", lang)) " " } (it.by) } }
                    (it.body)
                }
            }
        }
    }
}

fn task_state(lang: Lang, state: TaskState) -> Markup {
    match state {
        TaskState::Done => html! { (t!("task.done", lang)) },
        TaskState::Doing => tag(Tone::Going, t!("task.doing", lang)),
        TaskState::NotStarted => tag(Tone::Neutral, t!("task.not_started", lang)),
        TaskState::CannotStart => html! { span.soft { (t!("task.cannot_start", lang)) } },
        TaskState::Wrong => tag(Tone::Bad, t!("task.wrong", lang)),
    }
}
