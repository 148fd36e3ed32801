//! How urgent a task is: the working days left of what people were told, as a traffic light.
//! Counting is the calendar's; what law makes of being late is said where a clock is shown.

use calendar::{Calendar, Day, Light, Thresholds};
use kit::Time;

use super::{Case, CaseClock, CaseClocks, Duty, Task};

/// When the light of a task changes: amber from two working days left, red on the last day.
pub const THRESHOLDS: Thresholds = Thresholds { amber_days: 2, red_days: 0 };

/// How urgent a task is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urgency {
    /// The last day on which it can be done in time; none where nothing sets a time.
    pub last_day: Option<Day>,
    /// Working days left after today; negative once they have gone by.
    pub days_left: i64,
    /// The light.
    pub light: Light,
    /// What was missed, if anything was.
    pub missed: Option<Missed>,
    /// Whether the last day may still move, because a year is not announced yet.
    pub provisional: bool,
}

/// What was missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// A time of our own: what was promised, or what the task had within its case.
    Promise,
    /// The time that law gives.
    Statute,
}

impl Urgency {
    /// Of what nothing sets a time for.
    const NONE: Urgency =
        Urgency { last_day: None, days_left: 0, light: Light::Green, missed: None, provisional: false };

    fn of(clock: Option<&CaseClock>, due_at: Time, calendar: &Calendar, now: Time) -> Urgency {
        let last_day = Day::of(due_at.plus_ms(-1), calendar);
        let days_left = match clock.filter(|it| it.due_at == due_at) {
            Some(it) => it.clock.days_left(calendar, now),
            None => days_between(calendar, Day::of(now, calendar), last_day),
        };
        let is_stopped = clock.is_some_and(CaseClock::is_stopped);
        let is_late = due_at <= now && !is_stopped;
        let statute_gone = |it: &CaseClock| !is_stopped && (it.due_at <= now || it.overdue_at.is_some());
        let missed = match (is_late, clock.is_some_and(statute_gone)) {
            (_, true) => Some(Missed::Statute),
            (true, false) => Some(Missed::Promise),
            (false, false) => None,
        };
        let stands = is_stopped;
        let light = match days_left {
            _ if missed.is_some() => Light::Red,
            _ if stands => Light::Still,
            left if left <= THRESHOLDS.red_days => Light::Red,
            left if left <= THRESHOLDS.amber_days => Light::Amber,
            _ => Light::Green,
        };
        let provisional = clock.is_some_and(|it| it.provisional);
        Urgency { last_day: Some(last_day), days_left, light, missed, provisional }
    }
}

impl Case {
    /// How urgent it is: by the time that runs, of whatever duty.
    pub fn urgency(&self, calendar: &Calendar, now: Time) -> Urgency {
        match self.clocks.current().filter(|it| it.ended_at.is_none()) {
            Some(it) => Urgency::of(Some(it), it.told_at(), calendar, now),
            None => Urgency::NONE,
        }
    }
}

impl Task {
    /// How urgent it is; `clocks` are those of its case.
    pub fn urgency(&self, clocks: &CaseClocks, calendar: &Calendar, now: Time) -> Urgency {
        if self.due_at == Task::NEVER {
            return Urgency::NONE;
        }
        Urgency::of(clocks.running(self.clock()), self.due_at, calendar, now)
    }

    /// The time of its case that it runs against.
    pub fn clock(&self) -> Duty {
        match self.duty.as_str() {
            "accept" | "correct" => Duty::Acceptance,
            "deliver" => Duty::Delivery,
            "settle" => Duty::Acceptance,
            "verify" => Duty::Verification,
            "mend" => Duty::Mending,
            _ => Duty::Decision,
        }
    }
}

fn days_between(calendar: &Calendar, today: Day, last: Day) -> i64 {
    match today <= last {
        true => i64::from(calendar.working_days(today, last)),
        false => -i64::from(calendar.working_days(last, today)),
    }
}
