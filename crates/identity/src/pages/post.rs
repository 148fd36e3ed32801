//! Choosing the post one acts through, after signing in and whenever one changes desks.
//! Public as a door, since an official without a post may do nothing yet; it looks at the session itself.

use axum::extract::Query;
use directory::Held;
use kit::{Lang, PostId, Refusal, t};
use maud::html;
use serde::Deserialize;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Face, Field, Frame, Head, SIGN_IN_PATH, button, buttons, empty_state, form, heading, hidden,
        radios,
    },
    redirect,
};

use super::{Sheet, Wrong, begun, sign_in::checked};
use crate::{
    actions::{sessions, standing},
    model::session::Cookie,
};

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    next: Option<String>,
}

/// What the page shows.
pub(crate) struct PostView {
    pub(super) held: Vec<Held>,
    pub(super) current: Option<PostId>,
    pub(super) next: String,
    pub(super) wrong: Wrong,
}

pub(crate) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    show_posts(&ctx, checked(&asked.next.unwrap_or_default()), Wrong::default()).await
}

pub(crate) async fn take(ctx: Ctx, posted: Posted) -> Answer {
    let next = checked(posted.get("next"));
    let Some(cookie) = ctx.session().and_then(Cookie::parse) else { return Ok(redirect(SIGN_IN_PATH)) };
    let Ok(post) = PostId::parse(posted.get("post")) else {
        let wrong = Wrong::of(&ctx, Refusal::invalid("post", "post.choose").into())?;
        return show_posts(&ctx, next, wrong).await;
    };
    let by = ctx.by.clone();
    let started = ctx.store.write(move |tx| sessions::take_post(tx, &by, &cookie, &post)).await?;
    begun(&ctx, &started, &next)
}

async fn show_posts(ctx: &Ctx, next: String, wrong: Wrong) -> Answer {
    let Some(cookie) = ctx.session().and_then(Cookie::parse) else { return Ok(redirect(SIGN_IN_PATH)) };
    let posts = ctx.store.read(move |read| standing::posts(read, &cookie)).await?;
    let (held, current) = posts.ok_or_else(|| Refusal::forbidden("not_an_official"))?;
    page(&ctx.frame(Face::Portal), &PostView { held, current, next, wrong }).answer(ctx)
}

pub(super) fn page(frame: &Frame, view: &PostView) -> Sheet {
    let lang = frame.lang;
    let title = t!("post.title", lang);
    let error = view.wrong.is_any();
    let head = Head { error, ..Head::titled(title) };
    if view.held.is_empty() {
        let body = html! {
            (heading("", title))
            (empty_state(t!("post.none", lang), t!("post.none_words", lang), html! {}))
        };
        return Sheet { head, body };
    }
    let current = view.current.as_ref().map_or("", |it| it.as_str());
    let names: Vec<_> = view.held.iter().map(|it| (it.post.as_str(), name(lang, it))).collect();
    let choices: Vec<_> = names.iter().map(|(value, text)| Choice::new(value, text, current)).collect();
    let field =
        Field::new("post", title).hint(t!("post.hint", lang)).error(view.wrong.about("post")).heading();
    let body = html! {
        (view.wrong.summary(lang))
        (form(frame, "/post", None, html! {
            (hidden("next", &view.next))
            (radios(lang, &field, &choices))
            (buttons(button(t!("post.submit", lang))))
        }))
    };
    Sheet { head, body }
}

/// A post and its agency.
pub(super) fn name(lang: Lang, held: &Held) -> String {
    format!("{} · {}", held.post_name.say(lang), held.agency_name.say(lang))
}
