//! What is shown of the ledger, and the rules by which anyone checks it.
//! Knows no store and no network: what is checked comes in through a trait.

pub(crate) mod health;
pub mod verify;

use acts::{Epoch, Leaf, Placed};
use kit::{Error, Result};
use tlog::{Checkpoint, Proof};

/// The ledger as it stands.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// The epoch that grows.
    pub epoch: Epoch,
    /// Its last checkpoint.
    pub checkpoint: Checkpoint,
    /// The epochs before it, newest first.
    pub earlier: Vec<Epoch>,
    /// How many acts wait for their place.
    pub n_pending: i64,
}

impl State {
    /// The state of these epochs, newest first.
    pub(crate) fn of(mut epochs: Vec<Epoch>, n_pending: i64) -> Result<Self> {
        if epochs.is_empty() {
            return Err(Error::Busy("ledger"));
        }
        let epoch = epochs.remove(0);
        Ok(Self { checkpoint: acts::checkpoint(&epoch)?, epoch, earlier: epochs, n_pending })
    }
}

/// An act as anyone may see it: what its leaf says, and where the leaf stands.
#[derive(Clone, Debug)]
pub(crate) struct ActView {
    /// What the tree holds of it.
    pub leaf: Leaf,
    /// The proof; nothing while the act waits for its place.
    pub receipt: Option<Receipt>,
}

/// A proof file with what its checkpoint says.
#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    /// The file.
    pub proof: Proof,
    /// Its checkpoint, opened.
    pub checkpoint: Checkpoint,
}

impl ActView {
    /// An act whose proof has or has not been made yet.
    pub(crate) fn of(placed: Placed, proof: Option<Proof>) -> Result<Self> {
        // Made a moment ago by this ledger: what it says needs no key to be shown.
        let open = |proof: Proof| -> tlog::Result<Receipt> {
            Ok(Receipt { checkpoint: Checkpoint::parse(proof.checkpoint.text())?, proof })
        };
        Ok(Self { leaf: placed.leaf, receipt: proof.map(open).transpose()? })
    }
}
