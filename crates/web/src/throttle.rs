//! How often something may be tried: so many times a window for each key (an address, an account).
//! Kept in memory and bounded; what it forgets early, it forgets in the caller's favour.

use std::{collections::HashMap, sync::Mutex};

use kit::{Refusal, RefusalKind, Result, Time};

/// How many keys are remembered.
const KEYS_MAX: usize = 100_000;

/// So many tries a window for each key.
pub struct Throttle {
    n_max: u32,
    window_ms: i64,
    tries: Mutex<HashMap<[u8; 32], (Time, u32)>>,
}

impl Throttle {
    /// `n_max` tries in `window_ms`.
    pub fn new(n_max: u32, window_ms: i64) -> Self {
        Self { n_max, window_ms, tries: Mutex::new(HashMap::new()) }
    }

    /// Counts a try; refuses one too many.
    pub fn admit(&self, key: &str, now: Time) -> Result<()> {
        let key = crypt::sha256(key.as_bytes());
        let mut tries = self.tries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if KEYS_MAX <= tries.len() {
            tries.retain(|_, (since, _)| now.ms_since(*since) < self.window_ms);
            if KEYS_MAX <= tries.len() {
                tries.clear();
            }
        }
        let (since, n) = tries.entry(key).or_insert((now, 0));
        if self.window_ms <= now.ms_since(*since) {
            (*since, *n) = (now, 0);
        }
        *n += 1;
        if self.n_max < *n { Err(Refusal::of(RefusalKind::TooMany, "too_many").into()) } else { Ok(()) }
    }

    /// Forgets the tries of a key: they were right after all.
    pub fn forgive(&self, key: &str) {
        let mut tries = self.tries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        tries.remove(&crypt::sha256(key.as_bytes()));
    }
}
