//! The start: search first, what can be applied for, what else there is, and how it goes.
//! Knows no person; the same for everyone who comes.

mod catalogue;
mod item;

use std::sync::Arc;

use axum::extract::Query;
use kit::{Lang, RegionCode, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{
        Card, Figure, SearchBox, Step, Tone, cards, empty_state, figures, hero, prose, section, steps, tag,
    },
};

pub(super) use catalogue::{Catalogue, Listed};
pub(super) use item::{ItemView, item_sheet, show as show_item};

use super::{Sheet, words};
use crate::{
    actions,
    model::{Handling, Matter, Published, items::WORDS_CHARS_MAX},
};

/// How many services are named right below the search.
const OFTEN_MAX: usize = 4;

/// The start, or what a search found.
pub(super) struct StartView {
    /// What was asked.
    pub(super) asked: Asked,
    /// Every service that can be applied for here.
    pub(super) matters: Vec<Arc<Published>>,
    /// What is listed besides.
    pub(super) catalogue: Catalogue,
}

/// What a visitor may ask for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// Words.
    #[serde(default)]
    pub(super) q: String,
    /// Where, by code.
    #[serde(default)]
    pub(super) region: String,
    /// By whom, as the list calls it.
    #[serde(default)]
    pub(super) agency: String,
    /// How many to leave out.
    #[serde(default)]
    pub(super) from: usize,
}

impl Asked {
    /// Whether nothing was asked: this is the start.
    fn is_nothing(&self) -> bool {
        self.q.is_empty() && self.region.is_empty() && self.agency.is_empty() && self.from == 0
    }
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let q = asked.q.trim().chars().take(WORDS_CHARS_MAX).collect();
    let asked = Asked { q, ..asked };
    let view = ctx.store.read(move |read| load(read, asked)).await?;
    start_sheet(ctx.lang, &view).answer(&ctx)
}

fn load(read: &mut Read<'_>, asked: Asked) -> Result<StartView> {
    let items = actions::service_items(read)?;
    let catalogue = Catalogue::of(read, &items, &asked)?;
    Ok(StartView { matters: actions::list_matters(read)?, catalogue, asked })
}

pub(super) fn start_sheet(lang: Lang, view: &StartView) -> Sheet {
    let search = SearchBox {
        action: "/",
        label: t!("start.search", lang),
        value: &view.asked.q,
        hint: t!("start.search_hint", lang),
    };
    let often: Vec<_> =
        view.matters.iter().take(OFTEN_MAX).map(|it| (path(&it.matter), it.matter.name.say(lang))).collect();
    let often: Vec<_> = often.iter().map(|(href, words)| (href.as_str(), *words)).collect();
    let title = t!("start.title", lang);
    let opening = hero(lang, title, t!("start.words", lang), &search, &often);
    let body = if view.asked.is_nothing() { beginning(lang, view) } else { found(lang, view) };
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
    html! {
        (section(t!("start.services", lang), html! {
            @if view.matters.is_empty() {
                (empty_state(t!("start.nothing", lang), t!("start.nothing_words", lang), Markup::default()))
            } @else { (matter_cards(lang, view.matters.iter().map(|it| &it.matter))) }
        }))
        (section(t!("start.how", lang), steps(&way)))
        @if view.catalogue.n_items > 0 {
            (section(t!("catalogue.title", lang), html! {
                p { (t!("catalogue.words", lang)) }
                (counted(lang, view))
                (catalogue::agencies(lang, &view.catalogue))
            }))
        }
    }
}

/// How much there is: counted, never typed in.
fn counted(lang: Lang, view: &StartView) -> Markup {
    let numbers = [view.matters.len(), view.catalogue.n_items, view.catalogue.agencies.len()];
    let [online, items, agencies] = numbers.map(words::count);
    let figure = |value, name| Figure { value, name, note: "" };
    figures(&[
        figure(&online, t!("catalogue.n_online", lang)),
        figure(&items, t!("catalogue.n_items", lang)),
        figure(&agencies, t!("catalogue.n_agencies", lang)),
    ])
}

fn found(lang: Lang, view: &StartView) -> Markup {
    let found: Vec<_> =
        view.matters.iter().map(|it| &it.matter).filter(|it| admits(&view.asked, it)).collect();
    let nothing = found.is_empty() && view.catalogue.n_found == 0;
    html! {
        @if nothing {
            (empty_state(
                &not_found(lang, &view.asked),
                t!("start.not_found_words", lang),
                html! { p { a href="/" { (t!("start.all", lang)) } } },
            ))
        }
        @if !found.is_empty() {
            (section(t!("start.found", lang), matter_cards(lang, found.into_iter())))
        }
        @if view.catalogue.n_items > 0 { (catalogue::listed(lang, &view.asked, &view.catalogue)) }
    }
}

fn not_found(lang: Lang, asked: &Asked) -> String {
    match asked.q.is_empty() {
        true => t!("start.not_found_any", lang).to_owned(),
        false => t!("start.not_found", lang, words = asked.q),
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

/// Whether a service is what was asked for; services of our own are by no agency of the list.
fn admits(asked: &Asked, matter: &Matter) -> bool {
    let offered =
        |at: RegionCode| RegionCode::parse(&matter.region).is_some_and(|it| it.covers(&at) || at.covers(&it));
    asked.agency.is_empty()
        && asked.from == 0
        && (asked.region.is_empty() || RegionCode::parse(&asked.region).is_some_and(offered))
        && matches(matter, &asked.q)
}

/// Whether every word of a search is in the name, summary or search words of a service,
/// or a search word in it: `我想开饭店` finds what is found by `开饭店`.
fn matches(matter: &Matter, words: &str) -> bool {
    let said = [&matter.name.zh, &matter.name.en, &matter.summary.zh, &matter.summary.en];
    let said: Vec<_> = said.into_iter().chain(&matter.keywords).map(|it| it.to_lowercase()).collect();
    let has_keyword = |word: &str| matter.keywords.iter().any(|it| word.contains(&it.to_lowercase()));
    let words = words.to_lowercase();
    let is_said = |word: &str| said.iter().any(|it| it.contains(word)) || has_keyword(word);
    has_keyword(&words) || words.split_whitespace().all(is_said)
}

fn path(matter: &Matter) -> String {
    format!("/matters/{}", matter.key)
}
