//! A special procedure that stops the time to decide: started with its expected length, ended with what came of it.
//! What may stop a clock is the matter's list, and that is the law's.

use axum::extract::Path;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{
        Choice, Face, Flaws, Frame, SummaryRow, TextArea, button, button_link, buttons, form, heading,
        number_input, prose, radios, summary_list, textarea, warning_text,
    },
    redirect,
};

use super::{Sheet, file::FileView, form::field, wrong};
use crate::{
    actions::{self, NewProcedure, PROCEDURE_POWERS},
    model::{CaseId, Duty, Procedure, WORDS_MAX},
    pages::portal::words as said,
};

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = open(&ctx, &CaseId::parse(&id)?).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn start(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let new = NewProcedure {
        key: posted.get("key").to_owned(),
        days: posted.get("days").trim().parse().unwrap_or_default(),
        reason: posted.get("reason").to_owned(),
    };
    let (key, case) = (posted.key.clone(), id.clone());
    let path = format!("/desk/cases/{id}?done=suspended");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| actions::start_procedure(tx, &by, &case, &new).map(|()| path.clone()))
    };
    let field = |about: &str| match about {
        "days" | "reason" => about.to_owned(),
        _ => "key".to_owned(),
    };
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => flawed(&ctx, &id, posted, wrong(&ctx, err, field)?).await,
    }
}

pub(super) async fn end(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let (key, found, case) = (posted.key.clone(), posted.get("found").to_owned(), id.clone());
    let path = format!("/desk/cases/{id}?done=resumed");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| actions::end_procedure(tx, &by, &case, &found).map(|()| path.clone()))
    };
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => flawed(&ctx, &id, posted, wrong(&ctx, err, |_| "found".to_owned())?).await,
    }
}

async fn flawed(ctx: &Ctx, id: &CaseId, typed: Posted, wrong: Flaws) -> Answer {
    let view = FileView { typed, wrong, ..open(ctx, id).await? };
    let mut ctx = ctx.clone();
    ctx.path = format!("/desk/cases/{id}/procedure");
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// The file, for those who may stop its clock.
async fn open(ctx: &Ctx, id: &CaseId) -> Result<FileView, Problem> {
    let view = FileView::open(ctx, id, None).await?;
    let may = PROCEDURE_POWERS.iter().any(|it| ctx.by.has_power(it));
    match may && ctx.by.acting()?.agency == view.case().case.agency {
        true => Ok(view),
        false => Err(Refusal::forbidden("task.power").into()),
    }
}

pub(super) fn sheet(frame: &Frame, view: &FileView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.procedure", lang);
    let case = &view.case().case;
    let file = format!("/desk/cases/{}", case.id);
    let body = html! {
        (view.wrong.summary(lang))
        (heading(&case.number, title))
        @match (view.desk.affairs.procedure(), case.clocks.running(Duty::Decision)) {
            (Some(it), _) => (under_way(frame, view, it, &file)),
            (None, Some(_)) if view.desk.may.stop => (to_start(frame, view, &file)),
            (None, Some(_)) => { (prose(t!("desk.procedure.none", lang))) (back(lang, &file)) },
            (None, None) => { (prose(t!("refused.clock.not_running", lang))) (back(lang, &file)) },
        }
    };
    Sheet { title: title.to_owned(), back: None, wide: false, error: !view.wrong.is_empty(), body }
}

fn back(lang: Lang, file: &str) -> Markup {
    buttons(button_link(file, t!("desk.gone.file", lang)))
}

fn to_start(frame: &Frame, view: &FileView, file: &str) -> Markup {
    let lang = frame.lang;
    let chosen = view.typed.get("key");
    let all = &view.case().matter.matter.special_procedures;
    let cited: Vec<_> = all.iter().map(|it| super::words::cite(lang, &it.clause)).collect();
    let choices: Vec<_> = all
        .iter()
        .zip(&cited)
        .map(|(it, clause)| Choice { hint: clause, ..Choice::new(&it.key, it.name.say(lang), chosen) })
        .collect();
    let days =
        field(view, "days", t!("desk.procedure.days", lang)).hint(t!("desk.procedure.days_hint", lang));
    let reason =
        field(view, "reason", t!("desk.procedure.reason", lang)).hint(t!("desk.procedure.reason_hint", lang));
    let area = TextArea { value: view.typed.get("reason"), rows: 4, chars_max: WORDS_MAX };
    html! {
        (warning_text(lang, html! { (t!("desk.procedure.told", lang)) }))
        (form(frame, &format!("{file}/procedure"), Some(&view.key), html! {
            (radios(lang, &field(view, "key", t!("desk.procedure.which", lang)), &choices))
            (number_input(lang, &days, view.typed.get("days"), t!("desk.procedure.unit", lang)))
            (textarea(lang, &reason, &area))
            (buttons(html! {
                (button(t!("desk.procedure.start", lang)))
                (button_link(file, t!("desk.gone.file", lang)))
            }))
        }))
    }
}

fn under_way(frame: &Frame, view: &FileView, it: &Procedure, file: &str) -> Markup {
    let lang = frame.lang;
    let found =
        field(view, "found", t!("desk.procedure.found", lang)).hint(t!("desk.procedure.found_hint", lang));
    let area = TextArea { value: view.typed.get("found"), rows: 4, chars_max: WORDS_MAX };
    html! {
        (summary_list(lang, &facts(lang, view, it)))
        @if view.desk.may.stop {
            (form(frame, &format!("{file}/procedure/end"), Some(&view.key), html! {
                (textarea(lang, &found, &area))
                (buttons(html! {
                    (button(t!("desk.procedure.end", lang)))
                    (button_link(file, t!("desk.gone.file", lang)))
                }))
            }))
        } @else { (back(lang, file)) }
    }
}

/// Which one, since when, until when as expected, why and by whom.
pub(super) fn facts<'a>(lang: Lang, view: &'a FileView, it: &'a Procedure) -> Vec<SummaryRow<'a>> {
    let case = view.case();
    let reason = it.reason.as_deref().unwrap_or(t!("desk.applicant.erased", lang));
    let mut rows = vec![
        SummaryRow::new(t!("desk.procedure.which", lang), html! { (name(lang, view, it)) }),
        SummaryRow::new(t!("desk.extension.clause", lang), said::clause(lang, &it.clause)),
        SummaryRow::new(
            t!("desk.procedure.since", lang),
            html! { (said::moment(lang, it.started_at, &case.calendar)) },
        ),
        SummaryRow::new(
            t!("desk.procedure.expected", lang),
            html! { (said::last_day(lang, it.expected_at, &case.calendar)) },
        ),
        SummaryRow::new(t!("desk.procedure.reason", lang), html! { (reason) }),
        SummaryRow::new(t!("desk.by", lang), html! { (view.official(lang, it.started_by.as_str())) }),
    ];
    if let Some(at) = it.ended_at {
        rows.push(SummaryRow::new(
            t!("desk.procedure.ended", lang),
            html! { (said::moment(lang, at, &case.calendar)) },
        ));
    }
    if let Some(found) = &it.found {
        rows.push(SummaryRow::new(t!("desk.procedure.found", lang), html! { (found) }));
    }
    rows
}

/// What a procedure is called in its matter.
pub(super) fn name<'a>(lang: Lang, view: &'a FileView, it: &'a Procedure) -> &'a str {
    let named = view.case().matter.matter.special_procedures.iter().find(|of| of.key == it.key);
    named.map_or(it.key.as_str(), |it| it.name.say(lang))
}
