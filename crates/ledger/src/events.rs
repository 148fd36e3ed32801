//! What the ledger records of itself.
//! Does not know who listens.

/// A backup was restored: the ledger goes on in a new epoch.
pub const LEDGER_RESTORED: &str = "ledger.restored";

/// Someone erased after a backup was made was erased again after it was restored.
pub const ERASURE_REAPPLIED: &str = "erasure.reapplied";

/// A dead job is tried again; the thing is its identifier.
pub const JOB_RETRIED: &str = "job.retried";

/// A dead job was given up for good; the thing is its identifier.
pub const JOB_DISCARDED: &str = "job.discarded";

/// A parked act is heard again; the thing is the reaction's name and the act's position.
pub const REACTION_RETRIED: &str = "reaction.retried";

/// A parked act was given up for good; the thing is the reaction's name and the act's position.
pub const REACTION_DISCARDED: &str = "reaction.discarded";
