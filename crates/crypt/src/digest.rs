//! Digests, commitments, and comparing without telling how much was equal.
//! Does not know what is digested.

use aws_lc_rs::{constant_time, digest};

/// Length of a SHA-256 digest.
pub const DIGEST_BYTES: usize = 32;

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; DIGEST_BYTES] {
    fixed(digest::digest(&digest::SHA256, bytes))
}

/// Binds to bytes without showing them: SHA-256 of the salt, then the bytes.
///
/// The salt is secret and has a fixed length: without it the bytes cannot be guessed, and the border between
/// the two cannot move.
pub fn commitment(salt: &[u8; DIGEST_BYTES], bytes: &[u8]) -> [u8; DIGEST_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(salt);
    context.update(bytes);
    fixed(context.finish())
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(a, b).is_ok()
}

fn fixed(digest: digest::Digest) -> [u8; DIGEST_BYTES] {
    digest.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}
