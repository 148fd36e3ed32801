//! The table of accounts.
//! A login stands here as a blind index only, a password as what is left of it.

use kit::{Error, OfficialId, PersonId, Result, Time};
use store::{Read, Row, Tx, Value};

use super::{maybe, official, person};
use crate::model::account::{Account, AccountId, Owner};

/// Keeps an account; false where the login is taken or the owner has one already.
pub(crate) fn insert(tx: &mut Tx<'_>, account: &Account, login_blind: &[u8; 32], now: Time) -> Result<bool> {
    let (person, official) = match &account.owner {
        Owner::Person(it) => (Value::Text(it.as_str()), Value::Null),
        Owner::Official(it) => (Value::Null, Value::Text(it.as_str())),
    };
    let n = tx.exec(
        "INSERT INTO accounts (id, login_blind, password, person, official, made_at, password_set_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        &[
            account.id.as_str().into(),
            login_blind.into(),
            account.password.as_ref().into(),
            person,
            official,
            now.into(),
            now.into(),
        ],
    )?;
    Ok(n == 1)
}

pub(crate) fn by_login(read: &mut Read<'_>, login_blind: &[u8; 32]) -> Result<Option<Account>> {
    read.one(
        "SELECT id, password, person, official FROM accounts WHERE login_blind = $1",
        &[login_blind.into()],
        account,
    )
}

pub(crate) fn by_id(read: &mut Read<'_>, id: &AccountId) -> Result<Option<Account>> {
    read.one(
        "SELECT id, password, person, official FROM accounts WHERE id = $1",
        &[id.as_str().into()],
        account,
    )
}

pub(crate) fn by_person(read: &mut Read<'_>, person: &PersonId) -> Result<Option<Account>> {
    read.one(
        "SELECT id, password, person, official FROM accounts WHERE person = $1",
        &[person.as_str().into()],
        account,
    )
}

pub(crate) fn of_official(read: &mut Read<'_>, official: &OfficialId) -> Result<Option<AccountId>> {
    read.one("SELECT id FROM accounts WHERE official = $1", &[official.as_str().into()], |row| {
        row.parsed(0, |it| AccountId::parse(it).ok())
    })
}

pub(crate) fn set_password(tx: &mut Tx<'_>, id: &AccountId, password: &str, now: Time) -> Result<()> {
    tx.put(
        "UPDATE accounts SET password = $2, password_set_at = $3 WHERE id = $1",
        &[id.as_str().into(), password.into(), now.into()],
    )
}

/// Nobody signs in here any more, and nothing tells who did.
pub(crate) fn close(tx: &mut Tx<'_>, id: &AccountId, now: Time) -> Result<()> {
    tx.put(
        "UPDATE accounts SET login_blind = NULL, password = NULL, closed_at = $2 WHERE id = $1",
        &[id.as_str().into(), now.into()],
    )
}

fn account(row: &Row<'_>) -> Result<Account> {
    let owner = match (maybe(row, 2, person)?, maybe(row, 3, official)?) {
        (Some(it), None) => Owner::Person(it),
        (None, Some(it)) => Owner::Official(it),
        _ => return Err(Error::fault("an account is a person's or an official's")),
    };
    Ok(Account { id: row.parsed(0, |it| AccountId::parse(it).ok())?, owner, password: row.opt_text(1)? })
}
