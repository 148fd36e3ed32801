//! What the store has done since it opened: counted, never guessed, shown at `/metrics`.
//! Knows nothing of who asks.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters since the store opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Writes that became durable.
    pub n_writes: u64,
    /// Commits they shared.
    pub n_commits: u64,
    /// Reads answered.
    pub n_reads: u64,
    /// Jobs turned away because a queue was full or they had waited too long.
    pub n_busy: u64,
    /// Transactions run again because two met.
    pub n_retries: u64,
    /// Writes that took longer than their budget inside the engine thread.
    pub n_over_budget: u64,
    /// The longest a write took inside the engine thread, in microseconds.
    pub longest_write_us: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) writes: AtomicU64,
    pub(crate) commits: AtomicU64,
    pub(crate) reads: AtomicU64,
    pub(crate) busy: AtomicU64,
    pub(crate) retries: AtomicU64,
    pub(crate) over_budget: AtomicU64,
    pub(crate) longest_write_us: AtomicU64,
}

impl Counters {
    pub(crate) fn figures(&self) -> Figures {
        let read = |it: &AtomicU64| it.load(Ordering::Relaxed);
        Figures {
            n_writes: read(&self.writes),
            n_commits: read(&self.commits),
            n_reads: read(&self.reads),
            n_busy: read(&self.busy),
            n_retries: read(&self.retries),
            n_over_budget: read(&self.over_budget),
            longest_write_us: read(&self.longest_write_us),
        }
    }
}

pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
