//! What a list says of a matter beside its name: a sentence, how long it takes, whether it costs.
//! Small enough to be kept of every matter there is.

use calendar::Limit;
use kit::Words;

use super::matter::{Handling, Matter};

/// What a list says of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub name: Words,
    /// What one gets by it, in a sentence.
    pub summary: Words,
    /// Whether it is decided at once.
    pub handling: Handling,
    /// Within which time it is decided, as promised or else by law.
    pub within: Limit,
    /// Whether it costs nothing.
    pub is_free: bool,
}

impl Card {
    /// What a list says of this matter.
    pub fn of(matter: &Matter) -> Card {
        let decision = &matter.clocks.decision;
        Card {
            name: matter.name.clone(),
            summary: matter.summary.clone(),
            handling: matter.catalogue.handling,
            within: decision.promised.unwrap_or(decision.statutory),
            is_free: matter.fees.is_empty(),
        }
    }
}
