//! Sessions: begun, told apart, carried on at another post or for a company, ended one by one or all at once.
//! Does not know what made somebody trustworthy; signing in and the demonstration decide that.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use kit::{Actor, PostId, Refusal, Result, SubjectId};
use serde_json::json;
use store::{Act, Read, Store, Tx};
use web::Visitor;

use super::{companies, standing};
use crate::{
    events::{SESSION_ENDED, SESSION_STARTED, SESSIONS_ENDED},
    model::{
        account::AccountId,
        session::{
            Cookie, SEEN_EVERY_MS, SESSION_MS_MAX, SESSIONS_SHOWN_MAX, Session, SessionView, Standing,
            Started,
        },
    },
    tables,
};

/// How many sightings are kept until they are written; more wait for the next request.
const SEEN_MAX: usize = 4_096;

/// How many ended sessions are cleared away at once.
const ENDED_ROWS_MAX: i64 = 1_000;

/// The sessions seen on this node whose row does not say so yet: a write each would be one per request.
static SEEN: Mutex<BTreeSet<[u8; 32]>> = Mutex::new(BTreeSet::new());

/// Who a session's cookie stands for; nothing where there is no such session any more.
/// One keyed query for a person; one more for a company's or an official's rights, which must be current.
pub fn identify(read: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let Some(cookie) = Cookie::parse(cookie) else { return Ok(None) };
    let Some(session) = living(read, &cookie)? else { return Ok(None) };
    let Some(by) = standing::actor(read, &session.standing)? else { return Ok(None) };
    if SEEN_EVERY_MS <= read.now().ms_since(session.seen_at) {
        note_seen(cookie.digest());
    }
    Ok(Some(Visitor { by, name: cookie.open_name(&session)? }))
}

/// The sessions of whoever asks, the newest first.
pub fn sessions_of(read: &mut Read<'_>, cookie: &str) -> Result<Vec<SessionView>> {
    let cookie = Cookie::parse(cookie).ok_or_else(Refusal::sign_in)?;
    let own = living(read, &cookie)?.ok_or_else(Refusal::sign_in)?;
    let now = read.now();
    let all = tables::sessions::of_account(read, &own.account, SESSIONS_SHOWN_MAX as i64)?;
    let view = |it: Session| SessionView {
        is_this_one: it.id == own.id,
        id: it.id,
        started_at: it.started_at,
        seen_at: it.seen_at,
    };
    Ok(all.into_iter().filter(|it| it.lives(now)).map(view).collect())
}

/// Signs out in one browser; a session that has ended already stays ended.
pub fn end_session(tx: &mut Tx<'_>, by: &Actor, cookie: &str) -> Result<()> {
    let Some(cookie) = Cookie::parse(cookie) else { return Ok(()) };
    let Some(session) = tables::sessions::find(tx, &cookie.digest())? else { return Ok(()) };
    if tables::sessions::delete(tx, &cookie.digest())? {
        tx.record(act(SESSION_ENDED, by, session.id.as_str(), &session.standing))?;
    }
    Ok(())
}

/// Signs out everywhere: every session of the account ends, this one too.
pub fn end_all_sessions(tx: &mut Tx<'_>, by: &Actor, cookie: &str) -> Result<()> {
    let cookie = Cookie::parse(cookie).ok_or_else(Refusal::sign_in)?;
    let session = living(tx, &cookie)?.ok_or_else(Refusal::sign_in)?;
    let n_ended = tables::sessions::delete_of_account(tx, &session.account)?;
    let act = act(SESSIONS_ENDED, by, session.account.as_str(), &session.standing);
    tx.record(act.body(json!({ "n_ended": n_ended })))
}

/// Writes down which sessions were seen on this node and clears away what has ended.
/// Each node calls it about once a minute.
pub async fn tend_sessions(store: &Store) -> Result<()> {
    let seen = std::mem::take(&mut *SEEN.lock().unwrap_or_else(PoisonError::into_inner));
    let tend = move |tx: &mut Tx<'_>| {
        let now = tx.now();
        seen.iter().try_for_each(|it| tables::sessions::set_seen(tx, it, now))?;
        tables::sessions::delete_ended(tx, now, ENDED_ROWS_MAX)
    };
    store.write(tend).await
}

/// Begins a session of an account.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    by: &Actor,
    account: &AccountId,
    standing: Standing,
    why: &str,
) -> Result<Started> {
    let now = tx.now();
    let session = Session {
        id: tx.new_id(),
        account: account.clone(),
        standing,
        name: Vec::new(),
        started_at: now,
        seen_at: now,
        ends_at: now.plus_ms(SESSION_MS_MAX),
    };
    keep(tx, by, session, why)
}

/// Carries a session on under another standing: a fresh cookie, and an end that stays where it was.
/// The caller has ended the old one.
pub(super) fn go_on(tx: &mut Tx<'_>, by: &Actor, session: Session, standing: Standing) -> Result<Started> {
    let session = Session { id: tx.new_id(), standing, seen_at: tx.now(), ..session };
    keep(tx, by, session, "went_on")
}

/// Goes on for a company, or for oneself again.
pub(crate) fn switch_company(
    tx: &mut Tx<'_>,
    by: &Actor,
    cookie: &Cookie,
    company: Option<&SubjectId>,
) -> Result<Started> {
    let session = living(tx, cookie)?.ok_or_else(Refusal::sign_in)?;
    let Standing::Person { id, subject, .. } = &session.standing else {
        return Err(Refusal::forbidden("not_a_person").into());
    };
    if let Some(it) = company
        && !companies::speaks_for(tx, id, it)?
    {
        return Err(Refusal::not_found().into());
    }
    let standing =
        Standing::Person { id: id.clone(), subject: subject.clone(), acting_for: company.cloned() };
    tables::sessions::delete(tx, &cookie.digest())?;
    go_on(tx, by, session, standing)
}

/// Goes on at a post that the official holds.
pub(crate) fn take_post(tx: &mut Tx<'_>, by: &Actor, cookie: &Cookie, post: &PostId) -> Result<Started> {
    let session = living(tx, cookie)?.ok_or_else(Refusal::sign_in)?;
    let Standing::Official { id, .. } = &session.standing else {
        return Err(Refusal::forbidden("not_an_official").into());
    };
    if standing::at_post(tx, id, post)?.is_none() {
        return Err(Refusal::not_found().into());
    }
    let standing = Standing::Official { id: id.clone(), post: Some(post.clone()) };
    tables::sessions::delete(tx, &cookie.digest())?;
    go_on(tx, by, session, standing)
}

/// The session of a cookie, while it stands.
pub(super) fn living(read: &mut Read<'_>, cookie: &Cookie) -> Result<Option<Session>> {
    let now = read.now();
    Ok(tables::sessions::find(read, &cookie.digest())?.filter(|it| it.lives(now)))
}

/// Keeps a session under a fresh cookie, and records that it began.
fn keep(tx: &mut Tx<'_>, by: &Actor, mut session: Session, why: &str) -> Result<Started> {
    let (cookie, nonce) = (Cookie::of_secret(tx.secret()), tx.secret());
    let name = standing::name(tx, &session.standing)?;
    session.name = cookie.seal_name(&session.id, nonce, &name);
    tables::sessions::insert(tx, &cookie.digest(), &session)?;
    let who = standing::actor(tx, &session.standing)?.unwrap_or_else(Actor::anyone);
    let by = Actor { channel: by.channel, ..who };
    let body = match &session.standing {
        Standing::Official { id, .. } => json!({ "why": why, "official": id.as_str() }),
        Standing::Person { .. } => json!({ "why": why }),
    };
    tx.record(act(SESSION_STARTED, &by, session.id.as_str(), &session.standing).body(body))?;
    let left_ms = session.ends_at.ms_since(tx.now()).max(0);
    let seconds = u32::try_from(left_ms / 1_000).unwrap_or(0);
    Ok(Started { cookie, seconds, standing: session.standing })
}

/// An act about the person whose session it is, also while they act for a company.
fn act(kind: &'static str, by: &Actor, thing: &str, standing: &Standing) -> Act {
    match standing {
        Standing::Person { subject, .. } => Act::of(kind, by, thing).about(subject),
        Standing::Official { .. } => Act::of(kind, by, thing),
    }
}

fn note_seen(digest: [u8; 32]) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.len() < SEEN_MAX {
        seen.insert(digest);
    }
}
