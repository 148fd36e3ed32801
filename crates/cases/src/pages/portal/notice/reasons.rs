//! The reasons of a decision: the rules that fired, the facts they read, and the remedies with their days.
//! Nothing here is typed by hand but the official's own words, which are shown as such.

use kit::{Lang, t};
use maud::{Markup, html};
use serde_json::Value;
use web::pages::{Column, SummaryRow, Table, details, inset, prose, summary_list, table};

use super::super::words;
use crate::{
    TEXTS,
    actions::NoticeView,
    model::{Matter, Reasons, RemedyBody, RemedyView},
};

/// Why: each rule with its clause, the official's words, and the facts it rests on.
pub(in crate::pages) fn reasons(lang: Lang, it: &NoticeView) -> Markup {
    let Some(reasons) = stated(it) else { return Markup::default() };
    html! {
        @if !reasons.fired.is_empty() {
            ul {
                @for it in &reasons.fired {
                    li {
                        (it.reason.say(lang))
                        @if let Some(key) = &it.clause { br; span.hint { (words::clause(lang, key)) } }
                    }
                }
            }
        }
        @if !reasons.words.trim().is_empty() {
            (inset(html! { p { strong { (t!("notice.own_words", lang)) } } (prose(&reasons.words)) }))
        }
        @if !reasons.facts.is_empty() {
            (details(t!("notice.facts", lang), facts(lang, &it.matter.matter, &reasons.facts)))
        }
    }
}

/// What can be done against it, with whom, within which time, and until when once it was delivered.
pub(in crate::pages) fn remedies(lang: Lang, it: &NoticeView) -> Markup {
    let remedies = stated(it).map(|it| it.remedies).unwrap_or_default();
    if remedies.is_empty() {
        return Markup::default();
    }
    let rows: Vec<_> =
        remedies.iter().map(|remedy| (name(lang, remedy), remedy_words(lang, it, remedy))).collect();
    let rows: Vec<_> = rows.iter().map(|(name, words)| SummaryRow::new(name, words.clone())).collect();
    summary_list(lang, &rows)
}

/// Every clause the notice rests on, in the order in which they are read.
pub(in crate::pages) fn clauses(it: &NoticeView) -> Vec<String> {
    let Some(reasons) = stated(it) else {
        let own = it.notice.body.as_ref().and_then(|it| it.get("clause")?.as_str());
        return own.map(str::to_owned).into_iter().collect();
    };
    let fired = reasons.fired.into_iter().filter_map(|it| it.clause);
    let remedies = reasons.remedies.into_iter().flat_map(|it| [Some(it.clause), it.body_clause]);
    fired.chain(remedies.flatten()).collect()
}

pub(super) fn stated(it: &NoticeView) -> Option<Reasons> {
    let reasons = it.notice.body.as_ref()?.get("reasons")?;
    serde_json::from_value(reasons.clone()).ok()
}

pub(super) fn name(lang: Lang, it: &RemedyView) -> &'static str {
    TEXTS.find(lang, &format!("remedy.{}", it.kind)).unwrap_or_default()
}

fn remedy_words(lang: Lang, it: &NoticeView, remedy: &RemedyView) -> Markup {
    let (within, until) = remedy_said(lang, it, remedy);
    html! {
        p {
            (within)
            @if let Some(until) = until { " " strong { (until) } }
        }
        p.hint {
            (words::clause(lang, &remedy.clause))
            @if let Some(key) = &remedy.body_clause { br; (words::clause(lang, key)) }
        }
    }
}

/// With whom and within which time, and until when once it was delivered.
pub(super) fn remedy_said(lang: Lang, it: &NoticeView, remedy: &RemedyView) -> (String, Option<String>) {
    let body = match remedy.body {
        RemedyBody::OwnGovernment => t!("remedy.body.own_government", lang, region = remedy.region.say(lang)),
        RemedyBody::Court => t!("remedy.body.court", lang, region = remedy.region.say(lang)),
    };
    let within = words::limit(lang, remedy.within);
    let last = |at| words::last_day(lang, remedy.until(at, &it.calendar), &it.calendar);
    let until = it.case.delivered_at.map(|at| t!("remedy.until", lang, day = last(at)));
    (t!("remedy.within", lang, body = body, within = within), until)
}

fn facts(lang: Lang, matter: &Matter, facts: &[(String, Value)]) -> Markup {
    let columns = [Column::text(t!("notice.fact", lang)), Column::text(t!("notice.fact_value", lang))];
    let row = |(path, value): &(String, Value)| {
        vec![html! { (fact_name(lang, matter, path)) }, html! { (fact_value(lang, matter, path, value)) }]
    };
    table(&Table {
        caption: t!("notice.facts_caption", lang),
        columns: &columns,
        rows: facts.iter().map(row).collect(),
        empty: "",
    })
}

/// What a fact is called: a question, an item of the inspection, or a word of ours.
pub(super) fn fact_name<'a>(lang: Lang, matter: &'a Matter, path: &'a str) -> &'a str {
    let question = matter.form.question(path).map(|it| it.label.say(lang));
    let item =
        path.strip_prefix("findings.").and_then(|key| matter.inspection.iter().find(|it| it.key == key));
    question
        .or_else(|| item.map(|it| it.text.say(lang)))
        .or_else(|| TEXTS.find(lang, &format!("fact.{path}")))
        .unwrap_or(path)
}

pub(super) fn fact_value(lang: Lang, matter: &Matter, path: &str, value: &Value) -> String {
    let options = matter.form.question(path).map(|it| it.kind.options()).unwrap_or_default();
    let label =
        |key: &str| options.iter().find(|it| it.key == key).map_or(key, |it| it.label.say(lang)).to_owned();
    match value {
        Value::Null => t!("fact.none", lang).to_owned(),
        Value::Bool(true) if path.starts_with("findings.") => t!("fact.met", lang).to_owned(),
        Value::Bool(false) if path.starts_with("findings.") => t!("fact.not_met", lang).to_owned(),
        Value::Bool(true) => t!("fact.yes", lang).to_owned(),
        Value::Bool(false) => t!("fact.no", lang).to_owned(),
        Value::String(it) => label(it),
        Value::Array(all) => {
            let said = all.iter().map(|it| fact_value(lang, matter, path, it));
            said.reduce(|all, next| t!("fact.list", lang, all = all, next = next)).unwrap_or_default()
        }
        other => other.to_string(),
    }
}
