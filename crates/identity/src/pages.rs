//! The human doors of identity. Every page is a pure function of its view; handlers read, act and answer.
//! Knows no SQL and no password beyond passing it on.

pub(crate) mod account;
pub(crate) mod demo;
pub(crate) mod me;
pub(crate) mod password;
pub(crate) mod post;
pub(crate) mod register;
mod samples;
pub(crate) mod sign_in;

pub(crate) use samples::samples;

use kit::{Error, Lang, Refusal, RefusalKind, Result, Time};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Problem,
    pages::{Face, Head, error_summary},
    redirect,
};

use crate::model::session::{Standing, Started};

/// Where an official begins.
const DESK_PATH: &str = "/desk";

/// A page before it has its frame.
pub(crate) struct Sheet {
    head: Head<'static>,
    body: Markup,
}

/// What is wrong with a form, as (field, words).
#[derive(Default)]
pub(crate) struct Wrong(Vec<(String, String)>);

impl Sheet {
    fn answer(self, ctx: &Ctx) -> Answer {
        Ok(match self.head.error {
            true => ctx.flawed_page(Face::Portal, &self.head, self.body),
            false => ctx.page(Face::Portal, &self.head, self.body),
        })
    }
}

impl Wrong {
    /// The flaws of a refused form; any other failure goes on as it is.
    fn of(ctx: &Ctx, err: Error) -> Result<Self, Problem> {
        match err.refusal() {
            Some(Refusal { kind: RefusalKind::Invalid, flaws, .. }) if !flaws.is_empty() => {
                Ok(Self(flaws.iter().map(|it| (it.field.clone(), ctx.flaw(it))).collect()))
            }
            _ => Err(Problem(err)),
        }
    }

    fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    fn about(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }

    fn summary(&self, lang: Lang) -> Markup {
        let flaws: Vec<_> = self.0.iter().map(|(field, words)| (field.as_str(), words.as_str())).collect();
        error_summary(lang, &flaws)
    }
}

/// The cookie of the session that asks, or the way to sign in.
fn own_cookie(ctx: &Ctx) -> Result<String, Problem> {
    ctx.session().map(str::to_owned).ok_or_else(|| Refusal::sign_in().into())
}

/// Exactly what was typed: a password may begin and end with spaces.
fn typed(posted: &Posted, field: &str) -> String {
    posted.all(field).next().unwrap_or_default().to_owned()
}

/// Goes on with a session that just began.
fn begun(ctx: &Ctx, started: &Started, next: &str) -> Answer {
    Ok(ctx.start_session(
        redirect(&landing(&started.standing, next)),
        started.cookie.as_str(),
        started.seconds,
    ))
}

/// Where one goes on: where one wanted to, or where one's work is; an official without a post chooses one first.
fn landing(standing: &Standing, next: &str) -> String {
    match (standing, next) {
        (Standing::Official { post: None, .. }, "") => "/post".to_owned(),
        (Standing::Official { post: None, .. }, next) => format!("/post?next={}", in_query(next)),
        (Standing::Official { .. }, "") => DESK_PATH.to_owned(),
        (Standing::Person { .. }, "") => "/".to_owned(),
        (_, next) => next.to_owned(),
    }
}

/// A path of ours as the value of a query field.
fn in_query(path: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"/-_.~".contains(&it);
    let written = path.bytes().map(|it| match plain(it) {
        true => char::from(it).to_string(),
        false => format!("%{it:02X}"),
    });
    written.collect()
}

/// A moment, to the minute.
fn moment(at: Time) -> Markup {
    let text = at.to_string();
    html! { time datetime=(text) { (text[..10]) " " (text[11..16]) " UTC" } }
}
