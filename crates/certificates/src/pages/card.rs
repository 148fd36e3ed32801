//! A certificate as it looks: the face in its border, the code to check it by, how it stands, what it counts as.
//! Bears no national emblem; knows neither who looks nor where the words come from.

use calendar::Day;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{Tone, qr};

use super::{day, span, status_tone, status_word};
use crate::model::{
    ending::Status,
    file::{Body, Saying},
    view::PublicFace,
};

/// What stands on a card.
pub(crate) struct Card<'a> {
    /// What the type is called.
    pub(crate) title: &'a str,
    /// Whether that is the heading of the page.
    pub(crate) is_heading: bool,
    /// How it stands.
    pub(crate) status: Status,
    /// Whether it has no legal effect.
    pub(crate) is_demo: bool,
    /// What the world knows it by.
    pub(crate) identifier: &'a str,
    /// What the code says; none where the card is only looked at.
    pub(crate) link: Option<&'a str>,
    /// What its face says; nothing once it was erased.
    pub(crate) face: Option<CardFace<'a>>,
}

/// The face itself, in full or as strangers see it.
pub(crate) struct CardFace<'a> {
    number: &'a str,
    holder_name: &'a str,
    holder_number: Option<&'a str>,
    fields: Vec<(&'a Saying, &'a str)>,
    issuer: &'a Saying,
    issued: Day,
    effective: Day,
    expires: Option<Day>,
}

impl<'a> From<&'a Body> for CardFace<'a> {
    fn from(it: &'a Body) -> Self {
        Self {
            number: &it.number,
            holder_name: &it.holder_name,
            holder_number: it.holder_number.as_deref(),
            fields: it.face.iter().map(|it| (&it.label, it.value.as_str())).collect(),
            issuer: &it.issuer_name,
            issued: it.issued,
            effective: it.effective,
            expires: it.expires,
        }
    }
}

impl<'a> From<&'a PublicFace> for CardFace<'a> {
    fn from(it: &'a PublicFace) -> Self {
        Self {
            number: &it.number,
            holder_name: &it.holder_name,
            holder_number: it.holder_number.as_deref(),
            fields: it.fields.iter().map(|(label, value)| (label, value.as_str())).collect(),
            issuer: &it.issuer,
            issued: it.issued,
            effective: it.effective,
            expires: it.expires,
        }
    }
}

/// The card.
pub(crate) fn card(lang: Lang, card: &Card<'_>) -> Markup {
    let mark = card.is_demo.then(|| t!("card.mark", lang));
    html! {
        article.certificate data-mark=[mark] {
            @if card.is_demo { p.certificate-demo { (t!("card.demo", lang)) } }
            @if card.is_heading { h1.certificate-title { (card.title) } }
            @else { h2.certificate-title { (card.title) } }
            @match &card.face {
                Some(face) => {
                    (face_rows(lang, face))
                    div.certificate-foot {
                        (code(lang, card.link))
                        div.certificate-issuer {
                            p { strong { (face.issuer.say(lang)) } }
                            p { (day(lang, face.issued)) }
                        }
                    }
                }
                None => p.certificate-gone { (t!("card.erased", lang)) },
            }
            @if card.status != Status::Valid {
                p.certificate-stamp.(tone(card.status)) { (status_word(lang, card.status)) }
            }
            p.certificate-identifier {
                span { (t!("card.identifier", lang)) } " " code { (card.identifier) }
            }
        }
    }
}

fn face_rows(lang: Lang, face: &CardFace<'_>) -> Markup {
    html! {
        p.certificate-number { (t!("card.number", lang)) " " strong { (face.number) } }
        dl.certificate-face {
            div { dt { (t!("card.holder", lang)) } dd { (face.holder_name) } }
            @if let Some(it) = face.holder_number {
                div { dt { (t!("card.holder_number", lang)) } dd { (it) } }
            }
            @for (label, value) in &face.fields {
                div { dt { (label.say(lang)) } dd { (value) } }
            }
            div { dt { (t!("card.span", lang)) } dd { (span(lang, face.effective, face.expires)) } }
        }
    }
}

fn code(lang: Lang, link: Option<&str>) -> Markup {
    let drawn = link.and_then(|it| qr(it, t!("card.code", lang)));
    html! {
        @if let Some(it) = drawn {
            div.certificate-code { (it) p.hint { (t!("card.code", lang)) } }
        }
    }
}

fn tone(status: Status) -> &'static str {
    match status_tone(status) {
        Tone::Good | Tone::Going => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
        Tone::Neutral => "neutral",
    }
}
