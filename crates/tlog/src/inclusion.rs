//! Inclusion: the path of hashes from one leaf to a root, made from tiles and checked without them.
//! Does not know what a leaf says, nor who signed the root.

use crate::tiles::{Tiles, Tree};
use crate::tree::{Span, check_size};
use crate::{Error, Hash, Result, node_hash};

/// The proof that a tree of this size has this leaf: sibling hashes from the leaf up.
pub fn inclusion_proof(tiles: &mut dyn Tiles, index: u64, size: u64) -> Result<Vec<Hash>> {
    let mut tree = Tree::new(tiles, size)?;
    tree.hashes(&path(index, size)?)
}

/// Checks that a leaf's hash stands at this index under a root.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<()> {
    check_size(size)?;
    if index >= size {
        return Err(Error::IndexOutside { index, size });
    }
    match climbed(*leaf, index, size, proof) {
        Some(hash) if hash == *root => Ok(()),
        _ => Err(Error::InclusionFails { index, size }),
    }
}

/// The siblings on the way from a leaf to the root, lowest first.
fn path(index: u64, size: u64) -> Result<Vec<Span>> {
    if index >= size {
        return Err(Error::IndexOutside { index, size });
    }
    let mut path = Vec::new();
    let mut span = Span { start: 0, end: size };
    while span.end - span.start > 1 {
        let (left, right) = span.halves();
        let sibling;
        (span, sibling) = if index < left.end { (left, right) } else { (right, left) };
        path.push(sibling);
    }
    path.reverse();
    Ok(path)
}

/// The root that follows from a leaf and its proof (RFC 9162, 2.1.3.2), if the proof has the right length.
fn climbed(leaf: Hash, index: u64, size: u64, proof: &[Hash]) -> Option<Hash> {
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return None;
        }
        if node % 2 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // The last node of a level may stand alone on several levels before it meets a sibling.
            let alone = node.trailing_zeros();
            (node, last) = (node >> alone, last >> alone);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    (last == 0).then_some(hash)
}
