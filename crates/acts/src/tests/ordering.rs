//! Places in the ledger: given once, in the order of transactions, whoever gives them.

use std::sync::{Mutex, mpsc};
use std::time::Duration;

use store::Engine;

use super::*;
use crate::lease::Lease;

#[test]
fn acts_stand_in_the_order_of_their_transactions() {
    on_both(|it| {
        for n in 0..20 {
            let write = it.store.write(move |tx| {
                tx.record(act("note.written", &format!("{n:02}a")))?;
                tx.record(act("note.written", &format!("{n:02}b")))
            });
            write.wait().unwrap();
        }

        assert_eq!(advance(&it.store), 40);
        assert_eq!(advance(&it.store), 0);

        let placed = it.store.read(|read| tables::acts_from(read, 0, 100)).wait().unwrap();
        let things: Vec<_> = placed.iter().map(|it| it.thing.clone()).collect();
        let positions: Vec<_> = placed.iter().map(|it| it.position.unwrap()).collect();
        let mut sorted = things.clone();
        sorted.sort();
        assert_eq!(positions, (0..40).collect::<Vec<_>>());
        assert_eq!(things, sorted);
    });
}

#[test]
fn acts_of_one_transaction_stand_together_though_another_came_between() {
    on_both(|it| {
        if it.store.engine() == Engine::Sqlite {
            return;
        }
        let (first_is_there, wait_first) = mpsc::channel();
        let (second_is_done, wait_second) = mpsc::channel::<()>();
        let wait_second = Mutex::new(wait_second);

        let first = it.store.write(move |tx| {
            tx.record(act("note.written", "first"))?;
            let _ = first_is_there.send(());
            let _ = wait_second.lock().unwrap().recv_timeout(Duration::from_secs(5));
            tx.record(act("note.written", "first"))
        });
        wait_first.recv().unwrap();
        record(&it.store, "note.written", "second");
        second_is_done.send(()).unwrap();
        first.wait().unwrap();
        advance(&it.store);

        let placed = it.store.read(|read| tables::acts_from(read, 0, 100)).wait().unwrap();
        let things: Vec<_> = placed.iter().map(|it| it.thing.as_str()).collect();
        assert_eq!(things, ["first", "first", "second"]);
    });
}

#[test]
fn two_sequencers_at_once_neither_fork_nor_lose() {
    on_both(|it| {
        let other = other_node(&it);
        let key = key();

        let mut n_placed = 0;
        for round in 0..12 {
            let writes: Vec<_> = (0..10)
                .map(|n| {
                    let thing = format!("{round}/{n}");
                    it.store.write(move |tx| tx.record(act("note.written", &thing)))
                })
                .collect();
            let (one, two) =
                wait(async { tokio::join!(crate::advance(&it.store, &key), crate::advance(&other, &key)) });
            writes.into_iter().for_each(|it| it.wait().unwrap());
            for ended in [one, two] {
                match ended {
                    Ok(n) => n_placed += n,
                    Err(err) => assert!(matches!(err, Error::Busy(_)), "{err}"),
                }
            }
        }
        n_placed += advance(&it.store);

        let leaves: Vec<_> = rows(&it.store).iter().map(Leaf::bytes).collect();
        let signed = crate::checkpoint(&epoch(&it.store)).unwrap();
        assert_eq!((n_placed, leaves.len()), (120, 120));
        assert_eq!((signed.size, signed.root), (120, tree_hash(&leaves)));
        assert!(it.store.read(tables::any_pending).wait().is_ok_and(|it| !it));
        audit(&it.store, None).unwrap();
    });
}

#[test]
fn a_sequencer_with_another_key_places_nothing() {
    on_both(|it| {
        record(&it.store, "note.written", "a");

        let foreign = wait(crate::advance(&it.store, &other_key("test.example/ledger", 3)));

        assert!(foreign.unwrap_err().to_string().contains("not that of its epoch"));
        assert_eq!(epoch(&it.store).size, 0);
        assert_eq!(advance(&it.store), 1);
    });
}

#[test]
fn an_embedded_store_is_kept_at_once_though_its_last_keeper_died_without_a_word() {
    on_both(|it| {
        let held = wait(async {
            let mut dead = Lease::new("keeper", "dead".to_owned());
            let mut next = Lease::new("keeper", "next".to_owned());
            assert!(dead.hold(&it.store).await?);

            next.begin(&it.store).await?;
            next.hold(&it.store).await
        });

        // On a server the other may be alive on another machine.
        assert_eq!(held.unwrap(), it.store.engine() == Engine::Sqlite);
    });
}
