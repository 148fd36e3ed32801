//! Proofs that a picture has every node in its own cell, and reads from left to right.

use crate::Layout;

use super::licence;

fn at(layout: &Layout, node: &str) -> (usize, usize) {
    let placed = layout.placed.iter().find(|it| it.node == node).unwrap();
    (placed.column, placed.row)
}

#[test]
fn the_ordinary_way_is_the_first_row_and_branches_stand_below() {
    let layout = licence().layout();

    let first: Vec<_> = ["received", "check", "both", "examine"].map(|it| at(&layout, it)).into();
    assert_eq!(first, [(0, 0), (1, 0), (2, 0), (3, 0)]);
    assert_eq!(at(&layout, "inspect"), (3, 1));
    assert_eq!(at(&layout, "met").1, 0);
    assert_eq!(at(&layout, "granted").1, 0);
    assert_eq!(at(&layout, "refused").1, 1);
}

#[test]
fn a_loop_is_marked_and_drawn_below_all_nodes() {
    let layout = licence().layout();

    let back: Vec<_> = layout.edges.iter().filter(|it| it.back).collect();

    let ends: Vec<_> = back.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
    assert_eq!(ends, [("correct", "check"), ("mend", "inspect")]);
    let lowest = layout.placed.iter().map(|it| it.row).max().unwrap();
    assert!(back.iter().all(|it| it.lane.unwrap() > lowest && it.lane.unwrap() < layout.n_rows));
}

#[test]
fn the_path_is_what_an_ordinary_case_meets() {
    assert_eq!(licence().path(), ["check", "examine", "inspect", "decide", "granted"]);
}
