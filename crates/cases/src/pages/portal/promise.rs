//! The promise of a matter 告知承诺 as it is read, signed and kept: its terms, what follows if it is false.
//! Says what the file says.

use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{details, section, warning_text};

use super::words;
use crate::{
    actions::CaseView,
    model::{Matter, ProcessKind, SignedWords},
};

/// The promise in full; nothing where a matter takes none.
pub(super) fn section_of(lang: Lang, matter: &Matter) -> Markup {
    match &matter.process.promise {
        Some(it) => section(
            t!("promise.title", lang),
            html! {
                p { (t!("promise.words", lang)) }
                (body(lang, &it.words()))
                p {
                    (t!("promise.inspected", lang, within = words::limit(lang, it.inspect_within.limit),
                        mend = words::limit(lang, it.mend_within.limit)))
                }
            },
        ),
        None => Markup::default(),
    }
}

/// How a matter is handled, where that is not in several steps.
pub(super) fn kind(lang: Lang, matter: &Matter) -> Option<&'static str> {
    match (matter.process.kind, &matter.process.automatic) {
        (ProcessKind::Ordinary, _) => None,
        (ProcessKind::Immediate, Some(_)) => Some(t!("process.automatic", lang)),
        (ProcessKind::Immediate, None) => Some(t!("process.immediate", lang)),
        (ProcessKind::PromiseFirst, _) => Some(t!("process.promise_first", lang)),
    }
}

/// The promise of a case, folded: when it was signed, and the words that were.
pub(super) fn signed(lang: Lang, view: &CaseView) -> Markup {
    let Some(it) = &view.promise else { return Markup::default() };
    let at = words::moment(lang, it.at, &view.calendar);
    let words = match &it.words {
        Some(words) => body(lang, words),
        None => html! { p { (t!("notice.erased_words", lang)) } },
    };
    details(&t!("promise.signed_at", lang, at = at), words)
}

fn body(lang: Lang, it: &SignedWords) -> Markup {
    html! {
        ul {
            @for term in &it.terms {
                li { (term.text.say(lang)) br; span.hint { (words::clause(lang, &term.clause)) } }
            }
        }
        (warning_text(lang, html! {
            (it.consequences.say(lang)) " " span.hint { (words::clause(lang, &it.clause)) }
        }))
    }
}
