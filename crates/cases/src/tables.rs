//! The SQL of matters, cases, tasks, notices and drafts.
//! Nothing outside this folder knows how they are stored.

mod affairs;
mod agency_cases;
mod authoring;
mod cases;
mod drafts;
mod holders;
mod items;
mod matters;
mod notices;
mod popularity;
mod promises;
mod successions;
mod tasks;
mod team;
mod timers;

pub(crate) use affairs::*;
pub(crate) use agency_cases::*;
pub(crate) use authoring::*;
pub(crate) use cases::*;
pub(crate) use drafts::*;
pub(crate) use holders::*;
pub(crate) use items::*;
pub(crate) use matters::*;
pub(crate) use notices::*;
pub(crate) use popularity::{add as add_popularity, all as all_popularity, count_to, counted_to, matters_of};
pub(crate) use promises::*;
pub(crate) use successions::*;
pub(crate) use tasks::*;
pub(crate) use team::*;
pub(crate) use timers::*;

use kit::{Error, Result};

/// A stored identifier that does not parse is our fault, not the caller's.
fn ours<T>(it: Result<T>) -> Result<T> {
    it.map_err(|_| Error::fault("a stored identifier does not parse"))
}
