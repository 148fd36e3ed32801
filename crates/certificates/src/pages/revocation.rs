//! Where an official ends a certificate of their agency: the reason, the clause, and what it will stand as.
//! What may be ended, and by whom, the action decides.

use axum::extract::Path;
use kit::{Error, Lang, RefusalKind, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Entry, Face, Field, Flaws, Frame, Head, SummaryRow, TextInput, button_warning, buttons, form,
        heading, radios, summary_list, text_input, warning_text,
    },
};

use super::{face::seen, reason_words, status_tag, status_word};
use crate::{
    actions::certificates,
    model::{
        certificate::CertificateId,
        ending::{EndReason, Ending},
        view::CertificateView,
    },
};

/// What the page shows.
pub(crate) struct RevocationView {
    pub(crate) view: CertificateView,
    pub(crate) reason: String,
    pub(crate) basis: String,
    pub(crate) flaws: Flaws,
}

pub(crate) async fn ask(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = seen(&ctx, &id).await?;
    let it = RevocationView { view, reason: String::new(), basis: String::new(), flaws: Flaws::default() };
    let page = ask_page(&ctx.frame(Face::Desk), &ctx.submission_key(), &it);
    Ok(ctx.page(Face::Desk, &head(ctx.lang, &it, &path(&it.view)), page))
}

pub(crate) async fn revoke(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    match post(&ctx, &id, &posted).await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(Error::Refused(it)) if it.kind == RefusalKind::Invalid => {
            let flaws = it.flaws.iter().map(|flaw| (flaw.field.clone(), ctx.flaw(flaw)));
            let it = RevocationView {
                view: seen(&ctx, &id).await?,
                reason: posted.get("reason").to_owned(),
                basis: posted.get("basis").to_owned(),
                flaws: Flaws::new(flaws),
            };
            let page = ask_page(&ctx.frame(Face::Desk), &ctx.submission_key(), &it);
            Ok(ctx.flawed_page(Face::Desk, &head(ctx.lang, &it, &path(&it.view)), page))
        }
        Err(err) => Err(err.into()),
    }
}

async fn post(ctx: &Ctx, id: &str, posted: &Posted) -> Result<String> {
    let id = CertificateId::parse(id)?;
    let reason = EndReason::parse(posted.get("reason"))
        .ok_or_else(|| kit::Refusal::invalid("reason", "certificate.reason"))?;
    let ending = Ending { reason, basis: posted.get("basis").to_owned() };
    let (by, key) = (ctx.by.clone(), posted.key.clone());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| {
            certificates::revoke(tx, &by, &id, &ending)?;
            Ok(format!("/certificates/{id}"))
        })
    });
    write.await
}

/// What the page says of itself.
pub(crate) fn head<'a>(lang: Lang, it: &RevocationView, back: &'a str) -> Head<'a> {
    Head { error: !it.flaws.is_empty(), back: Some(back), ..Head::titled(t!("revocation.title", lang)) }
}

/// Where one goes back to.
pub(crate) fn path(view: &CertificateView) -> String {
    format!("/certificates/{}", view.id)
}

pub(crate) fn ask_page(frame: &Frame, key: &str, it: &RevocationView) -> Markup {
    let lang = frame.lang;
    let view = &it.view;
    let mut rows = vec![SummaryRow::new(t!("proof.status", lang), status_tag(lang, view.status))];
    if let Some(body) = &view.body {
        rows.push(SummaryRow::new(t!("card.holder", lang), html! { (body.holder_name) }));
        rows.push(SummaryRow::new(t!("card.number", lang), html! { (body.number) }));
    }
    let action = format!("/certificates/{}/revocation", view.id);
    html! {
        (it.flaws.summary(lang))
        (heading(view.kind.say(lang), t!("revocation.title", lang)))
        (summary_list(lang, &rows))
        (form(frame, &action, Some(key), fields(lang, it)))
    }
}

fn fields(lang: Lang, it: &RevocationView) -> Markup {
    let words: Vec<_> = EndReason::CHOICES
        .iter()
        .map(|it| {
            let status = t!("revocation.becomes", lang, status = status_word(lang, it.status()));
            (it.as_str(), reason_words(lang, *it), status)
        })
        .collect();
    let choices: Vec<_> = words
        .iter()
        .map(|(value, text, hint)| Choice { hint, ..Choice::new(value, text, &it.reason) })
        .collect();
    let reason = Field::new("reason", t!("revocation.reason", lang)).error(it.flaws.of("reason"));
    let basis = Field::new("basis", t!("revocation.basis", lang))
        .hint(t!("revocation.basis.hint", lang))
        .error(it.flaws.of("basis"));
    let input = TextInput { value: &it.basis, entry: Entry::Code, ..TextInput::default() };
    html! {
        (radios(lang, &reason, &choices))
        (text_input(lang, &basis, &input))
        (warning_text(lang, html! { (t!("revocation.warning", lang)) }))
        (buttons(button_warning(t!("revocation.do", lang))))
    }
}
