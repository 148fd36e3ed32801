//! Narrowing down what was found, by choices that say how much each of them would find.
//! A form that works without scripts; the choices made are in the address.

use find::Facets;
use kit::{Lang, RegionCode, t};
use maud::{Markup, html};
use web::pages::{Choice, Field, button, buttons, checkboxes, hidden, radios, select};

use super::{
    super::matter::type_name,
    Asked, StartView,
    asked::{AUDIENCES, YES},
};
use crate::model::TaskType;

/// How many agencies can be chosen from; those with the most hits, and those already chosen.
const AGENCIES_MAX: usize = 12;

/// The form of choices.
pub(super) fn form(lang: Lang, view: &StartView) -> Markup {
    let (asked, facets) = (&view.asked, &view.found.facets);
    let without = Asked { q: asked.q.clone(), ..Asked::default() };
    html! {
        details open[asked.is_narrowed()] {
            summary { span { (t!("catalogue.narrow", lang)) } }
            div.details-body {
                form method="get" action="/" {
                    (hidden("q", &asked.q))
                    (online(lang, asked, facets))
                    (audience(lang, asked, facets))
                    (kinds(lang, asked, facets))
                    (agencies(lang, asked, facets))
                    (regions(lang, view))
                    (buttons(html! {
                        (button(t!("catalogue.narrow_do", lang)))
                        @if asked.is_narrowed() { a href=(without.path()) { (t!("search.without", lang)) } }
                    }))
                }
            }
        }
    }
}

/// A region by its name, or by its code where the directory does not know it.
pub(super) fn region_name<'a>(lang: Lang, view: &'a StartView, code: &'a RegionCode) -> &'a str {
    view.ready.regions.get(code).map_or(code.as_str(), |it| it.say(lang))
}

fn counted(lang: Lang, words: &str, n: usize) -> String {
    t!("catalogue.agency_n", lang, name = words, n = n)
}

fn online(lang: Lang, asked: &Asked, facets: &Facets) -> Markup {
    let words = counted(lang, t!("start.online", lang), facets.n_online);
    let choice = Choice { chosen: asked.online, ..Choice::new(YES, &words, "") };
    let field = Field::new("online", t!("search.way", lang));
    html! { @if 0 < facets.n_online || asked.online { (checkboxes(lang, &field, &[choice])) } }
}

fn audience(lang: Lang, asked: &Asked, facets: &Facets) -> Markup {
    if facets.audience == [0, 0] && asked.audience.is_empty() {
        return Markup::default();
    }
    let names = [t!("search.person", lang), t!("search.company", lang)];
    let words: Vec<_> = names.iter().zip(facets.audience).map(|(it, n)| counted(lang, it, n)).collect();
    let mut choices: Vec<_> = AUDIENCES
        .iter()
        .zip(&words)
        .map(|((key, _), words)| Choice::new(key, words, &asked.audience))
        .collect();
    choices.push(Choice::new("", t!("search.whoever", lang), &asked.audience));
    radios(lang, &Field::new("audience", t!("search.audience", lang)), &choices)
}

fn kinds(lang: Lang, asked: &Asked, facets: &Facets) -> Markup {
    let known = TaskType::ALL.into_iter().filter(|it| {
        facets.kinds.contains_key(it.as_str()) || asked.kinds.iter().any(|kind| kind == it.as_str())
    });
    let said: Vec<_> = known
        .map(|it| {
            let n = facets.kinds.get(it.as_str()).copied().unwrap_or(0);
            (it.as_str(), counted(lang, type_name(lang, it), n))
        })
        .collect();
    let choices: Vec<_> = said
        .iter()
        .map(|(key, words)| Choice {
            chosen: asked.kinds.iter().any(|it| it == key),
            ..Choice::new(key, words, "")
        })
        .collect();
    let field = Field::new("kind", t!("matter.task_type", lang));
    html! { @if !choices.is_empty() { (checkboxes(lang, &field, &choices)) } }
}

fn agencies(lang: Lang, asked: &Asked, facets: &Facets) -> Markup {
    let is_chosen = |name: &String| asked.agencies.contains(name);
    let mut known: Vec<_> = facets.agencies.iter().collect();
    known.sort_by_key(|(name, n)| (!is_chosen(name), std::cmp::Reverse(**n)));
    known.truncate(AGENCIES_MAX.max(asked.agencies.len()));
    let said: Vec<_> = known.into_iter().map(|(name, n)| (name, counted(lang, name, *n))).collect();
    let choices: Vec<_> = said
        .iter()
        .map(|(name, words)| Choice { chosen: is_chosen(name), ..Choice::new(name, words, "") })
        .collect();
    let field = Field::new("agency", t!("catalogue.agency", lang));
    html! { @if !choices.is_empty() { (checkboxes(lang, &field, &choices)) } }
}

fn regions(lang: Lang, view: &StartView) -> Markup {
    let said: Vec<_> = view
        .found
        .facets
        .regions
        .iter()
        .map(|(code, n)| (code.as_str(), counted(lang, region_name(lang, view, code), *n)))
        .collect();
    let choices: Vec<_> =
        said.iter().map(|(code, words)| Choice::new(code, words, &view.asked.region)).collect();
    let field = Field::new("region", t!("catalogue.region", lang));
    html! { @if !choices.is_empty() { (select(lang, &field, &choices)) } }
}
