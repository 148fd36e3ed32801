//! What operators watch of the ledger at `/metrics`: its size, how far it is behind, how old its word is.
//! Looked at now and then beside the doors, so that asking for figures costs nothing.

use std::sync::atomic::{AtomicI64, Ordering};

use kit::{Result, Time};
use store::Store;
use web::Metric;

/// The figures as last looked at.
#[derive(Debug, Default)]
pub struct Gauges {
    size: AtomicI64,
    n_pending: AtomicI64,
    signed_ms: AtomicI64,
}

impl Gauges {
    /// Looks again; the binary asks for it every few seconds.
    pub async fn look(&self, store: &Store) -> Result<()> {
        let (epoch, n_pending) = store.read(|read| Ok((acts::epoch(read, None)?, acts::lag(read)?))).await?;
        self.size.store(epoch.size as i64, Ordering::Relaxed);
        self.signed_ms.store(epoch.signed_at.ms(), Ordering::Relaxed);
        self.n_pending.store(n_pending, Ordering::Relaxed);
        Ok(())
    }

    /// The figures, for the list of the site.
    pub fn metrics(&self, now: Time) -> Vec<Metric> {
        let read = |it: &AtomicI64| it.load(Ordering::Relaxed);
        let age_s = now.ms_since(Time::from_ms(read(&self.signed_ms))).max(0) / 1_000;
        vec![
            Metric::gauge("yiwang_ledger_size_leaves", "Leaves of the growing epoch.", read(&self.size)),
            Metric::gauge(
                "yiwang_ledger_pending_acts",
                "Acts that wait for their place.",
                read(&self.n_pending),
            ),
            Metric::gauge("yiwang_ledger_checkpoint_age_seconds", "Since the last checkpoint.", age_s),
        ]
    }
}
