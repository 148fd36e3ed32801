//! Proof files: everything that shows offline that a leaf is in a log, but for the log's key and the leaf.
//! Does not know what the extra bytes mean; nothing vouches for them.

use std::fmt;

use data_encoding::BASE64;

use crate::checkpoint::parse_hash;
use crate::decimal::decimal;
use crate::{Checkpoint, ENTRY_BYTES_MAX, Error, Hash, Note, Result, VerifierKey};
use crate::{leaf_hash, verify_inclusion};

/// The most hashes on the way from a leaf to a root.
pub const PROOF_HASHES_MAX: usize = 63;

/// The most extra bytes: room for the largest entry twice.
pub const EXTRA_BYTES_MAX: usize = 2 * ENTRY_BYTES_MAX;

/// The longest proof file.
pub const PROOF_BYTES_MAX: usize = 512 << 10;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof that some leaf is in a log; printed, it is the file, byte for byte as it was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Bytes that travel along unproven; empty when there are none.
    pub extra: Vec<u8>,
    /// The index of the leaf.
    pub index: u64,
    /// The siblings from the leaf up.
    pub hashes: Vec<Hash>,
    /// The checkpoint as it was signed.
    pub checkpoint: Note,
}

impl Proof {
    /// Takes a proof file from outside; nothing in it is believed yet.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(Error::TooMany { what: "bytes in a proof", max: PROOF_BYTES_MAX as u64 });
        }
        let text = str::from_utf8(bytes).map_err(|_| flaw(1, "it is not UTF-8"))?;
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or_else(|| flaw(1, "no empty line stands before the checkpoint"))?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        if lines.next() != Some((1, HEADER)) {
            return Err(flaw(1, "it is not the header of a proof"));
        }
        let extra = lines.next_if(|(_, line)| line.starts_with("extra "));
        let extra = extra.map_or(Ok(Vec::new()), |(n, line)| {
            parse_extra(line).ok_or_else(|| flaw(n, "it holds no extra bytes"))
        })?;
        let index = lines.next().and_then(|(_, line)| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or_else(|| flaw(if extra.is_empty() { 2 } else { 3 }, "it is not an index"))?;
        let hashes = lines
            .by_ref()
            .take(PROOF_HASHES_MAX)
            .map(|(n, line)| parse_hash(line).ok_or_else(|| flaw(n, "it is not a hash")))
            .collect::<Result<_>>()?;
        if lines.next().is_some() {
            return Err(Error::TooMany { what: "hashes in a proof", max: PROOF_HASHES_MAX as u64 });
        }
        Ok(Self { extra, index, hashes, checkpoint: Note::parse(checkpoint.as_bytes())? })
    }

    /// Checks that the log of this key has the leaf; gives back the checkpoint it was checked against.
    pub fn verify(&self, leaf: &[u8], key: &VerifierKey) -> Result<Checkpoint> {
        let checkpoint = Checkpoint::open(&self.checkpoint, key)?;
        verify_inclusion(&leaf_hash(leaf), self.index, checkpoint.size, &self.hashes, &checkpoint.root)?;
        Ok(checkpoint)
    }
}

fn parse_extra(line: &str) -> Option<Vec<u8>> {
    let extra = BASE64.decode(line.strip_prefix("extra ")?.as_bytes()).ok()?;
    (1..=EXTRA_BYTES_MAX).contains(&extra.len()).then_some(extra)
}

fn flaw(line: usize, flaw: &'static str) -> Error {
    Error::Malformed { document: "proof", line, flaw }
}

/// The file.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if !self.extra.is_empty() {
            writeln!(f, "extra {}", BASE64.encode(&self.extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|it| writeln!(f, "{}", BASE64.encode(it)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
