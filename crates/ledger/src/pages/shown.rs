//! How single facts of the ledger look on every page: moments, leaves, hashes.
//! Knows no page.

use acts::Leaf;
use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::pages::SummaryRow;

/// A moment, the same for everyone wherever they are.
pub(super) fn moment(at: Time) -> Markup {
    let exact = at.to_string();
    let words = format!("{} {} UTC", &exact[..10], exact.get(11..19).unwrap_or_default());
    html! { time datetime=(exact) { (words) } }
}

/// Something exact to copy.
pub(super) fn exact(words: &str) -> Markup {
    if words.is_empty() {
        Markup::default()
    } else {
        html! { code { (words) } }
    }
}

/// What a leaf says, with its kind in words.
pub(super) fn leaf_rows<'a>(lang: Lang, leaf: &Leaf, words: &str) -> Vec<SummaryRow<'a>> {
    let kind = html! { (words) @if words != leaf.kind { " " code { (leaf.kind) } } };
    let agency = match leaf.agency.is_empty() {
        true => html! { (t!("leaf.no_agency", lang)) },
        false => html! { a href={ "/agencies/" (leaf.agency) } { (leaf.agency) } },
    };
    let mut rows = vec![
        SummaryRow::new(t!("leaf.kind", lang), kind),
        SummaryRow::new(t!("leaf.at", lang), moment(leaf.at)),
        SummaryRow::new(t!("leaf.agency", lang), agency),
    ];
    if !leaf.region.is_empty() {
        rows.push(SummaryRow::new(t!("leaf.region", lang), html! { (leaf.region) }));
    }
    rows.push(SummaryRow::new(t!("leaf.id", lang), exact(&leaf.id)));
    rows
}
