//! The SQL of identity: people and companies, accounts, sessions, the roles of a demonstration.
//! Seals and opens nothing; what is sealed comes in and goes out as bytes.

pub(crate) mod accounts;
pub(crate) mod companies;
pub(crate) mod demo;
pub(crate) mod people;
pub(crate) mod sessions;

use kit::{OfficialId, PersonId, PostId, Result, SubjectId};
use store::{Kind, Migration, Part, Row, Table};

pub(crate) const PART: Part = Part {
    tables: &[
        Table { name: "people", kind: Kind::Record },
        Table { name: "companies", kind: Kind::Record },
        Table { name: "representatives", kind: Kind::Record },
        Table { name: "accounts", kind: Kind::Record },
        Table { name: "sessions", kind: Kind::Tending },
        Table { name: "demo_roles", kind: Kind::Tending },
    ],
    migrations: &[Migration {
        name: "identity_0001_identity",
        sql: include_str!("../migrations/0001_identity.sql"),
    }],
};

fn person(row: &Row<'_>, column: usize) -> Result<PersonId> {
    row.parsed(column, |it| PersonId::parse(it).ok())
}

fn subject(row: &Row<'_>, column: usize) -> Result<SubjectId> {
    row.parsed(column, |it| SubjectId::parse(it).ok())
}

fn official(row: &Row<'_>, column: usize) -> Result<OfficialId> {
    row.parsed(column, |it| OfficialId::parse(it).ok())
}

/// What may be NULL, read by a reader for what may not.
fn maybe<T>(
    row: &Row<'_>,
    column: usize,
    read: impl FnOnce(&Row<'_>, usize) -> Result<T>,
) -> Result<Option<T>> {
    match row.opt_text(column)? {
        Some(_) => read(row, column).map(Some),
        None => Ok(None),
    }
}

fn post(row: &Row<'_>, column: usize) -> Result<PostId> {
    row.parsed(column, |it| PostId::parse(it).ok())
}
