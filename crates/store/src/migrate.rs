//! The life of the tables: migrations written once, in PostgreSQL's spelling, and run in order on either engine.
//! An edited migration is refused: each is remembered with the hash of its text.

use kit::{Error, Result};

use crate::engine::Conn;

/// One step in the life of the tables.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Unique for ever, `block_0001_what`; runs in the order of the list.
    pub name: &'static str,
    /// CREATE, DROP and ADD COLUMN in the shared spelling.
    pub sql: &'static str,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The truth: no change without an act.
    Record,
    /// What keeps the house running: sessions, drafts, cursors, queues, tiles.
    Tending,
    /// What can be computed again from acts and records.
    Derived,
}

/// A table and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name in SQL.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What one block brings to the store.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its tables; one that another refers to stands before it.
    pub tables: &'static [Table],
    /// Their life.
    pub migrations: &'static [Migration],
}

/// The store's own tables.
pub(crate) const OWN: Part = Part {
    tables: &[
        Table { name: "migrations", kind: Kind::Tending },
        Table { name: "acts", kind: Kind::Tending },
        Table { name: "acts_pending", kind: Kind::Tending },
        Table { name: "subject_keys", kind: Kind::Tending },
    ],
    migrations: &[Migration { name: "store_0001_acts", sql: include_str!("../migrations/0001_acts.sql") }],
};

const NAMES_SQL: &str =
    "CREATE TABLE IF NOT EXISTS migrations (\n    name TEXT PRIMARY KEY,\n    hash BYTEA NOT NULL\n);\n";

/// Brings the tables up to date; each migration is one transaction.
pub(crate) fn run(conn: &mut Conn, parts: &[Part]) -> Result<()> {
    conn.script(NAMES_SQL)?;
    for migration in std::iter::once(&OWN).chain(parts).flat_map(|it| it.migrations) {
        let hash = crypt::sha256(migration.sql.as_bytes());
        let known =
            conn.list("SELECT hash FROM migrations WHERE name = $1", &[migration.name.into()], |row| {
                row.bytes(0)
            })?;
        match known.first() {
            Some(it) if *it == hash => continue,
            Some(_) => {
                return Err(Error::fault(format!(
                    "migration {} was edited after it ran; write a new one",
                    migration.name
                )));
            }
            None => {}
        }
        conn.begin()?;
        let done = conn.script(migration.sql).and_then(|()| {
            conn.exec(
                "INSERT INTO migrations (name, hash) VALUES ($1, $2)",
                &[migration.name.into(), (&hash).into()],
            )
        });
        match done {
            Ok(_) => conn.commit()?,
            Err(err) => {
                conn.rollback()?;
                return Err(Error::fault(format!("migration {}: {err}", migration.name)));
            }
        }
    }
    Ok(())
}
