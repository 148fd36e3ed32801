//! Lays sub-processes flat: their nodes take their place, with the key of the sub-process before their own, and
//! whatever led to it or to its ends leads on. Relies on each level having passed its own check.

use crate::{Graph, Kind, Next, Node};

use super::nodes::WITHIN;

/// One level: the nodes of a process or of a sub-process.
struct Level<'a> {
    nodes: &'a [Node],
    prefix: String,
    /// The level and the key of the sub-process it stands in.
    within: Option<(usize, &'a str)>,
}

/// The same process without sub-processes; nothing where one leads to itself with nothing in between.
pub(super) fn flatten(graph: &Graph) -> Option<Graph> {
    let mut levels = vec![Level { nodes: &graph.nodes, prefix: String::new(), within: None }];
    let mut nodes = Vec::new();
    spread(0, &mut levels, &mut nodes);
    for (level, node) in &mut nodes {
        for to in node.kind.targets_mut() {
            *to = land(&levels, *level, to)?;
        }
    }
    Some(Graph { nodes: nodes.into_iter().map(|it| it.1).collect() })
}

/// Puts down the nodes of a level and of those in it, in the order of the file. As deep as the check allows.
fn spread<'a>(level: usize, levels: &mut Vec<Level<'a>>, nodes: &mut Vec<(usize, Node)>) {
    for node in levels[level].nodes {
        match &node.kind {
            Kind::Sub { nodes: inner, .. } => {
                let prefix = format!("{}{}{WITHIN}", levels[level].prefix, node.key);
                levels.push(Level { nodes: inner, prefix, within: Some((level, &node.key)) });
                spread(levels.len() - 1, levels, nodes);
            }
            Kind::Start { .. } | Kind::End { .. } if level > 0 => {}
            _ => {
                let key = format!("{}{}", levels[level].prefix, node.key);
                nodes.push((level, Node { key, ..node.clone() }));
            }
        }
    }
}

/// Where a way to this key of a level comes to rest once sub-processes are entered and left.
fn land(levels: &[Level<'_>], mut level: usize, key: &str) -> Option<String> {
    let mut key = key;
    // A way that enters or leaves more often than there are nodes goes in a circle.
    let n_hops = 1 + levels.iter().map(|it| it.nodes.len()).sum::<usize>();
    for _ in 0..n_hops {
        let node = levels[level].nodes.iter().find(|it| it.key == key)?;
        match (&node.kind, levels[level].within) {
            (Kind::Sub { .. }, _) => {
                let inner = levels.iter().position(|it| it.within == Some((level, key)))?;
                let mut starts = levels[inner].nodes.iter().filter_map(|it| match &it.kind {
                    Kind::Start { next } => Some(next),
                    _ => None,
                });
                (level, key) = (inner, starts.next()?);
            }
            (Kind::End { outcome }, Some((outer, sub))) => {
                let sub = levels[outer].nodes.iter().find(|it| it.key == sub)?;
                let to = match sub.kind.next()? {
                    Next::One(to) => to,
                    Next::By(edges) => &edges.iter().find(|it| it.on == *outcome)?.to,
                };
                (level, key) = (outer, to);
            }
            _ => return Some(format!("{}{key}", levels[level].prefix)),
        }
    }
    None
}
