//! What an operator wants to see: how the ledger, the jobs and the blocks are, and whether the node is ready.
//! Looks every few seconds, so that `/metrics` answers at once however busy the store is.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kit::{Result, Time};
use ledger::Gauges;
use store::Store;
use web::Metric;

use crate::blocks;

/// How often it looks.
const LOOK_MS: u64 = 5_000;

/// How old the keeper's last round may be on a node that is ready.
const ROUND_MS_MAX: i64 = 30_000;

/// What was last seen.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Vec<Metric>>);

impl Watch {
    /// Looks until it is dropped.
    pub(crate) async fn keep_looking(self: Arc<Self>, store: Store) {
        loop {
            let mut seen = Vec::new();
            for look in blocks::LOOKS {
                match look(store.clone()).await {
                    Ok(it) => seen.extend(it),
                    Err(err) => tracing::warn!(error = %err, "A figure could not be looked at; trying again"),
                }
            }
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
            tokio::time::sleep(Duration::from_millis(LOOK_MS)).await;
        }
    }

    /// What was last seen.
    pub(crate) fn metrics(&self) -> Vec<Metric> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The ledger, and what was given up and waits for an operator.
pub(crate) async fn look(store: &Store) -> Result<Vec<Metric>> {
    let gauges = Gauges::default();
    gauges.look(store).await?;
    let given_up = store.read(|read| {
        let (dead, parked) = (acts::dead_jobs(read)?, acts::parked(read)?);
        Ok((dead.len() as i64, parked.len() as i64))
    });
    let (n_dead, n_parked) = given_up.await?;
    let mut seen = gauges.metrics(store.now());
    seen.push(Metric::gauge("yiwang_jobs_dead", "Jobs given up.", n_dead));
    seen.push(Metric::gauge("yiwang_reactions_parked", "Acts no reaction could digest.", n_parked));
    Ok(seen)
}

/// Whether the ledger is being kept; the words say why not.
pub(crate) fn check_round(last_ms: i64, now: Time) -> Result<(), String> {
    match (last_ms, now.ms() - last_ms) {
        (0, _) => Err("the keeper has not finished its first round".to_owned()),
        (_, age_ms) if ROUND_MS_MAX < age_ms => Err(format!("the keeper's last round is {age_ms} ms old")),
        _ => Ok(()),
    }
}
