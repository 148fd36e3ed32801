//! Moves a running process to another version of its graph, by a plan that says which node stands for which.
//! Knows nothing of why the version changed; what cannot be placed is refused, and nothing is moved then.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Checked, Graph, Kind, Node, Problem};

use super::{Command, State, run::Run};

/// Moves a running process to another version. The plan maps nodes of the one to nodes of the other; an open node
/// it maps closes and opens anew there, one it does not name must be there unchanged but for where it leads. What
/// was passed before is remembered where the node is still there; nothing can be taken back across a move.
pub fn migrate(
    from: &Checked,
    to: &Checked,
    state: &State,
    plan: &BTreeMap<String, String>,
) -> Result<(State, Vec<Command>), Vec<Problem>> {
    if state.fits(from).is_err() || !state.has_begun() || state.ended().is_some() {
        return Err(vec![Problem::of("", "migration.not_running")]);
    }
    let mut problems = plan_problems(from, to, plan);
    let target = |key: &str| plan.get(key).map_or(key, String::as_str).to_owned();
    let places = state.open.iter().chain(state.arrived.keys());
    let mut taken = BTreeSet::new();
    for key in places {
        let place = target(key);
        if let Err(code) = fits_there(from.find(key), to.find(&place), plan.contains_key(key)) {
            problems.push(Problem::of(key, code).with("to", &place));
        } else if !taken.insert(place.clone()) {
            problems.push(Problem::of(key, "migration.doubled").with("to", &place));
        }
    }
    for key in &state.undoable {
        if to.find(&target(key)).is_none_or(|it| it.undo.is_none()) {
            problems.push(Problem::of(key, "migration.not_undoable").with("to", target(key)));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    moved(from, to, state, plan)
}

fn moved(
    from: &Checked,
    to: &Checked,
    state: &State,
    plan: &BTreeMap<String, String>,
) -> Result<(State, Vec<Command>), Vec<Problem>> {
    let target = |key: &String| plan.get(key).unwrap_or(key).clone();
    let mut leaving = Run::of(from, state);
    leaving.state.trails.clear();
    let reopened: Vec<_> = state.open.iter().filter(|it| plan.contains_key(*it)).collect();
    reopened.iter().filter_map(|it| from.index.get(*it)).for_each(|it| leaving.leave(*it, None));
    let (old, mut commands) = leaving.finish();
    let mut visits = BTreeMap::new();
    for (key, n) in &old.visits {
        let place = target(key);
        if to.find(&place).is_some_and(|it| it.kind.stays()) {
            let known = visits.entry(place).or_insert(0);
            *known = (*n).max(*known);
        }
    }
    let state = State {
        open: old.open,
        visits,
        arrived: old.arrived.iter().map(|(key, n)| (target(key), *n)).collect(),
        seats: old.seats,
        trails: BTreeMap::new(),
        undoable: old.undoable.iter().map(target).collect(),
        ended: None,
    };
    let mut coming = Run::of(to, &state);
    for key in reopened {
        let node = to.index.get(&target(key)).copied();
        if node.is_none_or(|it| coming.open(it).is_err()) {
            return Err(vec![Problem::of(key, "migration.not_placeable").with("to", target(key))]);
        }
    }
    let (state, opened) = coming.finish();
    commands.extend(opened);
    match state.fits(to) {
        Ok(()) => Ok((state, commands)),
        Err(_) => Err(vec![Problem::of("", "migration.not_placeable").with("to", "")]),
    }
}

/// What a plan speaks of is there.
fn plan_problems(from: &Checked, to: &Checked, plan: &BTreeMap<String, String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (key, place) in plan {
        if from.find(key).is_none() {
            problems.push(Problem::of(key, "migration.unknown_node"));
        } else if to.find(place).is_none() {
            problems.push(Problem::of(key, "migration.to_nowhere").with("to", place));
        }
    }
    problems
}

/// Whether what is at one node can stand at another.
fn fits_there(from: Option<&Node>, to: Option<&Node>, is_planned: bool) -> Result<(), &'static str> {
    let (Some(from), Some(to)) = (from, to) else { return Err("migration.not_there") };
    let is_same_kind = std::mem::discriminant(&from.kind) == std::mem::discriminant(&to.kind);
    match is_planned || matches!(from.kind, Kind::Join { .. }) {
        true if is_same_kind => Ok(()),
        true => Err("migration.other_kind"),
        false if is_same_kind && without_ways(&from.kind) == without_ways(&to.kind) => Ok(()),
        false => Err("migration.changed"),
    }
}

fn without_ways(kind: &Kind) -> Kind {
    let mut kind = kind.clone();
    kind.targets_mut().into_iter().for_each(String::clear);
    kind
}

impl Checked {
    /// The graph laid flat, as the machine runs it.
    pub fn flat(&self) -> Graph {
        Graph { nodes: self.nodes.clone() }
    }
}
