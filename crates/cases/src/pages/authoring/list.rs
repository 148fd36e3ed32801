//! The matters in force and the drafts that are open: where writing begins, from a matter or from a file.
//! A file that is no matter comes back as it was pasted, with what is wrong.

use std::sync::Arc;

use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Face, Field, Flaws, Frame, Table, TextArea, Tone, button, button_link, buttons, form,
        heading, hidden, section, table, tag, textarea,
    },
};

use super::{answer, done};
use crate::{
    actions,
    model::{
        Matter, Published,
        check::{Finding, MATTER_BYTES_MAX, yaml},
        draft::MatterDraft,
    },
};

/// The field of a pasted file.
const FILE: &str = "file";

pub(super) async fn show(ctx: Ctx) -> Answer {
    let by = ctx.by.clone();
    let read =
        ctx.store.read(move |read| Ok((actions::list_matters(read)?, actions::open_drafts(read, &by)?)));
    let (matters, drafts) = read.await?;
    let may_write = ctx.by.has_power(actions::AUTHOR);
    let body = list_page(&ctx.frame(Face::Admin), &ctx.submission_key(), &matters, &drafts, may_write);
    answer(&ctx, t!("author.title", ctx.lang), None, false, body)
}

/// Begins a draft of a matter.
pub(super) async fn begin(ctx: Ctx, posted: Posted) -> Answer {
    let key = posted.get("matter").to_owned();
    done(&ctx, &posted.key, move |tx, by| {
        Ok(format!("/admin/matters/{}", actions::begin_draft(tx, by, &key)?))
    })
    .await
}

pub(super) async fn ask_file(ctx: Ctx) -> Answer {
    let body = file_page(&ctx.frame(Face::Admin), &ctx.submission_key(), "", &[]);
    answer(&ctx, t!("author.import", ctx.lang), Some("/admin/matters"), false, body)
}

/// Takes a matter from a pasted file.
pub(super) async fn import(ctx: Ctx, posted: Posted) -> Answer {
    let text = posted.get(FILE).to_owned();
    let name = t!("author.pasted", ctx.lang);
    match yaml::read::<Matter>(name, &text, MATTER_BYTES_MAX) {
        Ok((matter, _)) => {
            done(&ctx, &posted.key, move |tx, by| {
                Ok(format!("/admin/matters/{}", actions::import_draft(tx, by, &matter)?))
            })
            .await
        }
        Err(found) => {
            let body = file_page(&ctx.frame(Face::Admin), &ctx.submission_key(), &text, &found);
            answer(&ctx, t!("author.import", ctx.lang), Some("/admin/matters"), true, body)
        }
    }
}

pub(super) fn list_page(
    frame: &Frame,
    key: &str,
    matters: &[Arc<Published>],
    drafts: &[MatterDraft],
    may_write: bool,
) -> Markup {
    let lang = frame.lang;
    let begin = |n: usize, matter: &Matter| match may_write {
        true => form(
            frame,
            "/admin/matters/drafts",
            Some(&format!("{key}-{n}")),
            html! {
                (hidden("matter", &matter.key))
                button.button.secondary type="submit" { (t!("author.begin", lang)) span.vh { " " (matter.name.say(lang)) } }
            },
        ),
        false => Markup::default(),
    };
    let rows = matters.iter().enumerate().map(|(n, it)| {
        let it = &it.matter;
        vec![
            html! { a href={ "/matters/" (it.key) } { (it.name.say(lang)) } },
            html! { (it.key) },
            html! { (it.version) },
            begin(n, it),
        ]
    });
    let columns = [
        Column::text(t!("author.matter", lang)),
        Column::text(t!("field.key", lang)),
        Column::number(t!("field.version", lang)),
        Column::text(t!("author.write", lang)),
    ];
    let (caption, empty) = (t!("author.in_force", lang), t!("author.no_matters", lang));
    html! {
        (heading("", t!("author.title", lang)))
        p { (t!("author.words", lang)) }
        (section(t!("author.drafts", lang), draft_list(lang, drafts)))
        (table(&Table { caption, columns: &columns, rows: rows.collect(), empty }))
        @if may_write { (buttons(button_link("/admin/matters/import", t!("author.import", lang)))) }
    }
}

fn draft_list(lang: Lang, drafts: &[MatterDraft]) -> Markup {
    html! {
        @if drafts.is_empty() { p { (t!("author.no_drafts", lang)) } }
        @else {
            ul {
                @for it in drafts {
                    li { a href={ "/admin/matters/" (it.id) } { (it.matter) } " " (standing(lang, it)) }
                }
            }
        }
    }
}

/// How far a draft is.
pub(super) fn standing(lang: Lang, it: &MatterDraft) -> Markup {
    match (it.ended_as.as_deref(), it.publish_at, it.submitted_at) {
        (Some("published"), ..) => tag(Tone::Good, t!("author.published", lang)),
        (Some(_), ..) => tag(Tone::Neutral, t!("author.given_up", lang)),
        (None, Some(_), _) => tag(Tone::Good, t!("author.planned", lang)),
        (None, None, Some(_)) => tag(Tone::Warn, t!("author.submitted", lang)),
        (None, None, None) => tag(Tone::Going, t!("author.writing", lang)),
    }
}

pub(super) fn file_page(frame: &Frame, key: &str, text: &str, found: &[Finding]) -> Markup {
    let lang = frame.lang;
    let words: Vec<_> = found.iter().map(|it| it.line(lang)).collect();
    let flaws = Flaws::new(words.iter().map(|it| (FILE.to_owned(), it.clone())));
    let field =
        Field::new(FILE, t!("author.file", lang)).hint(t!("author.file_hint", lang)).error(flaws.of(FILE));
    html! {
        (flaws.summary(lang))
        (heading("", t!("author.import", lang)))
        (form(frame, "/admin/matters/import", Some(key), html! {
            (textarea(lang, &field, &TextArea { value: text, rows: 20, chars_max: 0 }))
            (buttons(button(t!("author.import.do", lang))))
        }))
    }
}
