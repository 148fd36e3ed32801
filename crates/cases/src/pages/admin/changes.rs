//! Changes of agencies, planned, done and taken back, the latest to take effect first.
//! A pure function of what was read.

use axum::extract::Query;
use directory::{Reorganisation, ReorganisationId};
use kit::{Lang, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{Column, Face, Head, Table, Tone, button_link, heading, pagination, table, tag},
};

use super::words;
use crate::pages::portal::words::day_of;

/// Where in the list.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// The changes before this one.
    #[serde(default)]
    after: String,
}

/// One line: which, from which day, what, how it stands.
pub(super) struct Line {
    pub(super) id: ReorganisationId,
    pub(super) day: String,
    pub(super) words: String,
    pub(super) state: State,
}

/// How a change stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Planned,
    Done,
    Withdrawn,
}

impl State {
    pub(super) fn of(it: &Reorganisation) -> Self {
        match (it.done_at, it.withdrawn_at) {
            (Some(_), _) => State::Done,
            (None, Some(_)) => State::Withdrawn,
            (None, None) => State::Planned,
        }
    }

    pub(super) fn tag(self, lang: Lang) -> Markup {
        match self {
            State::Planned => tag(Tone::Going, t!("reorganisation.planned", lang)),
            State::Done => tag(Tone::Good, t!("reorganisation.done", lang)),
            State::Withdrawn => tag(Tone::Neutral, t!("reorganisation.withdrawn", lang)),
        }
    }
}

pub(super) async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (lang, after) = (ctx.lang, ReorganisationId::parse(&asked.after).ok());
    let (lines, next) = ctx.store.read(move |read| lines(read, lang, after.as_ref())).await?;
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("reorganisations.title", lang)) };
    Ok(ctx.page(Face::Admin, &head, changes_page(lang, &lines, next.as_deref())))
}

fn lines(
    read: &mut Read<'_>,
    lang: Lang,
    after: Option<&ReorganisationId>,
) -> Result<(Vec<Line>, Option<String>)> {
    let page = directory::reorganisations(read, after)?;
    let calendar = directory::current_calendar(read)?;
    let mut lines = Vec::new();
    for it in page.rows {
        lines.push(Line {
            day: day_of(lang, it.effective_at, &calendar),
            words: words(read, lang, &it.change, it.planned_at)?,
            state: State::of(&it),
            id: it.id,
        });
    }
    Ok((lines, page.next))
}

pub(super) fn changes_page(lang: Lang, lines: &[Line], next: Option<&str>) -> Markup {
    let columns = [
        Column::text(t!("reorganisation.what", lang)),
        Column::text(t!("reorganisation.day", lang)),
        Column::text(t!("reorganisation.state", lang)),
    ];
    let row = |it: &Line| {
        let href = format!("/admin/reorganisations/{}", it.id);
        vec![html! { a href=(href) { (it.words) } }, html! { (it.day) }, it.state.tag(lang)]
    };
    let next = next.map(|it| format!("/admin/reorganisations?after={it}"));
    html! {
        (heading(t!("reorganisations.caption", lang), t!("reorganisations.title", lang)))
        p { (t!("reorganisations.words", lang)) }
        p { (button_link("/admin/reorganisations/planning", t!("planning.title", lang))) }
        (table(&Table {
            caption: t!("reorganisations.title", lang),
            columns: &columns,
            rows: lines.iter().map(row).collect(),
            empty: t!("reorganisations.none", lang),
        }))
        (pagination(lang, None, next.as_deref()))
    }
}
