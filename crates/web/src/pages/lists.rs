//! Things in rows: answers to be checked, tables, terms, the way here, the next page, and nothing at all.
//! Knows nothing of where the rows come from.

use kit::{Lang, t};
use maud::{Markup, html};

/// A question and its answer.
#[derive(Clone, Debug, Default)]
pub struct SummaryRow<'a> {
    /// What was asked.
    pub key: &'a str,
    /// What was answered; empty is shown as not provided.
    pub value: Markup,
    /// Where the answer can be changed.
    pub change: Option<&'a str>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column<'a> {
    /// Its heading.
    pub name: &'a str,
    /// Whether it holds numbers, set flush right.
    pub numeric: bool,
}

/// A table. The first cell of each row names the row.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// What the table shows.
    pub caption: &'a str,
    /// Its columns.
    pub columns: &'a [Column<'a>],
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Markup>>,
    /// What is said when there is no row.
    pub empty: &'a str,
}

impl<'a> SummaryRow<'a> {
    /// An answer that stands.
    pub fn new(key: &'a str, value: Markup) -> Self {
        Self { key, value, change: None }
    }

    /// An answer that can be changed there.
    #[must_use]
    pub fn change(self, href: &'a str) -> Self {
        Self { change: Some(href), ..self }
    }
}

impl<'a> Column<'a> {
    /// A column of words.
    pub fn text(name: &'a str) -> Self {
        Self { name, numeric: false }
    }

    /// A column of numbers.
    pub fn number(name: &'a str) -> Self {
        Self { name, numeric: true }
    }
}

/// Questions and answers, with a way to change each.
pub fn summary_list(lang: Lang, rows: &[SummaryRow<'_>]) -> Markup {
    html! {
        dl.summary-list {
            @for row in rows {
                div.row {
                    dt { (row.key) }
                    dd.value {
                        @if row.value.0.is_empty() { span.soft { (t!("list.not_provided", lang)) } }
                        @else { (row.value) }
                    }
                    @if let Some(href) = row.change {
                        dd.actions {
                            a href=(href) { (t!("list.change", lang)) span.vh { " " (row.key) } }
                        }
                    }
                }
            }
        }
    }
}

/// Questions and answers of one part, under its name.
pub fn summary_card(lang: Lang, title: &str, rows: &[SummaryRow<'_>]) -> Markup {
    html! { section.summary-card { h2 { (title) } (summary_list(lang, rows)) } }
}

/// A table; where it is narrow each row reads as a small list.
pub fn table(table: &Table<'_>) -> Markup {
    if table.rows.is_empty() && !table.empty.is_empty() {
        return html! { p.table-empty { (table.empty) } };
    }
    html! {
        table {
            caption { (table.caption) }
            thead { tr { @for it in table.columns { th.numeric[it.numeric] scope="col" { (it.name) } } } }
            tbody { @for row in &table.rows { tr { (cells(table.columns, row)) } } }
        }
    }
}

fn cells(columns: &[Column<'_>], row: &[Markup]) -> Markup {
    html! {
        @for (n, (column, cell)) in columns.iter().zip(row).enumerate() {
            @if n == 0 { th scope="row" data-name=(column.name) { (cell) } }
            @else { td.numeric[column.numeric] data-name=(column.name) { (cell) } }
        }
    }
}

/// Terms and what they are, as a grid of small boxes.
pub fn definition_grid(pairs: &[(&str, Markup)]) -> Markup {
    html! {
        dl.definition-grid { @for (term, what) in pairs { div { dt { (term) } dd { (what) } } } }
    }
}

/// The way here, as (href, words), from the top.
pub fn breadcrumbs(lang: Lang, way: &[(&str, &str)]) -> Markup {
    html! {
        nav.breadcrumbs aria-label=(t!("list.breadcrumbs", lang)) {
            ol { @for (href, words) in way { li { a href=(href) { (words) } } } }
        }
    }
}

/// The page before and the page after, where there are any.
pub fn pagination(lang: Lang, previous: Option<&str>, next: Option<&str>) -> Markup {
    if previous.is_none() && next.is_none() {
        return Markup::default();
    }
    html! {
        nav.pagination aria-label=(t!("list.pages", lang)) {
            @if let Some(href) = previous {
                a.previous href=(href) rel="prev" { span { (t!("list.previous", lang)) } }
            }
            @if let Some(href) = next {
                a.next href=(href) rel="next" { span { (t!("list.next", lang)) } }
            }
        }
    }
}

/// There is nothing yet: why, and what one can do.
pub fn empty_state(title: &str, words: &str, action: Markup) -> Markup {
    html! {
        div.empty-state {
            svg aria-hidden="true" focusable="false" viewBox="0 0 64 48" width="64" height="48" {
                path d="M4 30 14 8h36l10 22v12a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3z" {}
                path d="M4 30h16l4 6h16l4-6h16" {}
            }
            h2 { (title) }
            p { (words) }
            (action)
        }
    }
}
