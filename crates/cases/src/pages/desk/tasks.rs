//! My tasks by deadline: what waits for a post, the most urgent first, what is late on top.
//! Shows rows as the actions give them; knows no other agency's.

use axum::extract::Query;
use calendar::Day;
use kit::{Lang, t};
use maud::{Markup, html};
use serde::Deserialize;
use web::{
    Answer, Ctx,
    pages::{
        Column, Face, Frame, Table, Tone, details, empty_state, heading, notification_banner, pagination,
        table,
    },
};

use super::{Sheet, words};
use crate::{
    actions::{self, DUTIES, DeskPage, DeskRow, Held},
    model::{Missed, Silence, TaskId, Urgency},
    pages::portal::words as said,
};

/// What becomes of an acceptance that nobody pronounced in time, and of a decision that nobody made.
const SILENCE_CLAUSE: &str = "administrative-licensing-law/32";
const INACTION_CLAUSE: &str = "administrative-reconsideration-law/23";

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    duty: String,
    #[serde(default)]
    after: String,
}

/// What the page shows.
pub(super) struct TasksView {
    pub(super) page: DeskPage,
    /// The one duty that is asked for.
    pub(super) duty: Option<&'static str>,
    pub(super) is_first: bool,
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let by = ctx.by.clone();
    let duty = DUTIES.into_iter().find(|it| *it == asked.duty);
    let after = Some(&asked.after).filter(|it| !it.is_empty()).map(|it| TaskId::parse(it)).transpose()?;
    let is_first = after.is_none();
    let page = ctx.store.read(move |read| actions::desk_page(read, &by, duty, after.as_ref())).await?;
    sheet(&ctx.frame(Face::Desk), &TasksView { page, duty, is_first }).answer(&ctx)
}

pub(super) fn sheet(frame: &Frame, view: &TasksView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.title", lang);
    let page = &view.page;
    let all = page.rows.iter().map(|it| (it, it.task.urgency(&it.case.clocks, &page.calendar, page.now)));
    let (late, others): (Vec<_>, Vec<_>) = all.partition(|(_, it)| it.missed.is_some());
    let body = html! {
        (heading(page.agency.say(lang), title))
        p {
            a href="/desk/waiting" { (t!("desk.waiting", lang)) } " · "
            a href="/desk/leave" { (t!("desk.leave", lang)) }
            @if page.supervises { " · " a href="/desk/team" { (t!("desk.team", lang)) } }
        }
        (at_once(lang, page))
        @if page.duties.is_empty() {
            (empty_state(t!("desk.no_power", lang), t!("desk.no_power_words", lang), html! {
                p { a href="/post" { (t!("desk.other_post", lang)) } }
            }))
        } @else {
            @if 1 < page.duties.len() { (filter(lang, view)) }
            @if page.rows.is_empty() { (nothing(lang, view)) }
            @if !late.is_empty() { (late_tasks(lang, view, &late)) }
            @if !others.is_empty() { (rows(lang, view, t!("desk.caption", lang), &others)) }
            (pages(lang, view))
        }
    };
    Sheet { title: title.to_owned(), back: None, wide: true, error: false, body }
}

/// What may be concluded for many cases at once.
fn at_once(lang: Lang, page: &DeskPage) -> Markup {
    html! {
        @if !page.bulk.is_empty() {
            (details(t!("desk.bulk.several", lang), html! {
                ul {
                    @for (matter, duty) in &page.bulk {
                        @let href = format!("/desk/bulk?matter={}&duty={}", matter.matter.key, duty.duty());
                        li { a href=(href) { (matter.matter.name.say(lang)) ": " (words::duty(lang, duty.duty())) } }
                    }
                }
            }))
        }
    }
}

/// One duty or all of them.
fn filter(lang: Lang, view: &TasksView) -> Markup {
    html! {
        form.filter method="get" action="/desk" {
            label.label for="duty" { (t!("desk.filter", lang)) }
            div.filter-row {
                select.input id="duty" name="duty" {
                    option value="" { (t!("desk.filter.all", lang)) }
                    @for it in &view.page.duties {
                        option value=(it) selected[view.duty == Some(it)] { (words::duty(lang, it)) }
                    }
                }
                button.button.secondary type="submit" { (t!("desk.filter.apply", lang)) }
            }
        }
    }
}

fn nothing(lang: Lang, view: &TasksView) -> Markup {
    let all = view.duty.is_some() || !view.is_first;
    let action = html! { @if all { p { a href="/desk" { (t!("desk.filter.all", lang)) } } } };
    empty_state(t!("desk.empty", lang), t!("desk.empty_words", lang), action)
}

/// What is late, each with what law makes of it.
fn late_tasks(lang: Lang, view: &TasksView, late: &[(&DeskRow, Urgency)]) -> Markup {
    let told = match late.len() {
        1 => t!("desk.late_one", lang).to_owned(),
        n => t!("desk.late_many", lang, n = n),
    };
    html! {
        (notification_banner(lang, Tone::Bad, &told, html! { p { (t!("desk.late_words", lang)) } }))
        (rows(lang, view, t!("desk.late_caption", lang), late))
    }
}

fn rows(lang: Lang, view: &TasksView, caption: &str, rows: &[(&DeskRow, Urgency)]) -> Markup {
    let columns = [
        Column::text(t!("desk.column.case", lang)),
        Column::text(t!("desk.column.left", lang)),
        Column::text(t!("desk.column.duty", lang)),
        Column::text(t!("desk.column.region", lang)),
        Column::text(t!("desk.column.since", lang)),
    ];
    let rows = rows.iter().map(|(it, urgency)| row(lang, view, it, urgency)).collect();
    table(&Table { caption, columns: &columns, rows, empty: "" })
}

fn row(lang: Lang, view: &TasksView, row: &DeskRow, urgency: &Urgency) -> Vec<Markup> {
    let (case, task, page) = (&row.case, &row.task, &view.page);
    let region = page.regions.get(&case.region).map_or(case.region.as_str(), |it| it.say(lang));
    let href = format!("/desk/cases/{}?task={}", case.id, task.id);
    vec![
        html! { div { a.nowrap href=(href) { (case.number) } p.row-note { (row.matter.matter.name.say(lang)) } } },
        html! { div { (left(lang, row, urgency, view)) } },
        html! { div { span.nowrap { (words::duty(lang, &task.duty)) } (held(lang, &row.held)) } },
        html! { span.nowrap { (region) } },
        html! { span.nowrap { (said::day_of(lang, task.opened_at, &page.calendar)) } },
    ]
}

/// Who has it, where somebody does.
fn held(lang: Lang, it: &Held) -> Markup {
    let words = match it {
        Held::Free => return Markup::default(),
        Held::ByYou => t!("desk.held.by_you", lang).to_owned(),
        Held::Covered(name) => t!("desk.held.covered", lang, who = name),
        Held::ByOther(name) => t!("desk.held.by", lang, who = name),
    };
    html! { p.row-note { (words) } }
}

/// The days left, the last day, and what it means that they are gone.
fn left(lang: Lang, row: &DeskRow, urgency: &Urgency, view: &TasksView) -> Markup {
    html! {
        (words::left(lang, urgency))
        @if let Some(day) = urgency.last_day {
            p.row-note {
                (t!("desk.last_day", lang, day = said::day(lang, day)))
                @if urgency.provisional { " " (words::provisional(lang)) }
            }
        }
        @if let Some(missed) = urgency.missed { p.row-note { (consequence(lang, row, missed, view)) } }
    }
}

fn consequence(lang: Lang, row: &DeskRow, missed: Missed, view: &TasksView) -> Markup {
    let clock = row.case.clocks.running(row.task.clock());
    match (missed, clock) {
        (Missed::Statute, Some(it)) if it.silence == Silence::Accepted => html! {
            (t!("desk.missed.silence", lang)) " " (said::clause(lang, SILENCE_CLAUSE))
        },
        (Missed::Statute, _) => html! {
            (t!("desk.missed.statute", lang)) " " (said::clause(lang, INACTION_CLAUSE))
        },
        (Missed::Promise, Some(it)) => {
            let day = said::day(lang, Day::of(it.due_at.plus_ms(-1), &view.page.calendar));
            html! { (t!("desk.missed.promise", lang, day = day)) }
        }
        (Missed::Promise, None) => html! { (t!("desk.missed.own", lang)) },
    }
}

fn pages(lang: Lang, view: &TasksView) -> Markup {
    let of = view.duty.map(|it| format!("duty={it}&")).unwrap_or_default();
    let next = view.page.next.as_ref().map(|it| format!("/desk?{of}after={it}"));
    html! {
        (pagination(lang, None, next.as_deref()))
        @if !view.is_first {
            p { a href={ "/desk" @if let Some(it) = view.duty { "?duty=" (it) } } { (t!("desk.first_page", lang)) } }
        }
    }
}
