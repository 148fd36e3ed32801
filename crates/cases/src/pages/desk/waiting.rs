//! What waits for a superior's answer: requests to extend a time, questions about tasks, the oldest first.
//! Shows only what the post may answer.

use std::sync::Arc;

use calendar::Calendar;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Column, Face, Frame, Table, empty_state, heading, table},
};

use super::Sheet;
use crate::{
    actions::{self, Waiting},
    pages::portal::words as said,
};

/// What the page shows.
pub(super) struct WaitingView {
    pub(super) rows: Vec<Waiting>,
    pub(super) calendar: Arc<Calendar>,
}

pub(super) async fn show(ctx: Ctx) -> Answer {
    let by = ctx.by.clone();
    let read = ctx.store.read(move |read| {
        Ok(WaitingView { rows: actions::waiting(read, &by)?, calendar: directory::current_calendar(read)? })
    });
    let view = read.await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) fn sheet(frame: &Frame, view: &WaitingView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.waiting", lang);
    let body = html! {
        (heading("", title))
        @if view.rows.is_empty() {
            (empty_state(t!("desk.waiting.none", lang), t!("desk.waiting.none_words", lang), Markup::default()))
        } @else { (rows(lang, view)) }
    };
    Sheet { title: title.to_owned(), back: Some("/desk"), wide: false, error: false, body }
}

fn rows(lang: Lang, view: &WaitingView) -> Markup {
    let columns = [
        Column::text(t!("desk.column.case", lang)),
        Column::text(t!("desk.waiting.what", lang)),
        Column::text(t!("desk.column.since", lang)),
    ];
    let row = |it: &Waiting| {
        let (href, what) = match it.is_extension {
            true => (format!("/desk/cases/{}/extension", it.case.id), t!("desk.waiting.extension", lang)),
            false => (format!("/desk/cases/{}", it.case.id), t!("desk.waiting.question", lang)),
        };
        vec![
            html! { a.nowrap href=(href) { (it.case.number) } },
            html! { (what) },
            html! { span.nowrap { (said::day_of(lang, it.since, &view.calendar)) } },
        ]
    };
    let rows = view.rows.iter().map(row).collect();
    table(&Table { caption: t!("desk.waiting.caption", lang), columns: &columns, rows, empty: "" })
}
