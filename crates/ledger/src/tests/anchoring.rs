//! The anchor remembers what was signed, and no store behind it starts.

use std::io::Write;

use super::*;
use crate::anchor::{self, Anchor, Behind};

fn stands(store: &Store, path: &Path) -> Result<(), String> {
    let path = path.to_owned();
    let ended = store.read(move |read| Ok(anchor::check(read, &path))).wait().unwrap();
    ended.map_err(|it| match it {
        Behind::Smaller { anchored, stored } => format!("smaller {anchored} {stored}"),
        Behind::Forked { anchored, .. } => format!("forked {anchored}"),
        Behind::Foreign { origin } => format!("foreign {origin}"),
        Behind::Unreadable(_) => "unreadable".to_owned(),
        Behind::Store(err) => panic!("{err}"),
    })
}

fn note(store: &Store) -> String {
    store.read(|read| acts::epoch(read, None)).wait().unwrap().note
}

#[test]
fn the_last_checkpoint_told_is_in_the_file_when_the_anchor_is_let_go() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    let path = it.folder.0.join("anchor");
    let anchor = Anchor::open(&path).unwrap();

    for n in 0..500 {
        anchor.tell(&format!("note {n}\n"));
    }
    drop(anchor);

    assert_eq!(fs::read_to_string(&path).unwrap(), "note 499\n");
    assert!(!it.folder.0.join("anchor.new").exists());
}

#[test]
fn a_store_that_grew_since_its_anchor_may_start_and_one_put_back_may_not() {
    store::testing::on_both(PARTS, |it| {
        let path = it.folder.0.join("anchor");
        grow(&it, 5);
        assert_eq!(stands(&it.store, &path), Ok(()));
        anchor::set(&path, &note(&it.store)).unwrap();
        assert_eq!(stands(&it.store, &path), Ok(()));
        record(&it.store, 300);
        advance(&it.store, &key());
        assert_eq!(stands(&it.store, &path), Ok(()));
        anchor::set(&path, &note(&it.store)).unwrap();

        let put_back = store::testing::open(PARTS, it.store.engine()).unwrap();
        grow(&put_back, 5);

        assert_eq!(stands(&put_back.store, &path), Err("smaller 305 5".to_owned()));
    });
}

#[test]
fn a_store_that_was_rewritten_is_not_the_one_anchored() {
    store::testing::on_both(PARTS, |it| {
        let path = it.folder.0.join("anchor");
        grow(&it, 5);
        anchor::set(&path, &note(&it.store)).unwrap();

        let rewritten = store::testing::open(PARTS, it.store.engine()).unwrap();
        grow(&rewritten, 300);

        assert_eq!(stands(&rewritten.store, &path), Err("forked 5".to_owned()));
    });
}

#[test]
fn an_anchor_of_another_ledger_or_with_a_changed_byte_is_told_plainly() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    let path = it.folder.0.join("anchor");
    let other = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    open_epoch(&other.store, &other_key("other.example", 3));
    grow(&it, 5);

    anchor::set(&path, &note(&other.store)).unwrap();
    assert_eq!(stands(&it.store, &path), Err("foreign other.example".to_owned()));
    let good = note(&it.store).into_bytes();
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        fs::write(&path, &altered).unwrap();
        assert!(stands(&it.store, &path).is_err(), "byte {at}");
    }
}

#[test]
fn the_list_of_erasures_survives_a_torn_line_and_is_applied_once() {
    store::testing::on_both(PARTS, |it| {
        let path = it.folder.0.join("erasures");
        let write = it.store.write(|tx| {
            (1..=250).try_for_each(|n| tx.record(Act::of("case.submitted", &citizen(n), "case")))
        });
        write.wait().unwrap();
        for n in 1..=240 {
            let at = store::testing::MONDAY;
            if n == 100 {
                let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
                file.write_all(b"subject_000").unwrap();
            }
            crate::erasures::note_erasure(&path, &SubjectId::from(Id128(n)), at).unwrap();
        }
        crate::erasures::note_erasure(&path, &SubjectId::from(Id128(9_999)), store::testing::MONDAY).unwrap();

        let first = crate::erasures::reapply(&it.store, &path).unwrap();
        let again = crate::erasures::reapply(&it.store, &path).unwrap();

        let acts = it.store.read(|read| acts::history(read, "case")).wait().unwrap();
        assert_eq!((first.n_erased, first.n_known, first.n_torn), (240, 1, 1));
        assert_eq!((again.n_erased, again.n_known, again.n_torn), (0, 241, 1));
        assert_eq!(acts.iter().filter(|it| it.person.is_some()).count(), 10);
    });
}
