//! Values on their way into a statement and out of a row: BIGINT, TEXT, BYTEA or NULL.
//! A column that holds something else is a fault, never a guess.

use kit::{Error, Result, Time};

/// A value on its way into a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing; the engine learns the kind from the column.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(&'a str),
    /// BYTEA.
    Bytes(&'a [u8]),
}

impl From<i64> for Value<'_> {
    fn from(it: i64) -> Self {
        Value::Int(it)
    }
}
impl From<Time> for Value<'_> {
    fn from(it: Time) -> Self {
        Value::Int(it.ms())
    }
}
impl<'a> From<&'a str> for Value<'a> {
    fn from(it: &'a str) -> Self {
        Value::Text(it)
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(it: &'a String) -> Self {
        Value::Text(it)
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(it: &'a [u8]) -> Self {
        Value::Bytes(it)
    }
}
impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(it: &'a Vec<u8>) -> Self {
        Value::Bytes(it)
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(it: &'a [u8; N]) -> Self {
        Value::Bytes(it)
    }
}
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(it: Option<T>) -> Self {
        it.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer, read by column number as the statement lists them.
pub struct Row<'a>(pub(crate) Source<'a>);

pub(crate) enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// A BIGINT that is never NULL.
    pub fn int(&self, column: usize) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| null(column))
    }

    /// A BIGINT or NULL.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match &self.0 {
            Source::Sqlite(row) => row.get(column).map_err(|it| broken(column, it)),
            Source::Postgres(row) => row.try_get(column).map_err(|it| broken(column, it)),
        }
    }

    /// A moment that is never NULL.
    pub fn time(&self, column: usize) -> Result<Time> {
        self.int(column).map(Time::from_ms)
    }

    /// A moment or NULL.
    pub fn opt_time(&self, column: usize) -> Result<Option<Time>> {
        Ok(self.opt_int(column)?.map(Time::from_ms))
    }

    /// A TEXT that is never NULL.
    pub fn text(&self, column: usize) -> Result<String> {
        self.opt_text(column)?.ok_or_else(|| null(column))
    }

    /// A TEXT or NULL.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        match &self.0 {
            Source::Sqlite(row) => row.get(column).map_err(|it| broken(column, it)),
            Source::Postgres(row) => row.try_get(column).map_err(|it| broken(column, it)),
        }
    }

    /// A BYTEA that is never NULL.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>> {
        self.opt_bytes(column)?.ok_or_else(|| null(column))
    }

    /// A BYTEA or NULL.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        match &self.0 {
            Source::Sqlite(row) => row.get(column).map_err(|it| broken(column, it)),
            Source::Postgres(row) => row.try_get(column).map_err(|it| broken(column, it)),
        }
    }

    /// A stored word that a type must understand: what it does not is a fault that names the column, not the word.
    pub fn parsed<T>(&self, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        parse(&self.text(column)?).ok_or_else(|| broken(column, "a word this version does not know"))
    }
}

fn null(column: usize) -> Error {
    broken(column, "NULL where a value must stand")
}

fn broken(column: usize, why: impl std::fmt::Display) -> Error {
    Error::fault(format!("column {column} of a stored row: {why}"))
}
