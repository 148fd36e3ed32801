//! What happens at every door before and after its handler: who asks, whether they may, how failure looks.
//! A door cannot be made without it.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use kit::{Actor, Channel, Error, Lang, Refusal, RefusalKind, Result, Who};

use crate::{Access, Ctx, Door, DoorKind, Method, Site, Visitor, answer, pages::SIGN_IN_PATH, problem};

/// The session's cookie; `__Host-` binds it to this host over TLS.
pub(crate) const SESSION_COOKIE: &str = "yiwang_session";
/// The cookie of someone who has not signed in, so that their forms can be told from forged ones.
const VISITOR_COOKIE: &str = "yiwang_visitor";
/// The cookie of the chosen language.
const LANG_COOKIE: &str = "yiwang_lang";
/// How long a cookie of ours may be.
const COOKIE_BYTES_MAX: usize = 128;
/// How long a language is remembered, in seconds.
const LANG_SECONDS: u32 = 31_536_000;

/// Over TLS a browser comes back over TLS only, for a year (RFC 6797 §6.1).
const HSTS: &str = "max-age=31536000";

const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
                   connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

pub(crate) async fn pass(door: Door, mut request: Request, next: Next) -> Response {
    let started = now();
    let Some(site) = request.extensions().get::<Arc<Site>>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let DoorKind::File = door.kind {
        let response =
            if nul(request.uri()) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await };
        if let Some(Error::Fault(it)) = response.extensions().get::<Arc<Error>>().map(Arc::as_ref) {
            tracing::error!(error = %it, "A file could not be served");
        }
        site.watch.count(response.status(), started.elapsed());
        return response;
    }
    let ctx =
        match enter(&site, request.headers(), request.uri(), matches!(door.kind, DoorKind::Api(_))).await {
            Ok(ctx) => ctx,
            Err((ctx, err)) => return finish(*ctx, problem::show, &err, started),
        };
    if nul(request.uri()) {
        return finish(ctx, problem::show, &Refusal::not_found().into(), started);
    }
    if let Err(err) = admit(&ctx, door, request.headers()) {
        return refuse(ctx, door, &err, started);
    }
    let mut ctx = ctx;
    let new_cookie = visitor_cookie(&mut ctx, door);
    request.extensions_mut().insert(ctx.clone());
    let response = next.run(request).await;
    let mut response = match error_of(&response) {
        Some(err) => problem::show(&ctx, &err),
        None => response,
    };
    if let Some(it) = new_cookie {
        append_cookie(response.headers_mut(), &it);
    }
    dress(&ctx, response, started)
}

/// Whether an address holds a NUL: nothing of ours is called so, and a text with one is none to every engine.
fn nul(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|it| it.as_str().contains("%00"))
}

/// The answer where there is no door.
pub(crate) async fn nowhere(site: Arc<Site>, request: Request) -> Response {
    let started = now();
    let wants_json = request.uri().path().starts_with("/api/");
    match enter(&site, request.headers(), request.uri(), wants_json).await {
        Ok(ctx) => {
            let response = problem::show(&ctx, &Refusal::not_found().into());
            dress(&ctx, response, started)
        }
        Err((ctx, err)) => finish(*ctx, problem::show, &err, started),
    }
}

/// Finds out who asks and in which language.
async fn enter(
    site: &Arc<Site>,
    headers: &HeaderMap,
    uri: &Uri,
    api: bool,
) -> Result<Ctx, (Box<Ctx>, Error)> {
    let path = uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let session = cookie(headers, SESSION_COOKIE).map(str::to_owned);
    let mut ctx = Ctx {
        store: site.store.clone(),
        by: Actor::anyone(),
        lang: language(uri.query(), headers),
        path,
        site: site.clone(),
        name: None,
        n_unread: 0,
        cookie: cookie(headers, VISITOR_COOKIE).unwrap_or_default().to_owned(),
        signed_in: false,
        wants_json: api || accepts_json(headers),
    };
    let Some(session) = session else { return Ok(ctx) };
    let (identify, unread, asked) = (site.identify, site.unread, session.clone());
    let who = site.store.read(move |read| {
        let Some(visitor) = identify(read, &asked)? else { return Ok(None) };
        // Machines have no bar with a number in it.
        let n_unread = if api { 0 } else { unread(read, &visitor.by)? };
        Ok(Some((visitor, n_unread)))
    });
    match who.await {
        Ok(Some((Visitor { by, name }, n_unread))) => {
            ctx.n_unread = n_unread;
            ctx.by = Actor { channel: if api { Channel::Api } else { by.channel }, ..by };
            ctx.name = Some(name);
            ctx.cookie = session;
            ctx.signed_in = true;
            Ok(ctx)
        }
        Ok(None) => Ok(ctx),
        Err(err) => Err((Box::new(ctx), err)),
    }
}

fn admit(ctx: &Ctx, door: Door, headers: &HeaderMap) -> Result<()> {
    if door.access == Access::Demo && !ctx.site.settings.demo {
        return Err(Refusal::not_found().into());
    }
    if !door.access.admits(&ctx.by) {
        // Someone the state serves is not told what officials tend behind a power.
        let of_office = matches!(door.access, Access::Power(_) | Access::AnyPower(_));
        if of_office && matches!(ctx.by.who, Who::Person { .. }) {
            return Err(Refusal::not_found().into());
        }
        return Err(if ctx.signed_in {
            Refusal::forbidden("door.forbidden").into()
        } else {
            Refusal::sign_in().into()
        });
    }
    let foreign = headers.get("sec-fetch-site").is_some_and(|it| it == "cross-site");
    if door.method == Method::Post && foreign {
        return Err(Refusal::forbidden("form.foreign").into());
    }
    Ok(())
}

/// Someone who has to sign in is sent there and comes back afterwards; others see the problem.
fn refuse(ctx: Ctx, door: Door, err: &Error, started: Instant) -> Response {
    let sign_in = err.refusal().is_some_and(|it| it.kind == RefusalKind::SignIn);
    if sign_in && !ctx.wants_json && door.method == Method::Get {
        let next: String = ctx.path.bytes().map(escape).collect();
        let response = answer::redirect(&format!("{SIGN_IN_PATH}?next={next}"));
        return dress(&ctx, response, started);
    }
    finish(ctx, problem::show, err, started)
}

fn escape(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}

fn finish(ctx: Ctx, show: fn(&Ctx, &Error) -> Response, err: &Error, started: Instant) -> Response {
    let response = show(&ctx, err);
    dress(&ctx, response, started)
}

/// The error a handler failed with; one that axum made itself becomes one of ours.
fn error_of(response: &Response) -> Option<Arc<Error>> {
    if let Some(err) = response.extensions().get::<Arc<Error>>() {
        return Some(err.clone());
    }
    let html_or_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|it| {
        it.as_bytes().starts_with(b"text/html") || it.as_bytes().starts_with(b"application/")
    });
    let kind = match response.status() {
        _ if html_or_json => return None,
        StatusCode::PAYLOAD_TOO_LARGE => RefusalKind::TooLarge,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => RefusalKind::NotFound,
        it if it.is_client_error() => RefusalKind::Invalid,
        it if it.is_server_error() => return Some(Arc::new(Error::fault("an answer without a reason"))),
        _ => return None,
    };
    let code = if kind == RefusalKind::NotFound { "not_found" } else { "request.broken" };
    Some(Arc::new(Refusal::of(kind, code).into()))
}

/// The headers every answer of a guarded door carries.
fn dress(ctx: &Ctx, mut response: Response, started: Instant) -> Response {
    ctx.site.watch.count(response.status(), started.elapsed());
    let headers = response.headers_mut();
    // A file shut in more tightly keeps its own.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if is_https(ctx) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(ctx.lang.tag()));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    if chosen_language(ctx.path.split_once('?').map(|(_, it)| it)).is_some() {
        let secure = secure(ctx);
        let cookie =
            format!("{LANG_COOKIE}={}; Path=/; Max-Age={LANG_SECONDS}; SameSite=Lax{secure}", ctx.lang.tag());
        append_cookie(headers, &cookie);
    }
    response
}

/// Gives a visitor without a cookie one, so that the forms of this page can be told from forged ones.
fn visitor_cookie(ctx: &mut Ctx, door: Door) -> Option<String> {
    if !ctx.cookie.is_empty() || door.method != Method::Get || ctx.wants_json {
        return None;
    }
    ctx.cookie = HEXLOWER.encode(&ctx.store.secret());
    Some(format!("{VISITOR_COOKIE}={}; Path=/; HttpOnly; SameSite=Lax{}", ctx.cookie, secure(ctx)))
}

/// The header that starts a session.
pub(crate) fn session_cookie(ctx: &Ctx, cookie: &str, seconds: u32) -> String {
    format!("{SESSION_COOKIE}={cookie}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{}", secure(ctx))
}

pub(crate) fn append_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn secure(ctx: &Ctx) -> &'static str {
    if is_https(ctx) { "; Secure" } else { "" }
}

fn is_https(ctx: &Ctx) -> bool {
    ctx.site.settings.origin.starts_with("https:")
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all =
        headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(';'));
    let value = all.filter_map(|it| it.trim().split_once('=')).find(|(it, _)| *it == name)?.1;
    let sound =
        !value.is_empty() && value.len() <= COOKIE_BYTES_MAX && value.bytes().all(|it| it.is_ascii_graphic());
    sound.then_some(value)
}

fn language(query: Option<&str>, headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let mut accepted = accepted.split(',').filter_map(|it| Lang::parse(it.split(';').next()?.trim()));
    chosen_language(query)
        .or_else(|| cookie(headers, LANG_COOKIE).and_then(Lang::parse))
        .or_else(|| accepted.next())
        .unwrap_or(Lang::ZH)
}

fn chosen_language(query: Option<&str>) -> Option<Lang> {
    query?.split('&').find_map(|it| it.strip_prefix("lang=")).and_then(Lang::parse)
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    accept.contains("json") && !accept.contains("text/html")
}

#[expect(clippy::disallowed_methods, reason = "the edge measures how long answers take")]
fn now() -> Instant {
    Instant::now()
}
