//! Consistency: the hashes that show a later tree to continue an earlier one, made from tiles or checked.
//! Does not know who signed the two roots.

use crate::tiles::{Tiles, Tree};
use crate::tree::{Span, check_size};
use crate::{Error, Hash, Result, empty_root, node_hash};

/// The proof that the tree of `new` leaves continues the tree of `old` leaves; empty when either is trivial.
pub fn consistency_proof(tiles: &mut dyn Tiles, old: u64, new: u64) -> Result<Vec<Hash>> {
    let mut tree = Tree::new(tiles, new)?;
    if old > new {
        return Err(Error::SizesReversed { old, new });
    }
    tree.hashes(&spans(old, new))
}

/// Checks that the tree of `new` leaves continues the tree of `old` leaves; any continues the empty tree.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<()> {
    check_size(new)?;
    if old > new {
        return Err(Error::SizesReversed { old, new });
    }
    let holds = if old == new {
        proof.is_empty() && old_root == new_root && (old > 0 || *old_root == empty_root())
    } else if old == 0 {
        proof.is_empty() && *old_root == empty_root()
    } else {
        climbed(old, old_root, new, proof) == Some((*old_root, *new_root))
    };
    if holds { Ok(()) } else { Err(Error::ConsistencyFails { old, new }) }
}

/// The subtrees both roots are made of, lowest first (RFC 6962, 2.1.2).
fn spans(old: u64, new: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    if old == 0 || old == new {
        return spans;
    }
    let mut span = Span { start: 0, end: new };
    while span.end != old {
        let (left, right) = span.halves();
        let sibling;
        (span, sibling) = if old <= left.end { (left, right) } else { (right, left) };
        spans.push(sibling);
    }
    // When what is left is the whole old tree, the verifier has its root already.
    if span.start > 0 {
        spans.push(span);
    }
    spans.reverse();
    spans
}

/// Both roots as they follow from the proof (RFC 9162, 2.1.4.2), if it has the right length.
///
/// The sizes differ and neither is zero.
fn climbed(old: u64, old_root: &Hash, new: u64, proof: &[Hash]) -> Option<(Hash, Hash)> {
    let whole = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> whole, (new - 1) >> whole);
    let (first, rest) = match proof.split_first() {
        Some(_) if old.is_power_of_two() => (old_root, proof),
        Some(split) => split,
        None => return None,
    };
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return None;
        }
        if node % 2 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let alone = node.trailing_zeros();
            (node, last) = (node >> alone, last >> alone);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    (last == 0).then_some((old_hash, new_hash))
}
