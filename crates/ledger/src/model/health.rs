//! What is wrong with a running platform, as an operator is told it: each finding has words and a place to go.
//! Pure: the figures come in.

use acts::{Behind, LeaseView};
use kit::Time;

/// How many acts may wait before it is worth a word: about ten seconds of a busy city.
const PENDING_MAX: i64 = 5_000;

/// How old the last checkpoint may be while acts wait.
const CHECKPOINT_AGE_MS_MAX: i64 = 60_000;

/// How far a reaction may be behind.
const BEHIND_MAX: i64 = 10_000;

/// How the platform stands, as it was read in one snapshot.
pub(crate) struct Standing {
    /// When it was read.
    pub(crate) now: Time,
    /// How many jobs are in each state: dead, failed, running, waiting.
    pub(crate) n_jobs: [usize; 4],
    /// How many parked acts there are.
    pub(crate) n_parked: usize,
    /// How many acts wait for their place.
    pub(crate) n_pending: i64,
    /// When the last checkpoint was signed.
    pub(crate) signed_at: Time,
    /// How far reactions are.
    pub(crate) behind: Vec<Behind>,
    /// Who holds what.
    pub(crate) leases: Vec<LeaseView>,
}

/// Something an operator should do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concern {
    /// Jobs were given up.
    DeadJobs,
    /// Reactions could not digest acts.
    Parked,
    /// Nobody keeps the ledger.
    NoKeeper,
    /// Acts wait and no checkpoint is signed.
    Stale,
    /// Very many acts wait.
    Pending,
    /// A reaction is far behind.
    Behind,
    /// Jobs fail and are tried again.
    FailedJobs,
}

impl Standing {
    /// What is wrong, the worst first.
    pub(crate) fn concerns(&self) -> Vec<Concern> {
        let [n_dead, n_failed, ..] = self.n_jobs;
        let kept = self.leases.iter().any(|it| it.name == "keeper" && self.now < it.until);
        let stale = 0 < self.n_pending && CHECKPOINT_AGE_MS_MAX < self.now.ms_since(self.signed_at);
        let all = [
            (Concern::NoKeeper, !kept),
            (Concern::Stale, stale),
            (Concern::DeadJobs, 0 < n_dead),
            (Concern::Parked, 0 < self.n_parked),
            (Concern::Pending, PENDING_MAX < self.n_pending),
            (Concern::Behind, self.behind.iter().any(|it| BEHIND_MAX < it.n_acts)),
            (Concern::FailedJobs, 0 < n_failed),
        ];
        all.into_iter().filter(|it| it.1).map(|it| it.0).collect()
    }
}
