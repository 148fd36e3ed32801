//! A ledger for tests: a fixed key, and everything that waits done at once.

use std::sync::Arc;

use store::Store;

use crate::{Follower, Followers, Keeper, LedgerKey, Work, open_epoch};

/// The key of every test's ledger.
pub fn key() -> Arc<LedgerKey> {
    let key = crypt::SigningKey::from_seed(crypt::SuiteName::Ed25519, &[9; 32]).expect("32 bytes are a seed");
    Arc::new(LedgerKey::new("test.example/ledger", key).expect("the origin is a name"))
}

/// Sequences, reacts and does what is due until nothing is left.
pub fn settle(store: &Store, works: &[Work]) {
    let key = key();
    let opening = key.clone();
    store.write(move |tx| open_epoch(tx, &opening)).wait().expect("the epoch opens");
    let keeper = Keeper::new(store.clone(), key, works, Box::new(|_| ()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(keeper.settle()).expect("everything that waits gets done");
}

/// Lets followers hear everything there is, as a node does that was just started.
pub fn follow(store: &Store, followers: &[Follower]) {
    let mut followers = Followers::new(store.clone(), followers);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(followers.catch_up()).expect("everything that is there can be heard");
}
