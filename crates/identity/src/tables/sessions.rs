//! The table of sessions, found by the digest of their cookie.
//! Whether one still stands is the affair of `model::session`.

use kit::{Error, Result, Time};
use store::{Read, Row, Tx, Value};

use super::{maybe, official, person, post, subject};
use crate::model::{
    account::AccountId,
    session::{Session, SessionId, Standing},
};

pub(crate) fn insert(tx: &mut Tx<'_>, digest: &[u8; 32], it: &Session) -> Result<()> {
    let mut who = [Value::Null; 5];
    match &it.standing {
        Standing::Person { id, subject, acting_for } => {
            who[0] = id.as_str().into();
            who[1] = subject.as_str().into();
            who[2] = acting_for.as_ref().map(|it| it.as_str()).into();
        }
        Standing::Official { id, post } => {
            who[3] = id.as_str().into();
            who[4] = post.as_ref().map(|it| it.as_str()).into();
        }
    }
    let [person, subject, acting_for, official, post] = who;
    tx.put(
        "INSERT INTO sessions (hash, id, account, person, subject, acting_for, official, post, name, \
         started_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            digest.into(),
            it.id.as_str().into(),
            it.account.as_str().into(),
            person,
            subject,
            acting_for,
            official,
            post,
            (&it.name).into(),
            it.started_at.into(),
            it.seen_at.into(),
            it.ends_at.into(),
        ],
    )
}

pub(crate) fn find(read: &mut Read<'_>, digest: &[u8; 32]) -> Result<Option<Session>> {
    read.one(
        "SELECT id, account, person, subject, acting_for, official, post, name, started_at, seen_at, ends_at \
         FROM sessions WHERE hash = $1",
        &[digest.into()],
        session,
    )
}

/// The sessions of an account, the newest first.
pub(crate) fn of_account(read: &mut Read<'_>, account: &AccountId, n_max: i64) -> Result<Vec<Session>> {
    read.list(
        "SELECT id, account, person, subject, acting_for, official, post, name, started_at, seen_at, ends_at \
         FROM sessions WHERE account = $1 ORDER BY started_at DESC, id LIMIT $2",
        &[account.as_str().into(), n_max.into()],
        session,
    )
}

/// Ends one; false where it had ended already.
pub(crate) fn delete(tx: &mut Tx<'_>, digest: &[u8; 32]) -> Result<bool> {
    Ok(tx.exec("DELETE FROM sessions WHERE hash = $1", &[digest.into()])? == 1)
}

/// Ends every session of an account; says how many there were.
pub(crate) fn delete_of_account(tx: &mut Tx<'_>, account: &AccountId) -> Result<u64> {
    tx.exec("DELETE FROM sessions WHERE account = $1", &[account.as_str().into()])
}

/// Notes that one was seen.
pub(crate) fn set_seen(tx: &mut Tx<'_>, digest: &[u8; 32], now: Time) -> Result<()> {
    tx.put("UPDATE sessions SET seen_at = $2 WHERE hash = $1", &[digest.into(), now.into()])
}

/// Clears away what has ended, so many at a time.
pub(crate) fn delete_ended(tx: &mut Tx<'_>, now: Time, n_max: i64) -> Result<()> {
    tx.put(
        "DELETE FROM sessions WHERE hash IN \
         (SELECT hash FROM sessions WHERE ends_at <= $1 ORDER BY ends_at, id LIMIT $2)",
        &[now.into(), n_max.into()],
    )
}

fn session(row: &Row<'_>) -> Result<Session> {
    let standing = match (maybe(row, 2, person)?, maybe(row, 5, official)?) {
        (Some(id), None) => {
            Standing::Person { id, subject: subject(row, 3)?, acting_for: maybe(row, 4, subject)? }
        }
        (None, Some(id)) => Standing::Official { id, post: maybe(row, 6, post)? },
        _ => return Err(Error::fault("a session is a person's or an official's")),
    };
    Ok(Session {
        id: row.parsed(0, |it| SessionId::parse(it).ok())?,
        account: row.parsed(1, |it| AccountId::parse(it).ok())?,
        standing,
        name: row.bytes(7)?,
        started_at: row.time(8)?,
        seen_at: row.time(9)?,
        ends_at: row.time(10)?,
    })
}
