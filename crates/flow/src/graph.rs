//! A process graph as a matter's file writes it.
//! Knows nothing of whether it is sound; the check does.

mod review;
mod written;

pub use review::{Agree, Review, Timer};

use kit::Words;

/// The outcome of a node that has only one way on.
pub const DONE: &str = "done";
/// The outcome that stands for every other a table, a message or a child case may come to.
pub const OTHERWISE: &str = "otherwise";

/// The nodes of a process, in the order the file has them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// A place in a process.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "written::Written", into = "written::Written")]
pub struct Node {
    /// What the matter calls it.
    pub key: String,
    /// What people read on it.
    pub label: Option<Words>,
    /// What undoes it once it was done and the process is withdrawn, cancelled or revoked: a word that the
    /// runner of the machine knows.
    pub undo: Option<String>,
    /// What it is, and where it leads.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Where it begins.
    Start {
        /// The first node.
        next: String,
    },
    /// Somebody has to do something.
    Step {
        /// Who: a word that the runner of the machine resolves. In a joint review the first of the roles.
        role: String,
        /// What: a word that the runner of the machine knows.
        duty: String,
        /// Who else, and how their outcomes make the step's.
        review: Option<Review>,
        /// What happens when nobody does it in time.
        after: Option<Timer>,
        /// Where each outcome leads.
        next: Next,
    },
    /// The applicant's turn, or only time's where the timer's outcome is the only one.
    Wait {
        /// What for: a word that the runner of the machine knows.
        duty: String,
        /// What happens when it does not come in time.
        after: Option<Timer>,
        /// Where each outcome leads.
        next: Next,
    },
    /// A message from outside is awaited.
    Message {
        /// Which: a word that the runner of the machine knows.
        message: String,
        /// What happens when it does not come in time.
        after: Option<Timer>,
        /// Where each outcome leads; [`OTHERWISE`] takes those without a way of their own.
        next: Next,
    },
    /// A decision table says how it goes on; nobody is asked.
    Choice {
        /// Which table: a word that the runner of the machine resolves.
        table: String,
        /// Where each outcome leads; [`OTHERWISE`] takes those without a way of their own.
        next: Next,
    },
    /// A case of its own is opened, and awaited.
    Child {
        /// Of which matter: a word that the runner of the machine resolves.
        matter: String,
        /// Where each outcome leads; [`OTHERWISE`] takes those without a way of their own.
        next: Next,
    },
    /// A process within the process: its ends are the outcomes.
    Sub {
        /// Its nodes, with a start and ends of their own.
        nodes: Vec<Node>,
        /// Where each end leads.
        next: Next,
    },
    /// Goes on along several branches at once.
    Split {
        /// The first node of each branch.
        next: Vec<String>,
    },
    /// Goes on once every branch of its split has come.
    Join {
        /// The node after.
        next: String,
    },
    /// Where it ends.
    End {
        /// With what.
        outcome: String,
    },
}

/// Where the outcomes of a node lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To one node: by the outcome [`DONE`] where somebody says it, by any where nobody does.
    One(String),
    /// Each its own way.
    By(Vec<Edge>),
}

/// One outcome and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The outcome.
    pub on: String,
    /// The node it leads to.
    pub to: String,
    /// What people read on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
}

impl Node {
    /// A node without a label and with nothing to undo.
    pub fn of(key: impl Into<String>, kind: Kind) -> Self {
        Self { key: key.into(), label: None, undo: None, kind }
    }
}

impl Kind {
    /// Where its outcomes lead, where it has outcomes.
    pub fn next(&self) -> Option<&Next> {
        match self {
            Kind::Step { next, .. }
            | Kind::Wait { next, .. }
            | Kind::Message { next, .. }
            | Kind::Choice { next, .. }
            | Kind::Child { next, .. }
            | Kind::Sub { next, .. } => Some(next),
            _ => None,
        }
    }

    /// Its timer, where it has one.
    pub fn after(&self) -> Option<&Timer> {
        match self {
            Kind::Step { after, .. } | Kind::Wait { after, .. } | Kind::Message { after, .. } => {
                after.as_ref()
            }
            _ => None,
        }
    }

    /// The roles of a step, in the order of the file.
    pub fn roles(&self) -> Vec<&str> {
        let Kind::Step { role, review, .. } = self else { return Vec::new() };
        let others = review.iter().flat_map(|it| &it.with).map(String::as_str);
        std::iter::once(role.as_str()).chain(others).collect()
    }

    /// The outcomes somebody can say, in the order of the file: of a step or wait, but for its timer's.
    pub fn outcomes(&self) -> Vec<&str> {
        match self {
            Kind::Step { .. } | Kind::Wait { .. } => self.answers(),
            _ => Vec::new(),
        }
    }

    /// The outcomes that are not time's, in the order of the file.
    pub(crate) fn answers(&self) -> Vec<&str> {
        let time = self.after().map(|it| it.on.as_str());
        self.ways().into_iter().filter_map(|it| it.0).filter(|it| Some(*it) != time).collect()
    }

    /// Every way on, with the outcome that takes it where an outcome decides.
    pub(crate) fn ways(&self) -> Vec<(Option<&str>, &str)> {
        match self {
            Kind::Start { next } | Kind::Join { next } => vec![(None, next)],
            Kind::Split { next } => next.iter().map(|to| (None, to.as_str())).collect(),
            Kind::End { .. } => Vec::new(),
            other => match other.next() {
                Some(Next::One(to)) => vec![(Some(DONE), to)],
                Some(Next::By(edges)) => {
                    edges.iter().map(|it| (Some(it.on.as_str()), it.to.as_str())).collect()
                }
                None => Vec::new(),
            },
        }
    }

    /// The keys its ways lead to, to be changed.
    pub(crate) fn targets_mut(&mut self) -> Vec<&mut String> {
        match self {
            Kind::Start { next } | Kind::Join { next } => vec![next],
            Kind::Split { next } => next.iter_mut().collect(),
            Kind::Step { next, .. }
            | Kind::Wait { next, .. }
            | Kind::Message { next, .. }
            | Kind::Choice { next, .. }
            | Kind::Child { next, .. }
            | Kind::Sub { next, .. } => match next {
                Next::One(to) => vec![to],
                Next::By(edges) => edges.iter_mut().map(|it| &mut it.to).collect(),
            },
            Kind::End { .. } => Vec::new(),
        }
    }

    /// Whether it stays open until an outcome comes.
    pub(crate) fn stays(&self) -> bool {
        self.next().is_some()
    }

    /// Whether somebody or something outside is waited for: a table answers at once, and a list may be empty.
    pub(crate) fn asks(&self) -> bool {
        self.stays() && !matches!(self, Kind::Choice { .. }) && self.each().is_none()
    }

    /// What its seats are counted by, where there is one for each of a list.
    pub(crate) fn each(&self) -> Option<&str> {
        match self {
            Kind::Step { review: Some(it), .. } => it.each.as_deref(),
            _ => None,
        }
    }
}
