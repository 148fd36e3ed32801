//! One connection to one of the two engines, as the rest of the store sees it.
//! Every difference between the engines is behind these methods.

use kit::Result;

use crate::{Row, Value, postgres, sqlite};

/// Which engine a store runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server of PostgreSQL's protocol, 15 or newer.
    Postgres,
}

impl Engine {
    /// The engine of a store URL.
    pub fn of(url: &str) -> Engine {
        if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres }
    }
}

/// How a transaction sees others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isolation {
    /// Writes: as if one after the other.
    Serializable,
    /// The sequencer alone: sees each commit as it comes, never conflicts.
    ReadCommitted,
    /// Reads: one snapshot.
    Snapshot,
}

/// How an attempt to commit ended.
#[derive(Debug)]
pub(crate) enum Commit {
    /// It is durable.
    Done,
    /// It is not there; running it again is safe.
    Again,
    /// The connection broke while committing: it may be durable or not.
    Unknown,
    /// It is not there, and running it again would fail again.
    Failed(kit::Error),
}

pub(crate) enum Conn {
    Sqlite(Box<sqlite::Conn>),
    Postgres(Box<postgres::Conn>),
}

impl Conn {
    pub(crate) fn start(&mut self, isolation: Isolation) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.start(isolation),
            Conn::Postgres(it) => it.start(isolation),
        }
    }

    pub(crate) fn finish(&mut self) -> Commit {
        match self {
            Conn::Sqlite(it) => it.finish(),
            Conn::Postgres(it) => it.finish(),
        }
    }

    pub(crate) fn rollback(&mut self) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.rollback(),
            Conn::Postgres(it) => it.rollback(),
        }
    }

    /// A transaction for migrations and set-up.
    pub(crate) fn begin(&mut self) -> Result<()> {
        self.start(Isolation::Serializable)
    }

    pub(crate) fn commit(&mut self) -> Result<()> {
        match self.finish() {
            Commit::Done => Ok(()),
            Commit::Failed(err) => Err(err),
            Commit::Again | Commit::Unknown => Err(kit::Error::Busy("store")),
        }
    }

    /// Runs one statement; says how many rows it changed.
    pub(crate) fn exec(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<u64> {
        match self {
            Conn::Sqlite(it) => it.exec(sql, params),
            Conn::Postgres(it) => it.exec(sql, params),
        }
    }

    /// Runs one statement whose count does not matter; on PostgreSQL it travels with the next one.
    pub(crate) fn put(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.exec(sql, params).map(|_| ()),
            Conn::Postgres(it) => it.put(sql, params),
        }
    }

    /// Every row of the answer.
    pub(crate) fn list<T>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, params, &mut |row| {
            found.push(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
        see: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.each(sql, params, see),
            Conn::Postgres(it) => it.each(sql, params, see),
        }
    }

    /// Prepares without running.
    pub(crate) fn prepares(&mut self, sql: &str) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.prepares(sql),
            Conn::Postgres(it) => it.prepares(sql),
        }
    }

    /// A script of several statements in PostgreSQL's spelling.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        match self {
            Conn::Sqlite(it) => it.script(sql),
            Conn::Postgres(it) => it.script(sql),
        }
    }
}
