//! Proofs that a proof file is read back byte for byte, verifies offline, and says which check failed.
//! Carries the leaf in the extra bytes, as receipts do.

use crate::{Checkpoint, Error, PROOF_BYTES_MAX, PROOF_HASHES_MAX, Proof, inclusion_proof};

use super::notes::for_each_flip;
use super::{Pair, grown, leaf};

const LOG: &str = "example.com/ledger";

#[test]
fn a_proof_file_has_the_lines_of_the_format() {
    let text = proof(2, 3).to_string();

    let lines: Vec<_> = text.split('\n').collect();

    assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
    assert_eq!(lines[1], "extra bGVhZiAy");
    assert_eq!(lines[2], "index 2");
    assert_eq!(lines[3].len(), 44);
    assert_eq!(lines[4..7], ["", LOG, "3"]);
    assert!(lines[9].starts_with("\u{2014} example.com/ledger "));
    assert_eq!(lines[10..], [""]);
}

#[test]
fn every_proof_file_is_read_back_and_verifies() {
    for size in 1..=20 {
        for index in 0..size {
            let proof = proof(index, size);

            let parsed = Proof::parse(proof.to_string().as_bytes()).unwrap();

            assert_eq!(parsed, proof);
            assert_eq!(parsed.verify(&leaf(index), &Pair::log(LOG).key).unwrap().size, size);
        }
    }
    let bare = Proof { extra: Vec::new(), ..proof(0, 1) };
    assert_eq!(Proof::parse(bare.to_string().as_bytes()).unwrap(), bare);
    assert!(bare.to_string().starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nexample.com/ledger\n1\n"));
}

#[test]
fn a_proof_file_with_any_bit_flipped_is_refused() {
    let key = Pair::log(LOG).key;

    for (index, size) in [(0, 1), (2, 5), (4, 5)] {
        for_each_flip(proof(index, size).to_string().as_bytes(), |bytes| {
            let verified = Proof::parse(bytes).and_then(|it| it.verify(&it.extra.clone(), &key));
            assert!(verified.is_err(), "{}", String::from_utf8_lossy(bytes));
        });
    }
}

#[test]
fn a_proof_file_cut_anywhere_or_stretched_is_refused() {
    let text = proof(2, 5).to_string();

    for length in 0..text.len() {
        assert!(Proof::parse(&text.as_bytes()[..length]).is_err(), "{length} bytes");
    }
    assert!(Proof::parse(format!("{text}\n").as_bytes()).is_err());
    assert!(Proof::parse(format!("\n{text}").as_bytes()).is_err());
    assert!(matches!(Proof::parse(&vec![b'a'; PROOF_BYTES_MAX + 1]), Err(Error::TooMany { .. })));
}

#[test]
fn the_check_that_failed_is_named() {
    let (key, proof) = (Pair::log(LOG).key, proof(2, 5));
    let said = |proof: &Proof, leaf: &[u8]| proof.verify(leaf, &key).unwrap_err().to_string();

    assert_eq!(
        said(&proof, b"another leaf"),
        "the proof does not lead from leaf 2 to the root of the tree of 5 leaves"
    );
    assert_eq!(said(&Proof { index: 5, ..proof.clone() }, &leaf(2)), "a tree of 5 leaves has no leaf 5");
    assert_eq!(
        said(&Proof { hashes: Vec::new(), ..proof.clone() }, &leaf(2)),
        "the proof does not lead from leaf 2 to the root of the tree of 5 leaves"
    );
    let stranger = Pair::log("example.com/other").key;
    let error = proof.verify(&leaf(2), &stranger).unwrap_err();
    assert_eq!(error.to_string(), "there is no signature of a known key");
    let forged = proof.to_string().replace("example.com/ledger\n5\n", "example.com/ledger\n6\n");
    let forged = Proof::parse(forged.as_bytes()).unwrap();
    assert_eq!(said(&forged, &leaf(2)), "the signature of example.com/ledger does not hold");
}

#[test]
fn malformed_proof_files_are_refused_with_their_line() {
    let text = proof(2, 5).to_string();
    let said =
        |from: &str, to: &str| Proof::parse(text.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();

    assert_eq!(said("@v1", "@v2"), "proof, line 1: it is not the header of a proof");
    assert_eq!(said("extra bGVhZiAy", "extra bGVhZiA"), "proof, line 2: it holds no extra bytes");
    assert_eq!(said("extra bGVhZiAy", "extra "), "proof, line 2: it holds no extra bytes");
    assert_eq!(said("extra bGVhZiAy", "Extra bGVhZiAy"), "proof, line 2: it is not an index");
    assert_eq!(said("extra bGVhZiAy\nindex 2", "index 2\nextra bGVhZiAy"), "proof, line 3: it is not a hash");
    assert_eq!(
        said("extra bGVhZiAy\n", "extra bGVhZiAy\nextra bGVhZiAy\n"),
        "proof, line 3: it is not an index"
    );
    for index in ["02", "+2", "-2", "2 ", "", "18446744073709551616", "9223372036854775808"] {
        assert_eq!(
            said("index 2", &format!("index {index}")),
            "proof, line 3: it is not an index",
            "{index}"
        );
    }
    assert_eq!(said("\nindex 2\n", "\nindex 2\nAAAA\n"), "proof, line 4: it is not a hash");
    assert_eq!(said("\n\n", "\n"), "proof, line 7: it is not a hash");
    let hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
    let many = format!("index 2\n{}", hash.repeat(PROOF_HASHES_MAX + 1));
    assert_eq!(said("index 2\n", &many), "there are more hashes in a proof than 63");
}

/// The proof of one leaf in a tree of so many, with the leaf as extra bytes.
fn proof(index: u64, size: u64) -> Proof {
    let (edge, mut shelf) = grown(size);
    let checkpoint = Checkpoint::new(LOG, size, edge.root());
    Proof {
        extra: leaf(index),
        index,
        hashes: inclusion_proof(&mut shelf, index, size).unwrap(),
        checkpoint: Pair::log(LOG).sign_with(|it| checkpoint.sign(it)).unwrap(),
    }
}
