//! What a statement is about, learned from its leading words: reading, or writing to which table.
//! Knows only the four verbs that domain code may use.

use std::collections::HashMap;

use kit::{Error, Result};

use crate::{Kind, Table};

/// The declared tables by name, each with its place in the order they were declared.
pub(crate) struct Tables(HashMap<&'static str, (usize, Kind)>);

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// SELECT.
    Reads,
    /// INSERT, UPDATE or DELETE on this table.
    Writes(&'static str, Kind),
}

impl Tables {
    pub(crate) fn new(tables: impl Iterator<Item = Table>) -> Self {
        Self(tables.enumerate().map(|(n, it)| (it.name, (n, it.kind))).collect())
    }

    /// The declared tables as they were declared: what a table refers to stands before it.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.0.keys().copied().collect();
        names.sort_unstable_by_key(|it| self.0[it].0);
        names
    }

    /// Reads the leading words.
    pub(crate) fn deed(&self, sql: &'static str) -> Result<Deed> {
        let mut words = sql.split_ascii_whitespace();
        let table = match (words.next(), words.next()) {
            (Some("SELECT"), _) | (Some("WITH"), _) => return Ok(Deed::Reads),
            (Some("INSERT"), Some("INTO")) | (Some("DELETE"), Some("FROM")) => words.next(),
            (Some("UPDATE"), table) => table,
            _ => None,
        };
        let table = table.map(|it| it.split_once('(').map_or(it, |(name, _)| name));
        match table.and_then(|it| self.0.get_key_value(it)) {
            Some((name, (_, kind))) => Ok(Deed::Writes(name, *kind)),
            None => Err(Error::fault(format!(
                "a statement must begin SELECT, INSERT INTO, UPDATE or DELETE FROM a declared table: {sql}"
            ))),
        }
    }
}
