//! A snapshot of the store: what queries see.
//! Once the engine has failed, everything after it fails too: nothing is decided on half an answer.

use std::{any::Any, sync::Arc};

use crypt::{DataKey, FileKey, Kek, Place};
use kit::{Error, Result, SubjectId, Time};

use crate::{Row, Value, cache::Cache, engine::Conn, keys, keys::Found};

/// How many rows one list may bring back.
const ROWS_MAX: usize = 100_000;

/// One open snapshot.
pub struct Read<'a> {
    pub(crate) conn: &'a mut Conn,
    pub(crate) kek: &'a Kek,
    pub(crate) now: Time,
    pub(crate) cache: &'a Cache,
    pub(crate) failed: bool,
    pub(crate) keys: Vec<(SubjectId, DataKey)>,
}

impl<'a> Read<'a> {
    pub(crate) fn new(conn: &'a mut Conn, kek: &'a Kek, cache: &'a Cache, now: Time) -> Self {
        Self { conn, kek, now, cache, failed: false, keys: Vec::new() }
    }

    /// The moment this counts as happening at; the same for all of it.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The one row, if there is one; a second is a fault.
    pub fn one<T>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
        map: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = self.list(sql, params, map)?;
        let last = found.pop();
        if found.is_empty() { Ok(last) } else { self.fail(Error::fault(format!("more than one row: {sql}"))) }
    }

    /// Every row, in the statement's order and within its limit.
    pub fn list<T>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
        map: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.sound()?;
        let found = self.conn.list(sql, params, map);
        match found {
            Ok(it) if it.len() > ROWS_MAX => {
                self.fail(Error::fault(format!("more than {ROWS_MAX} rows: {sql}")))
            }
            Ok(it) => Ok(it),
            Err(err) => self.fail(err),
        }
    }

    /// Opens a sealed field; nothing where the subject was erased.
    pub fn open(
        &mut self,
        subject: &SubjectId,
        place: (&str, &str, &str),
        sealed: &[u8],
    ) -> Result<Option<Vec<u8>>> {
        let Some(n) = self.key(subject)? else { return Ok(None) };
        self.keys[n].1.open(&self::place(subject, place), sealed).map(Some)
    }

    /// Opens a sealed field that is text.
    pub fn open_text(
        &mut self,
        subject: &SubjectId,
        place: (&str, &str, &str),
        sealed: &[u8],
    ) -> Result<Option<String>> {
        let Some(bytes) = self.open(subject, place, sealed)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| Error::fault("a sealed text is not UTF-8"))
    }

    /// The key of one file of a subject, to open it outside; nothing where the subject was erased or never had a key.
    pub fn file_key(&mut self, subject: &SubjectId, file: &str) -> Result<Option<FileKey>> {
        Ok(self.key(subject)?.map(|n| self.keys[n].1.of_file(file)))
    }

    /// Something costly that never changes, made once and kept in memory.
    /// `key` must name an immutable version (`matter/food/7`): what is made must follow from the key alone.
    pub fn cached<T: Any + Send + Sync>(
        &mut self,
        key: &str,
        make: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Arc<T>> {
        if let Some(it) = self.cache.get(key).and_then(|it| it.downcast::<T>().ok()) {
            return Ok(it);
        }
        let made = Arc::new(make(self)?);
        self.cache.put(key, made.clone());
        Ok(made)
    }

    /// What an exact value of a sealed field is found by; `field` says which, as `block.field`.
    pub fn blind(&self, field: &str, value: &str) -> [u8; 32] {
        self.kek.blind(field, value)
    }

    /// Where the subject's key stands in `self.keys`; nothing where it was destroyed or never made.
    pub(crate) fn key(&mut self, subject: &SubjectId) -> Result<Option<usize>> {
        if let Some(n) = self.keys.iter().position(|(it, _)| it == subject) {
            return Ok(Some(n));
        }
        self.sound()?;
        match keys::find(self.conn, self.kek, subject) {
            Ok(Found::Key(key)) => {
                self.keys.push((subject.clone(), key));
                Ok(Some(self.keys.len() - 1))
            }
            Ok(Found::None | Found::Destroyed) => Ok(None),
            Err(err) => self.fail(err),
        }
    }

    pub(crate) fn sound(&self) -> Result<()> {
        if self.failed { Err(Error::fault("this transaction has failed already")) } else { Ok(()) }
    }

    pub(crate) fn fail<T>(&mut self, err: Error) -> Result<T> {
        self.failed = true;
        Err(err)
    }
}

pub(crate) fn place<'a>(
    subject: &'a SubjectId,
    (table, column, row): (&'a str, &'a str, &'a str),
) -> Place<'a> {
    Place { table, column, row, subject: subject.as_str() }
}
