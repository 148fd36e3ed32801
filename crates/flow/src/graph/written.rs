//! How a node is read and written. Serde's tagged and flattened forms would first guess what each word is, and
//! YAML's guess for `on` and `no` is a truth value; so the fields are read as what they are and sorted out after.

use std::fmt;

use kit::Words;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Agree, DONE, Edge, Kind, Next, Node, Review, Timer};

/// A node with the fields of every kind.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Words>,
    kind: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    each: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agree: Option<Agree>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agree_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nodes: Option<Vec<Node>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Timer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Targets>,
}

/// The name of a kind.
#[derive(Clone, Copy, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Name {
    #[default]
    Start,
    Step,
    Wait,
    Message,
    Choice,
    Child,
    Sub,
    Split,
    Join,
    End,
}

/// A node, several nodes, or outcomes with the nodes they lead to.
#[derive(Serialize)]
#[serde(untagged)]
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

    fn try_from(mut it: Written) -> Result<Node, Unfit> {
        let key = std::mem::take(&mut it.key);
        let unfit = |field| Unfit { key: key.clone(), field };
        let kind = it.take_kind().map_err(unfit)?;
        let undo = match kind {
            Kind::Step { .. } | Kind::Message { .. } | Kind::Child { .. } => it.undo.take(),
            _ => None,
        };
        match it.left() {
            Some(field) => Err(unfit(field)),
            None => Ok(Node { label: it.label, undo, kind, key }),
        }
    }
}

impl Written {
    /// Takes what its kind needs; says the field that is missing or of the wrong form.
    fn take_kind(&mut self) -> Result<Kind, &'static str> {
        Ok(match self.kind {
            Name::Start => Kind::Start { next: one(self.next.take()).ok_or("next")? },
            Name::Join => Kind::Join { next: one(self.next.take()).ok_or("next")? },
            Name::Split => Kind::Split { next: several(self.next.take()).ok_or("next")? },
            Name::End => Kind::End { outcome: self.outcome.take().ok_or("outcome")? },
            Name::Step => self.take_step()?,
            Name::Wait => {
                let duty = self.duty.take().ok_or("duty")?;
                Kind::Wait { duty, after: self.after.take(), next: self.take_next()? }
            }
            Name::Message => {
                let message = self.message.take().ok_or("message")?;
                Kind::Message { message, after: self.after.take(), next: self.take_next()? }
            }
            Name::Choice => {
                let table = self.table.take().ok_or("table")?;
                Kind::Choice { table, next: self.take_next()? }
            }
            Name::Child => {
                let matter = self.matter.take().ok_or("matter")?;
                Kind::Child { matter, next: self.take_next()? }
            }
            Name::Sub => {
                let nodes = self.nodes.take().ok_or("nodes")?;
                Kind::Sub { nodes, next: self.take_next()? }
            }
        })
    }

    fn take_step(&mut self) -> Result<Kind, &'static str> {
        let duty = self.duty.take().ok_or("duty")?;
        let is_review = self.roles.is_some() || self.each.is_some();
        let (role, with) = match (self.role.take(), self.roles.take()) {
            (Some(role), None) => (role, Vec::new()),
            (None, Some(roles)) => {
                let mut roles = roles.into_iter();
                (roles.next().ok_or("roles")?, roles.collect())
            }
            (Some(_), Some(_)) => return Err("roles"),
            (None, None) => return Err("role"),
        };
        let review = is_review.then(|| Review {
            with,
            each: self.each.take(),
            agree: self.agree.take().unwrap_or_default(),
            agree_on: self.agree_on.take().unwrap_or_else(|| DONE.to_owned()),
            otherwise: self.otherwise.take(),
        });
        Ok(Kind::Step { role, duty, review, after: self.after.take(), next: self.take_next()? })
    }

    fn take_next(&mut self) -> Result<Next, &'static str> {
        match self.next.take().ok_or("next")? {
            Targets::One(it) => Ok(Next::One(it)),
            Targets::By(it) => Ok(Next::By(it)),
            // An empty list is of neither kind; the check says what is wrong with it.
            Targets::Several(it) if it.is_empty() => Ok(Next::By(Vec::new())),
            Targets::Several(_) => Err("next"),
        }
    }

    /// A field nobody took.
    fn left(&self) -> Option<&'static str> {
        let fields = [
            ("role", self.role.is_some()),
            ("roles", self.roles.is_some()),
            ("duty", self.duty.is_some()),
            ("each", self.each.is_some()),
            ("agree", self.agree.is_some()),
            ("agree_on", self.agree_on.is_some()),
            ("otherwise", self.otherwise.is_some()),
            ("message", self.message.is_some()),
            ("table", self.table.is_some()),
            ("matter", self.matter.is_some()),
            ("nodes", self.nodes.is_some()),
            ("after", self.after.is_some()),
            ("undo", self.undo.is_some()),
            ("outcome", self.outcome.is_some()),
            ("next", self.next.is_some()),
        ];
        fields.into_iter().find(|it| it.1).map(|it| it.0)
    }
}

impl From<Node> for Written {
    fn from(node: Node) -> Written {
        let Node { key, label, undo, kind } = node;
        let mut it = Written { key, label, undo, ..Written::default() };
        it.next = match &kind {
            Kind::Start { next } | Kind::Join { next } => Some(Targets::One(next.clone())),
            Kind::Split { next } => Some(Targets::Several(next.clone())),
            other => other.next().map(|next| match next {
                Next::One(to) => Targets::One(to.clone()),
                Next::By(edges) => Targets::By(edges.clone()),
            }),
        };
        it.after = kind.after().cloned();
        it.kind = match kind {
            Kind::Start { .. } => Name::Start,
            Kind::Split { .. } => Name::Split,
            Kind::Join { .. } => Name::Join,
            Kind::Step { role, duty, review, .. } => {
                it.duty = Some(duty);
                it.put_seats(role, review);
                Name::Step
            }
            Kind::Wait { duty, .. } => {
                it.duty = Some(duty);
                Name::Wait
            }
            Kind::Message { message, .. } => {
                it.message = Some(message);
                Name::Message
            }
            Kind::Choice { table, .. } => {
                it.table = Some(table);
                Name::Choice
            }
            Kind::Child { matter, .. } => {
                it.matter = Some(matter);
                Name::Child
            }
            Kind::Sub { nodes, .. } => {
                it.nodes = Some(nodes);
                Name::Sub
            }
            Kind::End { outcome } => {
                it.outcome = Some(outcome);
                Name::End
            }
        };
        it
    }
}

impl Written {
    fn put_seats(&mut self, role: String, review: Option<Review>) {
        let Some(review) = review else {
            self.role = Some(role);
            return;
        };
        if review.with.is_empty() && review.each.is_some() {
            self.role = Some(role);
        } else {
            self.roles = Some(std::iter::once(role).chain(review.with).collect());
        }
        self.each = review.each;
        self.agree = Some(review.agree).filter(|it| *it != Agree::All);
        self.agree_on = Some(review.agree_on).filter(|it| it != DONE);
        self.otherwise = review.otherwise;
    }
}

fn one(next: Option<Targets>) -> Option<String> {
    if let Some(Targets::One(it)) = next { Some(it) } else { None }
}

fn several(next: Option<Targets>) -> Option<Vec<String>> {
    if let Some(Targets::Several(it)) = next { Some(it) } else { None }
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
