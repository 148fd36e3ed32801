//! Agencies that change: planned, taken back, carried out on their day, with names and successors kept.

use kit::{Actor, AgencyId, PostId, Result, Time, Words};
use store::{Store, testing};

use super::{
    acts, found, new_agency, new_official, new_post, on_both, open, platform, put_demo, refused, steward_of,
    write,
};
use crate::{
    AgencyKind, Change, NewAgency, NewReorganisation, ReorganisationId, Succession, WORK, acting, agency,
    answered_by, answering, appoint_official, assign_post, holdings_of, leave_post, name_at,
    plan_reorganisation, post, posts_in, reorganisation, reorganisations, successors_of,
    withdraw_reorganisation,
};

const DAY_MS: i64 = 86_400_000;

fn plan(store: &Store, by: &Actor, change: Change, effective_at: Time) -> Result<ReorganisationId> {
    let by = by.clone();
    let new = NewReorganisation { change, basis: "安编〔2026〕3号".to_owned(), effective_at };
    write(store, move |tx| plan_reorganisation(tx, &by, &new))
}

fn takeover(from: &[&AgencyId], into: &[&AgencyId]) -> Succession {
    let ids = |all: &[&AgencyId]| all.iter().map(|&it| it.clone()).collect();
    Succession { from: ids(from), into: ids(into), ..Succession::default() }
}

fn pass(it: &testing::TestStore, at: Time) {
    it.clock.set(at);
    ::acts::testing::settle(&it.store, &[WORK]);
}

fn named(it: &testing::TestStore, id: &AgencyId, at: Time) -> String {
    let id = id.clone();
    it.store.read(move |read| name_at(read, &id, at)).wait().unwrap().zh
}

fn seat(store: &Store, agency: &AgencyId) -> (PostId, kit::OfficialId) {
    let post = open(store, &platform(), new_post(agency, &["case.decide"])).unwrap();
    let of = post.clone();
    let official = write(store, move |tx| {
        let official = appoint_official(tx, &platform(), &new_official("周敏"))?;
        assign_post(tx, &platform(), &official, &of)?;
        Ok(official)
    });
    (post, official.unwrap())
}

#[test]
fn a_merger_is_carried_out_on_its_day_and_posts_follow_the_successor() {
    on_both(|it| {
        put_demo(&it.store);
        let [one, two, whole] =
            [1, 2, 3].map(|n| found(&it.store, &platform(), new_agency(n, "9901")).unwrap());
        let sent_out = AgencyKind::Entrusted { principal: one.clone() };
        let station = NewAgency { kind: sent_out, supervisor: Some(two.clone()), ..new_agency(4, "990101") };
        let station = found(&it.store, &platform(), station).unwrap();
        let (seat_one, official) = seat(&it.store, &one);
        seat(&it.store, &two);
        let day = testing::MONDAY.plus_ms(30 * DAY_MS);

        let change = Change::Succession(takeover(&[&one, &two], &[&whole]));
        let id = plan(&it.store, &platform(), change, day).unwrap();
        pass(&it, day.plus_ms(-1));
        let id_before = one.clone();
        assert!(it.store.read(move |read| agency(read, &id_before)).wait().unwrap().dissolved_at.is_none());
        pass(&it, day);

        let (one_id, two_id, whole_id) = (one.clone(), two.clone(), whole.clone());
        let read = it.store.read(move |read| {
            Ok((
                agency(read, &one_id)?.dissolved_at,
                posts_in(read, &whole_id)?.len(),
                answering(read, &two_id)?.id,
                answered_by(read, &whole_id)?,
                acting(read, &official, &seat_one)?.agency,
                agency(read, &station)?,
            ))
        });
        let (dissolved_at, n_posts, answers, mut answered, at_agency, station) = read.wait().unwrap();
        assert_eq!((dissolved_at, n_posts), (Some(day), 2));
        assert_eq!((&answers, &at_agency), (&whole, &whole));
        answered.sort();
        let mut all = [one.clone(), two, whole.clone()];
        all.sort();
        assert_eq!(answered, all);
        assert_eq!((station.answers(), station.supervisor.as_ref()), (&whole, Some(&whole)));
        assert_eq!(named(&it, &one, day.plus_ms(DAY_MS)), "部门1");
        let done = it.store.read(move |read| reorganisation(read, &id)).wait().unwrap();
        assert_eq!((done.done_at, done.withdrawn_at), (Some(day), None));
        let kinds = acts(&it.store);
        assert_eq!(kinds[kinds.len() - 3..], ["agency.succeeded", "agency.succeeded", "reorganisation.done"]);
        // What is over takes nothing on.
        assert_eq!(refused(open(&it.store, &platform(), new_post(&one, &[]))), "agency.dissolved");
    });
}

#[test]
fn a_split_gives_each_post_where_it_was_planned_and_the_first_answers() {
    on_both(|it| {
        put_demo(&it.store);
        let [old, first, second] =
            [1, 2, 3].map(|n| found(&it.store, &platform(), new_agency(n, "9901")).unwrap());
        let (kept, _) = seat(&it.store, &old);
        let (given, leaver) = seat(&it.store, &old);
        let (of, at) = (leaver.clone(), given.clone());
        it.clock.set(testing::MONDAY.plus_ms(DAY_MS));
        write(&it.store, move |tx| leave_post(tx, &platform(), &of, &at)).unwrap();
        let day = testing::MONDAY.plus_ms(2 * DAY_MS);

        let mut parts = takeover(&[&old], &[&first, &second]);
        parts.posts.insert(given.clone(), second.clone());
        parts.shares.insert("a matter".to_owned(), second.clone());
        assert_eq!(parts.share("another matter"), Some(&first));
        plan(&it.store, &platform(), Change::Succession(parts), day).unwrap();
        pass(&it, day);

        let gone = old.clone();
        let read = it.store.read(move |read| {
            let places = (post(read, &kept)?.agency, post(read, &given)?.agency);
            let successors = successors_of(read, &gone)?;
            Ok((places, successors, holdings_of(read, &leaver)?))
        });
        let (places, successors, held) = read.wait().unwrap();
        assert_eq!(places, (first.clone(), second.clone()));
        assert_eq!(successors.iter().map(|it| &it.successor).collect::<Vec<_>>(), [&first, &second]);
        // Who left before the split was at the old agency, and still is shown so.
        assert_eq!((&held[0].agency, held[0].agency_name.zh.as_str()), (&old, "部门1"));
    });
}

#[test]
fn a_new_name_counts_from_its_day_and_the_old_one_is_kept() {
    on_both(|it| {
        put_demo(&it.store);
        let id = found(&it.store, &platform(), new_agency(1, "9901")).unwrap();
        let day = testing::MONDAY.plus_ms(DAY_MS);
        let name = Words { zh: "口岸局".to_owned(), en: "Ports".to_owned() };

        plan(&it.store, &platform(), Change::Rename { agency: id.clone(), name }, day).unwrap();
        assert_eq!(named(&it, &id, day), "部门1");
        pass(&it, day);

        assert_eq!(named(&it, &id, day), "口岸局");
        assert_eq!(named(&it, &id, day.plus_ms(-1)), "部门1");
    });
}

#[test]
fn a_change_taken_back_never_happens_and_one_done_cannot_be_taken_back() {
    on_both(|it| {
        put_demo(&it.store);
        let [one, two] = [1, 2].map(|n| found(&it.store, &platform(), new_agency(n, "9901")).unwrap());
        let day = testing::MONDAY.plus_ms(DAY_MS);
        let change = Change::Succession(takeover(&[&one], &[&two]));
        let take_back = |id: &ReorganisationId| {
            let id = id.clone();
            write(&it.store, move |tx| withdraw_reorganisation(tx, &platform(), &id))
        };

        let first = plan(&it.store, &platform(), change.clone(), day).unwrap();
        let again = plan(&it.store, &platform(), change.clone(), day);
        assert_eq!(refused(again), "reorganisation.planned_already");
        take_back(&first).unwrap();
        pass(&it, day);
        let of = one.clone();
        assert!(it.store.read(move |read| agency(read, &of)).wait().unwrap().dissolved_at.is_none());

        let second = plan(&it.store, &platform(), change, day).unwrap();
        pass(&it, day.plus_ms(1));
        assert_eq!(refused(take_back(&second)), "reorganisation.over");
        let listed = it.store.read(|read| reorganisations(read, None)).wait().unwrap().rows;
        assert_eq!(listed.len(), 2);
    });
}

#[test]
fn a_change_that_makes_no_sense_is_refused_with_what_is_wrong() {
    on_both(|it| {
        put_demo(&it.store);
        let [one, two, three, four] =
            [1, 2, 3, 4].map(|n| found(&it.store, &platform(), new_agency(n, "9901")).unwrap());
        let sent_out = AgencyKind::Entrusted { principal: three.clone() };
        let station = NewAgency { kind: sent_out, ..new_agency(5, "990101") };
        let station = found(&it.store, &platform(), station).unwrap();
        let stranger = super::official_with(&it.store, "case.decide", "99").acting().unwrap().agency.clone();
        let (soon, past) = (testing::MONDAY.plus_ms(DAY_MS), testing::MONDAY.plus_ms(-2 * DAY_MS));
        let succession = |from: &[&AgencyId], into: &[&AgencyId]| {
            plan(&it.store, &platform(), Change::Succession(takeover(from, into)), soon)
        };
        let elsewhere = steward_of(&it.store, "990102");
        let change = Change::Succession(takeover(&[&one], &[&two]));
        let mut astray = takeover(&[&one], &[&two]);
        astray.shares.insert("a matter".to_owned(), three.clone());

        let found = [
            refused(succession(&[], &[&two])),
            refused(succession(&[&one], &[])),
            refused(succession(&[&one, &one], &[&two])),
            refused(succession(&[&one, &two], &[&three, &four])),
            refused(succession(&[&one], &[&one])),
            refused(succession(&[&one], &[&stranger])),
            refused(succession(&[&one], &[&station])),
            refused(plan(&it.store, &platform(), Change::Succession(astray), soon)),
            refused(plan(&it.store, &platform(), change.clone(), past)),
            refused(plan(&it.store, &elsewhere, change, soon)),
        ];

        assert_eq!(
            found,
            [
                "reorganisation.agencies",
                "reorganisation.agencies",
                "reorganisation.agencies",
                "reorganisation.many_to_many",
                "reorganisation.itself",
                "reorganisation.agency_unknown",
                "reorganisation.entrusted",
                "reorganisation.share",
                "reorganisation.past",
                "directory.steward",
            ]
        );
    });
}
