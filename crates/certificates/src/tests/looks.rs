//! Proofs of who sees what: strangers masked, others nothing, officials with a trace.

use store::testing::{MONDAY, TestStore};

use super::{
    LEADER, NAME, company, give, holder, in_anhe, official, person_card, read, refused, revoker,
    shop_licence, system, write,
};
use crate::{
    CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, CERTIFICATE_VIEWED, CertificateId, EndReason, Ending, WORK, get,
    get_public, look, revoke,
};

fn n_looks(it: &TestStore, id: &CertificateId) -> usize {
    let id = id.clone();
    let acts = read(&it.store, move |read| acts::history(read, id.as_str())).unwrap();
    acts.iter().filter(|it| it.kind == CERTIFICATE_VIEWED).count()
}

#[test]
fn strangers_see_what_the_law_makes_public_and_the_rest_masked() {
    in_anhe(|it| {
        let shop = give(it, shop_licence("case_1")).unwrap();
        let card = give(it, person_card()).unwrap();

        let (shop, card) =
            read(&it.store, move |read| Ok((get_public(read, &shop.token)?, get_public(read, &card.token)?)))
                .unwrap();

        let (shop, card) = (shop.face.unwrap(), card.face.unwrap());
        assert_eq!(shop.holder_name, NAME);
        let labels: Vec<_> = shop.fields.iter().map(|(it, _)| it.en.as_str()).collect();
        assert_eq!(labels, ["Place of business", "Legal representative"], "the telephone is not public");
        assert_eq!(card.holder_name, "周**");
        assert_eq!(card.holder_number.as_deref(), Some("9****************6"));
        assert!(!card.holder_name.contains(LEADER) && card.number.starts_with("9***"));
    });
}

#[test]
fn masks_tell_neither_the_rest_nor_the_length_of_a_name() {
    use crate::model::mask::{name, number};

    assert_eq!(["张三", "欧阳小明", "A"].map(name), ["张*", "欧**", "A*"]);
    assert_eq!(["12345", "1234", "123", ""].map(number), ["1***5", "1**4", "***", ""]);
}

#[test]
fn someone_elses_certificate_is_not_there() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let seen = |by: kit::Actor| {
            let id = made.id.clone();
            read(&it.store, move |read| get(read, &by, &id))
        };

        let own_self = kit::Actor { acting_for: None, ..holder() };
        assert_eq!(refused(seen(own_self)), ["not_found"]);
        assert_eq!(refused(seen(official(2, 30, "certificate.revoke"))), ["not_found"]);
        assert_eq!(refused(seen(official(1, 31, "matter.publish"))), ["not_found"]);
        assert_eq!(refused(seen(kit::Actor::anyone())), ["sign_in"]);
        assert!(seen(holder()).is_ok() && seen(revoker()).is_ok());
    });
}

#[test]
fn an_officials_looks_within_a_quarter_of_an_hour_are_one_act() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let id = made.id.clone();
        let looks = |by: kit::Actor, ms: i64| {
            it.clock.set(MONDAY.plus_ms(ms));
            let id = id.clone();
            write(&it.store, move |tx| look(tx, &by, &id, "supervision")).unwrap();
        };

        looks(holder(), 0);
        assert_eq!(n_looks(it, &made.id), 0, "a holder leaves no trace");
        looks(revoker(), 0);
        looks(revoker(), 15 * 60_000 - 1);
        assert_eq!(n_looks(it, &made.id), 1);
        looks(official(1, 32, "case.decide"), 15 * 60_000 - 1);
        assert_eq!(n_looks(it, &made.id), 2, "another post is another act");
        looks(revoker(), 15 * 60_000);
        assert_eq!(n_looks(it, &made.id), 3);
    });
}

#[test]
fn the_ledgers_acts_are_found_by_the_certificate() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let id = made.id.clone();
        let ending =
            Ending { reason: EndReason::HolderAsked, basis: "administrative-licensing-law/70".to_owned() };
        write(&it.store, move |tx| revoke(tx, &revoker(), &id, &ending)).unwrap();

        acts::testing::settle(&it.store, &[WORK]);

        let id = made.id.clone();
        let (view, history) =
            read(&it.store, move |read| Ok((get(read, &system(), &id)?, acts::history(read, id.as_str())?)))
                .unwrap();
        let act = |kind| history.iter().find(|it| it.kind == kind).unwrap();
        assert_eq!(view.acts.issued.as_ref(), Some(&act(CERTIFICATE_ISSUED).id));
        assert_eq!(view.acts.ended.as_ref(), Some(&act(CERTIFICATE_REVOKED).id));
        assert_eq!(act(CERTIFICATE_ISSUED).doing("case"), Some("case_1"));
        assert_eq!(act(CERTIFICATE_REVOKED).doing("basis"), Some("administrative-licensing-law/70"));
        assert_eq!(act(CERTIFICATE_ISSUED).subject, Some(company()));
    });
}
