//! The only crate that knows there are two SQL engines.
//! Above it there is one SQL text, four column kinds and one concurrency model: every write is serializable.

mod act;
mod archive;
mod cache;
mod engine;
mod figures;
mod keys;
mod migrate;
mod postgres;
mod queue;
mod read;
mod sqlite;
mod statement;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod tx;
mod value;
mod writer;

pub use act::Act;
pub use archive::{Archived, Progress, backup, backup_at, restore};
pub use engine::Engine;
pub use figures::Figures;
pub use migrate::{Kind, Migration, Part, Table};
pub use queue::{Answer, Chance, Clock, Settings, Store, is_taken};
pub use read::Read;
pub use tx::Tx;
pub use value::{Row, Value};
