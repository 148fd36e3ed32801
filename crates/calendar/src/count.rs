//! The counting itself: through limits one after another, past the days a stop covers, to the last day.
//! Allocates nothing and asks no clock; the rule it follows stands at the head of `clock.rs`.

use kit::Time;

use crate::{Calendar, Day, Deadline, Limit, Stop, Unit};

/// Where limits end that follow one another from an event; none if an open stop without an end holds them.
/// `open_until` is taken as the end of a stop that is still open.
pub(crate) fn due(
    calendar: &Calendar,
    started_at: Time,
    limits: (Limit, &[Limit]),
    stops: &[Stop],
    open_until: Option<Time>,
) -> Option<Deadline> {
    let days = Days { calendar, stops, open_until };
    if limits.0.unit() == Unit::Hours {
        let n_hours = limits.1.iter().fold(i64::from(limits.0.n()), |sum, it| sum + i64::from(it.n()));
        let at = days.hours(started_at, n_hours)?;
        return Some(Deadline { at, day: calendar.day_of(at), provisional: false });
    }
    let day = calendar.day_of(started_at).max(Calendar::first_day());
    let mut count = Count { days, day, provisional: false };
    // Neighbours of one unit are one limit: a month and a month are two months, from the same day.
    let (mut n, mut unit) = plain(limits.0);
    for next in limits.1.iter().copied().map(plain) {
        if next.1 == unit {
            n += next.0;
        } else {
            count.pass(n, unit)?;
            (n, unit) = next;
        }
    }
    count.pass(n, unit)?;
    count.settle()?;
    Some(Deadline { at: calendar.end_of(count.day), day: count.day, provisional: count.provisional })
}

fn plain(limit: Limit) -> (u32, Unit) {
    match limit.unit() {
        Unit::Years => (limit.n() * 12, Unit::Months),
        unit => (limit.n(), unit),
    }
}

/// The days of a calendar, and the stops that take some of them away.
pub(crate) struct Days<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) stops: &'a [Stop],
    pub(crate) open_until: Option<Time>,
}

impl Days<'_> {
    /// How many working days come after one day, up to and with another, that no stop covers.
    pub(crate) fn running_working_days(&self, after: Day, to: Day) -> u32 {
        let (mut day, mut n) = (after, 0);
        while day < to {
            let (start, end) = self.stop_after(day).unwrap_or((to, Some(to)));
            let start = start.clamp(day, to);
            n += self.calendar.working_days(day, start);
            day = end.unwrap_or(to);
        }
        n
    }

    /// The next stop that covers a day after this one, as the day it starts on and the day it ends on.
    fn stop_after(&self, day: Day) -> Option<(Day, Option<Day>)> {
        self.stops.iter().find_map(|stop| {
            let start = self.calendar.day_of(stop.from);
            let end = self.end(stop).map(|it| self.calendar.day_of(it));
            end.is_none_or(|it| it > day && it > start).then_some((start, end))
        })
    }

    fn end(&self, stop: &Stop) -> Option<Time> {
        stop.to.or_else(|| self.open_until.map(|it| it.max(stop.from)))
    }

    /// The moment after so many running hours.
    fn hours(&self, started_at: Time, n: i64) -> Option<Time> {
        let (mut at, mut left_ms) = (started_at, n * 3_600_000);
        for stop in self.stops {
            let until_stop_ms = stop.from.ms_since(at);
            if left_ms < until_stop_ms {
                break;
            }
            left_ms -= until_stop_ms;
            at = self.end(stop)?;
        }
        Some(at.plus_ms(left_ms))
    }
}

/// A count on its way.
struct Count<'a> {
    days: Days<'a>,
    day: Day,
    provisional: bool,
}

impl Count<'_> {
    /// Goes on by so many of a unit that no stop covers.
    fn pass(&mut self, n: u32, unit: Unit) -> Option<()> {
        let calendar = self.days.calendar;
        let is_working = unit == Unit::WorkingDays;
        let mut left = match unit {
            Unit::Months => self.day.plus_months(n).days_since(self.day).cast_unsigned(),
            _ => n,
        };
        loop {
            let nth = |day: Day| match is_working {
                true => calendar.add_working_days(day, left),
                false => day.plus(left.cast_signed()),
            };
            let from = self.day;
            let stop = self.days.stop_after(from).map(|(start, end)| (start.max(from), end));
            let wanted = nth(from);
            match stop {
                Some((start, end)) if start < wanted => {
                    self.provisional |= is_working && calendar.has_unknown(from, start);
                    left -= match is_working {
                        true => calendar.working_days(from, start),
                        false => start.days_since(from).cast_unsigned(),
                    };
                    self.day = end?;
                }
                _ => {
                    self.provisional |= is_working && calendar.has_unknown(from, wanted);
                    self.day = wanted;
                    return Some(());
                }
            }
        }
    }

    /// Goes on to the first day that works and at whose end the clock runs.
    fn settle(&mut self) -> Option<()> {
        let calendar = self.days.calendar;
        loop {
            match self.days.stop_after(self.day) {
                Some((start, end)) if start <= self.day => self.day = end?,
                _ => {
                    let is_past_reach = self.day >= Calendar::last_day();
                    self.provisional |= is_past_reach || calendar.is_unknown(self.day);
                    if is_past_reach || calendar.works(self.day) {
                        return Some(());
                    }
                    self.day = self.day.plus(1);
                }
            }
        }
    }
}
