//! A restore is lawful because it shows: a new epoch, an act that says so, and nobody erased comes back.

use std::io::Cursor;

use super::*;
use crate::{
    anchor,
    restore::{Restored, Restoring, restore},
};

fn backup(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store::backup(store, &mut out, &mut |_| ()).unwrap();
    out
}

fn restored(new: &TestStore, archive: &[u8], key: Arc<LedgerKey>) -> kit::Result<Restored> {
    let (anchor, erasures) = (new.folder.0.join("anchor"), new.folder.0.join("erasures"));
    let with = Restoring { key, anchor: &anchor, erasures: &erasures };
    restore(&new.store, &mut Cursor::new(archive), &with, &mut |_| ())
}

#[test]
fn a_restored_ledger_goes_on_in_a_new_epoch_and_all_its_acts_keep_their_proofs() {
    store::testing::on_both(PARTS, |new| {
        let old = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
        grow(&old, 10);
        let before = exported(&old.store);
        record(&old.store, 2);
        let archive = backup(&old.store);
        advance(&old.store, &key());
        let lost = old.store.read(|read| acts::epoch(read, None)).wait().unwrap().note;
        let anchor = new.folder.0.join("anchor");
        anchor::set(&anchor, &lost).unwrap();
        let next = other_key("test.example/ledger/2", 3);

        let done = restored(&new, &archive, next.clone()).unwrap();
        advance(&new.store, &next);

        let report = check(&exported(&new.store), &[key().verifier().clone(), next.verifier().clone()]);
        assert!(report.passed(), "{:?}", words(&report));
        assert_eq!(done.epoch, 2);
        // The old checkpoint, two acts that waited, and the restore itself.
        assert_eq!(report.epochs.iter().map(|it| it.size).collect::<Vec<_>>(), [4, 10]);
        assert_eq!(exported(&new.store)["epochs/1/checkpoint"], before["checkpoint"]);
        for placed in new.store.read(|read| acts::newest(read, None, 100)).wait().unwrap() {
            let id = placed.leaf.id.clone();
            let proof = new.store.read(move |read| acts::proof(read, &id)).wait().unwrap().unwrap();
            let keys = [key().verifier().clone(), next.verifier().clone()];
            assert!(verify::receipt(proof.to_string().as_bytes(), &keys).passed());
        }
        let acts = new.store.read(|read| acts::history(read, "test.example/ledger/2")).wait().unwrap();
        assert_eq!(acts[0].kind, crate::LEDGER_RESTORED);
        assert_eq!(acts[0].body().unwrap()["anchored"], lost);
        assert!(new.store.read(move |read| Ok(anchor::check(read, &anchor).is_ok())).wait().unwrap());
    });
}

#[test]
fn someone_erased_after_the_backup_is_erased_again() {
    store::testing::on_both(PARTS, |new| {
        let old = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
        grow(&old, 3);
        let archive = backup(&old.store);
        let erasures = new.folder.0.join("erasures");
        let subject = SubjectId::from(Id128(1));
        crate::erasures::note_erasure(&erasures, &subject, store::testing::MONDAY).unwrap();

        let done = restored(&new, &archive, other_key("test.example/2", 3)).unwrap();

        let acts = new.store.read(|read| acts::history(read, "case_1")).wait().unwrap();
        let again = new.store.read(move |read| acts::history(read, subject.as_str())).wait().unwrap();
        assert_eq!(done.erasures.n_erased, 1);
        assert!(acts[0].person.is_none());
        assert_eq!(again[0].kind, crate::ERASURE_REAPPLIED);
    });
}

#[test]
fn a_restore_under_the_old_key_is_refused() {
    let old = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&old, 3);
    let archive = backup(&old.store);
    let new = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();

    let refused = restored(&new, &archive, key()).unwrap_err().to_string();

    assert!(refused.contains("this key already"), "{refused}");
}

#[test]
fn a_restore_that_ends_before_its_epoch_is_opened_has_already_erased_again() {
    let old = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&old, 3);
    let archive = backup(&old.store);
    let new = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    let subject = SubjectId::from(Id128(1));
    crate::erasures::note_erasure(&new.folder.0.join("erasures"), &subject, store::testing::MONDAY).unwrap();

    let ended = restored(&new, &archive, key());

    let again = new.store.read(move |read| acts::history(read, subject.as_str())).wait().unwrap();
    assert!(ended.is_err());
    assert_eq!(again[0].kind, crate::ERASURE_REAPPLIED);
}
