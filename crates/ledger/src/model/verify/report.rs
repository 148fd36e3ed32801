//! What checking a ledger came to: what was seen, and each thing found wrong with its place.
//! Speaks to whoever checks, in the words of a command; pages have their own.

use std::fmt;

use acts::LeafFlaw;
use tlog::Hash;

use super::FINDINGS_MAX;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many leaves are done, of all epochs so far.
    pub n_leaves: u64,
    /// How many the epochs so far have.
    pub n_leaves_all: u64,
}

/// What checking a whole ledger came to.
#[derive(Debug, Default)]
pub struct Report {
    /// The epochs whose checkpoints could be believed, newest first.
    pub epochs: Vec<EpochSeen>,
    /// How many tiles were proven.
    pub n_tiles: u64,
    /// How many leaves were checked.
    pub n_leaves: u64,
    /// The size of the older checkpoint that this ledger continues, where one was given.
    pub since: Option<u64>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// How many findings there were beyond those listed.
    pub n_more: u64,
}

/// An epoch whose checkpoint can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochSeen {
    /// The folder of its files; empty for the newest.
    pub folder: String,
    /// The name of its log.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
    /// Why its checkpoint is believed.
    pub voucher: Voucher,
}

/// Why a checkpoint is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voucher {
    /// One of the keys given signed it.
    Key,
    /// It is the first leaf of the next epoch, which is believed; its own key was not given.
    NextEpoch,
}

/// One thing found wrong.
#[derive(Debug)]
pub struct Finding {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What can be wrong with a file of a ledger.
#[derive(Debug)]
pub enum Flaw {
    /// It is not there.
    Missing,
    /// It could not be read.
    Unreadable(kit::Error),
    /// What the formats and the tree say is wrong.
    Tree(tlog::Error),
    /// None of the keys given belongs to this log.
    KeyUnknown {
        /// The name of the log.
        origin: String,
    },
    /// One hash of a tile is not that of what stands below it.
    HashDiffers {
        /// Which hash of the tile, from zero.
        hash: usize,
        /// What stands below it.
        below: String,
    },
    /// A leaf is not the one in the tree.
    LeafDiffers {
        /// The leaf's index.
        leaf: u64,
    },
    /// A leaf is in the tree and not of the form that leaves have.
    LeafMalformed {
        /// The leaf's index.
        leaf: u64,
        /// What is wrong with it.
        flaw: LeafFlaw,
    },
    /// The first leaf is not the last checkpoint of the epoch before.
    OpeningDiffers {
        /// The checkpoint it should be.
        of: String,
    },
}

impl Report {
    /// Whether everything holds.
    pub fn passed(&self) -> bool {
        self.findings.is_empty() && !self.epochs.is_empty()
    }

    pub(super) fn find(&mut self, path: impl Into<String>, flaw: Flaw) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { path: path.into(), flaw });
        } else {
            self.n_more += 1;
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.flaw)
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flaw::Missing => f.write_str("is missing"),
            Flaw::Unreadable(it) => write!(f, "cannot be read: {it}"),
            Flaw::Tree(it) => it.fmt(f),
            Flaw::KeyUnknown { origin } => write!(f, "none of the keys given belongs to the log {origin:?}"),
            Flaw::HashDiffers { hash, below } => write!(f, "hash {hash} is not that of {below}"),
            Flaw::LeafDiffers { leaf } => write!(f, "leaf {leaf} is not the one in the tree"),
            Flaw::LeafMalformed { leaf, flaw: LeafFlaw { line, wanted } } => {
                write!(f, "leaf {leaf}, line {line}: {wanted} should stand here")
            }
            Flaw::OpeningDiffers { of } => write!(f, "leaf 0 is not {of}, with which this epoch begins"),
        }
    }
}
