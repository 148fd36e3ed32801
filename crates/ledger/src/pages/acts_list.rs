//! The newest acts, as their leaves say them: what kind, when, which agency.
//! Whose they are stands nowhere here.

use acts::Leaf;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{Column, Table, empty_state, heading, pagination, prose, table};

use super::shown::{exact, moment};

/// What the page shows.
pub(super) struct ActsPage {
    pub(super) lines: Vec<Line>,
    /// The position before which the next page begins.
    pub(super) next: Option<i64>,
    /// Whether it begins with the newest act.
    pub(super) newest: bool,
}

/// One act.
pub(super) struct Line {
    pub(super) leaf: Leaf,
    pub(super) words: String,
}

pub(super) fn acts_page(lang: Lang, view: &ActsPage) -> Markup {
    let columns = [
        Column::text(t!("leaf.kind", lang)),
        Column::text(t!("leaf.at", lang)),
        Column::text(t!("leaf.agency", lang)),
        Column::text(t!("leaf.region", lang)),
    ];
    let row = |Line { leaf, words }: &Line| {
        vec![
            html! { a href={ "/ledger/acts/" (leaf.id) } { (words) } },
            moment(leaf.at),
            exact(&leaf.agency),
            html! { (leaf.region) },
        ]
    };
    let rows: Vec<_> = view.lines.iter().map(row).collect();
    let next = view.next.map(|it| format!("/ledger/acts?before={it}"));
    html! {
        (heading(t!("ledger.title", lang), t!("acts.title", lang)))
        (prose(t!("acts.words", lang)))
        @if rows.is_empty() {
            (empty_state(t!("acts.none", lang), t!("acts.none.words", lang), Markup::default()))
        } @else {
            (table(&Table { caption: t!("acts.title", lang), columns: &columns, rows, empty: "" }))
        }
        (pagination(lang, None, next.as_deref()))
        @if !view.newest { p { a href="/ledger/acts" { (t!("acts.newest", lang)) } } }
    }
}
