//! Matters and cases: what one can ask of the state, and how each asking is handled, on the clock and by reasons.
//! The desk of officials and the pages of applicants are here; certificates, people and agencies live below.

pub mod actions;
mod events;
pub mod model;
mod tables;
#[cfg(test)]
mod tests;

use store::{Kind, Migration, Part, Table};

use web::{Block, Routes};

pub use events::WORK;

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "cases",
    part: PART,
    routes: Routes::default,
    texts: TEXTS,
    nav: &[],
    samples: Vec::new,
};

/// The tables of this block.
pub const PART: Part = Part {
    tables: &[
        Table { name: "matters", kind: Kind::Record },
        Table { name: "matter_versions", kind: Kind::Record },
        Table { name: "competences", kind: Kind::Record },
        Table { name: "cases", kind: Kind::Record },
        Table { name: "tasks", kind: Kind::Record },
        Table { name: "visits", kind: Kind::Record },
        Table { name: "notices", kind: Kind::Record },
        Table { name: "notice_numbers", kind: Kind::Tending },
        Table { name: "drafts", kind: Kind::Tending },
        Table { name: "looks", kind: Kind::Tending },
    ],
    migrations: &[Migration { name: "cases_0001_cases", sql: include_str!("../migrations/0001_cases.sql") }],
};

pub(crate) const TEXTS: kit::Texts = kit::texts!();
