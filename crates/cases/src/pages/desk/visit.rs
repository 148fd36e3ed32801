//! Appointing a visit on site: when, and which two officials go.
//! What was found there is the form's.

use axum::extract::Path;
use calendar::{Calendar, Day};
use kit::{Error, Flaw, Lang, OfficialId, Refusal, Result, Time, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, DateInput, Entry, Face, Field, Frame, SummaryRow, TextInput, Width, button, buttons,
        date_input, details, form, inset, select, summary_list, text_input,
    },
    redirect,
};

use super::{
    at_file, done,
    file::{self, FileView, taken_up},
    form::field,
    is_done, wrong,
};
use crate::{
    actions::{self, AtHand},
    model::{Task, TaskId, Visit},
    pages::portal::words as said,
};

/// By which clause two officials go.
pub(super) const TWO_CLAUSE: &str = "administrative-licensing-law/34";

pub(super) async fn appoint(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), TaskId::parse(&id)?);
    let asked = id.clone();
    let (task, calendar) = ctx
        .store
        .read(move |read| {
            let (task, _) = actions::task_with_matter(read, &by, &asked)?;
            Ok((task, directory::current_calendar(read)?))
        })
        .await?;
    let appointed = match read(&posted, &calendar) {
        Ok(visit) => put(&ctx, &task, posted.key.clone(), visit).await,
        Err(err) => Err(err),
    };
    match appointed {
        Ok(path) => Ok(redirect(&path)),
        Err(err) if is_done(&err) => done::answer(&ctx, &task).await,
        Err(err) => flawed(&ctx, &task, posted, err).await,
    }
}

async fn put(
    ctx: &Ctx,
    task: &Task,
    key: String,
    (at, officials): (Time, [OfficialId; 2]),
) -> Result<String> {
    let (by, id) = (ctx.by.clone(), task.id.clone());
    let path = format!("/desk/cases/{}?task={}&done=appointed", task.case, task.id);
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            actions::appoint(tx, &by, &id, at, officials.clone()).map(|()| path.clone())
        })
    };
    ctx.store.write(write).await
}

async fn flawed(ctx: &Ctx, task: &Task, typed: Posted, err: Error) -> Answer {
    let field_of = |about: &str| match about {
        "at" => "date".to_owned(),
        "date" | "time" | "first" | "second" => about.to_owned(),
        _ => "second".to_owned(),
    };
    let wrong = wrong(ctx, err, field_of)?;
    let view = FileView::open(ctx, &task.case, Some(&task.id)).await?;
    if taken_up(&view.desk, &task.id).is_none() {
        return done::answer(ctx, task).await;
    }
    let view = FileView { typed, wrong, ..view };
    let ctx = at_file(ctx, task);
    file::sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// When and who, as it was typed, or everything that is wrong with it.
fn read(posted: &Posted, calendar: &Calendar) -> Result<(Time, [OfficialId; 2])> {
    let mut flaws = Vec::new();
    let number = |part: &str| posted.get(&format!("date-{part}")).parse::<u32>().ok();
    let day = number("year").zip(number("month")).zip(number("day"));
    let day = day.and_then(|((year, month), day)| Day::from_ymd(year.try_into().ok()?, month, day));
    let time = clock(posted.get("time"));
    let official = |field: &str| OfficialId::parse(posted.get(field)).ok();
    let (first, second) = (official("first"), official("second"));
    if day.is_none() {
        flaws.push(Flaw::of("date", "visit.date"));
    }
    if time.is_none() {
        flaws.push(Flaw::of("time", "visit.clock"));
    }
    for (field, it) in [("first", &first), ("second", &second)] {
        if it.is_none() {
            flaws.push(Flaw::of(field, "visit.official"));
        }
    }
    let at = day.zip(time).and_then(|(day, time)| calendar.moment(day, time));
    match (at, first, second) {
        (Some(at), Some(first), Some(second)) => Ok((at, [first, second])),
        _ => Err(Refusal::flawed(flaws).into()),
    }
}

/// `9:30`, `09:30`, also with the colon that Chinese keyboards give.
fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once([':', '：'])?;
    let (hour, minute) = (hour.trim().parse().ok()?, minute.trim().parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// Whether the appointed time has come, so that findings can be written.
pub(super) fn is_past(view: &FileView, at_hand: &AtHand) -> bool {
    at_hand.task.visit.as_ref().is_some_and(|it| it.at <= view.case().now)
}

/// The appointment: made, or to be made.
pub(super) fn section(frame: &Frame, view: &FileView, at_hand: &AtHand) -> Markup {
    let lang = frame.lang;
    let typed = ["date", "time", "first", "second"].iter().any(|it| view.wrong.of(it).is_some());
    html! {
        @match &at_hand.task.visit {
            None => {
                p { (t!("desk.visit.words", lang)) " " (said::clause(lang, TWO_CLAUSE)) }
                (appointment(frame, view, at_hand))
            },
            Some(visit) => {
                (appointed(lang, view, visit))
                @if !is_past(view, at_hand) { (inset(html! { p { (t!("desk.visit.not_yet", lang)) } })) }
                @if typed { (appointment(frame, view, at_hand)) }
                @else { (details(t!("desk.visit.change", lang), appointment(frame, view, at_hand))) }
            },
        }
    }
}

fn appointed(lang: Lang, view: &FileView, visit: &Visit) -> Markup {
    let calendar = &view.case().calendar;
    let [first, second] = visit.officials.each_ref().map(|it| view.official(lang, it.as_str()));
    let rows = [
        SummaryRow::new(t!("desk.visit.at", lang), html! { (said::moment(lang, visit.at, calendar)) }),
        SummaryRow::new(
            t!("desk.visit.who", lang),
            html! { (t!("desk.visit.both", lang, first = first, second = second)) },
        ),
    ];
    summary_list(lang, &rows)
}

fn appointment(frame: &Frame, view: &FileView, at_hand: &AtHand) -> Markup {
    let lang = frame.lang;
    let typed = &view.typed;
    let (year, month, day) = (typed.get("date-year"), typed.get("date-month"), typed.get("date-day"));
    let date = DateInput { year, month, day, wrong: &[] };
    let time = TextInput {
        value: typed.get("time"),
        entry: Entry::Code,
        width: Width::Letters4,
        ..TextInput::default()
    };
    let choices = |chosen: &str| -> Vec<Choice<'_>> {
        at_hand.colleagues.iter().map(|(id, name)| Choice::new(id.as_str(), name, chosen)).collect()
    };
    let action = format!("/desk/tasks/{}/visit", at_hand.task.task.id);
    let of = |name: &'static str, label| -> Field<'_> { field(view, name, label) };
    form(
        frame,
        &action,
        Some(&view.key),
        html! {
            @if at_hand.colleagues.len() < 2 { (inset(html! { p { (t!("desk.visit.too_few", lang)) } })) }
            (date_input(lang, &of("date", t!("desk.visit.date", lang)).hint(t!("desk.visit.date_hint", lang)), &date))
            (text_input(lang, &of("time", t!("desk.visit.time", lang)).hint(t!("desk.visit.time_hint", lang)), &time))
            (select(lang, &of("first", t!("desk.visit.first", lang)), &choices(typed.get("first"))))
            (select(lang, &of("second", t!("desk.visit.second", lang)), &choices(typed.get("second"))))
            (buttons(button(t!("desk.visit.submit", lang))))
        },
    )
}
