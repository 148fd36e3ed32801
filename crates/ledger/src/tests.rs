//! The ledger's own promises: what is served can be checked by strangers, and nothing altered passes.
//! Each test has a ledger of its own, exported to a folder or served by the real router.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use acts::LedgerKey;
use kit::{Actor, Id128, PersonId, SubjectId};
use store::{Act, Part, Store, testing::TestStore};
use tlog::{Bundle, Tile, VerifierKey};

use crate::verify::{self, Report, Served};

mod anchoring;
mod auditing;
mod doors;
mod operating;
mod receipts;
mod restoring;

const PARTS: &[Part] = &[acts::PART];

fn key() -> Arc<LedgerKey> {
    acts::testing::key()
}

fn other_key(origin: &str, seed: u8) -> Arc<LedgerKey> {
    let key = crypt::SigningKey::from_seed(crypt::SuiteName::Ed25519, &[seed; 32]).unwrap();
    Arc::new(LedgerKey::new(origin, key).unwrap())
}

fn open_epoch(store: &Store, key: &Arc<LedgerKey>) {
    let key = key.clone();
    store.write(move |tx| acts::open_epoch(tx, &key)).wait().unwrap();
}

fn advance(store: &Store, key: &Arc<LedgerKey>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    while 0 < runtime.block_on(acts::advance(store, key)).unwrap() {}
}

fn record(store: &Store, n_acts: usize) {
    let write = store.write(move |tx| {
        let by = citizen(1);
        (0..n_acts).try_for_each(|n| tx.record(Act::of("case.submitted", &by, &format!("case_{n}"))))
    });
    write.wait().unwrap();
}

fn citizen(n: u128) -> Actor {
    Actor::person_is(PersonId::from(Id128(n)), SubjectId::from(Id128(n)))
}

/// Gives the store a ledger of so many acts.
fn grow(it: &TestStore, n_acts: usize) {
    open_epoch(&it.store, &key());
    record(&it.store, n_acts);
    advance(&it.store, &key());
}

/// A ledger's static files by path, as a mirror would have them.
type Files = BTreeMap<String, Vec<u8>>;

fn exported(store: &Store) -> Files {
    let epochs = store.read(acts::epochs).wait().unwrap();
    let mut files = Files::new();
    for (n, epoch) in epochs.into_iter().enumerate() {
        let folder = if n == 0 { String::new() } else { format!("epochs/{}/", epoch.epoch) };
        files.insert(format!("{folder}checkpoint"), epoch.note.clone().into_bytes());
        let tiles = (0..=tlog::LEVEL_MAX).flat_map(|level| {
            (0..).map_while({
                let size = epoch.size;
                move |n| Tile::at(level, n, size)
            })
        });
        for tile in tiles {
            let epoch = epoch.clone();
            let read = store.read(move |read| {
                let hashes = acts::tile(read, &epoch, tile)?;
                let bundle = Bundle { n: tile.n, width: tile.width };
                let leaves = (tile.level == 0).then(|| acts::entries(read, &epoch, bundle)).transpose()?;
                Ok((hashes, bundle, leaves))
            });
            let (hashes, bundle, leaves) = read.wait().unwrap();
            files.insert(format!("{folder}{tile}"), hashes);
            leaves.map(|it| files.insert(format!("{folder}{bundle}"), it));
        }
    }
    files
}

fn check(files: &Files, keys: &[VerifierKey]) -> Report {
    check_since(files, keys, None)
}

fn check_since(files: &Files, keys: &[VerifierKey], since: Option<&[u8]>) -> Report {
    let mut served = |path: &str| Ok(files.get(path).cloned());
    verify::log(&mut served, keys, since, &mut |_| ())
}

fn keys() -> Vec<VerifierKey> {
    vec![key().verifier().clone()]
}

fn words(report: &Report) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}

fn write_folder(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
