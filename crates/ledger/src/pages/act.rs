//! One act as anyone may see it who was given its number, and its receipt to keep.
//! Shows the leaf alone; who may read more is decided above.

use data_encoding::BASE64;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{
    SummaryRow, Tone, button_link, buttons, details, heading, notification_banner, prose, section,
    summary_list, tag,
};

use super::shown::{exact, leaf_rows};
use crate::model::{ActView, Receipt};

/// What the page shows.
pub(super) struct ActPage {
    pub(super) view: ActView,
    /// The kind of act in words.
    pub(super) words: String,
}

pub(super) fn act_page(lang: Lang, page: &ActPage) -> Markup {
    let ActPage { view: ActView { leaf, receipt }, words } = page;
    html! {
        (heading(t!("act.title", lang), words))
        @match receipt {
            Some(_) => { p { (tag(Tone::Good, t!("act.placed", lang))) } (prose(t!("act.placed.words", lang))) }
            None => {
                (notification_banner(lang, Tone::Neutral, t!("act.pending", lang), html! {
                    (prose(t!("act.pending.words", lang)))
                    p { a href={ "/ledger/acts/" (leaf.id) } { (t!("act.reload", lang)) } }
                }))
            }
        }
        (section(t!("act.leaf", lang), html! {
            (summary_list(lang, &leaf_rows(lang, leaf, words)))
            (details(t!("act.exact", lang), html! {
                (prose(t!("act.exact.words", lang)))
                @for line in String::from_utf8_lossy(&leaf.bytes()).lines() { p { (exact(line)) } }
            }))
        }))
        @if let Some(it) = receipt { (section(t!("act.receipt", lang), proof(lang, &leaf.id, it))) }
    }
}

fn proof(lang: Lang, id: &str, receipt: &Receipt) -> Markup {
    let Receipt { proof, checkpoint } = receipt;
    let rows = [
        SummaryRow::new(t!("receipt.index", lang), html! { (proof.index) }),
        SummaryRow::new(t!("receipt.size", lang), html! { (checkpoint.size) }),
        SummaryRow::new(t!("ledger.root", lang), exact(&BASE64.encode(&checkpoint.root))),
        SummaryRow::new(t!("ledger.origin", lang), exact(&checkpoint.origin)),
    ];
    let file = proof.to_string();
    html! {
        (prose(t!("receipt.words", lang)))
        (summary_list(lang, &rows))
        (buttons(html! {
            (button_link(&format!("/ledger/acts/{id}/receipt"), t!("receipt.download", lang)))
            (button_link("/ledger/check", t!("ledger.check", lang)))
        }))
        (prose(t!("receipt.offline", lang)))
        p { (exact(&format!("yiwang verify {id}.tlog-proof --key {}", t!("receipt.key_file", lang)))) }
        (details(t!("receipt.text", lang), html! { @for line in file.lines() { p { (exact(line)) } } }))
    }
}
