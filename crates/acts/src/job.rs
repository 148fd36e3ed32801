//! What is left to do later or outside: planned in the transaction that wants it, done after the commit.
//! A job that keeps failing ends on a list that an operator sees, never silently.

use std::pin::Pin;

use kit::{Error, Id128, Refusal, Result, Time};
use store::{Read, Store, Tx};

use crate::tables;

/// How many jobs are taken at once.
const BATCH_MAX: i64 = 64;
/// How often a job is tried before it is dead.
const TRIES_MAX: i64 = 8;
/// How long a claimed job may take before another node tries it.
const CLAIM_MS: i64 = 60_000;
/// The first pause after a failure; each further one is twice as long.
const PAUSE_MS: i64 = 1_000;
/// When a dead job is next looked at: never.
const NEVER: Time = Time::from_ms(i64::MAX);
/// How many dead jobs are listed.
const DEAD_ROWS_MAX: i64 = 500;

/// A job on its way.
pub type Running = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A kind of job.
#[derive(Clone, Copy)]
pub struct Job {
    /// Unique for ever, as `block.what`.
    pub kind: &'static str,
    /// What it does. It may run twice, so what it does must be safe to repeat.
    pub run: fn(Store, Planned) -> Running,
}

/// One planned job.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its identifier.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What makes it the only one of its kind for its purpose.
    pub key: String,
    /// What it needs to know; no personal data.
    pub payload: String,
    /// When it is due.
    pub due_at: Time,
    /// How often it was tried.
    pub n_tries: i64,
}

/// A job that was given up.
#[derive(Clone, Debug)]
pub struct DeadJob {
    /// Its identifier.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// How often it was tried.
    pub n_tries: i64,
    /// Why it last failed, for operators.
    pub reason: String,
    /// When it was given up.
    pub dead_at: Time,
}

/// Plans a job in this transaction; one of the same kind and key is moved to the new moment.
pub fn plan(tx: &mut Tx<'_>, kind: &'static str, key: &str, due_at: Time, payload: &str) -> Result<()> {
    let id = tx.new_id::<Id128>().text("job");
    tables::insert_job(tx, &id, kind, key, due_at, payload)
}

/// Takes a planned job back.
pub fn unplan(tx: &mut Tx<'_>, kind: &'static str, key: &str) -> Result<()> {
    tables::delete_job_by_key(tx, kind, key)
}

/// The jobs that were given up.
pub fn dead_jobs(read: &mut Read<'_>) -> Result<Vec<DeadJob>> {
    tables::dead_jobs(read, DEAD_ROWS_MAX)
}

/// Tries a dead job again.
pub fn retry_dead(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    if tables::revive_job(tx, id)? { Ok(()) } else { Err(Refusal::not_found().into()) }
}

/// Does what is due; says how many jobs it took.
pub(crate) async fn work(store: &Store, kinds: &[Job]) -> Result<usize> {
    let due = store.read(|read| tables::due_jobs(read, BATCH_MAX)).await?;
    let mut n_taken = 0;
    for planned in due {
        n_taken += usize::from(take(store, kinds, planned).await?);
    }
    Ok(n_taken)
}

async fn take(store: &Store, kinds: &[Job], planned: Planned) -> Result<bool> {
    let (id, due_at) = (planned.id.clone(), planned.due_at);
    let claim = store.write(move |tx| {
        let until = tx.now().plus_ms(CLAIM_MS);
        Ok(tables::claim_job(tx, &id, due_at, until)?.then_some(until))
    });
    let Some(until) = claim.await? else { return Ok(false) };
    let run = kinds.iter().find(|it| it.kind == planned.kind).map(|it| it.run);
    let done = match run {
        // On a task of its own, so that a job that panics takes nobody with it.
        Some(run) => match tokio::spawn(run(store.clone(), planned.clone())).await {
            Ok(done) => done,
            Err(_) => Err(Error::fault("the job panicked")),
        },
        None => Err(Error::fault(format!("no block knows jobs of kind {}", planned.kind))),
    };
    settle(store, planned, until, done).await.map(|()| true)
}

async fn settle(store: &Store, planned: Planned, until: Time, done: Result<()>) -> Result<()> {
    let Err(err) = done else {
        return store.write(move |tx| tables::delete_job(tx, &planned.id, until)).await;
    };
    let n_tries = planned.n_tries + 1;
    let dead = TRIES_MAX <= n_tries;
    let reason = err.to_string();
    tracing::warn!(job.kind = %planned.kind, n_tries, dead, "A job of kind {} failed: {reason}", planned.kind);
    store
        .write(move |tx| {
            let now = tx.now();
            let next = if dead { NEVER } else { now.plus_ms(PAUSE_MS << (n_tries - 1).min(20)) };
            tables::fail_job(tx, &planned.id, (until, next), &reason, dead.then_some(now))
        })
        .await
}
