//! Proofs of taking back, and of moving a running process to another version of its graph.

use std::collections::BTreeMap;

use crate::{Checked, Event, Refused, State, migrate, step};

use super::{LICENCE, done, graph, licence, open, run};

fn taken_back(node: &str, visit: u32) -> Event {
    Event::TakenBack { node: node.to_owned(), visit }
}

fn side_by_side() -> Vec<Event> {
    vec![Event::Begun, done("check", 1, "accepted")]
}

fn last(events: &[Vec<Event>]) -> (State, Vec<String>) {
    run(&licence(), &events.concat())
}

#[test]
fn what_nobody_has_gone_on_with_can_be_taken_back() {
    let (state, _) = last(&[side_by_side()]);
    assert_eq!(state.may_take_back("check"), Some(1));

    let (state, commands) = last(&[side_by_side(), vec![taken_back("check", 1)]]);

    assert_eq!(commands, ["close examine 1", "close inspect 1", "open check 2"]);
    assert_eq!(open(&state), ["check 2"]);
    assert_eq!(state.may_take_back("check"), None);
}

#[test]
fn once_somebody_has_gone_on_it_is_too_late() {
    let (state, _) = last(&[side_by_side(), vec![done("inspect", 1, "again")]]);

    assert_eq!(state.may_take_back("check"), None);
    assert_eq!(state.may_take_back("inspect"), Some(1));
    let refused = |event| step(&licence(), &state, event).unwrap_err();
    assert_eq!(refused(taken_back("check", 1)), Refused::TooLate);
    assert_eq!(refused(taken_back("inspect", 2)), Refused::TooLate);
    assert_eq!(refused(taken_back("nowhere", 1)), Refused::UnknownNode);
}

#[test]
fn what_waits_at_a_join_is_taken_from_there_until_the_join_is_passed() {
    let examined = [side_by_side(), vec![done("examine", 1, "done")]].concat();
    let (state, commands) = last(&[examined.clone(), vec![taken_back("examine", 1)]]);
    assert_eq!(commands, ["open examine 2"]);
    assert_eq!(open(&state), ["examine 2", "inspect 1"]);

    let (state, _) = last(&[examined.clone(), vec![done("inspect", 1, "passed")]]);
    assert_eq!(state.may_take_back("examine"), None);
    let (state, commands) =
        last(&[examined.clone(), vec![done("inspect", 1, "passed"), taken_back("inspect", 1)]]);
    assert_eq!(commands, ["close decide 1", "open inspect 2"]);
    assert_eq!(open(&state), ["inspect 2"]);

    let again = vec![done("inspect", 1, "passed"), taken_back("inspect", 1), done("inspect", 2, "passed")];
    assert_eq!(last(&[examined, again]).1, ["open decide 2"]);
}

#[test]
fn a_table_in_between_does_not_stand_in_the_way() {
    let graph = graph(
        "nodes:
  - { key: a, kind: start, next: b }
  - { key: b, kind: step, role: r, duty: d, undo: unmake, next: c }
  - { key: c, kind: choice, table: t, next: [{ on: x, to: d }, { on: otherwise, to: z }] }
  - { key: d, kind: step, role: r, duty: d, next: z }
  - { key: z, kind: end, outcome: o }",
    );
    let chosen = Event::Chosen { node: "c".to_owned(), visit: 1, outcome: "x".to_owned() };

    let events = [Event::Begun, done("b", 1, "done"), chosen, taken_back("b", 1)];

    let (_, commands) = run(&graph.check().unwrap(), &events);
    assert_eq!(commands, ["close d 1", "undo b unmake", "open b 2"]);
}

#[test]
fn a_state_kept_before_there_were_seats_and_trails_still_runs() {
    let json = r#"{"open":["inspect"],"visits":{"check":1,"examine":1,"inspect":1},"arrived":{"met":1}}"#;
    let state: State = serde_json::from_str(json).unwrap();

    let (state, _) = step(&licence(), &state, done("inspect", 1, "passed")).unwrap();

    assert_eq!(open(&state), ["decide 1"]);
}

fn plan(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect()
}

fn version(changes: &[(&str, &str)]) -> Checked {
    let yaml = changes.iter().fold(LICENCE.to_owned(), |yaml, (from, to)| yaml.replace(from, to));
    graph(&yaml).check().unwrap()
}

fn wrong(to: &Checked, pairs: &[(&str, &str)]) -> Vec<String> {
    let (state, _) = last(&[side_by_side()]);
    let problems = migrate(&licence(), to, &state, &plan(pairs)).unwrap_err();
    problems.iter().map(|it| format!("{}@{}", it.code, it.place)).collect()
}

#[test]
fn a_running_process_goes_on_in_a_version_that_kept_its_nodes() {
    let (state, _) = last(&[side_by_side(), vec![done("examine", 1, "done")]]);
    let to = version(&[(
        "next: met }",
        "next: again }\n  - { key: again, kind: step, role: bureau, duty: examine, next: met }",
    )]);

    let (state, commands) = migrate(&licence(), &to, &state, &plan(&[])).unwrap();

    assert!(commands.is_empty());
    let (state, _) = step(&to, &state, done("inspect", 1, "passed")).unwrap();
    assert_eq!(open(&state), ["decide 1"]);
}

#[test]
fn a_node_the_plan_names_closes_and_opens_anew() {
    let (state, _) = last(&[side_by_side()]);
    let to = version(&[
        ("inspect, kind", "see, kind"),
        ("examine, inspect]", "examine, see]"),
        ("key: inspect", "key: see"),
        ("next: inspect }", "next: see }"),
    ]);

    let (state, commands) = migrate(&licence(), &to, &state, &plan(&[("inspect", "see")])).unwrap();

    assert_eq!(commands.iter().map(super::said).collect::<Vec<_>>(), ["close inspect 1", "open see 2"]);
    assert_eq!(open(&state), ["examine 1", "see 2"]);
    let refused = step(&to, &state, done("see", 1, "passed")).unwrap_err();
    assert_eq!(refused, Refused::WrongVisit, "an answer to the old version does not count");
}

#[test]
fn what_cannot_be_placed_is_refused_by_name() {
    let changed = version(&[("role: station", "role: centre")]);
    assert_eq!(wrong(&changed, &[]), ["migration.changed@inspect"]);
    assert!(
        migrate(&licence(), &changed, &last(&[side_by_side()]).0, &plan(&[("inspect", "inspect")])).is_ok()
    );

    let same = licence();
    assert_eq!(wrong(&same, &[("inspect", "mend")]), ["migration.other_kind@inspect"]);
    assert_eq!(wrong(&same, &[("inspect", "examine")]), ["migration.doubled@inspect"]);
    assert_eq!(wrong(&same, &[("inspect", "decide")]), ["migration.not_placeable@"]);
    assert_eq!(wrong(&same, &[("nothing", "decide")]), ["migration.unknown_node@nothing"]);
    assert_eq!(
        wrong(&same, &[("inspect", "nowhere")]),
        ["migration.to_nowhere@inspect", "migration.not_there@inspect"]
    );
    let ended = last(&[vec![Event::Begun, done("check", 1, "not_accepted")]]).0;
    assert_eq!(migrate(&same, &same, &ended, &plan(&[])).unwrap_err()[0].code, "migration.not_running");
}
