//! Proofs about people and companies: found blindly, registered once, shown to themselves, erased.
//! The scan of the raw store knows each engine's own way to show everything it holds.

use store::{Engine, testing::TestStore};

use super::*;

#[test]
fn a_person_is_found_by_a_number_that_stands_nowhere_in_clear() {
    on_both(|it| {
        let person = person(&it.store, 1);
        let company = company(&it.store, &person, None);
        let (_, login) = account(&it.store, Owner::Person(person.id.clone()));
        sign_in(&it.store, &login, PASSWORD).unwrap();

        let found = read(&it.store, |read| person_by_number(read, &number(1)));
        let unknown = read(&it.store, |read| person_by_number(read, &number(2)));
        let named = read(&it.store, move |read| subject_view(read, &company)).number.unwrap();

        assert_eq!(found, Some(person));
        assert_eq!(unknown, None);
        for secret in [number(1).as_str(), "陈晓", "0000 0000", "小满面馆", &named, &login, PASSWORD] {
            assert!(!holds(&it, secret.as_bytes()), "{secret} stands in clear");
        }
        assert!(holds(&it, b"verified"), "the scan sees what there is");
    });
}

#[test]
fn a_number_is_registered_once_and_the_refusal_says_nothing_of_whose_it_is() {
    on_both(|it| {
        let first = person(&it.store, 1);

        let mut again = new_person(1);
        again.name = "李岚".to_owned();
        let refused = write(&it.store, move |tx| register_person(tx, &system(), &again)).unwrap_err();

        let flaws = refused.refusal().unwrap().flaws.clone();
        assert_eq!(flaws.len(), 1);
        assert_eq!((&*flaws[0].field, flaws[0].code), ("number", "person.number_refused"));
        assert!(flaws[0].args.is_empty());
        assert_eq!(read(&it.store, |read| person_by_number(read, &number(1))), Some(first));
    });
}

#[test]
fn a_newborn_has_no_number_and_two_of_them_do_not_collide() {
    on_both(|it| {
        let newborn = || NewPerson { number: None, ..new_person(1) };

        let one = write(&it.store, move |tx| register_person(tx, &system(), &newborn()));
        let two = write(&it.store, move |tx| register_person(tx, &system(), &newborn()));

        assert_ne!(one.unwrap(), two.unwrap());
    });
}

#[test]
fn a_name_and_a_phone_must_be_readable() {
    let flawed = |name: &str, phone: &str| {
        let new = NewPerson { name: name.to_owned(), phone: Some(phone.to_owned()), ..new_person(1) };
        new.check().unwrap_err().refusal().unwrap().flaws.iter().map(|it| it.code).collect::<Vec<_>>()
    };

    assert_eq!(flawed(" ", "call me"), ["identity.empty", "phone.wrong"]);
    assert_eq!(flawed("a\u{7}b", "+86"), ["identity.signs"]);
    assert_eq!(flawed(&"长".repeat(NAME_CHARACTERS_MAX + 1), "139"), ["identity.long"]);
}

#[test]
fn without_power_one_may_declare_oneself_and_nothing_more() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let me = Actor::person_is(one.id.clone(), one.subject.clone());
        let company = company(&it.store, &one, None);

        let declared = NewPerson { assurance: Assurance::Declared, ..new_person(2) };
        write(&it.store, move |tx| register_person(tx, &Actor::anyone(), &declared)).unwrap();
        let verified = write(&it.store, |tx| register_person(tx, &Actor::anyone(), &new_person(3)));
        let (by, id) = (me.clone(), one.id.clone());
        let erased = write(&it.store, move |tx| erase_person(tx, &by, &id));
        let (by, owner) = (me.clone(), Owner::Person(one.id.clone()));
        let made = write(&it.store, move |tx| make_account(tx, &by, "mine", &HASH, owner.clone()));
        let person = one.id.clone();
        let named = write(&it.store, move |tx| {
            let (company, person, since) = (company.clone(), person.clone(), tx.now());
            let new = NewRepresentative { company, person, since, until: None, evidence: "me".to_owned() };
            name_representative(tx, &me, &new)
        });

        let codes = [verified.err(), erased.err(), made.err(), named.err()]
            .map(|it| it.unwrap().refusal().unwrap().code);
        assert_eq!(codes, ["sign_in", "identity.operate", "identity.operate", "identity.operate"]);
    });
}

#[test]
fn one_sees_oneself_masked_and_nobody_else() {
    on_both(|it| {
        let (one, other) = (person(&it.store, 1), person(&it.store, 2));
        let me = Actor::person_is(one.id.clone(), one.subject.clone());

        let (by, id) = (me.clone(), one.id.clone());
        let own = read(&it.store, move |read| person_view(read, &by, &id));
        let foreign = it.store.read(move |read| person_view(read, &me, &other.id)).wait();

        assert_eq!(own.name.as_deref(), Some("陈晓"));
        assert_eq!(own.number_masked, Some(number(1).masked()));
        assert_eq!(own.phone.as_deref(), Some("+86 139 0000 0000"));
        assert_eq!(foreign.err().unwrap().refusal().unwrap().code, "not_found");
    });
}

#[test]
fn a_subject_is_a_person_or_a_company_with_its_number() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let company = company(&it.store, &one, None);

        let person = read(&it.store, move |read| subject_view(read, &one.subject));
        let firm = read(&it.store, move |read| subject_view(read, &company));
        let nobody = SubjectId::from(kit::Id128(5));
        let nobody = it.store.read(move |read| subject_view(read, &nobody)).wait();

        assert_eq!(person.kind, SubjectKind::Person);
        assert_eq!(person.number.as_deref(), Some(number(1).as_str()));
        assert_eq!(person.masked, Some(number(1).masked()));
        assert_eq!(firm.kind, SubjectKind::Company);
        assert_eq!(firm.name.as_deref(), Some("小满面馆"));
        assert_eq!(firm.number, firm.masked);
        assert_eq!(nobody.unwrap_err().refusal().unwrap().code, "not_found");
    });
}

#[test]
fn an_erased_person_is_nobody_and_all_that_was_sealed_is_closed() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let company = company(&it.store, &one, None);
        let (_, login) = account(&it.store, Owner::Person(one.id.clone()));
        let started = sign_in(&it.store, &login, PASSWORD).unwrap();

        let id = one.id.clone();
        let erase = move |tx: &mut Tx<'_>| erase_person(tx, &system(), &id);
        write(&it.store, erase.clone()).unwrap();
        let n_acts = kinds(&it.store).len();
        write(&it.store, erase).unwrap();

        assert!(visitor(&it.store, started.cookie.as_str()).is_none());
        assert!(sign_in(&it.store, &login, PASSWORD).is_err());
        assert_eq!(kinds(&it.store)[n_acts - 1], PERSON_ERASED);
        assert_eq!(kinds(&it.store).len(), n_acts + 1, "only the refused sign-in came after");
        assert_eq!(read(&it.store, |read| person_by_number(read, &number(1))), None);
        let (person, subject) = (one.id.clone(), one.subject.clone());
        assert!(!read(&it.store, move |read| speaks_for(read, &person, &company)));
        let view = read(&it.store, move |read| subject_view(read, &subject));
        assert_eq!((view.name, view.number, view.masked), (None, None, None));
        let history = read(&it.store, move |read| acts::history(read, one.id.as_str()));
        assert!(history[0].person.is_none(), "what was registered is closed");
        assert!(history[1].person.is_some(), "that it was erased stays readable");
    });
}

#[test]
fn an_erased_number_may_be_registered_anew() {
    on_both(|it| {
        let one = person(&it.store, 1);
        write(&it.store, move |tx| erase_person(tx, &system(), &one.id)).unwrap();

        let again = person(&it.store, 1);

        assert_eq!(read(&it.store, |read| person_by_number(read, &number(1))), Some(again));
    });
}

#[test]
fn a_representation_counts_from_its_beginning_to_its_end() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let now = it.clock.now();
        let company = company(&it.store, &one, Some(now.plus_ms(1_000)));
        let asked = |store: &Store| {
            let (person, company) = (one.id.clone(), company.clone());
            read(store, move |read| speaks_for(read, &person, &company))
        };

        let during = asked(&it.store);
        it.clock.set(now.plus_ms(1_000));
        let after = asked(&it.store);
        it.clock.set(now.plus_ms(-1));
        let before = asked(&it.store);

        assert_eq!([before, during, after], [false, true, false]);
    });
}

/// Whether the bytes stand anywhere in the store, as each engine shows all it holds.
fn holds(it: &TestStore, bytes: &[u8]) -> bool {
    match it.store.engine() {
        Engine::Sqlite => ["store.db", "store.db-wal"].iter().any(|file| {
            let held = std::fs::read(it.folder.0.join(file)).unwrap_or_default();
            held.windows(bytes.len()).any(|it| it == bytes)
        }),
        Engine::Postgres => {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let hex: String = bytes.iter().map(|it| format!("{it:02x}")).collect();
            let rows = read(&it.store, |read| {
                let mut rows = Vec::new();
                for sql in ROWS {
                    rows.extend(read.list(sql, &[], |row| row.text(0))?);
                }
                Ok(rows)
            });
            rows.iter().any(|row| row.contains(&text) || row.contains(&hex))
        }
    }
}

/// Every row as PostgreSQL writes it, bytes in hexadecimal.
const ROWS: [&str; 7] = [
    "SELECT CAST(people AS TEXT) FROM people ORDER BY id LIMIT 1000",
    "SELECT CAST(companies AS TEXT) FROM companies ORDER BY subject LIMIT 1000",
    "SELECT CAST(representatives AS TEXT) FROM representatives ORDER BY id LIMIT 1000",
    "SELECT CAST(accounts AS TEXT) FROM accounts ORDER BY id LIMIT 1000",
    "SELECT CAST(sessions AS TEXT) FROM sessions ORDER BY id LIMIT 1000",
    "SELECT CAST(acts AS TEXT) FROM acts ORDER BY seq LIMIT 1000",
    "SELECT CAST(submissions AS TEXT) FROM submissions ORDER BY key LIMIT 1000",
];
