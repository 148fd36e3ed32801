//! The start: search first, what can be applied for, what else there is, and how it goes.
//! Knows no person; the same for everyone who comes, but for what is put first.

mod asked;
mod found;
mod item;
mod narrow;

use std::sync::Arc;

use axum::extract::Query;
use find::{Found, Hit};
use kit::{Actor, Lang, Who, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{
        Card as Shown, Figure, SearchBox, Step, Tone, cards, details, empty_state, figures, hero, prose,
        section, steps, tag,
    },
};

pub(crate) use asked::Asked;
pub(super) use item::{ItemView, item_sheet, show as show_item};

use super::{Sheet, words};
use crate::{
    actions::{self, Ready},
    model::{Card, Handling},
};

/// How many services are named right below the search.
const OFTEN_MAX: usize = 4;
/// How many services are shown before anything is asked.
const FIRST_MAX: usize = 12;

/// The start, or what a search found.
pub(super) struct StartView {
    /// What was asked.
    pub(super) asked: Asked,
    /// What can be found.
    pub(super) ready: Arc<Ready>,
    /// What was found; at the start, what can be applied for.
    pub(super) found: Found,
}

impl StartView {
    pub(super) fn of(asked: Asked, ready: Arc<Ready>, by: &Actor) -> StartView {
        let found = match asked.is_nothing() {
            true => {
                let only = find::Only { online: true, ..find::Only::default() };
                ready.index.search(&find::Query { only, n: FIRST_MAX, ..find::Query::default() })
            }
            false => asked.search(&ready.index, audience_of(by)),
        };
        StartView { asked, ready, found }
    }
}

pub(super) async fn show(ctx: Ctx, Query(fields): Query<Vec<(String, String)>>) -> Answer {
    let ready = actions::ready(&ctx.store).await?;
    let view = StartView::of(Asked::of(fields), ready, &ctx.by);
    start_sheet(ctx.lang, &view).answer(&ctx)
}

/// Whom a visitor asks for: what is for them comes first.
pub(crate) fn audience_of(by: &Actor) -> find::Audience {
    match (&by.who, &by.acting_for) {
        (Who::Person { subject, .. }, Some(it)) if it != subject => find::Audience::COMPANY,
        (Who::Person { .. }, _) => find::Audience::PERSON,
        _ => find::Audience::default(),
    }
}

pub(super) fn start_sheet(lang: Lang, view: &StartView) -> Sheet {
    let search = SearchBox {
        action: "/",
        label: t!("start.search", lang),
        value: &view.asked.q,
        hint: t!("start.search_hint", lang),
    };
    let often: Vec<_> = match view.asked.is_nothing() {
        true => view.found.hits.iter().take(OFTEN_MAX).map(|it| (path(it), name(lang, it))).collect(),
        false => Vec::new(),
    };
    let often: Vec<_> = often.iter().map(|(href, words)| (href.as_str(), *words)).collect();
    let title = t!("start.title", lang);
    let opening = hero(lang, title, t!("start.words", lang), &search, &often);
    let body = if view.asked.is_nothing() { beginning(lang, view) } else { found::page(lang, view) };
    let said = match view.asked.q.as_str() {
        "" => title.to_owned(),
        words => t!("start.results", lang, words = words),
    };
    Sheet::of(&said, body).wide().under(opening).described(t!("start.words", lang))
}

fn beginning(lang: Lang, view: &StartView) -> Markup {
    let step = |title, words| Step { title, body: prose(words) };
    let way = [
        step(t!("start.first", lang), t!("start.first_words", lang)),
        step(t!("start.second", lang), t!("start.second_words", lang)),
        step(t!("start.third", lang), t!("start.third_words", lang)),
    ];
    let n_online = view.found.facets.n_online;
    let n_items = view.ready.index.len() - n_online;
    html! {
        (section(t!("start.services", lang), html! {
            @if view.found.hits.is_empty() {
                (empty_state(t!("start.nothing", lang), t!("start.nothing_words", lang), Markup::default()))
            } @else { (matter_cards(lang, view)) }
            @if view.found.hits.len() < n_online {
                p { a href="/?online=yes" { (t!("start.all_online", lang, n = n_online)) } }
            }
        }))
        (section(t!("start.how", lang), steps(&way)))
        @if 0 < n_items {
            (section(t!("catalogue.title", lang), html! {
                p { (t!("catalogue.words", lang)) }
                (counted(lang, view, n_items))
                (agencies(lang, view))
            }))
        }
        (unfinished(lang, view))
    }
}

/// How much there is: counted, never typed in.
fn counted(lang: Lang, view: &StartView, n_items: usize) -> Markup {
    let facets = &view.found.facets;
    let [online, items, agencies] = [facets.n_online, n_items, facets.agencies.len()].map(words::count);
    let figure = |value, name| Figure { value, name, note: "" };
    figures(&[
        figure(&online, t!("catalogue.n_online", lang)),
        figure(&items, t!("catalogue.n_items", lang)),
        figure(&agencies, t!("catalogue.n_agencies", lang)),
    ])
}

/// Every agency with its items, to look around without a word to search for.
fn agencies(lang: Lang, view: &StartView) -> Markup {
    let all = html! {
        ul {
            @for (name, n) in &view.ready.agencies {
                li {
                    a href=(Asked::of_agency(name).path()) { (name) }
                    " " span.soft { (t!("catalogue.n", lang, n = n)) }
                }
            }
        }
    };
    details(t!("catalogue.by_agency", lang), all)
}

/// Just after a start the items may still be on their way.
fn unfinished(lang: Lang, view: &StartView) -> Markup {
    html! { @if !view.ready.is_whole { p.hint role="status" { (t!("start.unfinished", lang)) } } }
}

fn matter_cards(lang: Lang, view: &StartView) -> Markup {
    let made = view.found.hits.iter().filter_map(|it| Some((it, view.ready.cards.get(&it.key)?)));
    let made: Vec<_> = made.map(|(it, card)| (path(it), card, facts(lang, card))).collect();
    let all: Vec<_> = made
        .iter()
        .map(|(href, card, facts)| Shown {
            href,
            title: card.name.say(lang),
            text: card.summary.say(lang),
            tags: tag(Tone::Good, t!("start.online", lang)),
            facts: facts.iter().map(String::as_str).collect(),
        })
        .collect();
    cards(&all)
}

/// How long it takes and what it costs.
fn facts(lang: Lang, card: &Card) -> Vec<String> {
    let within = words::limit(lang, card.within);
    let time = match card.handling {
        Handling::Immediate => t!("matter.immediate", lang).to_owned(),
        Handling::Committed => t!("start.fact.time", lang, within = within),
    };
    let fee = if card.is_free { t!("matter.free", lang) } else { t!("start.fact.fee", lang) };
    vec![time, fee.to_owned()]
}

fn name(lang: Lang, it: &Hit) -> &str {
    it.name_en.as_deref().filter(|_| lang == Lang::EN).unwrap_or(&it.name)
}

/// Where a hit leads: to what can be applied for, or to what is known of it.
fn path(it: &Hit) -> String {
    if it.online { format!("/matters/{}", it.key) } else { format!("/items/{}", it.key) }
}
