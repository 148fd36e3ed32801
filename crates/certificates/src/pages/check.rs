//! Where anyone checks a certificate: by its identifier, or by what its QR code says.
//! Shows strangers what the law lets them see, and what is proved by what.

use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use kit::{CertificateIdentifier, Error, Lang, NumberFlaw, RefusalKind, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{
        Face, Flaws, Head, SearchBox, Tone, button_link, buttons, heading, notification_banner, prose,
        search_box, section, summary_list,
    },
};

use super::{
    card::{Card, card},
    proof_rows, status_meaning, status_tag, status_tone,
};
use crate::{
    actions::views,
    model::{certificate::CertificateId, key::Effect, view::PublicView},
};

/// Where a QR code leads.
const SCANNED: &str = "/c/";

/// What was typed into the box.
#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

/// What the page shows.
pub(crate) struct CheckView {
    /// What was typed.
    pub(crate) typed: String,
    pub(crate) found: Found,
    pub(crate) is_demo: bool,
}

/// What a check came to.
pub(crate) enum Found {
    /// Nothing was typed yet.
    Nothing,
    /// What was typed is no identifier.
    NoIdentifier(NumberFlaw),
    /// There is no such certificate.
    Missing,
    /// There is one; an official of its agency is also told where to see it in full.
    One(Box<PublicView>, Option<CertificateId>),
}

pub(crate) async fn show(ctx: Ctx, Query(Typed { q }): Query<Typed>) -> Answer {
    let typed = q.trim().to_owned();
    if typed.is_empty() {
        return answer(&ctx, typed, Found::Nothing);
    }
    // A telephone's camera gives the whole address; people paste that, too.
    if let Some((_, token)) = typed.rsplit_once(SCANNED) {
        let token = token.split(['?', '#']).next().unwrap_or_default().to_owned();
        let found = find(&ctx, Asked::Token(token)).await?;
        return answer(&ctx, typed, found);
    }
    let found = match CertificateIdentifier::parse(&typed) {
        Ok(it) => find(&ctx, Asked::Identifier(it)).await?,
        Err(flaw) => Found::NoIdentifier(flaw),
    };
    answer(&ctx, typed, found)
}

pub(crate) async fn show_scanned(ctx: Ctx, Path(token): Path<String>) -> Answer {
    let found = find(&ctx, Asked::Token(token)).await?;
    let typed = match &found {
        Found::One(view, _) => view.identifier.clone(),
        _ => String::new(),
    };
    answer(&ctx, typed, found)
}

enum Asked {
    Token(String),
    Identifier(CertificateIdentifier),
}

async fn find(ctx: &Ctx, asked: Asked) -> kit::Result<Found> {
    let by = ctx.by.clone();
    let found = ctx.store.read(move |read| {
        let view = match asked {
            Asked::Token(it) => views::get_public(read, &it),
            Asked::Identifier(it) => views::get_by_identifier(read, &it),
        }?;
        let id = views::id_of(read, &by, &view.identifier)?;
        Ok(Found::One(Box::new(view), id))
    });
    match found.await {
        Err(Error::Refused(it)) if it.kind == RefusalKind::NotFound => Ok(Found::Missing),
        other => other,
    }
}

fn answer(ctx: &Ctx, typed: String, found: Found) -> Answer {
    let status = match &found {
        Found::Missing => StatusCode::NOT_FOUND,
        Found::NoIdentifier(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Found::Nothing | Found::One(..) => StatusCode::OK,
    };
    let view = CheckView { typed, found, is_demo: ctx.site.settings.demo };
    let mut response = ctx.page(Face::Portal, &head(ctx.lang, &view), show_page(ctx.lang, &view));
    *response.status_mut() = status;
    Ok(response)
}

/// What the page says of itself.
pub(crate) fn head(lang: Lang, view: &CheckView) -> Head<'static> {
    let error = matches!(view.found, Found::NoIdentifier(_));
    Head { error, description: t!("check.words", lang), ..Head::titled(t!("check.title", lang)) }
}

pub(crate) fn show_page(lang: Lang, it: &CheckView) -> Markup {
    let search = SearchBox {
        action: "/certificates/check",
        label: t!("check.label", lang),
        value: &it.typed,
        hint: t!("check.hint", lang),
    };
    let flaws = match &it.found {
        Found::NoIdentifier(flaw) => vec![("search".to_owned(), flaw_words(lang, *flaw).to_owned())],
        _ => Vec::new(),
    };
    html! {
        (Flaws::new(flaws).summary(lang))
        (heading("", t!("check.title", lang)))
        @match &it.found {
            Found::One(view, id) => {
                (result(lang, it.is_demo, view, id.as_ref()))
                (section(t!("check.another", lang), search_box(lang, &search)))
            }
            Found::Missing => {
                (notification_banner(lang, Tone::Bad, t!("check.missing", lang), prose(t!("check.missing.words", lang))))
                (search_box(lang, &search))
            }
            Found::Nothing | Found::NoIdentifier(_) => { (prose(t!("check.words", lang))) (search_box(lang, &search)) }
        }
    }
}

fn result(lang: Lang, is_demo: bool, view: &PublicView, id: Option<&CertificateId>) -> Markup {
    let is_broken = !view.is_sound && view.face.is_some();
    let (tone, words) = match is_broken {
        true => (Tone::Bad, t!("check.unsound", lang)),
        false => (status_tone(view.status), status_meaning(lang, view.status)),
    };
    let shown = Card {
        title: view.kind.say(lang),
        is_heading: false,
        status: view.status,
        is_demo: is_demo || view.effect == Effect::Demonstration,
        identifier: &view.identifier,
        link: None,
        face: view.face.as_ref().map(Into::into),
    };
    html! {
        (notification_banner(lang, tone, words, successor(lang, view)))
        (card(lang, &shown))
        @if view.face.is_some() { (section(t!("check.proved", lang), proof(lang, view))) }
        @if let Some(it) = id {
            (buttons(button_link(&format!("/certificates/{it}"), t!("check.full", lang))))
        }
    }
}

fn successor(lang: Lang, view: &PublicView) -> Markup {
    html! {
        @if let Some(it) = &view.successor {
            p { (t!("check.successor", lang)) " " a href={ "/certificates/check?q=" (it) } { code { (it) } } }
        }
    }
}

fn proof(lang: Lang, view: &PublicView) -> Markup {
    let status = html! { (status_tag(lang, view.status)) p.hint { (t!("check.now", lang)) } };
    let mut rows = vec![web::pages::SummaryRow::new(t!("proof.status", lang), status)];
    if let Some(face) = &view.face {
        let issuer = html! { (face.issuer.say(lang)) br; code { (face.issuer_code) } };
        rows.push(web::pages::SummaryRow::new(t!("proof.issuer", lang), issuer));
    }
    if let Some(answers) = &view.answers {
        rows.push(web::pages::SummaryRow::new(t!("proof.answers", lang), html! { (answers.say(lang)) }));
    }
    rows.extend(proof_rows(lang, (&view.key, view.is_sound), view.ended.as_ref(), &view.acts));
    summary_list(lang, &rows)
}

fn flaw_words(lang: Lang, flaw: NumberFlaw) -> &'static str {
    match flaw {
        NumberFlaw::Root => t!("check.wrong.root", lang),
        NumberFlaw::Check => t!("check.wrong.check", lang),
        _ => t!("check.wrong.shape", lang),
    }
}
