//! Followers: made from what is there, then told of each act in order on every node, whatever fails.

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use super::*;
use crate::{Follower, Followers, Heard};

/// What a follower of these tests keeps.
#[derive(Default)]
struct Kept {
    n_made: AtomicU32,
    n_to_fail: AtomicU32,
    things: Mutex<Vec<String>>,
}

const FOLLOWER: Follower = Follower {
    name: "test.follower",
    kinds: &["note.written"],
    make: |store| {
        Box::pin(async move {
            let kept = store.memory::<Kept>();
            kept.n_made.fetch_add(1, Ordering::SeqCst);
            kept.things.lock().unwrap().clear();
            Ok(())
        })
    },
    hear: |store, heard| {
        Box::pin(async move {
            let kept = store.memory::<Kept>();
            if 0 < kept.n_to_fail.load(Ordering::SeqCst) {
                kept.n_to_fail.fetch_sub(1, Ordering::SeqCst);
                return Err(fault("indigestible"));
            }
            kept.things.lock().unwrap().extend(heard.into_iter().map(|it| it.thing));
            Ok(())
        })
    },
};

const PANICS: Follower =
    Follower { name: "test.panics", hear: |_, _| Box::pin(async { panic!("on purpose") }), ..FOLLOWER };

fn things(store: &Store) -> Vec<String> {
    store.memory::<Kept>().things.lock().unwrap().clone()
}

fn lag(followers: &Followers) -> Option<i64> {
    followers.lags().all().next().unwrap().1
}

#[test]
fn a_follower_begins_with_what_is_there_and_then_hears_its_kinds_in_order() {
    on_both(|it| {
        record(&it.store, "note.written", "before");
        advance(&it.store);
        let mut followers = Followers::new(it.store.clone(), &[FOLLOWER]);
        assert_eq!(lag(&followers), None);
        wait(followers.catch_up()).unwrap();
        assert_eq!((things(&it.store).len(), lag(&followers)), (0, Some(0)));

        for n in 0..1_300 {
            record(&it.store, if n % 3 == 0 { "note.burned" } else { "note.written" }, &format!("{n:04}"));
        }
        while 0 < advance(&it.store) {}
        wait(followers.catch_up()).unwrap();
        wait(followers.catch_up()).unwrap();

        let all: Vec<_> = (0..1_300).filter(|it| it % 3 != 0).map(|it| format!("{it:04}")).collect();
        assert_eq!(things(&it.store), all);
        assert_eq!(it.store.memory::<Kept>().n_made.load(Ordering::SeqCst), 1);
        assert_eq!(lag(&followers), Some(0));
    });
}

#[test]
fn each_node_has_followers_of_its_own_and_all_of_them_hear() {
    on_both(|it| {
        let other = other_node(&it);
        let nodes = [it.store.clone(), other];
        let mut followers: Vec<_> = nodes.iter().map(|it| Followers::new(it.clone(), &[FOLLOWER])).collect();
        followers.iter_mut().for_each(|it| wait(it.catch_up()).unwrap());
        record(&it.store, "note.written", "news");
        advance(&it.store);

        followers.iter_mut().for_each(|it| wait(it.catch_up()).unwrap());

        // Where the engine allows but one node, both followers keep the same memory.
        let expected = if it.store.engine() == Engine::Sqlite { vec!["news", "news"] } else { vec!["news"] };
        nodes.iter().for_each(|it| assert_eq!(things(it), expected));
    });
}

#[test]
fn acts_that_could_not_be_heard_are_heard_again_and_at_last_the_follower_is_made_anew() {
    on_both(|it| {
        let kept = it.store.memory::<Kept>();
        let mut followers = Followers::new(it.store.clone(), &[FOLLOWER]);
        wait(followers.catch_up()).unwrap();
        record(&it.store, "note.written", "one");
        advance(&it.store);
        kept.n_to_fail.store(1, Ordering::SeqCst);

        assert!(wait(followers.catch_up()).is_err());
        wait(followers.catch_up()).unwrap();
        assert_eq!((things(&it.store), kept.n_made.load(Ordering::SeqCst)), (vec!["one".to_owned()], 1));

        record(&it.store, "note.written", "two");
        advance(&it.store);
        kept.n_to_fail.store(5, Ordering::SeqCst);
        (0..5).for_each(|_| assert!(wait(followers.catch_up()).is_err()));
        wait(followers.catch_up()).unwrap();

        // Made anew, it starts from the data, which holds what the acts did.
        assert_eq!((things(&it.store).len(), kept.n_made.load(Ordering::SeqCst)), (0, 2));
        assert_eq!(lag(&followers), Some(0));
    });
}

#[test]
fn a_follower_that_panics_takes_nobody_with_it() {
    on_both(|it| {
        let mut followers = Followers::new(it.store.clone(), &[PANICS]);
        wait(followers.catch_up()).unwrap();
        record(&it.store, "note.written", "one");
        advance(&it.store);

        assert!(matches!(wait(followers.catch_up()), Err(Error::Fault(_))));
        assert_eq!(lag(&followers), Some(1));
    });
}

#[test]
fn followers_that_run_hear_until_they_are_stopped() {
    on_both(|it| {
        let (stopping, stopped) = tokio::sync::watch::channel(false);
        let store = it.store.clone();
        wait(async {
            let running = tokio::spawn(Followers::new(store.clone(), &[FOLLOWER]).run(stopped));
            while store.memory::<Kept>().n_made.load(Ordering::SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
            store.write(|tx| tx.record(act("note.written", "live"))).await.unwrap();
            crate::advance(&store, &key()).await.unwrap();
            while things(&store) != ["live"] {
                tokio::task::yield_now().await;
            }
            stopping.send_replace(true);
            running.await.unwrap();
        });
    });
}

#[test]
fn what_was_done_since_a_position_is_told_in_order() {
    on_both(|it| {
        (0..3).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);

        let since = it.store.read(|read| crate::heard_since(read, 0)).wait().unwrap();

        let heard =
            |position: i64| Heard { position, kind: "note.written".to_owned(), thing: position.to_string() };
        assert_eq!(since, [heard(1), heard(2)]);
        assert_eq!(it.store.read(crate::position).wait().unwrap(), 2);
    });
}
