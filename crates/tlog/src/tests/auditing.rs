//! Proofs that an audit sees every tile once, in order, and names what does not fit.
//! Tampers with the tiles as a hostile store would.

use std::collections::BTreeMap;

use crate::{Error, Result, Tile, audit, check_leaves};

use super::{Shelf, grown, leaf};

#[test]
fn an_audit_hands_on_every_tile_once_and_the_leaves_in_order() {
    for size in [0, 1, 5, 255, 256, 257, 600, 66_000] {
        let (edge, mut shelf) = grown(size);
        let (mut seen, mut next) = (BTreeMap::new(), 0);

        audit(&mut shelf, size, &edge.root(), &mut |tile, hashes| {
            assert!(seen.insert((tile.level, tile.n), hashes.as_flattened().to_vec()).is_none());
            if tile.level > 0 {
                return Ok(());
            }
            let leaves: Vec<_> = (next..next + hashes.len() as u64).map(leaf).collect();
            next += hashes.len() as u64;
            check_leaves(tile, hashes, leaves.iter().map(Vec::as_slice))
        })
        .unwrap();

        assert_eq!(seen, shelf.0, "size {size}");
        assert_eq!(next, size);
    }
}

#[test]
fn a_flipped_bit_in_any_hash_of_any_tile_is_named() {
    let (edge, shelf) = grown(600);

    for (key, bytes) in &shelf.0 {
        for n in 0..bytes.len() / 32 {
            let mut tampered = shelf.clone();
            tampered.0.get_mut(key).unwrap()[n * 32 + n % 32] ^= 1 << (n % 8);

            let error = audit(&mut tampered, 600, &edge.root(), &mut nothing_more).unwrap_err();

            match bytes.len() / 32 {
                256 => assert!(matches!(error, Error::TileDiffers(it) if it == Tile::full(key.0, key.1))),
                _ => assert!(matches!(error, Error::RootDiffers { size: 600 })),
            }
        }
    }
}

#[test]
fn tiles_that_are_missing_short_or_ragged_are_named() {
    let (edge, shelf) = grown(600);
    let said = |tamper: &dyn Fn(&mut Shelf)| {
        let mut tampered = shelf.clone();
        tamper(&mut tampered);
        audit(&mut tampered, 600, &edge.root(), &mut nothing_more).unwrap_err().to_string()
    };

    assert_eq!(said(&|it| drop(it.0.remove(&(0, 1)))), "tile/0/001 is missing");
    assert_eq!(said(&|it| drop(it.0.remove(&(1, 0)))), "tile/1/000.p/2 is missing");
    assert_eq!(
        said(&|it| it.0.get_mut(&(0, 0)).unwrap().truncate(255 * 32)),
        "tile/0/000 has 8160 bytes, which are not 256 hashes"
    );
    assert_eq!(
        said(&|it| it.0.get_mut(&(0, 0)).unwrap().push(0)),
        "tile/0/000 has 8193 bytes, which are not 256 hashes"
    );
    assert_eq!(
        said(&|it| it.0.get_mut(&(0, 0)).unwrap().extend([0; 32])),
        "tile/0/000 has 8224 bytes, which are not 256 hashes"
    );
}

#[test]
fn a_reader_that_changes_its_answers_is_believed_once() {
    let (edge, shelf) = grown(1_000);
    let mut n_reads = BTreeMap::new();
    let mut reader = |tile: Tile| {
        *n_reads.entry(tile).or_insert(0) += 1;
        Ok(shelf.0.get(&(tile.level, tile.n)).cloned())
    };

    audit(&mut reader, 1_000, &edge.root(), &mut nothing_more).unwrap();

    assert_eq!(n_reads.len(), 5);
    assert!(n_reads.values().all(|it| *it == 1));
}

#[test]
fn a_changed_leaf_is_named_by_its_index() {
    let (edge, mut shelf) = grown(600);
    let mut leaves: Vec<_> = (0..600).map(leaf).collect();
    leaves[517].push(b'!');

    let error = audit(&mut shelf, 600, &edge.root(), &mut |tile, hashes| match tile.level {
        0 => check_leaves(
            tile,
            hashes,
            leaves.chunks(256).nth(tile.n as usize).unwrap().iter().map(|it| &it[..]),
        ),
        _ => Ok(()),
    })
    .unwrap_err();

    assert_eq!(error.to_string(), "leaf 517 is not the one in the tree");
}

#[test]
fn leaves_left_out_or_added_are_named() {
    let (edge, mut shelf) = grown(3);
    let mut check = |n_leaves: u64| {
        let leaves: Vec<_> = (0..n_leaves).map(leaf).collect();
        audit(&mut shelf, 3, &edge.root(), &mut |tile, hashes| {
            check_leaves(tile, hashes, leaves.iter().map(Vec::as_slice))
        })
    };

    assert!(check(3).is_ok());
    assert_eq!(check(2).unwrap_err().to_string(), "there are 2 leaves for the 3 hashes of tile/0/000.p/3");
    assert_eq!(check(4).unwrap_err().to_string(), "there are 4 leaves for the 3 hashes of tile/0/000.p/3");
}

fn nothing_more(_: Tile, _: &[crate::Hash]) -> Result<()> {
    Ok(())
}
