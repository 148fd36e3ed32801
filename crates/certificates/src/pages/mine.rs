//! The certificates of the person or company that asks.
//! Knows nobody else's.

use axum::extract::Query;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Card, Face, Head, button_link, buttons, cards, empty_state, heading, pagination, section},
};

use super::{span, status_tag};
use crate::{
    actions::views,
    model::{
        certificate::CertificateId,
        view::{CertificateView, Page},
    },
};

/// Where the page before ended.
#[derive(serde::Deserialize)]
pub(crate) struct After {
    after: Option<String>,
}

pub(crate) async fn list(ctx: Ctx, Query(After { after }): Query<After>) -> Answer {
    let after = after.as_deref().map(CertificateId::parse).transpose()?;
    let holder = ctx.by.subject()?.clone();
    let page = ctx.store.read(move |read| views::of_holder(read, &holder, after.as_ref())).await?;
    Ok(ctx.page(Face::Portal, &head(ctx.lang), list_page(ctx.lang, &page)))
}

/// What the page says of itself.
pub(crate) fn head(lang: Lang) -> Head<'static> {
    Head { wide: true, ..Head::titled(t!("mine.title", lang)) }
}

pub(crate) fn list_page(lang: Lang, page: &Page) -> Markup {
    let check = button_link("/certificates/check", t!("mine.check", lang));
    if page.rows.is_empty() {
        return html! {
            (heading("", t!("mine.title", lang)))
            (empty_state(t!("mine.empty", lang), t!("mine.empty.words", lang), check))
        };
    }
    let lines: Vec<Line> = page.rows.iter().map(|it| Line::of(lang, it)).collect();
    let shown: Vec<Card<'_>> = lines
        .iter()
        .map(|it| Card {
            href: &it.href,
            title: &it.title,
            text: &it.text,
            tags: it.tags.clone(),
            facts: it.facts.iter().map(String::as_str).collect(),
        })
        .collect();
    let next = page.next.as_ref().map(|it| format!("/me/certificates?after={it}"));
    html! {
        (heading("", t!("mine.title", lang)))
        (section(t!("mine.all", lang), cards(&shown)))
        (pagination(lang, None, next.as_deref()))
        (buttons(check))
    }
}

/// What a card of the list says.
struct Line {
    href: String,
    title: String,
    text: String,
    tags: Markup,
    facts: Vec<String>,
}

impl Line {
    fn of(lang: Lang, it: &CertificateView) -> Self {
        let body = it.body.as_ref();
        let number = body.map(|it| t!("mine.number", lang, number = it.number));
        let facts =
            body.map(|it| vec![it.issuer_name.say(lang).to_owned(), span(lang, it.effective, it.expires)]);
        Self {
            href: format!("/certificates/{}", it.id),
            title: it.kind.say(lang).to_owned(),
            text: number.unwrap_or_default(),
            tags: status_tag(lang, it.status),
            facts: facts.unwrap_or_default(),
        }
    }
}
