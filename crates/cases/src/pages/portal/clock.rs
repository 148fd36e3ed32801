//! The clock of a duty as people see it: days used and left, the last day, and what may still move it.
//! Counts nothing itself that the calendar counts.

use calendar::{Calendar, Day, State, Unit};
use kit::{Lang, Time, t};
use maud::Markup;
use web::pages::{ClockPicture, Light, clock_picture};

use super::words;
use crate::model::{CaseClock, Duty, Silence};

/// A clock turns amber when so few of ten parts of its time are left.
const AMBER_TENTHS: i64 = 2;

/// A clock as a ring with its facts in words.
pub(in crate::pages) fn picture(lang: Lang, clock: &CaseClock, calendar: &Calendar, now: Time) -> Markup {
    let counted = Counted::of(clock, calendar, now);
    let deadline = words::last_day(lang, clock.told_at(), calendar);
    let note = note(lang, clock, calendar);
    let picture = ClockPicture {
        name: name(lang, clock.duty),
        used: counted.used,
        total: counted.total,
        light: counted.light,
        deadline: &deadline,
        note: &note,
    };
    clock_picture(lang, &picture)
}

/// What the duty of a clock is called.
pub(in crate::pages) fn name(lang: Lang, duty: Duty) -> &'static str {
    match duty {
        Duty::Acceptance => t!("clock.acceptance", lang),
        Duty::Decision => t!("clock.decision", lang),
        Duty::Delivery => t!("clock.delivery", lang),
        Duty::Verification => t!("clock.verification", lang),
        Duty::Mending => t!("clock.mending", lang),
    }
}

/// How far a clock has come, in working days.
pub(in crate::pages) struct Counted {
    /// Gone.
    pub(in crate::pages) used: u32,
    /// There are.
    pub(in crate::pages) total: u32,
    /// How urgent.
    pub(in crate::pages) light: Light,
}

impl Counted {
    pub(in crate::pages) fn of(clock: &CaseClock, calendar: &Calendar, now: Time) -> Counted {
        let at = clock.ended_at.unwrap_or(now);
        let (first, last) = (Day::of(clock.clock.started_at(), calendar), last_day(clock, calendar));
        let is_promise = clock.promised_at.is_some_and(|it| it < clock.due_at);
        let counted = match is_promise {
            true => clock.promise_clock(),
            false => Some(clock.clock.clone()),
        };
        let left = match &counted {
            Some(it) => it.days_left(calendar, at),
            None => days_between(calendar, Day::of(at, calendar), last),
        };
        let total = match counted.filter(|it| it.limit().unit() == Unit::WorkingDays) {
            Some(it) => it.limit().n() + it.extensions().iter().map(|it| it.n()).sum::<u32>(),
            None => calendar.working_days(first, last),
        };
        let used = u32::try_from(i64::from(total) - left).unwrap_or_default();
        Counted { used, total, light: light(clock, calendar, now, (left, total)) }
    }
}

fn light(clock: &CaseClock, calendar: &Calendar, now: Time, (left, total): (i64, u32)) -> Light {
    if clock.ended_at.is_some() {
        Light::Done
    } else if clock.is_stopped() || clock.clock.state(calendar, now) == State::Stopped {
        Light::Stopped
    } else if clock.told_at() <= now {
        Light::Red
    } else if left * 10 <= i64::from(total) * AMBER_TENTHS {
        Light::Amber
    } else {
        Light::Green
    }
}

/// What else to know: the statute behind a promise, what silence means, that the day may move.
fn note(lang: Lang, clock: &CaseClock, calendar: &Calendar) -> String {
    let mut said = Vec::new();
    let statute = words::last_day(lang, clock.due_at, calendar);
    if clock.told_at() < clock.due_at {
        said.push(t!("clock.note.promised", lang, day = statute));
    }
    if !clock.clock.extensions().is_empty() {
        said.push(t!("clock.note.extended", lang).to_owned());
    }
    if clock.is_stopped() {
        said.push(t!("clock.note.stopped", lang).to_owned());
    } else if !clock.clock.stops().is_empty() {
        said.push(t!("clock.note.was_stopped", lang).to_owned());
    }
    if clock.ended_at.is_none() {
        match clock.silence {
            Silence::Accepted => said.push(t!("clock.note.silence", lang).to_owned()),
            Silence::Granted => said.push(t!("clock.note.silence_grants", lang).to_owned()),
            Silence::Refused => said.push(t!("clock.note.silence_refuses", lang).to_owned()),
            Silence::Nothing => {}
        }
        if clock.provisional {
            said.push(t!("clock.note.provisional", lang).to_owned());
        }
    }
    said.join(" ")
}

fn last_day(clock: &CaseClock, calendar: &Calendar) -> Day {
    Day::of(clock.told_at().plus_ms(-1), calendar)
}

fn days_between(calendar: &Calendar, today: Day, last: Day) -> i64 {
    match today <= last {
        true => i64::from(calendar.working_days(today, last)),
        false => -i64::from(calendar.working_days(last, today)),
    }
}
