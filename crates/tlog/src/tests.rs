//! Proofs of the tree and its texts, against `ct-merkle`, the vectors of the standards, and hostile input.
//! Leaves, seeds and times are fixed, so every run is the same.

use std::collections::BTreeMap;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;

use crate::{Changed, Edge, Hash, KeyKind, NoteSigner, Tile, Tiles, VerifierKey, leaf_hash};

mod auditing;
mod growing;
mod notes;
mod paths;
mod proof_files;
mod proving;

/// Tiles kept as a store would keep them: one row per level and number.
#[derive(Clone, Default)]
struct Shelf(BTreeMap<(u8, u64), Vec<u8>>);

impl Shelf {
    fn keep(&mut self, changed: Vec<Changed>) {
        for Changed { tile, bytes } in changed {
            assert_eq!(bytes.len(), usize::from(tile.width) * 32);
            self.0.insert((tile.level, tile.n), bytes);
        }
    }
}

impl Tiles for Shelf {
    fn tile(&mut self, tile: Tile) -> kit::Result<Option<Vec<u8>>> {
        Ok(self.0.get(&(tile.level, tile.n)).cloned())
    }
}

type Oracle = MemoryBackedTree<Sha256, Vec<u8>>;

fn leaf(n: u64) -> Vec<u8> {
    format!("leaf {n}").into_bytes()
}

fn leaves(range: std::ops::Range<u64>) -> Vec<Hash> {
    range.map(|n| leaf_hash(&leaf(n))).collect()
}

/// A tree of so many leaves, with all its tiles.
fn grown(size: u64) -> (Edge, Shelf) {
    let (mut edge, mut shelf) = (Edge::empty(), Shelf::default());
    shelf.keep(edge.append(&leaves(0..size)).unwrap());
    (edge, shelf)
}

fn oracle(size: u64) -> Oracle {
    let mut oracle = Oracle::new();
    (0..size).for_each(|n| oracle.push(leaf(n)));
    oracle
}

fn oracle_root(oracle: &Oracle) -> Hash {
    (*oracle.root().as_bytes()).into()
}

fn hashes_of(bytes: &[u8]) -> &[Hash] {
    let (hashes, rest) = bytes.as_chunks();
    assert!(rest.is_empty());
    hashes
}

fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// A key pair of a fixed seed.
struct Pair {
    key: VerifierKey,
    secret: Ed25519KeyPair,
}

impl Pair {
    fn new(name: &str, kind: KeyKind, seed: &[u8]) -> Self {
        let secret = Ed25519KeyPair::from_seed_unchecked(seed).unwrap();
        let public = secret.public_key().as_ref().try_into().unwrap();
        Self { key: VerifierKey::new(name, kind, public).unwrap(), secret }
    }

    fn log(name: &str) -> Self {
        Self::new(name, KeyKind::Ed25519, &[1; 32])
    }

    fn witness(name: &str) -> Self {
        Self::new(name, KeyKind::Cosignature, &[2; 32])
    }

    fn sign_with<T>(&self, then: impl FnOnce(&NoteSigner<'_>) -> T) -> T {
        then(&NoteSigner { key: &self.key, sign: &|message| self.secret.sign(message).as_ref().to_vec() })
    }
}
