//! How long the law gives, and what comes out when it is counted.
//! Knows no calendar: `Calendar::deadline` and `Clock` do the counting.

use kit::{Refusal, Time};

use crate::Day;

/// The largest number a limit may name, whatever its unit.
pub const N_MAX: u32 = 3_660;

/// How long the law gives: 20 working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Written")]
pub struct Limit {
    n: u32,
    unit: Unit,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours, to the millisecond, day and night; the only unit that does not end with a day.
    Hours,
    /// Days on which the state works, make-up days among them.
    WorkingDays,
    /// Days of the calendar.
    CalendarDays,
    /// To the corresponding day of a later month, or its end.
    Months,
    /// To the corresponding day of a later year, or its end of February.
    Years,
}

/// When a limit runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The first moment that is too late: 24:00 of the last day.
    pub at: Time,
    /// The last day on which the duty can be done in time.
    pub day: Day,
    /// Whether a year that nobody has announced yet was counted through; it may still move.
    pub provisional: bool,
}

/// A limit as files spell it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    n: u32,
    unit: Unit,
}

impl Limit {
    /// So many units; refused beyond [`N_MAX`].
    pub fn new(n: u32, unit: Unit) -> kit::Result<Limit> {
        match n <= N_MAX {
            true => Ok(Limit { n, unit }),
            false => Err(Refusal::invalid("n", "limit.too_long").into()),
        }
    }

    /// How many.
    pub fn n(self) -> u32 {
        self.n
    }

    /// Of what.
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl TryFrom<Written> for Limit {
    type Error = String;

    fn try_from(it: Written) -> Result<Limit, String> {
        Limit::new(it.n, it.unit).map_err(|_| format!("a limit is at most {N_MAX}"))
    }
}
