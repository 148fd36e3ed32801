//! Checking one receipt by itself, step by step, so that a page can show each.
//! Does not know whose act it is; what the leaf says is all there is.

use acts::Leaf;
use tlog::{Checkpoint, Error, Proof, VerifierKey};

/// One step of checking a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file is a proof of the one format.
    Form,
    /// The leaf along with it is one of an act.
    Leaf,
    /// The log signed the checkpoint.
    Signature,
    /// The hashes lead from the leaf to the root.
    Path,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not.
    Fails(ReceiptFlaw),
    /// A step before it failed.
    NotReached,
}

/// What can be wrong with a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptFlaw {
    /// The file is not of the format.
    Malformed {
        /// The line, from one.
        line: usize,
    },
    /// No leaf came along.
    NoLeaf,
    /// The leaf is not one of an act.
    LeafMalformed {
        /// The line of the leaf, from one.
        line: usize,
    },
    /// None of the known keys signed the checkpoint.
    KeyUnknown,
    /// The signature does not hold.
    SignatureFails,
    /// The checkpoint is of another log than the key that signed it.
    OriginDiffers,
    /// The hashes do not lead from the leaf to the root.
    PathFails,
}

/// What checking a receipt came to.
#[derive(Clone, Debug)]
pub struct ReceiptCheck {
    /// Each step in order.
    pub steps: [(Step, Outcome); 4],
    /// What the leaf says, where it could be read; believed only if all steps hold.
    pub leaf: Option<Leaf>,
    /// Where the leaf stands.
    pub index: Option<u64>,
    /// The checkpoint, where a known key signed it.
    pub checkpoint: Option<Checkpoint>,
}

/// Checks a receipt with these keys.
pub fn receipt(bytes: &[u8], keys: &[VerifierKey]) -> ReceiptCheck {
    let mut check = ReceiptCheck {
        steps: [Step::Form, Step::Leaf, Step::Signature, Step::Path].map(|it| (it, Outcome::NotReached)),
        leaf: None,
        index: None,
        checkpoint: None,
    };
    match check.run(bytes, keys) {
        Ok(()) => check.steps.iter_mut().for_each(|it| it.1 = Outcome::Holds),
        Err((failed, flaw)) => {
            let n_held = check.steps.iter().position(|it| it.0 == failed).unwrap_or(0);
            check.steps[..n_held].iter_mut().for_each(|it| it.1 = Outcome::Holds);
            check.steps[n_held].1 = Outcome::Fails(flaw);
        }
    }
    check
}

impl ReceiptCheck {
    /// Whether every step holds.
    pub fn passed(&self) -> bool {
        self.steps.iter().all(|it| it.1 == Outcome::Holds)
    }

    fn run(&mut self, bytes: &[u8], keys: &[VerifierKey]) -> Result<(), (Step, ReceiptFlaw)> {
        let form = |line| (Step::Form, ReceiptFlaw::Malformed { line });
        let proof = Proof::parse(bytes).map_err(|err| match err {
            // A note counts its own lines; the file has a proof's lines before it.
            Error::Malformed { document: "note", line, .. } => form(line + lines_before_note(bytes)),
            Error::Malformed { line, .. } => form(line),
            _ => form(1),
        })?;
        self.index = Some(proof.index);
        if proof.extra.is_empty() {
            return Err((Step::Leaf, ReceiptFlaw::NoLeaf));
        }
        let leaf = Leaf::parse(&proof.extra)
            .map_err(|it| (Step::Leaf, ReceiptFlaw::LeafMalformed { line: it.line }))?;
        self.leaf = Some(leaf);
        let signed = keys.iter().map(|key| Checkpoint::open(&proof.checkpoint, key));
        let mut flaw = ReceiptFlaw::KeyUnknown;
        for opened in signed {
            match opened {
                Ok(it) => self.checkpoint = Some(it),
                Err(Error::SignatureFails { .. }) => flaw = ReceiptFlaw::SignatureFails,
                Err(Error::OriginDiffers { .. }) => flaw = ReceiptFlaw::OriginDiffers,
                Err(Error::Malformed { line, .. }) => return Err(form(line + lines_before_note(bytes))),
                Err(_) => {}
            }
        }
        let Some(Checkpoint { size, root, .. }) = &self.checkpoint else {
            return Err((Step::Signature, flaw));
        };
        let hash = tlog::leaf_hash(&proof.extra);
        tlog::verify_inclusion(&hash, proof.index, *size, &proof.hashes, root)
            .map_err(|_| (Step::Path, ReceiptFlaw::PathFails))
    }
}

fn lines_before_note(bytes: &[u8]) -> usize {
    let end = bytes.windows(2).position(|it| it == b"\n\n").map_or(0, |it| it + 2);
    bytes[..end].iter().filter(|it| **it == b'\n').count()
}
