//! Proofs that inclusion and consistency are shown and checked as the oracle does, and nothing else passes.
//! Reads trees only through their tiles.

use crate::tree::perfect_root;
use crate::{
    Error, Hash, PROOF_HASHES_MAX, SIZE_MAX, Tile, Tiles, consistency_proof, empty_root, inclusion_proof,
    leaf_hash, root, verify_consistency, verify_inclusion,
};

use super::{Shelf, grown, hashes_of, leaf, oracle};

const SIZES: u64 = 300;

#[test]
fn inclusion_proofs_are_the_oracles_at_every_size() {
    let (_, mut shelf) = grown(SIZES);
    let mut oracle = oracle(0);

    for size in 1..=SIZES {
        oracle.push(leaf(size - 1));
        let root = root(&mut shelf, size).unwrap();
        for index in 0..size {
            let proof = inclusion_proof(&mut shelf, index, size).unwrap();

            assert_eq!(
                proof,
                hashes_of(oracle.prove_inclusion(index as usize).as_bytes()),
                "{index} of {size}"
            );
            verify_inclusion(&leaf_hash(&leaf(index)), index, size, &proof, &root).unwrap();
        }
    }
}

#[test]
fn consistency_proofs_are_the_oracles_between_all_sizes() {
    let (_, mut shelf) = grown(SIZES);
    let roots: Vec<Hash> = (0..=SIZES).map(|size| root(&mut shelf, size).unwrap()).collect();
    let mut oracle = oracle(0);

    for new in 1..=SIZES {
        oracle.push(leaf(new - 1));
        for old in 1..=new {
            let proof = consistency_proof(&mut shelf, old, new).unwrap();

            let expected = oracle.prove_consistency((new - old) as usize);
            assert_eq!(proof, hashes_of(expected.as_bytes()), "{old} to {new}");
            verify_consistency(old, &roots[old as usize], new, &roots[new as usize], &proof).unwrap();
        }
    }
}

#[test]
fn large_trees_are_proven_as_the_oracle_does() {
    let (_, mut shelf) = grown(66_000);
    let oracle = oracle(66_000);
    let new_root = root(&mut shelf, 66_000).unwrap();

    for index in [0, 1, 255, 256, 257, 40_000, 65_535, 65_536, 65_537, 65_999] {
        let proof = inclusion_proof(&mut shelf, index, 66_000).unwrap();
        assert_eq!(proof, hashes_of(oracle.prove_inclusion(index as usize).as_bytes()));
        verify_inclusion(&leaf_hash(&leaf(index)), index, 66_000, &proof, &new_root).unwrap();
    }
    for old in [1, 255, 256, 257, 40_000, 65_535, 65_536, 65_537, 65_999, 66_000] {
        let proof = consistency_proof(&mut shelf, old, 66_000).unwrap();
        assert_eq!(proof, hashes_of(oracle.prove_consistency(66_000 - old as usize).as_bytes()));
        let old_root = root(&mut shelf, old).unwrap();
        verify_consistency(old, &old_root, 66_000, &new_root, &proof).unwrap();
    }
}

#[test]
fn the_largest_tree_is_proven_within_the_limit() {
    let mut tiles = Endless;
    let new_root = root(&mut tiles, SIZE_MAX).unwrap();

    for index in [0, 1, 1 << 62, (1 << 62) - 1, SIZE_MAX / 3, SIZE_MAX - 1] {
        let proof = inclusion_proof(&mut tiles, index, SIZE_MAX).unwrap();

        assert!(proof.len() <= PROOF_HASHES_MAX);
        verify_inclusion(&[0; 32], index, SIZE_MAX, &proof, &new_root).unwrap();
    }
    for old in [1, 2, 3, 1 << 62, (1 << 62) + 1, SIZE_MAX / 3, SIZE_MAX - 1] {
        let proof = consistency_proof(&mut tiles, old, SIZE_MAX).unwrap();

        assert!(proof.len() <= PROOF_HASHES_MAX + 1);
        let old_root = root(&mut tiles, old).unwrap();
        verify_consistency(old, &old_root, SIZE_MAX, &new_root, &proof).unwrap();
    }
}

#[test]
fn an_inclusion_proof_shows_one_leaf_at_one_index() {
    let (_, mut shelf) = grown(20);

    for size in 1..=20 {
        let root = root(&mut shelf, size).unwrap();
        for index in 0..size {
            let proof = inclusion_proof(&mut shelf, index, size).unwrap();
            let hash = leaf_hash(&leaf(index));
            let shown = |leaf: &Hash, index, proof: &[Hash], root: &Hash| {
                verify_inclusion(leaf, index, size, proof, root).is_ok()
            };

            assert!(shown(&hash, index, &proof, &root));
            flipped(&[hash]).for_each(|it| assert!(!shown(&it[0], index, &proof, &root)));
            flipped(&[root]).for_each(|it| assert!(!shown(&hash, index, &proof, &it[0])));
            flipped(&proof).for_each(|it| assert!(!shown(&hash, index, &it, &root)));
            misshapen(&proof).for_each(|it| assert!(!shown(&hash, index, &it, &root)));
            let others = (0..size + 2).filter(|it| *it != index);
            others.for_each(|it| assert!(!shown(&hash, it, &proof, &root), "{index} as {it} of {size}"));
        }
    }
}

#[test]
fn a_consistency_proof_shows_one_growth() {
    let (_, mut shelf) = grown(14);
    let roots: Vec<Hash> = (0..=14).map(|size| root(&mut shelf, size).unwrap()).collect();

    for new in 1..=14 {
        for old in 1..=new {
            let (old_root, new_root) = (roots[old as usize], roots[new as usize]);
            let proof = consistency_proof(&mut shelf, old, new).unwrap();
            let shown = |old_root: &Hash, new_root: &Hash, proof: &[Hash]| {
                verify_consistency(old, old_root, new, new_root, proof).is_ok()
            };

            assert!(shown(&old_root, &new_root, &proof));
            flipped(&[old_root]).for_each(|it| assert!(!shown(&it[0], &new_root, &proof)));
            flipped(&[new_root]).for_each(|it| assert!(!shown(&old_root, &it[0], &proof)));
            flipped(&proof).for_each(|it| assert!(!shown(&old_root, &new_root, &it)));
            misshapen(&proof).for_each(|it| assert!(!shown(&old_root, &new_root, &it)));
        }
    }
}

#[test]
fn a_rewritten_leaf_breaks_consistency() {
    let (_, mut honest) = grown(10);
    let mut forged = crate::Edge::empty();
    let mut tiles = Shelf::default();
    let mut leaves = super::leaves(0..20);
    leaves[3] = leaf_hash(b"another act");
    tiles.keep(forged.append(&leaves).unwrap());

    let proof = consistency_proof(&mut tiles, 10, 20).unwrap();

    let old_root = root(&mut honest, 10).unwrap();
    let error = verify_consistency(10, &old_root, 20, &forged.root(), &proof).unwrap_err();
    assert_eq!(error.to_string(), "the tree of 20 leaves does not continue the tree of 10 leaves");
}

#[test]
fn every_tree_continues_the_empty_one_and_itself_without_hashes() {
    let (edge, mut shelf) = grown(5);
    let (nothing, five) = (empty_root(), edge.root());

    assert!(consistency_proof(&mut shelf, 0, 5).unwrap().is_empty());
    assert!(consistency_proof(&mut shelf, 5, 5).unwrap().is_empty());
    assert!(verify_consistency(0, &nothing, 5, &five, &[]).is_ok());
    assert!(verify_consistency(5, &five, 5, &five, &[]).is_ok());
    assert!(verify_consistency(0, &nothing, 0, &nothing, &[]).is_ok());

    assert!(verify_consistency(0, &five, 5, &five, &[]).is_err());
    assert!(verify_consistency(0, &five, 0, &five, &[]).is_err());
    assert!(verify_consistency(0, &nothing, 5, &five, &[five]).is_err());
    assert!(verify_consistency(5, &five, 5, &five, &[five]).is_err());
    assert!(verify_consistency(5, &five, 5, &nothing, &[]).is_err());
}

#[test]
fn sizes_and_indices_that_cannot_be_are_refused() {
    let (edge, mut shelf) = grown(5);
    let root = edge.root();

    assert!(matches!(inclusion_proof(&mut shelf, 5, 5), Err(Error::IndexOutside { index: 5, size: 5 })));
    assert!(matches!(inclusion_proof(&mut shelf, 0, 0), Err(Error::IndexOutside { .. })));
    assert!(matches!(inclusion_proof(&mut shelf, 0, u64::MAX), Err(Error::TooMany { .. })));
    assert!(matches!(consistency_proof(&mut shelf, 6, 5), Err(Error::SizesReversed { old: 6, new: 5 })));
    assert!(matches!(consistency_proof(&mut shelf, 1, u64::MAX), Err(Error::TooMany { .. })));
    assert!(matches!(verify_inclusion(&root, 0, 0, &[], &root), Err(Error::IndexOutside { .. })));
    assert!(matches!(verify_inclusion(&root, u64::MAX, 5, &[], &root), Err(Error::IndexOutside { .. })));
    assert!(matches!(verify_inclusion(&root, 0, u64::MAX, &[], &root), Err(Error::TooMany { .. })));
    assert!(matches!(verify_consistency(6, &root, 5, &root, &[]), Err(Error::SizesReversed { .. })));
    assert!(matches!(verify_consistency(1, &root, u64::MAX, &root, &[]), Err(Error::TooMany { .. })));
    let endless = vec![root; 1_000];
    assert!(verify_inclusion(&root, SIZE_MAX - 1, SIZE_MAX, &endless, &root).is_err());
    assert!(verify_consistency(SIZE_MAX - 1, &root, SIZE_MAX, &root, &endless).is_err());
}

#[test]
fn tiles_that_are_not_there_or_too_short_are_named() {
    let (_, mut shelf) = grown(600);
    shelf.0.remove(&(0, 1));
    shelf.0.get_mut(&(0, 2)).unwrap().truncate(10 * 32);

    let missing = inclusion_proof(&mut shelf, 300, 600).unwrap_err();
    let short = inclusion_proof(&mut shelf, 520, 600).unwrap_err();

    assert_eq!(missing.to_string(), "tile/0/001 is missing");
    assert_eq!(short.to_string(), "tile/0/002.p/88 has 320 bytes, which are not 88 hashes");
}

#[test]
fn what_the_reader_says_is_kept() {
    let mut busy = |_: Tile| Err(kit::Error::Busy("store"));

    let error = inclusion_proof(&mut busy, 1, 2).unwrap_err();

    assert!(matches!(kit::Error::from(error), kit::Error::Busy("store")));
}

/// The tiles of a tree whose leaves all have the hash of zeros, of any size.
struct Endless;

impl Tiles for Endless {
    fn tile(&mut self, tile: Tile) -> kit::Result<Option<Vec<u8>>> {
        let hash = (0..tile.level).fold([0; 32], |hash, _| perfect_root(&[hash; 256]));
        Ok(Some([hash; 256].as_flattened().to_vec()))
    }
}

/// The same hashes with one bit flipped, each in turn.
fn flipped(hashes: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    (0..hashes.len() * 256).map(|bit| {
        let mut hashes = hashes.to_vec();
        hashes.as_flattened_mut()[bit / 8] ^= 1 << (bit % 8);
        hashes
    })
}

/// The same hashes with one left out, one said twice, or one more at either end.
fn misshapen(hashes: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    let without = (0..hashes.len()).map(|n| [&hashes[..n], &hashes[n + 1..]].concat());
    let twice = (0..hashes.len()).map(|n| [&hashes[..=n], &hashes[n..]].concat());
    let more = [[&[[0; 32]], hashes].concat(), [hashes, &[[0; 32]]].concat()];
    without.chain(twice).chain(more)
}
