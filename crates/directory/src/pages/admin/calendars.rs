//! Which days the state works, year by year, what a year without a notice means, and bringing a notice in.
//! A notice is shown with what it would change before it counts.

use calendar::{Calendar, Day};
use kit::{Lang, Refusal, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Upload,
    pages::{
        Column, Face, Field, Flaws, Frame, Head, Table, Tone, button, button_link, buttons, details,
        file_input, form, form_with_files, heading, hidden, inset, section, table, tag,
    },
};

use super::{Typed, done, sheet};
use crate::{
    TEXTS,
    actions::calendars,
    model::{import::File, report::Outcome},
};

/// How large a notice may be that comes in by the page; a year's has a few kilobytes.
const NOTICE_BYTES_MAX: usize = 60 * 1024;

/// How many years before and after this one are shown.
const YEARS_AROUND: i32 = 3;

/// A year of the calendar.
pub(crate) struct Year {
    pub(crate) year: i32,
    /// Whether a notice for it is known.
    pub(crate) announced: bool,
    pub(crate) off: Vec<(Day, String)>,
    pub(crate) made_up: Vec<(Day, String)>,
}

/// The years around this one.
pub(crate) struct CalendarView {
    pub(crate) zone: String,
    pub(crate) years: Vec<Year>,
}

/// A notice that was weighed; without its text it cannot be taken.
pub(crate) struct Weighed {
    pub(crate) lines: Vec<String>,
    pub(crate) name: String,
    pub(crate) notice: Option<String>,
}

impl CalendarView {
    /// What a calendar says of the years around one.
    pub(crate) fn of(calendar: &Calendar, this: i32) -> Self {
        let known = |year: i32| calendar.years().iter().find(|it| it.year == year);
        let year = |year: i32| match known(year) {
            Some(it) => {
                Year { year, announced: it.is_announced(), off: it.off.clone(), made_up: it.made_up.clone() }
            }
            None => Year { year, announced: false, off: Vec::new(), made_up: Vec::new() },
        };
        let years = (this - YEARS_AROUND..=this + YEARS_AROUND).rev().map(year).collect();
        Self { zone: calendar.zone().to_owned(), years }
    }
}

pub(crate) async fn show(ctx: Ctx) -> Answer {
    answer(&ctx, &Typed::default()).await
}

/// Shows what a notice would change; nothing changes, so the answer is the page itself.
pub(crate) async fn preview(ctx: Ctx, mut upload: Upload) -> Answer {
    let mut found = None;
    while let Some(mut file) = upload.next_file().await? {
        let (mut bytes, name) = (Vec::new(), file.name.clone());
        while let Some(piece) = file.chunk().await? {
            if NOTICE_BYTES_MAX < bytes.len() + piece.len() {
                let words = t!("flaw.holidays.too_large", ctx.lang, max = NOTICE_BYTES_MAX);
                return answer(&ctx, &wrong(&words)).await;
            }
            bytes.extend_from_slice(&piece);
        }
        found = Some((name, bytes));
    }
    upload.posted()?;
    let Some((name, bytes)) = found else {
        return answer(&ctx, &wrong(t!("calendars.no_file", ctx.lang))).await;
    };
    let (by, lang) = (ctx.by.clone(), ctx.lang);
    let weighed = ctx.store.read(move |read| {
        let report = calendars::weigh_holidays(read, &by, &File { name: &name, bytes: &bytes })?;
        let notice = match report.outcome {
            Outcome::Imported => String::from_utf8(bytes).ok(),
            Outcome::Unchanged | Outcome::Refused => None,
        };
        Ok(Weighed { lines: report.lines(lang, &TEXTS), name: report.file.clone(), notice })
    });
    let weighed = weighed.await?;
    let head = Head { back: Some("/admin/calendars"), ..Head::titled(t!("calendars.preview", lang)) };
    let body = weighed_page(&ctx.frame(Face::Admin), &ctx.submission_key(), &weighed);
    Ok(ctx.page(Face::Admin, &head, body))
}

/// Takes a notice in that was weighed.
pub(crate) async fn import(ctx: Ctx, posted: Posted) -> Answer {
    let asked = posted.clone();
    let taken = done(&ctx, &posted.key, move |tx, by| {
        let file = File { name: asked.get("name"), bytes: asked.get("notice").as_bytes() };
        let report = calendars::put_holidays(tx, by, &file)?;
        match report.outcome {
            Outcome::Imported | Outcome::Unchanged => Ok("/admin/calendars".to_owned()),
            Outcome::Refused => Err(Refusal::conflict("import.overtaken").into()),
        }
    });
    match taken.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => answer(&ctx, &Typed::refused(&ctx, posted, err, "notice")?).await,
    }
}

fn wrong(words: &str) -> Typed {
    Typed { flaws: Flaws::new([("notice".to_owned(), words.to_owned())]), ..Typed::default() }
}

async fn answer(ctx: &Ctx, typed: &Typed) -> Answer {
    let view: Result<_> = ctx
        .store
        .read(|read| {
            let calendar = calendars::current_calendar(read)?;
            let this = Day::of(read.now(), &calendar).year();
            Ok(CalendarView::of(&calendar, this))
        })
        .await;
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("calendars.title", ctx.lang)) };
    let body = calendars_page(&ctx.frame(Face::Admin), &view?, typed);
    Ok(sheet(ctx, Some(typed), &head, body))
}

pub(crate) fn calendars_page(frame: &Frame, view: &CalendarView, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let columns = [
        Column::text(t!("calendars.year", lang)),
        Column::text(t!("calendars.state", lang)),
        Column::number(t!("calendars.off", lang)),
        Column::number(t!("calendars.made_up", lang)),
    ];
    let row = |it: &Year| {
        let state = match it.announced {
            true => tag(Tone::Good, t!("calendars.announced", lang)),
            false => tag(Tone::Warn, t!("calendars.unknown", lang)),
        };
        vec![html! { (it.year) }, state, html! { (it.off.len()) }, html! { (it.made_up.len()) }]
    };
    let notice = Field::new("notice", t!("calendars.notice", lang))
        .hint(t!("calendars.notice.hint", lang))
        .error(typed.flaws.of("notice"));
    html! {
        (typed.flaws.summary(lang))
        (heading(t!("admin.title", lang), t!("calendars.title", lang)))
        p { (t!("calendars.words", lang, zone = view.zone)) }
        (inset(html! { p { (t!("calendars.meaning", lang)) } }))
        (table(&Table {
            caption: t!("calendars.title", lang),
            columns: &columns,
            rows: view.years.iter().map(row).collect(),
            empty: "",
        }))
        @for it in view.years.iter().filter(|it| it.announced) {
            (details(&t!("calendars.days", lang, year = it.year), days(lang, it)))
        }
        (section(t!("calendars.import", lang), form_with_files(frame, "/admin/calendars/preview", None, html! {
            (file_input(lang, &notice, ".json,application/json"))
            (buttons(button(t!("calendars.preview.do", lang))))
        })))
    }
}

fn days(lang: Lang, it: &Year) -> Markup {
    html! {
        h3 { (t!("calendars.off", lang)) }
        ul { @for (day, name) in &it.off { li { (day) " " span lang="zh-CN" { (name) } } } }
        @if !it.made_up.is_empty() {
            h3 { (t!("calendars.made_up", lang)) }
            ul { @for (day, name) in &it.made_up { li { (day) " " span lang="zh-CN" { (name) } } } }
        }
    }
}

pub(crate) fn weighed_page(frame: &Frame, key: &str, it: &Weighed) -> Markup {
    let lang = frame.lang;
    html! {
        (heading(t!("calendars.title", lang), t!("calendars.preview", lang)))
        ul { @for line in &it.lines { li { (line.trim()) } } }
        @if let Some(notice) = &it.notice {
            p { (t!("calendars.recount", lang)) }
            (form(frame, "/admin/calendars", Some(key), html! {
                (hidden("name", &it.name))
                (hidden("notice", notice))
                (buttons(button(t!("calendars.import.do", lang))))
            }))
        }
        p { (button_link("/admin/calendars", t!("calendars.back", lang))) }
    }
}
