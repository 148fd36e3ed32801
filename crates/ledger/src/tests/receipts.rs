//! A receipt is checked by itself, step by step; no changed byte of it passes.

use super::*;
use crate::verify::{Outcome, ReceiptFlaw, Step};

fn receipt_of(store: &Store, n: usize) -> String {
    let placed = store.read(move |read| acts::newest(read, None, 500)).wait().unwrap();
    let id = placed[n].leaf.id.clone();
    store.read(move |read| acts::proof(read, &id)).wait().unwrap().unwrap().to_string()
}

fn one() -> String {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, 5);
    receipt_of(&it.store, 2)
}

#[test]
fn every_receipt_of_a_ledger_holds_and_says_what_it_proves() {
    store::testing::on_both(PARTS, |it| {
        grow(&it, 20);
        for n in 0..20 {
            let check = verify::receipt(receipt_of(&it.store, n).as_bytes(), &keys());
            assert!(check.passed(), "{:?}", check.steps);
            assert_eq!(check.index, Some(19 - n as u64));
            assert_eq!(check.leaf.unwrap().kind, "case.submitted");
            assert_eq!(check.checkpoint.unwrap().size, 20);
        }
    });
}

#[test]
fn no_changed_byte_of_a_receipt_passes_and_the_step_is_named() {
    let receipt = one().into_bytes();
    for at in 0..receipt.len() {
        for bit in [1, 32, 128] {
            let mut altered = receipt.clone();
            altered[at] ^= bit;

            let check = verify::receipt(&altered, &keys());

            let n_failed = check.steps.iter().filter(|it| matches!(it.1, Outcome::Fails(_))).count();
            assert!(!check.passed() && n_failed == 1, "byte {at}");
        }
        assert!(!verify::receipt(&receipt[..at], &keys()).passed(), "cut at {at}");
    }
    assert!(verify::receipt(&receipt, &keys()).passed());
}

#[test]
fn each_step_fails_with_its_own_words() {
    let receipt = one();
    let failed = |text: &str, keys: &[VerifierKey]| {
        let steps = verify::receipt(text.as_bytes(), keys).steps;
        steps.into_iter().find_map(|(step, it)| match it {
            Outcome::Fails(flaw) => Some((step, flaw)),
            _ => None,
        })
    };
    let extra = receipt.lines().nth(1).unwrap().to_owned();
    let wrong_leaf = format!("extra {}", data_encoding::BASE64.encode(b"no act\n"));

    assert_eq!(failed("", &keys()), Some((Step::Form, ReceiptFlaw::Malformed { line: 1 })));
    assert_eq!(
        failed(&receipt.replace("index ", "index 0"), &keys()),
        Some((Step::Form, ReceiptFlaw::Malformed { line: 3 }))
    );
    assert_eq!(
        failed(&receipt.replace(&format!("{extra}\n"), ""), &keys()),
        Some((Step::Leaf, ReceiptFlaw::NoLeaf))
    );
    assert_eq!(
        failed(&receipt.replace(&extra, &wrong_leaf), &keys()),
        Some((Step::Leaf, ReceiptFlaw::LeafMalformed { line: 1 }))
    );
    let foreign = other_key("other.example", 3).verifier().clone();
    assert_eq!(failed(&receipt, &[foreign]), Some((Step::Signature, ReceiptFlaw::KeyUnknown)));
    assert_eq!(failed(&receipt, &[]), Some((Step::Signature, ReceiptFlaw::KeyUnknown)));
    assert_eq!(
        failed(&receipt.replace("\n5\n", "\n6\n"), &keys()),
        Some((Step::Signature, ReceiptFlaw::SignatureFails))
    );
    assert_eq!(
        failed(&receipt.replace("index 2", "index 1"), &keys()),
        Some((Step::Path, ReceiptFlaw::PathFails))
    );
}
