//! Jobs: done when due, tried again with longer pauses, given up where an operator sees it.

use kit::Time;
use store::testing::MONDAY;

use super::*;
use crate::{Job, JobState, Planned, Running, job, tables};

const JOBS: &[Job] = &[Job { kind: "test.job", run }, Job { kind: "test.panics", run: panics }];

fn run(store: Store, planned: Planned) -> Running {
    Box::pin(async move {
        let key = planned.key.clone();
        store.write(move |tx| trace(tx, "job", &key)).await?;
        if planned.payload == "fail" { Err(fault("the bank is closed")) } else { Ok(()) }
    })
}

fn panics(_: Store, _: Planned) -> Running {
    Box::pin(async { panic!("on purpose") })
}

fn plan(store: &Store, kind: &'static str, key: &str, due_at: Time, payload: &str) {
    let (key, payload) = (key.to_owned(), payload.to_owned());
    store.write(move |tx| crate::plan(tx, kind, &key, due_at, &payload)).wait().unwrap();
}

fn work(store: &Store) -> usize {
    wait(job::work(store, JOBS)).unwrap()
}

#[test]
fn a_job_is_done_once_when_it_is_due() {
    on_both(|it| {
        plan(&it.store, "test.job", "a", MONDAY.plus_ms(5_000), "");

        assert_eq!(work(&it.store), 0);
        it.clock.set(MONDAY.plus_ms(5_000));
        assert_eq!((work(&it.store), work(&it.store)), (1, 0));
        assert_eq!(traces(&it.store, "job"), ["a"]);
    });
}

#[test]
fn planning_the_same_again_moves_it_and_unplanning_takes_it_back() {
    on_both(|it| {
        plan(&it.store, "test.job", "a", MONDAY, "");
        plan(&it.store, "test.job", "a", MONDAY.plus_ms(1), "");
        plan(&it.store, "test.job", "b", MONDAY, "");
        it.store.write(|tx| crate::unplan(tx, "test.job", "b")).wait().unwrap();

        assert_eq!(work(&it.store), 0);
        it.clock.set(MONDAY.plus_ms(1));
        assert_eq!(work(&it.store), 1);
        assert_eq!(traces(&it.store, "job"), ["a"]);
    });
}

#[test]
fn a_failing_job_is_tried_with_doubled_pauses_then_listed_and_can_be_revived() {
    on_both(|it| {
        plan(&it.store, "test.job", "a", MONDAY, "fail");
        let mut now = MONDAY;
        for n_pause in 0..8 {
            it.clock.set(now);
            assert_eq!((work(&it.store), work(&it.store)), (1, 0), "try {n_pause}");
            now = now.plus_ms((1_000 << n_pause) - 1);
            it.clock.set(now);
            assert_eq!(work(&it.store), 0, "the pause after try {n_pause} is not over");
            now = now.plus_ms(1);
        }

        let dead = it.store.read(crate::dead_jobs).wait().unwrap();
        it.clock.set(now.plus_ms(1 << 40));
        assert_eq!(work(&it.store), 0);
        assert_eq!((dead.len(), dead[0].n_tries, dead[0].kind.as_str()), (1, 8, "test.job"));
        assert!(dead[0].reason.contains("the bank is closed"));

        let id = dead[0].id.clone();
        it.store.write(move |tx| crate::retry_dead(tx, &id)).wait().unwrap();
        assert_eq!(work(&it.store), 1);
        assert!(it.store.read(crate::dead_jobs).wait().unwrap().is_empty());
        let id = dead[0].id.clone();
        let twice = it.store.write(move |tx| crate::retry_dead(tx, &id)).wait();
        assert_eq!(twice.unwrap_err().refusal().unwrap().code, "not_found");
        assert_eq!(traces(&it.store, "job").len(), 9);
    });
}

#[test]
fn nodes_that_race_claim_a_job_once() {
    on_both(|it| {
        let other = other_node(&it);
        (0..20).for_each(|n| plan(&it.store, "test.job", &format!("{n:02}"), MONDAY, ""));

        let (one, two) = wait(async { tokio::join!(job::work(&it.store, JOBS), job::work(&other, JOBS)) });

        let mut done = traces(&it.store, "job");
        done.sort();
        assert_eq!(one.unwrap() + two.unwrap(), 20);
        assert_eq!(done, (0..20).map(|it| format!("{it:02}")).collect::<Vec<_>>());
    });
}

#[test]
fn a_job_whose_node_was_lost_is_tried_by_another_after_its_claim() {
    on_both(|it| {
        plan(&it.store, "test.job", "a", MONDAY, "");
        let lost = it.store.write(|tx| {
            let due = tables::due_jobs(tx, 1)?.remove(0);
            let until = tx.now().plus_ms(60_000);
            tables::claim_job(tx, &due.id, due.due_at, until)
        });
        assert!(lost.wait().unwrap());

        assert_eq!(work(&it.store), 0);
        it.clock.set(MONDAY.plus_ms(60_000));
        assert_eq!(work(&it.store), 1);
        assert_eq!(traces(&it.store, "job"), ["a"]);
    });
}

#[test]
fn a_job_that_panics_or_that_nobody_knows_fails_like_any_other() {
    on_both(|it| {
        plan(&it.store, "test.panics", "a", MONDAY, "");
        plan(&it.store, "test.forgotten", "b", MONDAY, "");
        plan(&it.store, "test.job", "c", MONDAY, "");

        assert_eq!(work(&it.store), 3);
        for n in 1..8 {
            it.clock.set(MONDAY.plus_ms(200_000 * n));
            assert_eq!(work(&it.store), 2);
        }

        let dead = it.store.read(crate::dead_jobs).wait().unwrap();
        let mut kinds: Vec<_> = dead.iter().map(|it| it.kind.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["test.forgotten", "test.panics"]);
        assert_eq!(traces(&it.store, "job"), ["c"]);
    });
}

#[test]
fn an_operator_sees_how_each_job_stands_and_can_discard_a_dead_one() {
    on_both(|it| {
        plan(&it.store, "test.job", "later", MONDAY.plus_ms(60_000), "");
        plan(&it.store, "test.job", "failing", MONDAY, "fail");
        let list = |state| it.store.read(move |read| crate::jobs(read, state, None)).wait().unwrap();
        let keys = |state| list(state).into_iter().map(|it| it.key).collect::<Vec<_>>();
        assert_eq!(keys(JobState::Waiting), ["failing", "later"]);

        work(&it.store);
        assert_eq!(
            (keys(JobState::Waiting), keys(JobState::Failed)),
            (vec!["later".to_owned()], vec!["failing".to_owned()])
        );
        let failed = list(JobState::Failed).remove(0);
        let claimed = failed.clone();
        it.store
            .write(move |tx| {
                tables::claim_job(tx, &claimed.id, claimed.due_at, claimed.due_at.plus_ms(60_000))
            })
            .wait()
            .unwrap();
        assert_eq!((keys(JobState::Failed).len(), keys(JobState::Running)), (0, vec!["failing".to_owned()]));
        let mut now = MONDAY.plus_ms(100_000_000);
        for _ in 0..8 {
            it.clock.set(now);
            work(&it.store);
            now = now.plus_ms(100_000_000);
        }

        assert_eq!((keys(JobState::Running).len(), keys(JobState::Dead)), (0, vec!["failing".to_owned()]));
        let (id, unknown) = (failed.id.clone(), failed.id.clone());
        it.store.write(move |tx| crate::discard_dead(tx, &id)).wait().unwrap();
        assert_eq!(it.store.read(|read| crate::n_jobs(read, JobState::Dead)).wait().unwrap(), 0);
        let twice = it.store.write(move |tx| crate::discard_dead(tx, &unknown)).wait();
        assert!(matches!(twice, Err(Error::Refused(_))));
    });
}

#[test]
fn jobs_are_listed_page_by_page() {
    on_both(|it| {
        for n in 0..(crate::JOBS_ROWS_MAX + 7) {
            plan(&it.store, "test.job", &format!("{n:03}"), MONDAY.plus_ms(n as i64), "");
        }

        let first = it.store.read(|read| crate::jobs(read, JobState::Waiting, None)).wait().unwrap();
        let last = first[crate::JOBS_ROWS_MAX - 1].id.clone();
        let next =
            it.store.read(move |read| crate::jobs(read, JobState::Waiting, Some(&last))).wait().unwrap();

        assert_eq!(first.len(), crate::JOBS_ROWS_MAX + 1);
        assert_eq!(next.iter().map(|it| it.key.as_str()).collect::<Vec<_>>()[..2], ["050", "051"]);
        assert_eq!(next.len(), 7);
    });
}
