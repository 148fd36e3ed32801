//! A task changing hands: taken from the pool, put back, given to a colleague with words, put to a superior.
//! Who may do what is for the actions to say.

use axum::extract::Path;
use kit::{Lang, OfficialId, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{
        Choice, Face, Field, Flaws, Frame, SummaryRow, TextArea, button, button_link, buttons, form, heading,
        inset, select, summary_list, textarea,
    },
    redirect,
};

use super::{Sheet, affairs, words, wrong};
use crate::{
    actions::{self, HandOver},
    model::{TaskId, WORDS_MAX},
};

/// What a page about a task shows.
pub(super) struct HandView {
    pub(super) it: HandOver,
    pub(super) typed: Posted,
    pub(super) wrong: Flaws,
    pub(super) key: String,
}

pub(super) async fn hold(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), TaskId::parse(&id)?);
    let path = ctx.store.write(move |tx| {
        acts::once(tx, &posted.key, &by, |tx| {
            let act = posted.get("act");
            match act {
                "claim" => actions::claim(tx, &by, &id)?,
                "release" => actions::release(tx, &by, &id)?,
                _ => return Err(affairs::unknown()),
            }
            let case = actions::case_of_task(tx, &id)?;
            let done = if act == "claim" { "claimed" } else { "released" };
            Ok(format!("/desk/cases/{case}?task={id}&done={done}"))
        })
    });
    Ok(redirect(&path.await?))
}

pub(super) async fn show_delegation(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = open(&ctx, &TaskId::parse(&id)?).await?;
    delegation_sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn delegate(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), TaskId::parse(&id)?);
    let (key, task) = (posted.key.clone(), id.clone());
    let (to, said) = (posted.get("to").to_owned(), posted.get("words").to_owned());
    let write = move |tx: &mut store::Tx<'_>| {
        let to = OfficialId::parse(&to).map_err(|_| Refusal::invalid("to", "delegation.to"))?;
        acts::once(tx, &key, &by, |tx| {
            actions::delegate(tx, &by, &task, &to, &said)?;
            let case = actions::case_of_task(tx, &task)?;
            Ok(format!("/desk/cases/{case}?done=delegated"))
        })
    };
    let field = |about: &str| if about == "words" { "words" } else { "to" }.to_owned();
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => {
            let wrong = wrong(&ctx, err, field)?;
            let view = HandView { typed: posted, wrong, ..open(&ctx, &id).await? };
            let ctx = at(&ctx, &id, "delegation");
            delegation_sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
        }
    }
}

pub(super) async fn show_question(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = open(&ctx, &TaskId::parse(&id)?).await?;
    question_sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), TaskId::parse(&id)?);
    let (key, task, said) = (posted.key.clone(), id.clone(), posted.get("words").to_owned());
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            actions::escalate(tx, &by, &task, &said)?;
            let case = actions::case_of_task(tx, &task)?;
            Ok(format!("/desk/cases/{case}?task={task}&done=escalated"))
        })
    };
    match ctx.store.write(write).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => {
            let wrong = wrong(&ctx, err, |_| "words".to_owned())?;
            let view = HandView { typed: posted, wrong, ..open(&ctx, &id).await? };
            let ctx = at(&ctx, &id, "question");
            question_sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
        }
    }
}

async fn open(ctx: &Ctx, id: &TaskId) -> Result<HandView, Problem> {
    let (by, id) = (ctx.by.clone(), id.clone());
    let it = ctx.store.read(move |read| actions::hand_over(read, &by, &id)).await?;
    Ok(HandView { it, typed: Posted::default(), wrong: Flaws::default(), key: ctx.submission_key() })
}

/// The same request as if it had asked for the form.
fn at(ctx: &Ctx, id: &TaskId, page: &str) -> Ctx {
    let mut ctx = ctx.clone();
    ctx.path = format!("/desk/tasks/{id}/{page}");
    ctx
}

pub(super) fn delegation_sheet(frame: &Frame, view: &HandView) -> Sheet {
    let lang = frame.lang;
    let chosen = view.typed.get("to");
    let colleagues: Vec<_> =
        view.it.colleagues.iter().map(|(id, name)| Choice::new(id.as_str(), name, chosen)).collect();
    let to = Field::new("to", t!("desk.delegate.to", lang)).error(view.wrong.of("to"));
    let fields = html! {
        @if colleagues.is_empty() { (inset(html! { p { (t!("desk.delegate.nobody", lang)) } })) }
        (select(lang, &to, &colleagues))
        (said(lang, view, t!("desk.delegate.words", lang)))
    };
    sheet(frame, view, ("delegation", t!("desk.delegate", lang)), (fields, t!("desk.delegate.submit", lang)))
}

pub(super) fn question_sheet(frame: &Frame, view: &HandView) -> Sheet {
    let lang = frame.lang;
    let fields = html! {
        p { (t!("desk.escalate.what", lang)) }
        (said(lang, view, t!("desk.escalate.words", lang)))
    };
    sheet(frame, view, ("question", t!("desk.escalate", lang)), (fields, t!("desk.escalate.submit", lang)))
}

fn sheet(
    frame: &Frame,
    view: &HandView,
    (page, title): (&str, &str),
    (fields, submit): (Markup, &str),
) -> Sheet {
    let lang = frame.lang;
    let HandOver { task, case, matter, .. } = &view.it;
    let file = format!("/desk/cases/{}?task={}", case.id, task.id);
    let rows = [
        SummaryRow::new(t!("desk.column.duty", lang), html! { (words::duty(lang, &task.duty)) }),
        SummaryRow::new(
            t!("desk.column.case", lang),
            html! { (case.number) " " (matter.matter.name.say(lang)) },
        ),
    ];
    let body = html! {
        (view.wrong.summary(lang))
        (heading(&case.number, title))
        (summary_list(lang, &rows))
        (form(frame, &format!("/desk/tasks/{}/{page}", task.id), Some(&view.key), html! {
            (fields)
            (buttons(html! { (button(submit)) (button_link(&file, t!("desk.gone.file", lang))) }))
        }))
    };
    Sheet { title: title.to_owned(), back: None, wide: false, error: !view.wrong.is_empty(), body }
}

fn said(lang: Lang, view: &HandView, label: &str) -> Markup {
    let words = Field::new("words", label).hint(t!("desk.words_hint", lang)).error(view.wrong.of("words"));
    let area = TextArea { value: view.typed.get("words"), rows: 4, chars_max: WORDS_MAX };
    textarea(lang, &words, &area)
}
