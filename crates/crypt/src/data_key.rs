//! The key of one subject, and the sealed fields that only it opens.
//! Does not know where sealed fields are kept; destroying the key is the store's affair.

use std::fmt;

use kit::{Error, Result};

use crate::cipher::{Cipher, KEY_BYTES, NONCE_BYTES};
use crate::framed::framed;
use crate::kek::derived;

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

    /// The key of one file of this subject: without the subject's key it cannot be made again.
    /// `file` is an identifier that is never used for a second file.
    pub fn of_file(&self, file: &str) -> FileKey {
        FileKey::from_bytes(derived(&self.bytes, &format!("yiwang/file/v1/{file}")))
    }

    /// Opens a field at its place; a fault when key, place or bytes are not those of the sealing.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        self.cipher.open(&place.bound(), sealed).ok_or_else(|| {
            let Place { table, column, row, .. } = place;
            Error::fault(format!("the sealed field {table}.{column} of row {row} does not open"))
        })
    }
}

/// The key of one file, which is sealed in pieces; the last one says so, so that none can be cut off.
pub struct FileKey {
    bytes: [u8; KEY_BYTES],
    cipher: Cipher,
}

impl FileKey {
    fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self { cipher: Cipher::new(&bytes), bytes }
    }

    /// The same key once more, for another who reads the file.
    pub fn again(&self) -> Self {
        Self::from_bytes(self.bytes)
    }

    /// Seals the `n`th piece. A piece is sealed once: its number is its nonce, and the key is this file's alone.
    pub fn seal(&self, n: u32, is_last: bool, plain: &[u8]) -> Vec<u8> {
        self.cipher.seal(FILE_PIECE, piece_nonce(n, is_last), plain)
    }

    /// Opens the `n`th piece; nothing where it is another one, or was changed.
    pub fn open(&self, n: u32, is_last: bool, sealed: &[u8]) -> Option<Vec<u8>> {
        let nonce = sealed.get(1..=NONCE_BYTES)?;
        if nonce != piece_nonce(n, is_last) {
            return None;
        }
        self.cipher.open(FILE_PIECE, sealed)
    }
}

/// What the pieces of files are bound to, besides their key and number.
const FILE_PIECE: &[u8] = b"yiwang/file-piece/v1";

fn piece_nonce(n: u32, is_last: bool) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce[7] = u8::from(is_last);
    nonce[8..].copy_from_slice(&n.to_be_bytes());
    nonce
}

/// Says nothing of the key.
impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(..)")
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
