//! Where everything stands in the picture of an export, in points, from our own layout.
//! Knows nothing of XML: it gives boxes and lines.

use std::collections::BTreeMap;

use crate::{Checked, Drawn, Graph, Kind, Node, Problem};

/// A box: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// One level of a graph, laid out: a node's box by its position, a sub-process with the level in it.
pub(super) struct Level {
    pub(super) checked: Checked,
    pub(super) boxes: Vec<Bounds>,
    pub(super) inner: BTreeMap<usize, Level>,
    /// The line each way that needs one of its own runs along, by its ends and outcome.
    lanes: Vec<(Drawn, i32)>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// The boxes of an activity, a gateway and an event.
const TASK: (i32, i32) = (100, 80);
pub(super) const GATEWAY: i32 = 50;
pub(super) const EVENT: i32 = 36;
/// Room around a node for gateways and lines.
const MARGIN: (i32, i32) = (90, 30);
/// Room within a sub-process.
const PADDING: i32 = 30;

/// Lays out a level of a checked graph and those in it, from an upper left corner.
pub(super) fn level(graph: &Graph) -> Result<Level, Vec<Problem>> {
    let checked = graph.check_level()?;
    let mut inner = BTreeMap::new();
    for (n, node) in graph.nodes.iter().enumerate() {
        if let Kind::Sub { nodes, .. } = &node.kind {
            inner.insert(n, level(&Graph { nodes: nodes.clone() })?);
        }
    }
    let sizes: Vec<_> = graph.nodes.iter().enumerate().map(|(n, it)| size(it, inner.get(&n))).collect();
    let layout = checked.layout();
    let mut widths = vec![0; layout.n_columns];
    let mut heights = vec![0; layout.n_rows];
    for (placed, size) in layout.placed.iter().zip(&sizes) {
        widths[placed.column] = widths[placed.column].max(size.0 + 2 * MARGIN.0);
        heights[placed.row] = heights[placed.row].max(size.1 + 2 * MARGIN.1);
    }
    // A row that only lines run along is low.
    heights.iter_mut().for_each(|it| *it = (*it).max(2 * MARGIN.1));
    let before = |sizes: &[i32], n: usize| PADDING + sizes[..n].iter().sum::<i32>();
    let mut boxes = Vec::new();
    for (placed, (width, height)) in layout.placed.iter().zip(sizes) {
        let x = before(&widths, placed.column) + (widths[placed.column] - width) / 2;
        let y = before(&heights, placed.row) + (heights[placed.row] - height) / 2;
        boxes.push(Bounds { x, y, width, height });
    }
    let middle = |row: usize| before(&heights, row) + heights[row] / 2;
    let lanes = layout.edges.into_iter().filter_map(|it| Some((middle(it.lane?), it)));
    let lanes = lanes.map(|(y, it)| (it, y)).collect();
    let (width, height) =
        (before(&widths, widths.len()) + PADDING, before(&heights, heights.len()) + PADDING);
    Ok(Level { checked, boxes, inner, lanes, width, height })
}

fn size(node: &Node, inner: Option<&Level>) -> (i32, i32) {
    match (&node.kind, inner) {
        (_, Some(it)) => (it.width, it.height),
        (Kind::Start { .. } | Kind::End { .. }, _) => (EVENT, EVENT),
        (Kind::Split { .. } | Kind::Join { .. }, _) => (GATEWAY, GATEWAY),
        _ => TASK,
    }
}

impl Level {
    /// Moves everything to where the level stands in the whole picture.
    pub(super) fn move_by(&mut self, x: i32, y: i32) {
        for it in &mut self.boxes {
            *it = it.moved(x, y);
        }
        self.lanes.iter_mut().for_each(|it| it.1 += y);
        for (n, inner) in &mut self.inner {
            inner.move_by(self.boxes[*n].x, self.boxes[*n].y);
        }
    }

    /// The line of a way, from one box to another, along its own row where the layout gave it one.
    pub(super) fn line(
        &self,
        (from, on, to): (&str, Option<&str>, &str),
        ends: [Bounds; 2],
    ) -> Vec<(i32, i32)> {
        let own = |it: &&(Drawn, i32)| it.0.from == from && it.0.to == to && it.0.on.as_deref() == on;
        let lane = self.lanes.iter().find(own).map(|it| it.1);
        bent(ends[0].right(), lane, ends[1].left())
    }
}

/// A line with right angles, along a row of its own where there is one.
pub(super) fn bent(from: (i32, i32), lane: Option<i32>, to: (i32, i32)) -> Vec<(i32, i32)> {
    match lane {
        Some(y) => vec![from, (from.0 + 15, from.1), (from.0 + 15, y), (to.0 - 15, y), (to.0 - 15, to.1), to],
        None if from.1 == to.1 => vec![from, to],
        None => {
            let x = (from.0 + to.0) / 2;
            vec![from, (x, from.1), (x, to.1), to]
        }
    }
}

impl Bounds {
    pub(super) fn moved(self, x: i32, y: i32) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    /// Where a line leaves.
    pub(super) fn right(self) -> (i32, i32) {
        (self.x + self.width, self.y + self.height / 2)
    }

    /// Where a line comes in.
    pub(super) fn left(self) -> (i32, i32) {
        (self.x, self.y + self.height / 2)
    }

    /// A gateway right of it.
    pub(super) fn gateway_after(self) -> Self {
        let (x, y) = self.right();
        Self { x: x + 20, y: y - GATEWAY / 2, width: GATEWAY, height: GATEWAY }
    }

    /// The nth of some gateways left of it.
    pub(super) fn gateway_before(self, n: usize) -> Self {
        let (x, y) = self.left();
        let down = i32::try_from(n).unwrap_or_default() * (GATEWAY + 10);
        Self { x: x - 20 - GATEWAY, y: y - GATEWAY / 2 + down, width: GATEWAY, height: GATEWAY }
    }

    /// An event on its lower edge.
    pub(super) fn event_on(self) -> Self {
        let (x, y) = (self.x + self.width / 2 - EVENT / 2, self.y + self.height - EVENT / 2);
        Self { x, y, width: EVENT, height: EVENT }
    }
}
