//! What the ledger records of itself.
//! Does not know who listens.

/// A backup was restored: the ledger goes on in a new epoch.
pub const LEDGER_RESTORED: &str = "ledger.restored";

/// Someone erased after a backup was made was erased again after it was restored.
pub const ERASURE_REAPPLIED: &str = "erasure.reapplied";
