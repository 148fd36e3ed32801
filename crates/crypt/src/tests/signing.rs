//! Proofs that a signature holds for its key and its message only.
//! Knows the vectors of RFC 8032.

use crate::{PublicKey, SigningKey, SuiteName};

use super::hex;

#[test]
fn ed25519_agrees_with_rfc_8032() {
    let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    let key = SigningKey::from_seed(SuiteName::Ed25519, &seed).unwrap();

    assert_eq!(key.public().bytes, hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    let signature = hex(concat!(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ));
    assert_eq!(key.sign(&[0x72]), signature);
    assert!(key.public().verify(&[0x72], &signature));
}

#[test]
fn a_signature_with_any_bit_flipped_does_not_hold() {
    let key = key(1);
    let signature = key.sign(b"decided");

    for bit in 0..signature.len() * 8 {
        let mut tampered = signature.clone();
        tampered[bit / 8] ^= 1 << (bit % 8);

        assert!(!key.public().verify(b"decided", &tampered), "bit {bit}");
    }
}

#[test]
fn a_signature_holds_for_its_message_and_its_key_only() {
    let signature = key(1).sign(b"decided");

    assert!(key(1).public().verify(b"decided", &signature));
    assert!(!key(1).public().verify(b"refused", &signature));
    assert!(!key(2).public().verify(b"decided", &signature));
}

#[test]
fn malformed_keys_and_signatures_hold_for_nothing() {
    let signature = key(1).sign(b"decided");

    for length in [0, 1, 31, 33] {
        let public = PublicKey { suite: SuiteName::Ed25519, bytes: vec![1; length] };
        assert!(!public.verify(b"decided", &signature), "a key of {length} bytes");
    }
    for length in [0, 1, 63, 65] {
        assert!(!key(1).public().verify(b"decided", &vec![1; length]), "a signature of {length} bytes");
    }
}

#[test]
fn a_seed_of_another_length_makes_no_key() {
    for length in [0, 31, 33, 64] {
        let error = SigningKey::from_seed(SuiteName::Ed25519, &vec![1; length]).unwrap_err();

        assert_eq!(error.to_string(), format!("fault: a seed of {length} bytes makes no ed25519 key"));
    }
}

#[test]
fn every_suite_is_found_by_its_word() {
    for suite in SuiteName::ALL {
        assert_eq!(SuiteName::parse(suite.as_str()), Some(*suite));
    }
    assert_eq!(SuiteName::parse("Ed25519"), None);
    assert_eq!(SuiteName::parse(""), None);
}

#[test]
fn a_signing_key_shows_its_suite_and_nothing_more() {
    assert_eq!(format!("{:?}", key(1)), "SigningKey(ed25519, ..)");
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_seed(SuiteName::Ed25519, &[n; 32]).unwrap()
}
