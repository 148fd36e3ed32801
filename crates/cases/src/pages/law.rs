//! The law register as everyone may read it: each statute, each clause in our words, verified or not, cited where.
//! The text of the law itself is nowhere in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::extract::Path;
use kit::{Lang, Refusal, Result, Words, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Access, Answer, Ctx, Routes, Sample,
    pages::{
        Column, Face, Frame, Head, NavItem, SummaryRow, Table, Tone, heading, inset, section, summary_list,
        table, tag,
    },
};

use super::portal::words::limit;
use crate::{
    actions,
    model::{
        Published,
        check::cited,
        law::{Clause, Law, LawRegister},
    },
};

/// Which matters cite each clause: their keys and names.
type Citations = BTreeMap<String, Vec<(String, Words)>>;

/// The doors of the register, for everyone.
pub(super) fn routes() -> Routes {
    Routes::default().get("/law", Access::Public, list).get("/law/{statute}", Access::Public, show)
}

async fn list(ctx: Ctx) -> Answer {
    let head = Head { wide: true, ..Head::titled(t!("register.title", ctx.lang)) };
    Ok(ctx.page(Face::Open, &head, register_page(ctx.lang, LawRegister::built_in())))
}

async fn show(ctx: Ctx, Path(key): Path<String>) -> Answer {
    let law = LawRegister::built_in().statutes().find(|it| it.key == key).ok_or_else(Refusal::not_found)?;
    let citations = ctx.store.read(citations).await?;
    let head = Head { back: Some("/law"), ..Head::titled(law.name.say(ctx.lang)) };
    let clauses: Vec<_> = LawRegister::built_in().clauses_of(&law.key).collect();
    Ok(ctx.page(Face::Open, &head, statute_page(ctx.lang, law, &clauses, &citations)))
}

/// Made once for the matters in force, and again when one of them has another version.
fn citations(read: &mut Read<'_>) -> Result<Arc<Citations>> {
    let matters = actions::list_matters(read)?;
    let versions: Vec<_> =
        matters.iter().map(|it| format!("{}@{}", it.matter.key, it.matter.version)).collect();
    let hash = crypt::sha256(versions.join("\n").as_bytes());
    let key: String = hash.iter().map(|it| format!("{it:02x}")).collect();
    read.cached(&format!("cases/citations/{key}"), |_| Ok(citations_of(&matters)))
}

fn citations_of(matters: &[Arc<Published>]) -> Citations {
    let mut found = Citations::new();
    for it in matters {
        for clause in cited(&it.matter) {
            found.entry(clause).or_default().push((it.matter.key.clone(), it.matter.name.clone()));
        }
    }
    found
}

fn register_page(lang: Lang, register: &LawRegister) -> Markup {
    let columns = [
        Column::text(t!("register.statute", lang)),
        Column::text(t!("register.version", lang)),
        Column::number(t!("register.clauses", lang)),
        Column::number(t!("register.verified", lang)),
    ];
    let row = |it: &Law| {
        let clauses: Vec<_> = register.clauses_of(&it.key).collect();
        let n_verified = clauses.iter().filter(|it| it.verified).count();
        vec![
            html! { a href={ "/law/" (it.key) } { (it.name.say(lang)) } },
            html! { (it.version.as_deref().unwrap_or(t!("register.no_date", lang))) },
            html! { (clauses.len()) },
            html! { (n_verified) },
        ]
    };
    html! {
        (heading("", t!("register.title", lang)))
        p { (t!("register.words", lang)) }
        (inset(html! { p { (t!("register.unverified", lang)) } }))
        (table(&Table {
            caption: t!("register.title", lang),
            columns: &columns,
            rows: register.statutes().map(row).collect(),
            empty: t!("register.none", lang),
        }))
    }
}

fn statute_page(lang: Lang, law: &Law, clauses: &[&Clause], citations: &Citations) -> Markup {
    let unknown = || t!("register.no_date", lang).to_owned();
    let mut rows = vec![
        SummaryRow::new(t!("register.number", lang), html! { (law.number.clone().unwrap_or_else(unknown)) }),
        SummaryRow::new(
            t!("register.version", lang),
            html! { (law.version.clone().unwrap_or_else(unknown)) },
        ),
        SummaryRow::new(
            t!("register.in_force", lang),
            html! { (law.in_force.clone().unwrap_or_else(unknown)) },
        ),
    ];
    if let Some(it) = &law.authority {
        rows.push(SummaryRow::new(t!("register.authority", lang), html! { (it.say(lang)) }));
    }
    html! {
        (heading(t!("register.title", lang), law.name.say(lang)))
        (summary_list(lang, &rows))
        @if !law.recalled.is_empty() { p.hint { (t!("register.recalled", lang)) } }
        @for it in clauses {
            (section(&it.cite(lang), clause_body(lang, it, citations)))
        }
    }
}

fn clause_body(lang: Lang, it: &Clause, citations: &Citations) -> Markup {
    let state = match it.verified {
        true => tag(Tone::Good, t!("register.is_verified", lang)),
        false => tag(Tone::Warn, t!("law.unverified", lang)),
    };
    let none = Vec::new();
    let matters = citations.get(&it.key).unwrap_or(&none);
    let unique: BTreeSet<_> = matters.iter().map(|it| &it.0).collect();
    let mut rows = vec![
        SummaryRow::new(t!("register.state", lang), html! { (state) }),
        SummaryRow::new(t!("register.seen", lang), html! { (it.seen) }),
        SummaryRow::new(t!("register.key", lang), html! { code { (it.key) } }),
    ];
    if let Some(time) = &it.clock {
        rows.push(SummaryRow::new(t!("register.time", lang), html! { (limit(lang, time.limit)) }));
    }
    let where_cited = html! {
        @if unique.is_empty() { (t!("register.not_cited", lang)) }
        @else { ul { @for (key, name) in matters { li { a href={ "/matters/" (key) } { (name.say(lang)) } } } } }
    };
    rows.push(SummaryRow::new(t!("register.cited", lang), where_cited));
    html! { p { (it.text.say(lang)) } (summary_list(lang, &rows)) }
}

/// Every page in every state.
pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "cases-law-empty", render: |lang| register(lang, &LawRegister::default()) },
        Sample { name: "cases-law-filled", render: |lang| register(lang, LawRegister::built_in()) },
        Sample { name: "cases-law-statute", render: statute },
    ]
}

fn register(lang: Lang, of: &LawRegister) -> Markup {
    let head = Head { wide: true, ..Head::titled(t!("register.title", lang)) };
    web::pages::page(&frame(lang, "/law"), &head, register_page(lang, of))
}

/// One statute; its first clause is cited, the others are not.
fn statute(lang: Lang) -> Markup {
    let all = LawRegister::built_in();
    let law = all.statutes().next().expect("the register this binary carries has statutes");
    let clauses: Vec<_> = all.clauses_of(&law.key).take(3).collect();
    let name = Words {
        zh: t!("sample.admin.competence", Lang::ZH).to_owned(),
        en: t!("sample.admin.competence", Lang::EN).to_owned(),
    };
    let cited = clauses
        .iter()
        .take(1)
        .map(|it| (it.key.clone(), vec![("food-business-licence".to_owned(), name.clone())]));
    let head = Head { back: Some("/law"), ..Head::titled(law.name.say(lang)) };
    let body = statute_page(lang, law, &clauses, &cited.collect());
    web::pages::page(&frame(lang, &format!("/law/{}", law.key)), &head, body)
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.admin.site", lang).to_owned(),
        face: Face::Open,
        nav: vec![NavItem::new("/law", t!("nav.law", lang))],
        foot: Vec::new(),
        who: None,
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
