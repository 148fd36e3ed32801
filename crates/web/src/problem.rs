//! How any failure looks from outside: the only place that turns an error into HTTP.
//! A fault shows a reference and never our words; a refusal says what to do.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use kit::{Error, Refusal, RefusalKind, fill, t};
use maud::html;
use serde_json::json;

use crate::{
    Ctx, ctx,
    pages::{self, Face, Head},
};

/// A failure on its way out of a handler.
#[derive(Debug)]
pub struct Problem(pub Error);

impl From<Error> for Problem {
    fn from(it: Error) -> Self {
        Problem(it)
    }
}

impl From<Refusal> for Problem {
    fn from(it: Refusal) -> Self {
        Problem(it.into())
    }
}

/// The error rides to the guard, which knows language and face; a bare status stands where no guard is.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self.0));
        response
    }
}

/// The HTTP status of an error.
pub(crate) fn status(err: &Error) -> StatusCode {
    match err {
        Error::Refused(it) => match it.kind {
            RefusalKind::NotFound => StatusCode::NOT_FOUND,
            RefusalKind::SignIn => StatusCode::UNAUTHORIZED,
            RefusalKind::Forbidden => StatusCode::FORBIDDEN,
            RefusalKind::Conflict => StatusCode::CONFLICT,
            RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            RefusalKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        },
        Error::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An error as the visitor should see it: a page, or problem details (RFC 9457) for a machine.
pub(crate) fn show(ctx: &Ctx, err: &Error) -> Response {
    let status = status(err);
    let reference = matches!(err, Error::Fault(_)).then(|| HEXLOWER.encode(&ctx.store.secret()[..6]));
    if let Some(reference) = &reference {
        tracing::error!(reference = %reference, error = %err, "Something of ours failed, reference {reference}");
    }
    let (title, words) = words(ctx, err, reference.as_deref());
    let mut response = if ctx.wants_json {
        details(ctx, err, status, &title, &words)
    } else {
        page(ctx, err, &title, &words)
    };
    *response.status_mut() = status;
    if matches!(err, Error::Busy(_)) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

fn words(ctx: &Ctx, err: &Error, reference: Option<&str>) -> (String, String) {
    let lang = ctx.lang;
    match err {
        Error::Refused(it) => {
            let title = match it.kind {
                RefusalKind::NotFound => t!("problem.not_found", lang),
                RefusalKind::SignIn => t!("problem.sign_in", lang),
                RefusalKind::Forbidden => t!("problem.forbidden", lang),
                RefusalKind::Conflict => t!("problem.conflict", lang),
                RefusalKind::Invalid => t!("problem.flawed", lang),
                RefusalKind::TooLarge => t!("problem.too_large", lang),
                RefusalKind::TooMany => t!("problem.too_many", lang),
            };
            (title.to_owned(), ctx.say(&format!("refused.{}", it.code)).to_owned())
        }
        Error::Busy(_) => (t!("problem.busy", lang).to_owned(), t!("problem.busy.words", lang).to_owned()),
        Error::Fault(_) => {
            let reference = reference.unwrap_or_default();
            let words = fill(t!("problem.fault.words", lang), &[("reference", reference)]);
            (t!("problem.fault", lang).to_owned(), words)
        }
    }
}

fn details(ctx: &Ctx, err: &Error, status: StatusCode, title: &str, words: &str) -> Response {
    let code = match err {
        Error::Refused(it) => it.code,
        Error::Busy(_) => "busy",
        Error::Fault(_) => "fault",
    };
    let flaws = err.refusal().map(|it| it.flaws.as_slice()).unwrap_or_default();
    let flaws: Vec<_> = flaws
        .iter()
        .map(|it| json!({ "field": it.field, "code": it.code, "detail": ctx.flaw(it) }))
        .collect();
    let mut body = json!({ "type": format!("{}/problems/{code}", ctx.site.settings.origin), "code": code,
        "title": title, "detail": words, "status": status.as_u16() });
    if !flaws.is_empty() {
        body["errors"] = flaws.into();
    }
    ([(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

fn page(ctx: &Ctx, err: &Error, title: &str, words: &str) -> Response {
    let flaws = err.refusal().map(|it| it.flaws.as_slice()).unwrap_or_default();
    let body = html! {
        (pages::heading("", title))
        (pages::prose(words))
        @if !flaws.is_empty() {
            ul { @for flaw in flaws { li { (ctx.flaw(flaw)) } } }
        }
        p { a href="/" { (t!("problem.start", ctx.lang)) } }
    };
    ctx::html(pages::page(&ctx.frame(Face::Portal), &Head::titled(title), body))
}
