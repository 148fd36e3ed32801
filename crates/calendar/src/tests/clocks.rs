//! Proofs of clocks: stops, extensions, states and lights.

use kit::Error;

use super::{at, day, limit};
use crate::{Calendar, Clock, Day, EXTENSIONS_MAX, FLAW_CODES, Light, STOPS_MAX, State, Thresholds, Unit};

fn clock(from: &str, n: u32) -> Clock {
    Clock::start(at(from), limit(n, Unit::WorkingDays))
}

fn stopped(mut clock: Clock, from: &str, to: &str) -> Clock {
    clock.stop(at(from), "expert_review").unwrap();
    clock.resume(at(to)).unwrap();
    clock
}

fn last(clock: &Clock) -> Option<Day> {
    clock.deadline(&Calendar::china()).map(|it| it.day)
}

#[test]
fn a_stop_covers_the_days_after_it_starts_up_to_the_day_it_ends() {
    let plain = clock("2026-11-02 09:00", 5);

    assert_eq!(last(&plain), Some(day("2026-11-09")));
    assert_eq!(
        last(&stopped(plain.clone(), "2026-11-03 09:00", "2026-11-03 17:00")),
        Some(day("2026-11-09"))
    );
    assert_eq!(
        last(&stopped(plain.clone(), "2026-11-03 09:00", "2026-11-04 00:00")),
        Some(day("2026-11-10"))
    );
    assert_eq!(
        last(&stopped(plain.clone(), "2026-11-03 09:00", "2026-11-05 17:00")),
        Some(day("2026-11-11"))
    );
    assert_eq!(
        last(&stopped(plain.clone(), "2026-11-06 09:00", "2026-11-08 17:00")),
        Some(day("2026-11-09"))
    );
    assert_eq!(last(&stopped(plain, "2026-12-01 09:00", "2026-12-08 17:00")), Some(day("2026-11-09")));
}

#[test]
fn a_clock_stopped_on_its_last_day_runs_out_on_the_day_it_goes_on() {
    let calendar = Calendar::china();
    let mut held = clock("2026-11-02 09:00", 5);

    held.stop(at("2026-11-09 16:00"), "hearing").unwrap();

    assert_eq!(held.deadline(&calendar), None);
    assert_eq!(held.state(&calendar, at("2026-12-30 12:00")), State::Stopped);
    assert_eq!(held.days_left(&calendar, at("2026-11-19 10:00")), 0);
    held.resume(at("2026-11-19 10:00")).unwrap();
    assert_eq!(last(&held), Some(day("2026-11-19")));
}

#[test]
fn an_open_stop_leaves_no_deadline_but_the_days_that_remain() {
    let calendar = Calendar::china();
    let mut held = clock("2026-11-02 09:00", 20);

    held.stop(at("2026-11-09 16:00"), "inspection").unwrap();

    assert_eq!(held.deadline(&calendar), None);
    assert_eq!(held.days_left(&calendar, at("2026-11-09 17:00")), 15);
    assert_eq!(held.days_left(&calendar, at("2026-12-24 17:00")), 15);
    assert_eq!(
        held.light(&calendar, at("2026-12-24 17:00"), Thresholds { amber_days: 50, red_days: 40 }),
        Light::Still
    );
}

#[test]
fn an_extension_follows_the_time_given_so_far() {
    let mut longer = clock("2026-11-02 09:00", 20);

    longer.extend(limit(10, Unit::WorkingDays)).unwrap();

    assert_eq!(last(&longer), last(&clock("2026-11-02 09:00", 30)));
    let mut months = Clock::start(at("2026-01-31 09:00"), limit(1, Unit::Months));
    months.extend(limit(2, Unit::Months)).unwrap();
    assert_eq!(last(&months), Some(day("2026-04-30")));
    let mut mixed = Clock::start(at("2026-10-01 09:00"), limit(60, Unit::CalendarDays));
    mixed.extend(limit(5, Unit::WorkingDays)).unwrap();
    assert_eq!(last(&mixed), Some(day("2026-12-07")));
}

#[test]
fn hours_stand_still_to_the_millisecond() {
    let calendar = Calendar::china();
    let mut report = Clock::start(at("2026-11-06 23:30"), limit(1, Unit::Hours));
    report.extend(limit(1, Unit::Hours)).unwrap();

    report.stop(at("2026-11-07 00:00"), "outage").unwrap();
    assert_eq!(report.deadline(&calendar), None);
    report.resume(at("2026-11-07 05:00")).unwrap();

    assert_eq!(report.deadline(&calendar).unwrap().at, at("2026-11-07 06:30"));
}

#[test]
fn days_left_fall_to_0_on_the_last_day_and_below_when_it_has_passed() {
    let calendar = Calendar::china();
    let running = clock("2026-11-02 09:00", 5);
    let left = |now: &str| running.days_left(&calendar, at(now));

    assert_eq!(left("2026-11-02 09:00"), 5);
    assert_eq!(left("2026-11-06 23:59"), 1);
    assert_eq!(left("2026-11-07 12:00"), 1);
    assert_eq!(left("2026-11-09 23:59"), 0);
    assert_eq!(left("2026-11-10 00:00"), -1);
    assert_eq!(left("2026-11-15 00:00"), -4);
}

#[test]
fn a_light_turns_from_green_to_amber_to_red() {
    let calendar = Calendar::china();
    let running = clock("2026-11-02 09:00", 5);
    let light = |now: &str| running.light(&calendar, at(now), Thresholds { amber_days: 3, red_days: 1 });

    assert_eq!(light("2026-11-03 09:00"), Light::Green);
    assert_eq!(light("2026-11-04 09:00"), Light::Amber);
    assert_eq!(light("2026-11-06 09:00"), Light::Red);
    assert_eq!(light("2026-11-10 00:00"), Light::Red);
    assert_eq!(running.state(&calendar, at("2026-11-09 23:59")), State::Running);
    assert_eq!(running.state(&calendar, at("2026-11-10 00:00")), State::Overdue);
}

#[test]
fn a_clock_refuses_what_cannot_have_happened() {
    let code = |result: kit::Result<()>| match result {
        Err(Error::Refused(it)) => {
            let code = it.flaws.first().map_or(it.code, |flaw| flaw.code);
            assert!(FLAW_CODES.contains(&code));
            code
        }
        other => panic!("{other:?}"),
    };
    let mut it = clock("2026-11-02 09:00", 5);

    assert_eq!(code(it.resume(at("2026-11-03 09:00"))), "clock.not_stopped");
    assert_eq!(code(it.stop(at("2026-11-01 09:00"), "hearing")), "clock.event_too_early");
    assert_eq!(code(it.stop(at("2026-11-03 09:00"), "")), "clock.kind_wrong");
    assert_eq!(code(it.extend(limit(1, Unit::Hours))), "clock.units_mixed");
    it.stop(at("2026-11-03 09:00"), "hearing").unwrap();
    assert_eq!(code(it.stop(at("2026-11-04 09:00"), "hearing")), "clock.stopped");
    assert_eq!(code(it.resume(at("2026-11-03 08:59"))), "clock.event_too_early");
    it.resume(at("2026-11-03 09:00")).unwrap();
    assert_eq!(code(it.stop(at("2026-11-03 08:59"), "hearing")), "clock.event_too_early");
    assert_eq!(it.stops().len(), 1);
    for _ in it.stops().len()..STOPS_MAX {
        it = stopped(it, "2026-11-05 09:00", "2026-11-05 09:00");
    }
    assert_eq!(code(it.stop(at("2026-11-05 09:00"), "hearing")), "clock.too_many_stops");
    for _ in 0..EXTENSIONS_MAX {
        it.extend(limit(1, Unit::WorkingDays)).unwrap();
    }
    assert_eq!(code(it.extend(limit(1, Unit::WorkingDays))), "clock.too_many_extensions");
}

#[test]
fn a_stored_clock_reads_back_and_a_broken_one_is_refused() {
    let mut it = stopped(clock("2026-11-02 09:00", 5), "2026-11-03 09:00", "2026-11-05 09:00");
    it.extend(limit(10, Unit::WorkingDays)).unwrap();

    let json = serde_json::to_string(&it).unwrap();

    assert_eq!(serde_json::from_str::<Clock>(&json).unwrap(), it);
    let broken = json.replace(r#""kind":"expert_review""#, r#""kind":"""#);
    assert!(serde_json::from_str::<Clock>(&broken).is_err());
}
