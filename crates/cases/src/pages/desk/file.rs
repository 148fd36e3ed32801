//! The file of a case on one screen: what was applied for, what was found, and the form of the task at hand.
//! Opening it records the look first; knows nothing of how a task is concluded.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::{Path, Query};
use kit::{Lang, Result, t};
use maud::{Markup, html};
use serde::Deserialize;
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{Face, Flaws, Frame, Tone, columns, heading, inset, notification_banner},
};

use super::{Sheet, aside, form, papers, ways, words};
use crate::{
    actions::{self, AtHand, CaseView, DeskFile},
    model::{CaseId, TaskId},
    pages::portal::{case::picture_of, question::Attached, words as said},
};

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    task: String,
    #[serde(default)]
    done: String,
}

/// What the page shows.
pub(super) struct FileView {
    pub(super) desk: DeskFile,
    /// The way of the case, drawn.
    pub(super) picture: Arc<Markup>,
    /// What was typed into the form at hand.
    pub(super) typed: Posted,
    pub(super) wrong: Flaws,
    /// What makes the form count once.
    pub(super) key: String,
    /// What the official has just done, in a word.
    pub(super) done: String,
}

impl FileView {
    /// Opens the file, its look recorded, and takes up a task of it: the one asked for, else the most urgent.
    pub(super) async fn open(ctx: &Ctx, case: &CaseId, task: Option<&TaskId>) -> Result<Self> {
        let lang = ctx.lang;
        let drawn = move |read: &mut Read<'_>, view: &CaseView| picture_of(read, view, lang);
        let (desk, picture) = actions::open_desk_file(&ctx.store, &ctx.by, case, task, drawn).await?;
        Ok(Self::of(desk, picture, ctx.submission_key()))
    }

    pub(super) fn of(desk: DeskFile, picture: Arc<Markup>, key: String) -> Self {
        Self { desk, picture, typed: Posted::default(), wrong: Flaws::default(), key, done: String::new() }
    }

    /// The files handed in, as they are listed.
    pub(super) fn files(&self) -> BTreeMap<String, Attached> {
        let case = &self.case().case.id;
        let attached = |it: &files::FileView| {
            let href = format!("/desk/cases/{case}/files/{}", it.id);
            let name = it.name.clone().unwrap_or_default();
            (it.id.as_str().to_owned(), Attached { name, n_bytes: it.n_bytes, href })
        };
        self.desk.files.iter().map(attached).collect()
    }

    pub(super) fn case(&self) -> &CaseView {
        &self.desk.file.view
    }

    /// What an official is called, or that nobody knows any more.
    pub(super) fn official(&self, lang: Lang, id: &str) -> &str {
        self.desk.officials.get(id).map_or(t!("desk.unnamed", lang), String::as_str)
    }
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let task = TaskId::parse(&asked.task).ok();
    let view = FileView::open(&ctx, &CaseId::parse(&id)?, task.as_ref()).await?;
    let view = FileView { done: asked.done, ..view };
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// A file handed in with a case, which is recorded before it is shown.
pub(super) async fn show_file(ctx: Ctx, Path((id, file)): Path<(String, String)>) -> Answer {
    let (id, file) = (CaseId::parse(&id)?, files::FileId::parse(&file)?);
    let found = actions::file_of_case(&ctx.store, &ctx.by, &id, &file).await?;
    Ok(files::answer(&ctx.store, found).await?)
}

pub(super) fn sheet(frame: &Frame, view: &FileView) -> Sheet {
    let lang = frame.lang;
    let CaseView { case, matter, .. } = view.case();
    let name = matter.matter.name.say(lang);
    let body = html! {
        (view.wrong.summary(lang))
        @if let Some(told) = done(lang, &view.done) {
            (notification_banner(lang, Tone::Good, told, html! {}))
        }
        (heading(&case.number, name))
        (columns(main(frame, view), aside::aside(frame, view)))
    };
    let title = format!("{} {name}", case.number);
    Sheet { title, back: Some("/desk"), wide: true, error: !view.wrong.is_empty(), body }
}

fn main(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    html! {
        div.case-file {
            (to_do(lang, view))
            (ways::seats(lang, view))
            (papers::answers(lang, view))
            (papers::materials(lang, view))
            (papers::results(lang, view))
            (papers::decision(lang, view))
        }
        @if let Some(at_hand) = &view.desk.at_hand {
            section #conclusion {
                h2 { (words::duty(lang, &at_hand.task.task.duty)) }
                (form::form_of(frame, view, at_hand))
            }
        }
        (ways::links(lang, view))
    }
}

/// What the official has to do here, and how long they have.
fn to_do(lang: Lang, view: &FileView) -> Markup {
    let Some(at_hand) = &view.desk.at_hand else {
        return html! { p.soft { (t!("desk.file.nothing", lang)) } };
    };
    let case = view.case();
    let task = &at_hand.task.task;
    let urgency = task.urgency(&case.case.clocks, &case.calendar, case.now);
    let others = case.tasks.iter().filter(|it| it.task.id != task.id && view.desk.mine.contains(&it.task.id));
    inset(html! {
        p {
            strong { (t!("desk.file.to_do", lang, duty = words::duty(lang, &task.duty))) } " "
            (words::left(lang, &urgency))
            @if let Some(day) = urgency.last_day { " " (t!("desk.last_day", lang, day = said::day(lang, day))) }
            @if urgency.provisional { " " (words::provisional(lang)) }
        }
        p { a href="#conclusion" { (t!("desk.file.go", lang)) } }
        @for it in others {
            p { a href={ "/desk/cases/" (case.case.id) "?task=" (it.task.id) "#conclusion" } {
                (t!("desk.file.also", lang, duty = words::duty(lang, &it.task.duty)))
            } }
        }
    })
}

fn done(lang: Lang, word: &str) -> Option<&'static str> {
    Some(match word {
        "accepted" => t!("desk.done.accepted", lang),
        "correction" => t!("desk.done.correction", lang),
        "not_accepted" => t!("desk.done.not_accepted", lang),
        "examined" => t!("desk.done.examined", lang),
        "appointed" => t!("desk.done.appointed", lang),
        "inspected" => t!("desk.done.inspected", lang),
        "granted" => t!("desk.done.granted", lang),
        "refused" => t!("desk.done.refused", lang),
        "delivered" => t!("desk.done.delivered", lang),
        "verified" => t!("desk.done.verified", lang),
        "revoked" => t!("desk.done.revoked", lang),
        "extended" => t!("desk.done.extended", lang),
        "extension_asked" => t!("desk.done.extension_asked", lang),
        "extension_declined" => t!("desk.done.extension_declined", lang),
        "suspended" => t!("desk.done.suspended", lang),
        "resumed" => t!("desk.done.resumed", lang),
        "claimed" => t!("desk.done.claimed", lang),
        "released" => t!("desk.done.released", lang),
        "delegated" => t!("desk.done.delegated", lang),
        "escalated" => t!("desk.done.escalated", lang),
        "answered" => t!("desk.done.answered", lang),
        "remarked" => t!("desk.done.remarked", lang),
        "reviewed" => t!("desk.done.reviewed", lang),
        "reviewer" => t!("desk.done.reviewer", lang),
        "return" => t!("desk.done.return", lang),
        "taking-back" => t!("desk.done.taking_back", lang),
        _ => return None,
    })
}

/// The task at hand, if it is the one meant.
pub(super) fn taken_up<'a>(desk: &'a DeskFile, id: &TaskId) -> Option<&'a AtHand> {
    desk.at_hand.as_ref().filter(|it| it.task.task.id == *id)
}
