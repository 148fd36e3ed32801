//! The drawing of a process: boxes on a grid and arrows around them, across or downwards.
//! Knows nothing of languages; labels come as they are.

use std::fmt::Write;

use maud::{Markup, html};

use super::{FlowNode, FlowPicture, FlowState, label};

/// A way of laying out the grid. `main` runs with the columns, `cross` with the rows.
pub(super) struct Layout {
    class: &'static str,
    main: i32,
    cross: i32,
    main_gap: i32,
    cross_gap: i32,
    /// Room around the drawing.
    edge: i32,
    down: bool,
}

/// Across the page.
pub(super) const ACROSS: Layout =
    Layout { class: "flow-across", main: 132, cross: 76, main_gap: 44, cross_gap: 28, edge: 20, down: false };
/// Across a narrower page, for few columns.
pub(super) const ACROSS_FEW: Layout = Layout { class: "flow-across few", ..ACROSS };
/// Down a narrow screen.
pub(super) const DOWN: Layout =
    Layout { class: "flow-down", main: 72, cross: 124, main_gap: 36, cross_gap: 16, edge: 12, down: true };

/// Half of a character of the western kind; the others take two.
const UNIT: i32 = 7;
const LINE_HEIGHT: i32 = 18;

/// The drawing, called `label`.
pub(super) fn draw(picture: &FlowPicture, layout: &Layout, label: &str) -> Markup {
    let columns = picture.nodes.iter().map(|it| i32::from(it.column) + 1).max().unwrap_or(0);
    let rows = picture.nodes.iter().map(|it| i32::from(it.row) + 1).max().unwrap_or(0);
    let (width, height) = layout.turned(
        columns * layout.main_step() - layout.main_gap + 2 * layout.edge,
        rows * layout.cross_step() - layout.cross_gap + 2 * layout.edge,
    );
    html! {
        svg.(layout.class) role="img" aria-label=(label) viewBox={ "0 0 " (width) " " (height) }
            width=(width) height=(height) {
            @for (from, to, back) in &picture.edges {
                @if let (Some(from), Some(to)) = (picture.node(from), picture.node(to)) {
                    (draw_edge(picture, layout, from, to, *back))
                }
            }
            @for it in &picture.nodes { (draw_node(layout, it)) }
        }
    }
}

fn draw_node(layout: &Layout, node: &FlowNode) -> Markup {
    let (x, y) = layout.turned(layout.main_start(node), layout.cross_start(node));
    let (width, height) = layout.turned(layout.main, layout.cross);
    let lines = label::lines(&node.label, (width - 16) / UNIT);
    let count = i32::try_from(lines.len()).unwrap_or_default();
    let first = y + height / 2 + 5 - (count - 1) * LINE_HEIGHT / 2;
    html! {
        g.flow-node.(node.state.class()) {
            rect x=(x) y=(y) width=(width) height=(height) rx="10" {}
            @for (n, line) in (0..).zip(&lines) {
                text x=(x + width / 2) y=(first + n * LINE_HEIGHT) text-anchor="middle" { (line) }
            }
            (sign(node.state, x + width - 6, y + 6))
        }
    }
}

/// The state as a shape, so that it is not told by colour alone.
fn sign(state: FlowState, x: i32, y: i32) -> Markup {
    let at = format!("translate({x} {y})");
    match state {
        FlowState::Done => {
            html! { g.sign transform=(at) { circle r="10" {} path d="m-4.5 0.5 3 3 6-6.5" {} } }
        }
        FlowState::Current => html! { g.sign transform=(at) { circle r="10" {} circle.dot r="4" {} } },
        FlowState::Waiting => {
            html! { g.sign transform=(at) { circle r="10" {} path d="M-2.5-4v8M2.5-4v8" {} } }
        }
        FlowState::Future => Markup::default(),
    }
}

fn draw_edge(picture: &FlowPicture, layout: &Layout, from: &FlowNode, to: &FlowNode, back: bool) -> Markup {
    let way = if back || to.column <= from.column {
        way_back(layout, from, to)
    } else {
        way_on(picture, layout, from, to)
    };
    let walked = !back && from.state == FlowState::Done && to.state != FlowState::Future;
    html! {
        path.flow-edge.returns[back].walked[walked] d=(path(layout, &way)) {}
        path.flow-head.returns[back].walked[walked] d=(head(layout, &way)) {}
    }
}

/// From the end of one step to the start of a later one, around the steps between.
fn way_on(picture: &FlowPicture, layout: &Layout, from: &FlowNode, to: &FlowNode) -> Vec<(i32, i32)> {
    let (start, end) = (layout.main_start(from) + layout.main, layout.main_start(to));
    let (from_cross, to_cross) = (layout.cross_middle(from), layout.cross_middle(to));
    let free = |row: u16| {
        !picture.nodes.iter().any(|it| it.row == row && it.column > from.column && it.column < to.column)
    };
    let between = if free(to.row) {
        to_cross
    } else if free(from.row) {
        from_cross
    } else {
        layout.cross_start(if from.row < to.row { to } else { from }) - layout.cross_gap / 2
    };
    let (leave, enter) = (start + layout.main_gap / 2, end - layout.main_gap / 2);
    let mut way = vec![(start, from_cross), (leave, from_cross), (leave, between)];
    way.extend([(enter, between), (enter, to_cross), (end, to_cross)]);
    straightened(way)
}

/// From the side of one step to the side of an earlier one, along the channel beyond both.
fn way_back(layout: &Layout, from: &FlowNode, to: &FlowNode) -> Vec<(i32, i32)> {
    let beyond = |it: &FlowNode| layout.cross_start(it) + layout.cross;
    // Beside the middle, so that it does not run into what enters there.
    let (from_main, to_main) =
        (layout.main_start(from) + layout.main * 2 / 5, layout.main_start(to) + layout.main * 3 / 5);
    let channel = beyond(from).max(beyond(to)) + layout.cross_gap / 2;
    vec![(from_main, beyond(from)), (from_main, channel), (to_main, channel), (to_main, beyond(to))]
}

/// Without points that turn nowhere.
fn straightened(way: Vec<(i32, i32)>) -> Vec<(i32, i32)> {
    let mut res: Vec<(i32, i32)> = Vec::new();
    for point in way {
        if let [.., a, b] = res[..]
            && ((a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1))
        {
            res.pop();
        }
        if res.last() != Some(&point) {
            res.push(point);
        }
    }
    res
}

/// The way as a path with rounded turns.
fn path(layout: &Layout, way: &[(i32, i32)]) -> String {
    const TURN: i32 = 8;
    let mut res = String::new();
    for (n, &(main, cross)) in way.iter().enumerate() {
        let (x, y) = layout.turned(main, cross);
        let turn = (n > 0).then(|| way.get(n + 1)).flatten();
        let words = match (n, turn) {
            (0, _) => format!("M{x} {y}"),
            (_, None) => format!("L{x} {y}"),
            (_, Some(&next)) => {
                let before = toward((main, cross), way[n - 1], TURN);
                let after = toward((main, cross), next, TURN);
                let ((bx, by), (ax, ay)) =
                    (layout.turned(before.0, before.1), layout.turned(after.0, after.1));
                format!("L{bx} {by}Q{x} {y} {ax} {ay}")
            }
        };
        write!(res, "{words}").expect("a string takes all");
    }
    res
}

/// The head of the arrow at the end of the way.
fn head(layout: &Layout, way: &[(i32, i32)]) -> String {
    let [.., before, tip] = way[..] else {
        return String::new();
    };
    let base = toward(tip, before, 9);
    let (dx, dy) = ((tip.0 - base.0).signum(), (tip.1 - base.1).signum());
    let points = [tip, (base.0 + dy * 5, base.1 + dx * 5), (base.0 - dy * 5, base.1 - dx * 5)]
        .map(|(main, cross)| layout.turned(main, cross));
    format!(
        "M{} {}L{} {}L{} {}z",
        points[0].0, points[0].1, points[1].0, points[1].1, points[2].0, points[2].1
    )
}

/// The point so far from one toward the other, but not past the middle.
fn toward(from: (i32, i32), to: (i32, i32), far: i32) -> (i32, i32) {
    let part = |a: i32, b: i32| a + (b - a).signum() * far.min((b - a).abs() / 2);
    (part(from.0, to.0), part(from.1, to.1))
}

impl Layout {
    fn main_step(&self) -> i32 {
        self.main + self.main_gap
    }

    fn cross_step(&self) -> i32 {
        self.cross + self.cross_gap
    }

    fn main_start(&self, node: &FlowNode) -> i32 {
        self.edge + i32::from(node.column) * self.main_step()
    }

    fn cross_start(&self, node: &FlowNode) -> i32 {
        self.edge + i32::from(node.row) * self.cross_step()
    }

    fn cross_middle(&self, node: &FlowNode) -> i32 {
        self.cross_start(node) + self.cross / 2
    }

    /// As x and y.
    fn turned(&self, main: i32, cross: i32) -> (i32, i32) {
        if self.down { (cross, main) } else { (main, cross) }
    }
}
