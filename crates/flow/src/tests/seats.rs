//! Proofs of joint review: who has a seat, when the seats' outcomes make the step's, and who was added.

use crate::{Checked, Event, OPINIONS, Refused, SEATS_MAX, State, step};

use super::{checks::refused as unsound, done, graph, open, run, said_by};

fn review(agree: &str) -> String {
    format!(
        "
nodes:
  - {{ key: a, kind: start, next: b }}
  - {{ key: b, kind: step, role: r, duty: check, next: c }}
  - key: c
    kind: step
    roles: [water, fire, health]
    duty: decide
    agree: {agree}
    agree_on: granted
    otherwise: refused
    next: [{{ on: granted, to: y }}, {{ on: refused, to: n }}]
  - {{ key: y, kind: end, outcome: granted }}
  - {{ key: n, kind: end, outcome: refused }}
"
    )
}

fn checked(agree: &str) -> Checked {
    graph(&review(agree)).check().unwrap()
}

fn opened() -> Vec<Event> {
    vec![Event::Begun, done("b", 1, "done")]
}

fn says(seat: &str, outcome: &str) -> Event {
    said_by(seat, "c", 1, outcome)
}

fn added(by: Option<&str>, seat: &str) -> Event {
    Event::SeatAdded { node: "c".to_owned(), visit: 1, by: by.map(str::to_owned), seat: seat.to_owned() }
}

fn last(agree: &str, more: &[Event]) -> Vec<String> {
    run(&checked(agree), &[opened(), more.to_vec()].concat()).1
}

fn refused(graph: &Checked, state: &State, event: Event) -> Refused {
    step(graph, state, event).expect_err("the machine does not take this")
}

#[test]
fn every_role_has_its_seat() {
    assert_eq!(last("all", &[]), ["open c 1 water", "open c 1 fire", "open c 1 health"]);
}

#[test]
fn all_must_agree_and_one_that_does_not_settles_it() {
    assert_eq!(last("all", &[says("fire", "granted"), says("water", "granted")]), Vec::<String>::new());
    assert_eq!(
        last("all", &[says("fire", "granted"), says("water", "granted"), says("health", "granted")]),
        ["end granted"]
    );
    assert_eq!(
        last("all", &[says("fire", "granted"), says("water", "refused")]),
        ["close c 1 health", "end refused"]
    );
}

#[test]
fn one_is_enough_where_any_may_agree_and_all_must_refuse() {
    assert_eq!(
        last("any", &[says("fire", "granted")]),
        ["close c 1 health", "close c 1 water", "end granted"]
    );
    assert_eq!(last("any", &[says("fire", "refused"), says("water", "refused")]), Vec::<String>::new());
    assert_eq!(
        last("any", &[says("fire", "refused"), says("water", "refused"), says("health", "refused")]),
        ["end refused"]
    );
}

#[test]
fn so_many_of_all_settle_it_either_way() {
    let two = "{ at_least: 2 }";

    assert_eq!(last(two, &[says("fire", "granted"), says("water", "refused")]), Vec::<String>::new());
    assert_eq!(
        last(two, &[says("fire", "granted"), says("water", "refused"), says("health", "granted")]),
        ["end granted"]
    );
    assert_eq!(
        last(two, &[says("fire", "refused"), says("water", "refused")]),
        ["close c 1 health", "end refused"]
    );
}

#[test]
fn no_seat_speaks_twice_and_nobody_without_one() {
    let graph = checked("all");
    let (state, _) = run(&graph, &[opened(), vec![says("fire", "granted")]].concat());

    assert_eq!(refused(&graph, &state, says("fire", "refused")), Refused::SeatConcluded);
    assert_eq!(refused(&graph, &state, says("police", "granted")), Refused::UnknownSeat);
    assert_eq!(refused(&graph, &state, done("c", 1, "granted")), Refused::UnknownSeat);
    assert_eq!(refused(&graph, &state, says("water", "done")), Refused::UnknownOutcome);
    assert_eq!(state.seats("c").filter(|it| it.1.outcome.is_none()).count(), 2);
}

#[test]
fn who_asked_a_reviewer_waits_for_them_and_the_others_do_not() {
    let graph = checked("all");
    let asked = [opened(), vec![added(Some("fire"), "guest")]].concat();
    let (state, commands) = run(&graph, &asked);
    assert_eq!(commands, ["open c 1 guest"]);
    assert_eq!(refused(&graph, &state, says("fire", "granted")), Refused::AwaitsReviewer);
    assert!(step(&graph, &state, says("water", "granted")).is_ok());
    assert_eq!(refused(&graph, &state, says("guest", "granted")), Refused::UnknownOutcome);

    let (state, commands) = run(&graph, &[asked, vec![says("guest", OPINIONS[1])]].concat());

    assert!(commands.is_empty(), "an opinion settles nothing");
    assert!(step(&graph, &state, says("fire", "granted")).is_ok());
}

#[test]
fn a_step_with_one_seat_takes_added_reviewers_too() {
    let graph = checked("all");
    let guest =
        |seat: &str| Event::SeatAdded { node: "b".to_owned(), visit: 1, by: None, seat: seat.to_owned() };
    let mut events = vec![Event::Begun, guest("guest")];
    let (state, commands) = run(&graph, &events);
    assert_eq!(commands, ["open b 1 guest"]);
    assert_eq!(refused(&graph, &state, done("b", 1, "done")), Refused::AwaitsReviewer);
    assert_eq!(refused(&graph, &state, guest("guest")), Refused::SeatTaken);
    assert_eq!(refused(&graph, &state, guest(" ")), Refused::UnknownSeat);

    events.extend([said_by("guest", "b", 1, "agreed"), done("b", 1, "done")]);

    assert_eq!(run(&graph, &events).1, ["open c 1 water", "open c 1 fire", "open c 1 health"]);
}

#[test]
fn a_reviewer_may_ask_another_and_only_so_many_fit() {
    let graph = checked("all");
    let mut events = [opened(), vec![added(Some("fire"), "one"), added(Some("one"), "two")]].concat();
    let (state, _) = run(&graph, &events);
    assert_eq!(refused(&graph, &state, says("one", "agreed")), Refused::AwaitsReviewer);

    events.extend((5..SEATS_MAX).map(|n| added(Some("fire"), &format!("more{n}"))));
    let (state, _) = run(&graph, &events);

    assert_eq!(refused(&graph, &state, added(Some("fire"), "last")), Refused::TooManySeats);
}

#[test]
fn early_agreement_closes_reviewers_still_asked() {
    assert_eq!(
        last("any", &[added(Some("fire"), "guest"), says("water", "granted")]),
        ["close c 1 fire", "close c 1 guest", "close c 1 health", "end granted"]
    );
}

const EACH: &str = "
nodes:
  - { key: a, kind: start, next: b }
  - { key: b, kind: step, role: r, duty: look, each: sites, next: z }
  - { key: z, kind: end, outcome: over }
";

fn counted(n: usize) -> Event {
    Event::Counted { node: "b".to_owned(), visit: 1, n }
}

#[test]
fn a_list_has_a_seat_for_each_of_it() {
    let graph = graph(EACH).check().unwrap();
    let (state, commands) = run(&graph, &[Event::Begun]);
    assert_eq!(commands, ["count b 1 sites"]);
    assert_eq!(refused(&graph, &state, done("b", 1, "done")), Refused::UnknownSeat);
    assert_eq!(refused(&graph, &state, counted(SEATS_MAX + 1)), Refused::TooManySeats);

    let mut events = vec![Event::Begun, counted(2)];
    let (state, commands) = run(&graph, &events);

    assert_eq!(commands, ["open b 1 1", "open b 1 2"]);
    assert_eq!(open(&state), ["b 1"]);
    assert_eq!(refused(&graph, &state, counted(2)), Refused::NotAsked);
    events.extend([said_by("2", "b", 1, "done"), said_by("1", "b", 1, "done")]);
    assert_eq!(run(&graph, &events).1, ["end over"]);
    assert_eq!(run(&graph, &[Event::Begun, counted(0)]).1, ["end over"], "nobody is left to ask");
}

#[test]
fn a_review_that_cannot_be_held_is_refused() {
    let wrong = |from: &str, to: &str| unsound(&review("all").replace(from, to));

    assert_eq!(wrong("[water, fire, health]", "[water]"), ["review.alone@c"]);
    assert_eq!(wrong("[water, fire, health]", "[water, water]"), ["review.role_doubled@c"]);
    assert_eq!(wrong("agree: all", "agree: { at_least: 4 }"), ["review.at_least@c"]);
    assert_eq!(wrong("agree: all", "agree: { at_least: 0 }"), ["review.at_least@c"]);
    assert_eq!(wrong("agree: all", "each: sites"), ["review.each_of_several@c"]);
    assert_eq!(wrong("otherwise: refused", "otherwise: granted"), ["review.outcomes@c"]);
    assert_eq!(wrong("agree_on: granted", "agree_on: passed"), ["review.outcomes@c"]);
    assert_eq!(wrong("    otherwise: refused\n", ""), ["review.outcomes@c"]);
}

#[test]
fn what_was_said_is_kept_in_the_state() {
    let (state, _) = run(&checked("all"), &[opened(), vec![says("fire", "granted")]].concat());

    let json = serde_json::to_string(&state).unwrap();

    assert!(
        json.contains(r#""seats":{"c":{"fire":{"outcome":"granted"},"health":{},"water":{}}}"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<State>(&json).unwrap(), state);
}
