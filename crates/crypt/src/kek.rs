//! The key-encryption key of an installation: it wraps the subjects' keys and blinds values to be found by.
//! Does not know where it is kept; it is read once at start.

use std::fmt;

use aws_lc_rs::{hkdf, hmac};
use kit::{Error, Result};

use crate::cipher::{Cipher, KEY_BYTES, NONCE_BYTES};
use crate::data_key::DataKey;
use crate::digest::DIGEST_BYTES;
use crate::framed::framed;

/// A key-encryption key; its own bytes are forgotten at once, only keys derived from it are held.
pub struct Kek {
    wrapping: Cipher,
    blinding: hmac::Key,
}

impl Kek {
    /// Makes a key of 32 secret bytes.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self {
            wrapping: Cipher::new(&derived(&bytes, "yiwang/wrap/v1")),
            blinding: hmac::Key::new(hmac::HMAC_SHA256, &derived(&bytes, "yiwang/blind/v1")),
        }
    }

    /// Wraps the key of a subject, to be kept; the nonce is fresh for every wrapping.
    pub fn wrap(&self, subject: &str, key: &DataKey, nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        self.wrapping.seal(&bound(subject), nonce, &key.bytes)
    }

    /// Unwraps the key of a subject; a fault when it was wrapped under another key or for another subject.
    pub fn unwrap(&self, subject: &str, wrapped: &[u8]) -> Result<DataKey> {
        self.wrapping
            .open(&bound(subject), wrapped)
            .and_then(|bytes| bytes.try_into().ok())
            .map(DataKey::from_bytes)
            .ok_or_else(|| Error::fault(format!("the wrapped key of {subject} does not open")))
    }

    /// The blind index of a normalised value: equal values of one field agree, nothing else shows.
    pub fn blind(&self, field: &str, value: &str) -> [u8; DIGEST_BYTES] {
        let tag = hmac::sign(&self.blinding, &framed("yiwang/index/v1", [field, value]));
        tag.as_ref().try_into().expect("HMAC-SHA256 gives 32 bytes")
    }
}

fn bound(subject: &str) -> Vec<u8> {
    framed("yiwang/key/v1", [subject])
}

/// HKDF-SHA256 without salt: one key per label, none of which tells of another.
pub(crate) fn derived(secret: &[u8], label: &str) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
        .extract(secret)
        .expand(&[label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|it| it.fill(&mut key))
        .expect("HKDF gives as many bytes as one hash has");
    key
}

/// Says nothing of the key.
impl fmt::Debug for Kek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kek(..)")
    }
}
