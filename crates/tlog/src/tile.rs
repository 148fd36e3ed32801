//! Tiles: runs of up to 256 hashes of one level, named by paths that have one spelling each.
//! Does not know where tiles are kept.

use std::fmt;

use crate::decimal::decimal;
use crate::{Bundle, Error, HASH_BYTES, Hash, Result};

/// How many hashes a full tile holds.
pub const TILE_WIDTH: u16 = 256;

/// How much a level stands above the one below: 256 is two to the power of eight.
pub(crate) const TILE_HEIGHT: u32 = TILE_WIDTH.ilog2();

/// The most leaves a tree has; a signed 64-bit column counts them.
pub const SIZE_MAX: u64 = i64::MAX as u64;

/// The highest level of a tree of at most `SIZE_MAX` leaves.
pub const LEVEL_MAX: u8 = 7;

/// The longest text taken for a path.
pub const PATH_BYTES_MAX: usize = 64;

/// One tile of a tree; printed, it is the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// The level: hashes of level 0 are leaves, of each next one full tiles below.
    pub level: u8,
    /// Which tile of the level, from zero.
    pub n: u64,
    /// How many hashes it holds: 256, or fewer while it is unfinished.
    pub width: u16,
}

/// What a path below `tile/` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// A tile of hashes.
    Tile(Tile),
    /// A bundle of entries.
    Bundle(Bundle),
}

impl Tile {
    /// A finished tile.
    pub const fn full(level: u8, n: u64) -> Self {
        Self { level, n, width: TILE_WIDTH }
    }

    /// The tile as it stands in a tree of this size, if that tree has it.
    pub fn at(level: u8, n: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(TILE_HEIGHT * u32::from(level)).unwrap_or(0);
        let first = n.checked_mul(u64::from(TILE_WIDTH))?;
        let width = hashes.checked_sub(first)?.min(u64::from(TILE_WIDTH));
        (width > 0).then_some(Self { level, n, width: width as u16 })
    }

    /// The unfinished tiles of a tree of this size, from the lowest level; the root follows from them alone.
    pub fn unfinished(size: u64) -> impl DoubleEndedIterator<Item = Self> {
        (0..=LEVEL_MAX).filter_map(move |level| {
            let n = size.checked_shr(TILE_HEIGHT * (u32::from(level) + 1)).unwrap_or(0);
            Self::at(level, n, size)
        })
    }

    /// The number its first hash has among the tiles of the level below, or among the leaves.
    pub(crate) fn first_below(self) -> u64 {
        self.n * u64::from(TILE_WIDTH)
    }

    /// The hashes of this tile, cut from stored bytes of it that may have grown since.
    pub fn hashes(self, bytes: &[u8]) -> Result<&[Hash]> {
        let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
        let whole = rest.is_empty() && hashes.len() <= usize::from(TILE_WIDTH);
        match hashes.get(..usize::from(self.width)) {
            Some(hashes) if whole => Ok(hashes),
            _ => Err(Error::TileLength { tile: self, n_bytes: bytes.len() }),
        }
    }
}

impl TilePath {
    /// Takes a path from outside; refuses everything but the one spelling.
    pub fn parse(text: &str) -> Result<Self> {
        let path = Self::read(text).filter(|it| it.to_string() == text);
        path.ok_or_else(|| Error::Path(text.chars().take(PATH_BYTES_MAX).collect()))
    }

    /// Reads more than the one spelling; what is printed again decides.
    fn read(text: &str) -> Option<Self> {
        if text.len() > PATH_BYTES_MAX {
            return None;
        }
        let (level, rest) = text.strip_prefix("tile/")?.split_once('/')?;
        let (n, width) = match rest.split_once(".p/") {
            Some((n, width)) => (n, decimal(width).filter(|it| (1..u64::from(TILE_WIDTH)).contains(it))?),
            None => (rest, u64::from(TILE_WIDTH)),
        };
        let n = n.split('/').try_fold(0u64, |n, part| {
            let digits = part.strip_prefix('x').unwrap_or(part);
            n.checked_mul(1000)?.checked_add(digits.parse::<u16>().ok()?.into())
        })?;
        let width = width as u16;
        if level == "entries" {
            return fits(0, n).then_some(Self::Bundle(Bundle { n, width }));
        }
        let level = u8::try_from(decimal(level)?).ok()?;
        fits(level, n).then_some(Self::Tile(Tile { level, n, width }))
    }
}

/// Whether some tree has the first hash of the tile.
fn fits(level: u8, n: u64) -> bool {
    level <= LEVEL_MAX && Tile::at(level, n, SIZE_MAX).is_some()
}

/// The end of a path: the number in groups of three digits, and the width of an unfinished tile.
pub(crate) struct PathEnd {
    pub(crate) n: u64,
    pub(crate) width: u16,
}

impl fmt::Display for PathEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{:03}", self.n % 1000);
        let mut rest = self.n / 1000;
        while rest > 0 {
            text = format!("x{:03}/{text}", rest % 1000);
            rest /= 1000;
        }
        f.write_str(&text)?;
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// `tile/0/x001/234.p/17`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tile { level, n, width } = *self;
        write!(f, "tile/{level}/{}", PathEnd { n, width })
    }
}

/// The path.
impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TilePath::Tile(it) => it.fmt(f),
            TilePath::Bundle(it) => it.fmt(f),
        }
    }
}
