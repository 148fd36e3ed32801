//! A decision table as a matter's file writes it.
//! Knows nothing of how it is decided; the engine compiles it first.

use std::{collections::BTreeMap, fmt};

use kit::Words;

use crate::{Compiled, Core, Engine, Problem, check};

/// How many inputs a table may have.
pub const INPUTS_MAX: usize = 32;
/// How many outputs a table may have.
pub const OUTPUTS_MAX: usize = 32;
/// How many rows a table may have.
pub const ROWS_MAX: usize = 500;

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the matter calls it.
    pub key: String,
    /// Whether its rows apply law, so that each must name its clause.
    #[serde(default)]
    pub law: bool,
    /// How many rows may fire.
    pub hit: Hit,
    /// What the rows ask about.
    pub inputs: Vec<Input>,
    /// What the rows decide.
    pub outputs: Vec<Output>,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// How many rows may fire, and which one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hit {
    /// One at most.
    Unique,
    /// The first that holds; later rows are not looked at.
    First,
    /// Several, if they say the same.
    Any,
    /// Several; each output is the list of what they say.
    Collect,
}

/// A column that asks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it asks, for people.
    pub label: Words,
    /// The fact it reads, or an expression over facts.
    pub fact: String,
    /// Which values there are, as the tests of a cell: `"new", "renewal"` or `>= 0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Cell>,
}

/// A column that decides.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// What the decision calls it.
    pub key: String,
    /// Which values there are, as the tests of a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Cell>,
    /// What it is if no row fires; null if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Cell>,
}

/// A row: if every cell holds, this is decided, by this clause, for this reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// One cell for each input.
    pub when: Vec<Cell>,
    /// One expression for each output, by its key.
    pub then: BTreeMap<String, Cell>,
    /// The clause it applies, by its key in the law register: `food-safety-law/35`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The reason given to the person.
    pub reason: Words,
}

/// The text of a cell. A file may also write a bare number or truth value.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Cell(String);

impl Cell {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Cell {
    fn from(it: &str) -> Self {
        Cell(it.to_owned())
    }
}

impl Table {
    /// Makes it ready to decide, or says everything that is wrong with it.
    pub fn compile(&self) -> Result<Compiled, Vec<Problem>> {
        Core.compile(self)
    }

    /// Everything wrong with it: what stops it from deciding or, if nothing does, what a lawyer should see:
    /// rows without a clause, rows that cannot fire, rows that collide, and facts no row speaks of.
    ///
    /// Columns are taken as independent of each other, so a collision or gap may be one that never happens.
    pub fn check(&self) -> Vec<Problem> {
        let compiled = match self.compile() {
            Ok(it) => it,
            Err(problems) => return problems,
        };
        let lawless = self.rows.iter().enumerate().filter(|(_, row)| self.law && row.clause.is_none());
        let lawless = lawless.map(|(n, _)| Problem::of(format!("rows.{}", n + 1), "row.no_clause"));
        lawless.chain(check::findings(&compiled)).collect()
    }
}

impl<'de> serde::Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl serde::de::Visitor<'_> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a cell, a number, true or false")
    }

    fn visit_str<E>(self, it: &str) -> Result<Cell, E> {
        Ok(Cell(it.to_owned()))
    }

    fn visit_bool<E>(self, it: bool) -> Result<Cell, E> {
        Ok(Cell(it.to_string()))
    }

    fn visit_i64<E>(self, it: i64) -> Result<Cell, E> {
        Ok(Cell(it.to_string()))
    }

    fn visit_u64<E>(self, it: u64) -> Result<Cell, E> {
        Ok(Cell(it.to_string()))
    }

    /// The shortest decimal that reads back as this float is what the file said.
    fn visit_f64<E>(self, it: f64) -> Result<Cell, E> {
        Ok(Cell(it.to_string()))
    }
}
