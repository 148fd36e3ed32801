//! What becomes of acts once they are recorded: their order, their tree, what reacts to them, what is left to do.
//! Knows no kind of act and no block; both come in as lists.

mod follower;
mod job;
mod keeper;
mod leaf;
mod lease;
mod once;
mod reaction;
mod recorded;
mod sequencer;
mod standing;
mod tables;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod tree;

pub use follower::{Follower, Followers, HEARD_MAX, Heard, Lags, heard_since, position};
pub use job::{DeadJob, Job, Planned, Running, dead_jobs, plan, retry_dead, unplan};
pub use keeper::{Keeper, Work};
pub use leaf::{Leaf, LeafFlaw};
pub use once::once;
pub use reaction::{Parked, Reaction, Start, parked};
pub use recorded::{HISTORY_ROWS_MAX, Recorded, by_id, history};
pub use sequencer::{LedgerKey, advance, open_epoch};
pub use standing::{
    Behind, JOBS_COUNTED_MAX, JOBS_ROWS_MAX, JobState, JobView, LeaseView, behind, discard_dead,
    discard_parked, hear_again, job, jobs, leases, n_jobs, parked_at,
};
pub use tables::PART;
pub use tree::{Epoch, Placed, checkpoint, entries, epoch, epochs, lag, leaf, newest, proof, tile};
