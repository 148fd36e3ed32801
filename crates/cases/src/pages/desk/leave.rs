//! Leave of the team: who is away from when until when, and who stands in.
//! Their tasks are then also the cover's to do.

use std::sync::Arc;

use axum::extract::Path;
use calendar::{Calendar, Day};
use kit::{Flaw, OfficialId, Refusal, Result, Time, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{
        Choice, Column, DateInput, Face, Field, Flaws, Frame, Table, button, button_secondary, buttons,
        date_input, form, heading, prose, section, select, table,
    },
    redirect,
};

use super::{Sheet, affairs::key_of, wrong};
use crate::{
    actions,
    model::{Absence, AbsenceId, SUPERVISE},
    pages::portal::words as said,
};

/// What the page shows.
pub(super) struct LeaveView {
    pub(super) absences: Vec<Absence>,
    pub(super) colleagues: Vec<(OfficialId, String)>,
    pub(super) me: OfficialId,
    pub(super) may_supervise: bool,
    pub(super) calendar: Arc<Calendar>,
    pub(super) typed: Posted,
    pub(super) wrong: Flaws,
    pub(super) key: String,
}

pub(super) async fn show(ctx: Ctx) -> Answer {
    let view = open(&ctx).await?;
    sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

pub(super) async fn set(ctx: Ctx, posted: Posted) -> Answer {
    let view = open(&ctx).await?;
    let set = match read(&posted, &view) {
        Ok((official, span, cover)) => {
            let (by, key) = (ctx.by.clone(), posted.key.clone());
            let write = move |tx: &mut store::Tx<'_>| {
                acts::once(tx, &key, &by, |tx| {
                    actions::set_absence(tx, &by, &official, span, &cover)?;
                    Ok("/desk/leave".to_owned())
                })
            };
            ctx.store.write(write).await
        }
        Err(err) => Err(err),
    };
    let field = |about: &str| match about {
        "official" | "cover" | "from" | "until" => about.to_owned(),
        _ => "from".to_owned(),
    };
    match set {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => {
            let wrong = wrong(&ctx, err, field)?;
            sheet(&ctx.frame(Face::Desk), &LeaveView { typed: posted, wrong, ..view }).answer(&ctx)
        }
    }
}

pub(super) async fn end(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), AbsenceId::parse(&id)?);
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &posted.key, &by, |tx| {
            actions::end_absence(tx, &by, &id)?;
            Ok("/desk/leave".to_owned())
        })
    });
    Ok(redirect(&write.await?))
}

async fn open(ctx: &Ctx) -> Result<LeaveView, Problem> {
    let by = ctx.by.clone();
    let me = by.acting()?.official.clone();
    let may_supervise = by.has_power(SUPERVISE);
    let read = ctx.store.read(move |read| {
        let absences = actions::absences(read, &by)?;
        Ok((absences, actions::colleagues(read, &by)?, directory::current_calendar(read)?))
    });
    let (absences, colleagues, calendar) = read.await?;
    let (typed, wrong, key) = (Posted::default(), Flaws::default(), ctx.submission_key());
    Ok(LeaveView { absences, colleagues, me, may_supervise, calendar, typed, wrong, key })
}

/// Who, from when until the end of which day, and who stands in.
fn read(posted: &Posted, view: &LeaveView) -> Result<(OfficialId, (Time, Time), OfficialId)> {
    let mut flaws = Vec::new();
    let mut day = |field: &'static str| {
        let number = |part: &str| posted.get(&format!("{field}-{part}")).trim().parse::<u32>().ok();
        let day = number("year").zip(number("month")).zip(number("day"));
        let day = day.and_then(|((year, month), day)| Day::from_ymd(year.try_into().ok()?, month, day));
        if day.is_none() {
            flaws.push(Flaw::of(field, "visit.date"));
        }
        day
    };
    let (from, until) = (day("from"), day("until"));
    let official = match posted.get("official") {
        "" => Some(view.me.clone()),
        text => OfficialId::parse(text).ok(),
    };
    let cover = OfficialId::parse(posted.get("cover")).ok();
    if official.is_none() {
        flaws.push(Flaw::of("official", "absence.official"));
    }
    if cover.is_none() {
        flaws.push(Flaw::of("cover", "absence.cover"));
    }
    let from = from.and_then(|it| view.calendar.moment(it, (0, 0)));
    let until = until.map(|it| view.calendar.end_of(it));
    match (official, from, until, cover) {
        (Some(official), Some(from), Some(until), Some(cover)) => Ok((official, (from, until), cover)),
        _ => Err(Refusal::flawed(flaws).into()),
    }
}

pub(super) fn sheet(frame: &Frame, view: &LeaveView) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.leave", lang);
    let body = html! {
        (view.wrong.summary(lang))
        (heading("", title))
        (prose(t!("desk.leave.words", lang)))
        (away(frame, view))
        (section(t!("desk.leave.new", lang), to_set(frame, view)))
    };
    Sheet { title: title.to_owned(), back: Some("/desk"), wide: false, error: !view.wrong.is_empty(), body }
}

fn away(frame: &Frame, view: &LeaveView) -> Markup {
    let lang = frame.lang;
    let named = |id: &OfficialId| {
        let found = view.colleagues.iter().find(|it| it.0 == *id);
        found.map_or(t!("desk.unnamed", lang), |it| it.1.as_str())
    };
    let columns = [
        Column::text(t!("desk.leave.who", lang)),
        Column::text(t!("desk.leave.span", lang)),
        Column::text(t!("desk.leave.cover", lang)),
        Column::text(t!("desk.leave.end", lang)),
    ];
    let row = |it: &Absence| {
        let from = said::day_of(lang, it.from_at, &view.calendar);
        let until = said::day_of(lang, it.until_at.plus_ms(-1), &view.calendar);
        let may_end = it.official == view.me || view.may_supervise;
        let action = format!("/desk/leave/{}/end", it.id);
        vec![
            html! { (named(&it.official)) },
            html! { (t!("desk.leave.from_until", lang, from = from, until = until)) },
            html! { (named(&it.cover)) },
            html! {
                @if may_end {
                    (form(frame, &action, Some(&key_of(&view.key, it.id.as_str())), button_secondary("act", "end", t!("desk.leave.back", lang))))
                }
            },
        ]
    };
    let rows = view.absences.iter().map(row).collect();
    let (caption, empty) = (t!("desk.leave.caption", lang), t!("desk.leave.nobody", lang));
    table(&Table { caption, columns: &columns, rows, empty })
}

fn to_set(frame: &Frame, view: &LeaveView) -> Markup {
    let lang = frame.lang;
    let typed = &view.typed;
    let choices = |chosen: &str| -> Vec<Choice<'_>> {
        view.colleagues.iter().map(|(id, name)| Choice::new(id.as_str(), name, chosen)).collect()
    };
    let date = |name: &'static str, label: &'static str| -> Markup {
        let [year, month, day] = ["year", "month", "day"].map(|it| format!("{name}-{it}"));
        let input =
            DateInput { year: typed.get(&year), month: typed.get(&month), day: typed.get(&day), wrong: &[] };
        date_input(lang, &Field::new(name, label).error(view.wrong.of(name)), &input)
    };
    let who = Field::new("official", t!("desk.leave.who", lang)).error(view.wrong.of("official"));
    let cover = Field::new("cover", t!("desk.leave.cover", lang)).hint(t!("desk.leave.cover_hint", lang));
    let cover = cover.error(view.wrong.of("cover"));
    form(
        frame,
        "/desk/leave",
        Some(&view.key),
        html! {
            @if view.may_supervise { (select(lang, &who, &choices(chosen(view)))) }
            (date("from", t!("desk.leave.from", lang)))
            (date("until", t!("desk.leave.until", lang)))
            (select(lang, &cover, &choices(typed.get("cover"))))
            (buttons(button(t!("desk.leave.submit", lang))))
        },
    )
}

fn chosen(view: &LeaveView) -> &str {
    match view.typed.get("official") {
        "" => view.me.as_str(),
        typed => typed,
    }
}
