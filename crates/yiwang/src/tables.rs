//! The one row that says what this installation is, so that a demonstration can never become a real one.
//! Knows nothing of files; the mark in the folder is the house's affair.

use kit::{Actor, Error, Result, Time};
use serde_json::json;
use store::{Act, Kind, Migration, Part, Read, Table, Tx};

/// The installation's table.
pub(crate) const PART: Part = Part {
    tables: &[Table { name: "installation", kind: Kind::Record }],
    migrations: &[Migration {
        name: "yiwang_0001_installation",
        sql: include_str!("../migrations/0001_installation.sql"),
    }],
};

/// What the row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Installation {
    /// The word of its kind.
    pub(crate) kind: String,
    /// What the key-encryption key makes of a fixed word, to know it again.
    pub(crate) kek_check: Vec<u8>,
    /// When it was ready to be used; nothing while it is being made.
    pub(crate) finished_at: Option<Time>,
}

pub(crate) fn installation(read: &mut Read<'_>) -> Result<Option<Installation>> {
    const SQL: &str = "SELECT kind, kek_check, finished_at FROM installation WHERE one = 1";
    read.one(SQL, &[], |row| {
        Ok(Installation { kind: row.text(0)?, kek_check: row.bytes(1)?, finished_at: row.opt_time(2)? })
    })
}

/// Writes what this installation is, once and for ever; the ledger begins with it.
pub(crate) fn found(tx: &mut Tx<'_>, by: &Actor, kind: &str, kek_check: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO installation (one, kind, kek_check, founded_at) VALUES (1, $1, $2, $3) \
        ON CONFLICT (one) DO NOTHING";
    let now = tx.now();
    if tx.exec(SQL, &[kind.into(), kek_check.into(), now.into()])? == 0 {
        return Err(Error::fault("this store is an installation already"));
    }
    tx.record(Act::of("installation.founded", by, kind).body(json!({ "kind": kind })))
}

/// Says that the installation can be used.
pub(crate) fn finish(tx: &mut Tx<'_>, by: &Actor, kind: &str) -> Result<()> {
    const SQL: &str = "UPDATE installation SET finished_at = $1 WHERE one = 1 AND finished_at IS NULL";
    let now = tx.now();
    if tx.exec(SQL, &[now.into()])? == 0 {
        return Err(Error::fault("this installation is finished already"));
    }
    tx.record(Act::of("installation.finished", by, kind))
}
