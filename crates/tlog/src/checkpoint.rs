//! Checkpoints: what a log signs to say how large its tree is and what its root.
//! Does not know whether the tree is so; proofs show that.

use std::fmt;

use data_encoding::BASE64;

use crate::decimal::decimal;
use crate::{Error, Hash, Note, NoteSigner, Result, VerifierKey};

/// The most extension lines under a checkpoint of another log; ours have none.
pub const EXTENSIONS_MAX: usize = 16;

/// The state of a log; printed, it is the text to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log, for ever.
    pub origin: String,
    /// How many leaves the tree has.
    pub size: u64,
    /// The root of the tree.
    pub root: Hash,
    /// Further lines that a log added; they mean nothing to us.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// The state of a log of ours.
    pub fn new(origin: &str, size: u64, root: Hash) -> Self {
        Self { origin: origin.to_owned(), size, root, extensions: Vec::new() }
    }

    /// Takes the text of a note; whether anyone signed it is for `open` to say.
    pub fn parse(text: &str) -> Result<Self> {
        let lines = text.strip_suffix('\n').ok_or_else(|| flaw(1, "it does not end its last line"))?;
        let mut lines = lines.split('\n');
        let origin = lines.next().filter(|it| !it.is_empty() && !it.chars().any(char::is_control));
        let origin = origin.ok_or_else(|| flaw(1, "it is not an origin"))?;
        let size = lines.next().and_then(decimal).ok_or_else(|| flaw(2, "it is not a size"))?;
        let root = lines.next().and_then(parse_hash).ok_or_else(|| flaw(3, "it is not a root"))?;
        let extensions: Vec<String> = lines.by_ref().take(EXTENSIONS_MAX).map(str::to_owned).collect();
        if lines.next().is_some() {
            return Err(Error::TooMany { what: "extension lines", max: EXTENSIONS_MAX as u64 });
        }
        match extensions.iter().position(String::is_empty) {
            Some(n) => Err(flaw(4 + n, "it is empty")),
            None => Ok(Self { origin: origin.to_owned(), size, root, extensions }),
        }
    }

    /// Signs it with the key of its log.
    pub fn sign(&self, signer: &NoteSigner<'_>) -> Result<Note> {
        let text = self.to_string();
        if Self::parse(&text)? != *self {
            return Err(flaw(1, "it does not print as itself"));
        }
        self.check_origin(signer.key)?;
        Note::sign(&text, signer)
    }

    /// The checkpoint in a note, if the log of this key signed it and it speaks of that log.
    pub fn open(note: &Note, key: &VerifierKey) -> Result<Self> {
        note.verify(std::slice::from_ref(key))?;
        let checkpoint = Self::parse(note.text())?;
        checkpoint.check_origin(key)?;
        Ok(checkpoint)
    }

    /// One key may serve several logs; the name tells which one it was given for.
    fn check_origin(&self, key: &VerifierKey) -> Result<()> {
        if key.name() == self.origin {
            return Ok(());
        }
        Err(Error::OriginDiffers { name: key.name().to_owned(), origin: self.origin.clone() })
    }
}

/// A hash in a line of its own.
pub(crate) fn parse_hash(line: &str) -> Option<Hash> {
    BASE64.decode(line.as_bytes()).ok()?.try_into().ok()
}

fn flaw(line: usize, flaw: &'static str) -> Error {
    Error::Malformed { document: "checkpoint", line, flaw }
}

/// The text to be signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Checkpoint { origin, size, root, extensions } = self;
        writeln!(f, "{origin}\n{size}\n{}", BASE64.encode(root))?;
        extensions.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}
