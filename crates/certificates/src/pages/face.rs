//! A certificate in full, for its holder and for officials of its agency, and the file to hand on.
//! An official's look is an act before the page is sent.

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::Response,
};
use kit::{Error, Lang, Refusal, Result, Who, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{
        Face, Head, SummaryRow, button_link, buttons, columns, notification_banner, prose, section,
        summary_list,
    },
};

use super::{
    act_rows,
    card::{Card, card},
    proof_rows, status_meaning, status_tag, status_tone,
};
use crate::{
    actions::{certificates, views},
    model::{REVOKE, certificate::CertificateId, ending::Status, key::Effect, view::CertificateView},
};

/// Why an official looks, where the page does not know more.
const PURPOSE: &str = "supervision";

/// What the page shows.
pub(crate) struct FaceView {
    pub(crate) view: CertificateView,
    /// Where anyone checks it.
    pub(crate) link: String,
    pub(crate) is_demo: bool,
    /// Whether the visitor may end it.
    pub(crate) may_revoke: bool,
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = seen(&ctx, &id).await?;
    let may_revoke = ctx.by.has_power(REVOKE) && view.may_end();
    let link = format!("{}/c/{}", ctx.site.settings.origin, view.token);
    let is_demo = ctx.site.settings.demo || view.key.effect == Effect::Demonstration;
    let title = view.kind.say(ctx.lang).to_owned();
    let it = FaceView { view, link, is_demo, may_revoke };
    let is_holder = matches!(ctx.by.who, Who::Person { .. });
    let (face, back) = if is_holder { (Face::Portal, Some("/me/certificates")) } else { (Face::Desk, None) };
    Ok(ctx.page(face, &head(&title, back), show_page(ctx.lang, &it)))
}

pub(crate) async fn download(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = seen(&ctx, &id).await?;
    let bytes = view.file().ok_or_else(|| Refusal::conflict("certificate.erased"))?;
    let mut response: Response = web::file("application/json", "no-store", bytes);
    let name = format!("attachment; filename=\"{}.json\"", view.identifier);
    let name = HeaderValue::from_str(&name).map_err(|_| Error::fault("an identifier is no file name"))?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The certificate, after an official's look at it was recorded.
pub(crate) async fn seen(ctx: &Ctx, id: &str) -> Result<CertificateView> {
    let id = CertificateId::parse(id)?;
    let (by, asked) = (ctx.by.clone(), id.clone());
    let view = ctx.store.read(move |read| views::get(read, &by, &asked)).await?;
    if matches!(ctx.by.who, Who::Official(_)) {
        let by = ctx.by.clone();
        ctx.store.write(move |tx| certificates::look(tx, &by, &id, PURPOSE)).await?;
    }
    Ok(view)
}

/// What the page says of itself.
pub(crate) fn head<'a>(title: &'a str, back: Option<&'a str>) -> Head<'a> {
    Head { wide: true, back, ..Head::titled(title) }
}

pub(crate) fn show_page(lang: Lang, it: &FaceView) -> Markup {
    let view = &it.view;
    let shown = Card {
        title: view.kind.say(lang),
        is_heading: true,
        status: view.status,
        is_demo: it.is_demo,
        identifier: &view.identifier,
        link: Some(it.link.as_str()).filter(|_| view.status == Status::Valid),
        face: view.body.as_ref().map(Into::into),
    };
    html! {
        @if view.status != Status::Valid {
            @let (tone, words) = (status_tone(view.status), status_meaning(lang, view.status));
            (notification_banner(lang, tone, words, more(lang, view)))
        }
        (columns(card(lang, &shown), aside(lang, it)))
    }
}

fn more(lang: Lang, view: &CertificateView) -> Markup {
    html! {
        @if let Some(it) = &view.successor {
            p { (t!("check.successor", lang)) " " a href={ "/certificates/check?q=" (it) } { code { (it) } } }
        }
    }
}

fn aside(lang: Lang, it: &FaceView) -> Markup {
    let view = &it.view;
    let mut rows = vec![SummaryRow::new(t!("proof.status", lang), status_tag(lang, view.status))];
    if view.body.is_none() {
        rows.extend(act_rows(lang, view.ended.as_ref(), &view.acts));
        return summary_list(lang, &rows);
    }
    rows.extend(proof_rows(lang, (&view.key, view.is_sound), view.ended.as_ref(), &view.acts));
    html! {
        (summary_list(lang, &rows))
        (buttons(html! {
            (button_link(&format!("/certificates/{}/file", view.id), t!("face.download", lang)))
            @if it.may_revoke {
                (button_link(&format!("/certificates/{}/revocation", view.id), t!("face.revoke", lang)))
            }
        }))
        (section(t!("face.how", lang), prose(t!("face.how.words", lang))))
    }
}
