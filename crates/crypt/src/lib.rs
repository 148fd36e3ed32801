//! What keeps and proves: sealed fields, wrapped keys, blind indexes, digests and signing suites.
//! Draws no randomness of its own and knows no store: keys, seeds and nonces come in as arguments.

mod cipher;
mod data_key;
mod digest;
mod ed25519;
mod framed;
mod kek;
mod suite;

#[cfg(test)]
mod tests;

pub use cipher::{FRAME_BYTES, KEY_BYTES, NONCE_BYTES, PLAIN_BYTES_MAX};
pub use data_key::{DataKey, FileKey, Place};
pub use digest::{DIGEST_BYTES, commitment, same, sha256};
pub use kek::Kek;
pub use suite::{PublicKey, SigningKey, SuiteName};
