//! How a node is read. Serde's tagged and flattened forms would first guess what each word is, and YAML's
//! guess for `on` and `no` is a truth value; so the fields are read as what they are and sorted out after.

use std::fmt;

use kit::Words;
use serde::{Deserialize, Deserializer, de};

use super::{Edge, Kind, Next, Node};

/// A node with the fields of every kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    key: String,
    label: Option<Words>,
    kind: Name,
    role: Option<String>,
    duty: Option<String>,
    outcome: Option<String>,
    next: Option<Targets>,
}

/// The name of a kind.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Name {
    Start,
    Step,
    Wait,
    Split,
    Join,
    End,
}

/// A node, several nodes, or outcomes with the nodes they lead to.
enum Targets {
    One(String),
    Several(Vec<String>),
    By(Vec<Edge>),
}

/// A node with a field its kind lacks, or without one it needs.
#[derive(Debug)]
pub(super) struct Unfit {
    key: String,
    field: &'static str,
}

impl TryFrom<Written> for Node {
    type Error = Unfit;

    fn try_from(it: Written) -> Result<Node, Unfit> {
        let Written { key, label, kind, mut role, mut duty, mut outcome, mut next } = it;
        let unfit = |field| Unfit { key: key.clone(), field };
        let mut word = |field: &'static str| {
            let from = match field {
                "role" => &mut role,
                "duty" => &mut duty,
                _ => &mut outcome,
            };
            from.take().ok_or_else(|| unfit(field))
        };
        let kind = match kind {
            Name::Start => Kind::Start { next: one(next.take()).ok_or_else(|| unfit("next"))? },
            Name::Join => Kind::Join { next: one(next.take()).ok_or_else(|| unfit("next"))? },
            Name::Step => {
                let next = by_outcome(next.take()).ok_or_else(|| unfit("next"))?;
                Kind::Step { role: word("role")?, duty: word("duty")?, next }
            }
            Name::Wait => {
                let next = by_outcome(next.take()).ok_or_else(|| unfit("next"))?;
                Kind::Wait { duty: word("duty")?, next }
            }
            Name::Split => Kind::Split { next: several(next.take()).ok_or_else(|| unfit("next"))? },
            Name::End => Kind::End { outcome: word("outcome")? },
        };
        let left = [
            ("role", role.is_some()),
            ("duty", duty.is_some()),
            ("outcome", outcome.is_some()),
            ("next", next.is_some()),
        ];
        match left.into_iter().find(|it| it.1) {
            Some((field, _)) => Err(unfit(field)),
            None => Ok(Node { key, label, kind }),
        }
    }
}

fn one(next: Option<Targets>) -> Option<String> {
    if let Some(Targets::One(it)) = next { Some(it) } else { None }
}

fn several(next: Option<Targets>) -> Option<Vec<String>> {
    if let Some(Targets::Several(it)) = next { Some(it) } else { None }
}

fn by_outcome(next: Option<Targets>) -> Option<Next> {
    match next? {
        Targets::One(it) => Some(Next::One(it)),
        Targets::By(it) => Some(Next::By(it)),
        // An empty list is of neither kind; the check says what is wrong with it.
        Targets::Several(it) => it.is_empty().then(|| Next::By(Vec::new())),
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node `{}`: `{}` does not go with its kind", self.key, self.field)
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TargetsVisitor)
    }
}

struct TargetsVisitor;

impl<'de> de::Visitor<'de> for TargetsVisitor {
    type Value = Targets;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key of a node, a list of keys, or a list of outcomes and where they lead")
    }

    fn visit_str<E>(self, it: &str) -> Result<Targets, E> {
        Ok(Targets::One(it.to_owned()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut from: A) -> Result<Targets, A::Error> {
        let (mut keys, mut edges) = (Vec::new(), Vec::new());
        while let Some(it) = from.next_element()? {
            match it {
                Target::Key(it) => keys.push(it),
                Target::Edge(it) => edges.push(it),
            }
        }
        match (edges.is_empty(), keys.is_empty()) {
            (true, _) => Ok(Targets::Several(keys)),
            (false, true) => Ok(Targets::By(edges)),
            (false, false) => Err(de::Error::invalid_type(de::Unexpected::Str(&keys[0]), &self)),
        }
    }
}

/// One member of a list of targets.
enum Target {
    Key(String),
    Edge(Edge),
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TargetVisitor)
    }
}

struct TargetVisitor;

impl<'de> de::Visitor<'de> for TargetVisitor {
    type Value = Target;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key of a node, or an outcome and where it leads")
    }

    fn visit_str<E>(self, it: &str) -> Result<Target, E> {
        Ok(Target::Key(it.to_owned()))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, from: A) -> Result<Target, A::Error> {
        Edge::deserialize(de::value::MapAccessDeserializer::new(from)).map(Target::Edge)
    }
}
