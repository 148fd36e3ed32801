//! Proofs of choices, timers, messages, child cases, sub-processes and undoing, and of how they are written.

use crate::{Event, Graph, Refused, State, WITHDRAWN, step};

use super::{checks::refused, done, graph, run};

/// One of every kind.
pub(super) const EVERY_KIND: &str = include_str!("../../samples/every-kind.yaml");

pub(super) fn event_for(kind: &str, node: &str, visit: u32, outcome: &str) -> Event {
    let (node, outcome) = (node.to_owned(), outcome.to_owned());
    match kind {
        "chosen" => Event::Chosen { node, visit, outcome },
        "arrived" => Event::Arrived { node, visit, outcome },
        _ => Event::TimedOut { node, visit },
    }
}

/// Paid, of high risk, inspected, and permitted by the other matter.
fn to_the_decision() -> Vec<Event> {
    vec![
        Event::Begun,
        event_for("arrived", "fee", 1, "in full"),
        event_for("chosen", "sort", 1, "high"),
        done("visit/appoint", 1, "done"),
        done("visit/look", 1, "passed"),
        event_for("arrived", "permit", 1, "granted"),
    ]
}

fn after(events: &[Event], n: usize) -> Vec<String> {
    run(&graph(EVERY_KIND).check().unwrap(), &events[..n]).1
}

#[test]
fn every_kind_asks_the_runner_for_what_it_needs() {
    let mut events = to_the_decision();

    assert_eq!(after(&events, 1), ["await fee 1 payment.received", "arm fee 1 thirty_days"]);
    assert_eq!(after(&events, 2), ["disarm fee 1", "choose sort 1 risk"]);
    assert_eq!(after(&events, 3), ["open visit/appoint 1", "arm visit/appoint 1 five_days"]);
    assert_eq!(after(&events, 4), ["disarm visit/appoint 1", "open visit/look 1"]);
    assert_eq!(after(&events, 5), ["child permit 1 fire-permit"]);
    assert_eq!(after(&events, 6), ["open issue 1"]);

    events.extend([done("issue", 1, "done"), event_for("late", "rest", 1, "")]);
    assert_eq!(after(&events, 7), ["open rest 1", "arm rest 1 a_year"]);
    assert_eq!(after(&events, 8), ["close rest 1", "end granted"]);
}

#[test]
fn time_that_runs_out_closes_what_is_open_and_goes_its_own_way() {
    let events = [to_the_decision()[..3].to_vec(), vec![event_for("late", "visit/appoint", 1, "")]].concat();

    assert_eq!(after(&events, 4), ["close visit/appoint 1", "end refused"]);
}

#[test]
fn nobody_says_what_only_time_says() {
    let checked = graph(EVERY_KIND).check().unwrap();
    let (state, _) = run(&checked, &to_the_decision()[..3]);
    let (paying, _) = run(&checked, &[Event::Begun]);
    let refused = |state: &State, event| step(&checked, state, event).unwrap_err();

    assert_eq!(checked.outcomes("visit/appoint"), ["done"]);
    assert_eq!(refused(&state, done("visit/appoint", 1, "missed")), Refused::UnknownOutcome);
    assert_eq!(refused(&state, event_for("arrived", "visit/appoint", 1, "done")), Refused::NotAsked);
    assert_eq!(refused(&paying, done("fee", 1, "otherwise")), Refused::NotAsked);
    assert_eq!(refused(&paying, event_for("chosen", "fee", 1, "otherwise")), Refused::NotAsked);
    assert_eq!(refused(&paying, event_for("late", "fee", 2, "")), Refused::WrongVisit);
}

#[test]
fn an_outcome_nobody_foresaw_takes_the_way_of_the_others() {
    let mut events = to_the_decision();
    events[5] = event_for("arrived", "permit", 1, WITHDRAWN);

    assert_eq!(after(&events, 6).last().unwrap(), "end refused");
}

#[test]
fn what_was_done_is_undone_backwards_when_the_process_is_given_up_or_revoked() {
    let mut events = to_the_decision();
    events.push(done("issue", 1, "done"));
    let undone = ["undo issue revoke_licence", "undo permit revoke_permit"];
    let cancelled = [events.clone(), vec![Event::Cancelled { outcome: "void".to_owned() }]].concat();
    assert_eq!(after(&cancelled, 8)[..2], ["close rest 1", "disarm rest 1"]);
    assert_eq!(after(&cancelled, 8)[2..4], undone);
    assert_eq!(after(&cancelled, 8)[4], "end void");

    let revoked = Event::Revoked { outcome: "revoked".to_owned() };
    events.extend([event_for("late", "rest", 1, ""), revoked.clone()]);
    assert_eq!(after(&events, 9), undone);
    events.push(revoked.clone());
    assert_eq!(after(&events, 10), Vec::<String>::new(), "nothing is undone twice");

    let checked = graph(EVERY_KIND).check().unwrap();
    let (running, _) = run(&checked, &events[..7]);
    assert_eq!(step(&checked, &running, revoked).unwrap_err(), Refused::NotEnded);
}

#[test]
fn a_graph_of_every_kind_comes_back_from_json_as_it_went_in() {
    let graph = graph(EVERY_KIND);

    let json = serde_json::to_string(&graph).unwrap();

    assert_eq!(serde_json::from_str::<Graph>(&json).unwrap(), graph);
}

#[test]
fn a_graph_written_before_these_kinds_is_the_same_bytes() {
    let json = r#"{"nodes":[{"key":"a","label":{"zh":"始","en":"Start"},"kind":"start","next":"b"},{"key":"b","kind":"step","role":"r","duty":"d","next":[{"on":"x","to":"z"}]},{"key":"z","kind":"end","outcome":"o"}]}"#;

    let graph: Graph = serde_json::from_str(json).unwrap();

    assert_eq!(serde_json::to_string(&graph).unwrap(), json);
}

#[test]
fn what_the_new_kinds_need_is_checked() {
    let wrong = |from: &str, to: &str| refused(&EVERY_KIND.replace(from, to));

    assert_eq!(wrong("{ on: otherwise, to: visit }", "{ on: high, to: visit }"), ["node.no_otherwise@sort"]);
    assert_eq!(wrong("on: missed }\n", "on: nothing }\n"), ["timer.no_outcome@visit/appoint"]);
    assert_eq!(
        wrong("{ on: failed, to: lapsed }", "{ on: gone, to: lapsed }"),
        ["sub.outcome_missing@visit", "sub.outcome_unknown@visit"]
    );
    assert_eq!(wrong("limit: five_days", "limit: ' '"), ["node.word_unfit@visit/appoint"]);
    assert_eq!(
        wrong("to: permit }", "to: nowhere }"),
        ["node.unreachable@permit", "edge.to_nowhere@visit"][1..]
    );
    assert_eq!(
        wrong("role: bureau, duty: decide,", "role: bureau, duty: decide, after: { limit: x, on: done },"),
        ["timer.nothing_else@issue"]
    );
    let circle = "nodes:
  - { key: a, kind: start, next: b }
  - { key: b, kind: choice, table: t, next: [{ on: x, to: z }, { on: otherwise, to: b }] }
  - { key: z, kind: end, outcome: o }";
    assert_eq!(refused(circle), ["loop.without_step@b"]);
}

#[test]
fn sub_processes_stand_only_so_deep_in_each_other_and_ask_somebody() {
    let nested = |depth: usize| {
        let mut nodes = "{ key: a, kind: start, next: b }, { key: b, kind: step, role: r, duty: d, next: z }, { key: z, kind: end, outcome: o }".to_owned();
        for _ in 0..depth {
            nodes = format!(
                "{{ key: a, kind: start, next: b }}, {{ key: b, kind: sub, nodes: [{nodes}], next: z }}, {{ key: z, kind: end, outcome: o }}"
            );
        }
        format!("nodes: [{nodes}]")
    };
    let deep = graph(&nested(4)).check().unwrap();
    assert_eq!(deep.nodes().len(), 3);
    assert_eq!(run(&deep, &[Event::Begun]).1, ["open b/b/b/b/b 1"]);
    assert_eq!(refused(&nested(5)), ["sub.too_deep@b/b/b/b/b"]);

    let idle = "nodes:
  - { key: a, kind: start, next: s }
  - { key: s, kind: sub, nodes: [{ key: a, kind: start, next: x }, { key: x, kind: end, outcome: x }], next: c }
  - { key: c, kind: choice, table: t, next: [{ on: otherwise, to: s }, { on: y, to: z }] }
  - { key: z, kind: end, outcome: o }";
    assert_eq!(refused(idle), ["loop.without_step@c"]);
}

#[test]
fn what_stands_in_a_sub_process_is_checked_by_itself() {
    let open_split = EVERY_KIND.replace(
        "        - { key: begin, kind: start, next: appoint }\n",
        "        - { key: begin, kind: start, next: both }\n        - { key: both, kind: split, next: [appoint, look] }\n",
    );

    assert!(refused(&open_split).contains(&"split.without_join@visit/both".to_owned()));
}
