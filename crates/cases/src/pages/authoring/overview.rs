//! A draft: what the check says, what differs from what is in force, who changed what, and what can be done next.
//! The author says it is ready; somebody else publishes it, now or on a day.

use axum::extract::Path;
use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, DateInput, Face, Field, Flaws, Frame, Table, button, button_link, button_warning, buttons,
        date_input, details, form, heading, inset, section, table,
    },
};

use super::{Desk, answer, done, list::standing, part::part_links};
use crate::{
    actions::{self, DraftView},
    model::{
        changes::changes,
        check::Weight,
        fields::{field_at, fields_of},
    },
};

/// The field of the day of publication.
const DAY: &str = "day";

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let desk = Desk::read(&ctx, &id).await?;
    shown(&ctx, &desk, &Flaws::default(), None)
}

pub(super) async fn submit(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    then_back(&ctx, id, &posted, actions::submit_draft).await
}

pub(super) async fn give_back(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    then_back(&ctx, id, &posted, actions::return_draft).await
}

pub(super) async fn give_up(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    then_back(&ctx, id, &posted, actions::give_up_draft).await
}

/// Publishes now, or as the day begins that was typed.
pub(super) async fn publish(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let part = |name: &str| posted.get(&format!("{DAY}-{name}")).to_owned();
    let (year, month, day) = (part("year"), part("month"), part("day"));
    let at = if [&year, &month, &day].iter().all(|it| it.is_empty()) {
        None
    } else {
        let calendar = ctx.store.read(directory::current_calendar).await?;
        let date = format!("{year:0>4}-{month:0>2}-{day:0>2}");
        // A day begins as the one before it ends.
        let found = calendar::Day::parse(&date).map(|it| calendar.end_of(it.plus(-1)));
        let Some(at) = found else {
            let desk = Desk::read(&ctx, &id).await?;
            let flaws = Flaws::new([(DAY.to_owned(), t!("author.no_day", ctx.lang).to_owned())]);
            return shown(&ctx, &desk, &flaws, Some(&posted));
        };
        Some(at)
    };
    then_back(&ctx, id, &posted, move |tx, by, id| actions::publish_draft(tx, by, id, at)).await
}

async fn then_back(
    ctx: &Ctx,
    id: String,
    posted: &Posted,
    act: impl Fn(&mut store::Tx<'_>, &kit::Actor, &str) -> kit::Result<()> + Send + 'static,
) -> Answer {
    done(ctx, &posted.key, move |tx, by| {
        act(tx, by, &id)?;
        Ok(format!("/admin/matters/{id}"))
    })
    .await
}

fn shown(ctx: &Ctx, desk: &Desk, flaws: &Flaws, posted: Option<&Posted>) -> Answer {
    let may = (ctx.by.has_power(actions::AUTHOR), ctx.by.has_power(actions::PUBLISHER));
    let body = draft_page(&ctx.frame(Face::Admin), &ctx.submission_key(), desk, may, flaws, posted);
    let title = desk.view.matter.name.say(ctx.lang);
    answer(ctx, title, Some("/admin/matters"), !flaws.is_empty(), body)
}

pub(super) fn draft_page(
    frame: &Frame,
    key: &str,
    desk: &Desk,
    (may_write, may_publish): (bool, bool),
    flaws: &Flaws,
    posted: Option<&Posted>,
) -> Markup {
    let lang = frame.lang;
    let (draft, matter) = (&desk.view.draft, &desk.view.matter);
    let path = desk.path();
    html! {
        (flaws.summary(lang))
        (heading(&t!("author.draft_of", lang, key = draft.matter, n = matter.version), matter.name.say(lang)))
        p { (standing(lang, draft)) }
        @if let Some(at) = draft.publish_at { (inset(html! { p { (t!("author.planned_at", lang, at = moment(at))) } })) }
        (section(t!("author.check", lang), checked(lang, desk)))
        (part_links(lang, desk, "", fields_of("Matter").filter(|it| it.shape.part().is_some())))
        (buttons(html! {
            (button_link(&desk.part_path(""), t!("author.texts", lang)))
            (button_link(&format!("{path}/preview"), t!("author.preview", lang)))
            (button_link(&format!("{path}/file"), t!("author.export", lang)))
        }))
        (section(t!("author.changes", lang), differing(lang, &desk.view)))
        (section(t!("author.history", lang), history(lang, &desk.view)))
        @if draft.ended_at.is_none() {
            (section(t!("author.next", lang), html! {
                @if draft.submitted_at.is_none() && may_write {
                    @if desk.n_errors() == 0 {
                        (form(frame, &format!("{path}/submission"), Some(&format!("{key}-submit")), buttons(button(t!("author.submit", lang)))))
                    } @else { p { (t!("author.mend_first", lang)) } }
                    (form(frame, &format!("{path}/discarding"), Some(&format!("{key}-give-up")), buttons(button_warning(t!("author.give_up", lang)))))
                }
                @if draft.submitted_at.is_some() {
                    @if may_publish { (publication(frame, key, &path, flaws, posted)) }
                    (form(frame, &format!("{path}/return"), Some(&format!("{key}-return")), buttons(button_warning(t!("author.return", lang)))))
                }
            }))
        }
    }
}

/// What the check says, each with the way to where it is mended.
fn checked(lang: Lang, desk: &Desk) -> Markup {
    let n = desk.n_errors();
    html! {
        @if n == 0 { p { (t!("author.sound", lang)) } } @else { p { strong { (t!("author.n_problems", lang, n = n)) } } }
        @if !desk.findings.is_empty() {
            ul {
                @for it in &desk.findings {
                    li {
                        @if it.weight == Weight::Note { (t!("check.note", lang)) ": " }
                        a href=(desk.part_path(&nearest(&it.path))) { (it.say(lang)) }
                        " " code { (it.path) }
                    }
                }
            }
        }
    }
}

/// The part in which a path is changed.
fn nearest(path: &str) -> String {
    let mut at = path.to_owned();
    loop {
        let is_part = crate::model::fields::part_at(&at).is_some();
        let is_list = field_at(&at).is_some_and(|it| it.shape.part().is_some());
        if at.is_empty() || is_part || is_list {
            return at;
        }
        at = at.rsplit_once('.').map_or(String::new(), |it| it.0.to_owned());
    }
}

fn differing(lang: Lang, view: &DraftView) -> Markup {
    let Some(base) = &view.base else { return html! { p { (t!("author.new", lang)) } } };
    let all = changes(base, &view.matter);
    html! {
        @if all.is_empty() { p { (t!("author.no_changes", lang)) } }
        @else { ul { @for it in &all { li { (it.say(lang)) } } } }
    }
}

fn history(lang: Lang, view: &DraftView) -> Markup {
    let rows = view.edits.iter().map(|(it, name)| {
        let place = field_at(&it.path).map_or(t!("author.whole", lang), |it| it.label(lang));
        vec![
            html! { time datetime=(it.at.to_string()) { (moment(it.at)) } },
            html! { (name.as_deref().unwrap_or(t!("author.erased", lang))) },
            html! { (super::field::word(lang, &it.what)) },
            html! { (place) },
        ]
    });
    let columns = [
        Column::text(t!("author.when", lang)),
        Column::text(t!("author.who", lang)),
        Column::text(t!("author.did", lang)),
        Column::text(t!("author.where", lang)),
    ];
    let caption = t!("author.history_caption", lang);
    details(
        t!("author.history_open", lang),
        table(&Table { caption, columns: &columns, rows: rows.collect(), empty: "" }),
    )
}

fn publication(frame: &Frame, key: &str, path: &str, flaws: &Flaws, posted: Option<&Posted>) -> Markup {
    let lang = frame.lang;
    let value = |name: &str| posted.map_or("", |it| it.get(name));
    let (year, month, day) = (value("day-year"), value("day-month"), value("day-day"));
    let field =
        Field { optional: true, ..Field::new(DAY, t!("author.day", lang)) }.hint(t!("author.day_hint", lang));
    form(
        frame,
        &format!("{path}/publication"),
        Some(&format!("{key}-publish")),
        html! {
            (date_input(lang, &field.error(flaws.of(DAY)), &DateInput { year, month, day, wrong: &[] }))
            (buttons(button(t!("author.publish", lang))))
        },
    )
}

fn moment(at: Time) -> String {
    let text = at.to_string();
    format!("{} {} UTC", &text[..10], &text[11..16])
}
