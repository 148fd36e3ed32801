//! Proofs of how certificates stand and end: at the minute the law says, by the agency alone, once.

use calendar::Calendar;
use kit::Time;
use store::testing::TestStore;

use super::{company, give, in_anhe, official, read, refused, revoker, shop_licence, system, write};
use crate::{
    Certificate, EndReason, Ending, REVOKE, Status, get, get_by_identifier, get_public, of_holder, revoke,
    supersede,
};

fn penalty() -> Ending {
    Ending { reason: EndReason::Penalty, basis: "food-safety-law/122".to_owned() }
}

fn end(it: &TestStore, by: kit::Actor, made: &Certificate, ending: Ending) -> kit::Result<()> {
    let id = made.id.clone();
    write(&it.store, move |tx| revoke(tx, &by, &id, &ending))
}

fn status(it: &TestStore, made: &Certificate) -> Status {
    let token = made.token.clone();
    read(&it.store, move |read| get_public(read, &token)).unwrap().status
}

#[test]
fn a_revoked_certificate_shows_as_such_at_once_wherever_it_is_looked_up() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();

        end(it, revoker(), &made, penalty()).unwrap();

        let identifier = made.identifier.clone();
        let views = read(&it.store, move |read| {
            let by_identifier = get_by_identifier(read, &identifier)?;
            Ok([get_public(read, &made.token)?, by_identifier, get(read, &system(), &made.id)?.public()])
        })
        .unwrap();
        for view in views {
            assert_eq!((view.status, view.status.number()), (Status::Revoked, "07"));
            assert!(view.is_sound, "that it was issued stays proved");
            let ended = view.ended.unwrap();
            assert_eq!((ended.reason, ended.day.to_string().as_str()), (EndReason::Penalty, "2026-11-23"));
        }
    });
}

#[test]
fn every_reason_leads_to_the_state_the_law_has_for_it() {
    let expected = [
        (EndReason::UnlawfulGrant, "03"),
        (EndReason::Deceit, "03"),
        (EndReason::HolderAsked, "04"),
        (EndReason::HolderCeased, "04"),
        (EndReason::Penalty, "07"),
        (EndReason::LawChanged, "05"),
        (EndReason::WrongFace, "05"),
    ];

    assert_eq!(EndReason::CHOICES.map(|it| (it, it.status().number())), expected);
    assert_eq!(EndReason::parse("new_version"), None, "no official chooses a new version");
}

#[test]
fn only_its_agency_at_a_post_with_the_power_ends_a_certificate_and_once() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let new_version = Ending { reason: EndReason::NewVersion, ..penalty() };
        let groundless = Ending { basis: " ".to_owned(), ..penalty() };

        assert_eq!(
            refused(end(it, official(1, 30, "case.decide"), &made, penalty())),
            ["certificate.revoke"]
        );
        assert_eq!(refused(end(it, official(2, 31, REVOKE), &made, penalty())), ["not_found"]);
        assert_eq!(refused(end(it, super::holder(), &made, penalty())), ["not_an_official"]);
        assert_eq!(refused(end(it, revoker(), &made, new_version)), ["reason: certificate.reason"]);
        assert_eq!(refused(end(it, revoker(), &made, groundless)), ["basis: certificate.empty"]);
        assert_eq!(status(it, &made), Status::Valid);
        end(it, revoker(), &made, penalty()).unwrap();
        assert_eq!(refused(end(it, revoker(), &made, penalty())), ["certificate.ended"]);
        let old = made.id.clone();
        let replaced = write(&it.store, move |tx| {
            supersede(tx, &system(), &Calendar::china(), &old, &shop_licence("case_2"))
        });
        assert_eq!(refused(replaced), ["certificate.ended"]);
    });
}

#[test]
fn it_holds_from_the_first_minute_of_its_first_day_to_the_last_of_its_last_where_it_was_issued() {
    in_anhe(|it| {
        let mut new = shop_licence("case_1");
        new.effective = new.effective.plus(1);
        let made = give(it, new).unwrap();
        // Midnight in Shanghai is 16:00 the day before, UTC.
        let from = Time::from_ms(1_795_449_600_000);
        let until = Time::from_ms(1_953_129_600_000);
        assert_eq!((from.to_string().as_str(), until.to_string().as_str()), FROM_UNTIL);

        let moments = [
            (from.plus_ms(-1), Status::NotYet),
            (from, Status::Valid),
            (until.plus_ms(-1), Status::Valid),
            (until, Status::Expired),
        ];

        for (moment, expected) in moments {
            it.clock.set(moment);
            assert_eq!(status(it, &made), expected, "{moment}");
        }
    });
}

const FROM_UNTIL: (&str, &str) = ("2026-11-23T16:00:00.000Z", "2031-11-22T16:00:00.000Z");

#[test]
fn an_erased_holder_leaves_a_certificate_that_was_taken_down_and_says_nothing() {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();

        write(&it.store, |tx| tx.destroy_key(&company())).unwrap();

        let token = made.token.clone();
        let (view, list) = read(&it.store, move |read| {
            Ok((get_public(read, &token)?, of_holder(read, &company(), None)?.rows))
        })
        .unwrap();
        assert_eq!(view.status, Status::Erased);
        assert!(view.face.is_none() && !view.is_sound);
        assert_eq!(list.len(), 1);
        assert!(list[0].file().is_none() && !list[0].may_end());
        assert_eq!(refused(end(it, revoker(), &made, penalty())), ["certificate.erased"]);
        assert_eq!(refused(give(it, shop_licence("case_2"))).len(), 1);
    });
}
