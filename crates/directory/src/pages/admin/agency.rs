//! One agency as its steward sees it: what it is and was called, its posts and who holds them, opening one more.
//! A pure function of what was read.

use axum::extract::Path;
use kit::{AgencyId, Lang, Result, Words, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Column, Face, Field, Frame, Head, SummaryRow, Table, TextInput, button, button_link, buttons,
        checkboxes, form, heading, inset, section, summary_list, table, text_input,
    },
};

use super::{Typed, done, moment, power_words, sheet};
use crate::{
    actions::{agencies, names, officials, regions},
    model::agency::{Agency, Named, NewPost, POWERS, Post},
    pages::{agency::kind_words, region::level_words},
};

/// A post with who holds it.
pub(crate) struct Seat {
    pub(crate) post: Post,
    /// Their id and name; no name once they were erased.
    pub(crate) holders: Vec<(String, Option<String>)>,
}

/// An agency with everything its steward tends.
pub(crate) struct AgencyAdmin {
    pub(crate) agency: Agency,
    pub(crate) region: String,
    pub(crate) names: Vec<Named>,
    pub(crate) seats: Vec<Seat>,
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = read_view(&ctx, &id).await?;
    Ok(answer(&ctx, &view, &Typed::default()))
}

/// Opens a post in the agency.
pub(crate) async fn open(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let agency = AgencyId::parse(&id)?;
    let asked = posted.clone();
    let opened = done(&ctx, &posted.key, move |tx, by| {
        let name = Words { zh: asked.get("name_zh").to_owned(), en: asked.get("name_en").to_owned() };
        let powers = asked.all("powers").map(str::to_owned).collect();
        let post = agencies::open_post(tx, by, &NewPost { agency: agency.clone(), name, powers })?;
        Ok(format!("/admin/posts/{post}"))
    });
    match opened.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => {
            let typed = Typed::refused(&ctx, posted, err, "name_zh")?;
            Ok(answer(&ctx, &read_view(&ctx, &id).await?, &typed))
        }
    }
}

async fn read_view(ctx: &Ctx, id: &str) -> Result<AgencyAdmin> {
    let (id, lang) = (AgencyId::parse(id)?, ctx.lang);
    ctx.store.read(move |read| view(read, lang, &id)).await
}

fn view(read: &mut Read<'_>, lang: Lang, id: &AgencyId) -> Result<AgencyAdmin> {
    let agency = agencies::agency(read, id)?;
    let region = regions::region(read, &agency.region)?;
    let mut seats = Vec::new();
    for post in agencies::posts_in(read, id)? {
        let mut holders = Vec::new();
        for it in officials::holders_of(read, &post.id)? {
            holders.push((it.to_string(), officials::official_name(read, &it)?));
        }
        seats.push(Seat { post, holders });
    }
    Ok(AgencyAdmin {
        region: region.map_or_else(|| agency.region.to_string(), |it| it.say(lang).to_owned()),
        names: names::names_of(read, id)?,
        seats,
        agency,
    })
}

fn answer(ctx: &Ctx, view: &AgencyAdmin, typed: &Typed) -> axum::response::Response {
    let title = view.agency.name.say(ctx.lang);
    let head = Head { wide: true, back: Some("/admin/agencies"), ..Head::titled(title) };
    let body = agency_admin_page(&ctx.frame(Face::Admin), &ctx.submission_key(), view, typed);
    sheet(ctx, Some(typed), &head, body)
}

pub(crate) fn agency_admin_page(frame: &Frame, key: &str, view: &AgencyAdmin, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let it = &view.agency;
    let rows = [
        SummaryRow::new(t!("agency.code", lang), html! { code { (it.code) } }),
        SummaryRow::new(t!("agency.kind", lang), html! { (kind_words(lang, &it.kind)) }),
        SummaryRow::new(t!("agency.region", lang), html! { (view.region) }),
        SummaryRow::new(t!("agency.level", lang), html! { (level_words(lang, it.level)) }),
        SummaryRow::new(t!("agency.founded", lang), moment(it.founded_at)),
    ];
    html! {
        (typed.flaws.summary(lang))
        (heading(t!("agency.caption", lang), it.name.say(lang)))
        @if let Some(at) = it.dissolved_at {
            (inset(html! { p { (t!("agency.dissolved_since", lang)) " " (moment(at)) } }))
        }
        (summary_list(lang, &rows))
        p { (button_link(&format!("/agencies/{}", it.id), t!("admin.as_public", lang))) }
        (names_table(lang, &view.names))
        (seats_table(lang, &view.seats))
        @if it.dissolved_at.is_none() {
            (section(t!("posting.title", lang), opening_form(frame, key, it, typed)))
        }
    }
}

fn names_table(lang: Lang, names: &[Named]) -> Markup {
    let columns = [
        Column::text(t!("agency.name", lang)),
        Column::text(t!("admin.since", lang)),
        Column::text(t!("admin.until", lang)),
    ];
    let until = |it: &Named| match it.until_at {
        Some(at) => moment(at),
        None => html! { (t!("admin.now", lang)) },
    };
    table(&Table {
        caption: t!("agency.names", lang),
        columns: &columns,
        rows: names
            .iter()
            .map(|it| vec![html! { (it.name.say(lang)) }, moment(it.from_at), until(it)])
            .collect(),
        empty: t!("agency.names_soon", lang),
    })
}

fn seats_table(lang: Lang, seats: &[Seat]) -> Markup {
    let columns = [
        Column::text(t!("post.name", lang)),
        Column::text(t!("post.powers", lang)),
        Column::text(t!("post.holders", lang)),
    ];
    let row = |it: &Seat| {
        vec![
            html! { a href={ "/admin/posts/" (it.post.id) } { (it.post.name.say(lang)) } },
            power_words(lang, &it.post.powers),
            holders(lang, &it.holders),
        ]
    };
    table(&Table {
        caption: t!("agency.posts", lang),
        columns: &columns,
        rows: seats.iter().map(row).collect(),
        empty: t!("agency.no_posts", lang),
    })
}

pub(super) fn holders(lang: Lang, holders: &[(String, Option<String>)]) -> Markup {
    html! {
        @if holders.is_empty() { (t!("post.vacant", lang)) }
        @else {
            ul {
                @for (id, name) in holders {
                    li { a href={ "/admin/officials/" (id) } {
                        (name.as_deref().unwrap_or(t!("official.erased", lang)))
                    } }
                }
            }
        }
    }
}

fn opening_form(frame: &Frame, key: &str, agency: &Agency, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let name = |name, label| {
        let field = Field::new(name, label).error(typed.flaws.of(name));
        text_input(lang, &field, &TextInput { value: typed.value(name), ..TextInput::default() })
    };
    let body = html! {
        (name("name_zh", t!("posting.name_zh", lang)))
        (name("name_en", t!("posting.name_en", lang)))
        (power_boxes(lang, typed))
        (buttons(button(t!("posting.do", lang))))
    };
    form(frame, &format!("/admin/agencies/{}/posts", agency.id), Some(key), body)
}

/// Every power there is, in words.
pub(super) fn power_boxes(lang: Lang, typed: &Typed) -> Markup {
    let field = Field::new("powers", t!("post.powers", lang))
        .hint(t!("posting.powers.hint", lang))
        .error(typed.flaws.of("powers"));
    let choices: Vec<_> = POWERS
        .iter()
        .map(|it| Choice {
            value: it.code,
            text: it.text.say(lang),
            chosen: typed.has("powers", it.code),
            ..Choice::default()
        })
        .collect();
    checkboxes(lang, &field, &choices)
}
