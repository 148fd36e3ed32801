//! Checking before sending: every answer with a way to change it, and what sending means.
//! The page carries the answers it shows, so what is sent is what was seen.

use axum::extract::Path;
use kit::t;
use maud::html;
use web::{
    Answer, Ctx,
    pages::{Face, Frame, button, buttons, form, heading, hidden, inset, warning_text},
};

use super::{
    super::{Sheet, answers, places::Place, promise},
    Application, VERSION_FIELD,
};

/// An application about to be made.
pub(in super::super) struct CheckView {
    pub(in super::super) application: Application,
    /// The regions in it, by name.
    pub(in super::super) places: Vec<Place>,
    /// What makes it count once.
    pub(in super::super) key: String,
}

pub(in super::super) async fn show(ctx: Ctx, Path(key): Path<String>) -> Answer {
    let by = ctx.by.clone();
    let read = ctx.store.read(move |read| {
        let application = Application::load(read, &by, &key)?;
        let places = answers::places_of(read, application.form(), &application.answers())?;
        Ok((application, places))
    });
    let (application, places) = read.await?;
    if application.draft.is_none() || !application.review().flaws.is_empty() {
        return Ok(web::redirect(&application.path()));
    }
    let view = CheckView { application, places, key: ctx.submission_key() };
    check_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

pub(in super::super) fn check_sheet(frame: &Frame, view: &CheckView) -> Sheet {
    let lang = frame.lang;
    let application = &view.application;
    let matter = &application.matter.matter;
    let base = application.path();
    let said = application.answers();
    let body = html! {
        (heading(matter.name.say(lang), t!("apply.check_title", lang)))
        @if application.is_outdated() { (inset(html! { p { (t!("apply.outdated", lang)) } })) }
        (answers::cards(lang, application.form(), (&said, &view.places, &application.files), Some(&base)))
        (promise::section_of(lang, matter))
        h2 { (t!("apply.send_title", lang)) }
        p { (t!("apply.send_words", lang)) }
        (warning_text(lang, html! { (t!("apply.truth", lang)) }))
        (form(frame, &format!("/matters/{}/cases", matter.key), Some(&view.key), html! {
            (hidden(VERSION_FIELD, &application.version))
            @for (name, value) in application.form().typed(&said).pairs() { (hidden(&name, &value)) }
            (buttons(button(t!("apply.send", lang))))
        }))
    };
    Sheet::of(t!("apply.check_title", lang), body).back(&base)
}
