//! Proves that a graph cannot get stuck, or says everything that is wrong with it.
//! Knows nothing of running it: what it finds out (scopes and partners) is what the machine relies on.

mod flat;
mod nodes;
mod wiring;

use std::collections::BTreeMap;

use crate::{Graph, Kind, Node, Problem};

/// How many nodes a graph may have.
pub const NODES_MAX: usize = 200;
/// How many ways between nodes a graph may have.
pub const EDGES_MAX: usize = 600;
/// How deep splits may stand in branches of splits.
pub const NESTING_MAX: usize = 8;
/// How deep sub-processes may stand in sub-processes.
pub const SUB_DEPTH_MAX: usize = 4;
/// How many seats a step may have, added reviewers included.
pub const SEATS_MAX: usize = 50;
/// How many bytes a key, a role, a duty or an outcome may have.
pub const KEY_BYTES_MAX: usize = 64;

/// A graph that was checked: the only kind the machine runs.
///
/// Each node lies in exactly one branch of each split around it (its *scope*), a branch is left only through
/// the join of its split, and an end lies in no branch. So every scope holds one token at most, wherever it is,
/// and from each node a token can reach the end: nothing can be stuck, doubled or left behind.
#[derive(Clone, Debug)]
pub struct Checked {
    pub(crate) nodes: Vec<Node>,
    pub(crate) index: BTreeMap<String, usize>,
    pub(crate) ways: Vec<Vec<Way>>,
    pub(crate) scopes: Vec<Vec<Branch>>,
    /// The join of each split, and the split of each join.
    pub(crate) partners: Vec<Option<usize>>,
    pub(crate) start: usize,
}

/// One way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) on: Option<String>,
    pub(crate) to: usize,
}

/// One branch of one split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) split: usize,
    pub(crate) n: usize,
}

impl Graph {
    /// Proves it sound, or says everything that is wrong with it. Sub-processes are laid flat: their nodes have
    /// the key of the sub-process and a stroke before their own.
    pub fn check(&self) -> Result<Checked, Vec<Problem>> {
        let checked = self.check_level()?;
        let mut problems = Vec::new();
        self.check_subs(0, "", &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        if !self.nodes.iter().any(|it| matches!(it.kind, Kind::Sub { .. })) {
            return Ok(checked);
        }
        if n_nodes(&self.nodes) > NODES_MAX {
            return Err(vec![wiring::too_large()]);
        }
        flat::flatten(self).ok_or_else(|| vec![Problem::of("", "loop.without_step")])?.prove(Vec::new())
    }

    /// Proves one level sound, its sub-processes being nodes like others.
    pub(crate) fn check_level(&self) -> Result<Checked, Vec<Problem>> {
        self.prove(nodes::problems(self))
    }

    fn check_subs(&self, depth: usize, within: &str, problems: &mut Vec<Problem>) {
        for node in &self.nodes {
            let Kind::Sub { nodes, .. } = &node.kind else { continue };
            let place = format!("{within}{}", node.key);
            if depth == SUB_DEPTH_MAX {
                problems.push(Problem::of(place, "sub.too_deep").with("max", SUB_DEPTH_MAX));
                continue;
            }
            let inner = Graph { nodes: nodes.clone() };
            let within = format!("{place}{}", nodes::WITHIN);
            let wrong = inner.check_level().err().unwrap_or_default();
            problems
                .extend(wrong.into_iter().map(|it| Problem { place: format!("{within}{}", it.place), ..it }));
            inner.check_subs(depth + 1, &within, problems);
        }
    }

    fn prove(&self, mut problems: Vec<Problem>) -> Result<Checked, Vec<Problem>> {
        let wired = match wiring::wire(self) {
            Ok(wired) if problems.is_empty() => wired,
            wired => {
                problems.append(&mut wired.err().unwrap_or_default());
                return Err(problems);
            }
        };
        let (reached, ends) = (wired.reached(), wired.reaching_an_end());
        for (n, node) in self.nodes.iter().enumerate() {
            if !reached[n] {
                problems.push(Problem::of(&node.key, "node.unreachable"));
            } else if !ends[n] {
                problems.push(Problem::of(&node.key, "node.never_ends"));
            }
        }
        let idle = wired.loop_without_stay();
        problems.extend(idle.map(|n| Problem::of(&self.nodes[n].key, "loop.without_step")));
        let mut nesting = Nesting::of(self, &wired.ways);
        nesting.follow(wired.start);
        problems.append(&mut nesting.problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let scopes = nesting.scopes.into_iter().flatten().collect();
        let partners = nesting.partners;
        let wiring::Wired { index, ways, start, .. } = wired;
        Ok(Checked { nodes: self.nodes.clone(), index, ways, scopes, partners, start })
    }
}

/// How many nodes there are, those of sub-processes included; these are no deeper than the check allows.
fn n_nodes(nodes: &[Node]) -> usize {
    let inner =
        nodes.iter().map(|it| if let Kind::Sub { nodes, .. } = &it.kind { n_nodes(nodes) } else { 0 });
    nodes.len() + inner.sum::<usize>()
}

impl Checked {
    /// The nodes, in the order of the file.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node of this key.
    pub fn find(&self, key: &str) -> Option<&Node> {
        self.index.get(key).map(|n| &self.nodes[*n])
    }

    /// What somebody can say at this node, in the order of the file; nothing where nobody is asked.
    pub fn outcomes(&self, key: &str) -> Vec<&str> {
        self.find(key).map(|it| it.kind.outcomes()).unwrap_or_default()
    }

    /// How many branches a join waits for.
    pub(crate) fn n_branches(&self, join: usize) -> usize {
        self.partners[join].map_or(0, |split| self.ways[split].len())
    }
}

/// Follows the graph from its start and gives each node its scope: the branches around it.
struct Nesting<'a> {
    graph: &'a Graph,
    ways: &'a [Vec<Way>],
    scopes: Vec<Option<Vec<Branch>>>,
    partners: Vec<Option<usize>>,
    problems: Vec<Problem>,
}

impl<'a> Nesting<'a> {
    fn of(graph: &'a Graph, ways: &'a [Vec<Way>]) -> Self {
        let n = graph.nodes.len();
        Self { graph, ways, scopes: vec![None; n], partners: vec![None; n], problems: Vec::new() }
    }

    fn follow(&mut self, start: usize) {
        self.scopes[start] = Some(Vec::new());
        let mut next = vec![start];
        while let Some(from) = next.pop() {
            let scope = self.scopes[from].clone().unwrap_or_default();
            for (n, way) in self.ways[from].iter().enumerate() {
                let mut scope = scope.clone();
                if matches!(self.graph.nodes[from].kind, Kind::Split { .. }) {
                    scope.push(Branch { split: from, n });
                }
                if self.enter(way.to, scope) {
                    next.push(way.to);
                }
            }
        }
        let lonely = self
            .scopes
            .iter()
            .zip(&self.partners)
            .enumerate()
            .filter(|(_, (scope, it))| scope.is_some() && it.is_none());
        for (n, _) in lonely {
            if matches!(self.graph.nodes[n].kind, Kind::Split { .. }) {
                self.problems.push(Problem::of(&self.graph.nodes[n].key, "split.without_join"));
            }
        }
    }

    /// Comes to a node within a scope; says whether for the first time.
    fn enter(&mut self, to: usize, mut scope: Vec<Branch>) -> bool {
        let kind = &self.graph.nodes[to].kind;
        if matches!(kind, Kind::Join { .. }) {
            let Some(left) = scope.pop() else { return self.complain(to, "join.without_split") };
            let (split, join) = (self.partners[left.split], self.partners[to]);
            if split.is_some_and(|it| it != to) {
                return self.complain(left.split, "split.of_two_joins");
            }
            if join.is_some_and(|it| it != left.split) {
                return self.complain(to, "join.of_two_splits");
            }
            (self.partners[left.split], self.partners[to]) = (Some(to), Some(left.split));
        }
        if matches!(kind, Kind::End { .. }) && !scope.is_empty() {
            return self.complain(to, "end.in_a_branch");
        }
        if scope.len() > NESTING_MAX {
            return self.complain(to, "nesting.too_deep");
        }
        match &self.scopes[to] {
            None => {
                self.scopes[to] = Some(scope);
                true
            }
            Some(known) if *known == scope => false,
            Some(_) => self.complain(to, "nesting.crossed"),
        }
    }

    fn complain(&mut self, node: usize, code: &'static str) -> bool {
        let problem = Problem::of(&self.graph.nodes[node].key, code);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
        false
    }
}
