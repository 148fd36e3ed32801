//! Choosing another password.
//! The old one is asked for: an unlocked screen is not enough.

use kit::{Refusal, Result, t};
use maud::html;
use web::{
    Answer, Ctx, Posted,
    pages::{Entry, Face, Field, Frame, Head, TextInput, button, buttons, form, heading, inset, text_input},
};

use super::{Sheet, Wrong, begun, own_cookie, typed};
use crate::{
    actions::sign_in as action,
    model::{
        account::PASSWORD_CHARACTERS_MIN,
        session::{Cookie, Started},
    },
};

pub(crate) async fn show(ctx: Ctx) -> Answer {
    page(&ctx.frame(Face::Portal), &Wrong::default()).answer(&ctx)
}

pub(crate) async fn change(ctx: Ctx, posted: Posted) -> Answer {
    match changed(&ctx, &posted).await {
        Ok(started) => begun(&ctx, &started, "/me?changed=yes"),
        Err(err) => page(&ctx.frame(Face::Portal), &Wrong::of(&ctx, err)?).answer(&ctx),
    }
}

async fn changed(ctx: &Ctx, posted: &Posted) -> Result<Started> {
    let cookie = own_cookie(ctx).map_err(|it| it.0)?;
    let cookie = Cookie::parse(&cookie).ok_or_else(Refusal::sign_in)?;
    let (current, new) = (typed(posted, "current"), typed(posted, "password"));
    if new != typed(posted, "again") {
        return Err(Refusal::invalid("again", "password.differs").into());
    }
    action::change_password(&ctx.store, &ctx.by, cookie, (current, new)).await
}

pub(super) fn page(frame: &Frame, wrong: &Wrong) -> Sheet {
    let lang = frame.lang;
    let hint = t!("password.hint", lang, min = PASSWORD_CHARACTERS_MIN);
    let current = Field::new("current", t!("password.current", lang)).error(wrong.about("current"));
    let password =
        Field::new("password", t!("password.new", lang)).hint(&hint).error(wrong.about("password"));
    let again = Field::new("again", t!("password.again", lang)).error(wrong.about("again"));
    let old = TextInput { entry: Entry::Password, ..TextInput::default() };
    let new = TextInput { entry: Entry::NewPassword, ..TextInput::default() };
    let body = html! {
        (wrong.summary(lang))
        (heading("", t!("password.title", lang)))
        (inset(html! { (t!("password.words", lang)) }))
        (form(frame, "/me/password", None, html! {
            (text_input(lang, &current, &old))
            (text_input(lang, &password, &new))
            (text_input(lang, &again, &new))
            (buttons(button(t!("password.submit", lang))))
        }))
    };
    let error = wrong.is_any();
    Sheet { head: Head { back: Some("/me"), error, ..Head::titled(t!("password.title", lang)) }, body }
}
