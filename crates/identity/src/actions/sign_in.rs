//! Signing in, registering and changing a password: the ways that hash, each throttled before it does.
//! Whether an account exists shows neither in the answer nor in the time it takes.

use std::sync::LazyLock;

use kit::{Actor, Error, Flaw, Refusal, Result};
use store::{Act, Read, Store, Tx};
use web::Throttle;

use super::{accounts, passwords, people, sessions, standing};
use crate::{
    events::SESSION_REFUSED,
    model::{
        account::{Account, AccountId, Login, password_flaw},
        person::NewPerson,
        session::{Cookie, Started},
        sound,
    },
    tables,
};

/// How often a password may be tried for one login within [`TRIES_MS`].
const TRIES_MAX: u32 = 10;
/// The window of those tries: fifteen minutes.
const TRIES_MS: i64 = 15 * 60_000;
/// How many passwords this node looks at, for everyone together, within [`CEILING_MS`].
const CEILING_MAX: u32 = 1_200;
/// The window of that ceiling: one minute.
const CEILING_MS: i64 = 60_000;

static TRIES: LazyLock<Throttle> = LazyLock::new(|| Throttle::new(TRIES_MAX, TRIES_MS));
static CEILING: LazyLock<Throttle> = LazyLock::new(|| Throttle::new(CEILING_MAX, CEILING_MS));

/// What the thing of a refused session is called where there is no such account.
const NO_ACCOUNT: &str = "account_unknown";

/// A wish to sign in.
pub(crate) struct Attempt {
    pub(crate) login: Login,
    pub(crate) password: String,
    /// The session this browser has so far; it ends.
    pub(crate) before: Option<String>,
}

/// Signs in. A wrong password and an unknown account get one answer, in one time.
pub(crate) async fn sign_in(store: &Store, by: &Actor, attempt: Attempt) -> Result<Started> {
    let Attempt { login, password, before } = attempt;
    let missing = [("login", login.as_str()), ("password", &*password)];
    let missing = missing.into_iter().filter(|(_, it)| it.is_empty());
    sound(missing.map(|(field, _)| Flaw::of(field, "identity.empty")).collect())?;
    admit(store, login.as_str())?;
    let sought = login.clone();
    let found = store.read(move |read| accounts::find(read, &sought)).await?;
    let kept = found.as_ref().and_then(|it| it.password.clone());
    let right = passwords::is_right(password, kept).await?;
    let by = by.clone();
    match found {
        Some(account) if right => {
            let started = store.write(move |tx| begin(tx, &by, &account, before.as_deref())).await?;
            TRIES.forgive(login.as_str());
            Ok(started)
        }
        other => {
            let account = other.map(|it| it.id);
            store.write(move |tx| refuse(tx, &by, account.as_ref())).await?;
            Err(wrong())
        }
    }
}

/// Registers a person with a password of their own; a form that comes twice gets its first answer.
pub(crate) async fn register(
    store: &Store,
    by: &Actor,
    key: String,
    new: NewPerson,
    password: String,
) -> Result<String> {
    let number = new.number.clone().ok_or_else(|| Refusal::invalid("number", "identity.empty"))?;
    let login = Login::of_number(&number);
    let weak = password_flaw("password", &password)
        .or_else(|| (Login::of(&password) == login).then(|| Flaw::of("password", "password.is_login")));
    new.check()?;
    sound(weak.into_iter().collect())?;
    admit(store, login.as_str())?;
    let hash = passwords::hash(password, store.secret()).await?;
    let by = by.clone();
    let enrol = move |tx: &mut Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            people::enrol(tx, &by, &new, &hash)?;
            Ok("/sign-in?registered=yes".to_owned())
        })
    };
    store.write(enrol).await
}

/// Gives the account of this session another password, once the old one was right.
pub(crate) async fn change_password(
    store: &Store,
    by: &Actor,
    cookie: Cookie,
    (current, new): (String, String),
) -> Result<Started> {
    sound(password_flaw("password", &new).into_iter().collect())?;
    let (asking, chosen) = (cookie.clone(), Login::of(&new));
    let look = move |read: &mut Read<'_>| {
        let account = accounts::of_session(read, &asking)?;
        let is_login = accounts::find(read, &chosen)?.is_some_and(|it| it.id == account.id);
        Ok((account, is_login))
    };
    let (account, is_login) = store.read(look).await?;
    if is_login {
        return Err(Refusal::invalid("password", "password.is_login").into());
    }
    admit(store, account.id.as_str())?;
    let proved = account.password.ok_or_else(|| Error::from(Refusal::sign_in()))?;
    if !passwords::is_right(current, Some(proved.clone())).await? {
        let (by, id) = (by.clone(), account.id);
        store.write(move |tx| refuse(tx, &by, Some(&id))).await?;
        return Err(Refusal::invalid("current", "password.wrong").into());
    }
    let hash = passwords::hash(new, store.secret()).await?;
    let by = by.clone();
    let started = store.write(move |tx| accounts::change_password(tx, &by, &cookie, &proved, &hash)).await?;
    TRIES.forgive(account.id.as_str());
    Ok(started)
}

/// One more try for a key, then for this node: whoever floods one account takes nobody else's turn.
fn admit(store: &Store, key: &str) -> Result<()> {
    let now = store.now();
    TRIES.admit(key, now)?;
    CEILING.admit("", now)
}

/// Begins the session, unless the account or its password changed since it was looked at.
pub(crate) fn begin(tx: &mut Tx<'_>, by: &Actor, proved: &Account, before: Option<&str>) -> Result<Started> {
    let account = tables::accounts::by_id(tx, &proved.id)?.filter(|it| it.password == proved.password);
    let account = account.ok_or_else(wrong)?;
    if let Some(cookie) = before {
        sessions::end_session(tx, by, cookie)?;
    }
    let standing = standing::first(tx, &account.owner)?;
    sessions::begin(tx, by, &account.id, standing, "password")
}

/// A security event: which account, never what was typed; the same work whether there is an account or not.
fn refuse(tx: &mut Tx<'_>, by: &Actor, account: Option<&AccountId>) -> Result<()> {
    let thing = account.map_or(NO_ACCOUNT, |it| it.as_str());
    tx.record(Act::of(SESSION_REFUSED, by, thing))
}

fn wrong() -> Error {
    Refusal::invalid("login", "sign_in.wrong").into()
}
