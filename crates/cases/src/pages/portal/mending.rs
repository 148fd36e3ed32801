//! Reporting that what was ordered is mended: what was ordered, until when, and what was done about it.
//! Possible while the time to mend runs; somebody looks again afterwards.

use axum::extract::Path;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Face, Field, Flaws, Frame, TextArea, button, button_link, buttons, form, heading, prose, textarea,
    },
};

use super::{Sheet, notice, words};
use crate::{
    actions::{self, CaseView},
    model::{CaseId, Duty, NoticeKind, WORDS_MAX},
};

/// What the page shows.
pub(super) struct MendingView {
    pub(super) view: CaseView,
    pub(super) typed: Posted,
    pub(super) wrong: Flaws,
    pub(super) key: String,
}

pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = load(&ctx, &CaseId::parse(&id)?).await?;
    mending_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

pub(super) async fn report(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let (key, said, case) = (posted.key.clone(), posted.get("words").to_owned(), id.clone());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| {
            actions::report_mended(tx, &by, &case, &said)?;
            Ok(format!("/cases/{case}"))
        })
    });
    match write.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => {
            let Some(Refusal { flaws, .. }) = err.refusal().filter(|it| !it.flaws.is_empty()) else {
                return Err(err.into());
            };
            let wrong = Flaws::new(flaws.iter().map(|it| (it.field.clone(), ctx.flaw(it))));
            let view = MendingView { typed: posted, wrong, ..load(&ctx, &id).await? };
            mending_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
        }
    }
}

async fn load(ctx: &Ctx, id: &CaseId) -> Result<MendingView, web::Problem> {
    let (by, id) = (ctx.by.clone(), id.clone());
    let view = ctx.store.read(move |read| actions::follow_own_case(read, &by, &id)).await?;
    if view.case.clocks.running(Duty::Mending).is_none() {
        return Err(Refusal::conflict("promise.nothing_to_mend").into());
    }
    Ok(MendingView { view, typed: Posted::default(), wrong: Flaws::default(), key: ctx.submission_key() })
}

pub(super) fn mending_sheet(frame: &Frame, it: &MendingView) -> Sheet {
    let lang = frame.lang;
    let case = &it.view.case;
    let path = format!("/cases/{}", case.id);
    let field = Field::new("words", t!("mending.done", lang)).hint(t!("mending.done_hint", lang));
    let area = TextArea { value: it.typed.get("words"), rows: 5, chars_max: WORDS_MAX };
    let body = html! {
        (it.wrong.summary(lang))
        (heading(&t!("case.caption", lang, number = case.number), t!("mending.title", lang)))
        (ordered(lang, it))
        (form(frame, &format!("{path}/mending"), Some(&it.key), html! {
            (textarea(lang, &field.error(it.wrong.of("words")), &area))
            (buttons(html! {
                (button(t!("mending.send", lang)))
                (button_link(&path, t!("mending.not_yet", lang)))
            }))
        }))
    };
    let sheet = Sheet::of(t!("mending.title", lang), body).back(&path);
    if it.wrong.is_empty() { sheet } else { sheet.wrong() }
}

/// Until when, and the order itself.
fn ordered(lang: Lang, it: &MendingView) -> Markup {
    let view = &it.view;
    let clock = view.case.clocks.running(Duty::Mending);
    let day = clock.map(|it| words::last_day(lang, it.due_at, &view.calendar)).unwrap_or_default();
    let order = view.notices.iter().rev().find(|it| it.kind == NoticeKind::MendOrder);
    html! {
        (prose(&t!("mending.words", lang, day = day)))
        @if let Some(order) = order {
            p { a href={ "/cases/" (view.case.id) "/notices/" (order.id) } {
                (notice::title(lang, order.kind)) " " (order.number)
            } }
        }
    }
}
