//! A second opinion on soundness: plays a graph with tokens, every way there is, and looks at all markings.
//! Shares no code with the check: here a token carries the splits it came through.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Graph, Kind, Next};

/// Where tokens stand: node, and the splits around it, sorted.
type Marking = Vec<(usize, Vec<usize>)>;

/// More markings, tokens or splits around a token than these, and the graph is taken to have no bound.
const MARKINGS_MAX: usize = 20_000;
const TOKENS_MAX: usize = 12;

/// Whether from every marking the graph can come to, it can come to one token at an end and none elsewhere, no
/// step ever holds two tokens, and every node is met.
pub(super) fn is_sound(graph: &Graph) -> bool {
    let Some(start) = graph.nodes.iter().position(|it| matches!(it.kind, Kind::Start { .. })) else {
        return false;
    };
    let mut next: BTreeMap<Marking, Vec<Marking>> = BTreeMap::new();
    let mut waiting = vec![vec![(start, Vec::new())]];
    while let Some(marking) = waiting.pop() {
        if next.contains_key(&marking) {
            continue;
        }
        if next.len() > MARKINGS_MAX || is_wrong(graph, &marking) {
            return false;
        }
        let moves = moves(graph, &marking);
        waiting.extend(moves.iter().cloned());
        next.insert(marking, moves);
    }
    let met: BTreeSet<_> = next.keys().flatten().map(|it| it.0).collect();
    met.len() == graph.nodes.len() && all_can_end(&next)
}

/// From each marking some way leads to one without a next.
fn all_can_end(next: &BTreeMap<Marking, Vec<Marking>>) -> bool {
    let mut before: BTreeMap<&Marking, Vec<&Marking>> = BTreeMap::new();
    for (from, moves) in next {
        moves.iter().for_each(|to| before.entry(to).or_default().push(from));
    }
    let mut waiting: Vec<_> = next.iter().filter(|it| it.1.is_empty()).map(|it| it.0).collect();
    let mut ending = BTreeSet::new();
    while let Some(marking) = waiting.pop() {
        if ending.insert(marking) {
            waiting.extend(before.get(marking).into_iter().flatten());
        }
    }
    ending.len() == next.len()
}

/// Two tokens at one step, tokens left beside an end, a join outside every split, or nothing that can move.
fn is_wrong(graph: &Graph, marking: &Marking) -> bool {
    let kind = |n: usize| &graph.nodes[n].kind;
    let asked: Vec<_> = marking.iter().filter(|it| kind(it.0).next().is_some()).collect();
    let doubled = asked.windows(2).any(|it| it[0].0 == it[1].0);
    let ended = marking.iter().any(|it| matches!(kind(it.0), Kind::End { .. }));
    let loose = marking.iter().any(|it| matches!(kind(it.0), Kind::Join { .. }) && it.1.is_empty());
    let over = marking.len() == 1 && ended;
    let unbounded = marking.len() > TOKENS_MAX || marking.iter().any(|it| it.1.len() > TOKENS_MAX);
    doubled || loose || unbounded || (ended && !over) || (!over && moves(graph, marking).is_empty())
}

fn moves(graph: &Graph, marking: &Marking) -> Vec<Marking> {
    let mut all = Vec::new();
    for (n, (node, splits)) in marking.iter().enumerate() {
        let others: Marking =
            marking.iter().enumerate().filter(|it| it.0 != n).map(|it| it.1.clone()).collect();
        let mut come = |mut others: Marking, tokens: Vec<(usize, Vec<usize>)>| {
            others.extend(tokens);
            others.sort();
            all.push(others);
        };
        match &graph.nodes[*node].kind {
            Kind::End { .. } => {}
            Kind::Start { next } => come(others, vec![(at(graph, next), splits.clone())]),
            Kind::Split { next } => {
                let inside: Vec<_> = splits.iter().copied().chain([*node]).collect();
                come(others, next.iter().map(|to| (at(graph, to), inside.clone())).collect());
            }
            Kind::Join { next } => {
                let Some((split, outside)) = splits.split_last() else { continue };
                let Kind::Split { next: branches } = &graph.nodes[*split].kind else { continue };
                let here = |it: &&(usize, Vec<usize>)| it.0 == *node && it.1 == *splits;
                if marking.iter().filter(here).count() == branches.len() {
                    let rest = marking.iter().filter(|it| !here(it)).cloned().collect();
                    come(rest, vec![(at(graph, next), outside.to_vec())]);
                }
            }
            other => {
                for to in other.next().into_iter().flat_map(targets) {
                    come(others.clone(), vec![(at(graph, to), splits.clone())]);
                }
            }
        }
    }
    all
}

fn targets(next: &Next) -> Vec<&String> {
    match next {
        Next::One(to) => vec![to],
        Next::By(edges) => edges.iter().map(|it| &it.to).collect(),
    }
}

fn at(graph: &Graph, key: &str) -> usize {
    graph.nodes.iter().position(|it| it.key == key).expect("random graphs lead to nodes they have")
}
