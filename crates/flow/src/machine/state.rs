//! How far a process has come, and whether that is a place its graph has.
//! Changes nothing; the run does.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Checked, Kind, check::Branch};

use super::Refused;

/// How far a process has come. As JSON it is the same bytes for the same state.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    pub(super) open: BTreeSet<String>,
    /// How often each node was opened.
    pub(super) visits: BTreeMap<String, u32>,
    /// How many branches have come to each join that still waits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) arrived: BTreeMap<String, usize>,
    /// The seats of open steps, where there are several or were to be counted; the step's own is empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) seats: BTreeMap<String, BTreeMap<String, Seat>>,
    /// What concluding a step led to, as long as it can be taken back.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) trails: BTreeMap<String, Trail>,
    /// The nodes that were done and can be undone, the last at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) undoable: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ended: Option<String>,
}

/// One seat of an open step.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// What was said, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The seat that asked for this one, where it was added; empty for the step's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
}

/// What concluding a step led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trail {
    pub(super) visit: u32,
    /// The nodes it opened, all of them still untouched.
    pub(super) opened: BTreeSet<String>,
    /// The join it waits at, where it opened nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) waits_at: Option<String>,
}

impl State {
    /// The open nodes, each with which opening of it this is, by key.
    pub fn open(&self) -> impl Iterator<Item = (&str, u32)> {
        self.open.iter().map(|it| (it.as_str(), self.visits(it)))
    }

    /// How often a node was opened so far.
    pub fn visits(&self, node: &str) -> u32 {
        self.visits.get(node).copied().unwrap_or_default()
    }

    /// The seats of an open node that has more than its own, by their words; its own is empty.
    pub fn seats(&self, node: &str) -> impl Iterator<Item = (&str, &Seat)> {
        self.seats.get(node).into_iter().flatten().map(|(word, seat)| (word.as_str(), seat))
    }

    /// Which opening of this step may still be taken back; nothing where none may.
    pub fn may_take_back(&self, node: &str) -> Option<u32> {
        self.trails.get(node).map(|it| it.visit)
    }

    /// The outcome, once it has ended.
    pub fn ended(&self) -> Option<&str> {
        self.ended.as_deref()
    }

    /// Whether it has begun, ended or not.
    pub fn has_begun(&self) -> bool {
        !self.visits.is_empty() || self.ended.is_some()
    }

    /// Whether it is a place of this graph: one kept for another version may not be.
    pub(super) fn fits(&self, graph: &Checked) -> Result<(), Refused> {
        let stays = |key: &String| graph.find(key).is_some_and(|it| it.kind.stays());
        let seated = |key: &String| {
            self.open.contains(key) && graph.find(key).is_some_and(|it| matches!(it.kind, Kind::Step { .. }))
        };
        let is_running = self.has_begun() && self.ended.is_none();
        let is_placed = match is_running {
            true => self.is_placed(graph),
            false => self.open.is_empty() && self.arrived.is_empty(),
        };
        let fits = is_placed
            && self.visits.keys().all(stays)
            && self.open.iter().all(|it| self.visits(it) > 0)
            && self.seats.keys().all(seated)
            && self.undoable.iter().all(|it| graph.find(it).is_some_and(|it| it.undo.is_some()))
            && self
                .trails
                .iter()
                .all(|it| stays(it.0) && it.1.opened.iter().all(|it| self.open.contains(it)));
        if fits { Ok(()) } else { Err(Refused::ForeignState) }
    }

    /// Whether what is open and what has arrived make up exactly one token.
    pub(super) fn is_placed(&self, graph: &Checked) -> bool {
        let mut open = Vec::new();
        for key in &self.open {
            match graph.index.get(key) {
                Some(n) if graph.nodes[*n].kind.stays() => open.push(*n),
                _ => return false,
            }
        }
        let mut waiting = BTreeMap::new();
        for (key, n_arrived) in &self.arrived {
            match graph.index.get(key) {
                Some(n) if matches!(graph.nodes[*n].kind, Kind::Join { .. }) => {
                    waiting.insert(*n, *n_arrived)
                }
                _ => return false,
            };
        }
        fills(graph, &[], &open, &mut waiting) && waiting.is_empty()
    }
}

/// Whether these open nodes are the one token of a scope: one node in it, or, all within one split, one token
/// in each branch that has not arrived. Takes out the joins it has met. As deep as splits nest.
fn fills(graph: &Checked, scope: &[Branch], open: &[usize], waiting: &mut BTreeMap<usize, usize>) -> bool {
    let Some(split) = open.first().and_then(|it| graph.scopes[*it].get(scope.len())).map(|it| it.split)
    else {
        return open.len() == 1;
    };
    let Some(join) = graph.partners[split] else { return false };
    let (mut n_met, mut n_empty) = (0, 0);
    for n in 0..graph.n_branches(join) {
        let inner: Vec<_> = scope.iter().copied().chain([Branch { split, n }]).collect();
        let inside: Vec<_> =
            open.iter().copied().filter(|it| graph.scopes[*it].starts_with(&inner)).collect();
        n_met += inside.len();
        match inside.is_empty() {
            true => n_empty += 1,
            false if !fills(graph, &inner, &inside, waiting) => return false,
            false => {}
        }
    }
    n_met == open.len() && waiting.remove(&join).unwrap_or_default() == n_empty
}
