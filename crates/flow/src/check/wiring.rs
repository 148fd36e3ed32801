//! Turns keys into positions, and finds what is wrong with single nodes and with what can be reached.
//! Knows nothing of splits and joins beyond their ways.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Graph, Kind, Problem};

use super::{EDGES_MAX, NODES_MAX, Way};

/// A graph whose ways all lead somewhere.
pub(super) struct Wired {
    pub(super) index: BTreeMap<String, usize>,
    pub(super) ways: Vec<Vec<Way>>,
    pub(super) start: usize,
    ends: Vec<usize>,
    /// Which nodes wait for somebody or something outside.
    asks: Vec<bool>,
}

/// Wires it, or says what is wrong with single nodes.
pub(super) fn wire(graph: &Graph) -> Result<Wired, Vec<Problem>> {
    let n_edges: usize = graph.nodes.iter().map(|it| it.kind.ways().len()).sum();
    if graph.nodes.len() > NODES_MAX || n_edges > EDGES_MAX {
        return Err(vec![too_large()]);
    }
    let mut problems = Vec::new();
    let mut index = BTreeMap::new();
    for (n, node) in graph.nodes.iter().enumerate() {
        if index.insert(node.key.clone(), n).is_some() {
            problems.push(Problem::of(&node.key, "node.doubled"));
        }
    }
    let starts = positions(graph, |it| matches!(it, Kind::Start { .. }));
    let ends = positions(graph, |it| matches!(it, Kind::End { .. }));
    match starts.as_slice() {
        [] => problems.push(Problem::of("", "start.none")),
        [_] => {}
        [_, others @ ..] => {
            problems.extend(others.iter().map(|n| Problem::of(&graph.nodes[*n].key, "start.several")));
        }
    }
    if ends.is_empty() {
        problems.push(Problem::of("", "end.none"));
    }
    let mut ways = Vec::new();
    for node in &graph.nodes {
        ways.push(ways_of(&node.key, &node.kind, &index, &starts, &mut problems));
    }
    let asks = graph.nodes.iter().map(|it| it.kind.asks()).collect();
    match (starts.first(), problems.is_empty()) {
        (Some(start), true) => Ok(Wired { index, ways, start: *start, ends, asks }),
        _ => Err(problems),
    }
}

pub(super) fn too_large() -> Problem {
    Problem::of("", "graph.too_large").with("nodes", NODES_MAX).with("edges", EDGES_MAX)
}

fn positions(graph: &Graph, wanted: fn(&Kind) -> bool) -> Vec<usize> {
    graph.nodes.iter().enumerate().filter(|(_, it)| wanted(&it.kind)).map(|(n, _)| n).collect()
}

fn ways_of(
    key: &str,
    kind: &Kind,
    index: &BTreeMap<String, usize>,
    starts: &[usize],
    problems: &mut Vec<Problem>,
) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut outcomes = BTreeSet::new();
    for (on, to) in kind.ways() {
        if on.is_some_and(|it| !outcomes.insert(it)) {
            problems.push(Problem::of(key, "outcome.doubled").with("outcome", on.unwrap_or_default()));
        }
        match index.get(to) {
            None => problems.push(Problem::of(key, "edge.to_nowhere").with("to", to)),
            Some(to) if starts.contains(to) => problems.push(Problem::of(key, "edge.to_start")),
            Some(to) => ways.push(Way { on: on.map(str::to_owned), to: *to }),
        }
    }
    match kind {
        Kind::Split { next } if next.len() < 2 => problems.push(Problem::of(key, "split.too_few")),
        _ if kind.stays() && kind.ways().is_empty() => {
            problems.push(Problem::of(key, "node.no_way_on"));
        }
        _ => {}
    }
    ways
}

impl Wired {
    /// Which nodes a way leads to from the start.
    pub(super) fn reached(&self) -> Vec<bool> {
        spread(&[self.start], |n| self.ways[n].iter().map(|it| it.to).collect(), self.ways.len())
    }

    /// From which nodes a way leads to an end.
    pub(super) fn reaching_an_end(&self) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.ways.len()];
        for (from, ways) in self.ways.iter().enumerate() {
            ways.iter().for_each(|way| before[way.to].push(from));
        }
        spread(&self.ends, |n| before[n].clone(), self.ways.len())
    }

    /// A node from which one comes back to it with nobody ever asked: the machine would run for ever.
    pub(super) fn loop_without_stay(&self) -> Option<usize> {
        let restless = |n: &usize| !self.asks[*n];
        (0..self.ways.len()).filter(restless).find(|from| {
            let next = |n: usize| self.ways[n].iter().map(|it| it.to).filter(restless).collect::<Vec<_>>();
            spread(&next(*from), next, self.ways.len())[*from]
        })
    }
}

/// Everything reached from some nodes, those included.
fn spread(from: &[usize], next: impl Fn(usize) -> Vec<usize>, n_nodes: usize) -> Vec<bool> {
    let mut seen = vec![false; n_nodes];
    let mut waiting = from.to_vec();
    while let Some(n) = waiting.pop() {
        if !std::mem::replace(&mut seen[n], true) {
            waiting.extend(next(n));
        }
    }
    seen
}
