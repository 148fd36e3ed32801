//! What was made from immutable versions and is kept in memory: bounded, and the same on every node by construction.
//! Knows nothing of what it keeps.

use std::{
    any::{Any, TypeId},
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

/// What parts of this process keep in memory beside the store, one thing of each type.
#[derive(Default)]
pub(crate) struct Memory(RwLock<HashMap<TypeId, Thing>>);

impl Memory {
    pub(crate) fn of<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let known = |kept: &HashMap<TypeId, Thing>| {
            kept.get(&TypeId::of::<T>()).cloned().and_then(|it| it.downcast::<T>().ok())
        };
        if let Some(it) = known(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return it;
        }
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = known(&kept) {
            return it;
        }
        let made = Arc::new(T::default());
        kept.insert(TypeId::of::<T>(), made.clone());
        made
    }
}
