//! The hashes of RFC 6962: leaves and nodes differ in their first byte, so that neither passes for the other.
//! Does not know trees.

use aws_lc_rs::digest::{Context, Digest, SHA256, digest};

/// Length of a hash.
pub const HASH_BYTES: usize = 32;

/// A SHA-256 hash of a leaf or of a node.
pub type Hash = [u8; HASH_BYTES];

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// The hash of a leaf.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[LEAF]);
    context.update(leaf);
    fixed(context.finish())
}

/// The hash of the node above two others.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [NODE; 1 + 2 * HASH_BYTES];
    bytes[1..=HASH_BYTES].copy_from_slice(left);
    bytes[1 + HASH_BYTES..].copy_from_slice(right);
    fixed(digest(&SHA256, &bytes))
}

/// The root of a tree without leaves.
pub fn empty_root() -> Hash {
    fixed(digest(&SHA256, &[]))
}

fn fixed(digest: Digest) -> Hash {
    digest.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}
