//! Where anyone pastes a receipt and sees each step of checking it.
//! Checks with the keys of this ledger; that one need not trust this page stands on it.

use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{
    Column, Field, Flaws, Frame, SummaryRow, Table, TextArea, Tone, button, form, heading, inset,
    notification_banner, prose, section, summary_list, table, tag, textarea,
};

use super::shown::{exact, leaf_rows};
use crate::model::verify::{Outcome, ReceiptCheck, ReceiptFlaw, Step};

/// The name of the one field.
pub(super) const RECEIPT_FIELD: &str = "receipt";
/// How many lines of the field are shown.
const ROWS: usize = 12;

/// What the page shows.
#[derive(Default)]
pub(super) struct CheckPage {
    /// What was pasted.
    pub(super) pasted: String,
    /// What checking it came to, and the kind of act in words.
    pub(super) checked: Option<(ReceiptCheck, String)>,
    pub(super) flaws: Flaws,
}

pub(super) fn check_page(frame: &Frame, view: &CheckPage) -> Markup {
    let lang = frame.lang;
    let field = Field::new(RECEIPT_FIELD, t!("check.receipt", lang))
        .hint(t!("check.receipt.hint", lang))
        .error(view.flaws.of(RECEIPT_FIELD));
    let area = TextArea { value: &view.pasted, rows: ROWS, chars_max: 0 };
    html! {
        (view.flaws.summary(lang))
        (heading(t!("ledger.title", lang), t!("check.title", lang)))
        @if let Some((check, words)) = &view.checked { (checked(lang, check, words)) }
        @else { (prose(t!("check.words", lang))) }
        (form(frame, "/ledger/check", None, html! {
            (textarea(lang, &field, &area))
            (button(t!("check.go", lang)))
        }))
        (inset(prose(t!("check.trust", lang))))
    }
}

fn checked(lang: Lang, check: &ReceiptCheck, words: &str) -> Markup {
    let (tone, verdict, explained) = match check.passed() {
        true => (Tone::Good, t!("check.good", lang), t!("check.good.words", lang)),
        false => (Tone::Bad, t!("check.bad", lang), t!("check.bad.words", lang)),
    };
    let columns = [Column::text(t!("check.step", lang)), Column::text(t!("check.result", lang))];
    let rows = check
        .steps
        .iter()
        .map(|(step, outcome)| vec![html! { (step_words(lang, *step)) }, outcome_shown(lang, *outcome)]);
    let rows = rows.collect();
    html! {
        (notification_banner(lang, tone, verdict, prose(explained)))
        (table(&Table { caption: t!("check.steps", lang), columns: &columns, rows, empty: "" }))
        @if check.passed() { (proven(lang, check, words)) }
    }
}

/// What the receipt proves.
fn proven(lang: Lang, check: &ReceiptCheck, words: &str) -> Markup {
    let (Some(leaf), Some(index), Some(checkpoint)) = (&check.leaf, check.index, &check.checkpoint) else {
        return Markup::default();
    };
    let mut rows = leaf_rows(lang, leaf, words);
    rows.push(SummaryRow::new(t!("receipt.index", lang), html! { (index) }));
    rows.push(SummaryRow::new(t!("receipt.size", lang), html! { (checkpoint.size) }));
    rows.push(SummaryRow::new(t!("ledger.origin", lang), exact(&checkpoint.origin)));
    section(t!("act.leaf", lang), summary_list(lang, &rows))
}

fn step_words(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Form => t!("check.step.form", lang),
        Step::Leaf => t!("check.step.leaf", lang),
        Step::Signature => t!("check.step.signature", lang),
        Step::Path => t!("check.step.path", lang),
    }
}

fn outcome_shown(lang: Lang, outcome: Outcome) -> Markup {
    match outcome {
        Outcome::Holds => tag(Tone::Good, t!("check.holds", lang)),
        Outcome::NotReached => tag(Tone::Neutral, t!("check.not_reached", lang)),
        Outcome::Fails(flaw) => html! {
            (tag(Tone::Bad, t!("check.fails", lang))) " " (flaw_words(lang, flaw))
        },
    }
}

fn flaw_words(lang: Lang, flaw: ReceiptFlaw) -> String {
    match flaw {
        ReceiptFlaw::Malformed { line } => t!("check.malformed", lang, line = line),
        ReceiptFlaw::NoLeaf => t!("check.no_leaf", lang).to_owned(),
        ReceiptFlaw::LeafMalformed { line } => t!("check.leaf_malformed", lang, line = line),
        ReceiptFlaw::KeyUnknown => t!("check.key_unknown", lang).to_owned(),
        ReceiptFlaw::SignatureFails => t!("check.signature_fails", lang).to_owned(),
        ReceiptFlaw::OriginDiffers => t!("check.origin_differs", lang).to_owned(),
        ReceiptFlaw::PathFails => t!("check.path_fails", lang).to_owned(),
    }
}
