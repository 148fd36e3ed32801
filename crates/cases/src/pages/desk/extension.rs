//! Extending the time of a decision: asked for by who decides, answered by another who may approve it.
//! Once a case; the reason is told to the applicant when it is approved.

use axum::extract::Path;
use calendar::Day;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{
        Choice, Face, Frame, SummaryRow, TextArea, button, button_link, buttons, form, heading, prose,
        radios, summary_list, textarea, warning_text,
    },
    redirect,
};

use super::{Sheet, file::FileView, form::field, words, wrong};
use crate::{
    actions,
    model::{APPROVE_EXTENSION, Answered, CaseId, Duty, ExtensionRequest, WORDS_MAX},
    pages::portal::words as said,
};

/// The power it takes to ask.
const DECIDE: &str = "case.decide";

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = open(&ctx, &CaseId::parse(&id)?).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let (key, reason, case) = (posted.key.clone(), posted.get("reason").to_owned(), id.clone());
    let path = format!("/desk/cases/{id}?done=extension_asked");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            actions::request_extension(tx, &by, &case, &reason).map(|()| path.clone())
        })
    };
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => flawed(&ctx, &id, posted, wrong(&ctx, err, |_| "reason".to_owned())?).await,
    }
}

pub(super) async fn answer(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let answer = Answered::parse(posted.get("answer"));
    let (key, said, case) = (posted.key.clone(), posted.get("words").to_owned(), id.clone());
    let done = if answer == Some(Answered::Approved) { "extended" } else { "extension_declined" };
    let path = format!("/desk/cases/{id}?done={done}");
    let write = move |tx: &mut store::Tx<'_>| {
        let answer = answer.ok_or_else(|| Refusal::invalid("answer", "conclusion.outcome"))?;
        acts::once(tx, &key, &by, |tx| {
            actions::answer_extension(tx, &by, &case, (answer, &said)).map(|()| path.clone())
        })
    };
    let field = |about: &str| if about == "words" { "words" } else { "answer" }.to_owned();
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => flawed(&ctx, &id, posted, wrong(&ctx, err, field)?).await,
    }
}

async fn flawed(ctx: &Ctx, id: &CaseId, typed: Posted, wrong: web::pages::Flaws) -> Answer {
    let view = FileView { typed, wrong, ..open(ctx, id).await? };
    let mut ctx = ctx.clone();
    ctx.path = format!("/desk/cases/{id}/extension");
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// The file, for those who decide it or approve of what takes longer.
async fn open(ctx: &Ctx, id: &CaseId) -> Result<FileView, Problem> {
    let view = FileView::open(ctx, id, None).await?;
    let may = [DECIDE, APPROVE_EXTENSION].iter().any(|it| ctx.by.has_power(it));
    match may && ctx.by.acting()?.agency == view.case().case.agency {
        true => Ok(view),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

pub(super) fn sheet(frame: &Frame, view: &FileView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.extension", lang);
    let case = &view.case().case;
    let file = format!("/desk/cases/{}", case.id);
    let may = &view.desk.may;
    let body = html! {
        (view.wrong.summary(lang))
        (heading(&case.number, title))
        @match view.desk.affairs.request() {
            Some(it) => {
                (requested(lang, view, it))
                @if may.answer_extension { (answered(frame, view, &file)) }
                @else {
                    (prose(t!("desk.extension.waits", lang)))
                    (buttons(button_link(&file, t!("desk.gone.file", lang))))
                }
            },
            None if may.ask_extension => (asked(frame, view, &file)),
            None => { (prose(why_not(lang, view))) (buttons(button_link(&file, t!("desk.gone.file", lang)))) },
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

/// Who asks, since when and why.
fn requested(lang: Lang, view: &FileView, it: &ExtensionRequest) -> Markup {
    let mut rows = vec![
        SummaryRow::new(t!("desk.by", lang), html! { (view.official(lang, it.asked_by.as_str())) }),
        SummaryRow::new(
            t!("desk.extension.asked_at", lang),
            html! { (said::moment(lang, it.asked_at, &view.case().calendar)) },
        ),
        SummaryRow::new(
            t!("desk.extension.reason", lang),
            html! { (it.reason.as_deref().unwrap_or(t!("desk.applicant.erased", lang))) },
        ),
    ];
    rows.extend(facts(lang, view));
    summary_list(lang, &rows)
}

fn answered(frame: &Frame, view: &FileView, file: &str) -> Markup {
    let lang = frame.lang;
    let chosen = view.typed.get("answer");
    let choices = [
        Choice {
            hint: t!("desk.extension.approved_hint", lang),
            ..Choice::new("approved", t!("desk.extension.approved", lang), chosen)
        },
        Choice::new("declined", t!("desk.extension.declined", lang), chosen),
    ];
    let words =
        field(view, "words", t!("desk.extension.words", lang)).hint(t!("desk.extension.words_hint", lang));
    let area = TextArea { value: view.typed.get("words"), rows: 4, chars_max: WORDS_MAX };
    form(
        frame,
        &format!("{file}/extension/answer"),
        Some(&view.key),
        html! {
            (radios(lang, &field(view, "answer", t!("desk.extension.question", lang)), &choices))
            (textarea(lang, &words, &area))
            (buttons(html! {
                (button(t!("desk.extension.answer", lang)))
                (button_link(file, t!("desk.gone.file", lang)))
            }))
        },
    )
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
        (true, Some(it)) if it.is_stopped() => t!("refused.clock.stopped", lang),
        (true, Some(it)) if !it.clock.extensions().is_empty() => t!("refused.clock.extended_once", lang),
        (true, Some(_)) => t!("desk.extension.not_asked", lang),
    }
}
