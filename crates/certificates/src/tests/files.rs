//! Proofs of the file a certificate travels in: whole, it convinces without us; changed, it is refused and named.

use crypt::{PublicKey, SigningKey, SuiteName};
use kit::Lang;

use super::{NAME, give, in_anhe, read, shop_licence, system};
use crate::{FILE_BYTES_MAX, FileFlaw, get, signing_key, verify};

/// A file and the key that signed it, as the store gives them.
fn with_file(proof: impl Fn(Vec<u8>, PublicKey)) {
    in_anhe(|it| {
        let made = give(it, shop_licence("case_1")).unwrap();
        let (file, key) = read(&it.store, move |read| {
            let view = get(read, &system(), &made.id)?;
            Ok((view.file().expect("nobody was erased"), signing_key(read, &view.key.id)?.public))
        })
        .unwrap();
        proof(file, key);
    });
}

#[test]
fn a_file_convinces_without_us_under_the_agencys_key() {
    with_file(|file, key| {
        let trusted = verify(&file, Some(&key)).unwrap();
        let unknown = verify(&file, None).unwrap();

        assert!(trusted.is_trusted && !unknown.is_trusted);
        assert_eq!(trusted.body.holder_name, NAME);
        assert_eq!(trusted.body.face[0].key, "address", "the face is in the order of its type");
        assert_eq!(trusted.body.expires.unwrap().to_string(), "2031-11-22");
    });
}

#[test]
fn a_flipped_bit_anywhere_in_a_file_is_refused_and_named() {
    with_file(|file, key| {
        let mut named = std::collections::BTreeSet::new();

        for n in 0..file.len() {
            let mut changed = file.clone();
            changed[n] ^= 1 << (n % 7);
            let flaw = verify(&changed, Some(&key)).err();
            assert!(flaw.is_some() && verify(&changed, None).is_err(), "byte {n} passed");
            named.extend(flaw.map(FileFlaw::code));
        }

        for code in ["broken", "format", "identifier", "other_key", "signature", "suite"] {
            assert!(named.contains(code), "nothing was named {code}: {named:?}");
        }
    });
}

#[test]
fn a_file_of_another_key_is_named_even_when_it_is_sound_in_itself() {
    with_file(|file, key| {
        let other = SigningKey::from_seed(SuiteName::Ed25519, &[5; 32]).unwrap();
        let body = verify(&file, Some(&key)).unwrap().body;
        let forged = crate::model::file::file(body.clone(), &other.public(), &body.sign(&other));

        assert_eq!(verify(&forged, Some(&key)).unwrap_err(), FileFlaw::OtherKey);
        assert!(!verify(&forged, None).unwrap().is_trusted);
    });
}

#[test]
fn what_is_no_certificate_file_is_named() {
    with_file(|file, key| {
        let spaced = [&file[..], b"\n"].concat();
        let doubled = String::from_utf8(file.clone()).unwrap().replacen("{", "{\"signature\":\"\",", 1);
        let cases: [(Vec<u8>, FileFlaw); 6] = [
            (Vec::new(), FileFlaw::Broken),
            (b"{}".to_vec(), FileFlaw::Broken),
            (vec![b'['; 1_000], FileFlaw::Broken),
            (doubled.into_bytes(), FileFlaw::Broken),
            (spaced, FileFlaw::Form),
            (vec![b' '; FILE_BYTES_MAX + 1], FileFlaw::TooLarge),
        ];

        for (bytes, flaw) in cases {
            assert_eq!(verify(&bytes, Some(&key)).unwrap_err(), flaw);
            assert_ne!(flaw.say(Lang::ZH), flaw.say(Lang::EN));
        }
    });
}

#[test]
fn the_signed_bytes_are_what_any_canonical_writer_makes_of_the_body() {
    with_file(|file, key| {
        let body = verify(&file, Some(&key)).unwrap().body;

        let anyone = serde_json::from_slice::<serde_json::Value>(&file).unwrap();
        let sorted = canonical(&anyone["body"]);

        assert_eq!(String::from_utf8(body.bytes()).unwrap(), sorted);
    });
}

/// RFC 8785 for text, lists, truth values and nothing: names in order, no spaces.
fn canonical(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(it) => {
            let sorted: std::collections::BTreeMap<_, _> = it.iter().collect();
            let pairs: Vec<_> =
                sorted.iter().map(|(name, it)| format!("\"{name}\":{}", canonical(it))).collect();
            format!("{{{}}}", pairs.join(","))
        }
        serde_json::Value::Array(it) => {
            format!("[{}]", it.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
