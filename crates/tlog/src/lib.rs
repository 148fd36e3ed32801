//! The append-only tree of a ledger and its texts: RFC 6962 hashes, C2SP tiles, notes, checkpoints, proofs.
//! Knows no store, no clock and no secret: tiles come through `Tiles`, signatures from the caller's closure.

mod audit;
mod bundle;
mod checkpoint;
mod consistency;
mod cosignature;
mod decimal;
mod edge;
mod error;
mod hash;
mod inclusion;
mod key;
mod note;
mod proof;
mod tile;
mod tiles;
mod tree;

#[cfg(test)]
mod tests;

pub use audit::{audit, check_leaves};
pub use bundle::{Bundle, ENTRY_BYTES_MAX};
pub use checkpoint::{Checkpoint, EXTENSIONS_MAX};
pub use consistency::{consistency_proof, verify_consistency};
pub use edge::{APPEND_LEAVES_MAX, Changed, Edge};
pub use error::{Error, Result};
pub use hash::{HASH_BYTES, Hash, empty_root, leaf_hash, node_hash};
pub use inclusion::{inclusion_proof, verify_inclusion};
pub use key::{KeyKind, NAME_BYTES_MAX, NoteSigner, VerifierKey};
pub use note::{NOTE_BYTES_MAX, Note, NoteSignature, SIGNATURES_MAX, Signed};
pub use proof::{EXTRA_BYTES_MAX, PROOF_BYTES_MAX, PROOF_HASHES_MAX, Proof};
pub use tile::{LEVEL_MAX, PATH_BYTES_MAX, SIZE_MAX, TILE_WIDTH, Tile, TilePath};
pub use tiles::{Tiles, root};
