//! What the rules propose for a task: the outcome, the rules that fired with their clauses, the facts they read.
//! A proposal binds nobody; the official decides.

use kit::{Lang, t};
use maud::{Markup, html};
use serde_json::Value;
use web::pages::{details, inset};

use super::{file::FileView, papers, words};
use crate::{
    model::{FiredRule, Reasons},
    pages::portal::words as said,
};

/// The proposal, as it stands above the form.
pub(super) fn proposal(lang: Lang, view: &FileView, it: &Reasons) -> Markup {
    inset(html! {
        h3 {
            @match &it.proposed {
                Some(outcome) => (t!("desk.proposal", lang, outcome = words::outcome(lang, outcome))),
                None => (t!("desk.proposal.none", lang)),
            }
        }
        (fired(lang, &it.fired))
        @if !it.facts.is_empty() {
            (details(&t!("desk.proposal.facts", lang, n = it.facts.len()), html! {
                dl.facts-read { @for (path, value) in &it.facts { (fact(lang, view, path, value)) } }
            }))
        }
        p.hint { (t!("desk.proposal.hint", lang)) }
    })
}

/// The rules that fired, each with the clause it applies.
pub(super) fn fired(lang: Lang, rules: &[FiredRule]) -> Markup {
    html! {
        @if !rules.is_empty() {
            ul {
                @for it in rules {
                    li {
                        (it.reason.say(lang))
                        @if let Some(clause) = &it.clause { " " span.row-note { (said::clause(lang, clause)) } }
                    }
                }
            }
        }
    }
}

fn fact(lang: Lang, view: &FileView, path: &str, value: &Value) -> Markup {
    let matter = &view.case().matter.matter;
    let finding =
        path.strip_prefix("findings.").and_then(|key| matter.inspection.iter().find(|it| it.key == key));
    let question = matter.form.question(path);
    html! {
        div {
            @match (finding, question, path) {
                (Some(it), ..) => { dt { (it.text.say(lang)) } dd { (papers::pass(lang, value.as_bool())) } },
                (_, Some(it), _) => { dt { (it.say(lang)) } dd { (or_nothing(lang, papers::answer(lang, view, it))) } },
                (_, _, "examination.materials_complete") => {
                    dt { (t!("desk.fact.complete", lang)) } dd { (plain(lang, value)) }
                },
                (_, _, "case.corrected") => { dt { (t!("desk.fact.corrected", lang)) } dd { (plain(lang, value)) } },
                _ => { dt { code { (path) } } dd { (plain(lang, value)) } },
            }
        }
    }
}

fn plain(lang: Lang, value: &Value) -> Markup {
    html! {
        @match value {
            Value::Null => span.soft { (t!("desk.fact.none", lang)) },
            Value::Bool(true) => (t!("desk.yes", lang)),
            Value::Bool(false) => (t!("desk.no", lang)),
            Value::String(it) => (it),
            other => (other),
        }
    }
}

fn or_nothing(lang: Lang, it: Markup) -> Markup {
    if it.0.is_empty() {
        html! { span.soft { (t!("desk.fact.none", lang)) } }
    } else {
        it
    }
}
