//! One post: its powers, who holds it, giving it to somebody, and closing it.
//! Powers belong to the post; whoever holds it holds them.

use axum::extract::{Path, Query};
use kit::{Lang, OfficialId, PostId, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Face, Frame, Head, SearchBox, button, button_link, button_warning, buttons, form, heading, hidden,
        inset, search_box, section,
    },
};

use super::{Typed, agency::power_boxes, done, officials::found_by, sheet, simply};
use crate::{
    actions::{agencies, officials},
    model::agency::{Agency, Post},
};

/// What is asked of the page.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// The whole name or the citizen number of whom to give the post.
    #[serde(default)]
    q: String,
}

/// A post with who holds it and who might.
pub(crate) struct PostAdmin {
    pub(crate) post: Post,
    pub(crate) agency: Agency,
    pub(crate) holders: Vec<(OfficialId, Option<String>)>,
    pub(crate) words: String,
    pub(crate) found: Vec<(OfficialId, Option<String>)>,
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let view = read_view(&ctx, &id, asked.q).await?;
    Ok(answer(&ctx, &view, &powers_of(&view.post)))
}

/// Gives the post other powers.
pub(crate) async fn change_powers(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let post = PostId::parse(&id)?;
    let powers: Vec<_> = posted.all("powers").map(str::to_owned).collect();
    let changed = done(&ctx, &posted.key, move |tx, by| {
        agencies::change_powers(tx, by, &post, &powers)?;
        Ok(format!("/admin/posts/{post}"))
    });
    match changed.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => {
            let typed = Typed::refused(&ctx, posted, err, "powers")?;
            Ok(answer(&ctx, &read_view(&ctx, &id, String::new()).await?, &typed))
        }
    }
}

/// Gives the post to an official.
pub(crate) async fn assign(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (post, official) = (PostId::parse(&id)?, OfficialId::parse(posted.get("official"))?);
    simply(&ctx, &posted.key, move |tx, by| {
        officials::assign_post(tx, by, &official, &post)?;
        Ok(format!("/admin/posts/{post}"))
    })
    .await
}

/// Ends an official's holding of the post.
pub(crate) async fn leave(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (post, official) = (PostId::parse(&id)?, OfficialId::parse(posted.get("official"))?);
    simply(&ctx, &posted.key, move |tx, by| {
        officials::leave_post(tx, by, &official, &post)?;
        Ok(format!("/admin/posts/{post}"))
    })
    .await
}

/// Closes the post.
pub(crate) async fn close(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let post = PostId::parse(&id)?;
    simply(&ctx, &posted.key, move |tx, by| {
        Ok(format!("/admin/agencies/{}", agencies::close_post(tx, by, &post)?))
    })
    .await
}

async fn read_view(ctx: &Ctx, id: &str, words: String) -> Result<PostAdmin> {
    let id = PostId::parse(id)?;
    ctx.store.read(move |read| view(read, &id, words)).await
}

fn view(read: &mut Read<'_>, id: &PostId, words: String) -> Result<PostAdmin> {
    let post = agencies::post(read, id)?;
    let agency = agencies::agency(read, &post.agency)?;
    let mut holders = Vec::new();
    for it in officials::holders_of(read, id)? {
        let name = officials::official_name(read, &it)?;
        holders.push((it, name));
    }
    let mut found = found_by(read, &words)?;
    found.retain(|(it, _)| !holders.iter().any(|(held, _)| held == it));
    Ok(PostAdmin { post, agency, holders, words, found })
}

fn powers_of(post: &Post) -> Typed {
    let fields: Vec<_> = post.powers.iter().map(|it| ("powers", it.as_str())).collect();
    Typed::of(&fields)
}

fn answer(ctx: &Ctx, view: &PostAdmin, typed: &Typed) -> axum::response::Response {
    let back = format!("/admin/agencies/{}", view.agency.id);
    let head = Head { back: Some(&back), ..Head::titled(view.post.name.say(ctx.lang)) };
    let keys = [ctx.submission_key(), ctx.submission_key(), ctx.submission_key()];
    sheet(ctx, Some(typed), &head, post_page(&ctx.frame(Face::Admin), &keys, view, typed))
}

pub(crate) fn post_page(frame: &Frame, keys: &[String; 3], view: &PostAdmin, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let path = format!("/admin/posts/{}", view.post.id);
    let [powers_key, holder_key, close_key] = keys;
    html! {
        (typed.flaws.summary(lang))
        (heading(view.agency.name.say(lang), view.post.name.say(lang)))
        @if view.post.closed_at.is_some() {
            (inset(html! { p { (t!("post.closed", lang)) } }))
        } @else {
            (section(t!("post.holders", lang), holders(frame, holder_key, view, &path)))
            (section(t!("post.give", lang), giving(frame, holder_key, view, &path)))
            (section(t!("post.change_powers", lang), form(frame, &format!("{path}/powers"), Some(powers_key), html! {
                (power_boxes(lang, typed))
                (buttons(button(t!("post.change_powers.do", lang))))
            })))
            (section(t!("post.close", lang), closing(frame, close_key, view, &path)))
        }
    }
}

fn holders(frame: &Frame, key: &str, view: &PostAdmin, path: &str) -> Markup {
    let lang = frame.lang;
    html! {
        @if view.holders.is_empty() { p { (t!("post.vacant", lang)) } }
        @for (n, (id, name)) in view.holders.iter().enumerate() {
            @let name = called(lang, name);
            (form(frame, &format!("{path}/departure"), Some(&format!("{key}-left-{n}")), html! {
                p { a href={ "/admin/officials/" (id) } { (name) } }
                (hidden("official", id.as_str()))
                (buttons(button_warning(&t!("post.leave.do", lang, name = name))))
            }))
        }
    }
}

fn giving(frame: &Frame, key: &str, view: &PostAdmin, path: &str) -> Markup {
    let lang = frame.lang;
    let search = SearchBox {
        action: path,
        label: t!("officials.search", lang),
        value: &view.words,
        hint: t!("officials.search_hint", lang),
    };
    html! {
        (search_box(lang, &search))
        @if !view.words.is_empty() && view.found.is_empty() { p { (t!("officials.not_found", lang)) } }
        @for (n, (id, name)) in view.found.iter().enumerate() {
            (form(frame, &format!("{path}/holders"), Some(&format!("{key}-{n}")), html! {
                (hidden("official", id.as_str()))
                (buttons(button(&t!("post.give.do", lang, name = called(lang, name)))))
            }))
        }
        p { (button_link(&format!("/admin/officials/appointment?post={}", view.post.id), t!("appointment.title", lang))) }
    }
}

fn closing(frame: &Frame, key: &str, view: &PostAdmin, path: &str) -> Markup {
    let lang = frame.lang;
    if !view.holders.is_empty() {
        return html! { p { (t!("post.close.held", lang)) } };
    }
    html! {
        p { (t!("post.close.words", lang)) }
        (form(frame, &format!("{path}/closing"), Some(key), buttons(button_warning(t!("post.close.do", lang)))))
    }
}

fn called(lang: Lang, name: &Option<String>) -> &str {
    name.as_deref().unwrap_or(t!("official.erased", lang))
}
