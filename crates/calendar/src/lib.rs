//! Working days and clocks: from a moment and a limit of law to the moment it runs out.
//! Knows no case, no agency and no clock of its own; a country is a file of facts, never a branch in code.

mod calendar;
mod china;
mod clock;
mod count;
mod day;
mod day_set;
mod holidays;
mod limit;

#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Certainty, YEAR_FIRST, YEAR_LAST};
pub use clock::{Clock, EXTENSIONS_MAX, KIND_BYTES_MAX, Light, STOPS_MAX, State, Stop, Thresholds};
pub use day::{Day, Weekday};
pub use holidays::{BYTES_MAX, DAYS_MAX, FLAW_CODES, HolidayYear, YEAR_END_DAYS_MAX};
pub use limit::{Deadline, Limit, N_MAX, Unit};
