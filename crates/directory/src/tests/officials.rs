//! Proofs that powers come with posts, that posts come and go, and that nothing held is forgotten.

use kit::{Actor, AgencyId, CitizenNumber, OfficialId, PostId, Result};
use store::{Store, testing::MONDAY};

use super::{
    acts, found, new_agency, new_official, new_post, official_with, on_both, open, platform, put_demo,
    refused, steward_of, write,
};
use crate::{
    NewOfficial, acting, appoint_official, assign_post, holdings_of, leave_post, official,
    official_by_number, official_name, officials_with, posts_of,
};

/// An agency in 9901 with a post that decides, and an official without a post.
fn house(store: &Store) -> (AgencyId, PostId, OfficialId) {
    put_demo(store);
    let agency = found(store, &platform(), new_agency(1, "9901")).unwrap();
    let post = open(store, &platform(), new_post(&agency, &["case.decide"])).unwrap();
    let official = appoint(store, &platform(), new_official("李明")).unwrap();
    (agency, post, official)
}

fn appoint(store: &Store, by: &Actor, new: NewOfficial) -> Result<OfficialId> {
    let by = by.clone();
    write(store, move |tx| appoint_official(tx, &by, &new))
}

fn assign(store: &Store, by: &Actor, official: &OfficialId, post: &PostId) -> Result<()> {
    let (by, official, post) = (by.clone(), official.clone(), post.clone());
    write(store, move |tx| assign_post(tx, &by, &official, &post))
}

fn leave(store: &Store, official: &OfficialId, post: &PostId) -> Result<()> {
    let (official, post) = (official.clone(), post.clone());
    write(store, move |tx| leave_post(tx, &platform(), &official, &post))
}

#[test]
fn an_official_acts_with_the_powers_of_a_post_they_hold_and_no_other() {
    on_both(|it| {
        let (agency, post, official) = house(&it.store);
        let other = open(&it.store, &platform(), new_post(&agency, &["case.accept"])).unwrap();
        let act = |post: &PostId| {
            let (official, post) = (official.clone(), post.clone());
            it.store.read(move |read| acting(read, &official, &post)).wait()
        };

        let before = act(&post);
        assign(&it.store, &platform(), &official, &post).unwrap();
        let while_held = act(&post).unwrap();
        let at_another = act(&other);
        leave(&it.store, &official, &post).unwrap();
        let after = act(&post);

        assert_eq!(refused(before), "post.not_held");
        assert_eq!(while_held.powers, ["case.decide"]);
        assert_eq!((while_held.agency, while_held.region.as_str()), (agency, "9901"));
        assert_eq!(refused(at_another), "post.not_held");
        assert_eq!(refused(after), "post.not_held");
    });
}

#[test]
fn what_was_held_is_never_forgotten() {
    on_both(|it| {
        let (_, post, official) = house(&it.store);
        assign(&it.store, &platform(), &official, &post).unwrap();
        it.clock.set(MONDAY.plus_ms(1_000));
        leave(&it.store, &official, &post).unwrap();
        it.clock.set(MONDAY.plus_ms(2_000));

        assign(&it.store, &platform(), &official, &post).unwrap();

        let (now, ever) = it
            .store
            .read(move |read| Ok((posts_of(read, &official)?, holdings_of(read, &official)?)))
            .wait()
            .unwrap();
        assert_eq!(now.len(), 1);
        assert_eq!((now[0].from_at, now[0].until_at), (MONDAY.plus_ms(2_000), None));
        assert_eq!(ever.len(), 2);
        assert_eq!(ever[0], now[0]);
        assert_eq!((ever[1].from_at, ever[1].until_at), (MONDAY, Some(MONDAY.plus_ms(1_000))));
        let told = acts(&it.store);
        assert_eq!(told[told.len() - 3..], ["post.assigned", "post.left", "post.assigned"]);
    });
}

#[test]
fn a_post_is_taken_once_and_left_once() {
    on_both(|it| {
        let (_, post, official) = house(&it.store);
        assign(&it.store, &platform(), &official, &post).unwrap();

        let again = assign(&it.store, &platform(), &official, &post);
        leave(&it.store, &official, &post).unwrap();
        let left_again = leave(&it.store, &official, &post);

        assert_eq!(refused(again), "post.held_already");
        assert_eq!(refused(left_again), "post.not_held");
    });
}

#[test]
fn only_a_steward_of_the_place_gives_posts() {
    on_both(|it| {
        let (_, post, official) = house(&it.store);
        let (own, beside) = (steward_of(&it.store, "9901"), steward_of(&it.store, "990101"));
        let decider = official_with(&it.store, "case.decide", "9901");

        assert_eq!(refused(assign(&it.store, &beside, &official, &post)), "directory.steward");
        assert_eq!(refused(assign(&it.store, &decider, &official, &post)), "directory.steward");
        assert_eq!(refused(appoint(&it.store, &decider, new_official("王芳"))), "directory.steward");
        assert!(assign(&it.store, &own, &official, &post).is_ok());
    });
}

#[test]
fn an_officials_name_is_sealed_and_gone_with_their_key() {
    on_both(|it| {
        let (_, _, id) = house(&it.store);
        let name_of = |id: &OfficialId| {
            let id = id.clone();
            it.store.read(move |read| official_name(read, &id)).wait().unwrap()
        };
        let stored = it
            .store
            .read(|read| read.one("SELECT name FROM officials", &[], |row| row.bytes(0)).map(Option::unwrap));
        let stored = stored.wait().unwrap();
        let before = name_of(&id);

        let erased = id.clone();
        let erasing = write(&it.store, move |tx| {
            let subject = official(tx, &erased)?.subject;
            tx.destroy_key(&subject)
        });

        assert!(erasing.is_ok());
        assert!(!stored.windows("李明".len()).any(|it| it == "李明".as_bytes()));
        assert_eq!(before.as_deref(), Some("李明"));
        assert_eq!(name_of(&id), None);
    });
}

#[test]
fn an_official_is_found_by_number_and_appointed_once() {
    on_both(|it| {
        put_demo(&it.store);
        let number = CitizenNumber::made(&super::code("990101"), (1990, 5, 17), 12).unwrap();
        let new = NewOfficial { name: "赵静".to_owned(), number: Some(number.clone()) };

        let id = appoint(&it.store, &platform(), new.clone()).unwrap();
        let again = appoint(&it.store, &platform(), new);

        assert_eq!(refused(again), "official.number_taken");
        let found = it.store.read(move |read| official_by_number(read, &number)).wait().unwrap();
        assert_eq!(found.map(|it| it.id), Some(id));
    });
}

#[test]
fn the_officials_with_a_power_are_those_who_hold_such_a_post_of_the_agency_now() {
    on_both(|it| {
        let (agency, post, official) = house(&it.store);
        let other = open(&it.store, &platform(), new_post(&agency, &["case.accept"])).unwrap();
        let second = open(&it.store, &platform(), new_post(&agency, &["case.decide"])).unwrap();
        let colleague = appoint(&it.store, &platform(), new_official("王芳")).unwrap();
        let gone = appoint(&it.store, &platform(), new_official("赵强")).unwrap();
        assign(&it.store, &platform(), &official, &post).unwrap();
        assign(&it.store, &platform(), &official, &second).unwrap();
        assign(&it.store, &platform(), &colleague, &other).unwrap();
        assign(&it.store, &platform(), &gone, &post).unwrap();
        leave(&it.store, &gone, &post).unwrap();

        let decide = it.store.read(move |read| officials_with(read, &agency, "case.decide")).wait().unwrap();

        assert_eq!(decide, [official]);
    });
}
