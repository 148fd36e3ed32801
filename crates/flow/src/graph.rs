//! A process graph as a matter's file writes it.
//! Knows nothing of whether it is sound; the check does.

mod written;

use kit::Words;

/// The outcome of a node that has only one way on.
pub const DONE: &str = "done";

/// The nodes of a process, in the order the file has them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// A place in a process.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "written::Written")]
pub struct Node {
    /// What the matter calls it.
    pub key: String,
    /// What people read on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
    /// What it is, and where it leads.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    /// Where it begins.
    Start {
        /// The first node.
        next: String,
    },
    /// Somebody has to do something.
    Step {
        /// Who: a word that the runner of the machine resolves.
        role: String,
        /// What: a word that the runner of the machine knows.
        duty: String,
        /// Where each outcome leads.
        next: Next,
    },
    /// The applicant's turn.
    Wait {
        /// What for: a word that the runner of the machine knows.
        duty: String,
        /// Where each outcome leads.
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
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Next {
    /// To one node, by the outcome [`DONE`].
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

impl Kind {
    /// Every way on, with the outcome that takes it where an outcome decides.
    pub(crate) fn ways(&self) -> Vec<(Option<&str>, &str)> {
        match self {
            Kind::Start { next } | Kind::Join { next } => vec![(None, next)],
            Kind::Split { next } => next.iter().map(|to| (None, to.as_str())).collect(),
            Kind::Step { next, .. } | Kind::Wait { next, .. } => match next {
                Next::One(to) => vec![(Some(DONE), to)],
                Next::By(edges) => edges.iter().map(|it| (Some(it.on.as_str()), it.to.as_str())).collect(),
            },
            Kind::End { .. } => Vec::new(),
        }
    }

    /// Whether it stays open until somebody says an outcome.
    pub(crate) fn stays(&self) -> bool {
        matches!(self, Kind::Step { .. } | Kind::Wait { .. })
    }
}
