//! Writes a checked graph as BPMN 2.0 XML with its picture. Gateways that BPMN wants and our graph does not have
//! (after a step with outcomes, before what several ways lead to) are put in; the import takes them out again.

mod nodes;

use std::collections::BTreeMap;

use crate::{Graph, Kind, Next, Node, Problem};

use super::{
    BOUNDS, CAMUNDA, DIAGRAM, INSTANCE, MODEL, POINTS, YIWANG,
    draw::{self, Bounds, Level, bent},
    xml::{Writer, can_hold},
};

/// Writes a graph; refuses one that is not sound, or words that XML cannot hold.
pub fn export(graph: &Graph) -> Result<String, Vec<Problem>> {
    graph.check()?;
    let mut level = draw::level(graph)?;
    level.move_by(0, 0);
    let mut out = Out::default();
    out.xml.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.xml.open(
        "bpmn:definitions",
        &[
            ("xmlns:bpmn", MODEL),
            ("xmlns:bpmndi", DIAGRAM),
            ("xmlns:di", POINTS),
            ("xmlns:dc", BOUNDS),
            ("xmlns:xsi", INSTANCE),
            ("xmlns:camunda", CAMUNDA),
            ("xmlns:yiwang", YIWANG),
            ("id", "_definitions"),
            ("targetNamespace", YIWANG),
        ],
    );
    out.messages(&graph.nodes);
    out.xml.open("bpmn:process", &[("id", "_process"), ("isExecutable", "true")]);
    out.level(&level, "");
    out.xml.close();
    out.picture();
    out.xml.close();
    if can_hold(&out.xml.text) { Ok(out.xml.text) } else { Err(vec![Problem::of("", "bpmn.unwritable")]) }
}

/// What is being written.
#[derive(Default)]
struct Out {
    xml: Writer,
    /// The id of each message.
    messages: BTreeMap<String, String>,
    shapes: Vec<(String, Bounds, bool)>,
    lines: Vec<(String, Vec<(i32, i32)>)>,
}

/// A sequence flow to be written once all nodes of its level are.
struct Flow<'a> {
    id: String,
    from: String,
    to: String,
    /// The outcome and words of a way that an outcome takes.
    on: Option<&'a str>,
    node: Option<(&'a Node, usize)>,
    /// Whether it comes out of a gateway that asks for the outcome.
    is_asked: bool,
    line: Vec<(i32, i32)>,
}

impl Out {
    /// The messages of all levels stand at the top.
    fn messages(&mut self, nodes: &[Node]) {
        for node in nodes {
            match &node.kind {
                Kind::Message { message, .. } if !self.messages.contains_key(message) => {
                    let id = format!("_message{}", self.messages.len());
                    self.xml.leaf("bpmn:message", &[("id", &id), ("name", message)]);
                    self.messages.insert(message.clone(), id);
                }
                Kind::Sub { nodes, .. } => self.messages(nodes),
                _ => {}
            }
        }
    }

    /// The nodes of a level, then the ways between them.
    fn level(&mut self, level: &Level, within: &str) {
        let nodes = &level.checked.nodes;
        let ids: Vec<_> =
            nodes.iter().enumerate().map(|(n, it)| format!("{within}{}", own_id(n, &it.key))).collect();
        let doors = doors(level, &ids);
        for (n, node) in nodes.iter().enumerate() {
            self.node(level, n, &ids);
            for (n_door, id) in doors.ids(n).enumerate() {
                self.gateway(id, level.boxes[n].gateway_before(n_door));
            }
            if has_gateway(node) {
                self.gateway(&format!("{}..way", ids[n]), level.boxes[n].gateway_after());
            }
        }
        for it in flows(level, &ids, &doors) {
            self.flow(it);
        }
    }

    fn gateway(&mut self, id: &str, bounds: Bounds) {
        self.xml.leaf("bpmn:exclusiveGateway", &[("id", id)]);
        self.shapes.push((id.to_owned(), bounds, false));
    }

    fn flow(&mut self, it: Flow<'_>) {
        let mut attributes = vec![("id", it.id.as_str()), ("sourceRef", &it.from), ("targetRef", &it.to)];
        let edge = it.node.and_then(|(node, n)| match node.kind.next() {
            Some(Next::By(edges)) => edges.get(n),
            _ => None,
        });
        if let Some(edge) = edge {
            attributes.push(("name", edge.label.as_ref().map_or(&edge.on, |it| &it.zh)));
            attributes.push(("yiwang:on", &edge.on));
            if let Some(label) = &edge.label {
                attributes.extend([("yiwang:zh", label.zh.as_str()), ("yiwang:en", &label.en)]);
            }
        }
        match it.on.filter(|_| it.is_asked) {
            Some(on) => {
                self.xml.open("bpmn:sequenceFlow", &attributes);
                let kind = [("xsi:type", "bpmn:tFormalExpression")];
                self.xml.said("bpmn:conditionExpression", &kind, &format!("outcome = \"{on}\""));
                self.xml.close();
            }
            None => self.xml.leaf("bpmn:sequenceFlow", &attributes),
        }
        self.lines.push((it.id, it.line));
    }

    /// The shapes and lines of everything.
    fn picture(&mut self) {
        self.xml.open("bpmndi:BPMNDiagram", &[("id", "_diagram")]);
        self.xml.open("bpmndi:BPMNPlane", &[("id", "_plane"), ("bpmnElement", "_process")]);
        for (id, it, is_expanded) in std::mem::take(&mut self.shapes) {
            let shape = format!("{id}..shape");
            let mut attributes = vec![("id", shape.as_str()), ("bpmnElement", &id)];
            if is_expanded {
                attributes.push(("isExpanded", "true"));
            }
            self.xml.open("bpmndi:BPMNShape", &attributes);
            let [x, y, width, height] = [it.x, it.y, it.width, it.height].map(|it| it.to_string());
            let bounds = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
            self.xml.leaf("dc:Bounds", &bounds);
            self.xml.close();
        }
        for (id, points) in std::mem::take(&mut self.lines) {
            let line = format!("{id}..line");
            self.xml.open("bpmndi:BPMNEdge", &[("id", &line), ("bpmnElement", &id)]);
            for (x, y) in points {
                self.xml.leaf("di:waypoint", &[("x", &x.to_string()), ("y", &y.to_string())]);
            }
            self.xml.close();
        }
        self.xml.close();
        self.xml.close();
    }
}

/// The id of a node within its level: its key where that is a plain word. Ids of what we put in have two dots.
fn own_id(n: usize, key: &str) -> String {
    let is_plain = key.starts_with(|it: char| it.is_ascii_alphabetic())
        && key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-');
    if is_plain { key.to_owned() } else { format!("_{n}") }
}

/// Whether outcomes that somebody says part the ways.
fn has_gateway(node: &Node) -> bool {
    matches!(node.kind.next(), Some(Next::By(_))) && !node.kind.answers().is_empty()
}

/// Which gateways stand before the nodes that several ways lead to and that BPMN would let wait for all of them:
/// one before a split, one before a join for each branch. By the node and the branch.
struct Doors(BTreeMap<(usize, usize), String>);

impl Doors {
    fn ids(&self, node: usize) -> impl Iterator<Item = &str> {
        self.0.range((node, 0)..(node + 1, 0)).map(|it| it.1.as_str())
    }
}

fn doors(level: &Level, ids: &[String]) -> Doors {
    let mut coming: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (from, ways) in level.checked.ways.iter().enumerate() {
        for (n, way) in ways.iter().enumerate() {
            if let Some(branch) = branch(level, (from, n), way.to) {
                *coming.entry((way.to, branch)).or_default() += 1;
            }
        }
    }
    let several = coming.into_iter().filter(|it| it.1 > 1);
    Doors(several.map(|((to, branch), _)| ((to, branch), format!("{}..in{branch}", ids[to]))).collect())
}

/// The branch by which a way comes to a join; the only one of a split; nothing where BPMN waits for no other way.
fn branch(level: &Level, (from, way): (usize, usize), to: usize) -> Option<usize> {
    let checked = &level.checked;
    match checked.nodes[to].kind {
        Kind::Split { .. } => Some(0),
        Kind::Join { .. } => {
            let split = checked.partners[to]?;
            let within = checked.scopes[from].iter().find(|it| it.split == split);
            Some(within.map_or(way, |it| it.n))
        }
        _ => None,
    }
}

/// Every sequence flow of a level, in the order of its nodes and their ways.
fn flows<'a>(level: &'a Level, ids: &[String], doors: &Doors) -> Vec<Flow<'a>> {
    let mut flows = Vec::new();
    let plain = |id: String, from: &str, to: &str, line| Flow {
        id,
        from: from.to_owned(),
        to: to.to_owned(),
        on: None,
        node: None,
        is_asked: false,
        line,
    };
    for (from, node) in level.checked.nodes.iter().enumerate() {
        let (id, here) = (&ids[from], level.boxes[from]);
        let time = node.kind.after().map(|it| it.on.as_str());
        let is_asked = has_gateway(node);
        let gateway = format!("{id}..way");
        if is_asked {
            let line = bent(here.right(), None, here.gateway_after().left());
            flows.push(plain(format!("{id}..out"), id, &gateway, line));
        }
        for (n, (on, key)) in node.kind.ways().into_iter().enumerate() {
            let is_late = on.is_some() && on == time;
            let (source, ends) = match (is_late, is_asked) {
                (true, _) => (format!("{id}..after"), here.event_on()),
                (false, true) => (gateway.clone(), here.gateway_after()),
                (false, false) => (id.clone(), here),
            };
            let to = level.checked.ways[from][n].to;
            let door = branch(level, (from, n), to).and_then(|it| Some((it, doors.0.get(&(to, it))?)));
            let (target, goal) = match door {
                Some((_, door)) => {
                    let place = doors.ids(to).position(|it| it == door).unwrap_or_default();
                    (door.clone(), level.boxes[to].gateway_before(place))
                }
                None => (ids[to].clone(), level.boxes[to]),
            };
            let line = level.line((&node.key, on, key), [ends, goal]);
            let is_asked = is_asked && !is_late;
            flows.push(Flow {
                id: format!("{id}..to{n}"),
                from: source,
                to: target,
                on,
                node: Some((node, n)),
                is_asked,
                line,
            });
        }
        for (n, door) in doors.ids(from).enumerate() {
            let line = bent(here.gateway_before(n).right(), None, here.left());
            flows.push(plain(format!("{door}..to"), door, id, line));
        }
    }
    flows
}
