//! How hashes come together: perfect subtrees, roots, and the ranges a proof speaks of.
//! Does not know tiles as things kept, only the hashes of one level side by side.

use crate::{Error, Hash, Result, SIZE_MAX, empty_root, node_hash};

/// The root of a perfect subtree: its hashes are a power of two in number.
pub(crate) fn perfect_root(hashes: &[Hash]) -> Hash {
    assert!(hashes.len().is_power_of_two(), "a perfect subtree has a power of two of hashes");
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        for n in 0..level.len() / 2 {
            level[n] = node_hash(&level[2 * n], &level[2 * n + 1]);
        }
        level.truncate(level.len() / 2);
    }
    level[0]
}

/// The root of a tree from the hashes of its unfinished tiles, lowest level first.
pub(crate) fn root_of<'a>(levels: impl Iterator<Item = &'a [Hash]>) -> Hash {
    let mut right = None;
    for hashes in levels {
        let mut end = hashes.len();
        while end > 0 {
            let start = end & (end - 1);
            right = Some(joined(perfect_root(&hashes[start..end]), right));
            end = start;
        }
    }
    right.unwrap_or_else(empty_root)
}

/// A subtree and everything to the right of it.
pub(crate) fn joined(left: Hash, right: Option<Hash>) -> Hash {
    right.map_or(left, |right| node_hash(&left, &right))
}

/// The leaves `start..end`, as one subtree of RFC 6962.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Span {
    /// The two subtrees right below: the left is the largest perfect one that leaves something to the right.
    pub(crate) fn halves(self) -> (Span, Span) {
        let length = self.end - self.start;
        assert!(length > 1, "only a subtree of several leaves has halves");
        let middle = self.start + (1 << (length - 1).ilog2());
        (Span { end: middle, ..self }, Span { start: middle, ..self })
    }
}

/// Refuses sizes no tree has.
pub(crate) fn check_size(size: u64) -> Result<()> {
    if size <= SIZE_MAX { Ok(()) } else { Err(Error::TooMany { what: "leaves in a tree", max: SIZE_MAX }) }
}
