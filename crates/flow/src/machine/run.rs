//! One event being worked in: tokens leave nodes, go on, and come to rest.
//! Relies on the check: no way it takes can be stuck or doubled.

use std::collections::VecDeque;

use crate::{Checked, Kind, OTHERWISE};

use super::{Command, Refused, State, VISITS_MAX, state::Trail};

/// An open node and which opening of it is meant.
pub(super) type Meant<'a> = (&'a str, u32);

/// One event being worked in.
pub(super) struct Run<'a> {
    pub(super) graph: &'a Checked,
    pub(super) state: State,
    pub(super) commands: Vec<Command>,
    /// The step whose conclusion moves the token, as long as that can be taken back.
    mover: Option<String>,
}

impl<'a> Run<'a> {
    pub(super) fn of(graph: &'a Checked, state: &State) -> Self {
        Self { graph, state: state.clone(), commands: Vec::new(), mover: None }
    }

    pub(super) fn finish(mut self) -> (State, Vec<Command>) {
        self.state.trails.retain(|_, it| !it.opened.is_empty() || it.waits_at.is_some());
        (self.state, self.commands)
    }

    /// The open node that is meant, if it is of the kind that the event is for.
    pub(super) fn at(&self, (key, visit): Meant<'_>, wanted: fn(&Kind) -> bool) -> Result<usize, Refused> {
        let node = *self.graph.index.get(key).ok_or(Refused::UnknownNode)?;
        if !self.state.open.contains(key) {
            return Err(Refused::NotOpen);
        }
        if self.state.visits(key) != visit {
            return Err(Refused::WrongVisit);
        }
        if wanted(&self.graph.nodes[node].kind) { Ok(node) } else { Err(Refused::NotAsked) }
    }

    /// Takes the token from an open node. Whatever else is open there falls away, but for who caused it.
    pub(super) fn leave(&mut self, node: usize, but: Option<&str>) {
        let key = self.graph.nodes[node].key.clone();
        let visit = self.state.visits(&key);
        let mut open = vec![String::new()];
        if let Some(seats) = self.state.seats.remove(&key) {
            open = seats.into_iter().filter(|it| it.1.outcome.is_none()).map(|it| it.0).collect();
        }
        for seat in open.into_iter().filter(|it| Some(it.as_str()) != but) {
            let seat = Some(seat).filter(|it| !it.is_empty());
            self.commands.push(Command::Close { node: key.clone(), visit, seat });
        }
        if self.graph.nodes[node].kind.after().is_some() {
            self.commands.push(Command::Disarm { node: key.clone(), visit });
        }
        self.touch(&key);
        self.state.open.remove(&key);
    }

    /// Nothing that led to this node can be taken back any more.
    pub(super) fn touch(&mut self, key: &str) {
        self.state.trails.retain(|_, it| !it.opened.contains(key));
    }

    /// Goes on from a node that was left, by its outcome.
    pub(super) fn conclude(&mut self, from: usize, outcome: &str, is_done: bool) -> Result<(), Refused> {
        let node = &self.graph.nodes[from];
        let ways = &self.graph.ways[from];
        let is_open_ended = !matches!(node.kind, Kind::Step { .. } | Kind::Wait { .. });
        let takes_all = |on: &str| is_open_ended && (on == OTHERWISE || ways.len() == 1);
        let time = node.kind.after().map(|it| it.on.as_str()).filter(|_| is_done);
        let on = |it: &str| ways.iter().find(|way| way.on.as_deref() == Some(it) && time != Some(it));
        let rest = || ways.iter().find(|way| way.on.as_deref().is_some_and(takes_all));
        let to = on(outcome).or_else(rest).ok_or(Refused::UnknownOutcome)?.to;
        if is_done && node.undo.is_some() {
            self.state.undoable.retain(|it| *it != node.key);
            self.state.undoable.push(node.key.clone());
        }
        self.go_on(to)
    }

    /// From now on what opens can be closed again by taking this step back.
    pub(super) fn moved_by(&mut self, step: usize) {
        let key = self.graph.nodes[step].key.clone();
        let visit = self.state.visits(&key);
        self.state.trails.insert(key.clone(), Trail { visit, ..Trail::default() });
        self.mover = Some(key);
    }

    /// A table that is asked stands between the step before and what comes after.
    pub(super) fn choose(&mut self, meant: Meant<'_>, outcome: &str) -> Result<(), Refused> {
        let from = self.at(meant, |it| matches!(it, Kind::Choice { .. }))?;
        let trails = self.state.trails.iter_mut();
        self.mover = trails.filter_map(|(key, it)| it.opened.remove(meant.0).then(|| key.clone())).next();
        self.leave(from, Some(""));
        self.conclude(from, outcome, true)
    }

    /// Lets a token go on to a node and from there as far as it comes without anybody being asked.
    pub(super) fn go_on(&mut self, to: usize) -> Result<(), Refused> {
        let mut coming = VecDeque::from([to]);
        while let Some(node) = coming.pop_front() {
            match &self.graph.nodes[node].kind {
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
                _ => self.open(node)?,
            }
        }
        Ok(())
    }

    pub(super) fn open(&mut self, node: usize) -> Result<(), Refused> {
        let key = &self.graph.nodes[node].key;
        let visit = self.state.visits(key) + 1;
        if visit > VISITS_MAX {
            return Err(Refused::TooManyVisits);
        }
        if !self.state.open.insert(key.clone()) {
            return Err(Refused::ForeignState);
        }
        self.state.visits.insert(key.clone(), visit);
        self.state.trails.remove(key);
        let trail = self.mover.as_ref().and_then(|it| self.state.trails.get_mut(it));
        trail.into_iter().for_each(|it| {
            it.opened.insert(key.clone());
        });
        let commands = self.opening(node, visit);
        self.commands.extend(commands);
        Ok(())
    }

    /// What opening a node asks for.
    fn opening(&mut self, node: usize, visit: u32) -> Vec<Command> {
        let it = &self.graph.nodes[node];
        let key = it.key.clone();
        let mut commands = match &it.kind {
            Kind::Step { review: Some(_), .. } => match it.kind.each() {
                Some(each) => vec![Command::Count { node: key.clone(), visit, each: each.to_owned() }],
                None => self.seat(node, it.kind.roles().into_iter().map(str::to_owned).collect()),
            },
            Kind::Message { message, .. } => {
                vec![Command::Await { node: key.clone(), visit, message: message.clone() }]
            }
            Kind::Choice { table, .. } => {
                vec![Command::Choose { node: key.clone(), visit, table: table.clone() }]
            }
            Kind::Child { matter, .. } => {
                vec![Command::OpenChild { node: key.clone(), visit, matter: matter.clone() }]
            }
            _ => vec![Command::Open { node: key.clone(), visit, seat: None }],
        };
        commands.extend(it.kind.after().map(|it| Command::Arm { node: key, visit, limit: it.limit.clone() }));
        commands
    }

    /// Counts a branch that came to a join; says whether it was the last.
    fn all_arrived(&mut self, join: usize) -> bool {
        let key = &self.graph.nodes[join].key;
        let n_arrived = self.state.arrived.remove(key).unwrap_or_default() + 1;
        let all = n_arrived >= self.graph.n_branches(join);
        let mover = self.mover.as_ref();
        if all {
            // Whoever came before cannot go back any more: the join has been passed.
            self.state.trails.retain(|it, trail| Some(it) == mover || trail.waits_at.as_ref() != Some(key));
        } else {
            self.state.arrived.insert(key.clone(), n_arrived);
        }
        let trail = mover.and_then(|it| self.state.trails.get_mut(it));
        trail.into_iter().for_each(|it| it.waits_at = Some(key.clone()).filter(|_| !all));
        all
    }

    fn end(&mut self, outcome: String) {
        self.clear(|_| true);
        self.state.trails.clear();
        self.state.ended = Some(outcome.clone());
        self.commands.push(Command::End { outcome });
    }

    /// Ends it before its time: what was done and can be undone is undone.
    pub(super) fn give_up(&mut self, outcome: &str) {
        self.clear(|_| true);
        self.undo();
        self.end(outcome.to_owned());
    }

    /// Asks for everything done to be undone, the last first.
    pub(super) fn undo(&mut self) {
        for node in std::mem::take(&mut self.state.undoable).into_iter().rev() {
            self.undo_one(&node);
        }
    }

    pub(super) fn undo_one(&mut self, node: &str) {
        let duty = self.graph.find(node).and_then(|it| it.undo.clone());
        self.commands.extend(duty.map(|duty| Command::Undo { node: node.to_owned(), duty }));
    }

    /// Closes every open node, and forgets every arrival, that is meant. In the order of the file.
    pub(super) fn clear(&mut self, meant: impl Fn(usize) -> bool) {
        for (n, node) in self.graph.nodes.iter().enumerate().filter(|(n, _)| meant(*n)) {
            if self.state.arrived.remove(&node.key).is_some() {
                self.state.trails.retain(|_, it| it.waits_at.as_ref() != Some(&node.key));
            }
            if self.state.open.contains(&node.key) {
                self.leave(n, None);
            }
        }
    }
}
