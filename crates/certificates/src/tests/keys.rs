//! Proofs of keys: one at a time, an alarm before the end, and what a retired one signed stays proved.

use store::testing::{MONDAY, TestStore, on_both};

use super::{PARTS, bureau, give, in_anhe, official, read, refused, shop_licence, system, write};
use crate::{
    Effect, KEY_ALARM_MS, KEY_VALID_MS, OPERATE, Status, define_type, ending_keys, get, make_key, metrics,
    rotate_key, signing_key, verify,
};

fn rotate(it: &TestStore) -> crate::Key {
    write(&it.store, |tx| rotate_key(tx, &system(), &bureau())).unwrap()
}

#[test]
fn a_retired_key_signs_no_more_and_proves_what_it_signed_for_ever() {
    in_anhe(|it| {
        let old = give(it, shop_licence("case_1")).unwrap();

        let key = rotate(it);
        let mut new = shop_licence("case_2");
        new.number = "JY29901010000026".to_owned();
        let new = give(it, new).unwrap();

        let (old, new, old_key) = read(&it.store, move |read| {
            let old = get(read, &system(), &old.id)?;
            let key = signing_key(read, &old.key.id)?;
            Ok((old, get(read, &system(), &new.id)?, key))
        })
        .unwrap();
        assert!(old_key.retired_at.is_some() && old.key != key && new.key == key);
        assert!(old.is_sound && new.is_sound);
        assert_eq!(old.status, Status::Valid);
        assert!(verify(&old.file().unwrap(), Some(&old_key.public)).is_ok());
        assert!(verify(&old.file().unwrap(), Some(&key.public)).is_err());
    });
}

#[test]
fn the_secret_of_a_retired_key_is_gone() {
    in_anhe(|it| {
        rotate(it);

        let secrets = read(&it.store, |read| {
            let kept = read.list(
                "SELECT subject, secret, id FROM signing_keys ORDER BY valid_from, retired_at NULLS LAST LIMIT 9",
                &[],
                |row| Ok((row.text(0)?, row.bytes(1)?, row.text(2)?)),
            )?;
            let open = |(subject, secret, id): &(String, Vec<u8>, String)| {
                let subject = kit::SubjectId::parse(subject)?;
                read.open(&subject, ("signing_keys", "secret", id), secret)
            };
            kept.iter().map(open).collect::<kit::Result<Vec<_>>>()
        })
        .unwrap();

        assert_eq!(secrets.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    });
}

#[test]
fn an_agency_signs_with_one_key_at_a_time() {
    in_anhe(|it| {
        let second = write(&it.store, |tx| make_key(tx, &system(), &bureau(), Effect::Legal));
        let by_official =
            write(&it.store, |tx| make_key(tx, &official(1, 40, "case.decide"), &bureau(), Effect::Legal));
        let by_operator = write(&it.store, |tx| rotate_key(tx, &official(1, 41, OPERATE), &bureau()));

        assert_eq!(refused(second), ["certificate.key_there"]);
        assert_eq!(refused(by_official), ["certificate.operate"]);
        assert_eq!(by_operator.unwrap().effect, Effect::Demonstration, "a key's effect is for life");
    });
}

#[test]
fn an_agency_without_a_key_cannot_issue() {
    on_both(&PARTS, |it| {
        write(&it.store, |tx| define_type(tx, &system(), &super::licence())).unwrap();

        assert_eq!(refused(give(&it, shop_licence("case_1"))), ["certificate.no_key"]);
    });
}

#[test]
fn a_key_near_its_end_raises_the_alarm_and_past_it_signs_no_more() {
    in_anhe(|it| {
        let alarm = || read(&it.store, ending_keys).unwrap().len();
        let gauges = || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(metrics(&it.store)).unwrap().iter().map(|it| it.value).collect::<Vec<_>>()
        };

        assert_eq!((alarm(), gauges()), (0, vec![0, 0]));
        it.clock.set(MONDAY.plus_ms(KEY_VALID_MS - KEY_ALARM_MS + 1));
        assert_eq!((alarm(), gauges()), (1, vec![1, 0]));
        it.clock.set(MONDAY.plus_ms(KEY_VALID_MS));
        assert_eq!((alarm(), gauges()), (1, vec![1, 1]));

        assert_eq!(refused(give(it, shop_licence("case_1"))), ["certificate.key_over"]);
        rotate(it);
        assert_eq!(alarm(), 0);
        assert!(give(it, shop_licence("case_1")).is_ok());
    });
}
