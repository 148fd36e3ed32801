//! What a handler gets besides its own input: the store, who is asking, in which language.
//! Made once per request by the guard of the door.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use kit::{Actor, Lang, t};
use maud::Markup;
use store::Store;

use crate::{
    Problem, Site, guard,
    pages::{self, Face, Frame, Head, NavItem},
};

/// What a handler gets besides its own input.
#[derive(Clone)]
pub struct Ctx {
    /// The data.
    pub store: Store,
    /// Who is asking.
    pub by: Actor,
    /// The language of the answer.
    pub lang: Lang,
    /// Path and query of the request.
    pub path: String,
    /// The site.
    pub site: Arc<Site>,
    /// What the visitor is called, once signed in.
    pub name: Option<String>,
    /// How many messages wait for the visitor.
    pub n_unread: usize,
    /// The session's cookie, or the visitor's before they sign in.
    pub(crate) cookie: String,
    /// Whether the cookie is a session's.
    pub(crate) signed_in: bool,
    /// Whether the answer is for a machine.
    pub(crate) wants_json: bool,
}

impl Ctx {
    /// A page of one face.
    pub fn page(&self, face: Face, head: &Head<'_>, body: Markup) -> Response {
        html(pages::page(&self.frame(face), head, body))
    }

    /// A page that says what is wrong with a form, with everything typed still there.
    pub fn flawed_page(&self, face: Face, head: &Head<'_>, body: Markup) -> Response {
        let mut answer = self.page(face, head, body);
        *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        answer
    }

    /// What stands around a page.
    pub fn frame(&self, face: Face) -> Frame {
        Frame {
            lang: self.lang,
            path: self.path.clone(),
            site: self.site.settings.name.say(self.lang).to_owned(),
            face,
            nav: self.site.nav(face, &self.by, self.lang, self.n_unread),
            foot: vec![
                NavItem::new("/ledger", t!("frame.ledger", self.lang)),
                NavItem::new("/api/openapi.json", t!("frame.api", self.lang)),
            ],
            who: self.name.clone(),
            csrf: self.csrf(),
            demo: self.site.settings.demo,
        }
    }

    /// The cookie of the session that asks; nothing before signing in.
    pub fn session(&self) -> Option<&str> {
        self.signed_in.then_some(self.cookie.as_str())
    }

    /// An answer that starts a session; `cookie` is its secret.
    pub fn start_session(&self, mut response: Response, cookie: &str, seconds: u32) -> Response {
        guard::append_cookie(response.headers_mut(), &guard::session_cookie(self, cookie, seconds));
        response
    }

    /// An answer that ends the session in this browser.
    pub fn end_session(&self, response: Response) -> Response {
        self.start_session(response, "", 0)
    }

    /// A fresh key that makes a form count once.
    pub fn submission_key(&self) -> String {
        HEXLOWER.encode(&self.store.secret()[..16])
    }

    /// The words of a code known only when running: `refused.<code>`, `flaw.<code>`.
    pub fn say(&self, key: &str) -> &'static str {
        self.site.say(self.lang, key).unwrap_or_else(|| t!("problem.unknown", self.lang))
    }

    /// The words of a flaw, with its values.
    pub fn flaw(&self, flaw: &kit::Flaw) -> String {
        let args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        kit::fill(self.say(&format!("flaw.{}", flaw.code)), &args)
    }

    /// Proves that a form came from a page made for this cookie.
    pub(crate) fn csrf(&self) -> String {
        HEXLOWER.encode(&self.store.settings().kek.blind("web.csrf", &self.cookie)[..16])
    }
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let ctx = parts.extensions.get::<Ctx>().cloned();
        ctx.ok_or_else(|| kit::Error::fault("a handler outside a door").into())
    }
}

pub(crate) fn html(markup: Markup) -> Response {
    axum::response::Html(markup.into_string()).into_response()
}
