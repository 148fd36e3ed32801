//! A posted form: read within its limits, checked to come from our page, its fields in order.
//! Knows nothing of what the fields mean.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::header,
};
use http_body_util::{BodyExt, Limited};
use kit::{Error, Refusal, RefusalKind, Result};

use crate::{
    Ctx, Problem, Site,
    pages::{CSRF_FIELD, KEY_FIELD},
};

/// How large a posted form may be.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// How many fields it may have.
const FIELDS_MAX: usize = 1_000;
/// How long a body may take to arrive.
const BODY_MS_MAX: u64 = 15_000;

/// A NUL as JSON spells it; no text of ours holds one.
const JSON_NUL: &[u8] = b"\\u0000";

/// A posted form, proved to come from our page.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// Its fields in the order they came, without the two proofs.
    pub fields: Vec<(String, String)>,
    /// What makes it count once; empty where the form had none.
    pub key: String,
}

impl Posted {
    /// The value of a field, trimmed; empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Arc<Site>> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<Site>) -> Result<Self, Problem> {
        let ctx = request
            .extensions()
            .get::<Ctx>()
            .cloned()
            .ok_or_else(|| Error::fault("a form outside a door"))?;
        let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|it| {
            it.as_bytes().to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded")
        });
        if !form {
            return Err(Refusal::of(RefusalKind::Invalid, "form.type").into());
        }
        let mut fields = parse(&read_body(request).await?)?;
        let csrf = take(&mut fields, CSRF_FIELD);
        let key = take(&mut fields, KEY_FIELD);
        prove(&ctx, &csrf)?;
        Ok(Self { fields, key })
    }
}

/// Refuses a form that does not come from a page made for this visitor.
pub(crate) fn prove(ctx: &Ctx, csrf: &str) -> Result<()> {
    if ctx.cookie.is_empty() || !crypt::same(csrf.as_bytes(), ctx.csrf().as_bytes()) {
        return Err(Refusal::forbidden("form.stale").into());
    }
    Ok(())
}

/// A JSON document posted to a machine door; nothing else gets in, so no form on a foreign page can.
#[derive(Clone, Debug)]
pub struct Json(pub serde_json::Value);

impl FromRequest<Arc<Site>> for Json {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<Site>) -> Result<Self, Problem> {
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|it| it.as_bytes().to_ascii_lowercase().starts_with(b"application/json"));
        if !json {
            return Err(Refusal::of(RefusalKind::Invalid, "json.type").into());
        }
        let bytes = read_body(request).await?;
        let broken = || Error::from(Refusal::of(RefusalKind::Invalid, "json.broken"));
        if bytes.windows(JSON_NUL.len()).any(|it| it == JSON_NUL) {
            return Err(broken().into());
        }
        Ok(serde_json::from_slice(&bytes).map(Json).map_err(|_| broken())?)
    }
}

/// The body, within its limits of size and time.
async fn read_body(request: Request) -> Result<Bytes> {
    let too_large = || Err(Refusal::of(RefusalKind::TooLarge, "request.too_large").into());
    if (BODY_BYTES_MAX as u64) < request.body().size_hint().lower() {
        // It says so itself, so there is nothing to wait for.
        return too_large();
    }
    let body = Limited::new(request.into_body(), BODY_BYTES_MAX).collect();
    match tokio::time::timeout(Duration::from_millis(BODY_MS_MAX), body).await {
        Ok(Ok(it)) => Ok(it.to_bytes()),
        Ok(Err(err)) if err.is::<http_body_util::LengthLimitError>() => too_large(),
        Ok(Err(_)) => Err(Refusal::of(RefusalKind::Invalid, "request.broken").into()),
        Err(_) => Err(Refusal::of(RefusalKind::Invalid, "request.slow").into()),
    }
}

fn take(fields: &mut Vec<(String, String)>, name: &str) -> String {
    match fields.iter().position(|(it, _)| it == name) {
        Some(n) => fields.remove(n).1,
        None => String::new(),
    }
}

/// Reads `application/x-www-form-urlencoded`.
fn parse(bytes: &[u8]) -> Result<Vec<(String, String)>> {
    let broken = || Error::from(Refusal::of(RefusalKind::Invalid, "request.broken"));
    let text = std::str::from_utf8(bytes).map_err(|_| broken())?;
    let pairs: Vec<_> = text.split('&').filter(|it| !it.is_empty()).collect();
    if FIELDS_MAX < pairs.len() {
        return Err(Refusal::of(RefusalKind::TooLarge, "request.too_large").into());
    }
    let read = |it: &str| -> Option<(String, String)> {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        Some((decode(name)?, decode(value)?))
    };
    pairs.into_iter().map(read).collect::<Option<_>>().ok_or_else(broken)
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
            }
            other => *other,
        });
    }
    // No engine of ours stores a NUL in a text on every machine, and no person types one.
    String::from_utf8(bytes).ok().filter(|it| !it.contains('\0'))
}
