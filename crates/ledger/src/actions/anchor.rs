//! The last checkpoint kept outside the store, so that a store put back to an earlier state is noticed.
//! Knows one file; where it lies is the operator's choice, best on another disk.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::Duration,
};

use kit::{Error, Result};
use store::Read;
use tlog::{Checkpoint, Note};

use super::replace;

/// How long the anchor rests between two writes.
const REST_MS: u64 = 1_000;

/// Writes checkpoints to the anchor file: at most once a second, and the last one when it is let go.
pub struct Anchor {
    notes: Option<Sender<String>>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Why a store must not start: it is not what the anchor remembers.
#[derive(Debug)]
pub enum Behind {
    /// The anchor file cannot be read, or is no checkpoint.
    Unreadable(String),
    /// The anchor is of a log this store never kept.
    Foreign {
        /// The log of the anchor.
        origin: String,
    },
    /// The store has fewer leaves than were signed.
    Smaller {
        /// How many leaves the anchor's checkpoint has.
        anchored: u64,
        /// How many the store has.
        stored: u64,
    },
    /// The store's tree does not continue the tree of the anchor.
    Forked {
        /// How many leaves the anchor's checkpoint has.
        anchored: u64,
        /// What does not fit.
        why: tlog::Error,
    },
    /// The store could not be read.
    Store(Error),
}

impl Anchor {
    /// An anchor at this path; its folder has to be there.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        let (notes, told) = channel();
        let (stop, stopped) = channel();
        let run = move || keep(&path, &told, &stopped);
        let thread = std::thread::Builder::new().name("yiwang-anchor".to_owned()).spawn(run);
        let thread = Some(thread.map_err(|err| Error::Fault(err.into()))?);
        Ok(Self { notes: Some(notes), stop: Some(stop), thread })
    }

    /// Remembers a checkpoint that is durable in the store; returns at once.
    pub fn tell(&self, note: &str) {
        if let Some(it) = &self.notes {
            // The thread ends only with the anchor itself.
            drop(it.send(note.to_owned()));
        }
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        self.notes = None;
        self.stop = None;
        if let Some(it) = self.thread.take() {
            drop(it.join());
        }
    }
}

fn keep(path: &Path, notes: &Receiver<String>, stop: &Receiver<()>) {
    let mut held: Option<String> = None;
    let mut stopping = false;
    while let Some(note) = held.take().or_else(|| notes.recv().ok()) {
        let note = notes.try_iter().last().unwrap_or(note);
        if let Err(err) = replace(path, note.as_bytes()) {
            tracing::error!(error = %err, "The anchor {} cannot be written", path.display());
            held = (!stopping).then_some(note);
        }
        stopping |= stop.recv_timeout(Duration::from_millis(REST_MS)) == Err(RecvTimeoutError::Disconnected);
    }
}

/// Puts a checkpoint in the place of whatever was anchored: a lawful restore begins a new log.
pub(crate) fn set(path: &Path, note: &str) -> Result<()> {
    replace(path, note.as_bytes()).map_err(|err| Error::fault(format!("anchor {}: {err}", path.display())))
}

/// The anchored checkpoint as signed; nothing where there is no anchor yet.
pub fn anchored(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(it) => Ok(Some(it)),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(Error::fault(format!("anchor {}: {err}", path.display()))),
    }
}

/// Whether the store is at least what the anchor remembers; without an anchor there is nothing to say.
pub fn check(read: &mut Read<'_>, path: &Path) -> Result<(), Behind> {
    let note = anchored(path).map_err(|err| Behind::Unreadable(err.to_string()))?;
    let Some(note) = note else {
        tracing::warn!("There is no anchor at {} yet", path.display());
        return Ok(());
    };
    let malformed = |err: tlog::Error| Behind::Unreadable(format!("{}: {err}", path.display()));
    let note = Note::parse(note.as_bytes()).map_err(malformed)?;
    let origin = Checkpoint::parse(note.text()).map_err(malformed)?.origin;
    let epochs = acts::epochs(read).map_err(Behind::Store)?;
    let n_newer = epochs.iter().position(|it| it.origin == origin).ok_or(Behind::Foreign { origin })?;
    let epoch = &epochs[n_newer];
    let anchored = Checkpoint::open(&note, &epoch.verifier).map_err(malformed)?;
    if epoch.size < anchored.size {
        // A lawful restore lost the end of that log and says so in the next one, under another key.
        let smaller = Behind::Smaller { anchored: anchored.size, stored: epoch.size };
        return if 0 < n_newer { Ok(()) } else { Err(smaller) };
    }
    continues(read, epoch, &anchored).map_err(|why| Behind::Forked { anchored: anchored.size, why })
}

fn continues(read: &mut Read<'_>, epoch: &acts::Epoch, anchored: &Checkpoint) -> tlog::Result<()> {
    let stored = acts::checkpoint(epoch)?;
    let mut tiles = |tile| acts::tile(read, epoch, tile).map(Some);
    let proof = tlog::consistency_proof(&mut tiles, anchored.size, stored.size)?;
    tlog::verify_consistency(anchored.size, &anchored.root, stored.size, &stored.root, &proof)
}

/// For the operator, who has to act.
impl fmt::Display for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Behind::Unreadable(it) => write!(f, "the anchor cannot be used: {it}"),
            Behind::Foreign { origin } => {
                write!(f, "the anchor is of the ledger {origin:?}, which this store never kept")
            }
            Behind::Smaller { anchored, stored } => write!(
                f,
                "this store has {stored} leaves, but {anchored} were signed: it was put back to an earlier state. \
                 Bring back the newest state, or restore a backup into an empty store with `yiwang restore`, \
                 which opens a new epoch and says so"
            ),
            Behind::Forked { anchored, why } => write!(
                f,
                "this store's ledger does not continue the one of {anchored} leaves that was signed ({why}): \
                 it was altered. Keep it for those who will look into it, and restore a backup into an empty store"
            ),
            Behind::Store(it) => write!(f, "the store cannot be read: {it}"),
        }
    }
}

impl std::error::Error for Behind {}

impl From<Behind> for Error {
    fn from(it: Behind) -> Self {
        match it {
            Behind::Store(it) => it,
            it => Error::Fault(Box::new(it)),
        }
    }
}
