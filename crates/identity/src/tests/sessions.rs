//! Proofs about sessions: what a cookie is worth, for how long, and what ends it.
//! Time is moved by hand.

use kit::Who;
use store::testing::TestStore;

use super::*;
use crate::actions::sessions::{switch_company, take_post};
use crate::model::session::Cookie;

#[test]
fn a_cookie_stands_for_its_person_and_only_its_digest_is_kept() {
    on_both(|it| {
        let (one, started) = signed_in(&it);

        let visitor = visitor(&it.store, started.cookie.as_str()).unwrap();
        let kept = read(&it.store, |read| {
            read.list("SELECT hash FROM sessions ORDER BY id LIMIT 10", &[], |row| row.bytes(0))
        });

        assert_eq!(visitor.by, Actor::person_is(one.id, one.subject));
        assert_eq!(visitor.name, "陈晓");
        assert_eq!(kept, [crypt::sha256(started.cookie.as_str().as_bytes())]);
        assert!(super::visitor(&it.store, &"0".repeat(64)).is_none());
        assert!(super::visitor(&it.store, "short").is_none());
    });
}

#[test]
fn the_name_in_a_session_opens_with_its_cookie_alone() {
    on_both(|it| {
        let (_, started) = signed_in(&it);
        let digest = started.cookie.digest();

        let session = read(&it.store, move |read| tables::sessions::find(read, &digest)).unwrap();

        assert_eq!(started.cookie.open_name(&session).unwrap(), "陈晓");
        assert!(Cookie::of_secret([3; 32]).open_name(&session).is_err());
    });
}

#[test]
fn an_ended_session_is_nobody_and_ends_once() {
    on_both(|it| {
        let (_, started) = signed_in(&it);
        let by = by(&it.store, &started);

        let cookie = started.cookie.as_str().to_owned();
        let end = move |tx: &mut Tx<'_>| end_session(tx, &by, &cookie);
        write(&it.store, end.clone()).unwrap();
        write(&it.store, end).unwrap();

        assert!(visitor(&it.store, started.cookie.as_str()).is_none());
        assert_eq!(kinds(&it.store).iter().filter(|it| *it == SESSION_ENDED).count(), 1);
    });
}

#[test]
fn signing_out_everywhere_ends_every_session_of_the_account_and_no_other() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (account_id, login) = account(&it.store, Owner::Person(one.id));
        let first = sign_in(&it.store, &login, PASSWORD).unwrap();
        let second = sign_in(&it.store, &login, PASSWORD).unwrap();
        let other = person(&it.store, 2);
        let (_, login) = account(&it.store, Owner::Person(other.id));
        let others = sign_in(&it.store, &login, PASSWORD).unwrap();

        let by = by(&it.store, &first);
        let cookie = first.cookie.as_str().to_owned();
        write(&it.store, move |tx| end_all_sessions(tx, &by, &cookie)).unwrap();

        assert!(visitor(&it.store, first.cookie.as_str()).is_none());
        assert!(visitor(&it.store, second.cookie.as_str()).is_none());
        assert!(visitor(&it.store, others.cookie.as_str()).is_some());
        let ended = (SESSIONS_ENDED.to_owned(), account_id.as_str().to_owned(), true);
        assert_eq!(recorded(&it.store).last(), Some(&ended));
    });
}

#[test]
fn a_session_left_alone_ends_and_one_that_is_seen_goes_on_until_its_last_hour() {
    on_both(|it| {
        let (_, started) = signed_in(&it);
        let (_, idle) = signed_in_as(&it, 2);
        let start = it.clock.now();
        let is_alive = |started: &Started| visitor(&it.store, started.cookie.as_str()).is_some();

        it.clock.set(start.plus_ms(IDLE_MS_MAX - 1));
        assert!(is_alive(&started));
        runtime().block_on(tend_sessions(&it.store)).unwrap();
        it.clock.set(start.plus_ms(IDLE_MS_MAX));

        assert!(is_alive(&started));
        assert!(!is_alive(&idle));
        let mut at = start.plus_ms(IDLE_MS_MAX);
        while at.plus_ms(IDLE_MS_MAX / 2) < start.plus_ms(SESSION_MS_MAX) {
            at = at.plus_ms(IDLE_MS_MAX / 2);
            it.clock.set(at);
            assert!(is_alive(&started));
            runtime().block_on(tend_sessions(&it.store)).unwrap();
        }
        it.clock.set(start.plus_ms(SESSION_MS_MAX));
        assert!(!is_alive(&started));
        runtime().block_on(tend_sessions(&it.store)).unwrap();
        let n_left = read(&it.store, |read| {
            read.list("SELECT id FROM sessions ORDER BY id LIMIT 10", &[], |row| row.text(0))
        });
        assert_eq!(n_left.len(), 0);
    });
}

#[test]
fn acting_for_a_company_is_another_session_with_the_same_end() {
    on_both(|it| {
        let (one, started) = signed_in(&it);
        let company = company(&it.store, &one, None);

        let for_company = switched(&it, &started, Some(&company)).unwrap();
        let for_company_by = by(&it.store, &for_company);
        let name = visitor(&it.store, for_company.cookie.as_str()).unwrap().name;
        let for_oneself = switched(&it, &for_company, None).unwrap();

        assert!(visitor(&it.store, started.cookie.as_str()).is_none(), "the old cookie is worth nothing");
        assert_eq!(for_company_by.acting_for.as_ref(), Some(&company));
        assert_eq!(for_company_by.subject().unwrap(), &company);
        assert_eq!(name, "陈晓 · 小满面馆");
        assert_eq!(by(&it.store, &for_oneself).acting_for, None);
        assert_eq!(for_oneself.seconds, started.seconds);
    });
}

#[test]
fn nobody_acts_for_a_company_that_is_not_theirs() {
    on_both(|it| {
        let (_, started) = signed_in(&it);
        let other = person(&it.store, 2);
        let company = company(&it.store, &other, None);

        let refused = switched(&it, &started, Some(&company)).err().unwrap();

        assert_eq!(refused.refusal().unwrap().code, "not_found");
        assert_eq!(by(&it.store, &started).acting_for, None, "and the session goes on as it was");
    });
}

#[test]
fn whoever_no_longer_speaks_for_a_company_has_to_sign_in_again() {
    on_both(|it| {
        let (one, started) = signed_in(&it);
        let now = it.clock.now();
        let company = company(&it.store, &one, Some(now.plus_ms(60_000)));
        let started = switched(&it, &started, Some(&company)).unwrap();

        it.clock.set(now.plus_ms(60_000));

        assert!(visitor(&it.store, started.cookie.as_str()).is_none());
    });
}

#[test]
fn a_person_takes_no_post() {
    on_both(|it| {
        let (_, started) = signed_in(&it);
        let by = by(&it.store, &started);
        let cookie = started.cookie.clone();

        let refused = write(&it.store, move |tx| take_post(tx, &by, &cookie, &kit::Id128(1).into()));

        assert_eq!(refused.err().unwrap().refusal().unwrap().code, "not_an_official");
    });
}

#[test]
fn another_password_ends_every_session_but_carries_on_the_one_that_asked() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id.clone()));
        let asking = sign_in(&it.store, &login, PASSWORD).unwrap();
        let elsewhere = sign_in(&it.store, &login, PASSWORD).unwrap();

        let new = "seven noodles, twice at eight";
        let wrong = changed(&it, &asking, "not my password at all", new).err().unwrap();
        let carried_on = changed(&it, &asking, PASSWORD, new).unwrap();

        assert_eq!(wrong.refusal().unwrap().flaws[0].code, "password.wrong");
        assert!(visitor(&it.store, asking.cookie.as_str()).is_none());
        assert!(visitor(&it.store, elsewhere.cookie.as_str()).is_none());
        assert_eq!(by(&it.store, &carried_on), Actor::person_is(one.id, one.subject));
        assert!(sign_in(&it.store, &login, PASSWORD).is_err());
        assert!(sign_in(&it.store, &login, new).is_ok());
        assert!(kinds(&it.store).contains(&PASSWORD_CHANGED.to_owned()));
    });
}

#[test]
fn a_password_is_neither_the_login_nor_too_short_nor_plain() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        let started = sign_in(&it.store, &login, PASSWORD).unwrap();
        let long_login = "my-own-name-as-login";
        let two = person(&it.store, 2);
        write(&it.store, move |tx| {
            make_account(tx, &system(), long_login, &HASH, Owner::Person(two.id.clone()))
        })
        .unwrap();
        let second = sign_in(&it.store, long_login, PASSWORD).unwrap();

        let code = |started: &Started, new: &str| {
            let refused = changed(&it, started, PASSWORD, new).err().expect(new);
            refused.refusal().unwrap().flaws[0].code
        };

        assert_eq!(code(&started, "short"), "password.short");
        assert_eq!(code(&started, "ababababababab"), "password.plain");
        assert_eq!(code(&started, &"long enough ".repeat(30)), "password.long");
        assert_eq!(code(&second, "My-Own-Name-As-Login"), "password.is_login");
    });
}

#[test]
fn one_sees_where_one_is_signed_in() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        let first = sign_in(&it.store, &login, PASSWORD).unwrap();
        it.clock.set(it.clock.now().plus_ms(1_000));
        sign_in(&it.store, &login, PASSWORD).unwrap();
        signed_in_as(&it, 2);

        let cookie = first.cookie.as_str().to_owned();
        let sessions = read(&it.store, move |read| sessions_of(read, &cookie));

        assert_eq!(sessions.iter().map(|it| it.is_this_one).collect::<Vec<_>>(), [false, true]);
    });
}

#[test]
fn an_act_of_a_session_is_about_its_person_also_while_they_act_for_a_company() {
    on_both(|it| {
        let (one, started) = signed_in(&it);
        let company = company(&it.store, &one, None);
        let started = switched(&it, &started, Some(&company)).unwrap();
        let by = by(&it.store, &started);

        let cookie = started.cookie.as_str().to_owned();
        write(&it.store, move |tx| end_session(tx, &by, &cookie)).unwrap();

        let subject = read(&it.store, |read| {
            read.list("SELECT subject FROM acts ORDER BY seq DESC LIMIT 1", &[], |row| row.text(0))
        });
        assert_eq!(subject, [one.subject.as_str()]);
    });
}

fn signed_in(it: &TestStore) -> (Person, Started) {
    signed_in_as(it, 1)
}

fn signed_in_as(it: &TestStore, sequence: u16) -> (Person, Started) {
    let person = person(&it.store, sequence);
    let (_, login) = account(&it.store, Owner::Person(person.id.clone()));
    let started = sign_in(&it.store, &login, PASSWORD).unwrap();
    assert!(matches!(by(&it.store, &started).who, Who::Person { .. }));
    (person, started)
}

fn switched(it: &TestStore, started: &Started, company: Option<&SubjectId>) -> Result<Started> {
    let (by, cookie, company) = (by(&it.store, started), started.cookie.clone(), company.cloned());
    write(&it.store, move |tx| switch_company(tx, &by, &cookie, company.as_ref()))
}

fn changed(it: &TestStore, started: &Started, current: &str, new: &str) -> Result<Started> {
    let (by, cookie) = (by(&it.store, started), started.cookie.clone());
    let words = (current.to_owned(), new.to_owned());
    runtime().block_on(actions::sign_in::change_password(&it.store, &by, cookie, words))
}
