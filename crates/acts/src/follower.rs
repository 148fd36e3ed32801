//! What every node keeps in memory and keeps current: made from a snapshot at the start, then told of acts in order.
//! Owns no data and writes none; a follower that falls too far behind or keeps failing is made anew.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kit::{Error, Result};
use store::{Read, Store};
use tokio::{sync::watch, task::JoinSet};

use crate::{Running, tables};

/// How many acts one look brings at most.
pub const HEARD_MAX: i64 = 1_024;
/// How long a follower rests when there was nothing to hear.
const REST_MS: u64 = 100;
/// How long it rests after a failure.
const FAILED_REST_MS: u64 = 1_000;
/// How often it is told of the same acts before it is made anew.
const TRIES_MAX: u32 = 5;
/// How many acts behind it is made anew from a snapshot instead of hearing them all.
const BEHIND_MAX: i64 = 100_000;
/// What a lag is before a follower is made.
const NOT_MADE: i64 = -1;

/// What a block keeps in memory on every node.
#[derive(Clone, Copy)]
pub struct Follower {
    /// Unique for ever, as `block.what`.
    pub name: &'static str,
    /// The kinds of act it hears.
    pub kinds: &'static [&'static str],
    /// Makes what it keeps from the data as it is; also when it has to be made anew.
    pub make: fn(Store) -> Running,
    /// Brings it up to date with acts, in the order of their positions. It may be told of an act whose effect
    /// it has already seen, and again of one that failed, so it looks at the data, not at the difference.
    pub hear: fn(Store, Vec<Heard>) -> Running,
}

/// What a follower is told of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its place in the ledger.
    pub position: i64,
    /// `noun.verbed`.
    pub kind: String,
    /// What it was done to.
    pub thing: String,
}

/// How many acts each follower is behind, by name; nothing for one that is not made yet.
#[derive(Clone)]
pub struct Lags(Vec<(&'static str, Arc<AtomicI64>)>);

impl Lags {
    /// Every follower with how far it is behind.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Option<i64>)> {
        let lag = |it: &AtomicI64| Some(it.load(Ordering::Relaxed)).filter(|it| *it != NOT_MADE);
        self.0.iter().map(move |(name, it)| (*name, lag(it)))
    }
}

/// The followers of one node.
pub struct Followers(Vec<Following>);

/// A follower on its way.
struct Following {
    store: Store,
    follower: Follower,
    /// The last act it has heard; nothing until it is made.
    position: Option<i64>,
    n_failed: u32,
    lag: Arc<AtomicI64>,
}

/// The place of the last act that has one.
pub fn position(read: &mut Read<'_>) -> Result<i64> {
    tables::last_position(read)
}

/// What was done to what after a position, at most [`HEARD_MAX`] acts; for what counts at its own pace.
pub fn heard_since(read: &mut Read<'_>, position: i64) -> Result<Vec<Heard>> {
    tables::heard_from(read, position + 1, HEARD_MAX)
}

impl Followers {
    /// Followers of this store.
    pub fn new(store: Store, followers: &[Follower]) -> Self {
        let following = |it: &Follower| Following {
            store: store.clone(),
            follower: *it,
            position: None,
            n_failed: 0,
            lag: Arc::new(AtomicI64::new(NOT_MADE)),
        };
        Self(followers.iter().map(following).collect())
    }

    /// How far each is behind, for operators.
    pub fn lags(&self) -> Lags {
        Lags(self.0.iter().map(|it| (it.follower.name, it.lag.clone())).collect())
    }

    /// Lets each follow at its own pace until `stop` turns true.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let mut all = JoinSet::new();
        for it in self.0 {
            all.spawn(it.run(stop.clone()));
        }
        all.join_all().await;
    }

    /// Lets each hear everything there is now; for commands and tests.
    pub async fn catch_up(&mut self) -> Result<()> {
        for it in &mut self.0 {
            while it.step().await? {}
        }
        Ok(())
    }
}

impl Following {
    async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let rest_ms = match self.step().await {
                Ok(true) => 0,
                Ok(false) => REST_MS,
                Err(Error::Busy(_)) => REST_MS,
                Err(err) => {
                    let name = self.follower.name;
                    tracing::error!(follower = name, error = %err, "Follower {name} failed; trying again");
                    FAILED_REST_MS
                }
            };
            if 0 < rest_ms {
                drop(tokio::time::timeout(Duration::from_millis(rest_ms), stop.changed()).await);
            }
        }
    }

    /// Is made, or hears the next acts; says whether there may be more at once.
    async fn step(&mut self) -> Result<bool> {
        let Some(from) = self.position else { return self.make().await.map(|()| true) };
        let look = move |read: &mut Read<'_>| {
            Ok((tables::heard_from(read, from + 1, HEARD_MAX)?, tables::last_position(read)?))
        };
        let (mut heard, newest) = self.store.read(look).await?;
        let Some(last) = heard.last().map(|it| it.position) else {
            self.lag.store(0, Ordering::Relaxed);
            return Ok(false);
        };
        self.lag.store(newest - from, Ordering::Relaxed);
        if BEHIND_MAX < newest - from {
            return self.make().await.map(|()| true);
        }
        heard.retain(|it| self.follower.kinds.contains(&it.kind.as_str()));
        if !heard.is_empty() {
            self.tell(heard).await?;
        }
        self.position = Some(last);
        self.lag.store(newest - last, Ordering::Relaxed);
        Ok(last < newest)
    }

    /// Whatever is recorded while it is made is heard once more afterwards: nothing is missed.
    async fn make(&mut self) -> Result<()> {
        let position = self.store.read(tables::last_position).await?;
        alone((self.follower.make)(self.store.clone())).await?;
        (self.position, self.n_failed) = (Some(position), 0);
        Ok(())
    }

    async fn tell(&mut self, heard: Vec<Heard>) -> Result<()> {
        let told = alone((self.follower.hear)(self.store.clone(), heard)).await;
        match &told {
            Ok(()) => self.n_failed = 0,
            Err(Error::Busy(_)) => {}
            Err(_) => self.n_failed += 1,
        }
        if TRIES_MAX <= self.n_failed {
            let name = self.follower.name;
            tracing::error!(follower = name, "Follower {name} cannot go on; it is made anew");
            (self.position, self.n_failed) = (None, 0);
        }
        told
    }
}

/// On a task of its own, so that one that panics takes nobody with it.
async fn alone(running: Running) -> Result<()> {
    tokio::spawn(running).await.unwrap_or_else(|_| Err(Error::fault("a follower panicked")))
}
