//! My cases: what is under way and what has ended, the newest first, and what was begun and not sent.
//! Goes on from the last case shown, so a long list stays quick.

use std::sync::Arc;

use axum::extract::Query;
use calendar::Calendar;
use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Column, Table, button_start, empty_state, heading, pagination, table},
};

use super::{Sheet, apply, case::Standing, words};
use crate::{
    actions::{self, PAGE_ROWS},
    model::{Case, CaseId, Published, Stage},
};

/// My cases and drafts.
pub(super) struct CasesView {
    pub(super) cases: Vec<(Case, Arc<Published>)>,
    /// What was begun, with when it was last changed.
    pub(super) drafts: Vec<(Arc<Published>, Time)>,
    pub(super) calendar: Arc<Calendar>,
}

/// Where a page of the list begins.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) before: String,
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let by = ctx.by.clone();
    let before = CaseId::parse(&asked.before).ok();
    let read = ctx.store.read(move |read| {
        let cases = actions::own_cases(read, &by, before.as_ref())?;
        let mut drafts = Vec::new();
        if before.is_none() {
            for (matter, updated_at) in actions::drafts(read, &by)? {
                drafts.push((actions::current_matter(read, &matter)?.1, updated_at));
            }
        }
        Ok(CasesView { cases, drafts, calendar: directory::current_calendar(read)? })
    });
    cases_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn cases_sheet(lang: Lang, view: &CasesView) -> Sheet {
    let last = view.cases.last().filter(|_| view.cases.len() == PAGE_ROWS);
    let next = last.map(|(it, _)| format!("/cases?before={}", it.id));
    let body = html! {
        (heading("", t!("cases.title", lang)))
        @if view.cases.is_empty() && view.drafts.is_empty() {
            (empty_state(t!("cases.none", lang), t!("cases.none_words", lang), button_start("/", t!("cases.find", lang))))
        } @else {
            @if !view.drafts.is_empty() { section { (drafts(lang, view)) } }
            @if !view.cases.is_empty() { (cases(lang, view)) }
            (pagination(lang, None, next.as_deref()))
        }
    };
    Sheet::of(t!("cases.title", lang), body).wide()
}

fn cases(lang: Lang, view: &CasesView) -> Markup {
    let columns = [
        Column::text(t!("cases.matter", lang)),
        Column::text(t!("case.number", lang)),
        Column::text(t!("cases.standing", lang)),
        Column::text(t!("case.received_at", lang)),
        Column::text(t!("cases.due", lang)),
    ];
    let row = |(case, matter): &(Case, Arc<Published>)| {
        vec![
            html! {
                a href={ "/cases/" (case.id) } {
                    (matter.matter.name.say(lang)) span.vh { " " (case.number) }
                }
            },
            html! { span { (case.number) } },
            Standing::of(case).tag(lang),
            html! { (words::day_of(lang, case.received_at, &view.calendar)) },
            due(lang, case, &view.calendar),
        ]
    };
    table(&Table {
        caption: t!("cases.caption", lang),
        columns: &columns,
        rows: view.cases.iter().map(row).collect(),
        empty: "",
    })
}

/// Until when the next answer comes; nothing once the case has ended or it is the applicant's turn.
fn due(lang: Lang, case: &Case, calendar: &Calendar) -> Markup {
    let running = case.clocks.current().filter(|it| it.ended_at.is_none() && case.stage != Stage::Ended);
    match running {
        Some(it) => html! { (words::last_day(lang, it.told_at(), calendar)) },
        None => html! { span.soft { (t!("cases.no_due", lang)) } },
    }
}

fn drafts(lang: Lang, view: &CasesView) -> Markup {
    let columns = [Column::text(t!("cases.matter", lang)), Column::text(t!("cases.changed", lang))];
    let row = |(matter, at): &(Arc<Published>, Time)| {
        let matter = &matter.matter;
        vec![
            html! { a href=(apply::path_of(&matter.key)) { (matter.name.say(lang)) } },
            words::moment_mark(lang, *at, &view.calendar),
        ]
    };
    table(&Table {
        caption: t!("cases.drafts", lang),
        columns: &columns,
        rows: view.drafts.iter().map(row).collect(),
        empty: "",
    })
}
