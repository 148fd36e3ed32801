//! Proofs of how urgent a task is: the light, the days, what was missed.

use calendar::{Calendar, Light};
use kit::{Id128, Time};
use store::testing::MONDAY;

use super::house::{days, later, matter};
use crate::model::{CaseClocks, CaseId, Duty, Missed, Task, TaskId};

/// A decision of the first matter that runs since Monday, by its promise of ten working days or by statute.
fn decision(calendar: &Calendar, promised: bool) -> (Task, CaseClocks) {
    let mut law = matter().clocks.decision;
    law.promised = promised.then(|| days(10));
    let mut clocks = CaseClocks::default();
    clocks.start(Duty::Decision, &law, MONDAY, calendar);
    let due_at = clocks.current().unwrap().told_at();
    (task("decide", due_at), clocks)
}

fn task(duty: &str, due_at: Time) -> Task {
    Task {
        id: TaskId::from(Id128(1)),
        case: CaseId::from(Id128(1)),
        node: duty.to_owned(),
        visit: 1,
        duty: duty.to_owned(),
        agency: None,
        due_at,
        opened_at: MONDAY,
        ended_at: None,
        ended_by: None,
        outcome: None,
        seat: None,
    }
}

#[test]
fn the_light_of_a_task_turns_amber_two_working_days_before_its_last_and_red_on_it() {
    let calendar = Calendar::china();
    let (task, clocks) = decision(&calendar, true);
    let at = |n_days| task.urgency(&clocks, &calendar, later(MONDAY, n_days));

    assert_eq!((at(0).light, at(0).days_left), (Light::Green, 10));
    assert_eq!((at(9).light, at(9).days_left), (Light::Green, 3));
    assert_eq!((at(10).light, at(10).days_left), (Light::Amber, 2));
    assert_eq!((at(14).light, at(14).days_left, at(14).missed), (Light::Red, 0, None));
}

#[test]
fn a_missed_promise_is_told_from_a_missed_statute() {
    let calendar = Calendar::china();
    let (task, clocks) = decision(&calendar, true);
    let at = |n_days| task.urgency(&clocks, &calendar, later(MONDAY, n_days));

    assert_eq!((at(15).light, at(15).missed, at(15).days_left), (Light::Red, Some(Missed::Promise), -1));
    assert_eq!(at(40).missed, Some(Missed::Statute));
}

#[test]
fn a_statute_without_a_promise_is_counted_by_its_clock_and_marked_where_it_may_move() {
    let calendar = Calendar::china();
    let (mut task, mut clocks) = decision(&calendar, false);
    let statute = task.urgency(&clocks, &calendar, MONDAY);
    clocks.running_mut(Duty::Decision).unwrap().clock.stop(MONDAY, "testing").unwrap();

    let stopped = task.urgency(&clocks, &calendar, later(MONDAY, 1));
    task.due_at = Task::NEVER;
    let never = task.urgency(&clocks, &calendar, MONDAY);

    assert_eq!((statute.days_left, statute.missed), (20, None));
    assert_eq!(stopped.light, Light::Still);
    assert_eq!((never.last_day, never.light), (None, Light::Green));
}
