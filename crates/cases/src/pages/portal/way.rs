//! The way of a matter as a picture: steps and ends, with what each case has behind it.
//! Laid out once per version; a case only colours it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use flow::{Checked, Kind};
use kit::{Lang, Words};
use web::pages::{FlowNode, FlowPicture, FlowState};

use crate::{
    TEXTS,
    actions::TaskView,
    model::{Case, Published},
};

/// Where the steps of a matter stand in its picture.
#[derive(Debug)]
pub(in crate::pages) struct Way {
    stops: Vec<Stop>,
    edges: Vec<(String, String, bool)>,
}

#[derive(Debug)]
struct Stop {
    key: String,
    label: Option<Words>,
    /// What it is called where the file gives it no name.
    text: String,
    column: u16,
    row: u16,
    /// Whether it is the applicant's turn there.
    waits: bool,
    /// With what it ends, if it is an end.
    outcome: Option<String>,
}

impl Way {
    /// Lays out the way of a matter; what nobody does anything at is left out.
    pub(in crate::pages) fn of(published: &Published) -> Way {
        let graph = &published.flow;
        let layout = graph.layout();
        let shown: BTreeSet<_> =
            graph.nodes().iter().filter(|it| is_shown(&it.kind)).map(|it| it.key.as_str()).collect();
        let placed: BTreeMap<_, _> = layout.placed.iter().map(|it| (it.node.as_str(), it)).collect();
        let ranks = |of: fn(&flow::Placed) -> usize| -> BTreeMap<usize, u16> {
            let used: BTreeSet<_> = shown.iter().map(|it| of(placed[it])).collect();
            used.into_iter().zip(0..).collect()
        };
        let (columns, rows) = (ranks(|it| it.column), ranks(|it| it.row));
        let mut stops: Vec<_> = shown.iter().filter_map(|it| stop(graph, it)).collect();
        for it in &mut stops {
            let place = placed[it.key.as_str()];
            (it.column, it.row) = (columns[&place.column], rows[&place.row]);
        }
        stops.sort_by_key(|it| (it.column, it.row));
        Way { stops, edges: edges(&layout, &shown) }
    }

    /// The picture of the matter: nothing is done yet.
    pub(in crate::pages) fn picture(&self, lang: Lang) -> FlowPicture {
        self.coloured(lang, |_| FlowState::Future)
    }

    /// The picture of a case: what is behind it, where it is, what lies ahead.
    pub(in crate::pages) fn picture_of(&self, lang: Lang, case: &Case, tasks: &[TaskView]) -> FlowPicture {
        let open: BTreeSet<_> = case.flow.open().map(|(node, _)| node).collect();
        let done = |key: &str| tasks.iter().any(|it| it.task.node == key && it.task.outcome.is_some());
        self.coloured(lang, |it| match &it.outcome {
            Some(outcome) if case.flow.ended() == Some(outcome) => FlowState::Done,
            None if open.contains(it.key.as_str()) && it.waits => FlowState::Waiting,
            None if open.contains(it.key.as_str()) => FlowState::Current,
            None if done(&it.key) => FlowState::Done,
            _ => FlowState::Future,
        })
    }

    fn coloured(&self, lang: Lang, state: impl Fn(&Stop) -> FlowState) -> FlowPicture {
        let node = |it: &Stop| FlowNode {
            key: it.key.clone(),
            label: it.say(lang),
            column: it.column,
            row: it.row,
            state: state(it),
        };
        FlowPicture { nodes: self.stops.iter().map(node).collect(), edges: self.edges.clone() }
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

fn is_shown(kind: &Kind) -> bool {
    matches!(kind, Kind::Step { .. } | Kind::Wait { .. } | Kind::End { .. })
}

fn stop(graph: &Checked, key: &str) -> Option<Stop> {
    let node = graph.find(key)?;
    let (text, waits, outcome) = match &node.kind {
        Kind::Step { duty, .. } => (format!("duty.{duty}"), false, None),
        Kind::Wait { duty, .. } => (format!("duty.{duty}"), true, None),
        Kind::End { outcome } => (format!("outcome.{outcome}"), false, Some(outcome.clone())),
        Kind::Start { .. } | Kind::Split { .. } | Kind::Join { .. } => return None,
    };
    Some(Stop { key: key.to_owned(), label: node.label.clone(), text, column: 0, row: 0, waits, outcome })
}

/// The ways from each step to the next ones, through whatever is left out between them.
fn edges(layout: &flow::Layout, shown: &BTreeSet<&str>) -> Vec<(String, String, bool)> {
    let mut edges = Vec::new();
    for from in shown {
        let mut met = BTreeSet::new();
        let mut next = VecDeque::from([(*from, false)]);
        while let Some((node, went_back)) = next.pop_front() {
            for way in layout.edges.iter().filter(|it| it.from == node) {
                let back = went_back || way.back;
                if shown.contains(way.to.as_str()) {
                    let edge = ((*from).to_owned(), way.to.clone(), back);
                    if !edges.contains(&edge) {
                        edges.push(edge);
                    }
                } else if met.insert(way.to.as_str()) {
                    next.push_back((&way.to, back));
                }
            }
        }
    }
    edges
}
