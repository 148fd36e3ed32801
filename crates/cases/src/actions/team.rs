//! What lies on whom: the open tasks of an agency by duty, and by who holds them, and what was done lately.
//! Figures for whoever shares out the work; nobody is ranked by them.

use std::sync::Arc;

use calendar::Calendar;
use kit::{Actor, OfficialId, Refusal, Result, Time, Words};
use store::Read;

use super::{DUTIES, colleagues};
use crate::{
    model::{Absence, SUPERVISE},
    tables,
};

/// How far back what was done is counted.
const LATELY_MS: i64 = 30 * 86_400_000;

/// The work of an agency.
#[derive(Clone)]
pub struct Team {
    /// The agency.
    pub agency: Words,
    /// The open tasks of each duty, and how many of them are late.
    pub duties: Vec<(&'static str, i64, i64)>,
    /// Its officials.
    pub members: Vec<Member>,
    /// Who is away and who stands in.
    pub absences: Vec<Absence>,
    /// Beyond which number nothing is counted.
    pub counted_max: i64,
    /// The calendar that days are counted by.
    pub calendar: Arc<Calendar>,
    /// The moment of the snapshot.
    pub now: Time,
}

/// An official with what lies on them.
#[derive(Clone)]
pub struct Member {
    /// Who.
    pub official: OfficialId,
    /// What they are called.
    pub name: String,
    /// The open tasks they hold.
    pub n_held: i64,
    /// Those of them that are late.
    pub n_late: i64,
    /// What they concluded in the last thirty days.
    pub n_concluded: i64,
}

/// The work of one's agency, for those who supervise it.
pub fn team(read: &mut Read<'_>, by: &Actor) -> Result<Team> {
    let acting = by.acting()?;
    if !by.has_power(SUPERVISE) {
        return Err(Refusal::forbidden("task.power").into());
    }
    let mut duties = Vec::new();
    for duty in DUTIES {
        let (n_open, n_late) = tables::n_open(read, &acting.agency, duty)?;
        if 0 < n_open {
            duties.push((duty, n_open, n_late));
        }
    }
    let now = read.now();
    let mut members = Vec::new();
    for (official, name) in colleagues(read, by)? {
        let (n_held, n_late) = tables::n_held(read, &official)?;
        let n_concluded = tables::n_concluded(read, &official, now.plus_ms(-LATELY_MS))?;
        members.push(Member { official, name, n_held, n_late, n_concluded });
    }
    Ok(Team {
        agency: directory::agency(read, &acting.agency)?.name,
        duties,
        members,
        absences: tables::list_absences(read, &acting.agency)?,
        counted_max: tables::COUNTED_MAX,
        calendar: directory::current_calendar(read)?,
        now,
    })
}
