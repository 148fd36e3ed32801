//! The times of one case: which duty runs since when, by which clause, until when, and whether it was missed.
//! Counting is the calendar's; what silence means is the matter's.

use calendar::{Calendar, Clock, Limit};
use kit::{Result, Time};

use super::{Silence, matter};

/// A duty that has a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// To accept, to tell what is missing, or not to accept.
    Acceptance,
    /// To decide.
    Decision,
    /// To deliver the decision.
    Delivery,
    /// To inspect whether a promise is kept.
    Verification,
    /// For the applicant to mend what a promise lacks.
    Mending,
}

/// One running or ended time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CaseClock {
    /// Which duty.
    pub duty: Duty,
    /// By which clause.
    pub clause: String,
    /// The statutory count.
    pub clock: Clock,
    /// When the statute runs out.
    pub due_at: Time,
    /// What was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Limit>,
    /// When what was promised runs out; never later than the statute.
    pub promised_at: Option<Time>,
    /// Whether a year nobody has announced yet was counted through.
    pub provisional: bool,
    /// What silence means.
    pub silence: Silence,
    /// When the duty was done.
    pub ended_at: Option<Time>,
    /// When it was found to be missed.
    pub overdue_at: Option<Time>,
}

/// The times of one case, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct CaseClocks(pub Vec<CaseClock>);

impl CaseClocks {
    /// Starts the time of a duty.
    pub fn start(&mut self, duty: Duty, law: &matter::Duty, at: Time, calendar: &Calendar) {
        let clock = Clock::start(at, law.statutory);
        let promised_at = law.promised.map(|it| calendar.deadline(at, it).at);
        let mut it = CaseClock {
            duty,
            clause: law.clause.clone(),
            clock,
            due_at: at,
            promised: law.promised,
            promised_at,
            provisional: false,
            silence: law.silence,
            ended_at: None,
            overdue_at: None,
        };
        it.count(calendar);
        self.0.push(it);
    }

    /// Ends the running time of a duty.
    pub fn end(&mut self, duty: Duty, at: Time) {
        if let Some(it) = self.running_mut(duty) {
            it.ended_at = Some(at);
        }
    }

    /// Ends every running time: the case is over.
    pub fn end_all(&mut self, at: Time) {
        self.0.iter_mut().filter(|it| it.ended_at.is_none()).for_each(|it| it.ended_at = Some(at));
    }

    /// The running time of a duty.
    pub fn running(&self, duty: Duty) -> Option<&CaseClock> {
        self.0.iter().find(|it| it.duty == duty && it.ended_at.is_none())
    }

    /// The running time of a duty, to change it.
    pub fn running_mut(&mut self, duty: Duty) -> Option<&mut CaseClock> {
        self.0.iter_mut().find(|it| it.duty == duty && it.ended_at.is_none())
    }

    /// The time that runs now; the last one where none does.
    pub fn current(&self) -> Option<&CaseClock> {
        self.0.iter().find(|it| it.ended_at.is_none()).or_else(|| self.0.last())
    }

    /// When the next duty will be missed, unless it is done before.
    pub fn next_due_at(&self) -> Option<Time> {
        let running = self.0.iter().filter(|it| it.ended_at.is_none() && it.overdue_at.is_none());
        let running = running.filter(|it| !it.is_stopped());
        running.map(|it| it.due_at).min()
    }

    /// Whether a running time counts through a year nobody has announced yet.
    pub fn is_provisional(&self) -> bool {
        self.0.iter().any(|it| it.provisional && it.ended_at.is_none())
    }

    /// Counts the running times again, because the calendar has changed.
    pub fn recount(&mut self, calendar: &Calendar) {
        self.0.iter_mut().filter(|it| it.ended_at.is_none()).for_each(|it| it.count(calendar));
    }
}

impl CaseClock {
    /// Works out when it runs out; a clock that stands keeps the moment it had.
    pub fn count(&mut self, calendar: &Calendar) {
        if let Some(deadline) = self.clock.deadline(calendar) {
            self.due_at = deadline.at;
            self.provisional = deadline.provisional;
        }
        if let Some(at) = self.promise_clock().and_then(|it| it.deadline(calendar)).map(|it| it.at) {
            self.promised_at = Some(at);
        }
    }

    /// Stops it with a special procedure; until that ends, it says when it runs out if that ends as expected.
    pub fn stand(
        &mut self,
        (at, expected_at): (Time, Time),
        kind: &str,
        promised: Option<Limit>,
        calendar: &Calendar,
    ) -> Result<()> {
        self.promised = self.promised.or(promised).filter(|_| self.promised_at.is_some());
        self.clock.stop(at, kind)?;
        self.overdue_at = None;
        let mut expected = self.clone();
        expected.go_on(expected_at, calendar)?;
        (self.due_at, self.promised_at) = (expected.due_at, expected.promised_at);
        self.provisional = expected.provisional;
        Ok(())
    }

    /// Lets it go on after a special procedure.
    pub fn go_on(&mut self, at: Time, calendar: &Calendar) -> Result<()> {
        self.clock.resume(at)?;
        self.count(calendar);
        Ok(())
    }

    /// Gives it more time by law; what was promised falls away.
    pub fn extend(&mut self, by: Limit, calendar: &Calendar) -> Result<()> {
        self.clock.extend(by)?;
        (self.promised, self.promised_at, self.overdue_at) = (None, None, None);
        self.count(calendar);
        Ok(())
    }

    /// Whether a special procedure holds it.
    pub fn is_stopped(&self) -> bool {
        self.ended_at.is_none() && self.clock.stops().last().is_some_and(|it| it.to.is_none())
    }

    /// The count of what was promised, with the same stops.
    pub fn promise_clock(&self) -> Option<Clock> {
        let mut clock = Clock::start(self.clock.started_at(), self.promised?);
        for stop in self.clock.stops() {
            clock.stop(stop.from, &stop.kind).ok()?;
            if let Some(to) = stop.to {
                clock.resume(to).ok()?;
            }
        }
        Some(clock)
    }

    /// The moment people are told: what was promised, else the statute.
    pub fn told_at(&self) -> Time {
        self.promised_at.map_or(self.due_at, |it| it.min(self.due_at))
    }
}
