//! A case that runs across a reorganisation: its clock stays, and whoever took over decides it.

use acts::testing::settle;
use directory::{Change, NewReorganisation, Succession};
use kit::{Acting, Actor, AgencyId, RegionCode, Words};

use super::house::{House, MATTER, later, on_both, typed};
use crate::{
    WORK, actions,
    model::{CaseId, Conclusion},
};

/// Another agency, so that there is somebody to take over.
fn found(house: &House, n: u32, region: &'static str) -> AgencyId {
    let name = Words { zh: format!("承继机关{n}"), en: format!("Successor {n}") };
    let made = house.write(move |tx| {
        let region = RegionCode::parse(region).unwrap();
        let code =
            kit::CreditCode::made("11", &RegionCode::parse("990102").unwrap(), &format!("R{n:07}")).unwrap();
        let level = region.level();
        let kind = directory::AgencyKind::Authority;
        let new = directory::NewAgency { code, name: name.clone(), region, level, kind, supervisor: None };
        directory::found_agency(tx, &Actor::system("test"), &new)
    });
    made.unwrap()
}

fn agency_of(by: &Actor) -> AgencyId {
    by.acting().unwrap().agency.clone()
}

/// Plans a takeover and lets its day come.
fn take_over(house: &House, succession: Succession) {
    let effective_at = later(house.it.store.now(), 1);
    let new = NewReorganisation {
        change: Change::Succession(succession),
        basis: "安编〔2026〕3号".to_owned(),
        effective_at,
    };
    house.write(move |tx| directory::plan_reorganisation(tx, &Actor::system("test"), &new)).unwrap();
    house.it.clock.set(effective_at);
    settle(&house.it.store, &[directory::WORK, certificates::WORK, WORK]);
}

/// Who sits at a post now, as their session finds it.
fn seated(house: &House, by: &Actor) -> Actor {
    let Acting { official, post, .. } = by.acting().unwrap().clone();
    let read = house.it.store.read(move |read| directory::acting(read, &official, &post));
    Actor::official_is(read.wait().unwrap())
}

fn opens(house: &House, by: &Actor, id: &CaseId) -> bool {
    let (by, id, store) = (by.clone(), id.clone(), house.it.store.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async move { actions::open_file(&store, &by, &id).await.is_ok() })
}

#[test]
fn a_case_that_runs_across_a_merger_keeps_its_clock_and_is_decided_by_the_successor() {
    on_both(|house| {
        let done = house.ready_to_decide(None);
        house.conclude(&house.clerk, &done, granted()).unwrap();
        house.conclude(&house.clerk, &done, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
        let running = house.ready_to_decide(None);
        let (bureau, station) = (agency_of(&house.clerk), agency_of(&house.inspectors[0]));
        let fresh = house.apply(&typed(&[], &[]));
        let before = house.view(&running);
        let whole = found(&house, 1, "990102");
        settle(&house.it.store, &[directory::WORK, certificates::WORK, WORK]);

        let from = vec![bureau.clone(), station.clone()];
        take_over(&house, Succession { from, into: vec![whole.clone()], ..Succession::default() });

        let after = house.view(&running);
        assert_eq!(after.case.agency, whole);
        assert_eq!(after.case.clocks.current(), before.case.clocks.current());
        let due = |view: &actions::CaseView| {
            view.tasks
                .iter()
                .filter(|it| it.task.ended_at.is_none())
                .map(|it| it.task.due_at)
                .collect::<Vec<_>>()
        };
        assert_eq!(due(&after), due(&before));
        assert!(house.kinds(&running).contains(&"case.handed_over".to_owned()));
        // What was done and issued before keeps the name of who did it.
        let named: Vec<_> =
            after.tasks.iter().filter(|it| it.task.ended_at.is_some()).map(|it| it.agency.clone()).collect();
        assert!(named.iter().flatten().all(|it| it.zh == "agency"), "{named:?}");
        let (notice, owner, id) = (after.notices[0].id.clone(), house.owner.clone(), running.clone());
        let notice = house.it.store.read(move |read| actions::notice_view(read, &owner, &id, &notice));
        assert_eq!(notice.wait().unwrap().agency.zh, "agency");

        // The seat is the same; it belongs to another agency now.
        let clerk = seated(&house, &house.clerk);
        assert_eq!(agency_of(&clerk), whole);
        assert!(opens(&house, &clerk, &running));
        assert!(!opens(&house, &house.outsider, &running));
        house.conclude(&clerk, &running, granted()).unwrap();
        let decided = house.view(&running);
        let notice = decided.notices.iter().find(|it| it.kind.as_str() == "granted").unwrap();
        assert_eq!(notice.agency, whole);

        // What comes in from now on is the successor's from the start.
        let next = house.apply(&typed(&[], &[]));
        assert_eq!((house.view(&next).case.agency, house.view(&fresh).case.agency), (whole.clone(), whole));
        house.conclude(&clerk, &fresh, Conclusion::Accepted).unwrap();
    });
}

#[test]
fn the_successor_answers_for_old_decisions_and_nobody_else_does() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.conclude(&house.clerk, &id, granted()).unwrap();
        house.conclude(&house.clerk, &id, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
        let whole = found(&house, 1, "990102");
        settle(&house.it.store, &[directory::WORK, certificates::WORK, WORK]);

        let from = vec![agency_of(&house.clerk)];
        take_over(&house, Succession { from, into: vec![whole.clone()], ..Succession::default() });

        let clerk = seated(&house, &house.clerk);
        assert!(opens(&house, &clerk, &id), "the file of an ended case can be read by who answers for it");
        assert!(!opens(&house, &house.outsider, &id));
        let case = id.as_str().to_owned();
        let of_case = move |read: &mut store::Read<'_>| certificates::of_case(read, &case);
        let certificate = house.it.store.read(of_case).wait().unwrap().remove(0);
        assert_eq!(certificate.answers.as_ref().unwrap().zh, "承继机关1");
        assert_eq!(certificate.body.as_ref().unwrap().issuer_name.say(kit::Lang::ZH), "agency");
        assert!(certificate.is_sound && certificate.key.retired_at.is_some());
        let revoke = |by: &Actor| {
            let (by, id) = (by.clone(), certificate.id.clone());
            let ending = certificates::Ending {
                reason: certificates::EndReason::Deceit,
                basis: "administrative-licensing-law/69".to_owned(),
            };
            house.write(move |tx| certificates::revoke(tx, &by, &id, &ending))
        };
        assert!(revoke(&house.outsider).is_err());
        revoke(&clerk).unwrap();
    });
}

#[test]
fn a_split_shares_the_competences_out_as_planned_and_cases_follow_them() {
    on_both(|house| {
        let running = house.apply(&typed(&[], &[]));
        let bureau = agency_of(&house.clerk);
        let [first, second] = [1, 2].map(|n| found(&house, n, "990102"));
        settle(&house.it.store, &[directory::WORK, certificates::WORK, WORK]);
        let of = bureau.clone();
        let estate = house.it.store.read(move |read| actions::estate(read, &of)).wait().unwrap();
        let district = RegionCode::parse("990102").unwrap();
        assert_eq!(estate.competences, [(MATTER.to_owned(), "bureau".to_owned(), district.clone())]);
        assert_eq!((estate.n_cases, estate.n_tasks, estate.signs), (1, 1, true));

        let mut parts = Succession {
            from: vec![bureau.clone()],
            into: vec![first, second.clone()],
            ..Succession::default()
        };
        parts.shares.insert(actions::share_key(MATTER, "bureau", &district), second.clone());
        parts.posts.insert(house.clerk.acting().unwrap().post.clone(), second.clone());
        take_over(&house, parts);

        assert_eq!(house.view(&running).case.agency, second);
        house.conclude(&seated(&house, &house.clerk), &running, Conclusion::Accepted).unwrap();
        let of = bureau;
        let left = house.it.store.read(move |read| actions::estate(read, &of)).wait().unwrap();
        assert_eq!(left, actions::Estate::default());
    });
}

fn granted() -> Conclusion {
    Conclusion::Decided { granted: true, words: String::new() }
}
