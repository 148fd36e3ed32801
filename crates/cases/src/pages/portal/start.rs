//! The start: search first, what can be applied for, and how it goes.
//! Knows no person; the same for everyone who comes.

use std::sync::Arc;

use axum::extract::Query;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Card, SearchBox, Step, Tone, cards, empty_state, hero, prose, section, steps, tag},
};

use super::{Sheet, words};
use crate::{
    actions,
    model::{Handling, Matter, Published},
};

/// How many services are named right below the search.
const OFTEN_MAX: usize = 4;
/// How long a search may be; the rest is not read.
const WORDS_CHARS_MAX: usize = 100;

/// The start, or what a search found.
pub(super) struct StartView {
    /// The words searched for; empty at the start.
    pub(super) words: String,
    /// Every service that can be applied for here.
    pub(super) matters: Vec<Arc<Published>>,
}

/// What a visitor may ask for.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let words: String = asked.q.trim().chars().take(WORDS_CHARS_MAX).collect();
    let matters = ctx.store.read(actions::list_matters).await?;
    start_sheet(ctx.lang, &StartView { words, matters }).answer(&ctx)
}

pub(super) fn start_sheet(lang: Lang, view: &StartView) -> Sheet {
    let search = SearchBox {
        action: "/",
        label: t!("start.search", lang),
        value: &view.words,
        hint: t!("start.search_hint", lang),
    };
    let often: Vec<_> =
        view.matters.iter().take(OFTEN_MAX).map(|it| (path(&it.matter), it.matter.name.say(lang))).collect();
    let often: Vec<_> = often.iter().map(|(href, words)| (href.as_str(), *words)).collect();
    let title = t!("start.title", lang);
    let opening = hero(lang, title, t!("start.words", lang), &search, &often);
    let body = if view.words.is_empty() { beginning(lang, view) } else { found(lang, view) };
    Sheet::of(title, body).wide().under(opening).described(t!("start.words", lang))
}

fn beginning(lang: Lang, view: &StartView) -> Markup {
    let step = |title, words| Step { title, body: prose(words) };
    let way = [
        step(t!("start.first", lang), t!("start.first_words", lang)),
        step(t!("start.second", lang), t!("start.second_words", lang)),
        step(t!("start.third", lang), t!("start.third_words", lang)),
    ];
    html! {
        (section(t!("start.services", lang), html! {
            @if view.matters.is_empty() {
                (empty_state(t!("start.nothing", lang), t!("start.nothing_words", lang), Markup::default()))
            } @else { (matter_cards(lang, view.matters.iter().map(|it| &it.matter))) }
        }))
        (section(t!("start.how", lang), steps(&way)))
    }
}

fn found(lang: Lang, view: &StartView) -> Markup {
    let found: Vec<_> =
        view.matters.iter().map(|it| &it.matter).filter(|it| matches(it, &view.words)).collect();
    html! {
        @if found.is_empty() {
            (empty_state(
                &t!("start.not_found", lang, words = view.words),
                t!("start.not_found_words", lang),
                html! { p { a href="/" { (t!("start.all", lang)) } } },
            ))
        } @else {
            (section(&t!("start.found", lang, words = view.words), matter_cards(lang, found.into_iter())))
        }
    }
}

fn matter_cards<'a>(lang: Lang, matters: impl Iterator<Item = &'a Matter>) -> Markup {
    let made: Vec<_> = matters.map(|it| (path(it), it, facts(lang, it))).collect();
    let all: Vec<_> = made
        .iter()
        .map(|(href, it, facts)| Card {
            href,
            title: it.name.say(lang),
            text: it.summary.say(lang),
            tags: tag(Tone::Good, t!("start.online", lang)),
            facts: facts.iter().map(String::as_str).collect(),
        })
        .collect();
    cards(&all)
}

/// How long it takes and what it costs.
fn facts(lang: Lang, matter: &Matter) -> Vec<String> {
    let decision = &matter.clocks.decision;
    let within = words::limit(lang, decision.promised.unwrap_or(decision.statutory));
    let time = match matter.catalogue.handling {
        Handling::Immediate => t!("matter.immediate", lang).to_owned(),
        Handling::Committed => t!("start.fact.time", lang, within = within),
    };
    let fee = if matter.fees.is_empty() { t!("matter.free", lang) } else { t!("start.fact.fee", lang) };
    vec![time, fee.to_owned()]
}

/// Whether every word of a search is in the name, summary or search words of a service,
/// or a search word in it: `我想开饭店` finds what is found by `开饭店`.
fn matches(matter: &Matter, words: &str) -> bool {
    let said = [&matter.name.zh, &matter.name.en, &matter.summary.zh, &matter.summary.en];
    let said: Vec<_> = said.into_iter().chain(&matter.keywords).map(|it| it.to_lowercase()).collect();
    let has_keyword = |word: &str| matter.keywords.iter().any(|it| word.contains(&it.to_lowercase()));
    let words = words.to_lowercase();
    has_keyword(&words)
        || words.split_whitespace().all(|word| said.iter().any(|it| it.contains(word)) || has_keyword(word))
}

fn path(matter: &Matter) -> String {
    format!("/matters/{}", matter.key)
}
