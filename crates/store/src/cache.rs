//! What was made from immutable versions and is kept in memory: bounded, and the same on every node by construction.
//! Knows nothing of what it keeps.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How many things are kept; one too many empties it, and they are made again.
const CACHED_MAX: usize = 2_048;

type Thing = Arc<dyn Any + Send + Sync>;

#[derive(Default)]
pub(crate) struct Cache(RwLock<HashMap<String, Thing>>);

impl Cache {
    pub(crate) fn get(&self, key: &str) -> Option<Thing> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(crate) fn put(&self, key: &str, thing: Thing) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if CACHED_MAX <= kept.len() {
            kept.clear();
        }
        kept.insert(key.to_owned(), thing);
    }
}
