//! What the ledger is, how it stands, and how anyone checks it on their own machine.
//! Says nothing about single acts.

use data_encoding::BASE64;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{
    Column, Figure, SummaryRow, Table, button_link, buttons, details, figures, heading, prose, section,
    summary_list, table,
};

use super::shown::exact;
use crate::model::State;

/// What the page shows.
pub(super) struct Overview {
    pub(super) state: State,
    /// Where the ledger is served.
    pub(super) address: String,
}

pub(super) fn overview_page(lang: Lang, view: &Overview) -> Markup {
    let Overview { state, address } = view;
    let key = state.epoch.verifier.to_string();
    let command = format!("yiwang verify {address} --key '{key}'");
    html! {
        (heading("", t!("ledger.title", lang)))
        (prose(t!("ledger.words", lang)))
        (standing(lang, state))
        (buttons(html! {
            (button_link("/ledger/acts", t!("ledger.newest", lang)))
            (button_link("/ledger/check", t!("ledger.check", lang)))
        }))
        (section(t!("ledger.log", lang), log(lang, state, &key)))
        (section(t!("ledger.verify", lang), html! {
            (prose(t!("ledger.verify.words", lang)))
            p { (exact(&command)) }
            (prose(t!("ledger.verify.key", lang)))
            (details(t!("ledger.files", lang), files(lang, address)))
        }))
        (section(t!("ledger.epochs", lang), epochs(lang, state)))
        (section(t!("ledger.witnesses", lang), prose(t!("ledger.witnesses.none", lang))))
    }
}

fn standing(lang: Lang, state: &State) -> Markup {
    let (size, pending) = (state.checkpoint.size.to_string(), state.n_pending.to_string());
    let signed = state.epoch.signed_at.to_string();
    let (day, time) = (&signed[..10], format!("{} UTC", signed.get(11..19).unwrap_or_default()));
    figures(&[
        Figure { value: &size, name: t!("ledger.size", lang), note: t!("ledger.size.note", lang) },
        Figure { value: day, name: t!("ledger.signed", lang), note: &time },
        Figure { value: &pending, name: t!("ledger.pending", lang), note: t!("ledger.pending.note", lang) },
    ])
}

fn log(lang: Lang, state: &State, key: &str) -> Markup {
    let rows = [
        SummaryRow::new(t!("ledger.origin", lang), exact(&state.epoch.origin)),
        SummaryRow::new(t!("ledger.root", lang), exact(&BASE64.encode(&state.checkpoint.root))),
        SummaryRow::new(t!("ledger.key", lang), exact(key)),
    ];
    summary_list(lang, &rows)
}

fn files(lang: Lang, address: &str) -> Markup {
    let files = [
        ("/checkpoint", t!("ledger.files.checkpoint", lang)),
        ("/tile/0/000", t!("ledger.files.tile", lang)),
        ("/tile/entries/000", t!("ledger.files.entries", lang)),
        ("/epochs/1/checkpoint", t!("ledger.files.epoch", lang)),
    ];
    html! {
        (prose(t!("ledger.files.words", lang)))
        ul { @for (path, words) in files { li { code { (address) (path) } " " (words) } } }
    }
}

fn epochs(lang: Lang, state: &State) -> Markup {
    let columns = [
        Column::number(t!("ledger.epoch", lang)),
        Column::text(t!("ledger.origin", lang)),
        Column::text(t!("ledger.key", lang)),
        Column::number(t!("ledger.size", lang)),
    ];
    let row = |it: &acts::Epoch| {
        vec![html! { (it.epoch) }, exact(&it.origin), exact(&it.verifier.to_string()), html! { (it.size) }]
    };
    let rows = std::iter::once(&state.epoch).chain(&state.earlier).map(row).collect();
    let caption = t!("ledger.epochs.caption", lang);
    html! {
        (prose(t!("ledger.epochs.words", lang)))
        (table(&Table { caption, columns: &columns, rows, empty: "" }))
    }
}
