//! Where the nodes of a graph stand in a picture that is read from left to right.
//! Knows whole grid units only; drawing is for whoever has a page.

use std::collections::BTreeSet;

use crate::{Checked, Kind};

/// A picture of a graph, in grid units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The nodes, in the order of the file, no two in one cell.
    pub placed: Vec<Placed>,
    /// The ways between them.
    pub edges: Vec<Drawn>,
    /// How many columns there are.
    pub n_columns: usize,
    /// How many rows there are, lanes included.
    pub n_rows: usize,
}

/// Where a node stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The node.
    pub node: String,
    /// From the left, from 0.
    pub column: usize,
    /// From the top, from 0; the ordinary way is the first row.
    pub row: usize,
}

/// How a way is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Where it begins.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// The outcome that takes it, where an outcome decides.
    pub on: Option<String>,
    /// Whether it leads back, to be drawn from right to left.
    pub back: bool,
    /// The row it runs along, free of nodes, where it does not lead to the next column.
    pub lane: Option<usize>,
}

impl Checked {
    /// Lays the graph out: a node stands right of everything that leads to it.
    pub fn layout(&self) -> Layout {
        let order = Order::of(self);
        let columns = order.columns(self);
        let mut cells = Cells::default();
        let rows = self.rows(&order, &columns, &mut cells);
        let mut edges = Vec::new();
        let below = rows.iter().max().map_or(0, |it| it + 1);
        for (from, ways) in self.ways.iter().enumerate() {
            for (n, way) in ways.iter().enumerate() {
                let back = order.back.contains(&(from, n));
                let lane = if back {
                    Some(cells.lane(columns[way.to], columns[from], below))
                } else if columns[way.to] > columns[from] + 1 {
                    let first = rows[from].min(rows[way.to]);
                    Some(cells.lane(columns[from] + 1, columns[way.to] - 1, first))
                } else {
                    None
                };
                let (from, to) = (self.nodes[from].key.clone(), self.nodes[way.to].key.clone());
                edges.push(Drawn { from, to, on: way.on.clone(), back, lane });
            }
        }
        let place = |n: usize| Placed { node: self.nodes[n].key.clone(), column: columns[n], row: rows[n] };
        let placed = (0..self.nodes.len()).map(place).collect();
        let n_columns = columns.iter().max().map_or(0, |it| it + 1);
        Layout { placed, edges, n_columns, n_rows: cells.n_rows }
    }

    /// The ordinary way: the steps, waits and the end (but no choices, which ask nobody) met when each node takes the first of its outcomes that
    /// leads on towards an end, with every branch of a split in turn.
    pub fn path(&self) -> Vec<&str> {
        let met = self.ordinary_way(&Order::of(self));
        let shown = |n: &&usize| match self.nodes[**n].kind {
            Kind::Choice { .. } => false,
            Kind::End { .. } => true,
            ref kind => kind.stays(),
        };
        met.iter().filter(shown).map(|n| self.nodes[*n].key.as_str()).collect()
    }

    fn ordinary_way(&self, order: &Order) -> Vec<usize> {
        let ends = order.ending(self);
        let mut met = Vec::new();
        // Of a split all branches are walked, the last one put on the pile first; the join comes once, at last.
        let mut waiting = vec![self.start];
        while let Some(node) = waiting.pop() {
            if met.contains(&node) {
                continue;
            }
            met.push(node);
            let onward = |it: &usize| !order.back.contains(&(node, *it)) && ends[self.ways[node][*it].to];
            let ways = (0..self.ways[node].len()).filter(onward).map(|n| self.ways[node][n].to);
            match self.nodes[node].kind {
                Kind::Split { .. } => {
                    waiting.extend(self.partners[node]);
                    waiting.extend(ways.rev().filter(|it| Some(*it) != self.partners[node]));
                }
                // A branch that comes to its join ends there; the join waits on the pile.
                _ => waiting
                    .extend(ways.take(1).filter(|it| !matches!(self.nodes[*it].kind, Kind::Join { .. }))),
            }
        }
        met
    }

    /// A row for each node: the ordinary way first in its column, others beside what leads to them.
    fn rows(&self, order: &Order, columns: &[usize], cells: &mut Cells) -> Vec<usize> {
        let ordinary = self.ordinary_way(order);
        let mut nodes = order.forward.clone();
        let place = |n: &usize| ordinary.iter().position(|it| it == n).unwrap_or(self.nodes.len());
        nodes.sort_by_key(|n| (columns[*n], place(n), *n));
        let mut rows: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for node in nodes {
            let leads_here =
                |from: &usize| rows[*from].is_some() && self.ways[*from].iter().any(|it| it.to == node);
            let before = match self.nodes[node].kind {
                Kind::Join { .. } => self.partners[node],
                _ => order.forward.iter().copied().find(leads_here),
            };
            let wished = before.and_then(|it| rows[it]).unwrap_or(0);
            rows[node] = Some(cells.lane(columns[node], columns[node], wished));
        }
        rows.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// An order in which every way leads on, but for those that lead back.
struct Order {
    /// Every node after all that lead to it.
    forward: Vec<usize>,
    /// Ways that lead back, by node and which of its ways.
    back: BTreeSet<(usize, usize)>,
}

impl Order {
    /// Walks in depth, in the order of the file; a way to a node still being walked leads back.
    fn of(graph: &Checked) -> Order {
        let n_nodes = graph.nodes.len();
        let (mut begun, mut left) = (vec![false; n_nodes], vec![false; n_nodes]);
        let (mut forward, mut back) = (Vec::new(), BTreeSet::new());
        let mut walk = vec![(graph.start, 0)];
        begun[graph.start] = true;
        while let Some((node, n)) = walk.pop() {
            let Some(way) = graph.ways[node].get(n) else {
                left[node] = true;
                forward.push(node);
                continue;
            };
            walk.push((node, n + 1));
            if !begun[way.to] {
                begun[way.to] = true;
                walk.push((way.to, 0));
            } else if !left[way.to] {
                back.insert((node, n));
            }
        }
        forward.reverse();
        Order { forward, back }
    }

    /// How many nodes lie before each on the longest way to it.
    fn columns(&self, graph: &Checked) -> Vec<usize> {
        let mut columns = vec![0; graph.nodes.len()];
        for node in &self.forward {
            for (n, way) in graph.ways[*node].iter().enumerate() {
                if !self.back.contains(&(*node, n)) {
                    columns[way.to] = columns[way.to].max(columns[*node] + 1);
                }
            }
        }
        columns
    }

    /// From which nodes an end is reached without going back.
    fn ending(&self, graph: &Checked) -> Vec<bool> {
        let mut ends = vec![false; graph.nodes.len()];
        for node in self.forward.iter().rev() {
            let onward = |(n, to): (usize, usize)| !self.back.contains(&(*node, n)) && ends[to];
            let mut ways = graph.ways[*node].iter().map(|it| it.to).enumerate();
            ends[*node] = matches!(graph.nodes[*node].kind, Kind::End { .. }) || ways.any(onward);
        }
        ends
    }
}

/// Which cells of the grid are taken.
#[derive(Default)]
struct Cells {
    taken: BTreeSet<(usize, usize)>,
    n_rows: usize,
}

impl Cells {
    /// Takes the first row, from a wished one on, that is free in all these columns.
    fn lane(&mut self, from: usize, to: usize, wished: usize) -> usize {
        let free = |row: &usize| (from..=to).all(|column| !self.taken.contains(&(column, *row)));
        let row = (wished..).find(free).expect("there are more rows than taken cells");
        self.taken.extend((from..=to).map(|column| (column, row)));
        self.n_rows = self.n_rows.max(row + 1);
        row
    }
}
