//! It is received: the number to keep, what happens next and until when, and the receipt.
//! Can be opened again at any time; it says what is true now.

use axum::extract::Path;
use kit::{Lang, t};
use maud::html;
use web::{
    Answer, Ctx,
    pages::{Step, button_link, buttons, panel, prose, section, steps},
};

use super::{Sheet, words};
use crate::{
    actions::{self, CaseView},
    model::{CaseId, Duty, Notice, NoticeKind},
};

/// An application just made.
pub(super) struct ReceivedView {
    pub(super) view: CaseView,
    /// The act that recorded it.
    pub(super) act: Option<String>,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let read = ctx.store.read(move |read| {
        let view = actions::follow_own_case(read, &by, &id)?;
        let act = acts::history(read, id.as_str())?.into_iter().find(|it| it.kind == "case.submitted");
        Ok(ReceivedView { view, act: act.map(|it| it.id) })
    });
    received_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn received_sheet(lang: Lang, received: &ReceivedView) -> Sheet {
    let view = &received.view;
    let (case, clocks) = (&view.case, &view.matter.matter.clocks);
    let acceptance = case.clocks.0.iter().find(|it| it.duty == Duty::Acceptance);
    let due = acceptance.map_or(case.received_at, |it| it.told_at());
    let due = words::last_day(lang, due, &view.calendar);
    let decision = words::limit(lang, clocks.decision.promised.unwrap_or(clocks.decision.statutory));
    let delivery = words::limit(lang, clocks.delivery.promised.unwrap_or(clocks.delivery.statutory));
    let step = |title, words: String| Step { title, body: prose(&words) };
    let mut next = vec![step(t!("received.first", lang), t!("received.first_words", lang, day = due))];
    if clocks.inspection.is_some() {
        next.push(step(t!("received.visit", lang), t!("received.visit_words", lang).to_owned()));
    }
    next.push(step(t!("received.decide", lang), t!("received.decide_words", lang, within = decision)));
    next.push(step(t!("received.deliver", lang), t!("received.deliver_words", lang, within = delivery)));
    let body = html! {
        (panel(t!("received.title", lang), t!("case.number", lang), &case.number))
        (section(t!("received.next", lang), steps(&next)))
        (section(t!("received.keep", lang), html! {
            ul {
                @if let Some(it) = receipt(&view.notices) {
                    li { a href={ "/cases/" (case.id) "/notices/" (it.id) } { (t!("received.receipt", lang)) } }
                }
                @if let Some(id) = &received.act {
                    li {
                        a href={ "/ledger/acts/" (id) } { (t!("received.proof", lang)) }
                        p.hint { (t!("received.proof_words", lang)) }
                    }
                }
            }
        }))
        (buttons(html! {
            (button_link(&format!("/cases/{}", case.id), t!("received.open", lang)))
            (button_link("/cases", t!("cases.title", lang)))
        }))
    };
    Sheet::of(t!("received.title", lang), body)
}

fn receipt(notices: &[Notice]) -> Option<&Notice> {
    notices.iter().find(|it| it.kind == NoticeKind::Received)
}
