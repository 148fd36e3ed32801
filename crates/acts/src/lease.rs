//! Who of several nodes does what only one may do at a time.
//! A lease ends by itself when its holder is gone; what it guards is guarded again by compare-and-set.

use kit::Result;
use store::{Engine, Store};

use crate::tables;

/// How long a lease holds without being renewed.
const LEASE_MS: i64 = 10_000;
/// How long before its end it is renewed.
const RENEW_MS: i64 = 5_000;

/// One node's claim to a lease.
pub(crate) struct Lease {
    name: &'static str,
    holder: String,
    until_ms: i64,
}

impl Lease {
    pub(crate) fn new(name: &'static str, holder: String) -> Self {
        Self { name, holder, until_ms: i64::MIN }
    }

    /// Ends what a process that died without a word still seems to hold. One process at a time has an embedded
    /// store, so there nobody else can be holding it; elsewhere another node may.
    pub(crate) async fn begin(&self, store: &Store) -> Result<()> {
        let name = self.name;
        match store.engine() {
            Engine::Sqlite => store.write(move |tx| tables::end_lease(tx, name)).await,
            Engine::Postgres => Ok(()),
        }
    }

    /// Whether this node holds it now; takes or renews it where it may.
    pub(crate) async fn hold(&mut self, store: &Store) -> Result<bool> {
        if RENEW_MS < self.until_ms.saturating_sub(store.now().ms()) {
            return Ok(true);
        }
        let (name, holder) = (self.name, self.holder.clone());
        let held = store.write(move |tx| {
            let until = tx.now().plus_ms(LEASE_MS);
            Ok(tables::hold_lease(tx, name, &holder, until)?.then_some(until))
        });
        let until = held.await?;
        self.until_ms = until.map_or(i64::MIN, kit::Time::ms);
        Ok(until.is_some())
    }

    /// Lets another node take over at once.
    pub(crate) async fn release(&self, store: &Store) -> Result<()> {
        let (name, holder) = (self.name, self.holder.clone());
        store.write(move |tx| tables::drop_lease(tx, name, &holder)).await
    }
}
