//! The directory's tables: what each holds, and their life.
//! The statements stand in the files below, one for each noun.

pub(crate) mod agencies;
pub(crate) mod calendars;
pub(crate) mod imports;
pub(crate) mod names;
pub(crate) mod officials;
pub(crate) mod regions;
pub(crate) mod reorganisations;

use kit::{Result, Words};
use store::{Kind, Migration, Part, Row, Table};

/// Rows of a version are tending until the pointer in `imports` makes it the current one;
/// that pointer is the record.
pub(crate) const PART: Part = Part {
    tables: &[
        Table { name: "imports", kind: Kind::Record },
        Table { name: "import_versions", kind: Kind::Tending },
        Table { name: "regions", kind: Kind::Tending },
        Table { name: "calendars", kind: Kind::Record },
        Table { name: "agencies", kind: Kind::Record },
        Table { name: "agency_names", kind: Kind::Record },
        Table { name: "posts", kind: Kind::Record },
        Table { name: "post_moves", kind: Kind::Record },
        Table { name: "reorganisations", kind: Kind::Record },
        Table { name: "successions", kind: Kind::Record },
        Table { name: "officials", kind: Kind::Record },
        Table { name: "holdings", kind: Kind::Record },
    ],
    migrations: &[
        Migration { name: "directory_0001_directory", sql: include_str!("../migrations/0001_directory.sql") },
        Migration { name: "directory_0002_holders", sql: include_str!("../migrations/0002_holders.sql") },
        Migration {
            name: "directory_0003_administration",
            sql: include_str!("../migrations/0003_administration.sql"),
        },
        Migration {
            name: "directory_0004_reorganisations",
            sql: include_str!("../migrations/0004_reorganisations.sql"),
        },
    ],
};

/// The words in two columns, 中文 first.
fn words(row: &Row<'_>, column: usize) -> Result<Words> {
    Ok(Words { zh: row.text(column)?, en: row.text(column + 1)? })
}

/// The powers in one column, a space between them.
fn powers(row: &Row<'_>, column: usize) -> Result<Vec<String>> {
    Ok(row.text(column)?.split_ascii_whitespace().map(str::to_owned).collect())
}
