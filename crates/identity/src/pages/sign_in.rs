//! Signing in and out.
//! Sends nobody anywhere but to a path of this site.

use axum::extract::Query;
use kit::t;
use maud::html;
use serde::Deserialize;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Entry, Field, Frame, Head, SIGN_IN_PATH, TextInput, Tone, button, button_link, buttons, form,
        heading, hidden, notification_banner, text_input,
    },
    redirect,
};

use super::{Sheet, Wrong, begun, typed};
use crate::{
    actions::{sessions, sign_in as action},
    model::{account::Login, is_own_path},
};

/// Paths that make no sense after signing in.
const NO_NEXT: [&str; 3] = [SIGN_IN_PATH, "/sign-out", "/register"];

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    next: Option<String>,
    registered: Option<String>,
}

/// What the page shows.
#[derive(Default)]
pub(crate) struct SignInView {
    pub(super) login: String,
    pub(super) next: String,
    pub(super) is_registered: bool,
    pub(super) is_demo: bool,
    pub(super) wrong: Wrong,
}

pub(crate) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = SignInView {
        next: checked(&asked.next.unwrap_or_default()),
        is_registered: asked.registered.is_some(),
        is_demo: ctx.site.settings.demo,
        ..SignInView::default()
    };
    page(&ctx.frame(web::pages::Face::Portal), &view).answer(&ctx)
}

pub(crate) async fn sign_in(ctx: Ctx, posted: Posted) -> Answer {
    let (login, next) = (posted.get("login").to_owned(), checked(posted.get("next")));
    let attempt = action::Attempt {
        login: Login::of(&login),
        password: typed(&posted, "password"),
        before: ctx.session().map(str::to_owned),
    };
    match action::sign_in(&ctx.store, &ctx.by, attempt).await {
        Ok(started) => begun(&ctx, &started, &next),
        Err(err) => {
            let wrong = Wrong::of(&ctx, err)?;
            let view =
                SignInView { login, next, is_registered: false, is_demo: ctx.site.settings.demo, wrong };
            page(&ctx.frame(web::pages::Face::Portal), &view).answer(&ctx)
        }
    }
}

pub(crate) async fn sign_out(ctx: Ctx, _posted: Posted) -> Answer {
    if let Some(cookie) = ctx.session().map(str::to_owned) {
        let by = ctx.by.clone();
        ctx.store.write(move |tx| sessions::end_session(tx, &by, &cookie)).await?;
    }
    Ok(ctx.end_session(redirect("/")))
}

pub(super) fn page(frame: &Frame, view: &SignInView) -> Sheet {
    let lang = frame.lang;
    let login = Field::new("login", t!("sign_in.login", lang))
        .hint(t!("sign_in.login_hint", lang))
        .error(view.wrong.about("login"));
    let password = Field::new("password", t!("sign_in.password", lang)).error(view.wrong.about("password"));
    let name = TextInput {
        value: &view.login,
        entry: Entry::Code,
        autocomplete: "username",
        ..TextInput::default()
    };
    let secret = TextInput { entry: Entry::Password, ..TextInput::default() };
    let body = html! {
        (view.wrong.summary(lang))
        @if view.is_registered {
            (notification_banner(lang, Tone::Good, t!("sign_in.registered", lang), html! {}))
        }
        (heading("", t!("sign_in.title", lang)))
        (form(frame, SIGN_IN_PATH, None, html! {
            (hidden("next", &view.next))
            (text_input(lang, &login, &name))
            (text_input(lang, &password, &secret))
            (buttons(html! {
                (button(t!("sign_in.submit", lang)))
                (button_link("/register", t!("sign_in.register", lang)))
            }))
        }))
        @if view.is_demo { p { a href="/demo" { (t!("sign_in.demo", lang)) } } }
    };
    let error = view.wrong.is_any();
    Sheet { head: Head { back: Some("/"), error, ..Head::titled(t!("sign_in.title", lang)) }, body }
}

/// A path to go on to, or nothing.
pub(super) fn checked(next: &str) -> String {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    if is_own_path(next) && !NO_NEXT.contains(&path) { next.to_owned() } else { String::new() }
}
