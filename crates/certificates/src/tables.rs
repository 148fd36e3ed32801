//! The tables of certificates: what each holds, and their life.
//! The statements stand in the files below, one for each noun.

pub(crate) mod certificates;
pub(crate) mod keys;
pub(crate) mod kinds;

use kit::{AgencyId, Result, SubjectId, Words};
use store::{Kind, Migration, Part, Row, Table};

pub(crate) const PART: Part = Part {
    tables: &[
        Table { name: "certificate_types", kind: Kind::Record },
        Table { name: "signing_keys", kind: Kind::Record },
        Table { name: "certificates", kind: Kind::Record },
        Table { name: "certificate_acts", kind: Kind::Derived },
        Table { name: "certificate_looks", kind: Kind::Tending },
    ],
    migrations: &[Migration {
        name: "certificates_0001_certificates",
        sql: include_str!("../migrations/0001_certificates.sql"),
    }],
};

/// The words in two columns, 中文 first.
fn words(row: &Row<'_>, column: usize) -> Result<Words> {
    Ok(Words { zh: row.text(column)?, en: row.text(column + 1)? })
}

fn agency(row: &Row<'_>, column: usize) -> Result<AgencyId> {
    row.parsed(column, |it| AgencyId::parse(it).ok())
}

fn subject(row: &Row<'_>, column: usize) -> Result<SubjectId> {
    row.parsed(column, |it| SubjectId::parse(it).ok())
}
