//! Finds what is wrong with single nodes: their words, seats, timers, and outcomes nobody foresaw.
//! Knows nothing of how nodes hang together.

use std::collections::BTreeSet;

use crate::{Agree, Graph, Kind, Next, Node, OTHERWISE, Problem, Review};

use super::{KEY_BYTES_MAX, SEATS_MAX};

/// Parts the key of a sub-process from the keys of its nodes.
pub(super) const WITHIN: char = '/';

/// Everything wrong with the nodes of one level, each by itself.
pub(super) fn problems(graph: &Graph) -> Vec<Problem> {
    let mut problems = Vec::new();
    for node in &graph.nodes {
        words(node, &mut problems);
        match &node.kind {
            Kind::Step { review: Some(it), .. } => review(node, it, &mut problems),
            Kind::Sub { nodes, next } => ends(node, nodes, next, &mut problems),
            _ => {}
        }
        timer(node, &mut problems);
        otherwise(node, &mut problems);
    }
    problems
}

/// Every word of a node is there and short.
fn words(node: &Node, problems: &mut Vec<Problem>) {
    let (name, mut words) = match &node.kind {
        Kind::Step { duty, .. } => ("step", vec![duty.as_str()]),
        Kind::Wait { duty, .. } => ("wait", vec![duty.as_str()]),
        Kind::Message { message, .. } => ("message", vec![message.as_str()]),
        Kind::Choice { table, .. } => ("choice", vec![table.as_str()]),
        Kind::Child { matter, .. } => ("child", vec![matter.as_str()]),
        Kind::End { outcome } => ("end", vec![outcome.as_str()]),
        _ => ("node", Vec::new()),
    };
    words.push(&node.key);
    words.extend(node.undo.as_deref());
    words.extend(node.kind.roles());
    words.extend(node.kind.each());
    words.extend(node.kind.after().map(|it| it.limit.as_str()));
    words.extend(node.kind.ways().into_iter().filter_map(|it| it.0));
    let wrong = |it: &&str| it.trim().is_empty() || it.len() > KEY_BYTES_MAX;
    if node.key.contains(WITHIN) || words.iter().any(wrong) {
        problems
            .push(Problem::of(&node.key, "node.word_unfit").with("kind", name).with("max", KEY_BYTES_MAX));
    }
}

/// A joint review has several seats, not too many, and says no more than whether they agree.
fn review(node: &Node, it: &Review, problems: &mut Vec<Problem>) {
    let mut wrong = |code| problems.push(Problem::of(&node.key, code).with("max", SEATS_MAX));
    let roles = node.kind.roles();
    if roles.iter().collect::<BTreeSet<_>>().len() < roles.len() {
        wrong("review.role_doubled");
    }
    match &it.each {
        Some(_) if roles.len() > 1 => wrong("review.each_of_several"),
        None if roles.len() < 2 => wrong("review.alone"),
        None if roles.len() > SEATS_MAX => wrong("review.too_many"),
        _ => {}
    }
    let seats_max = if it.each.is_some() { SEATS_MAX } else { roles.len() };
    if matches!(it.agree, Agree::AtLeast(n) if n == 0 || n > seats_max) {
        wrong("review.at_least");
    }
    let said: BTreeSet<_> = node.kind.answers().into_iter().collect();
    let wanted: BTreeSet<_> = std::iter::once(it.agree_on.as_str()).chain(it.otherwise.as_deref()).collect();
    if said != wanted || it.otherwise.as_ref() == Some(&it.agree_on) {
        problems.push(Problem::of(&node.key, "review.outcomes").with("agree_on", &it.agree_on));
    }
}

/// A timer's outcome is one of the node's, and people are left something to say.
fn timer(node: &Node, problems: &mut Vec<Problem>) {
    let Some(after) = node.kind.after() else { return };
    if !node.kind.ways().iter().any(|it| it.0 == Some(&after.on)) {
        problems.push(Problem::of(&node.key, "timer.no_outcome").with("outcome", &after.on));
    } else if node.kind.answers().is_empty() && !matches!(node.kind, Kind::Wait { .. }) {
        problems.push(Problem::of(&node.key, "timer.nothing_else").with("outcome", &after.on));
    }
}

/// Whatever a table, a message or a child case comes to, there is a way on.
fn otherwise(node: &Node, problems: &mut Vec<Problem>) {
    let (Kind::Message { next, .. } | Kind::Choice { next, .. } | Kind::Child { next, .. }) = &node.kind
    else {
        return;
    };
    if matches!(next, Next::By(edges) if !edges.iter().any(|it| it.on == OTHERWISE)) {
        problems.push(Problem::of(&node.key, "node.no_otherwise").with("outcome", OTHERWISE));
    }
}

/// Each end of a sub-process has its way on, and each way its end.
fn ends(node: &Node, nodes: &[Node], next: &Next, problems: &mut Vec<Problem>) {
    let Next::By(edges) = next else { return };
    let ends = nodes.iter().filter_map(|it| match &it.kind {
        Kind::End { outcome } => Some(outcome.as_str()),
        _ => None,
    });
    let ends: BTreeSet<_> = ends.collect();
    let said: BTreeSet<_> = edges.iter().map(|it| it.on.as_str()).collect();
    for it in ends.difference(&said) {
        problems.push(Problem::of(&node.key, "sub.outcome_missing").with("outcome", it));
    }
    for it in said.difference(&ends) {
        problems.push(Problem::of(&node.key, "sub.outcome_unknown").with("outcome", it));
    }
}
