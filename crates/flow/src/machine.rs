//! Runs a checked graph: a state and an event give a state and commands, the same ones every time.
//! Knows no clock and no store; who carries out the commands is not its affair.

mod refused;

pub use refused::Refused;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{Checked, Kind};

/// The outcome of a process its applicant withdrew.
pub const WITHDRAWN: &str = "withdrawn";
/// How often one node may be opened; a process can still be withdrawn or cancelled after that.
pub const VISITS_MAX: u32 = 1000;

/// How far a process has come. As JSON it is the same bytes for the same state.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    open: BTreeSet<String>,
    /// How often each node was opened.
    visits: BTreeMap<String, u32>,
    /// How many branches have come to each join that still waits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    arrived: BTreeMap<String, usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The process begins.
    Begun,
    /// Somebody said the outcome of an open node.
    Done {
        /// The node.
        node: String,
        /// Which opening of it was meant, so that an answer to an earlier one does not count.
        visit: u32,
        /// The outcome.
        outcome: String,
    },
    /// The official at an open step sends the process back 退回 to a node it has passed. Sent back out of
    /// a branch, the other branches fall away; sent back into one, the other branches stand as done.
    Returned {
        /// The step it is sent back from.
        node: String,
        /// Which opening of it was meant.
        visit: u32,
        /// The step or wait it is sent back to.
        to: String,
    },
    /// The applicant withdrew.
    Withdrawn,
    /// Somebody with the power to do so ended it, with this outcome.
    Cancelled {
        /// The outcome.
        outcome: String,
    },
}

/// What is to be done now. Closings come first, then openings, then the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open a task at this node.
    Open {
        /// The node.
        node: String,
        /// Which opening of it this is, from 1.
        visit: u32,
    },
    /// A task somebody else has open falls away.
    Close {
        /// The node.
        node: String,
        /// Which opening of it falls away.
        visit: u32,
    },
    /// The process ended.
    End {
        /// With what.
        outcome: String,
    },
}

/// What an event makes of a state, and what is to be done about it.
pub fn step(graph: &Checked, state: &State, event: Event) -> Result<(State, Vec<Command>), Refused> {
    state.fits(graph)?;
    if state.ended.is_some() {
        return Err(Refused::Ended);
    }
    if state.has_begun() == (event == Event::Begun) {
        return Err(if state.has_begun() { Refused::AlreadyBegun } else { Refused::NotBegun });
    }
    let mut run = Run { graph, state: state.clone(), commands: Vec::new() };
    match event {
        Event::Begun => run.go_on(graph.ways[graph.start][0].to)?,
        Event::Done { node, visit, outcome } => {
            let from = run.take(&node, visit)?;
            let way = graph.ways[from].iter().find(|it| it.on.as_deref() == Some(&outcome));
            run.go_on(way.ok_or(Refused::UnknownOutcome)?.to)?;
        }
        Event::Returned { node, visit, to } => {
            let from = run.take(&node, visit)?;
            run.send_back(from, &to)?;
        }
        Event::Withdrawn => run.end(WITHDRAWN.to_owned()),
        Event::Cancelled { outcome } => run.end(outcome),
    }
    Ok((run.state, run.commands))
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

    /// The outcome, once it has ended.
    pub fn ended(&self) -> Option<&str> {
        self.ended.as_deref()
    }

    /// Whether it has begun, ended or not.
    pub fn has_begun(&self) -> bool {
        !self.visits.is_empty() || self.ended.is_some()
    }

    /// Whether it speaks of this graph's nodes: one kept for another version may not.
    fn fits(&self, graph: &Checked) -> Result<(), Refused> {
        let stays = |key: &String| graph.find(key).is_some_and(|it| it.kind.stays());
        let opened = |key: &String| stays(key) && self.visits(key) > 0;
        let waits = |(key, n): (&String, &usize)| {
            let join = graph.index.get(key).filter(|it| matches!(graph.nodes[**it].kind, Kind::Join { .. }));
            join.is_some_and(|it| *n > 0 && *n < graph.n_branches(*it))
        };
        let is_somewhere = !self.has_begun() || self.ended.is_some() || !self.open.is_empty();
        let fits = is_somewhere
            && self.visits.keys().all(stays)
            && self.open.iter().all(opened)
            && self.arrived.iter().all(waits);
        if fits { Ok(()) } else { Err(Refused::ForeignState) }
    }
}

impl Checked {
    /// How many branches a join waits for.
    fn n_branches(&self, join: usize) -> usize {
        self.partners[join].map_or(0, |split| self.ways[split].len())
    }
}

/// One event being worked in.
struct Run<'a> {
    graph: &'a Checked,
    state: State,
    commands: Vec<Command>,
}

impl Run<'_> {
    /// Takes the token from an open node, if this opening of it is meant.
    fn take(&mut self, key: &str, visit: u32) -> Result<usize, Refused> {
        let node = *self.graph.index.get(key).ok_or(Refused::UnknownNode)?;
        if !self.state.open.contains(key) {
            return Err(Refused::NotOpen);
        }
        if self.state.visits(key) != visit {
            return Err(Refused::WrongVisit);
        }
        self.state.open.remove(key);
        Ok(node)
    }

    /// Lets a token go on to a node and from there as far as it comes without anybody being asked.
    fn go_on(&mut self, to: usize) -> Result<(), Refused> {
        let mut coming = VecDeque::from([to]);
        while let Some(node) = coming.pop_front() {
            match &self.graph.nodes[node].kind {
                Kind::Step { .. } | Kind::Wait { .. } => self.open(node)?,
                Kind::Join { .. } if !self.all_arrived(node) => {}
                Kind::Join { .. } | Kind::Split { .. } | Kind::Start { .. } => {
                    coming.extend(self.graph.ways[node].iter().map(|it| it.to));
                }
                Kind::End { outcome } => {
                    if !(self.state.open.is_empty() && self.state.arrived.is_empty() && coming.is_empty()) {
                        return Err(Refused::ForeignState);
                    }
                    self.end(outcome.clone());
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, node: usize) -> Result<(), Refused> {
        let key = &self.graph.nodes[node].key;
        let visit = self.state.visits(key) + 1;
        if visit > VISITS_MAX {
            return Err(Refused::TooManyVisits);
        }
        if !self.state.open.insert(key.clone()) {
            return Err(Refused::ForeignState);
        }
        self.state.visits.insert(key.clone(), visit);
        self.commands.push(Command::Open { node: key.clone(), visit });
        Ok(())
    }

    /// Counts a branch that came to a join; says whether it was the last.
    fn all_arrived(&mut self, join: usize) -> bool {
        let key = &self.graph.nodes[join].key;
        let n_arrived = self.state.arrived.remove(key).unwrap_or_default() + 1;
        let all = n_arrived >= self.graph.n_branches(join);
        if !all {
            self.state.arrived.insert(key.clone(), n_arrived);
        }
        all
    }

    /// A scope holds one token. Sent back outwards, everything in the wider scope falls away for it; sent back
    /// inwards, each join on the way out has all other branches already. Sideways there is no sound way.
    fn send_back(&mut self, from: usize, to: &str) -> Result<(), Refused> {
        if !matches!(self.graph.nodes[from].kind, Kind::Step { .. }) {
            return Err(Refused::MayNotReturn);
        }
        let target = *self.graph.index.get(to).ok_or(Refused::UnknownNode)?;
        let (here, there) = (&self.graph.scopes[from], &self.graph.scopes[target]);
        if target == from || self.state.visits(to) == 0 {
            return Err(Refused::NotPassed);
        }
        if here.starts_with(there) {
            self.clear(|node| self.graph.scopes[node].starts_with(there));
        } else if there.starts_with(here) {
            for branch in &there[here.len()..] {
                let join = self.graph.partners[branch.split].ok_or(Refused::ForeignState)?;
                let others = self.graph.n_branches(join) - 1;
                self.state.arrived.insert(self.graph.nodes[join].key.clone(), others);
            }
        } else {
            return Err(Refused::InAnotherBranch);
        }
        self.open(target)
    }

    fn end(&mut self, outcome: String) {
        self.clear(|_| true);
        self.state.ended = Some(outcome.clone());
        self.commands.push(Command::End { outcome });
    }

    /// Closes every open node, and forgets every arrival, that is meant. In the order of the file.
    fn clear(&mut self, meant: impl Fn(usize) -> bool) {
        for (n, node) in self.graph.nodes.iter().enumerate().filter(|(n, _)| meant(*n)) {
            self.state.arrived.remove(&node.key);
            if self.state.open.remove(&node.key) {
                let visit = self.state.visits(&self.graph.nodes[n].key);
                self.commands.push(Command::Close { node: node.key.clone(), visit });
            }
        }
    }
}
