//! The doors of those who tend the directory: where to begin, agencies, posts, and who holds them.
//! What may be done, and by whom, the actions decide; a form that is wrong comes back with everything typed.

pub(crate) mod agencies;
pub(crate) mod agency;
pub(crate) mod calendars;
pub(crate) mod founding;
pub(crate) mod home;
pub(crate) mod officials;
pub(crate) mod post;
pub(super) mod samples;

use axum::response::Response;
use kit::{Error, Lang, RefusalKind, Result, Time, t};
use maud::{Markup, html};
use store::Tx;
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{Face, Flaws, Head},
};

use crate::model::agency::POWERS;

/// A form as it was typed, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) posted: Posted,
    pub(crate) flaws: Flaws,
}

impl Typed {
    /// A form to fill in, with what is known already.
    pub(crate) fn of(fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { posted: Posted { fields, key: String::new() }, flaws: Flaws::default() }
    }

    /// A form that was refused; a refusal that names no field is about `field`. Any other failure goes on.
    pub(crate) fn refused(ctx: &Ctx, posted: Posted, err: Error, field: &str) -> Result<Self, Problem> {
        let flaws = match &err {
            Error::Refused(it) if it.kind == RefusalKind::Invalid && !it.flaws.is_empty() => {
                Flaws::new(it.flaws.iter().map(|flaw| (flaw.field.clone(), ctx.flaw(flaw))))
            }
            Error::Refused(it) if matches!(it.kind, RefusalKind::Conflict | RefusalKind::Forbidden) => {
                let words = ctx.say(&format!("refused.{}", it.code));
                Flaws::new([(field.to_owned(), words.to_owned())])
            }
            _ => return Err(err.into()),
        };
        Ok(Self { posted, flaws })
    }

    pub(crate) fn value(&self, field: &str) -> &str {
        self.posted.get(field)
    }

    pub(crate) fn has(&self, field: &str, value: &str) -> bool {
        self.posted.all(field).any(|it| it == value)
    }
}

/// A page of administration: as it is, or with what is wrong on it.
fn sheet(ctx: &Ctx, typed: Option<&Typed>, head: &Head<'_>, body: Markup) -> Response {
    match typed {
        Some(it) if !it.flaws.is_empty() => {
            ctx.flawed_page(Face::Admin, &Head { error: true, hero: None, ..*head }, body)
        }
        _ => ctx.page(Face::Admin, head, body),
    }
}

/// Does something once for a form, and goes to see what came of it.
async fn done(
    ctx: &Ctx,
    key: &str,
    act: impl Fn(&mut Tx<'_>, &kit::Actor) -> Result<String> + Send + 'static,
) -> Result<String> {
    let (by, key) = (ctx.by.clone(), key.to_owned());
    ctx.store.write(move |tx| acts::once(tx, &key, &by, |tx| act(tx, &by))).await
}

/// A form without fields of its own: refused, it is a problem; done, one goes on.
async fn simply(
    ctx: &Ctx,
    key: &str,
    act: impl Fn(&mut Tx<'_>, &kit::Actor) -> Result<String> + Send + 'static,
) -> Answer {
    Ok(web::redirect(&done(ctx, key, act).await?))
}

/// The powers of a post in words, and a code we do not know as it is.
fn power_words(lang: Lang, codes: &[String]) -> Markup {
    let words = |code: &String| {
        POWERS.iter().find(|it| it.code == code).map_or(code.clone(), |it| it.text.say(lang).to_owned())
    };
    html! {
        @if codes.is_empty() { (t!("post.no_powers", lang)) }
        @else { ul { @for it in codes { li { (words(it)) } } } }
    }
}

/// A moment, to the minute.
fn moment(at: Time) -> Markup {
    let text = at.to_string();
    html! { time datetime=(text) { (text[..10]) " " (text[11..16]) " UTC" } }
}
