//! A clock of law: it starts with an event, stands still while the law says so, and runs out at a moment.
//! Knows no case and no official; which stops are lawful is said by the matter.
//!
//! **How it counts.** The day of an event is day 0. A day counts when the clock is running as that day
//! begins: a stop therefore covers the days after the one it starts on, up to and with the one it ends on,
//! and a stop within one day covers none. The last day is the first one, from the last counted day on, that
//! is a working day and at whose end the clock is running: a deadline never falls on a day of rest, and
//! never while the clock stands still.

use kit::{Flaw, Refusal, Time};

use crate::{Calendar, Day, Deadline, Limit, Unit, count};

/// The most stops one clock can have.
pub const STOPS_MAX: usize = 64;
/// The most extensions one clock can have.
pub const EXTENSIONS_MAX: usize = 16;
/// The longest name of a kind of stop, in bytes.
pub const KIND_BYTES_MAX: usize = 64;

/// A running count of days towards a deadline.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Written")]
pub struct Clock {
    started_at: Time,
    limit: Limit,
    stops: Vec<Stop>,
    extensions: Vec<Limit>,
}

/// A time the law does not count.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// When the clock was stopped.
    pub from: Time,
    /// When it went on; none while it stands.
    pub to: Option<Time>,
    /// Why, as the matter names it: `expert_review`.
    pub kind: String,
}

/// What a clock is doing at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Time is passing.
    Running,
    /// A lawful stop holds it.
    Stopped,
    /// The deadline has passed.
    Overdue,
}

/// When a traffic light changes, in working days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Amber at so many working days left, or fewer.
    pub amber_days: i64,
    /// Red at so many, or fewer.
    pub red_days: i64,
}

/// How urgent a clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// There is time.
    Green,
    /// It is getting late.
    Amber,
    /// Now, or already too late.
    Red,
    /// The clock stands still; there is nothing to hurry for.
    Still,
}

impl Clock {
    /// Starts with an event.
    pub fn start(at: Time, limit: Limit) -> Clock {
        Clock { started_at: at, limit, stops: Vec::new(), extensions: Vec::new() }
    }

    /// Stops it; refused while it stands, or before what already happened.
    pub fn stop(&mut self, at: Time, kind: &str) -> kit::Result<()> {
        let stop = Stop { from: at, to: None, kind: kind.to_owned() };
        self.change(|it| it.stops.push(stop))
    }

    /// Lets it go on; refused unless it stands.
    pub fn resume(&mut self, at: Time) -> kit::Result<()> {
        if self.stops.last().is_none_or(|it| it.to.is_some()) {
            return Err(Refusal::conflict("clock.not_stopped").into());
        }
        self.change(|it| it.stops.last_mut().expect("it stands").to = Some(at))
    }

    /// Gives more time, counted from the end of the time given so far.
    pub fn extend(&mut self, by: Limit) -> kit::Result<()> {
        self.change(|it| it.extensions.push(by))
    }

    /// When it runs out; none while an open stop holds it.
    pub fn deadline(&self, calendar: &Calendar) -> Option<Deadline> {
        count::due(calendar, self.started_at, self.limits(), &self.stops, None)
    }

    /// When it would run out if a stop that is still open ended now.
    pub fn deadline_if_resumed(&self, calendar: &Calendar, now: Time) -> Deadline {
        count::due(calendar, self.started_at, self.limits(), &self.stops, Some(now))
            .expect("every stop has an end when the open one ends now")
    }

    /// Working days left after today; 0 on the last day; negative for working days gone by since.
    /// While the clock stands it is what would be left if it went on now.
    pub fn days_left(&self, calendar: &Calendar, now: Time) -> i64 {
        let (today, last) = (Day::of(now, calendar), self.deadline_if_resumed(calendar, now).day);
        let days = count::Days { calendar, stops: &self.stops, open_until: Some(now) };
        match today <= last {
            true => i64::from(days.running_working_days(today, last)),
            false => -i64::from(calendar.working_days(last, today)),
        }
    }

    /// What it is doing.
    pub fn state(&self, calendar: &Calendar, now: Time) -> State {
        if self.deadline(calendar).is_some_and(|it| it.at <= now) {
            return State::Overdue;
        }
        let holds = |it: &Stop| it.from <= now && it.to.is_none_or(|to| now < to);
        if self.stops.iter().any(holds) { State::Stopped } else { State::Running }
    }

    /// How urgent it is.
    pub fn light(&self, calendar: &Calendar, now: Time, thresholds: Thresholds) -> Light {
        match self.state(calendar, now) {
            State::Overdue => Light::Red,
            State::Stopped => Light::Still,
            State::Running => match self.days_left(calendar, now) {
                left if left <= thresholds.red_days => Light::Red,
                left if left <= thresholds.amber_days => Light::Amber,
                _ => Light::Green,
            },
        }
    }

    /// When it started.
    pub fn started_at(&self) -> Time {
        self.started_at
    }

    /// What the law gave first.
    pub fn limit(&self) -> Limit {
        self.limit
    }

    /// Its stops, in order; only the last can be open.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Its extensions, in order.
    pub fn extensions(&self) -> &[Limit] {
        &self.extensions
    }

    fn limits(&self) -> (Limit, &[Limit]) {
        (self.limit, &self.extensions)
    }

    /// Changes it, unless what comes out breaks a rule.
    fn change(&mut self, change: impl FnOnce(&mut Clock)) -> kit::Result<()> {
        let mut changed = self.clone();
        change(&mut changed);
        changed.check()?;
        *self = changed;
        Ok(())
    }

    fn check(&self) -> kit::Result<()> {
        let refuse = |field: &str, code| Err(Refusal::invalid(field, code).into());
        if self.stops.len() > STOPS_MAX {
            return Err(Refusal::flawed(vec![
                Flaw::of("stops", "clock.too_many_stops").with("max", STOPS_MAX),
            ])
            .into());
        }
        if self.extensions.len() > EXTENSIONS_MAX {
            let flaw = Flaw::of("extensions", "clock.too_many_extensions").with("max", EXTENSIONS_MAX);
            return Err(Refusal::flawed(vec![flaw]).into());
        }
        if self.extensions.iter().any(|it| (it.unit() == Unit::Hours) != (self.limit.unit() == Unit::Hours)) {
            return refuse("extensions", "clock.units_mixed");
        }
        let mut running_since = Some(self.started_at);
        for stop in &self.stops {
            let Some(since) = running_since else {
                return Err(Refusal::conflict("clock.stopped").into());
            };
            if stop.from < since || stop.to.is_some_and(|to| to < stop.from) {
                return refuse("stops", "clock.event_too_early");
            }
            if stop.kind.is_empty() || stop.kind.len() > KIND_BYTES_MAX {
                return refuse("stops", "clock.kind_wrong");
            }
            running_since = stop.to;
        }
        Ok(())
    }
}

/// A clock as it is stored.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    started_at: Time,
    limit: Limit,
    #[serde(default)]
    stops: Vec<Stop>,
    #[serde(default)]
    extensions: Vec<Limit>,
}

impl TryFrom<Written> for Clock {
    type Error = kit::Error;

    fn try_from(it: Written) -> kit::Result<Clock> {
        let Written { started_at, limit, stops, extensions } = it;
        let clock = Clock { started_at, limit, stops, extensions };
        clock.check()?;
        Ok(clock)
    }
}
