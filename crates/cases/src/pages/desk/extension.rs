//! Extending the time of a decision: by which clause, how far, until when, and why.
//! Once a case; the reason is told to the applicant.

use axum::extract::Path;
use calendar::Day;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{
        Face, Frame, SummaryRow, TextArea, button, button_link, buttons, form, heading, prose, summary_list,
        textarea, warning_text,
    },
    redirect,
};

use super::{Sheet, file::FileView, form::field, words, wrong};
use crate::{
    actions,
    model::{CaseId, Duty, WORDS_MAX},
    pages::portal::words as said,
};

/// The power it takes.
const DECIDE: &str = "case.decide";

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = open(&ctx, &CaseId::parse(&id)?).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn extend(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let (key, reason, case) = (posted.key.clone(), posted.get("reason").to_owned(), id.clone());
    let path = format!("/desk/cases/{id}?done=extended");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            actions::extend_decision(tx, &by, &case, &reason).map(|()| path.clone())
        })
    };
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => {
            let wrong = wrong(&ctx, err, |_| "reason".to_owned())?;
            let view = FileView { typed: posted, wrong, ..open(&ctx, &id).await? };
            sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
        }
    }
}

/// The file, for those who decide it.
async fn open(ctx: &Ctx, id: &CaseId) -> Result<FileView, Problem> {
    let view = FileView::open(ctx, id, None).await?;
    match ctx.by.has_power(DECIDE) && ctx.by.acting()?.agency == view.case().case.agency {
        true => Ok(view),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

pub(super) fn sheet(frame: &Frame, view: &FileView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.extension", lang);
    let case = &view.case().case;
    let file = format!("/desk/cases/{}", case.id);
    let body = html! {
        (view.wrong.summary(lang))
        (heading(&case.number, title))
        @match view.desk.may_extend {
            true => (asked(frame, view, &file)),
            false => { (prose(why_not(lang, view))) (buttons(button_link(&file, t!("desk.gone.file", lang)))) },
        }
    };
    Sheet { title: title.to_owned(), back: None, wide: false, error: !view.wrong.is_empty(), body }
}

fn asked(frame: &Frame, view: &FileView, file: &str) -> Markup {
    let lang = frame.lang;
    let reason =
        field(view, "reason", t!("desk.extension.reason", lang)).hint(t!("desk.extension.reason_hint", lang));
    let area = TextArea { value: view.typed.get("reason"), rows: 5, chars_max: WORDS_MAX };
    html! {
        (summary_list(lang, &facts(lang, view)))
        (warning_text(lang, html! { (t!("desk.extension.once", lang)) }))
        (form(frame, &format!("{file}/extension"), Some(&view.key), html! {
            (textarea(lang, &reason, &area))
            (buttons(html! {
                (button(t!("desk.extension.submit", lang)))
                (button_link(file, t!("desk.extension.leave", lang)))
            }))
        }))
    }
}

/// By which clause, how far, and what that makes of the last day.
fn facts(lang: Lang, view: &FileView) -> Vec<SummaryRow<'static>> {
    let case = view.case();
    let law = case.matter.matter.clocks.decision.extension.as_ref();
    let Some((law, clock)) = law.zip(case.case.clocks.running(Duty::Decision)) else { return Vec::new() };
    let mut longer = clock.clock.clone();
    let until = longer.extend(law.by).ok().and_then(|()| longer.deadline(&case.calendar));
    let last = |at: kit::Time| said::day(lang, Day::of(at.plus_ms(-1), &case.calendar));
    let mut rows = vec![
        SummaryRow::new(t!("desk.extension.clause", lang), said::clause(lang, &law.clause)),
        SummaryRow::new(t!("desk.extension.by", lang), html! { (said::limit(lang, law.by)) }),
        SummaryRow::new(t!("desk.extension.now", lang), html! { (last(clock.due_at)) }),
    ];
    if let Some(until) = until {
        let mark = until.provisional.then(|| words::provisional(lang));
        let day = html! { (said::day(lang, until.day)) @if let Some(mark) = mark { " " (mark) } };
        rows.push(SummaryRow::new(t!("desk.extension.then", lang), day));
    }
    rows
}

fn why_not(lang: Lang, view: &FileView) -> &'static str {
    let case = view.case();
    match (case.matter.matter.clocks.decision.extension.is_some(), case.case.clocks.running(Duty::Decision)) {
        (false, _) => t!("refused.clock.no_extension", lang),
        (true, None) => t!("refused.clock.not_running", lang),
        (true, Some(_)) => t!("refused.clock.extended_once", lang),
    }
}
