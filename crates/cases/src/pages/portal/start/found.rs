//! What a search found: how much, what may have been meant, the hits, the next page; or ways on where there is none.
//! A pure function of what was found.

use find::Hit;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{ResultRow, Tone, empty_state, marked, pagination, results, tag};

use super::{super::matter::type_name, Asked, StartView, facts, narrow, path, unfinished};
use crate::model::TaskType;

/// The page of what was found.
pub(super) fn page(lang: Lang, view: &StartView) -> Markup {
    let nothing = view.found.n_total == 0;
    html! {
        (meant(lang, view))
        @if nothing { (none(lang, view)) } @else {
            h2 { (t!("search.n", lang, n = view.found.n_total)) }
            @if view.found.is_loose { p { (t!("search.loose", lang)) } }
        }
        @if !nothing || view.asked.is_narrowed() { (narrow::form(lang, view)) }
        @if !view.found.hits.is_empty() { (results(&rows(lang, view))) }
        (on(lang, view))
        (unfinished(lang, view))
    }
}

/// What may have been meant instead.
fn meant(lang: Lang, view: &StartView) -> Markup {
    let other = |words: &str| Asked { q: words.to_owned(), after: String::new(), ..view.asked.clone() };
    html! {
        @if let Some(words) = &view.found.meant {
            p { (t!("search.meant", lang)) " " strong { a href=(other(words).path()) { (words) } } }
        }
    }
}

fn rows(lang: Lang, view: &StartView) -> Vec<ResultRow<'_>> {
    view.found.hits.iter().map(|it| row(lang, view, it)).collect()
}

fn row<'a>(lang: Lang, view: &'a StartView, it: &'a Hit) -> ResultRow<'a> {
    let card = view.ready.cards.get(&it.key).filter(|_| it.online);
    let title = match it.name_en.as_deref().filter(|_| lang == Lang::EN) {
        Some(name) => marked(name, &it.marks_en),
        None => marked(&it.name, &it.marks),
    };
    let kind = TaskType::parse(it.kind).map(|it| type_name(lang, it).to_owned());
    let mut said = card.map(|it| facts(lang, it)).unwrap_or_default();
    said.extend((!it.agency.is_empty()).then(|| it.agency.clone()));
    said.push(narrow::region_name(lang, view, &it.region).to_owned());
    said.extend(kind);
    ResultRow {
        href: path(it),
        title,
        text: card.map_or("", |it| it.summary.say(lang)),
        tags: if it.online { tag(Tone::Good, t!("start.online", lang)) } else { Markup::default() },
        facts: said,
    }
}

/// The next page, and back to the first.
fn on(lang: Lang, view: &StartView) -> Markup {
    let next = view.found.next.as_ref().map(|it| Asked { after: it.clone(), ..view.asked.clone() }.path());
    let first = Asked { after: String::new(), ..view.asked.clone() };
    html! {
        @if !view.asked.after.is_empty() { p { a href=(first.path()) { (t!("search.first_page", lang)) } } }
        (pagination(lang, None, next.as_deref()))
    }
}

/// Nothing was found: what to try, and where to look around.
fn none(lang: Lang, view: &StartView) -> Markup {
    let title = match view.asked.q.as_str() {
        "" => t!("start.not_found_any", lang).to_owned(),
        words => t!("start.not_found", lang, words = words),
    };
    let without = Asked { q: view.asked.q.clone(), ..Asked::default() };
    let ways = html! {
        ul.ways {
            @if view.asked.is_narrowed() && !without.q.is_empty() {
                li { a href=(without.path()) { (t!("search.without", lang)) } }
            }
            li { a href="/?online=yes" { (t!("search.all_online", lang)) } }
            li { a href="/" { (t!("start.all", lang)) } }
        }
    };
    empty_state(&title, t!("start.not_found_words", lang), ways)
}
