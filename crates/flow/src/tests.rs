//! Proofs of the flow: what the check refuses, how the machine runs, where a picture's nodes stand, and that
//! no checked graph gets stuck.

mod bpmn;
mod checks;
mod kinds;
mod layouts;
mod moves;
mod random;
mod runs;
mod seats;
mod tokens;

use crate::{Checked, Command, Event, Graph, State, step};

/// An application that is accepted or not, looked at by two agencies side by side, and decided.
const LICENCE: &str = "
nodes:
  - { key: received, kind: start, next: check }
  - key: check
    label: { zh: 受理, en: Acceptance }
    kind: step
    role: bureau
    duty: accept
    next:
      - { on: accepted, to: both, label: { zh: 受理, en: Accept } }
      - { on: incomplete, to: correct }
      - { on: not_accepted, to: closed }
  - { key: correct, kind: wait, duty: correct, next: check }
  - { key: both, kind: split, next: [examine, inspect] }
  - { key: examine, kind: step, role: bureau, duty: examine, next: met }
  - key: inspect
    kind: step
    role: station
    duty: inspect
    next: [{ on: passed, to: met }, { on: again, to: mend }]
  - { key: mend, kind: wait, duty: mend, next: inspect }
  - { key: met, kind: join, next: decide }
  - key: decide
    kind: step
    role: bureau
    duty: decide
    next: [{ on: granted, to: granted }, { on: refused, to: refused }]
  - { key: granted, kind: end, outcome: granted }
  - { key: refused, kind: end, outcome: refused }
  - { key: closed, kind: end, outcome: not_accepted }
";

/// A graph, by itself or as the flow of a file.
fn graph(yaml: &str) -> Graph {
    #[derive(serde::Deserialize)]
    struct File {
        flow: Graph,
    }
    match yaml.contains("\nflow:") {
        true => serde_saphyr::from_str::<File>(yaml).unwrap().flow,
        false => serde_saphyr::from_str(yaml).unwrap(),
    }
}

fn licence() -> Checked {
    graph(LICENCE).check().unwrap()
}

fn done(node: &str, visit: u32, outcome: &str) -> Event {
    Event::Done { node: node.to_owned(), visit, seat: None, outcome: outcome.to_owned() }
}

/// What a seat of a step says.
fn said_by(seat: &str, node: &str, visit: u32, outcome: &str) -> Event {
    let seat = Some(seat.to_owned());
    Event::Done { node: node.to_owned(), visit, seat, outcome: outcome.to_owned() }
}

fn returned(node: &str, visit: u32, to: &str) -> Event {
    Event::Returned { node: node.to_owned(), visit, seat: None, to: to.to_owned() }
}

/// Runs events one after the other; gives the state and what was to be done at the last.
fn run(graph: &Checked, events: &[Event]) -> (State, Vec<String>) {
    let mut state = State::default();
    let mut last = Vec::new();
    for event in events {
        let (next, commands) =
            step(graph, &state, event.clone()).unwrap_or_else(|it| panic!("{event:?}: {it}"));
        (state, last) = (next, commands.iter().map(said).collect());
    }
    (state, last)
}

fn said(command: &Command) -> String {
    let at = |seat: &Option<String>| seat.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
    match command {
        Command::Open { node, visit, seat } => format!("open {node} {visit}{}", at(seat)),
        Command::Close { node, visit, seat } => format!("close {node} {visit}{}", at(seat)),
        Command::Count { node, visit, each } => format!("count {node} {visit} {each}"),
        Command::Choose { node, visit, table } => format!("choose {node} {visit} {table}"),
        Command::Await { node, visit, message } => format!("await {node} {visit} {message}"),
        Command::OpenChild { node, visit, matter } => format!("child {node} {visit} {matter}"),
        Command::Arm { node, visit, limit } => format!("arm {node} {visit} {limit}"),
        Command::Disarm { node, visit } => format!("disarm {node} {visit}"),
        Command::Undo { node, duty } => format!("undo {node} {duty}"),
        Command::End { outcome } => format!("end {outcome}"),
    }
}

fn open(state: &State) -> Vec<String> {
    state.open().map(|(node, visit)| format!("{node} {visit}")).collect()
}
