//! A whole ledger is checked file by file: a sound one passes, and every byte changed is found and named.

use super::*;
use crate::{Folder, Target};

/// A small ledger in SQLite; what is served does not depend on the engine, which the tests of `acts` show.
fn small(n_acts: usize) -> TestStore {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, n_acts);
    it
}

#[test]
fn a_sound_ledger_passes_and_says_what_was_checked() {
    store::testing::on_both(PARTS, |it| {
        grow(&it, 300);

        let mut seen = Vec::new();
        let files = exported(&it.store);
        let mut served = |path: &str| Ok(files.get(path).cloned());
        let report = verify::log(&mut served, &keys(), None, &mut |it| seen.push(it));

        assert!(report.passed(), "{:?}", words(&report));
        assert_eq!((report.n_leaves, report.n_tiles, report.epochs.len()), (300, 3, 1));
        assert_eq!((report.epochs[0].size, report.epochs[0].voucher), (300, verify::Voucher::Key));
        assert_eq!(seen.last().map(|it| (it.n_leaves, it.n_leaves_all)), Some((300, 300)));
    });
}

#[test]
fn an_empty_ledger_passes() {
    let report = check(&exported(&small(0).store), &keys());

    assert!(report.passed(), "{:?}", words(&report));
    assert_eq!(report.n_leaves, 0);
}

#[test]
fn every_byte_changed_in_a_small_ledger_is_found_and_its_file_named() {
    let files = exported(&small(5).store);
    assert_eq!(files.len(), 3);
    for (path, bytes) in &files {
        for at in 0..bytes.len() {
            for bit in [1, 128] {
                let mut altered = files.clone();
                altered.get_mut(path).unwrap()[at] ^= bit;

                let report = check(&altered, &keys());

                assert!(!report.passed(), "{path}, byte {at}");
                let named = report.findings.iter().any(|it| it.path == *path);
                // A hash and a leaf that part name each other; both are known to be looked at.
                assert!(named, "{path}, byte {at}: {:?}", words(&report));
            }
        }
    }
}

#[test]
fn bytes_changed_in_a_ledger_of_several_tiles_are_found_and_their_file_named() {
    let files = exported(&small(300).store);
    for (path, bytes) in &files {
        for at in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let mut altered = files.clone();
            altered.get_mut(path).unwrap()[at] ^= 1;

            let report = check(&altered, &keys());

            let named = report.findings.iter().any(|it| it.path == *path);
            assert!(!report.passed() && named, "{path}, byte {at}: {:?}", words(&report));
        }
    }
}

#[test]
fn a_finding_names_the_leaf_the_hash_or_the_line() {
    let files = exported(&small(5).store);
    let flipped = |path: &str, at: usize| {
        let mut altered = files.clone();
        altered.get_mut(path).unwrap()[at] ^= 1;
        words(&check(&altered, &keys()))
    };

    let leaf_bytes = files["tile/entries/000.p/5"].len() / 5;
    assert_eq!(
        flipped("tile/entries/000.p/5", 3 * leaf_bytes + 20),
        ["tile/entries/000.p/5: leaf 3 is not the one in the tree"]
    );
    assert_eq!(flipped("tile/0/000.p/5", 2 * 32 + 7), ["tile/0/000.p/5: hash 2 is not that of leaf 2"]);
    assert!(flipped("checkpoint", 1)[0].starts_with("checkpoint: none of the keys given belongs to the log"));
    let signed = String::from_utf8(files["checkpoint"].clone()).unwrap();
    assert_eq!(
        flipped("checkpoint", signed.find("\n5\n").unwrap() + 1),
        ["checkpoint: the signature of test.example/ledger does not hold"]
    );
    assert_eq!(
        flipped("checkpoint", signed.find("=\n").unwrap()),
        ["checkpoint: checkpoint, line 3: it is not a root"]
    );
}

#[test]
fn every_file_left_out_is_missed() {
    let files = exported(&small(300).store);
    for path in files.keys() {
        let mut altered = files.clone();
        altered.remove(path);

        let report = check(&altered, &keys());

        assert_eq!(words(&report), [format!("{path}: is missing")]);
    }
}

#[test]
fn a_leaf_that_is_in_the_tree_but_of_no_known_form_is_named_with_its_line() {
    let leaves: Vec<Vec<u8>> = [&b"yiwang/act/v2\n"[..], b"nonsense"].map(<[u8]>::to_vec).to_vec();
    let hashes: Vec<_> = leaves.iter().map(|it| tlog::leaf_hash(it)).collect();
    let bundle = Bundle { n: 0, width: 2 };
    let mut edge = tlog::Edge::empty();
    edge.append(&hashes).unwrap();
    let secret = crypt::SigningKey::from_seed(crypt::SuiteName::Ed25519, &[9; 32]).unwrap();
    let key = key();
    let signer = tlog::NoteSigner { key: key.verifier(), sign: &|it| secret.sign(it) };
    let note = tlog::Checkpoint::new(key.verifier().name(), 2, edge.root()).sign(&signer).unwrap();
    let files = Files::from([
        ("checkpoint".to_owned(), note.to_string().into_bytes()),
        ("tile/0/000.p/2".to_owned(), hashes.concat()),
        (bundle.to_string(), bundle.print(leaves.iter().map(Vec::as_slice)).unwrap()),
    ]);

    let found = words(&check(&files, &keys()));

    assert_eq!(found[0], "tile/entries/000.p/2: leaf 0, line 1: eight lines should stand here");
    assert_eq!(found[1], "tile/entries/000.p/2: leaf 1, line 8: a line end should stand here");
}

#[test]
fn a_ledger_that_someone_signed_anew_is_of_no_key_given() {
    let forged = small(5);
    let other = other_key("test.example/ledger", 7);
    let files = {
        let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
        open_epoch(&it.store, &other);
        record(&it.store, 5);
        advance(&it.store, &other);
        exported(&it.store)
    };

    let report = check(&files, &keys());

    assert!(check(&exported(&forged.store), &keys()).passed());
    assert_eq!(words(&report), ["checkpoint: there is no signature of a known key"]);
    assert!(check(&files, &[]).findings[0].to_string().contains("none of the keys given"));
}

#[test]
fn a_ledger_that_only_grew_continues_an_older_checkpoint_and_a_rewritten_one_does_not() {
    let it = small(5);
    let old = exported(&it.store)["checkpoint"].clone();
    record(&it.store, 290);
    advance(&it.store, &key());
    let rewritten = {
        let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
        open_epoch(&it.store, &key());
        record(&it.store, 1);
        it.clock.set(store::testing::MONDAY.plus_ms(1));
        record(&it.store, 300);
        advance(&it.store, &key());
        exported(&it.store)
    };

    let grown = check_since(&exported(&it.store), &keys(), Some(&old));
    let forked = check_since(&rewritten, &keys(), Some(&old));
    let shrunk = {
        let small = small(3);
        check_since(&exported(&small.store), &keys(), Some(&old))
    };
    let torn = check_since(&exported(&it.store), &keys(), Some(b"torn"));

    assert!(grown.passed() && grown.since == Some(5), "{:?}", words(&grown));
    assert_eq!(
        words(&forked),
        ["the older checkpoint: the tree of 301 leaves does not continue the tree of 5 leaves"]
    );
    assert_eq!(words(&shrunk), ["the older checkpoint: a tree of 5 leaves cannot come to have 3"]);
    assert!(!torn.passed());
}

#[test]
fn epochs_hold_each_other_and_each_can_be_told_when_altered() {
    let it = small(5);
    let next = other_key("test.example/ledger/2", 3);
    open_epoch(&it.store, &next);
    record(&it.store, 4);
    advance(&it.store, &next);
    let files = exported(&it.store);
    let both = [key().verifier().clone(), next.verifier().clone()];
    let newest = [next.verifier().clone()];

    let sound = check(&files, &both);
    let vouched = check(&files, &newest);

    assert!(sound.passed() && vouched.passed(), "{:?}", words(&sound));
    assert_eq!(sound.epochs.iter().map(|it| it.size).collect::<Vec<_>>(), [5, 5]);
    assert_eq!(vouched.epochs[1].voucher, verify::Voucher::NextEpoch);
    for path in files.keys() {
        for at in (0..files[path].len()).step_by(7) {
            let mut altered = files.clone();
            altered.get_mut(path).unwrap()[at] ^= 1;
            for keys in [&both[..], &newest[..]] {
                let report = check(&altered, keys);
                let opening = "tile/entries/000";
                let named = |it: &verify::Finding| it.path == *path || it.path == opening;
                assert!(report.findings.iter().any(named), "{path}, {at}: {:?}", words(&report));
            }
        }
    }
    let hidden: Files = files.into_iter().filter(|it| !it.0.starts_with("epochs/")).collect();
    assert_eq!(words(&check(&hidden, &both)), ["epochs/1/checkpoint: is missing"]);
}

#[test]
fn an_epoch_put_beside_a_ledger_that_does_not_continue_it_is_found() {
    let old = exported(&small(5).store);
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    let next = other_key("test.example/ledger/2", 3);
    open_epoch(&it.store, &next);
    record(&it.store, 4);
    advance(&it.store, &next);
    let mut files = exported(&it.store);
    files.extend(old.into_iter().map(|(path, bytes)| (format!("epochs/1/{path}"), bytes)));

    let report = check(&files, &[key().verifier().clone(), next.verifier().clone()]);

    assert!(words(&report)[0].contains("leaf 0 is not epochs/1/checkpoint"), "{:?}", words(&report));
}

#[test]
fn a_copied_folder_is_read_as_it_lies_there() {
    let it = small(300);
    let folder = it.folder.0.join("copy");
    write_folder(&folder, &exported(&it.store));

    let Target::Log(mut served) = Target::open(folder.to_str().unwrap()).unwrap() else { panic!() };
    let report = verify::log(served.as_mut(), &keys(), None, &mut |_| ());

    assert!(report.passed(), "{:?}", words(&report));
    assert_eq!(Folder::open(&folder).get("tile/0/000.p/17").unwrap(), None);
    assert!(Target::open(folder.join("nowhere").to_str().unwrap()).is_err());
}
