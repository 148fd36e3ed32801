//! Proofs of identity: on real stores of both engines, and through the real router.
//! Logins are fresh in every test, since tries are counted for the whole process.

mod doors;
mod officials;
mod people;
mod samples;
mod sessions;
mod sign_in;

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};

use kit::{Actor, CitizenNumber, CreditCode, RegionCode, Result, SubjectId, Time};
use store::{Read, Store, Tx, testing::TestStore};

use crate::{
    actions::sign_in::Attempt,
    model::{account::Login, session::Started},
    *,
};

const PASSWORD: &str = "noodles at seven, twice a week";

/// What is kept of [`PASSWORD`]; hashing is slow, so it is done once.
static HASH: LazyLock<String> = LazyLock::new(|| hash_password(PASSWORD, [1; 32]).unwrap());

static N_LOGINS: AtomicU64 = AtomicU64::new(0);

fn on_both(test: impl Fn(TestStore)) {
    store::testing::on_both(&[acts::PART, directory::BLOCK.part, BLOCK.part], test);
}

fn system() -> Actor {
    Actor::system("test")
}

fn write<T: Send + 'static>(
    store: &Store,
    f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write(f).wait()
}

fn read<T: Send + 'static>(store: &Store, f: impl FnOnce(&mut Read<'_>) -> Result<T> + Send + 'static) -> T {
    store.read(f).wait().unwrap()
}

fn number(sequence: u16) -> CitizenNumber {
    CitizenNumber::made(&RegionCode::parse("990101").unwrap(), (1990, 3, 7), sequence).unwrap()
}

fn new_person(sequence: u16) -> NewPerson {
    NewPerson {
        name: "陈晓".to_owned(),
        number: Some(number(sequence)),
        phone: Some("+86 139 0000 0000".to_owned()),
        assurance: Assurance::Verified,
    }
}

fn person(store: &Store, sequence: u16) -> Person {
    write(store, move |tx| register_person(tx, &system(), &new_person(sequence))).unwrap()
}

/// A company that this person may speak for.
fn company(store: &Store, person: &Person, until: Option<Time>) -> SubjectId {
    let code = CreditCode::made("91", &RegionCode::parse("990101").unwrap(), "MA000001").unwrap();
    let person = person.id.clone();
    let make = move |tx: &mut Tx<'_>| {
        let new = NewCompany { name: "小满面馆".to_owned(), code: code.clone() };
        let company = register_company(tx, &system(), &new)?.subject;
        let new = NewRepresentative {
            company: company.clone(),
            person: person.clone(),
            since: tx.now(),
            until,
            evidence: "register of companies".to_owned(),
        };
        name_representative(tx, &system(), &new).map(|_| company)
    };
    write(store, make).unwrap()
}

/// An account with a login nobody else has and the usual password.
fn account(store: &Store, owner: Owner) -> (AccountId, String) {
    let login = fresh_login();
    let chosen = login.clone();
    let make = move |tx: &mut Tx<'_>| make_account(tx, &system(), &chosen, &HASH, owner.clone());
    (write(store, make).unwrap(), login)
}

fn fresh_login() -> String {
    format!("login-{}", N_LOGINS.fetch_add(1, Ordering::SeqCst))
}

fn sign_in(store: &Store, login: &str, password: &str) -> Result<Started> {
    let (login, password) = (Login::of(login), password.to_owned());
    let attempt = Attempt { login, password, before: None };
    runtime().block_on(actions::sign_in::sign_in(store, &Actor::anyone(), attempt))
}

fn visitor(store: &Store, cookie: &str) -> Option<web::Visitor> {
    let cookie = cookie.to_owned();
    read(store, move |read| identify(read, &cookie))
}

/// Who a cookie stands for.
fn by(store: &Store, started: &Started) -> Actor {
    visitor(store, started.cookie.as_str()).expect("somebody").by
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Every act as (kind, thing, whether it is about somebody), oldest first.
fn recorded(store: &Store) -> Vec<(String, String, bool)> {
    read(store, |read| {
        read.list("SELECT kind, thing, subject FROM acts ORDER BY seq LIMIT 1000", &[], |row| {
            Ok((row.text(0)?, row.text(1)?, row.opt_text(2)?.is_some()))
        })
    })
}

fn kinds(store: &Store) -> Vec<String> {
    recorded(store).into_iter().map(|(kind, ..)| kind).collect()
}
