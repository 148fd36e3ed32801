//! Proofs of how the machine runs one graph, and of what it does not take.

use crate::{Event, Refused, State, VISITS_MAX, step};

use super::{done, graph, licence, open, returned, run};

fn side_by_side() -> Vec<Event> {
    vec![Event::Begun, done("check", 1, "accepted")]
}

fn refused(state: &State, event: Event) -> Refused {
    step(&licence(), state, event).expect_err("the machine does not take this")
}

#[test]
fn a_case_is_accepted_handled_side_by_side_decided_and_ended() {
    let mut events = side_by_side();

    let (state, commands) = run(&licence(), &events);
    assert_eq!(commands, ["open examine 1", "open inspect 1"]);
    assert_eq!(open(&state), ["examine 1", "inspect 1"]);

    events.push(done("inspect", 1, "passed"));
    assert_eq!(run(&licence(), &events).1, Vec::<String>::new());
    events.push(done("examine", 1, "done"));
    assert_eq!(run(&licence(), &events).1, ["open decide 1"]);
    events.push(done("decide", 1, "granted"));
    let (state, commands) = run(&licence(), &events);
    assert_eq!(commands, ["end granted"]);
    assert_eq!(state.ended(), Some("granted"));
    assert!(open(&state).is_empty());
}

#[test]
fn a_node_opened_again_has_the_next_visit() {
    let events = [Event::Begun, done("check", 1, "incomplete"), done("correct", 1, "done")];

    let (state, commands) = run(&licence(), &events);

    assert_eq!(commands, ["open check 2"]);
    assert_eq!(refused(&state, done("check", 1, "accepted")), Refused::WrongVisit);
    assert_eq!(state.visits("correct"), 1);
}

#[test]
fn what_the_machine_cannot_take_is_refused_by_name() {
    let (state, _) = run(&licence(), &side_by_side());
    let (ended, _) = run(&licence(), &[Event::Begun, done("check", 1, "not_accepted")]);

    assert_eq!(refused(&State::default(), done("check", 1, "accepted")), Refused::NotBegun);
    assert_eq!(refused(&State::default(), Event::Withdrawn), Refused::NotBegun);
    assert_eq!(refused(&state, Event::Begun), Refused::AlreadyBegun);
    assert_eq!(refused(&state, done("nowhere", 1, "done")), Refused::UnknownNode);
    assert_eq!(refused(&state, done("decide", 1, "granted")), Refused::NotOpen);
    assert_eq!(refused(&state, done("met", 1, "done")), Refused::NotOpen);
    assert_eq!(refused(&state, done("inspect", 1, "granted")), Refused::UnknownOutcome);
    assert_eq!(refused(&ended, done("check", 1, "accepted")), Refused::Ended);
    assert_eq!(refused(&ended, Event::Begun), Refused::Ended);
    assert_eq!(refused(&ended, Event::Withdrawn), Refused::Ended);
}

#[test]
fn a_withdrawn_case_leaves_nothing_open() {
    let mut events = side_by_side();
    events.push(Event::Withdrawn);

    let (state, commands) = run(&licence(), &events);

    assert_eq!(commands, ["close examine 1", "close inspect 1", "end withdrawn"]);
    assert_eq!(state.ended(), Some("withdrawn"));
    assert!(open(&state).is_empty());
}

#[test]
fn a_cancelled_case_ends_with_the_outcome_given() {
    let mut events = side_by_side();
    events.extend([done("inspect", 1, "passed"), Event::Cancelled { outcome: "lapsed".to_owned() }]);

    let (state, commands) = run(&licence(), &events);

    assert_eq!(commands, ["close examine 1", "end lapsed"]);
    assert_eq!(serde_json::to_string(&state).unwrap().matches("arrived").count(), 0);
}

#[test]
fn sent_back_out_of_a_branch_the_other_branches_fall_away() {
    let mut events = side_by_side();
    events.push(returned("examine", 1, "check"));

    let (state, commands) = run(&licence(), &events);
    assert_eq!(commands, ["close inspect 1", "open check 2"]);
    assert_eq!(open(&state), ["check 2"]);

    // Nothing that came to the join before counts the second time.
    let mut events = side_by_side();
    events.extend([
        done("inspect", 1, "passed"),
        returned("examine", 1, "check"),
        done("check", 2, "accepted"),
    ]);
    events.push(done("examine", 2, "done"));
    let (state, commands) = run(&licence(), &events);
    assert!(commands.is_empty());
    assert_eq!(open(&state), ["inspect 2"]);
}

#[test]
fn sent_back_into_a_branch_the_other_branches_stand_as_done() {
    let mut events = side_by_side();
    events.extend([
        done("inspect", 1, "passed"),
        done("examine", 1, "done"),
        returned("decide", 1, "inspect"),
    ]);
    let (state, commands) = run(&licence(), &events);
    assert_eq!(commands, ["open inspect 2"]);
    assert_eq!(open(&state), ["inspect 2"]);

    events.push(done("inspect", 2, "passed"));

    assert_eq!(run(&licence(), &events).1, ["open decide 2"]);
}

#[test]
fn sent_back_only_by_a_step_and_only_to_where_the_case_has_been() {
    let (state, _) = run(&licence(), &side_by_side());
    let (waiting, _) = run(&licence(), &[Event::Begun, done("check", 1, "incomplete")]);

    assert_eq!(refused(&state, returned("examine", 1, "decide")), Refused::NotPassed);
    assert_eq!(refused(&state, returned("examine", 1, "examine")), Refused::NotPassed);
    assert_eq!(refused(&state, returned("examine", 1, "both")), Refused::NotPassed);
    assert_eq!(refused(&state, returned("examine", 1, "nowhere")), Refused::UnknownNode);
    assert_eq!(refused(&state, returned("examine", 2, "check")), Refused::WrongVisit);
    assert_eq!(refused(&state, returned("examine", 1, "inspect")), Refused::InAnotherBranch);
    assert_eq!(refused(&waiting, returned("correct", 1, "check")), Refused::MayNotReturn);
}

#[test]
fn the_same_state_is_the_same_bytes() {
    let mut events = side_by_side();
    events.push(done("examine", 1, "done"));

    let (state, _) = run(&licence(), &events);
    let json = serde_json::to_string(&state).unwrap();

    assert_eq!(
        json,
        r#"{"open":["inspect"],"visits":{"check":1,"examine":1,"inspect":1},"arrived":{"met":1},"trails":{"examine":{"visit":1,"opened":[],"waits_at":"met"}}}"#
    );
    assert_eq!(serde_json::from_str::<State>(&json).unwrap(), state);
    assert_eq!(serde_json::to_string(&State::default()).unwrap(), r#"{"open":[],"visits":{}}"#);
}

#[test]
fn a_state_of_another_graph_is_a_fault_and_no_panic() {
    for json in [
        r#"{"open":["moved"],"visits":{"moved":1}}"#,
        r#"{"open":["check"],"visits":{}}"#,
        r#"{"open":["check"],"visits":{"check":1,"both":1}}"#,
        r#"{"open":["check"],"visits":{"check":1},"arrived":{"check":1}}"#,
        r#"{"open":["check"],"visits":{"check":1},"arrived":{"met":2}}"#,
        r#"{"open":[],"visits":{"check":1}}"#,
    ] {
        let state: State = serde_json::from_str(json).unwrap();

        assert_eq!(refused(&state, Event::Withdrawn), Refused::ForeignState, "{json}");
    }
    // Two tokens where one can be: found when they meet.
    let doubled: State =
        serde_json::from_str(r#"{"open":["check","decide"],"visits":{"check":1,"decide":1}}"#).unwrap();
    assert_eq!(refused(&doubled, done("decide", 1, "granted")), Refused::ForeignState);
    assert!(matches!(kit::Error::from(Refused::ForeignState), kit::Error::Fault(_)));
    assert_eq!(kit::Error::from(Refused::NotOpen).refusal().unwrap().code, "flow.not_open");
}

#[test]
fn a_node_is_opened_only_so_often_and_the_case_can_still_be_withdrawn() {
    let json = format!(r#"{{"open":["correct"],"visits":{{"check":{VISITS_MAX},"correct":7}}}}"#);
    let state: State = serde_json::from_str(&json).unwrap();

    assert_eq!(refused(&state, done("correct", 7, "done")), Refused::TooManyVisits);
    assert!(step(&licence(), &state, Event::Withdrawn).is_ok());
}

#[test]
fn a_process_with_nobody_to_ask_ends_as_it_begins() {
    let graph = graph("nodes: [{ key: a, kind: start, next: z }, { key: z, kind: end, outcome: noted }]");

    let (state, commands) = run(&graph.check().unwrap(), &[Event::Begun]);

    assert_eq!(commands, ["end noted"]);
    assert!(state.has_begun());
}
