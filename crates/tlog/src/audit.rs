//! Auditing a whole tree: from a trusted root down, each tile is proven before anything below it is believed.
//! Does not know where leaves are kept; whoever holds them checks them against each proven tile of leaves.

use crate::tiles::{Tiles, read, unfinished};
use crate::tree::{check_size, perfect_root, root_of};
use crate::{Error, Hash, Result, Tile, leaf_hash};

/// Proves every tile of a tree against its root; each is read once and handed on as soon as it is proven.
///
/// Tiles of leaves come in their order. The first tile that does not fit ends the audit and is named.
pub fn audit(
    tiles: &mut dyn Tiles,
    size: u64,
    root: &Hash,
    proven: &mut dyn FnMut(Tile, &[Hash]) -> Result<()>,
) -> Result<()> {
    check_size(size)?;
    let unfinished = unfinished(tiles, size)?;
    if root_of(unfinished.iter().map(|(_, hashes)| hashes.as_slice())) != *root {
        return Err(Error::RootDiffers { size });
    }
    unfinished.iter().rev().try_for_each(|(tile, hashes)| descend(tiles, *tile, hashes, proven))
}

/// Checks leaves against a proven tile of leaves; names the first that differs.
pub fn check_leaves<'a>(
    tile: Tile,
    hashes: &[Hash],
    leaves: impl IntoIterator<Item = &'a [u8]>,
) -> Result<()> {
    assert_eq!(tile.level, 0, "only tiles of level 0 hold leaves");
    let mut n_leaves = 0;
    for (n, leaf) in leaves.into_iter().enumerate() {
        n_leaves = n + 1;
        if hashes.get(n).is_some_and(|it| *it != leaf_hash(leaf)) {
            return Err(Error::LeafDiffers { index: tile.first_below() + n as u64 });
        }
    }
    if n_leaves == hashes.len() { Ok(()) } else { Err(Error::LeafCount { tile, n_leaves }) }
}

/// Hands on a proven tile, then proves the full tiles its hashes stand for; as deep as there are levels.
fn descend(
    tiles: &mut dyn Tiles,
    tile: Tile,
    hashes: &[Hash],
    proven: &mut dyn FnMut(Tile, &[Hash]) -> Result<()>,
) -> Result<()> {
    proven(tile, hashes)?;
    let Some(level) = tile.level.checked_sub(1) else { return Ok(()) };
    for (n, hash) in (tile.first_below()..).zip(hashes) {
        let below = Tile::full(level, n);
        let hashes = read(tiles, below)?;
        if perfect_root(&hashes) != *hash {
            return Err(Error::TileDiffers(below));
        }
        descend(tiles, below, &hashes, proven)?;
    }
    Ok(())
}
