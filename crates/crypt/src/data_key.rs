//! The key of one subject, and the sealed fields that only it opens.
//! Does not know where sealed fields are kept; destroying the key is the store's affair.

use std::fmt;

use kit::{Error, Result};

use crate::cipher::{Cipher, KEY_BYTES, NONCE_BYTES};
use crate::framed::framed;

/// The key of one subject: whoever destroys it erases everything sealed under it.
pub struct DataKey {
    pub(crate) bytes: [u8; KEY_BYTES],
    cipher: Cipher,
}

/// Where a sealed field lives; it opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row, by its identifier.
    pub row: &'a str,
    /// Whose field it is.
    pub subject: &'a str,
}

impl DataKey {
    /// Makes a key of 32 secret bytes.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self { cipher: Cipher::new(&bytes), bytes }
    }

    /// Seals a field for its place; the nonce is fresh for every sealing under this key.
    pub fn seal(&self, place: &Place<'_>, nonce: [u8; NONCE_BYTES], plain: &[u8]) -> Vec<u8> {
        self.cipher.seal(&place.bound(), nonce, plain)
    }

    /// Opens a field at its place; a fault when key, place or bytes are not those of the sealing.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        self.cipher.open(&place.bound(), sealed).ok_or_else(|| {
            let Place { table, column, row, .. } = place;
            Error::fault(format!("the sealed field {table}.{column} of row {row} does not open"))
        })
    }
}

impl Place<'_> {
    fn bound(&self) -> Vec<u8> {
        framed("yiwang/field/v1", [self.table, self.column, self.row, self.subject])
    }
}

/// Says nothing of the key.
impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}
