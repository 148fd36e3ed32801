//! Registering: a person says who they are and chooses a password.
//! What they say is taken as declared; no page tells whose a number is.

use kit::{CitizenNumber, Flaw, Refusal, Result, t};
use maud::html;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Entry, Face, Field, Frame, Head, TextInput, Width, button, buttons, form, heading, inset, text_input,
    },
    redirect,
};

use super::{Sheet, Wrong, typed};
use crate::{
    actions::sign_in as action,
    model::{
        account::{PASSWORD_CHARACTERS_MIN, password_flaw},
        person::{Assurance, NewPerson},
        sound,
    },
};

/// What the page shows.
#[derive(Default)]
pub(crate) struct RegisterView {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) wrong: Wrong,
}

pub(crate) async fn show(ctx: Ctx) -> Answer {
    page(&ctx.frame(Face::Portal), &ctx.submission_key(), &RegisterView::default()).answer(&ctx)
}

pub(crate) async fn register(ctx: Ctx, posted: Posted) -> Answer {
    let password = typed(&posted, "password");
    let registered = match read(&posted) {
        Ok(new) => action::register(&ctx.store, &ctx.by, posted.key.clone(), new, password).await,
        Err(err) => Err(err),
    };
    match registered {
        Ok(path) => Ok(redirect(&path)),
        Err(err) => {
            let (name, number) = (posted.get("name").to_owned(), posted.get("number").to_owned());
            let view = RegisterView { name, number, wrong: Wrong::of(&ctx, err)? };
            page(&ctx.frame(Face::Portal), &ctx.submission_key(), &view).answer(&ctx)
        }
    }
}

/// The form as it was posted, with everything that is wrong about it.
fn read(posted: &Posted) -> Result<NewPerson> {
    let mut flaws = Vec::new();
    let number = CitizenNumber::parse(posted.get("number"));
    let number = number.map_err(|it| flaws.push(Flaw::of("number", it.code()))).ok();
    let password = typed(posted, "password");
    flaws.extend(password_flaw("password", &password));
    if password != typed(posted, "again") {
        flaws.push(Flaw::of("again", "password.differs"));
    }
    let new = NewPerson {
        name: posted.get("name").to_owned(),
        number,
        phone: None,
        assurance: Assurance::Declared,
    };
    if let Some(Refusal { flaws: more, .. }) = new.check().as_ref().err().and_then(|it| it.refusal()) {
        flaws.splice(0..0, more.iter().cloned());
    }
    sound(flaws).map(|()| new)
}

pub(super) fn page(frame: &Frame, key: &str, view: &RegisterView) -> Sheet {
    let lang = frame.lang;
    let wrong = |field: &str| view.wrong.about(field);
    let name = Field::new("name", t!("register.name", lang)).error(wrong("name"));
    let number = Field::new("number", t!("register.number", lang))
        .hint(t!("register.number_hint", lang))
        .error(wrong("number"));
    let hint = t!("password.hint", lang, min = PASSWORD_CHARACTERS_MIN);
    let password = Field::new("password", t!("password.new", lang)).hint(&hint).error(wrong("password"));
    let again = Field::new("again", t!("password.again", lang)).error(wrong("again"));
    let was_name = TextInput { value: &view.name, entry: Entry::Name, ..TextInput::default() };
    let was_number = TextInput {
        value: &view.number,
        entry: Entry::Code,
        width: Width::Letters20,
        autocomplete: "username",
        ..TextInput::default()
    };
    let secret = TextInput { entry: Entry::NewPassword, ..TextInput::default() };
    let body = html! {
        (view.wrong.summary(lang))
        (heading("", t!("register.title", lang)))
        (inset(html! { (t!("register.words", lang)) }))
        (form(frame, "/register", Some(key), html! {
            (text_input(lang, &name, &was_name))
            (text_input(lang, &number, &was_number))
            (text_input(lang, &password, &secret))
            (text_input(lang, &again, &secret))
            (buttons(button(t!("register.submit", lang))))
        }))
    };
    let error = view.wrong.is_any();
    Sheet { head: Head { back: Some("/sign-in"), error, ..Head::titled(t!("register.title", lang)) }, body }
}
