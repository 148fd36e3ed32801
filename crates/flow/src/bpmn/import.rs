//! Reads a graph from BPMN 2.0 XML, ours or another tool's: what the subset has is mapped, everything else is
//! refused by the id of its element. What comes out is not yet checked as a graph.

mod elements;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use crate::{Graph, Kind, Next, Node, Problem};

use super::xml::{self, Element};

use elements::Sort;
use ways::Ways;

/// Reads the one process of a file.
pub fn import(text: &str) -> Result<Graph, Vec<Problem>> {
    let root = xml::read(text).map_err(|it| vec![it])?;
    let processes: Vec<_> = root.children.iter().filter(|it| it.is("process")).collect();
    let process = match processes.as_slice() {
        [] => return Err(vec![Problem::of("", "bpmn.no_process")]),
        [one] => *one,
        [_, other, ..] => return Err(vec![Problem::of(other.id(), "bpmn.several_processes")]),
    };
    let mut file = File { messages: BTreeMap::new(), lanes: BTreeMap::new(), problems: Vec::new() };
    for it in root.children.iter().filter(|it| it.is("message")) {
        file.messages.insert(it.id(), it.plain("name").unwrap_or(it.id()));
    }
    file.ids(process, &mut BTreeSet::new());
    if !file.problems.is_empty() {
        return Err(file.problems);
    }
    file.lanes(process);
    let nodes = file.level(process);
    if file.problems.is_empty() { Ok(Graph { nodes }) } else { Err(file.problems) }
}

/// What is known of a file beside its process.
struct File<'a> {
    messages: BTreeMap<&'a str, &'a str>,
    /// The lane that each element lies in.
    lanes: BTreeMap<&'a str, &'a str>,
    problems: Vec<Problem>,
}

impl<'a> File<'a> {
    fn refuse(&mut self, element: &Element, code: &'static str) {
        let problem = Problem::of(element.id(), code).with("element", &element.name);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Every element that is mapped has an id of its own.
    fn ids(&mut self, within: &'a Element, seen: &mut BTreeSet<&'a str>) {
        for it in within.children.iter().filter(|it| it.is("sequenceFlow") || elements::sort(it).is_some()) {
            if it.id().is_empty() {
                self.refuse(it, "bpmn.no_id");
            } else if !seen.insert(it.id()) {
                self.refuse(it, "bpmn.id_doubled");
            }
            self.ids(it, seen);
        }
    }

    fn lanes(&mut self, within: &'a Element) {
        for set in within.children.iter().filter(|it| it.is("laneSet")) {
            for lane in set.children.iter().filter(|it| it.is("lane")) {
                let name = lane.plain("name").unwrap_or(lane.id());
                for it in lane.children.iter().filter(|it| it.is("flowNodeRef")) {
                    self.lanes.insert(it.text.trim(), name);
                }
            }
        }
    }

    /// The nodes of a process or sub-process.
    fn level(&mut self, within: &'a Element) -> Vec<Node> {
        for it in &within.children {
            if elements::sort(it).is_none() && !elements::is_beside(it) {
                self.refuse(it, "bpmn.element_unknown");
            }
        }
        let ways = match Ways::of(within) {
            Ok(ways) => ways,
            Err(problems) => {
                self.problems.extend(problems);
                return Vec::new();
            }
        };
        let mut nodes = Vec::new();
        for it in &within.children {
            let Some(sort) = elements::sort(it) else { continue };
            let node = match sort {
                Sort::Exclusive | Sort::Boundary => continue,
                Sort::Start | Sort::End | Sort::Parallel => self.control(sort, it, &ways),
                _ => self.activity(sort, it, &ways),
            };
            match node {
                Ok(node) => nodes.push(node),
                Err(code) => self.refuse(it, code),
            }
        }
        for it in ways.stray_events() {
            self.refuse(it, "bpmn.event_unknown");
        }
        for it in ways.idle() {
            self.refuse(it, "bpmn.choice_without_table");
        }
        nodes
    }

    fn control(&mut self, sort: Sort, it: &Element, ways: &Ways<'_>) -> Result<Node, &'static str> {
        if elements::has_event(it) {
            return Err("bpmn.event_unknown");
        }
        let one = || ways.single(it.id());
        let kind = match sort {
            Sort::Start => Kind::Start { next: one()? },
            Sort::End => {
                let outcome = it.ours("outcome").or(it.plain("name")).unwrap_or(it.id());
                Kind::End { outcome: outcome.to_owned() }
            }
            _ => match (ways.n_coming(it.id()), ways.from(it.id()).len()) {
                (0 | 1, 2..) => Kind::Split { next: ways.all(it.id())? },
                (2.., 0 | 1) => Kind::Join { next: one()? },
                _ => return Err("bpmn.gateway_mixed"),
            },
        };
        Ok(elements::node(it, ways.key(it), kind))
    }

    fn activity(&mut self, sort: Sort, it: &'a Element, ways: &Ways<'_>) -> Result<Node, &'static str> {
        let (next, after) = ways.outcomes(it, sort.answers_itself())?;
        let word = |it: Option<&str>, code| it.map(str::to_owned).ok_or(code);
        let kind = match sort {
            Sort::User if it.ours("wait").is_some() => Kind::Wait { duty: elements::duty(it), after, next },
            Sort::User => {
                let (role, review) = elements::seats(it, self.lanes.get(it.id()).copied())?;
                Kind::Step { role, duty: elements::duty(it), review, after, next }
            }
            Sort::Receive | Sort::Catch => match elements::caught(it) {
                _ if sort == Sort::Catch && after.is_some() => return Err("bpmn.timer_unknown"),
                Some(timer) if sort == Sort::Catch => {
                    let limit = elements::limit(timer)?;
                    let after = crate::Timer { limit, on: crate::DONE.to_owned() };
                    Kind::Wait { duty: elements::duty(it), after: Some(after), next }
                }
                None if sort == Sort::Catch && !elements::awaits_message(it) => {
                    return Err("bpmn.event_unknown");
                }
                _ => {
                    let message = elements::message_ref(it).and_then(|it| self.messages.get(it).copied());
                    Kind::Message { message: word(message, "bpmn.message_missing")?, after, next }
                }
            },
            Sort::Rule => {
                let table = it.ours("table").or(elements::camunda(it, "decisionRef"));
                let table = word(table, "bpmn.table_missing")?;
                match next {
                    Next::One(_) => return Err("bpmn.choice_without_table"),
                    Next::By(_) => Kind::Choice { table, next },
                }
            }
            Sort::Call if after.is_none() => {
                Kind::Child { matter: word(it.plain("calledElement"), "bpmn.matter_missing")?, next }
            }
            Sort::Sub if after.is_none() => Kind::Sub { nodes: self.level(it), next },
            _ => return Err("bpmn.timer_unknown"),
        };
        if sort != Sort::User && elements::loops(it).is_some() {
            return Err("bpmn.loop_unknown");
        }
        Ok(elements::node(it, ways.key(it), kind))
    }
}
