//! Files that people hand in: judged as they arrive, sealed in pieces under the subject's key, kept by what they are.
//! Knows no case: whoever keeps a file says what for, and who else may read it.

pub mod actions;
mod model;
mod pages;
mod tables;
#[cfg(test)]
mod tests;

use store::{Kind, Migration, Part, Table};
use web::{Access, Block, Routes};

pub use model::{FileId, FileView, Format};
pub use pages::answer;

/// The block, as the list of blocks shows it.
pub const BLOCK: Block =
    Block { name: "files", part: PART, routes, texts: TEXTS, nav: &[], samples: Vec::new };

/// The tables of this block.
pub const PART: Part = Part {
    tables: &[
        Table { name: "uploads", kind: Kind::Tending },
        Table { name: "files", kind: Kind::Record },
        Table { name: "file_rows", kind: Kind::Tending },
    ],
    migrations: &[Migration { name: "files_0001_files", sql: include_str!("../migrations/0001_files.sql") }],
};

/// What this block says, also for whoever speaks of its refusals.
pub const TEXTS: kit::Texts = kit::texts!();

fn routes() -> Routes {
    Routes::default().get("/me/files/{id}", Access::Person, pages::show_own)
}
