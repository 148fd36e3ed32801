//! The way of a matter as a picture: steps and ends, with what each case has behind it.
//! Read once per version; a case leaves out where it can no longer come.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use flow::{Checked, Kind};
use kit::{Lang, Words};
use web::pages::{FlowNode, FlowPicture, FlowState};

use crate::{
    TEXTS,
    actions::TaskView,
    model::{Case, Published},
};

/// The steps of a matter and the ways between them.
#[derive(Debug)]
pub(in crate::pages) struct Way {
    stops: Vec<Stop>,
    edges: Vec<Edge>,
}

#[derive(Debug)]
struct Stop {
    key: String,
    label: Option<Words>,
    /// What it is called where the file gives it no name.
    text: String,
    /// Where it would like to stand, from the top.
    row: usize,
    /// Whether it is the applicant's turn there.
    waits: bool,
    /// With what it ends, if it is an end.
    outcome: Option<String>,
}

/// From one stop to another, by their places in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    from: usize,
    to: usize,
    back: bool,
}

impl Way {
    /// The way of a matter; what nobody does anything at is left out.
    pub(in crate::pages) fn of(published: &Published) -> Way {
        let graph = &published.flow;
        let layout = graph.layout();
        let row = |key: &str| layout.placed.iter().find(|it| it.node == key).map_or(0, |it| it.row);
        let stops: Vec<_> =
            graph.nodes().iter().filter_map(|it| stop(graph, &it.key, row(&it.key))).collect();
        let edges = edges(&layout, &stops);
        Way { stops, edges }
    }

    /// The picture of the matter: nothing is done yet.
    pub(in crate::pages) fn picture(&self, lang: Lang) -> FlowPicture {
        self.drawn(lang, &vec![true; self.stops.len()], |_| FlowState::Future)
    }

    /// The picture of a case: what is behind it, where it is, and where it can still come.
    pub(in crate::pages) fn picture_of(&self, lang: Lang, case: &Case, tasks: &[TaskView]) -> FlowPicture {
        let open: BTreeSet<_> = case.flow.open().map(|(node, _)| node).collect();
        let done = |key: &str| tasks.iter().any(|it| it.task.node == key && it.task.outcome.is_some());
        let state = |it: &Stop| match &it.outcome {
            Some(outcome) if case.flow.ended() == Some(outcome) => FlowState::Done,
            None if open.contains(it.key.as_str()) && it.waits => FlowState::Waiting,
            None if open.contains(it.key.as_str()) => FlowState::Current,
            None if done(&it.key) => FlowState::Done,
            _ => FlowState::Future,
        };
        let mut kept: Vec<_> = self.stops.iter().map(|it| state(it) != FlowState::Future).collect();
        let mut next: Vec<_> =
            (0..self.stops.len()).filter(|n| open.contains(self.stops[*n].key.as_str())).collect();
        while let Some(from) = next.pop() {
            for edge in self.edges.iter().filter(|it| it.from == from) {
                if !std::mem::replace(&mut kept[edge.to], true) {
                    next.push(edge.to);
                }
            }
        }
        self.drawn(lang, &kept, state)
    }

    /// Draws the stops that are kept: each right of everything that leads to it, no two in one place.
    fn drawn(&self, lang: Lang, kept: &[bool], state: impl Fn(&Stop) -> FlowState) -> FlowPicture {
        let edges: Vec<_> = self.edges.iter().filter(|it| kept[it.from] && kept[it.to]).collect();
        let columns = columns(self.stops.len(), &edges);
        let mut taken = BTreeSet::new();
        let mut shown: Vec<_> = (0..self.stops.len()).filter(|n| kept[*n]).collect();
        shown.sort_by_key(|n| (columns[*n], self.stops[*n].row));
        let rows: BTreeSet<_> = shown.iter().map(|n| self.stops[*n].row).collect();
        let rows: BTreeMap<_, u16> = rows.into_iter().zip(0..).collect();
        let nodes = shown.iter().map(|n| {
            let (stop, column) = (&self.stops[*n], columns[*n]);
            let row = (rows[&stop.row]..).find(|it| taken.insert((column, *it))).unwrap_or_default();
            FlowNode { key: stop.key.clone(), label: stop.say(lang), column, row, state: state(stop) }
        });
        let nodes = nodes.collect();
        let key = |n: usize| self.stops[n].key.clone();
        FlowPicture { nodes, edges: edges.iter().map(|it| (key(it.from), key(it.to), it.back)).collect() }
    }
}

impl Stop {
    fn say(&self, lang: Lang) -> String {
        match &self.label {
            Some(it) => it.say(lang).to_owned(),
            None => TEXTS.find(lang, &self.text).unwrap_or(&self.key).to_owned(),
        }
    }
}

fn stop(graph: &Checked, key: &str, row: usize) -> Option<Stop> {
    let node = graph.find(key)?;
    let (text, waits, outcome) = match &node.kind {
        Kind::Step { duty, .. } => (format!("duty.{duty}"), false, None),
        Kind::Wait { duty, .. } => (format!("duty.{duty}"), true, None),
        Kind::End { outcome } => (format!("outcome.{outcome}"), false, Some(outcome.clone())),
        Kind::Message { .. } => ("duty.message".to_owned(), true, None),
        Kind::Child { .. } => ("duty.child".to_owned(), true, None),
        Kind::Start { .. }
        | Kind::Choice { .. }
        | Kind::Sub { .. }
        | Kind::Split { .. }
        | Kind::Join { .. } => {
            return None;
        }
    };
    Some(Stop { key: key.to_owned(), label: node.label.clone(), text, row, waits, outcome })
}

/// The ways from each stop to the next ones, through whatever is left out between them.
fn edges(layout: &flow::Layout, stops: &[Stop]) -> Vec<Edge> {
    let place = |key: &str| stops.iter().position(|it| it.key == key);
    let mut edges = Vec::new();
    for (from, stop) in stops.iter().enumerate() {
        let mut met = BTreeSet::new();
        let mut next = VecDeque::from([(stop.key.as_str(), false)]);
        while let Some((node, went_back)) = next.pop_front() {
            for way in layout.edges.iter().filter(|it| it.from == node) {
                let back = went_back || way.back;
                match place(&way.to) {
                    Some(to) if !edges.contains(&Edge { from, to, back }) => {
                        edges.push(Edge { from, to, back })
                    }
                    Some(_) => {}
                    None if met.insert(way.to.as_str()) => next.push_back((&way.to, back)),
                    None => {}
                }
            }
        }
    }
    edges
}

/// How many stops lie before each on the longest way to it, not counting ways back.
fn columns(n_stops: usize, edges: &[&Edge]) -> Vec<u16> {
    let mut columns = vec![0_u16; n_stops];
    // Each round settles at least one more stop of the longest way.
    for _ in 0..n_stops {
        let mut is_settled = true;
        for edge in edges.iter().filter(|it| !it.back) {
            let least = columns[edge.from].saturating_add(1);
            if columns[edge.to] < least {
                (columns[edge.to], is_settled) = (least, false);
            }
        }
        if is_settled {
            break;
        }
    }
    columns
}
