//! Reading a tree through its tiles: each tile once, cut to the size that is asked about.
//! Does not know whether tiles come from a store, a folder or another server.

use std::collections::BTreeMap;

use crate::tile::TILE_HEIGHT;
use crate::tree::{Span, check_size, joined, perfect_root, root_of};
use crate::{Error, Hash, Result, TILE_WIDTH, Tile};

/// Where tiles are read from; a closure from tile to bytes is one.
pub trait Tiles {
    /// The bytes of a tile, or of the same tile grown since; nothing when there is none.
    fn tile(&mut self, tile: Tile) -> kit::Result<Option<Vec<u8>>>;
}

impl<F: FnMut(Tile) -> kit::Result<Option<Vec<u8>>>> Tiles for F {
    fn tile(&mut self, tile: Tile) -> kit::Result<Option<Vec<u8>>> {
        self(tile)
    }
}

/// The root of the tree at any size it has passed.
pub fn root(tiles: &mut dyn Tiles, size: u64) -> Result<Hash> {
    check_size(size)?;
    let levels = unfinished(tiles, size)?;
    Ok(root_of(levels.iter().map(|(_, hashes)| hashes.as_slice())))
}

/// The unfinished tiles of the tree at this size, lowest level first.
pub(crate) fn unfinished(tiles: &mut dyn Tiles, size: u64) -> Result<Vec<(Tile, Vec<Hash>)>> {
    Tile::unfinished(size).map(|tile| Ok((tile, read(tiles, tile)?))).collect()
}

/// The hashes of one tile.
pub(crate) fn read(tiles: &mut dyn Tiles, tile: Tile) -> Result<Vec<Hash>> {
    let bytes = tiles.tile(tile)?.ok_or(Error::TileMissing(tile))?;
    Ok(tile.hashes(&bytes)?.to_vec())
}

/// A tree of one size, read tile by tile as its subtrees are asked for.
pub(crate) struct Tree<'a> {
    tiles: &'a mut dyn Tiles,
    size: u64,
    held: BTreeMap<Tile, Vec<Hash>>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(tiles: &'a mut dyn Tiles, size: u64) -> Result<Self> {
        check_size(size)?;
        Ok(Self { tiles, size, held: BTreeMap::new() })
    }

    /// The hashes of the subtrees of a proof.
    pub(crate) fn hashes(&mut self, spans: &[Span]) -> Result<Vec<Hash>> {
        spans.iter().map(|it| self.hash(*it)).collect()
    }

    /// The hash of a subtree: perfect ones side by side, the largest first, joined from the right.
    fn hash(&mut self, span: Span) -> Result<Hash> {
        let mut end = span.end;
        let mut right = None;
        while end > span.start {
            let height = (end - span.start).trailing_zeros();
            right = Some(joined(self.perfect(height, end)?, right));
            end -= 1 << height;
        }
        Ok(right.expect("a proof speaks of no empty subtree"))
    }

    /// The root of the perfect subtree of this height that ends before a leaf; it lies within one tile.
    fn perfect(&mut self, height: u32, end: u64) -> Result<Hash> {
        let (level, height_in_tile) = (height / TILE_HEIGHT, height % TILE_HEIGHT);
        let length = 1 << height_in_tile;
        let first = (end >> (TILE_HEIGHT * level)) - length as u64;
        let start = (first % u64::from(TILE_WIDTH)) as usize;
        let tile = Tile::at(level as u8, first / u64::from(TILE_WIDTH), self.size)
            .expect("a subtree within the tree lies in a tile of the tree");
        Ok(perfect_root(&self.held(tile)?[start..start + length]))
    }

    fn held(&mut self, tile: Tile) -> Result<&[Hash]> {
        if !self.held.contains_key(&tile) {
            self.held.insert(tile, read(self.tiles, tile)?);
        }
        Ok(&self.held[&tile])
    }
}
