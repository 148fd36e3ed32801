//! Chance that can be had again: moments and places drawn from a seed.
//! Good enough to scatter kills; not for secrets.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A row of numbers that follows from its seed (xorshift64*).
pub(crate) struct Chance(u64);

impl Chance {
    /// A fresh seed.
    pub(crate) fn seed() -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |it| it.as_micros() as u64)
    }

    /// The row of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below this one, which is not zero.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % end
    }

    /// A span between these milliseconds.
    pub(crate) fn between_ms(&mut self, least: u64, most: u64) -> Duration {
        Duration::from_millis(least + self.below(most - least + 1))
    }

    /// A span up to this one, drawn to the microsecond.
    pub(crate) fn within(&mut self, most: Duration) -> Duration {
        Duration::from_micros(self.below(most.as_micros() as u64 + 1))
    }
}
