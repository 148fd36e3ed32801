//! What can be wrong with a tree or its texts, and where.
//! Speaks to operators and to whoever verifies a ledger; never holds what a leaf says.

use std::fmt;

use crate::{Bundle, Tile};

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong, and where.
#[derive(Debug)]
pub enum Error {
    /// A text that is not the one path of a tile or a bundle.
    Path(String),
    /// A tile the tree needs is not there.
    TileMissing(Tile),
    /// A tile does not hold the hashes it should.
    TileLength {
        /// The tile.
        tile: Tile,
        /// How long it is.
        n_bytes: usize,
    },
    /// A full tile does not give the hash that the tile above it holds for it.
    TileDiffers(Tile),
    /// The unfinished tiles do not give the root at this size.
    RootDiffers {
        /// The size of the tree.
        size: u64,
    },
    /// A leaf is not the one in the tree.
    LeafDiffers {
        /// The leaf's index.
        index: u64,
    },
    /// There are not as many leaves as the tile has hashes.
    LeafCount {
        /// The tile.
        tile: Tile,
        /// How many leaves there are.
        n_leaves: usize,
    },
    /// A bundle is not a sequence of as many entries as it should hold.
    BundleMalformed(Bundle),
    /// A leaf is asked for that a tree of this size does not have.
    IndexOutside {
        /// The leaf's index.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A tree is said to have shrunk.
    SizesReversed {
        /// The earlier size.
        old: u64,
        /// The later size.
        new: u64,
    },
    /// The proof does not lead from the leaf to the root.
    InclusionFails {
        /// The leaf's index.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The proof does not lead from the earlier root to the later one.
    ConsistencyFails {
        /// The earlier size.
        old: u64,
        /// The later size.
        new: u64,
    },
    /// A named limit is passed.
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        max: u64,
    },
    /// A text breaks the rules of its format.
    Malformed {
        /// Which format.
        document: &'static str,
        /// The line, from one.
        line: usize,
        /// Which rule.
        flaw: &'static str,
    },
    /// A signature of a known key does not hold.
    SignatureFails {
        /// The key's name.
        name: String,
    },
    /// None of the known keys signed.
    Unsigned,
    /// A checkpoint speaks of another log than the key that signed it.
    OriginDiffers {
        /// The name of the key.
        name: String,
        /// The origin of the checkpoint.
        origin: String,
    },
    /// Tiles could not be read.
    Reader(kit::Error),
}

impl From<kit::Error> for Error {
    fn from(it: kit::Error) -> Self {
        Error::Reader(it)
    }
}

/// A path of nothing is not found; what the reader said is kept; all else is a fault.
impl From<Error> for kit::Error {
    fn from(it: Error) -> Self {
        match it {
            Error::Reader(it) => it,
            Error::Path(_) => kit::Refusal::not_found().into(),
            it => kit::Error::Fault(Box::new(it)),
        }
    }
}

/// For operators and for whoever verifies.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Path(it) => write!(f, "{it:?} is not the path of a tile"),
            Error::TileMissing(it) => write!(f, "{it} is missing"),
            Error::TileLength { tile, n_bytes } => {
                write!(f, "{tile} has {n_bytes} bytes, which are not {} hashes", tile.width)
            }
            Error::TileDiffers(it) => {
                write!(f, "{it} does not give the hash that the tile above holds for it")
            }
            Error::RootDiffers { size } => {
                write!(f, "the unfinished tiles do not give the root of the tree of {size} leaves")
            }
            Error::LeafDiffers { index } => write!(f, "leaf {index} is not the one in the tree"),
            Error::LeafCount { tile, n_leaves } => {
                write!(f, "there are {n_leaves} leaves for the {} hashes of {tile}", tile.width)
            }
            Error::BundleMalformed(it) => write!(f, "{it} does not hold {} entries", it.width),
            Error::IndexOutside { index, size } => write!(f, "a tree of {size} leaves has no leaf {index}"),
            Error::SizesReversed { old, new } => {
                write!(f, "a tree of {old} leaves cannot come to have {new}")
            }
            Error::InclusionFails { index, size } => {
                write!(
                    f,
                    "the proof does not lead from leaf {index} to the root of the tree of {size} leaves"
                )
            }
            Error::ConsistencyFails { old, new } => {
                write!(f, "the tree of {new} leaves does not continue the tree of {old} leaves")
            }
            Error::TooMany { what, max } => write!(f, "there are more {what} than {max}"),
            Error::Malformed { document, line, flaw } => write!(f, "{document}, line {line}: {flaw}"),
            Error::SignatureFails { name } => write!(f, "the signature of {name} does not hold"),
            Error::Unsigned => f.write_str("there is no signature of a known key"),
            Error::OriginDiffers { name, origin } => {
                write!(f, "the checkpoint is of {origin:?}, but the key is of {name:?}")
            }
            Error::Reader(it) => write!(f, "tiles could not be read: {it}"),
        }
    }
}

impl std::error::Error for Error {}
