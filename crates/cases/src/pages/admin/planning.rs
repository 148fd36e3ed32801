//! Planning a change: which agencies, what becomes of them, from which day, by which decision.
//! Asked by a form that changes nothing; the preview that follows is what is confirmed.

use axum::extract::Query;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, DateInput, Entry, Face, Field, Frame, Head, TextArea, TextInput, Width, button, buttons,
        date_input, heading, radios, text_input, textarea,
    },
};

use super::{
    preview::{Preview, preview_page, weigh},
    typed::{Typed, read_change},
};

const PATH: &str = "/admin/reorganisations";

/// The form, or what a filled-in form would change.
pub(super) async fn ask(ctx: Ctx, Query(fields): Query<Vec<(String, String)>>) -> Answer {
    let mut typed = Typed::of(fields);
    if typed.value("kind").is_empty() {
        return Ok(form_answer(&ctx, &typed));
    }
    let (by, lang, posted) = (ctx.by.clone(), ctx.lang, typed.posted.clone());
    let weighed = ctx.store.read(move |read| {
        let new = read_change(read, &posted)?;
        directory::check_plan(read, &by, &new)?;
        weigh(read, lang, new)
    });
    match weighed.await {
        Ok(preview) => Ok(preview_answer(&ctx, &typed, &preview)),
        Err(err) => {
            typed = Typed::refused(&ctx, typed.posted, err)?;
            Ok(form_answer(&ctx, &typed))
        }
    }
}

/// Plans what was previewed.
pub(super) async fn plan(ctx: Ctx, posted: Posted) -> Answer {
    let (by, asked, key) = (ctx.by.clone(), posted.clone(), posted.key.clone());
    let planned = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| {
            let new = read_change(tx, &asked)?;
            Ok(format!("{PATH}/{}", directory::plan_reorganisation(tx, &by, &new)?))
        })
    });
    match planned.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => {
            let typed = Typed::refused(&ctx, posted, err)?;
            Ok(form_answer(&ctx, &typed))
        }
    }
}

fn form_answer(ctx: &Ctx, typed: &Typed) -> axum::response::Response {
    let head = head(ctx.lang, typed);
    let body = planning_page(&ctx.frame(Face::Admin), typed);
    match typed.flaws.is_empty() {
        true => ctx.page(Face::Admin, &head, body),
        false => ctx.flawed_page(Face::Admin, &head, body),
    }
}

fn preview_answer(ctx: &Ctx, typed: &Typed, preview: &Preview) -> axum::response::Response {
    let head = Head { wide: true, back: Some(PATH), ..Head::titled(t!("preview.title", ctx.lang)) };
    let body = preview_page(&ctx.frame(Face::Admin), &ctx.submission_key(), typed, preview);
    ctx.page(Face::Admin, &head, body)
}

/// What the page says of itself.
pub(super) fn head<'a>(lang: Lang, typed: &Typed) -> Head<'a> {
    Head { error: !typed.flaws.is_empty(), back: Some(PATH), ..Head::titled(t!("planning.title", lang)) }
}

pub(super) fn planning_page(frame: &Frame, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let basis = Field::new("basis", t!("planning.basis", lang))
        .hint(t!("planning.basis.hint", lang))
        .error(typed.flaws.of("basis"));
    let day = Field::new("day", t!("planning.day", lang))
        .hint(t!("planning.day.hint", lang))
        .error(typed.flaws.of("day"));
    let date = DateInput {
        year: typed.value("day-year"),
        month: typed.value("day-month"),
        day: typed.value("day-day"),
        wrong: &[],
    };
    html! {
        (typed.flaws.summary(lang))
        (heading(t!("reorganisations.title", lang), t!("planning.title", lang)))
        p { (t!("planning.words", lang)) }
        // Asking what would change changes nothing, so it is asked by address.
        form.form method="get" action={ (PATH) "/planning" } novalidate {
            (kinds(lang, typed))
            (date_input(lang, &day, &date))
            (text_input(lang, &basis, &TextInput { value: typed.value("basis"), ..TextInput::default() }))
            (buttons(button(t!("planning.do", lang))))
        }
    }
}

fn kinds(lang: Lang, typed: &Typed) -> Markup {
    let field = Field::new("kind", t!("planning.kind", lang)).error(typed.flaws.of("kind"));
    let chosen = typed.value("kind");
    let succession = html! {
        (codes(lang, typed, "from", t!("planning.from", lang), t!("planning.from.hint", lang)))
        (codes(lang, typed, "into", t!("planning.into", lang), t!("planning.into.hint", lang)))
    };
    let rename = html! {
        (line(lang, typed, "rename_agency", t!("planning.agency", lang), Entry::Code))
        (line(lang, typed, "name_zh", t!("planning.name_zh", lang), Entry::Words))
        (line(lang, typed, "name_en", t!("planning.name_en", lang), Entry::Words))
    };
    let moving = html! {
        (line(lang, typed, "move_agency", t!("planning.agency", lang), Entry::Code))
        (line(lang, typed, "region", t!("planning.region", lang), Entry::Code))
    };
    let choice =
        |value, text, hint, opens| Choice { hint, opens: Some(opens), ..Choice::new(value, text, chosen) };
    let choices = [
        choice(
            "succession",
            t!("planning.succession", lang),
            t!("planning.succession.hint", lang),
            succession,
        ),
        choice("rename", t!("planning.rename", lang), "", rename),
        choice("move", t!("planning.move", lang), "", moving),
    ];
    radios(lang, &field, &choices)
}

fn codes(lang: Lang, typed: &Typed, name: &str, label: &str, hint: &str) -> Markup {
    let field = Field::new(name, label).hint(hint).error(typed.flaws.of(name));
    textarea(lang, &field, &TextArea { value: typed.value(name), rows: 3, chars_max: 0 })
}

fn line(lang: Lang, typed: &Typed, name: &str, label: &str, entry: Entry) -> Markup {
    let field = Field::new(name, label).error(typed.flaws.of(name));
    let width = if entry == Entry::Code { Width::Letters20 } else { Width::Full };
    text_input(lang, &field, &TextInput { value: typed.value(name), entry, width, ..TextInput::default() })
}
