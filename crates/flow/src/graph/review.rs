//! What a step may have beside one seat: joint review, and a time limit.
//! Knows words only; who sits on a seat and how long a limit is, the runner of the machine knows.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use super::DONE;

/// Several seats at one step 会签, and how their outcomes make the step's: it comes to `agree_on` as soon as
/// enough seats said so, and to `otherwise` as soon as enough cannot any more. Seats still open then fall away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The roles beside the step's own, a seat each.
    pub with: Vec<String>,
    /// One seat for each item of a list instead: a word by which the runner of the machine counts it.
    pub each: Option<String>,
    /// How many must agree.
    pub agree: Agree,
    /// The outcome that counts as agreeing.
    pub agree_on: String,
    /// The only other outcome, where there is one.
    pub otherwise: Option<String>,
}

/// How many seats of a joint review must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agree {
    /// Every one.
    #[default]
    All,
    /// One is enough 或签.
    Any,
    /// So many, or all where there are fewer seats.
    AtLeast(usize),
}

/// A time limit that ends a node with an outcome nobody can say.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// How long: a word that the runner of the machine knows.
    pub limit: String,
    /// The outcome.
    pub on: String,
}

impl Review {
    /// A review by further roles that all must agree on the only outcome there is.
    pub fn with(roles: Vec<String>) -> Self {
        Self { with: roles, each: None, agree: Agree::All, agree_on: DONE.to_owned(), otherwise: None }
    }

    /// What so many agreeing seats and so many open ones come to; nothing while it is not settled.
    pub(crate) fn settled(&self, n_agreed: usize, n_open: usize, n_seats: usize) -> Option<&str> {
        let needed = match self.agree {
            Agree::All => n_seats,
            Agree::Any => n_seats.min(1),
            Agree::AtLeast(n) => n.min(n_seats),
        };
        if n_agreed >= needed {
            return Some(&self.agree_on);
        }
        if n_agreed + n_open < needed { self.otherwise.as_deref() } else { None }
    }
}

/// A word, or `{ at_least: 2 }`; read as what it is, since not every reader of files knows such alternatives.
impl<'de> Deserialize<'de> for Agree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AgreeVisitor)
    }
}

struct AgreeVisitor;

impl<'de> de::Visitor<'de> for AgreeVisitor {
    type Value = Agree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("all, any, or at_least with a number")
    }

    fn visit_str<E: de::Error>(self, it: &str) -> Result<Agree, E> {
        match it {
            "all" => Ok(Agree::All),
            "any" => Ok(Agree::Any),
            _ => Err(E::unknown_variant(it, &["all", "any", "at_least"])),
        }
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut from: A) -> Result<Agree, A::Error> {
        let n = match from.next_key::<String>()?.as_deref() {
            Some("at_least") => from.next_value()?,
            _ => return Err(de::Error::missing_field("at_least")),
        };
        match from.next_key::<String>()? {
            None => Ok(Agree::AtLeast(n)),
            Some(other) => Err(de::Error::unknown_field(&other, &["at_least"])),
        }
    }
}
