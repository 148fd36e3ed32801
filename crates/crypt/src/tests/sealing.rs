//! Proofs that a field opens under its key at its place only, and that a blind index tells nothing more.
//! Knows the GCM, HMAC and HKDF vectors of the standards.

use crate::cipher::Cipher;
use crate::kek::derived;
use crate::{DataKey, Kek, Place, commitment, same, sha256};

use super::{hex, hex_of};

const NONCE: [u8; 12] = *b"nonce-for-12";
const PLACE: Place<'static> =
    Place { table: "people", column: "name", row: "person_1", subject: "subject_1" };

#[test]
fn the_cipher_agrees_with_the_gcm_vector_without_bound_words() {
    let cipher = Cipher::new(&[0; 32]);

    let sealed = cipher.seal(&[], [0; 12], &[0; 16]);

    assert_eq!(sealed[..13], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(sealed[13..], hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
}

#[test]
fn the_cipher_agrees_with_the_gcm_vector_with_bound_words() {
    let cipher = Cipher::new(&hex_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    let plain = hex(concat!(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    ));
    let bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");

    let sealed = cipher.seal(&bound, hex_of("cafebabefacedbaddecaf888"), &plain);

    let expected = hex(concat!(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa",
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b"
    ));
    assert_eq!(sealed[13..], expected);
    assert_eq!(cipher.open(&bound, &sealed), Some(plain));
}

#[test]
fn derived_keys_agree_with_rfc_5869() {
    let secret = [0x0b; 22];

    let key = derived(&secret, "");

    assert_eq!(key[..], hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
}

#[test]
fn a_blind_index_is_hmac_of_field_and_value_behind_their_lengths() {
    let rfc_4231 = hmac_by_hand(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(rfc_4231[..], hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    let secret = [7; 32];

    let index = Kek::from_bytes(secret).blind("mobile", "13900000000");

    let message =
        [&b"yiwang/index/v1\0\0\0\0\0\0\0\0\x06mobile"[..], b"\0\0\0\0\0\0\0\x0b13900000000"].concat();
    assert_eq!(index, hmac_by_hand(&derived(&secret, "yiwang/blind/v1"), &message));
}

#[test]
fn a_field_opens_at_its_place() {
    let key = DataKey::from_bytes([1; 32]);

    for length in [0, 1, 15, 16, 17, 500, 70_000] {
        let plain: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
        let sealed = key.seal(&PLACE, NONCE, &plain);

        assert_eq!(sealed.len(), 1 + 12 + length + 16);
        assert_eq!(key.open(&PLACE, &sealed).unwrap(), plain);
    }
}

#[test]
fn a_moved_field_does_not_open() {
    let key = DataKey::from_bytes([1; 32]);
    let sealed = key.seal(&PLACE, NONCE, b"Li Lei");

    let elsewhere = [
        Place { table: "companies", ..PLACE },
        Place { column: "former_name", ..PLACE },
        Place { row: "person_2", ..PLACE },
        Place { subject: "subject_2", ..PLACE },
        // The same letters with the borders between them moved.
        Place { table: "peoplen", column: "ame", ..PLACE },
        Place { row: "person_1s", subject: "ubject_1", ..PLACE },
    ];

    for place in elsewhere {
        assert!(key.open(&place, &sealed).is_err(), "{place:?}");
    }
}

#[test]
fn a_field_with_any_bit_flipped_does_not_open() {
    let key = DataKey::from_bytes([1; 32]);
    let sealed = key.seal(&PLACE, NONCE, b"Han Meimei");

    for bit in 0..sealed.len() * 8 {
        let mut tampered = sealed.clone();
        tampered[bit / 8] ^= 1 << (bit % 8);

        assert!(key.open(&PLACE, &tampered).is_err(), "bit {bit}");
    }
}

#[test]
fn a_field_cut_or_stretched_does_not_open() {
    let key = DataKey::from_bytes([1; 32]);
    let sealed = key.seal(&PLACE, NONCE, b"Han Meimei");

    for length in 0..sealed.len() {
        assert!(key.open(&PLACE, &sealed[..length]).is_err(), "{length} bytes");
    }
    assert!(key.open(&PLACE, &[&sealed[..], &[0]].concat()).is_err());
}

#[test]
fn a_field_that_does_not_open_names_its_place_and_not_its_subject() {
    let key = DataKey::from_bytes([1; 32]);

    let error = key.open(&PLACE, b"nonsense").unwrap_err();

    assert_eq!(error.to_string(), "fault: the sealed field people.name of row person_1 does not open");
}

#[test]
fn a_wrapped_key_opens_for_its_subject_under_its_kek_only() {
    let kek = Kek::from_bytes([2; 32]);
    let key = DataKey::from_bytes([1; 32]);
    let sealed = key.seal(&PLACE, NONCE, b"Li Lei");

    let wrapped = kek.wrap("subject_1", &key, NONCE);

    assert_eq!(kek.unwrap("subject_1", &wrapped).unwrap().open(&PLACE, &sealed).unwrap(), b"Li Lei");
    assert!(kek.unwrap("subject_2", &wrapped).is_err());
    assert!(Kek::from_bytes([3; 32]).unwrap("subject_1", &wrapped).is_err());
}

#[test]
fn a_wrapped_key_with_any_bit_flipped_does_not_open() {
    let kek = Kek::from_bytes([2; 32]);
    let wrapped = kek.wrap("subject_1", &DataKey::from_bytes([1; 32]), NONCE);

    for bit in 0..wrapped.len() * 8 {
        let mut tampered = wrapped.clone();
        tampered[bit / 8] ^= 1 << (bit % 8);

        assert!(kek.unwrap("subject_1", &tampered).is_err(), "bit {bit}");
    }
}

#[test]
fn what_a_destroyed_key_sealed_opens_under_no_later_key_of_the_subject() {
    let kek = Kek::from_bytes([2; 32]);
    let destroyed = DataKey::from_bytes([1; 32]);
    let sealed = destroyed.seal(&PLACE, NONCE, b"Li Lei");
    drop(destroyed);

    let later =
        kek.unwrap("subject_1", &kek.wrap("subject_1", &DataKey::from_bytes([9; 32]), NONCE)).unwrap();

    assert!(later.open(&PLACE, &sealed).is_err());
}

#[test]
fn a_wrapped_key_cannot_pass_for_a_field_nor_a_field_for_a_key() {
    let kek = Kek::from_bytes([2; 32]);
    let wrapping = DataKey::from_bytes(derived(&[2; 32], "yiwang/wrap/v1"));

    let field = wrapping.seal(&PLACE, NONCE, &[5; 32]);
    let wrapped = kek.wrap("subject_1", &DataKey::from_bytes([1; 32]), NONCE);

    assert!(kek.unwrap("subject_1", &field).is_err());
    assert!(wrapping.open(&PLACE, &wrapped).is_err());
}

#[test]
fn a_blind_index_differs_by_field_by_value_and_by_key() {
    let kek = Kek::from_bytes([2; 32]);

    let index = kek.blind("mobile", "13900000000");

    assert_eq!(index, Kek::from_bytes([2; 32]).blind("mobile", "13900000000"));
    assert_ne!(index, kek.blind("mobile", "13900000001"));
    assert_ne!(index, kek.blind("phone", "13900000000"));
    assert_ne!(index, kek.blind("mobile1", "3900000000"));
    assert_ne!(index, Kek::from_bytes([3; 32]).blind("mobile", "13900000000"));
}

#[test]
fn keys_show_nothing_when_printed() {
    assert_eq!(format!("{:?}", Kek::from_bytes([2; 32])), "Kek(..)");
    assert_eq!(format!("{:?}", DataKey::from_bytes([1; 32])), "DataKey(..)");
}

#[test]
fn a_commitment_is_the_digest_of_salt_then_bytes() {
    let salt = [4; 32];

    assert_eq!(sha256(b"abc")[..], hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assert_eq!(commitment(&salt, b"abc"), sha256(&[&salt[..], b"abc"].concat()));
    assert_ne!(commitment(&salt, b"abc"), commitment(&[5; 32], b"abc"));
}

#[test]
fn only_equal_bytes_are_the_same() {
    assert!(same(b"", b""));
    assert!(same(b"secret", b"secret"));
    assert!(!same(b"secret", b"secreT"));
    assert!(!same(b"secret", b"secret "));
}

/// RFC 2104 for keys of at most one block, so that the real one is checked by something else than itself.
fn hmac_by_hand(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = sha256(&[&block.map(|b| b ^ 0x36)[..], message].concat());
    sha256(&[&block.map(|b| b ^ 0x5c)[..], &inner].concat())
}

#[test]
fn the_pieces_of_a_file_open_in_their_order_under_their_key_and_nowhere_else() {
    let (subject, other) = (DataKey::from_bytes([1; 32]), DataKey::from_bytes([2; 32]));
    let key = subject.of_file("file_1");
    let pieces = [key.seal(0, false, b"first"), key.seal(1, true, b"second")];

    assert_eq!(subject.of_file("file_1").open(0, false, &pieces[0]).unwrap(), b"first");
    assert_eq!(key.open(1, true, &pieces[1]).unwrap(), b"second");
    assert!(key.open(1, false, &pieces[0]).is_none(), "in another place");
    assert!(key.open(1, true, &pieces[0]).is_none());
    assert!(key.open(0, true, &pieces[0]).is_none(), "cut off after it");
    assert!(key.open(1, false, &pieces[1]).is_none(), "gone on after it");
    assert!(subject.of_file("file_2").open(0, false, &pieces[0]).is_none(), "of another file");
    assert!(other.of_file("file_1").open(0, false, &pieces[0]).is_none(), "of another subject");
    for n in 0..pieces[0].len() {
        let mut changed = pieces[0].clone();
        changed[n] ^= 1;
        assert!(key.open(0, false, &changed).is_none(), "byte {n}");
    }
    assert!(key.open(0, false, b"").is_none());
}
