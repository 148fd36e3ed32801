//! Many cases of one matter concluded at once, each as the rules propose: chosen one by one, told one by one.
//! What may be concluded so is for the actions to say.

use axum::extract::Query;
use kit::{Lang, t};
use maud::{Markup, html};
use serde::Deserialize;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Face, Field, Flaws, Frame, Tone, button, checkboxes, empty_state, form, heading, hidden,
        inset, notification_banner,
    },
};

use super::{Sheet, words};
use crate::{
    actions::{self, BULK_MAX, BulkPage},
    model::{Bulk, TaskId},
};

/// What the address of the page says.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    matter: String,
    #[serde(default)]
    duty: String,
}

/// What the page shows.
pub(super) struct BulkView {
    pub(super) page: BulkPage,
    pub(super) key: String,
    pub(super) wrong: Flaws,
    /// What became of each case of the last round: its number, and why it was not concluded.
    pub(super) done: Vec<(String, Option<String>)>,
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = open(&ctx, &asked).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn conclude(mut ctx: Ctx, posted: Posted) -> Answer {
    let asked = Asked { matter: posted.get("matter").to_owned(), duty: posted.get("duty").to_owned() };
    let view = open(&ctx, &asked).await?;
    // Where the form is posted to needs to know which matter and duty, in whatever language it is read again.
    ctx.path = format!("/desk/bulk?matter={}&duty={}", view.page.matter.matter.key, view.page.duty.duty());
    let chosen: Vec<_> = posted.all("task").take(BULK_MAX).map(str::to_owned).collect();
    if chosen.is_empty() {
        let told = t!("desk.bulk.choose", ctx.lang).to_owned();
        let view = BulkView { wrong: Flaws::new([("task".to_owned(), told)]), ..view };
        return sheet(&ctx.frame(Face::Desk), &view).answer(&ctx);
    }
    let mut done = Vec::new();
    for id in chosen {
        let number =
            view.page.rows.iter().find(|(it, _)| it.id.as_str() == id).map(|(_, it)| it.number.clone());
        done.push((number.unwrap_or_else(|| id.clone()), one(&ctx, &posted.key, &id).await?));
    }
    let view = BulkView { done, ..open(&ctx, &asked).await? };
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// Concludes one of them in a write of its own; gives why not, where that was refused.
async fn one(ctx: &Ctx, key: &str, id: &str) -> Result<Option<String>, web::Problem> {
    let (by, key, task) = (ctx.by.clone(), format!("{key}/{id}"), TaskId::parse(id)?);
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            actions::conclude_as_proposed(tx, &by, &task).map(|()| "/desk/bulk".to_owned())
        })
    };
    match ctx.store.write(write).await {
        Ok(_) => Ok(None),
        Err(err) => match err.refusal() {
            Some(it) => Ok(Some(ctx.say(&format!("refused.{}", it.code)).to_owned())),
            None => Err(err.into()),
        },
    }
}

async fn open(ctx: &Ctx, asked: &Asked) -> Result<BulkView, web::Problem> {
    let (by, asked) = (ctx.by.clone(), asked.clone());
    let read = move |read: &mut store::Read<'_>| actions::bulk_page(read, &by, &asked.matter, &asked.duty);
    let page = ctx.store.read(read).await?;
    Ok(BulkView { page, key: ctx.submission_key(), wrong: Flaws::default(), done: Vec::new() })
}

pub(super) fn sheet(frame: &Frame, view: &BulkView) -> Sheet {
    let lang = frame.lang;
    let page = &view.page;
    let title = t!("desk.bulk", lang, duty = words::duty(lang, page.duty.duty()));
    let body = html! {
        (view.wrong.summary(lang))
        (heading(page.matter.matter.name.say(lang), &title))
        (told(lang, &view.done))
        (inset(html! {
            p { (what(lang, page.duty)) }
            @if 0 < page.n_left { p { (t!("desk.bulk.left", lang, n = page.n_left)) } }
        }))
        @if page.rows.is_empty() {
            (empty_state(t!("desk.bulk.none", lang), t!("desk.bulk.none_words", lang), html! {
                p { a href="/desk" { (t!("desk.title", lang)) } }
            }))
        } @else { (choose(frame, view)) }
    };
    Sheet { title, back: Some("/desk"), wide: false, error: !view.wrong.is_empty(), body }
}

fn what(lang: Lang, duty: Bulk) -> &'static str {
    match duty {
        Bulk::Accept => t!("desk.bulk.accept", lang),
        Bulk::Decide => t!("desk.bulk.decide", lang),
        Bulk::Deliver => t!("desk.bulk.deliver", lang),
    }
}

fn choose(frame: &Frame, view: &BulkView) -> Markup {
    let (lang, page) = (frame.lang, &view.page);
    let hints: Vec<_> = page
        .rows
        .iter()
        .map(|(task, case)| match task.urgency(&case.clocks, &page.calendar, page.now).last_day {
            Some(day) => t!("desk.last_day", lang, day = crate::pages::portal::words::day(lang, day)),
            None => String::new(),
        })
        .collect();
    let choices: Vec<_> = page
        .rows
        .iter()
        .zip(&hints)
        .map(|((task, case), hint)| Choice { hint, ..Choice::new(task.id.as_str(), &case.number, "") })
        .collect();
    let field = Field::new("task", t!("desk.bulk.which", lang)).error(view.wrong.of("task"));
    form(
        frame,
        "/desk/bulk",
        Some(&view.key),
        html! {
            (hidden("matter", &page.matter.matter.key))
            (hidden("duty", page.duty.duty()))
            (checkboxes(lang, &field, &choices))
            (button(t!("desk.bulk.submit", lang)))
            p.hint { (t!("desk.final", lang)) }
        },
    )
}

/// What became of the last round.
fn told(lang: Lang, done: &[(String, Option<String>)]) -> Markup {
    if done.is_empty() {
        return Markup::default();
    }
    let (failed, concluded): (Vec<_>, Vec<_>) = done.iter().partition(|it| it.1.is_some());
    let tone = if failed.is_empty() { Tone::Good } else { Tone::Warn };
    let title = t!("desk.bulk.done", lang, n = concluded.len());
    notification_banner(
        lang,
        tone,
        &title,
        html! {
            @if !failed.is_empty() {
                p { (t!("desk.bulk.failed", lang, n = failed.len())) }
                ul { @for (number, why) in failed { li { (number) ": " (why.as_deref().unwrap_or_default()) } } }
            }
        },
    )
}
