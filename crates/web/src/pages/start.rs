//! How a visit begins: the opening with its search, cards to choose from, figures to see.
//! Knows nothing of what is searched.

use kit::{Lang, t};
use maud::{Markup, html};

/// A field that searches.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchBox<'a> {
    /// Where it searches.
    pub action: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What was typed before.
    pub value: &'a str,
    /// What may be typed, as an example; may be empty.
    pub hint: &'a str,
}

/// Something to choose: a matter, a life event, a case.
#[derive(Clone, Debug, Default)]
pub struct Card<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// What it is.
    pub title: &'a str,
    /// A sentence; may be empty.
    pub text: &'a str,
    /// A tag or two.
    pub tags: Markup,
    /// Short facts: who decides, how long it takes.
    pub facts: Vec<&'a str>,
}

/// A number that says how things go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure<'a> {
    /// The number.
    pub value: &'a str,
    /// What it counts.
    pub name: &'a str,
    /// Since when, of how many; may be empty.
    pub note: &'a str,
}

/// The opening of a face: one promise, one search, a few links as (href, words).
pub fn hero(lang: Lang, title: &str, words: &str, search: &SearchBox<'_>, often: &[(&str, &str)]) -> Markup {
    html! {
        div.hero {
            div.wrap {
                h1 { (title) }
                @if !words.is_empty() { p.hero-words { (words) } }
                (search_box(lang, search))
                @if !often.is_empty() {
                    div.often {
                        span { (t!("start.often", lang)) }
                        ul {
                            @for (href, words) in often { li { a href=(href) { (words) } } }
                        }
                    }
                }
            }
        }
    }
}

/// A field that searches.
pub fn search_box(lang: Lang, search: &SearchBox<'_>) -> Markup {
    let hint_id = (!search.hint.is_empty()).then_some("search-hint");
    html! {
        form.search role="search" method="get" action=(search.action) {
            label for="search" { (search.label) }
            div.search-row {
                input.input #search name="q" type="search" value=(search.value) autocomplete="off"
                    aria-describedby=[hint_id];
                button.button type="submit" {
                    svg aria-hidden="true" focusable="false" viewBox="0 0 20 20" width="20" height="20" {
                        circle cx="8.5" cy="8.5" r="5.5" {}
                        path d="m12.8 12.8 4.7 4.7" {}
                    }
                    (t!("start.search", lang))
                }
            }
            @if hint_id.is_some() { p.hint #search-hint { (search.hint) } }
        }
    }
}

/// Cards in a grid, under a heading of the second level.
pub fn cards(cards: &[Card<'_>]) -> Markup {
    html! {
        ul.cards {
            @for it in cards {
                li.card {
                    h3 { a href=(it.href) { (it.title) } }
                    @if !it.text.is_empty() { p { (it.text) } }
                    @if !it.tags.0.is_empty() { p.card-tags { (it.tags) } }
                    @if !it.facts.is_empty() { ul.facts { @for fact in &it.facts { li { (fact) } } } }
                }
            }
        }
    }
}

/// Numbers side by side.
pub fn figures(figures: &[Figure<'_>]) -> Markup {
    html! {
        dl.figures {
            @for it in figures {
                div {
                    dt { (it.name) }
                    dd.figure { (it.value) }
                    @if !it.note.is_empty() { dd.soft { (it.note) } }
                }
            }
        }
    }
}
