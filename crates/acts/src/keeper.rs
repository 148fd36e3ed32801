//! The loop that keeps the ledger: sequencing, reacting, doing what is due, telling the anchor.
//! Runs on every node; what only one may do goes by a lease.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kit::Result;
use store::Store;
use tokio::sync::watch;

use crate::{Job, LedgerKey, Reaction, job, lease::Lease, reaction, sequencer, tables, tree};

/// How long the loop rests when there was nothing to do.
const REST_MS: u64 = 100;
/// How long it rests after a failure.
const FAILED_REST_MS: u64 = 1_000;
/// How often acts get their places: often enough for a receipt in a second, seldom enough to share the work.
const PLACE_MS: i64 = 80;
/// How often due jobs are looked for.
const JOBS_LOOK_MS: i64 = 200;

/// What one block does after acts were recorded.
#[derive(Clone, Copy, Default)]
pub struct Work {
    /// What it does when something happened.
    pub reactions: &'static [Reaction],
    /// What it does later.
    pub jobs: &'static [Job],
}

/// When the loop last did what it does not do in every round.
struct Pace {
    placed_at_ms: i64,
    jobs_at_ms: i64,
}

/// Keeps one store's ledger until it is stopped.
pub struct Keeper {
    store: Store,
    key: Arc<LedgerKey>,
    reactions: Vec<Reaction>,
    jobs: Vec<Job>,
    anchor: Box<dyn Fn(&str) + Send + Sync>,
    signed: Arc<AtomicI64>,
}

impl Keeper {
    /// A keeper for these blocks; `anchor` is told each checkpoint after it is durable.
    pub fn new(
        store: Store,
        key: Arc<LedgerKey>,
        works: &[Work],
        anchor: Box<dyn Fn(&str) + Send + Sync>,
    ) -> Self {
        let reactions = works.iter().flat_map(|it| it.reactions).copied().collect();
        let jobs = works.iter().flat_map(|it| it.jobs).copied().collect();
        Self { store, key, reactions, jobs, anchor, signed: Arc::new(AtomicI64::new(0)) }
    }

    /// When the loop last finished a round, in milliseconds; for readiness.
    pub fn last_round(&self) -> Arc<AtomicI64> {
        self.signed.clone()
    }

    /// Runs until `stop` turns true; then finishes the round it is in.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let holder =
            (0..4).map(|_| self.store.secret()[0]).fold("node".to_owned(), |it, b| format!("{it}-{b}"));
        let mut lease = Lease::new("keeper", holder);
        if let Err(err) = lease.begin(&self.store).await {
            tracing::warn!(error = %err, "The keeper waits for the lease of the process before it");
        }
        let mut pace = Pace { placed_at_ms: i64::MIN, jobs_at_ms: i64::MIN };
        while !*stop.borrow() {
            let rest_ms = match self.round(&mut lease, &mut pace).await {
                Ok(true) => 0,
                Ok(false) => REST_MS,
                Err(kit::Error::Busy(what)) => {
                    tracing::debug!(what, "The keeper waits");
                    REST_MS
                }
                Err(err) => {
                    tracing::error!(error = %err, "The keeper's round failed; trying again");
                    FAILED_REST_MS
                }
            };
            if 0 < rest_ms {
                drop(tokio::time::timeout(Duration::from_millis(rest_ms), stop.changed()).await);
            }
        }
        if let Err(err) = lease.release(&self.store).await {
            tracing::warn!(error = %err, "The keeper's lease ends by itself");
        }
    }

    /// Everything once; says whether there may be more at once.
    async fn round(&self, lease: &mut Lease, pace: &mut Pace) -> Result<bool> {
        let (mut more, mut ended) = (false, Ok(()));
        if lease.hold(&self.store).await? {
            let now_ms = self.store.now().ms();
            if PLACE_MS <= now_ms.saturating_sub(pace.placed_at_ms).abs() {
                pace.placed_at_ms = now_ms;
                more |= self.place().await?;
            }
            if JOBS_LOOK_MS <= now_ms.saturating_sub(pace.jobs_at_ms).abs() {
                more |= reaction::hear_parked(&self.store, &self.reactions).await?;
            }
            for reaction in &self.reactions {
                // One that cannot go on holds up no other.
                match reaction::hear(&self.store, *reaction).await {
                    Ok(heard) => more |= heard,
                    Err(err) => ended = Err(err),
                }
            }
        }
        let now_ms = self.store.now().ms();
        if JOBS_LOOK_MS <= now_ms.saturating_sub(pace.jobs_at_ms).abs() {
            pace.jobs_at_ms = now_ms;
            more |= 0 < job::work(&self.store, &self.jobs).await?;
        }
        self.signed.store(now_ms, Ordering::Relaxed);
        ended.map(|()| more)
    }

    /// Places what is pending, batch by batch, and tells the anchor; says whether there was anything.
    async fn place(&self) -> Result<bool> {
        let mut n_placed = 0;
        loop {
            let n = sequencer::advance(&self.store, &self.key).await?;
            n_placed += n;
            if n < sequencer::BATCH_MAX as u64 {
                break;
            }
        }
        if 0 < n_placed {
            (self.anchor)(&self.store.read(|read| tree::epoch(read, None)).await?.note);
        }
        Ok(0 < n_placed)
    }

    /// Runs everything that waits, until nothing does; for commands and tests.
    pub async fn settle(&self) -> Result<()> {
        loop {
            let mut more = 0 < sequencer::advance(&self.store, &self.key).await?;
            more |= reaction::hear_parked(&self.store, &self.reactions).await?;
            for reaction in &self.reactions {
                more |= reaction::hear(&self.store, *reaction).await?;
            }
            more |= 0 < job::work(&self.store, &self.jobs).await?;
            let left = self.store.read(tables::any_pending).await?;
            if !more && !left {
                let note = self.store.read(|read| tree::epoch(read, None)).await?.note;
                (self.anchor)(&note);
                return Ok(());
            }
        }
    }
}
