//! Proofs of issuing: whose word it is, once for a case, and nothing of the holder in clear.

use calendar::{Calendar, Day};
use store::testing::{MONDAY, TestStore};

use super::{
    CARD, LEADER, LICENCE, NAME, NUMBER, bureau, company, give, in_anhe, licence, official, person_card,
    read, refused, revoker, shop_licence, system, write,
};
use crate::{
    CertificateType, HolderShown, Status, ValidityRange, certificate_type, define_type, get, issue, of_case,
    of_holder, supersede,
};

#[test]
fn an_issued_certificate_is_its_agencys_word_about_its_holder() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();

        let view = read(&it.store, move |read| {
            let mut of_case = of_case(read, "case_1")?;
            assert_eq!(of_case.len(), 1);
            assert_eq!(of_holder(read, &company(), None)?.rows.len(), 1);
            Ok(of_case.remove(0))
        })
        .unwrap();

        assert_eq!(made.identifier.kind(), licence().code());
        assert_eq!(made.identifier.issuer(), bureau().code.as_str());
        assert_eq!((made.identifier.version(), made.identifier.serial().len()), (1, 20));
        assert_eq!((view.id, view.token, view.status), (made.id, made.token, Status::Valid));
        assert!(view.is_sound);
        assert_eq!(view.body.unwrap().identifier, made.identifier.as_str());
    });
}

#[test]
fn one_case_gives_one_certificate_of_a_type() {
    in_anhe(|it| {
        let first = give(it, shop_licence("case_1")).unwrap();

        let mut again = shop_licence("case_1");
        again.number = "JY29901010000026".to_owned();

        assert_eq!(refused(give(it, again)), ["certificate.case_done"]);
        let left = read(&it.store, |read| of_case(read, "case_1")).unwrap();
        assert_eq!(left.iter().map(|it| &it.id).collect::<Vec<_>>(), [&first.id]);
    });
}

#[test]
fn a_number_stands_on_one_certificate_of_its_type_only() {
    in_anhe(|it| {
        give(it, shop_licence("case_1")).unwrap();

        assert_eq!(refused(give(it, shop_licence("case_2"))), ["number: certificate.number_taken"]);
        let mut card = person_card();
        card.number = NUMBER.to_owned();
        assert!(give(it, card).is_ok());
    });
}

#[test]
fn neither_holder_nor_number_stands_in_clear() {
    in_anhe(|it| {
        give(it, shop_licence("case_1")).unwrap();
        give(it, person_card()).unwrap();

        let kept = raw(it);

        for secret in [NAME, NUMBER, LEADER, "990101199003074216", "0990-5550123", "老街12号"] {
            assert!(!contains(&kept, secret.as_bytes()), "{secret} stands in clear");
        }
        assert!(contains(&kept, licence().name.en.as_bytes()), "the proof looks at what is kept");
    });
}

#[test]
fn only_its_own_officials_speak_for_an_agency() {
    in_anhe(|it| {
        let stranger = official(2, 30, "case.decide");
        let own = official(1, 31, "case.decide");

        let by_stranger =
            write(&it.store, move |tx| issue(tx, &stranger, &Calendar::china(), &shop_licence("case_1")));
        let by_holder =
            write(&it.store, |tx| issue(tx, &super::holder(), &Calendar::china(), &shop_licence("case_1")));
        let by_own = write(&it.store, move |tx| issue(tx, &own, &Calendar::china(), &shop_licence("case_1")));

        assert_eq!(refused(by_stranger), ["certificate.issuer"]);
        assert_eq!(refused(by_holder), ["not_an_official"]);
        assert!(by_own.is_ok());
    });
}

#[test]
fn a_face_says_what_its_type_has_and_nothing_else() {
    in_anhe(|it| {
        let mut wrong = shop_licence("case_1");
        wrong.face.push(("colour".to_owned(), "red".to_owned()));
        wrong.face.push(("leader".to_owned(), "x".to_owned()));
        wrong.face[1].1 = "长".repeat(501);
        wrong.holder.name = " ".to_owned();
        wrong.expires = Day::parse("2031-11-24");
        let mut empty = shop_licence("case_1");
        empty.face[2].1 = "  ".to_owned();

        assert_eq!(
            refused(give(it, wrong)),
            [
                "holder_name: certificate.empty",
                "expires: certificate.expires",
                "address: certificate.long",
                "colour: certificate.face_unknown",
                "leader: certificate.face_doubled",
            ]
        );
        let made = give(it, empty).unwrap();
        let view = read(&it.store, move |read| get(read, &system(), &made.id)).unwrap();
        assert_eq!(view.body.unwrap().face.len(), 2, "a field without a value is not printed");
    });
}

#[test]
fn a_certificate_without_end_is_given_only_where_its_type_has_none() {
    in_anhe(|it| {
        let mut endless = shop_licence("case_1");
        endless.expires = None;
        let mut ending = person_card();
        ending.expires = Day::parse("2027-01-01");
        let mut unknown = person_card();
        unknown.type_key = "passport".to_owned();

        assert_eq!(refused(give(it, endless)), ["expires: certificate.expires"]);
        assert_eq!(refused(give(it, ending)), ["expires: certificate.expires"]);
        assert_eq!(refused(give(it, unknown)), ["type: certificate.type_unknown"]);
    });
}

#[test]
fn a_new_version_keeps_the_serial_and_holds_instead() {
    in_anhe(|it| {
        let old = give(it, shop_licence("case_1")).unwrap();
        let replace = |old: &crate::CertificateId, case: &str| {
            let (old, mut new) = (old.clone(), shop_licence(case));
            new.face[1].1 = "安和市西岭县新街3号".to_owned();
            write(&it.store, move |tx| supersede(tx, &system(), &Calendar::china(), &old, &new))
        };

        let next = replace(&old.id, "case_2").unwrap();
        let again = replace(&old.id, "case_3");
        let third = replace(&next.id, "case_3").unwrap();

        assert_eq!(refused(again), ["certificate.ended"]);
        assert_eq!((next.identifier.version(), third.identifier.version()), (2, 3));
        assert_eq!(next.identifier.serial(), old.identifier.serial());
        assert_ne!(next.token, old.token);
        let shown = read(&it.store, move |read| get(read, &system(), &old.id)).unwrap();
        assert_eq!(shown.status, Status::Superseded);
        assert_eq!(shown.successor.as_deref(), Some(next.identifier.as_str()));
        assert!(shown.is_sound, "the old one stays proved");
    });
}

#[test]
fn a_new_version_is_of_the_same_type_and_holder() {
    in_anhe(|it| {
        let old = give(it, shop_licence("case_1")).unwrap();
        let mut other = shop_licence("case_2");
        other.holder.subject = super::person();

        let made = write(&it.store, move |tx| supersede(tx, &system(), &Calendar::china(), &old.id, &other));

        assert_eq!(refused(made), ["certificate.other"]);
    });
}

#[test]
fn a_type_defined_anew_leaves_what_was_issued_as_it_was() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let define = |kind: CertificateType| write(&it.store, move |tx| define_type(tx, &system(), &kind));

        define(CertificateType { shown: HolderShown::Masked, ..licence() }).unwrap();
        let same_code = define(CertificateType { key: "other".to_owned(), ..licence() });
        let other_code = define(CertificateType { number: 23, ..licence() });
        let by_official = write(&it.store, |tx| define_type(tx, &revoker(), &licence()));

        assert_eq!(refused(same_code), ["certificate.type_code"]);
        assert_eq!(refused(other_code), ["certificate.type_code"]);
        assert_eq!(refused(by_official), ["certificate.operate"]);
        let (kind, view) = read(&it.store, move |read| {
            Ok((certificate_type(read, LICENCE)?, get(read, &system(), &made.id)?))
        })
        .unwrap();
        assert_eq!(kind.shown, HolderShown::Masked);
        assert_eq!(view.public().face.unwrap().holder_name, NAME);
    });
}

#[test]
fn a_type_that_says_nothing_is_refused() {
    let mut wrong = licence();
    wrong.key = "Food Licence".to_owned();
    wrong.number = 1_000;
    wrong.validity = ValidityRange::Years(0);
    wrong.name.en.clear();
    wrong.face[1].key = "address".to_owned();

    assert_eq!(
        refused(wrong.check()),
        [
            "key: certificate.key",
            "number: certificate.type_number",
            "validity: certificate.years",
            "name: certificate.empty",
            "address: certificate.face_doubled",
        ]
    );
}

#[test]
fn a_holders_list_goes_on_where_the_page_before_ended() {
    in_anhe(|it| {
        for n in 0..25 {
            it.clock.set(MONDAY.plus_ms(n / 2));
            let mut card = person_card();
            card.number = format!("99010120260000{n:02}");
            give(it, card).unwrap();
        }

        let (first, second) = read(&it.store, |read| {
            let first = of_holder(read, &super::person(), None)?;
            let second = of_holder(read, &super::person(), first.next.as_ref())?;
            Ok((first, second))
        })
        .unwrap();

        assert_eq!((first.rows.len(), second.rows.len()), (20, 5));
        assert!(second.next.is_none());
        let mut ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 25);
        assert_eq!(first.rows[0].kind, super::card().name);
        assert_eq!(CARD, super::card().key);
    });
}

/// Everything the certificates' tables and the acts hold, and on SQLite the files themselves.
fn raw(it: &TestStore) -> Vec<u8> {
    let mut kept = read(&it.store, |read| {
        let certificates = read.list(
            "SELECT identifier, serial, token, type_key, agency, subject, case_id, zone, number_blind, body, \
             signature FROM certificates ORDER BY id LIMIT 100",
            &[],
            |row| {
                let texts: Vec<String> =
                    (0..8).map(|n| Ok(row.opt_text(n)?.unwrap_or_default())).collect::<kit::Result<_>>()?;
                Ok([texts.concat().into_bytes(), row.bytes(8)?, row.bytes(9)?, row.bytes(10)?].concat())
            },
        )?;
        let acts = read.list("SELECT thing, doing, person FROM acts ORDER BY seq LIMIT 100", &[], |row| {
            Ok([row.text(0)?.into_bytes(), row.bytes(1)?, row.bytes(2)?].concat())
        })?;
        Ok([certificates.concat(), acts.concat()].concat())
    })
    .unwrap();
    for file in std::fs::read_dir(&it.folder.0).unwrap() {
        kept.extend(std::fs::read(file.unwrap().path()).unwrap_or_default());
    }
    kept
}

fn contains(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|it| it == part)
}
