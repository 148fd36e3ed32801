//! Bundles: the entries under one tile of leaves, each behind its length.
//! Does not know what an entry says.

use std::fmt;

use crate::tile::PathEnd;
use crate::{Error, Result};

/// The longest entry; its length stands in two bytes.
pub const ENTRY_BYTES_MAX: usize = u16::MAX as usize;

/// One bundle of entries; printed, it is the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    /// Which bundle, from zero; it lies under the tile of level 0 with the same number.
    pub n: u64,
    /// How many entries it holds: 256, or fewer while it is unfinished.
    pub width: u16,
}

impl Bundle {
    /// The bytes of a bundle of these entries.
    pub fn print<'a>(self, entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut n_entries = 0;
        for entry in entries {
            let length = u16::try_from(entry.len())
                .map_err(|_| Error::TooMany { what: "bytes in an entry", max: ENTRY_BYTES_MAX as u64 })?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
            n_entries += 1;
        }
        if n_entries == self.width { Ok(bytes) } else { Err(Error::BundleMalformed(self)) }
    }

    /// The entries of a bundle's bytes: exactly as many as its width, and nothing after them.
    pub fn parse(self, bytes: &[u8]) -> Result<Vec<&[u8]>> {
        let mut rest = bytes;
        let entries = (0..self.width)
            .map(|_| {
                let (length, after) = rest.split_first_chunk::<2>()?;
                let (entry, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
                rest = after;
                Some(entry)
            })
            .collect::<Option<Vec<_>>>();
        entries.filter(|_| rest.is_empty()).ok_or(Error::BundleMalformed(self))
    }
}

/// `tile/entries/x001/234.p/17`.
impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bundle { n, width } = *self;
        write!(f, "tile/entries/{}", PathEnd { n, width })
    }
}
