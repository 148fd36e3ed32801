//! The two ways back: an official sends the process back, or takes back what they concluded.
//! Both rest on scopes: a scope holds one token, so what falls away and what stands as done is known.

use crate::{Kind, check::Branch};

use super::{
    Refused,
    run::{Meant, Run},
};

impl Run<'_> {
    /// A scope holds one token. Sent back outwards, everything in the wider scope falls away for it; sent back
    /// inwards, each join on the way out has all other branches already. Sideways there is no sound way.
    pub(super) fn send_back(
        &mut self,
        meant: Meant<'_>,
        seat: Option<&str>,
        to: &str,
    ) -> Result<(), Refused> {
        let from = self.at(meant, |_| true)?;
        if !matches!(self.graph.nodes[from].kind, Kind::Step { .. }) {
            return Err(Refused::MayNotReturn);
        }
        self.check_seat(from, seat)?;
        let target = *self.graph.index.get(to).ok_or(Refused::UnknownNode)?;
        let can_wait = matches!(self.graph.nodes[target].kind, Kind::Step { .. } | Kind::Wait { .. });
        if target == from || !can_wait || self.state.visits(to) == 0 {
            return Err(Refused::NotPassed);
        }
        let (here, there) = (&self.graph.scopes[from], &self.graph.scopes[target]);
        self.leave(from, Some(seat.unwrap_or_default()));
        if here.starts_with(there) {
            self.clear(|node| self.graph.scopes[node].starts_with(there));
        } else if there.starts_with(here) {
            self.stand_as_done(&there[here.len()..])?;
        } else {
            return Err(Refused::InAnotherBranch);
        }
        self.open(target)
    }

    /// What concluding a step opened falls away, and the step opens anew. Where the token has left the step's
    /// branches, their joins have all other branches already; where it waits at a join, it is taken from there.
    pub(super) fn take_back(&mut self, key: &str, visit: u32) -> Result<(), Refused> {
        let target = *self.graph.index.get(key).ok_or(Refused::UnknownNode)?;
        let trail = self.state.trails.get(key).filter(|it| it.visit == visit);
        let trail = trail.cloned().ok_or(Refused::TooLate)?;
        let there = &self.graph.scopes[target];
        let n_common = if trail.opened.is_empty() {
            let join = trail.waits_at.as_ref().and_then(|it| self.graph.index.get(it));
            self.take_from_join(*join.ok_or(Refused::ForeignState)?, there)?
        } else {
            let opened = trail.opened.iter().filter_map(|it| self.graph.index.get(it));
            let n_common =
                opened.map(|it| n_common(there, &self.graph.scopes[*it])).min().unwrap_or_default();
            let common = &there[..n_common];
            self.clear(|node| self.graph.scopes[node].starts_with(common));
            n_common
        };
        self.stand_as_done(&there[n_common..])?;
        self.state.trails.remove(key);
        if let Some(n) = self.state.undoable.iter().position(|it| it == key) {
            self.state.undoable.remove(n);
            self.undo_one(key);
        }
        self.open(target)
    }

    /// Takes back one arrival; gives how much of the step's scope lies outside of the split's branches, those
    /// included.
    fn take_from_join(&mut self, join: usize, there: &[Branch]) -> Result<usize, Refused> {
        let key = &self.graph.nodes[join].key;
        let n_arrived = self.state.arrived.remove(key).ok_or(Refused::ForeignState)?;
        if n_arrived > 1 {
            self.state.arrived.insert(key.clone(), n_arrived - 1);
        }
        let split = self.graph.partners[join].ok_or(Refused::ForeignState)?;
        let depth = there.iter().position(|it| it.split == split).ok_or(Refused::ForeignState)?;
        Ok(depth + 1)
    }

    /// All other branches of these splits count as having come to their joins.
    fn stand_as_done(&mut self, branches: &[Branch]) -> Result<(), Refused> {
        for branch in branches {
            let join = self.graph.partners[branch.split].ok_or(Refused::ForeignState)?;
            let others = self.graph.n_branches(join) - 1;
            self.state.arrived.insert(self.graph.nodes[join].key.clone(), others);
        }
        Ok(())
    }
}

fn n_common(one: &[Branch], other: &[Branch]) -> usize {
    one.iter().zip(other).take_while(|it| it.0 == it.1).count()
}
