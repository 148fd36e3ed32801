//! What an import is made of: a file, a source, a version, and how far it has come.
//! Knows no kind of row: regions and matters come in the same way.

use kit::{Time, id};

id!(/** One whole version of a source's rows. */ VersionId, "version");

/// How many rows one write puts or clears: about ten milliseconds of the engine's time.
pub const CHUNK_ROWS: usize = 500;

/// How many rows a file may have: every village of a large country, and room to grow.
pub const ROWS_MAX: usize = 1_000_000;

/// How large a file may be.
pub const FILE_BYTES_MAX: usize = 128 << 20;

/// How long one line of a file may be.
pub const LINE_BYTES_MAX: usize = 4_096;

/// How much of a file's name is kept.
const NAME_CHARS_MAX: usize = 200;

/// A file as it was read; blocks open none themselves.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, for reports and the ledger.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

impl File<'_> {
    /// The SHA-256 that tells this file from any other.
    pub fn hash(&self) -> [u8; 32] {
        crypt::sha256(self.bytes)
    }

    /// Its name, bounded and without signs that no line of a report can bear.
    pub fn short_name(&self) -> String {
        self.name.chars().filter(|it| !it.is_control()).take(NAME_CHARS_MAX).collect()
    }
}

/// The version of a source that readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The source within its kind: `province`, `demo`.
    pub source: String,
    /// The version; rows are found by it, and what is made from them may be cached under it.
    pub version: VersionId,
    /// The SHA-256 of the file it came from.
    pub hash: [u8; 32],
    /// How many rows it has.
    pub n_rows: i64,
    /// Since when it is current.
    pub imported_at: Time,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The source it is about.
    pub source: &'a str,
    /// What is being done.
    pub stage: Stage,
    /// How many rows it is done for.
    pub n_done: usize,
    /// How many rows there are to do.
    pub n_total: usize,
}

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows are compared with those that are current.
    Comparing,
    /// Rows are written beside those that are current.
    Writing,
    /// Rows that are current no longer are cleared away.
    Clearing,
}
