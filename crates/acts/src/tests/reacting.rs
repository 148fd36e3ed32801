//! Reactions: once for each act, in order, whoever runs them; what cannot be digested is parked.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::{Keeper, Reaction, Recorded, Start, Work, reaction};

const HEAR: Reaction =
    Reaction { name: "test.hear", kinds: &["note.written"], start: Start::First, run: heard };
const HEAR_NOW: Reaction = Reaction { name: "test.now", start: Start::Now, run: heard_now, ..HEAR };
const PICKY: Reaction = Reaction { name: "test.picky", run: picky, ..HEAR };

fn heard(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    trace(tx, "hear", &act.thing)
}

fn heard_now(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    trace(tx, "now", &act.thing)
}

fn picky(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    trace(tx, "picky", &act.thing)?;
    if act.thing == "bad" { Err(fault("indigestible")) } else { Ok(()) }
}

fn settle(store: &Store, work: Work) {
    let keeper = Keeper::new(store.clone(), key(), &[work], Box::new(|_| ()));
    wait(keeper.settle()).unwrap();
}

#[test]
fn a_reaction_hears_its_kinds_alone_in_order_and_each_act_once() {
    on_both(|it| {
        const WORK: Work = Work { reactions: &[HEAR], jobs: &[] };
        for n in 0..600 {
            record(&it.store, if n % 3 == 0 { "note.burned" } else { "note.written" }, &format!("{n:03}"));
        }

        settle(&it.store, WORK);
        settle(&it.store, WORK);

        let all = (0..600).filter(|it| it % 3 != 0).map(|it| format!("{it:03}"));
        assert_eq!(traces(&it.store, "hear"), all.collect::<Vec<_>>());
    });
}

#[test]
fn first_begins_with_the_first_act_and_now_with_the_next() {
    on_both(|it| {
        const OLD: Work = Work { reactions: &[], jobs: &[] };
        const NEW: Work = Work { reactions: &[HEAR, HEAR_NOW], jobs: &[] };
        record(&it.store, "note.written", "before");
        settle(&it.store, OLD);

        settle(&it.store, NEW);
        record(&it.store, "note.written", "after");
        settle(&it.store, NEW);

        assert_eq!(traces(&it.store, "hear"), ["before", "after"]);
        assert_eq!(traces(&it.store, "now"), ["after"]);
    });
}

#[test]
fn two_keepers_that_race_run_a_reaction_once_for_each_act() {
    on_both(|it| {
        let other = other_node(&it);
        for round in 0..10 {
            (0..5).for_each(|n| record(&it.store, "note.written", &format!("{round}/{n}")));
            advance(&it.store);
            let ended =
                wait(async { tokio::join!(reaction::hear(&it.store, HEAR), reaction::hear(&other, HEAR)) });
            for ended in [ended.0, ended.1] {
                assert!(matches!(ended, Ok(_) | Err(Error::Busy(_))), "{ended:?}");
            }
        }
        settle(&it.store, Work { reactions: &[HEAR], jobs: &[] });

        let all = (0..10).flat_map(|round| (0..5).map(move |n| format!("{round}/{n}")));
        assert_eq!(traces(&it.store, "hear"), all.collect::<Vec<_>>());
    });
}

#[test]
fn what_a_reaction_cannot_digest_is_parked_and_the_rest_goes_on() {
    on_both(|it| {
        for thing in ["a", "bad", "b", "bad", "c"] {
            record(&it.store, "note.written", thing);
        }

        settle(&it.store, Work { reactions: &[PICKY, HEAR], jobs: &[] });

        let parked = it.store.read(crate::parked).wait().unwrap();
        let acts = it.store.read(|read| crate::history(read, "bad")).wait().unwrap();
        assert_eq!(traces(&it.store, "picky"), ["a", "b", "c"]);
        assert_eq!(traces(&it.store, "hear").len(), 5);
        assert_eq!(parked.iter().map(|it| it.position).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(parked[0].act, acts[0].id);
        assert_eq!(parked[0].reaction, "test.picky");
        assert!(parked[0].reason.contains("indigestible"));
    });
}

#[test]
fn a_reaction_that_is_busy_waits_and_holds_up_no_other() {
    static OPEN: AtomicBool = AtomicBool::new(false);
    const WAITS: Reaction = Reaction {
        name: "test.waits",
        run: |tx, act| match OPEN.load(Ordering::SeqCst) {
            true => trace(tx, "waits", &act.thing),
            false => Err(Error::Busy("elsewhere")),
        },
        ..HEAR
    };
    const WORK: Work = Work { reactions: &[WAITS, HEAR], jobs: &[] };
    on_both(|it| {
        OPEN.store(false, Ordering::SeqCst);
        record(&it.store, "note.written", "a");
        let keeper = Keeper::new(it.store.clone(), key(), &[WORK], Box::new(|_| ()));

        let waiting = wait(async {
            let (stop, stopped) = tokio::sync::watch::channel(false);
            let running = tokio::spawn(keeper.run(stopped));
            while traces_of(&it.store, "hear").await.is_empty() {
                tokio::task::yield_now().await;
            }
            stop.send_replace(true);
            running.await.unwrap();
            traces_of(&it.store, "waits").await
        });
        OPEN.store(true, Ordering::SeqCst);
        settle(&it.store, WORK);

        assert!(waiting.is_empty());
        assert_eq!(traces(&it.store, "waits"), ["a"]);
        assert!(it.store.read(crate::parked).wait().unwrap().is_empty());
    });
}

async fn traces_of(store: &Store, who: &'static str) -> Vec<String> {
    const SQL: &str = "SELECT what FROM traces WHERE who = $1 ORDER BY n LIMIT 10000";
    store.read(move |read| read.list(SQL, &[who.into()], |row| row.text(0))).await.unwrap()
}

#[test]
fn a_parked_act_is_heard_again_when_an_operator_asks_and_stays_parked_while_it_cannot_be() {
    static OPEN: AtomicBool = AtomicBool::new(false);
    const LATER: Reaction = Reaction {
        name: "test.later",
        run: |tx, act| match OPEN.load(Ordering::SeqCst) {
            true => trace(tx, "later", &act.thing),
            false => Err(fault("not yet")),
        },
        ..HEAR
    };
    const WORK: Work = Work { reactions: &[LATER], jobs: &[] };
    on_both(|it| {
        OPEN.store(false, Ordering::SeqCst);
        record(&it.store, "note.written", "a");
        settle(&it.store, WORK);
        let again = || it.store.write(|tx| crate::hear_again(tx, "test.later", 0)).wait();

        again().unwrap();
        settle(&it.store, WORK);
        assert_eq!(it.store.read(crate::parked).wait().unwrap().len(), 1);
        assert!(traces(&it.store, "later").is_empty());

        OPEN.store(true, Ordering::SeqCst);
        again().unwrap();
        settle(&it.store, WORK);
        assert!(it.store.read(crate::parked).wait().unwrap().is_empty());
        assert_eq!(traces(&it.store, "later"), ["a"]);
        assert!(again().is_err(), "nothing is parked any more");
        let behind = it.store.read(crate::behind).wait().unwrap();
        assert_eq!((behind[0].reaction.as_str(), behind[0].n_acts), ("test.later", 0));
    });
}
