//! What a search found, one under the other, with what was asked for marked.
//! Knows nothing of how it was found.

use maud::{Markup, html};

/// One thing found.
#[derive(Clone, Debug, Default)]
pub struct ResultRow<'a> {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub title: Markup,
    /// A sentence; may be empty.
    pub text: &'a str,
    /// A tag or two.
    pub tags: Markup,
    /// Short facts: by whom, where, how long it takes.
    pub facts: Vec<String>,
}

/// What was found, the best first, each under a heading of the third level.
pub fn results(rows: &[ResultRow<'_>]) -> Markup {
    html! {
        ol.results {
            @for it in rows {
                li {
                    h3 { a href=(it.href) { (it.title) } }
                    @if !it.tags.0.is_empty() { p.card-tags { (it.tags) } }
                    @if !it.text.is_empty() { p { (it.text) } }
                    @if !it.facts.is_empty() { ul.facts { @for fact in &it.facts { li { (fact) } } } }
                }
            }
        }
    }
}

/// A text with some of its bytes marked: from and to, ascending, apart, and where characters begin.
pub fn marked(text: &str, marks: &[(usize, usize)]) -> Markup {
    let mut done = 0;
    html! {
        @for (from, to) in marks {
            (text.get(done..*from).unwrap_or_default())
            mark { (text.get(*from..*to).unwrap_or_default()) }
            @let () = done = *to;
        }
        (text.get(done..).unwrap_or_default())
    }
}
