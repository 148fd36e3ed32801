//! The cases of one's agency: by where they stand and of which matter, found by number or by whose they are.
//! What is typed to find somebody is posted and never stands in an address; a list shows nobody's name.

use axum::extract::{Path, Query};
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use serde::Deserialize;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Face, Field, Flaws, Frame, Table, TextInput, button, details, empty_state, form, heading,
        hidden, pagination, table, text_input,
    },
    redirect,
};

use super::{Sheet, words, wrong};
use crate::{
    actions::{self, CasesPage},
    model::{Case, CaseId, CasesAsked, DeskFilterId, Published, Sought, Stage, Standing},
    pages::portal::words as said,
};

const PATH: &str = "/desk/cases";

/// What the address of the page says.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    standing: String,
    #[serde(default)]
    matter: String,
    #[serde(default)]
    after: String,
}

/// What the page shows.
pub(super) struct CasesView {
    pub(super) page: CasesPage,
    pub(super) asked: CasesAsked,
    pub(super) is_first: bool,
    /// What was typed to find cases, where that was asked.
    pub(super) found: Option<String>,
    /// What was typed to keep a filter.
    pub(super) name: String,
    pub(super) wrong: Flaws,
}

impl Asked {
    fn cases(&self) -> CasesAsked {
        let matter = Some(&self.matter).filter(|it| !it.is_empty()).cloned();
        CasesAsked { standing: Standing::of(&self.standing), matter }
    }
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = listed(&ctx, &asked).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn find(ctx: Ctx, posted: Posted) -> Answer {
    let typed = posted.get("q").to_owned();
    let view = match Sought::parse(&typed) {
        Some(it) => {
            let page = actions::find_cases(&ctx.store, &ctx.by, &it).await?;
            CasesView::of(page, Asked::default().cases(), Some(typed))
        }
        None => {
            let told = match typed.trim().is_empty() {
                true => t!("desk.find.empty", ctx.lang),
                false => t!("desk.find.unreadable", ctx.lang),
            };
            let view = listed(&ctx, &Asked::default()).await?;
            CasesView { found: Some(typed), wrong: Flaws::new([("q".to_owned(), told.to_owned())]), ..view }
        }
    };
    let ctx = at_list(ctx);
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// The same request as if it had asked for the list: where a search was posted to, there is nothing to read.
fn at_list(mut ctx: Ctx) -> Ctx {
    PATH.clone_into(&mut ctx.path);
    ctx
}

pub(super) async fn keep(ctx: Ctx, posted: Posted) -> Answer {
    let (by, name) = (ctx.by.clone(), posted.get("name").to_owned());
    let asked = Asked {
        standing: posted.get("standing").to_owned(),
        matter: posted.get("matter").to_owned(),
        after: String::new(),
    };
    let query = query(&asked.cases());
    let (path, kept) = (address(&asked.cases()), name.clone());
    match ctx.store.write(move |tx| actions::keep_filter(tx, &by, &kept, &query)).await {
        Ok(()) => Ok(redirect(&path)),
        Err(err) => {
            let wrong = wrong(&ctx, err, |_| "name".to_owned())?;
            let view = CasesView { name, wrong, ..listed(&ctx, &asked).await? };
            let ctx = at_list(ctx);
            sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
        }
    }
}

pub(super) async fn forget(ctx: Ctx, Path(id): Path<String>, _posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), DeskFilterId::parse(&id).map_err(|_| Refusal::not_found())?);
    ctx.store.write(move |tx| actions::drop_filter(tx, &by, &id)).await?;
    Ok(redirect(PATH))
}

async fn listed(ctx: &Ctx, asked: &Asked) -> Result<CasesView, web::Problem> {
    let (by, what) = (ctx.by.clone(), asked.cases());
    let after = Some(&asked.after).filter(|it| !it.is_empty()).map(|it| CaseId::parse(it)).transpose()?;
    let (is_first, of) = (after.is_none(), what.clone());
    let page = ctx.store.read(move |read| actions::agency_cases(read, &by, &of, after.as_ref())).await?;
    Ok(CasesView { is_first, ..CasesView::of(page, what, None) })
}

impl CasesView {
    pub(super) fn of(page: CasesPage, asked: CasesAsked, found: Option<String>) -> Self {
        Self { page, asked, is_first: true, found, name: String::new(), wrong: Flaws::default() }
    }
}

pub(super) fn sheet(frame: &Frame, view: &CasesView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.cases", lang);
    let is_search = view.found.is_some() && view.wrong.is_empty();
    let body = html! {
        (view.wrong.summary(lang))
        (heading(view.page.agency.say(lang), title))
        (search(frame, view))
        @if is_search {
            p { a href=(PATH) { (t!("desk.find.all", lang)) } }
            (rows(lang, view, t!("desk.find.caption", lang)))
        } @else {
            (filters(frame, view))
            (filter(lang, view))
            @if view.page.rows.is_empty() {
                (empty_state(t!("desk.cases.empty", lang), t!("desk.cases.empty_words", lang), html! {
                    p { a href=(PATH) { (t!("desk.find.all", lang)) } }
                }))
            } @else { (rows(lang, view, t!("desk.cases", lang))) }
            (pages(lang, view))
            (keep_form(frame, view))
        }
    };
    Sheet { title: title.to_owned(), back: None, wide: true, error: !view.wrong.is_empty(), body }
}

fn search(frame: &Frame, view: &CasesView) -> Markup {
    let lang = frame.lang;
    let field =
        Field::new("q", t!("desk.find", lang)).hint(t!("desk.find.hint", lang)).error(view.wrong.of("q"));
    let value = view.found.as_deref().unwrap_or_default();
    form(
        frame,
        "/desk/search",
        None,
        html! {
            (text_input(lang, &field, &TextInput { value, ..TextInput::default() }))
            (button(t!("desk.find.go", lang)))
        },
    )
}

/// The filters one keeps, each with a way to forget it.
fn filters(frame: &Frame, view: &CasesView) -> Markup {
    let lang = frame.lang;
    html! {
        @if !view.page.filters.is_empty() {
            section aria-labelledby="kept" {
                h2 #kept { (t!("desk.filters", lang)) }
                ul.plain-list {
                    @for it in &view.page.filters {
                        li {
                            a href={ (PATH) "?" (it.query) } { (it.name) } " "
                            (details(t!("desk.filters.forget", lang), form(frame, &format!("/desk/filters/{}/end", it.id), None, html! {
                                (button(&t!("desk.filters.forget_named", lang, name = it.name)))
                            })))
                        }
                    }
                }
            }
        }
    }
}

fn filter(lang: Lang, view: &CasesView) -> Markup {
    let standings = [Standing::Open].into_iter().chain(Stage::ALL.map(Standing::At));
    html! {
        form.filter method="get" action=(PATH) {
            div.filter-row {
                div {
                    label.label for="standing" { (t!("desk.cases.standing", lang)) }
                    select.input id="standing" name="standing" {
                        @for it in standings {
                            option value=(it.as_str()) selected[view.asked.standing == it] { (standing(lang, it)) }
                        }
                    }
                }
                div {
                    label.label for="matter" { (t!("desk.cases.matter", lang)) }
                    select.input id="matter" name="matter" {
                        option value="" { (t!("desk.filter.all", lang)) }
                        @for it in &view.page.matters {
                            @let is_it = view.asked.matter.as_deref() == Some(it.matter.key.as_str());
                            option value=(it.matter.key) selected[is_it] { (it.matter.name.say(lang)) }
                        }
                    }
                }
                button.button.secondary type="submit" { (t!("desk.filter.apply", lang)) }
            }
        }
    }
}

fn standing(lang: Lang, it: Standing) -> &'static str {
    match it {
        Standing::Open => t!("desk.cases.open", lang),
        Standing::At(it) => words::stage_name(lang, it),
    }
}

fn rows(lang: Lang, view: &CasesView, caption: &str) -> Markup {
    let columns = [
        Column::text(t!("desk.column.case", lang)),
        Column::text(t!("desk.cases.standing", lang)),
        Column::text(t!("desk.column.left", lang)),
        Column::text(t!("desk.received_at", lang)),
    ];
    let rows = view.page.rows.iter().map(|(case, matter)| row(lang, view, case, matter)).collect();
    table(&Table { caption, columns: &columns, rows, empty: t!("desk.find.none", lang) })
}

fn row(lang: Lang, view: &CasesView, case: &Case, matter: &Published) -> Vec<Markup> {
    let page = &view.page;
    let urgency = case.urgency(&page.calendar, page.now);
    let runs = urgency.last_day.is_some();
    vec![
        html! { div { a.nowrap href={ (PATH) "/" (case.id) } { (case.number) } p.row-note { (matter.matter.name.say(lang)) } } },
        html! { div { (words::stage(lang, case.stage)) @if let Some(it) = &case.outcome { " " (words::outcome(lang, it)) } } },
        html! { div { @if runs { (words::left(lang, &urgency)) } @else { span.soft { (t!("desk.cases.no_clock", lang)) } } } },
        html! { span.nowrap { (said::day_of(lang, case.received_at, &page.calendar)) } },
    ]
}

fn pages(lang: Lang, view: &CasesView) -> Markup {
    let next = view.page.next.as_ref().map(|it| format!("{}&after={it}", address(&view.asked)));
    html! {
        (pagination(lang, None, next.as_deref()))
        @if !view.is_first { p { a href=(address(&view.asked)) { (t!("desk.first_page", lang)) } } }
    }
}

/// Keeps what is shown under a name.
fn keep_form(frame: &Frame, view: &CasesView) -> Markup {
    let lang = frame.lang;
    let field = Field::new("name", t!("desk.filters.name", lang))
        .hint(t!("desk.filters.hint", lang))
        .error(view.wrong.of("name"));
    let fields = html! {
        (hidden("standing", view.asked.standing.as_str()))
        (hidden("matter", view.asked.matter.as_deref().unwrap_or_default()))
        (text_input(lang, &field, &TextInput { value: &view.name, ..TextInput::default() }))
        (button(t!("desk.filters.keep", lang)))
    };
    let body = form(frame, "/desk/filters", None, fields);
    if view.wrong.of("name").is_some() { body } else { details(t!("desk.filters.keep_this", lang), body) }
}

fn query(asked: &CasesAsked) -> String {
    let mut query = format!("standing={}", asked.standing.as_str());
    // A key of a matter needs no escaping: letters, digits and hyphens.
    if let Some(it) =
        asked.matter.as_ref().filter(|it| it.bytes().all(|it| it == b'-' || it.is_ascii_alphanumeric()))
    {
        query += &format!("&matter={it}");
    }
    query
}

fn address(asked: &CasesAsked) -> String {
    format!("{PATH}?{}", query(asked))
}
