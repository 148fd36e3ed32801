//! What expressions reckon with, from JSON and back.
//! Knows no expressions: a value is only what it is.

use std::{cmp::Ordering, collections::BTreeMap, fmt};

use serde_json::Value as Json;

use crate::{Day, Number, Problem};

/// How deep facts may nest.
pub const FACTS_DEPTH_MAX: usize = 16;
/// How many values one set of facts may hold, counting each member of each list and context.
pub const FACTS_VALUES_MAX: usize = 10_000;
/// How many bytes the texts of one set of facts may have together.
pub const FACTS_BYTES_MAX: usize = 1 << 20;

/// A value, of one of FEEL's kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// An exact decimal.
    Number(Number),
    /// Text.
    Text(String),
    /// A day.
    Day(Day),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name.
    Context(BTreeMap<String, Value>),
}

/// What is known about a case, by name: the JSON a form gives, checked for size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, Value>);

impl Facts {
    /// Takes a JSON object of facts; refuses one that is too deep, too large, or holds an inexact number.
    pub fn from_json(json: &Json) -> Result<Facts, Problem> {
        match Value::from_json(json)? {
            Value::Context(it) => Ok(Facts(it)),
            _ => Err(Problem::of("", "facts.not_an_object")),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl Value {
    /// Takes JSON, within the limits of facts. JSON has no days: `date(…)` makes them of texts.
    pub fn from_json(json: &Json) -> Result<Value, Problem> {
        Intake::default().take(json, "", FACTS_DEPTH_MAX)
    }

    /// As JSON. A day becomes text, and so does a number that JSON's floats would change.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Bool(it) => Json::Bool(*it),
            Value::Number(it) => number_json(*it),
            Value::Text(it) => Json::String(it.clone()),
            Value::Day(it) => Json::String(it.to_string()),
            Value::List(it) => it.iter().map(Value::to_json).collect(),
            Value::Context(it) => it.iter().map(|(name, value)| (name.clone(), value.to_json())).collect(),
        }
    }

    /// A text.
    pub fn text(it: impl Into<String>) -> Value {
        Value::Text(it.into())
    }

    /// FEEL's equality: nothing for two values of different kinds, which cannot be compared.
    pub(crate) fn equals(&self, other: &Value) -> Option<bool> {
        match (self, other) {
            (Value::Null, Value::Null) => Some(true),
            (Value::Null, _) | (_, Value::Null) => Some(false),
            (Value::List(a), Value::List(b)) if a.len() != b.len() => Some(false),
            (Value::List(a), Value::List(b)) => every(a.iter().zip(b).map(|(a, b)| a.equals(b))),
            (Value::Context(a), Value::Context(b)) if !a.keys().eq(b.keys()) => Some(false),
            (Value::Context(a), Value::Context(b)) => {
                every(a.values().zip(b.values()).map(|(a, b)| a.equals(b)))
            }
            (Value::Bool(a), Value::Bool(b)) => Some(a == b),
            _ => self.order(other).map(Ordering::is_eq),
        }
    }

    /// Which comes first; nothing for kinds that have no order, or two different kinds.
    pub(crate) fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Day(a), Value::Day(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// What it costs to copy, in steps.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Value::Text(it) => 1 + it.len() / 64,
            Value::List(it) => 1 + it.iter().map(Value::weight).sum::<usize>(),
            Value::Context(it) => 1 + it.values().map(Value::weight).sum::<usize>(),
            _ => 1,
        }
    }
}

/// All true, or one false, or not known.
fn every(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

/// A whole number as one; a decimal as JSON's float only if reading that float gives the same decimal.
fn number_json(it: Number) -> Json {
    let text = it.to_string();
    if let Some(whole) = it.as_i64() {
        return Json::from(whole);
    }
    let float = text.parse().ok().and_then(serde_json::Number::from_f64);
    match float.filter(|float| Number::parse(&float.to_string()) == Some(it)) {
        Some(float) => Json::Number(float),
        None => Json::String(text),
    }
}

/// Counts what comes in.
#[derive(Default)]
struct Intake {
    n_values: usize,
    n_bytes: usize,
}

impl Intake {
    fn take(&mut self, json: &Json, path: &str, depth_left: usize) -> Result<Value, Problem> {
        let deeper = depth_left.checked_sub(1).ok_or_else(|| Problem::of(path, "facts.too_deep"))?;
        self.n_values += 1;
        if let Json::String(it) = json {
            self.n_bytes += it.len();
        }
        if self.n_values > FACTS_VALUES_MAX || self.n_bytes > FACTS_BYTES_MAX {
            return Err(Problem::of(path, "facts.too_large"));
        }
        Ok(match json {
            Json::Null => Value::Null,
            Json::Bool(it) => Value::Bool(*it),
            Json::String(it) => Value::Text(it.clone()),
            Json::Number(it) => match Number::parse(&it.to_string()) {
                Some(it) => Value::Number(it),
                None => return Err(Problem::of(path, "facts.number_unfit")),
            },
            Json::Array(it) => Value::List(
                it.iter()
                    .enumerate()
                    .map(|(n, it)| self.take(it, &inside(path, n + 1), deeper))
                    .collect::<Result<_, _>>()?,
            ),
            Json::Object(it) => {
                let mut members = BTreeMap::new();
                for (name, it) in it {
                    self.n_bytes += name.len();
                    members.insert(name.clone(), self.take(it, &inside(path, name), deeper)?);
                }
                Value::Context(members)
            }
        })
    }
}

fn inside(path: &str, name: impl fmt::Display) -> String {
    if path.is_empty() { name.to_string() } else { format!("{path}.{name}") }
}

/// As [`Value::to_json`].
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(to)
    }
}

/// As FEEL writes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(it) => write!(f, "{it}"),
            Value::Number(it) => write!(f, "{it}"),
            Value::Text(it) => write!(f, "{it:?}"),
            Value::Day(it) => write!(f, "date(\"{it}\")"),
            Value::List(_) | Value::Context(_) => write!(f, "{}", self.to_json()),
        }
    }
}
