//! Proofs about signing in: one answer to every failure, floods stopped, passwords kept as they should be.
//! How long a hashing takes is not measured; that it happens either way is.

use super::*;
use crate::actions::passwords;

#[test]
fn a_wrong_password_and_an_unknown_account_get_one_answer_and_one_trace() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (account_id, login) = account(&it.store, Owner::Person(one.id));
        let n_before = kinds(&it.store).len();

        let wrong = sign_in(&it.store, &login, "not my password at all").err().unwrap();
        let unknown = sign_in(&it.store, &fresh_login(), PASSWORD).err().unwrap();

        assert_eq!(wrong.to_string(), "refused: invalid [login: sign_in.wrong]");
        assert_eq!(unknown.to_string(), wrong.to_string());
        let events = recorded(&it.store).split_off(n_before);
        let expected = |thing: &str| (SESSION_REFUSED.to_owned(), thing.to_owned(), false);
        assert_eq!(events, [expected(account_id.as_str()), expected("account_unknown")]);
    });
}

#[test]
fn a_refused_session_says_nothing_of_what_was_typed() {
    on_both(|it| {
        let login = fresh_login();

        sign_in(&it.store, &login, "my secret of secrets").err().unwrap();

        let history = read(&it.store, |read| acts::history(read, "account_unknown"));
        let said = format!("{}{}", history[0].doing, history[0].person.as_ref().unwrap());
        assert!(!said.contains(&login) && !said.contains("secret"), "{said}");
    });
}

#[test]
fn a_flood_of_tries_is_stopped_also_for_the_right_password_until_the_window_is_over() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        let code =
            |password: &str| sign_in(&it.store, &login, password).err().unwrap().refusal().unwrap().code;

        let tries: Vec<_> = (0..11).map(|_| code("not my password at all")).collect();
        let right = code(PASSWORD);
        it.clock.set(it.clock.now().plus_ms(15 * 60_000));

        assert!(tries[..10].iter().all(|it| *it == "invalid"));
        assert_eq!((tries[10], right), ("too_many", "too_many"));
        assert!(sign_in(&it.store, &login, PASSWORD).is_ok());
    });
}

#[test]
fn tries_of_an_unknown_account_are_counted_too() {
    on_both(|it| {
        let login = fresh_login();
        let code = |_| sign_in(&it.store, &login, PASSWORD).err().unwrap().refusal().unwrap().code;

        let tries: Vec<_> = (0..11).map(code).collect();

        assert_eq!((tries[9], tries[10]), ("invalid", "too_many"));
    });
}

#[test]
fn a_login_is_the_same_however_it_is_typed() {
    let number = number(1);
    let spaced = format!("{} {}", &number.as_str()[..6], number.as_str()[6..].to_lowercase());

    assert!(Login::of(&spaced) == Login::of_number(&number));
    assert!(Login::of(" Chen.Xiao ") == Login::of("chen.xiao"));
    assert!(Login::of("chenxiao") != Login::of("chen.xiao"));
}

#[test]
fn a_login_and_an_owner_have_one_account() {
    on_both(|it| {
        let (one, two) = (person(&it.store, 1), person(&it.store, 2));
        let (_, login) = account(&it.store, Owner::Person(one.id.clone()));
        let make = |login: String, person: &Person| {
            let owner = Owner::Person(person.id.clone());
            write(&it.store, move |tx| make_account(tx, &system(), &login, &HASH, owner.clone()))
        };

        let taken = make(login.to_uppercase(), &two).unwrap_err();
        let second = make(fresh_login(), &one).unwrap_err();

        assert_eq!(taken.to_string(), "refused: invalid [login: account.login_refused]");
        assert_eq!(second.to_string(), taken.to_string());
    });
}

#[test]
fn a_password_changed_while_it_was_checked_does_not_let_anyone_in() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let (id, login) = account(&it.store, Owner::Person(one.id));
        let stale = move |tx: &mut Tx<'_>| {
            let proved = tables::accounts::by_id(tx, &id)?.unwrap();
            tables::accounts::set_password(tx, &id, "$argon2id$other", tx.now())?;
            actions::sign_in::begin(tx, &Actor::anyone(), &proved, None).map(|_| ())
        };

        let refused = write(&it.store, stale).unwrap_err();

        assert_eq!(refused.to_string(), "refused: invalid [login: sign_in.wrong]");
        assert!(sign_in(&it.store, &login, PASSWORD).is_ok(), "and nothing was changed");
    });
}

#[test]
fn a_kept_password_names_its_costs_and_differs_by_its_salt() {
    let one = hash_password(PASSWORD, [1; 32]).unwrap();
    let two = hash_password(PASSWORD, [2; 32]).unwrap();

    assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$AQEBAQ"), "{one}");
    assert_ne!(one, two);
    assert!(!one.contains(PASSWORD));
}

#[test]
fn the_right_password_fits_and_nothing_else_does() {
    let is_right = |password: &str, kept: Option<&str>| {
        runtime().block_on(passwords::is_right(password.to_owned(), kept.map(str::to_owned)))
    };

    assert!(is_right(PASSWORD, Some(&HASH)).unwrap());
    assert!(!is_right("noodles at seven, twice a weeK", Some(&HASH)).unwrap());
    assert!(!is_right("", Some(&HASH)).unwrap());
    assert!(!is_right(PASSWORD, None).unwrap());
}

#[test]
fn a_kept_password_that_asks_for_too_much_or_is_another_kind_is_a_fault() {
    let costly = HASH.replace("m=19456", "m=4000000000");
    let slow = HASH.replace("t=2", "t=4000000");
    let other = HASH.replace("argon2id", "argon2i");
    let cut = HASH.rsplit_once('$').unwrap().0.to_owned();

    for kept in [costly, slow, other, cut, String::new()] {
        let asked = runtime().block_on(passwords::is_right(PASSWORD.to_owned(), Some(kept.clone())));
        assert!(matches!(asked, Err(kit::Error::Fault(_))), "{kept}");
    }
}
