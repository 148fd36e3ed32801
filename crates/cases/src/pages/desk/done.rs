//! A task that somebody else has just done: who, when and with what, and the way on.
//! Answers instead of the form, which can no longer be filed.

use axum::http::StatusCode;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Face, Frame, SummaryRow, button_link, buttons, heading, prose, summary_list},
};

use super::{Sheet, at_file, file::FileView, words};
use crate::{
    model::{Task, TaskId},
    pages::portal::words as said,
};

/// The page, as a conflict.
pub(super) async fn answer(ctx: &Ctx, task: &Task) -> Answer {
    let view = FileView::open(ctx, &task.case, None).await?;
    let ctx = at_file(ctx, task);
    let sheet = sheet(&ctx.frame(Face::Desk), &view, &task.id);
    let mut answer = sheet.answer(&ctx)?;
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}

pub(super) fn sheet(frame: &Frame, view: &FileView, task: &TaskId) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.gone", lang);
    let case = &view.case().case;
    let body = html! {
        (heading(&case.number, title))
        (prose(t!("desk.gone.words", lang)))
        (summary_list(lang, &facts(lang, view, task)))
        (buttons(html! {
            (button_link(&format!("/desk/cases/{}", case.id), t!("desk.gone.file", lang)))
            (button_link("/desk", t!("desk.title", lang)))
        }))
    };
    Sheet { title: title.to_owned(), back: None, wide: false, error: false, body }
}

fn facts(lang: Lang, view: &FileView, task: &TaskId) -> Vec<SummaryRow<'static>> {
    let Some(it) = view.case().tasks.iter().find(|it| it.task.id == *task) else { return Vec::new() };
    let plain = |text: &str| -> Markup {
        html! { (text) }
    };
    let mut rows =
        vec![SummaryRow::new(t!("desk.column.duty", lang), plain(words::duty(lang, &it.task.duty)))];
    if let Some(outcome) = &it.task.outcome {
        rows.push(SummaryRow::new(t!("desk.gone.outcome", lang), plain(words::outcome(lang, outcome))));
    }
    let who = match &it.task.ended_by {
        Some(id) => view.official(lang, id),
        None => t!("desk.gone.nobody", lang),
    };
    rows.push(SummaryRow::new(t!("desk.by", lang), plain(who)));
    if let Some(at) = it.task.ended_at {
        rows.push(SummaryRow::new(
            t!("desk.gone.at", lang),
            plain(&said::moment(lang, at, &view.case().calendar)),
        ));
    }
    rows
}
