//! Graphs made by chance: sound ones of every kind of node, and ones of any shape.

use crate::{Agree, DONE, Edge, Graph, Kind, Next, Node, OTHERWISE, Review, Timer};

/// A fixed sequence of numbers that look like chance.
pub(in crate::tests) struct Lcg(pub(in crate::tests) u64);

impl Lcg {
    pub(in crate::tests) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Builds a well-nested graph from its end to its start.
pub(in crate::tests) struct Builder<'a> {
    lcg: &'a mut Lcg,
    nodes: Vec<Node>,
}

impl Builder<'_> {
    pub(in crate::tests) fn build(lcg: &mut Lcg, depth: usize) -> Graph {
        let mut builder = Builder { lcg, nodes: Vec::new() };
        let end = builder.add(Kind::End { outcome: "over".to_owned() });
        let first = builder.piece(depth, end, false);
        builder.add(Kind::Start { next: first });
        let mut nodes = builder.nodes;
        // The order of the file means nothing.
        let n = nodes.len();
        nodes.rotate_left(lcg.below(n));
        Graph { nodes }
    }

    /// Something that leads to `next` in the end; gives where it begins.
    fn piece(&mut self, depth: usize, next: String, in_branch: bool) -> String {
        if depth == 0 {
            return self.stay(vec![next]);
        }
        match self.lcg.below(6) {
            0 => {
                let next = self.piece(depth - 1, next, in_branch);
                self.piece(depth - 1, next, in_branch)
            }
            1 => {
                let join = self.add(Kind::Join { next });
                let n_branches = 2 + self.lcg.below(2);
                let branches = (0..n_branches).map(|n| match (n, self.lcg.below(4)) {
                    (1.., 0) => join.clone(),
                    _ => self.piece(depth - 1, join.clone(), true),
                });
                let branches = branches.collect();
                self.add(Kind::Split { next: branches })
            }
            2 => {
                let edge = Edge { on: "o0".to_owned(), to: next, label: None };
                let check = self.add(step(Next::By(vec![edge]), None));
                let first = self.piece(depth - 1, check.clone(), in_branch);
                let node = self.nodes.iter_mut().find(|it| it.key == check).unwrap();
                if let Kind::Step { next: Next::By(edges), .. } = &mut node.kind {
                    edges.push(Edge { on: "again".to_owned(), to: first.clone(), label: None });
                }
                first
            }
            3 if !in_branch => {
                let outcome = format!("early{}", self.nodes.len());
                let end = self.add(Kind::End { outcome });
                let on = self.piece(depth - 1, next, in_branch);
                self.stay(vec![on, end])
            }
            4 => self.sub(depth - 1, next),
            _ => {
                let ways = (0..1 + self.lcg.below(3)).map(|_| self.piece(depth - 1, next.clone(), in_branch));
                let ways = ways.collect();
                self.stay(ways)
            }
        }
    }

    fn sub(&mut self, depth: usize, next: String) -> String {
        let inner = Builder::build(self.lcg, depth);
        let ends: Vec<_> = inner
            .nodes
            .iter()
            .filter_map(|it| if let Kind::End { outcome } = &it.kind { Some(outcome.clone()) } else { None })
            .collect();
        let next = match self.lcg.below(2) {
            0 => Next::One(next),
            _ => Next::By(ends.into_iter().map(|on| Edge { on, to: next.clone(), label: None }).collect()),
        };
        self.add(Kind::Sub { nodes: inner.nodes, next })
    }

    /// Something that stays open, of any kind, and what leads on from it.
    fn stay(&mut self, ways: Vec<String>) -> String {
        let first = ways[0].clone();
        let n_ways = ways.len();
        let is_one = n_ways == 1 && self.lcg.below(2) == 0;
        let edges = ways.into_iter().enumerate().map(|(n, to)| Edge { on: format!("o{n}"), to, label: None });
        let mut edges: Vec<_> = edges.collect();
        let choice = self.lcg.below(9);
        if matches!(choice, 0..3) {
            edges[n_ways - 1].on = OTHERWISE.to_owned();
        }
        let mut after = None;
        if !is_one && matches!(choice, 0 | 3..) && self.lcg.below(3) == 0 {
            edges.push(Edge { on: "late".to_owned(), to: first.clone(), label: None });
            after = Some(Timer { limit: "soon".to_owned(), on: "late".to_owned() });
        }
        let word = |it: &str| it.to_owned();
        let next = if is_one { Next::One(first) } else { Next::By(edges) };
        let review = self.review(n_ways, is_one);
        let kind = match choice {
            0 => Kind::Message { message: word("m"), after, next },
            1 => Kind::Child { matter: word("m"), next },
            2 if n_ways > 1 => Kind::Choice { table: word("t"), next },
            3 if n_ways > 1 => Kind::Wait { duty: word("d"), after, next },
            4..6 if n_ways < 3 => Kind::Step { role: word("r"), duty: word("d"), review, after, next },
            _ => Kind::Step { role: word("r"), duty: word("d"), review: None, after, next },
        };
        let key = self.add(kind);
        if matches!(choice, 0 | 1 | 4..) && self.lcg.below(3) == 0 {
            self.nodes.last_mut().unwrap().undo = Some("undo".to_owned());
        }
        key
    }

    fn review(&mut self, n_ways: usize, is_one: bool) -> Option<Review> {
        let is_each = self.lcg.below(3) == 0;
        let with = if is_each { Vec::new() } else { vec!["s".to_owned(), "t".to_owned()] };
        let agree = [Agree::All, Agree::Any, Agree::AtLeast(2)][self.lcg.below(3)];
        Some(Review {
            with,
            each: is_each.then(|| "list".to_owned()),
            agree,
            agree_on: if is_one { DONE.to_owned() } else { "o0".to_owned() },
            otherwise: (n_ways == 2).then(|| "o1".to_owned()),
        })
    }

    fn add(&mut self, kind: Kind) -> String {
        let key = format!("n{}", self.nodes.len());
        self.nodes.push(Node::of(key.clone(), kind));
        key
    }
}

fn step(next: Next, review: Option<Review>) -> Kind {
    Kind::Step { role: "r".to_owned(), duty: "d".to_owned(), review, after: None, next }
}

/// A graph of any shape, most of them unsound.
pub(in crate::tests) fn any_graph(lcg: &mut Lcg) -> Graph {
    let n_nodes = 4 + lcg.below(4);
    let nodes = (0..n_nodes).map(|n| {
        let kind = match n {
            0 => Kind::Start { next: to_of(lcg, n_nodes) },
            1 => Kind::End { outcome: "over".to_owned() },
            _ => match lcg.below(6) {
                0 => Kind::Split { next: vec![to_of(lcg, n_nodes), to_of(lcg, n_nodes)] },
                1 => Kind::Join { next: to_of(lcg, n_nodes) },
                2 => Kind::Choice { table: "t".to_owned(), next: Next::One(to_of(lcg, n_nodes)) },
                _ => {
                    let edges = (0..1 + lcg.below(2))
                        .map(|it| Edge { on: it.to_string(), to: to_of(lcg, n_nodes), label: None })
                        .collect();
                    step(Next::By(edges), None)
                }
            },
        };
        Node::of(format!("n{n}"), kind)
    });
    Graph { nodes: nodes.collect() }
}

/// Any node but the start.
fn to_of(lcg: &mut Lcg, n_nodes: usize) -> String {
    format!("n{}", 1 + lcg.below(n_nodes - 1))
}

/// A sound graph with one way led elsewhere.
pub(in crate::tests) fn bent_graph(lcg: &mut Lcg) -> Graph {
    let mut graph = Builder::build(lcg, 2);
    let n = lcg.below(graph.nodes.len());
    let keys: Vec<_> = graph.nodes.iter().map(|it| it.key.clone()).collect();
    let to = keys[lcg.below(keys.len())].clone();
    let mut targets = graph.nodes[n].kind.targets_mut();
    if !targets.is_empty() {
        let n = lcg.below(targets.len());
        *targets[n] = to;
    }
    graph
}
