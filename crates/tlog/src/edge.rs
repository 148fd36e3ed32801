//! The growing right edge of a tree: leaves go in, changed tiles and the new root come out.
//! Does not store anything; the caller keeps one row per level and number.

use crate::tile::TILE_HEIGHT;
use crate::tiles::{Tiles, unfinished};
use crate::tree::{check_size, perfect_root, root_of};
use crate::{Error, Hash, Result, SIZE_MAX, TILE_WIDTH, Tile};

/// The most leaves appended at once.
pub const APPEND_LEAVES_MAX: usize = 1 << 20;

/// The unfinished tiles of a tree, lowest level first: all that is needed to append and to know the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

/// A tile that an append made or lengthened; it replaces what was kept for its level and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which tile.
    pub tile: Tile,
    /// All its hashes, behind one another.
    pub bytes: Vec<u8>,
}

impl Edge {
    /// The edge of a tree without leaves.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The edge of a stored tree; refuses tiles that do not give its root.
    pub fn restore(tiles: &mut dyn Tiles, size: u64, root: &Hash) -> Result<Self> {
        check_size(size)?;
        let mut levels = Vec::new();
        for (tile, hashes) in unfinished(tiles, size)? {
            levels.resize(usize::from(tile.level), Vec::new());
            levels.push(hashes);
        }
        let edge = Self { size, levels };
        if edge.root() == *root { Ok(edge) } else { Err(Error::RootDiffers { size }) }
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        root_of(self.levels.iter().map(Vec::as_slice))
    }

    /// Appends the hashes of leaves in their order; gives back each tile that changed, as it now is.
    pub fn append(&mut self, leaves: &[Hash]) -> Result<Vec<Changed>> {
        if leaves.len() > APPEND_LEAVES_MAX {
            return Err(Error::TooMany { what: "leaves in one append", max: APPEND_LEAVES_MAX as u64 });
        }
        if leaves.len() as u64 > SIZE_MAX - self.size {
            return Err(Error::TooMany { what: "leaves in a tree", max: SIZE_MAX });
        }
        let mut changed = Vec::new();
        let mut n_levels = 0;
        for leaf in leaves {
            n_levels = n_levels.max(self.push(*leaf, &mut changed));
        }
        for tile in Tile::unfinished(self.size).filter(|it| usize::from(it.level) < n_levels) {
            let bytes = self.levels[usize::from(tile.level)].as_flattened().to_vec();
            changed.push(Changed { tile, bytes });
        }
        Ok(changed)
    }

    /// Adds one leaf, and above it the hash of each tile this finishes; says how many levels it touched.
    fn push(&mut self, leaf: Hash, changed: &mut Vec<Changed>) -> usize {
        self.size += 1;
        let mut hash = leaf;
        let mut level = 0;
        loop {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            level += 1;
            if hashes.len() < usize::from(TILE_WIDTH) {
                return level;
            }
            // Every finished tile counts one in the level above, so the tiles before this one are as many.
            let n = (self.size >> (TILE_HEIGHT as usize * level)) - 1;
            hash = perfect_root(hashes);
            let tile = Tile::full(level as u8 - 1, n);
            changed.push(Changed { tile, bytes: hashes.as_flattened().to_vec() });
            hashes.clear();
        }
    }
}
