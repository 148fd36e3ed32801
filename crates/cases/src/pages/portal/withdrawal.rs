//! Withdrawing: what it means, asked once more, and then done.
//! Possible until the case is decided; afterwards there are remedies instead.

use axum::extract::Path;
use kit::t;
use maud::html;
use web::{
    Answer, Ctx, Posted,
    pages::{Face, Frame, button_link, button_warning, buttons, form, heading, prose},
};

use super::Sheet;
use crate::{
    actions::{self, CaseView},
    model::CaseId,
};

pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let view = ctx.store.read(move |read| actions::follow_own_case(read, &by, &id)).await?;
    view.case.may_withdraw()?;
    withdrawal_sheet(&ctx.frame(Face::Portal), &view, &ctx.submission_key()).answer(&ctx)
}

pub(super) async fn withdraw(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &posted.key, &by, |tx| {
            actions::withdraw(tx, &by, &id)?;
            Ok(format!("/cases/{id}"))
        })
    });
    Ok(web::redirect(&write.await?))
}

pub(super) fn withdrawal_sheet(frame: &Frame, view: &CaseView, key: &str) -> Sheet {
    let lang = frame.lang;
    let case = format!("/cases/{}", view.case.id);
    let body = html! {
        (heading(&t!("case.caption", lang, number = view.case.number), t!("withdrawal.title", lang)))
        (prose(&t!("withdrawal.words", lang, matter = view.matter.matter.name.say(lang))))
        (form(frame, &format!("{case}/withdrawal"), Some(key), buttons(html! {
            (button_warning(t!("withdrawal.do", lang)))
            (button_link(&case, t!("withdrawal.not", lang)))
        })))
    };
    Sheet::of(t!("withdrawal.title", lang), body).back(&case)
}
