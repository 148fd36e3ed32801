//! Proofs that a tree grows to the right root by the right tiles, in steps of any size.
//! Knows the roots of RFC 6962's reference leaves and asks `ct-merkle` for the rest.

use std::collections::BTreeSet;

use crate::{APPEND_LEAVES_MAX, Edge, Error, SIZE_MAX, Tile, empty_root, leaf_hash, root};

use super::{Shelf, grown, hex, leaves, oracle, oracle_root};

#[test]
fn the_empty_tree_has_the_digest_of_nothing() {
    let nothing = hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    assert_eq!(empty_root()[..], nothing);
    assert_eq!(Edge::empty().root()[..], nothing);
    assert_eq!(root(&mut Shelf::default(), 0).unwrap()[..], nothing);
}

#[test]
fn the_reference_leaves_have_the_reference_roots() {
    let leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut edge = Edge::empty();

    for (leaf, root) in leaves.iter().zip(roots) {
        edge.append(&[leaf_hash(&hex(leaf))]).unwrap();

        assert_eq!(edge.root()[..], hex(root));
    }
}

#[test]
fn a_tree_grown_leaf_by_leaf_has_the_oracles_root_at_every_size() {
    let (mut edge, mut shelf, mut oracle) = (Edge::empty(), Shelf::default(), oracle(0));

    for size in 1..=600 {
        shelf.keep(edge.append(&leaves(size - 1..size)).unwrap());
        oracle.push(super::leaf(size - 1));

        assert_eq!(edge.size(), size);
        assert_eq!(edge.root(), oracle_root(&oracle), "size {size}");
        assert_eq!(Edge::restore(&mut shelf, size, &edge.root()).unwrap().root(), edge.root());
    }
}

#[test]
fn large_trees_have_the_oracles_root() {
    let (_, mut shelf) = grown(70_000);
    let mut oracle = oracle(65_534);

    for size in [65_535, 65_536, 65_537] {
        oracle.push(super::leaf(size - 1));
        assert_eq!(root(&mut shelf, size).unwrap(), oracle_root(&oracle), "size {size}");
    }
    (65_537..70_000).for_each(|n| oracle.push(super::leaf(n)));
    assert_eq!(root(&mut shelf, 70_000).unwrap(), oracle_root(&oracle));
}

#[test]
fn a_tree_of_70_000_leaves_has_the_tiles_the_format_says() {
    let (_, shelf) = grown(70_000);

    let widths = |level| shelf.0.iter().filter(move |(key, _)| key.0 == level).map(|(_, it)| it.len() / 32);

    assert_eq!(widths(0).filter(|it| *it == 256).count(), 273);
    assert_eq!(widths(0).next_back(), Some(112));
    assert_eq!(widths(1).collect::<Vec<_>>(), [256, 17]);
    assert_eq!(widths(2).collect::<Vec<_>>(), [1]);
    assert_eq!(shelf.0.len(), 274 + 2 + 1);
    let unfinished: Vec<_> = Tile::unfinished(70_000).map(|it| it.to_string()).collect();
    assert_eq!(unfinished, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
}

#[test]
fn steps_of_any_size_lead_to_the_same_tiles() {
    let (whole, expected) = grown(1_500);

    for step in [1, 2, 7, 255, 256, 257, 511, 1_000] {
        let (mut edge, mut shelf) = (Edge::empty(), Shelf::default());
        let mut start = 0;
        while start < 1_500 {
            let end = (start + step).min(1_500);
            shelf.keep(edge.append(&leaves(start..end)).unwrap());
            start = end;
        }

        assert_eq!(edge, whole, "steps of {step}");
        assert_eq!(shelf.0, expected.0, "steps of {step}");
    }
}

#[test]
fn an_append_gives_back_what_changed_and_nothing_else() {
    let (mut edge, _) = grown(250);

    let paths = |edge: &mut Edge, range| -> Vec<String> {
        edge.append(&leaves(range)).unwrap().iter().map(|it| it.tile.to_string()).collect()
    };

    assert_eq!(paths(&mut edge, 250..250), [""; 0]);
    assert_eq!(paths(&mut edge, 250..253), ["tile/0/000.p/253"]);
    assert_eq!(paths(&mut edge, 253..256), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(paths(&mut edge, 256..257), ["tile/0/001.p/1"]);
    assert_eq!(paths(&mut edge, 257..770), ["tile/0/001", "tile/0/002", "tile/0/003.p/2", "tile/1/000.p/3"]);
}

#[test]
fn an_unfinished_tile_is_the_beginning_of_the_finished_one() {
    let (_, finished) = grown(65_536);
    let mut edge = Edge::empty();

    for size in [1, 2, 100, 255, 300, 5_000] {
        for changed in edge.append(&leaves(edge.size()..size)).unwrap() {
            let whole = &finished.0[&(changed.tile.level, changed.tile.n)];
            assert!(whole.starts_with(&changed.bytes), "{}", changed.tile);
            assert_eq!(changed.tile.hashes(whole).unwrap().as_flattened(), changed.bytes);
        }
    }
}

#[test]
fn the_root_of_any_earlier_size_follows_from_later_tiles() {
    let (_, mut later) = grown(1_000);
    let mut edge = Edge::empty();

    for size in 1..=1_000 {
        edge.append(&leaves(size - 1..size)).unwrap();

        assert_eq!(root(&mut later, size).unwrap(), edge.root(), "size {size}");
    }
}

#[test]
fn a_restored_edge_goes_on_as_the_grown_one() {
    for size in [0, 1, 255, 256, 257, 300, 65_535, 65_536, 65_793] {
        let (mut edge, mut shelf) = grown(size);

        let mut restored = Edge::restore(&mut shelf, size, &edge.root()).unwrap();

        let next = leaves(size..size + 300);
        assert_eq!(restored.append(&next).unwrap(), edge.append(&next).unwrap(), "size {size}");
        assert_eq!(restored.root(), edge.root());
    }
}

#[test]
fn an_edge_is_not_restored_from_tiles_with_any_bit_flipped() {
    let (edge, shelf) = grown(256 + 9);
    let unfinished: BTreeSet<_> = Tile::unfinished(edge.size()).map(|it| (it.level, it.n)).collect();

    for key in &unfinished {
        for bit in 0..shelf.0[key].len() * 8 {
            let mut tampered = shelf.clone();
            tampered.0.get_mut(key).unwrap()[bit / 8] ^= 1 << (bit % 8);

            let error = Edge::restore(&mut tampered, edge.size(), &edge.root()).unwrap_err();
            assert!(matches!(error, Error::RootDiffers { size: 265 }), "{error}");
        }
    }
    assert_eq!(unfinished.len(), 2);
}

#[test]
fn a_tree_does_not_grow_past_its_limits() {
    let (mut edge, _) = grown(3);
    let before = edge.clone();

    let error = edge.append(&vec![[0; 32]; APPEND_LEAVES_MAX + 1]).unwrap_err();

    assert_eq!(error.to_string(), "there are more leaves in one append than 1048576");
    assert_eq!(edge, before);
    let mut full = |tile: Tile| Ok(Some(vec![0; usize::from(tile.width) * 32]));
    let largest = root(&mut full, SIZE_MAX).unwrap();
    let mut edge = Edge::restore(&mut full, SIZE_MAX, &largest).unwrap();
    assert!(matches!(edge.append(&[[0; 32]]), Err(Error::TooMany { .. })));
    assert!(matches!(root(&mut full, SIZE_MAX + 1), Err(Error::TooMany { .. })));
    assert!(matches!(Edge::restore(&mut full, u64::MAX, &largest), Err(Error::TooMany { .. })));
}
