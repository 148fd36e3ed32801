//! Accounts: made for a person or an official, found by their login, given another password.
//! Passwords come in as what `passwords::hash_password` left of them.

use kit::{Actor, Error, OfficialId, Refusal, Result};
use serde_json::json;
use store::{Act, Read, Tx};

use super::{LOGIN_FIELD, sessions};
use crate::{
    events::{ACCOUNT_MADE, PASSWORD_CHANGED},
    model::{
        account::{Account, AccountId, Login, Owner},
        check_operator,
        session::{Cookie, Started},
    },
    tables,
};

/// Makes an account. The login is a citizen number or a chosen name; an owner has one account.
pub fn make_account(
    tx: &mut Tx<'_>,
    by: &Actor,
    login: &str,
    password_hash: &str,
    owner: Owner,
) -> Result<AccountId> {
    check_operator(by)?;
    let login = Login::of(login);
    login.check()?;
    open(tx, by, &login, password_hash, owner)
}

pub(super) fn open(
    tx: &mut Tx<'_>,
    by: &Actor,
    login: &Login,
    password_hash: &str,
    owner: Owner,
) -> Result<AccountId> {
    let account = Account { id: tx.new_id(), owner, password: Some(password_hash.to_owned()) };
    let act = Act::of(ACCOUNT_MADE, by, account.id.as_str());
    let act = match &account.owner {
        Owner::Person(id) => {
            let person = tables::people::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            act.about(&person.subject).body(json!({ "person": id.as_str() }))
        }
        Owner::Official(id) => {
            let official = directory::official(tx, id)?;
            act.about(&official.subject).body(json!({ "official": id.as_str() }))
        }
    };
    let (login_blind, now) = (tx.blind(LOGIN_FIELD, login.as_str()), tx.now());
    if !tables::accounts::insert(tx, &account, &login_blind, now)? {
        return Err(Refusal::invalid("login", "account.login_refused").into());
    }
    tx.record(act)?;
    Ok(account.id)
}

pub(super) fn find(read: &mut Read<'_>, login: &Login) -> Result<Option<Account>> {
    let login_blind = read.blind(LOGIN_FIELD, login.as_str());
    tables::accounts::by_login(read, &login_blind)
}

/// The account of an official, if they have one.
pub(crate) fn of_official(read: &mut Read<'_>, official: &OfficialId) -> Result<Option<AccountId>> {
    tables::accounts::of_official(read, official)
}

/// Who signs in with this name or number, if anybody does.
pub fn owner_of_login(read: &mut Read<'_>, login: &str) -> Result<Option<Owner>> {
    Ok(find(read, &Login::of(login))?.map(|it| it.owner))
}

/// The account a session belongs to.
pub(crate) fn of_session(read: &mut Read<'_>, cookie: &Cookie) -> Result<Account> {
    let session = sessions::living(read, cookie)?.ok_or_else(Refusal::sign_in)?;
    tables::accounts::by_id(read, &session.account)?
        .ok_or_else(|| Error::fault("a session without its account"))
}

/// Gives the account another password: every session ends, and the one that asked goes on as a new one.
/// `proved` is the kept password that the old one was compared with; if it changed meanwhile, nothing happens.
pub(crate) fn change_password(
    tx: &mut Tx<'_>,
    by: &Actor,
    cookie: &Cookie,
    proved: &str,
    password_hash: &str,
) -> Result<Started> {
    let session = sessions::living(tx, cookie)?.ok_or_else(Refusal::sign_in)?;
    let account = tables::accounts::by_id(tx, &session.account)?.ok_or_else(Refusal::sign_in)?;
    if account.password.as_deref() != Some(proved) {
        return Err(Refusal::invalid("current", "password.wrong").into());
    }
    let now = tx.now();
    tables::accounts::set_password(tx, &account.id, password_hash, now)?;
    tx.record(Act::of(PASSWORD_CHANGED, by, account.id.as_str()))?;
    tables::sessions::delete_of_account(tx, &account.id)?;
    let standing = session.standing.clone();
    sessions::go_on(tx, by, session, standing)
}
