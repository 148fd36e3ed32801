//! Officials: found by their whole name or number, appointed, and what each holds and held.
//! Names lie sealed; they are opened for stewards only, one page at a time.

use axum::extract::{Path, Query};
use kit::{CitizenNumber, Lang, OfficialId, PostId, Refusal, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Entry, Face, Field, Frame, Head, SearchBox, Table, TextInput, Width, button, button_link,
        buttons, form, heading, hidden, inset, pagination, search_box, table, text_input,
    },
};

use super::{Typed, done, moment, power_words, sheet};
use crate::{
    actions::{agencies, names, officials},
    model::{
        agency::OPERATE,
        official::{Held, NewOfficial, Official},
        page::Page,
    },
};

/// What is asked of the list, or brought along to an appointment.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    post: String,
}

/// The list.
pub(crate) struct OfficialsView {
    pub(crate) words: String,
    /// Id, name, and the first post of each with its agency.
    pub(crate) lines: Vec<(OfficialId, Option<String>, Option<Held>)>,
    pub(crate) next: Option<String>,
}

/// One official.
pub(crate) struct OfficialView {
    pub(crate) official: Official,
    pub(crate) name: Option<String>,
    pub(crate) held: Vec<Held>,
    /// Whether whoever looks may open an account for them.
    pub(crate) may_open_account: bool,
}

pub(crate) async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = ctx.store.read(move |read| list_view(read, &asked)).await?;
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("officials.title", ctx.lang)) };
    Ok(ctx.page(Face::Admin, &head, officials_page(ctx.lang, &view)))
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = OfficialId::parse(&id)?;
    let may_open_account = ctx.by.has_power(OPERATE);
    let read = ctx.store.read(move |read| {
        let official = officials::official(read, &id)?;
        let name = officials::official_name(read, &id)?;
        Ok(OfficialView { official, name, held: officials::holdings_of(read, &id)?, may_open_account })
    });
    let view = read.await?;
    let title = view.name.as_deref().unwrap_or(t!("official.erased", ctx.lang));
    let head = Head { wide: true, back: Some("/admin/officials"), ..Head::titled(title) };
    Ok(ctx.page(Face::Admin, &head, official_page(ctx.lang, &view)))
}

pub(crate) async fn ask(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let typed = Typed::of(&[("post", &asked.post)]);
    appointment(&ctx, &typed).await
}

pub(crate) async fn appoint(ctx: Ctx, posted: Posted) -> Answer {
    let asked = posted.clone();
    let appointed = done(&ctx, &posted.key, move |tx, by| {
        let number = match asked.get("number") {
            "" => None,
            it => Some(CitizenNumber::parse(it).map_err(|_| Refusal::invalid("number", "official.number"))?),
        };
        let new = NewOfficial { name: asked.get("name").to_owned(), number };
        let id = officials::appoint_official(tx, by, &new)?;
        if !asked.get("post").is_empty() {
            officials::assign_post(tx, by, &id, &PostId::parse(asked.get("post"))?)?;
        }
        Ok(format!("/admin/officials/{id}"))
    });
    match appointed.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => {
            let typed = Typed::refused(&ctx, posted, err, "number")?;
            appointment(&ctx, &typed).await
        }
    }
}

async fn appointment(ctx: &Ctx, typed: &Typed) -> Answer {
    let (post, lang) = (PostId::parse(typed.value("post")).ok(), ctx.lang);
    let place = ctx.store.read(move |read| match post {
        Some(id) => {
            let post = agencies::post(read, &id)?;
            let agency = agencies::agency(read, &post.agency)?;
            Ok(Some(format!("{} / {}", agency.name.say(lang), post.name.say(lang))))
        }
        None => Ok(None),
    });
    let place = place.await?;
    let head = Head { back: Some("/admin/officials"), ..Head::titled(t!("appointment.title", lang)) };
    let body = appointment_page(&ctx.frame(Face::Admin), &ctx.submission_key(), place.as_deref(), typed);
    Ok(sheet(ctx, Some(typed), &head, body))
}

/// The officials of exactly this name, or with this number.
pub(super) fn found_by(read: &mut Read<'_>, words: &str) -> Result<Vec<(OfficialId, Option<String>)>> {
    let found = match CitizenNumber::parse(words.trim()) {
        Ok(number) => officials::official_by_number(read, &number)?.into_iter().collect(),
        Err(_) => names::officials_named(read, words)?,
    };
    let named = |it: Official, read: &mut Read<'_>| {
        let name = officials::official_name(read, &it.id)?;
        Ok((it.id, name))
    };
    found.into_iter().map(|it| named(it, read)).collect()
}

fn list_view(read: &mut Read<'_>, asked: &Asked) -> Result<OfficialsView> {
    let words = asked.q.trim().to_owned();
    let (found, next) = if words.is_empty() {
        let after = OfficialId::parse(&asked.after).ok();
        let Page { rows, next } = names::list_officials(read, after.as_ref())?;
        let mut named = Vec::new();
        for it in rows {
            let name = officials::official_name(read, &it.id)?;
            named.push((it.id, name));
        }
        (named, next)
    } else {
        (found_by(read, &words)?, None)
    };
    let mut lines = Vec::new();
    for (id, name) in found {
        let held = officials::posts_of(read, &id)?.into_iter().next();
        lines.push((id, name, held));
    }
    Ok(OfficialsView { words, lines, next })
}

pub(crate) fn officials_page(lang: Lang, view: &OfficialsView) -> Markup {
    let search = SearchBox {
        action: "/admin/officials",
        label: t!("officials.search", lang),
        value: &view.words,
        hint: t!("officials.search_hint", lang),
    };
    let columns = [
        Column::text(t!("official.name", lang)),
        Column::text(t!("post.name", lang)),
        Column::text(t!("agency.name", lang)),
    ];
    let row = |(id, name, held): &(OfficialId, Option<String>, Option<Held>)| {
        let name = name.as_deref().unwrap_or(t!("official.erased", lang));
        let post = held.as_ref().map_or(t!("official.no_post", lang), |it| it.post_name.say(lang));
        let agency = held.as_ref().map_or("", |it| it.agency_name.say(lang));
        vec![html! { a href={ "/admin/officials/" (id) } { (name) } }, html! { (post) }, html! { (agency) }]
    };
    let empty =
        if view.words.is_empty() { t!("officials.none", lang) } else { t!("officials.not_found", lang) };
    let next = view.next.as_ref().map(|it| format!("/admin/officials?after={it}"));
    html! {
        (heading(t!("admin.title", lang), t!("officials.title", lang)))
        (search_box(lang, &search))
        p { (button_link("/admin/officials/appointment", t!("appointment.title", lang))) }
        (table(&Table {
            caption: t!("officials.title", lang),
            columns: &columns,
            rows: view.lines.iter().map(row).collect(),
            empty,
        }))
        (pagination(lang, None, next.as_deref()))
    }
}

pub(crate) fn official_page(lang: Lang, view: &OfficialView) -> Markup {
    let name = view.name.as_deref().unwrap_or(t!("official.erased", lang));
    let columns = [
        Column::text(t!("post.name", lang)),
        Column::text(t!("agency.name", lang)),
        Column::text(t!("post.powers", lang)),
        Column::text(t!("admin.since", lang)),
        Column::text(t!("admin.until", lang)),
    ];
    let row = |it: &Held| {
        vec![
            html! { a href={ "/admin/posts/" (it.post) } { (it.post_name.say(lang)) } },
            html! { a href={ "/admin/agencies/" (it.agency) } { (it.agency_name.say(lang)) } },
            power_words(lang, &it.powers),
            moment(it.from_at),
            match it.until_at {
                Some(at) => moment(at),
                None => html! { (t!("admin.now", lang)) },
            },
        ]
    };
    html! {
        (heading(t!("official.caption", lang), name))
        p { (t!("official.appointed", lang)) " " (moment(view.official.appointed_at)) }
        p { (t!("official.words", lang)) }
        @if view.may_open_account {
            p { (button_link(&format!("/admin/officials/{}/account", view.official.id), t!("official.account", lang))) }
        }
        (table(&Table {
            caption: t!("official.held", lang),
            columns: &columns,
            rows: view.held.iter().map(row).collect(),
            empty: t!("official.no_post", lang),
        }))
    }
}

pub(crate) fn appointment_page(frame: &Frame, key: &str, place: Option<&str>, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let name = Field::new("name", t!("official.name", lang)).error(typed.flaws.of("name"));
    let number = Field::new("number", t!("official.number", lang))
        .hint(t!("official.number.hint", lang))
        .error(typed.flaws.of("number"))
        .optional();
    let code = TextInput {
        value: typed.value("number"),
        entry: Entry::Code,
        width: Width::Letters20,
        ..TextInput::default()
    };
    let body = html! {
        (text_input(lang, &name, &TextInput { value: typed.value("name"), ..TextInput::default() }))
        (text_input(lang, &number, &code))
        @if let Some(place) = place {
            (hidden("post", typed.value("post")))
            (inset(html! { p { (t!("appointment.place", lang, place = place)) } }))
        }
        (buttons(button(t!("appointment.do", lang))))
    };
    html! {
        (typed.flaws.summary(lang))
        (heading(t!("officials.title", lang), t!("appointment.title", lang)))
        p { (t!("appointment.words", lang)) }
        (form(frame, "/admin/officials", Some(key), body))
    }
}
