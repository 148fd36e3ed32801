//! Proofs over thousands of graphs: those built to be sound are found sound and never get stuck, and those the
//! check lets through are sound in the second opinion too.

use std::collections::BTreeSet;

use crate::{Checked, Command, Edge, Event, Graph, Kind, Next, Node, State, step};

use super::tokens;

/// A fixed sequence of numbers that look like chance.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Builds a well-nested graph from its end to its start.
struct Builder<'a> {
    lcg: &'a mut Lcg,
    nodes: Vec<Node>,
}

impl Builder<'_> {
    fn build(lcg: &mut Lcg, depth: usize) -> Graph {
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
            return self.step(vec![next]);
        }
        match self.lcg.below(5) {
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
                let check = self.step(vec![next]);
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
                self.step(vec![on, end])
            }
            _ => {
                let ways = (0..1 + self.lcg.below(3)).map(|_| self.piece(depth - 1, next.clone(), in_branch));
                let ways = ways.collect();
                self.step(ways)
            }
        }
    }

    fn step(&mut self, ways: Vec<String>) -> String {
        let edges = ways.into_iter().enumerate().map(|(n, to)| Edge { on: format!("o{n}"), to, label: None });
        let (duty, next) = ("d".to_owned(), Next::By(edges.collect()));
        match self.lcg.below(4) {
            0 if matches!(&next, Next::By(it) if it.len() > 1) => self.add(Kind::Wait { duty, next }),
            _ => self.add(Kind::Step { role: "r".to_owned(), duty, next }),
        }
    }

    fn add(&mut self, kind: Kind) -> String {
        let key = format!("n{}", self.nodes.len());
        self.nodes.push(Node { key: key.clone(), label: None, kind });
        key
    }
}

/// A graph of any shape, most of them unsound.
fn any_graph(lcg: &mut Lcg) -> Graph {
    let n_nodes = 4 + lcg.below(4);
    let nodes = (0..n_nodes).map(|n| {
        let kind = match n {
            0 => Kind::Start { next: to_of(lcg, n_nodes) },
            1 => Kind::End { outcome: "over".to_owned() },
            _ => match lcg.below(5) {
                0 => Kind::Split { next: vec![to_of(lcg, n_nodes), to_of(lcg, n_nodes)] },
                1 => Kind::Join { next: to_of(lcg, n_nodes) },
                _ => {
                    let edges = (0..1 + lcg.below(2))
                        .map(|it| Edge { on: it.to_string(), to: to_of(lcg, n_nodes), label: None })
                        .collect();
                    Kind::Step { role: "r".to_owned(), duty: "d".to_owned(), next: Next::By(edges) }
                }
            },
        };
        Node { key: format!("n{n}"), label: None, kind }
    });
    Graph { nodes: nodes.collect() }
}

/// Any node but the start.
fn to_of(lcg: &mut Lcg, n_nodes: usize) -> String {
    format!("n{}", 1 + lcg.below(n_nodes - 1))
}

/// A sound graph with one way led elsewhere.
fn bent_graph(lcg: &mut Lcg) -> Graph {
    let mut graph = Builder::build(lcg, 2);
    let n = lcg.below(graph.nodes.len());
    let keys: Vec<_> = graph.nodes.iter().map(|it| it.key.clone()).collect();
    let to = keys[lcg.below(keys.len())].clone();
    match &mut graph.nodes[n].kind {
        Kind::Start { next } | Kind::Join { next } => *next = to,
        Kind::Split { next } => next[0] = to,
        Kind::Step { next: Next::By(edges), .. } | Kind::Wait { next: Next::By(edges), .. } => {
            let n = lcg.below(edges.len());
            edges[n].to = to;
        }
        _ => {}
    }
    graph
}

/// What a process has open, kept from the commands alone.
#[derive(Default)]
struct Desk {
    open: BTreeSet<(String, u32)>,
    n_ends: usize,
}

impl Desk {
    fn carry_out(&mut self, state: &State, commands: Vec<Command>) {
        for command in commands {
            assert_eq!(self.n_ends, 0, "something after the end");
            match command {
                Command::Open { node, visit } => {
                    assert!(self.open.iter().all(|it| it.0 != node), "{node} opened twice");
                    self.open.insert((node, visit));
                }
                Command::Close { node, visit } => assert!(self.open.remove(&(node, visit))),
                Command::End { outcome } => {
                    assert_eq!(state.ended(), Some(outcome.as_str()));
                    self.n_ends += 1;
                }
            }
        }
        let open: BTreeSet<_> = state.open().map(|(node, visit)| (node.to_owned(), visit)).collect();
        assert_eq!(self.open, open);
        assert_eq!(self.open.is_empty(), self.n_ends == 1, "stuck, or something left at the end");
    }
}

/// How many random events come before a run makes for its end.
const N_WILD: usize = 40;

fn run(graph: &Checked, lcg: &mut Lcg) -> usize {
    let layout = graph.layout();
    let onward = |node: &str| {
        let ways = layout.edges.iter().filter(|it| it.from == node && !it.back);
        ways.filter_map(|it| it.on.clone()).next()
    };
    let (mut state, mut desk, mut n_returned) = (State::default(), Desk::default(), 0);
    let mut event = Event::Begun;
    for n in 0..N_WILD + 2_000 {
        let (next, commands) = step(graph, &state, event.clone()).unwrap();
        assert_eq!(step(graph, &state, event.clone()).unwrap().0, next, "not the same twice");
        if let Event::Done { node, visit, .. } | Event::Returned { node, visit, .. } = event {
            assert!(desk.open.remove(&(node, visit)));
        }
        let json = serde_json::to_string(&next).unwrap();
        state = serde_json::from_str(&json).unwrap();
        assert_eq!(state, next);
        desk.carry_out(&state, commands);
        if state.ended().is_some() {
            return n_returned;
        }
        let open: Vec<_> = state.open().collect();
        let (node, visit) = open[lcg.below(open.len())];
        let (node, outcomes) = (node.to_owned(), graph.outcomes(node));
        let mut outcome = outcomes[lcg.below(outcomes.len())].to_owned();
        if n < N_WILD && lcg.below(3) == 0 {
            let to = graph.nodes()[lcg.below(graph.nodes().len())].key.clone();
            let back = Event::Returned { node: node.clone(), visit, to };
            if step(graph, &state, back.clone()).is_ok() {
                n_returned += 1;
                event = back;
                continue;
            }
        }
        if n >= N_WILD {
            // The first way that does not lead back: every loop is left sooner or later.
            outcome = onward(&node).unwrap_or(outcome);
        }
        event = Event::Done { node, visit, outcome };
    }
    panic!("the run does not end");
}

#[test]
fn no_graph_built_sound_is_refused_and_no_run_of_it_gets_stuck() {
    let mut lcg = Lcg(1);
    let (mut n_returned, mut n_splits) = (0, 0);
    for _ in 0..600 {
        let depth = 1 + lcg.below(3);
        let graph = Builder::build(&mut lcg, depth);
        n_splits += graph.nodes.iter().filter(|it| matches!(it.kind, Kind::Split { .. })).count();

        let checked = graph.check().unwrap_or_else(|it| panic!("{graph:?}: {it:?}"));

        for _ in 0..10 {
            n_returned += run(&checked, &mut lcg);
        }
    }
    assert!(n_returned > 1_000 && n_splits > 200, "too tame: {n_returned} returns, {n_splits} splits");
}

#[test]
fn what_the_check_lets_through_is_sound_in_the_second_opinion() {
    let mut lcg = Lcg(2);
    let (mut n_passed, mut n_unsound) = (0, 0);
    for n in 0..30_000 {
        let graph = if n % 3 == 0 { any_graph(&mut lcg) } else { bent_graph(&mut lcg) };
        if graph.nodes.len() > 14 {
            continue;
        }

        match graph.check() {
            Ok(_) => {
                assert!(tokens::is_sound(&graph), "{graph:?}");
                n_passed += 1;
            }
            Err(_) if n % 10 == 0 => n_unsound += usize::from(!tokens::is_sound(&graph)),
            Err(_) => {}
        }
    }
    assert!(n_passed > 2_000 && n_unsound > 500, "{n_passed} passed, {n_unsound} unsound");
}

#[test]
fn every_picture_has_one_node_a_cell_and_reads_from_left_to_right() {
    let mut lcg = Lcg(3);
    for _ in 0..600 {
        let depth = 1 + lcg.below(3);
        let checked = Builder::build(&mut lcg, depth).check().unwrap();

        let layout = checked.layout();

        let cells: BTreeSet<_> = layout.placed.iter().map(|it| (it.column, it.row)).collect();
        assert_eq!(cells.len(), checked.nodes().len());
        assert!(cells.iter().all(|(column, row)| *column < layout.n_columns && *row < layout.n_rows));
        let column = |key: &str| layout.placed.iter().find(|it| it.node == key).unwrap().column;
        for edge in &layout.edges {
            let (from, to) = (column(&edge.from), column(&edge.to));
            assert_eq!(edge.back, to <= from);
            assert_eq!(edge.lane.is_none(), to == from + 1);
            let lane_cells = (from.min(to)..=from.max(to)).filter(|it| edge.back || (*it > from && *it < to));
            assert!(
                lane_cells.into_iter().all(|it| edge.lane.is_none_or(|lane| !cells.contains(&(it, lane))))
            );
        }
    }
}

#[test]
fn the_path_of_every_picture_begins_with_the_start_and_comes_to_an_end() {
    let mut lcg = Lcg(4);
    for _ in 0..600 {
        let depth = 1 + lcg.below(3);
        let checked = Builder::build(&mut lcg, depth).check().unwrap();

        let path = checked.path();

        let kind = |key: &str| &checked.find(key).unwrap().kind;
        assert!(matches!(kind(path[path.len() - 1]), Kind::End { .. }), "{path:?}");
        assert_eq!(path.iter().collect::<BTreeSet<_>>().len(), path.len());
        assert_eq!(path.iter().filter(|it| matches!(kind(it), Kind::End { .. })).count(), 1);
    }
}
