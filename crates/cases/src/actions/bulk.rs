//! Many cases concluded at once, each as the rules propose, where the matter allows it.
//! Every case is still a decision of its own: its own reasons, number, notice and act.

use std::sync::Arc;

use calendar::Calendar;
use kit::{Actor, Refusal, Result, Time};
use store::{Read, Tx};

use super::{
    handle::{conclude, reasons_over},
    holders::check_holder,
    matters,
    open_case::{OpenCase, task_for},
};
use crate::{
    model::{Bulk, Case, Conclusion, Published, Task, TaskId},
    tables,
};

/// How many cases one may conclude at once.
pub const BULK_MAX: usize = 50;
/// Among how many of the most urgent tasks of a duty they are looked for.
const SCANNED_MAX: i64 = 1_000;

/// What may be concluded at once of a matter and a duty.
#[derive(Clone)]
pub struct BulkPage {
    /// The matter.
    pub matter: Arc<Published>,
    /// The duty.
    pub duty: Bulk,
    /// The tasks whose conclusion the rules propose, the most urgent first.
    pub rows: Vec<(Task, Case)>,
    /// How many more were looked at that the rules leave to a person.
    pub n_left: usize,
    /// The calendar that days are counted by.
    pub calendar: Arc<Calendar>,
    /// The moment of the snapshot.
    pub now: Time,
}

/// The duties of a matter that the official's post may conclude for many at once, for each matter in force.
pub fn bulk_duties(read: &mut Read<'_>, by: &Actor) -> Result<Vec<(Arc<Published>, Bulk)>> {
    let mut found = Vec::new();
    for matter in matters::list_matters(read)? {
        for duty in &matter.matter.bulk {
            if by.has_power(&format!("case.{}", duty.duty())) {
                found.push((matter.clone(), *duty));
            }
        }
    }
    Ok(found)
}

/// The open tasks of one's agency that may be concluded at once.
pub fn bulk_page(read: &mut Read<'_>, by: &Actor, key: &str, duty: &str) -> Result<BulkPage> {
    let offered = bulk_duties(read, by)?;
    let found = offered.into_iter().find(|(it, of)| it.matter.key == key && of.duty() == duty);
    let (matter, duty) = found.ok_or_else(Refusal::not_found)?;
    let agency = by.acting()?.agency.clone();
    let (mut rows, mut n_left) = (Vec::new(), 0);
    for task in tables::list_open_tasks_of_matter(read, (&agency, duty.duty(), key), SCANNED_MAX)? {
        if rows.len() == BULK_MAX {
            break;
        }
        let open = OpenCase::of_task(read, &task)?;
        match check_holder(read, by, &task).is_ok() && proposed(read, &open, &task, duty)?.is_some() {
            true => rows.push((task, open.case)),
            false => n_left += 1,
        }
    }
    let calendar = directory::current_calendar(read)?;
    Ok(BulkPage { matter, duty, rows, n_left, calendar, now: read.now() })
}

/// Concludes a task as the rules propose; refused where the matter does not allow it or the rules propose otherwise.
pub fn conclude_as_proposed(tx: &mut Tx<'_>, by: &Actor, id: &TaskId) -> Result<()> {
    let task = task_for(tx, by, id)?;
    let open = OpenCase::of_task(tx, &task)?;
    let duty = open.matter.matter.bulk.iter().find(|it| it.duty() == task.duty).copied();
    let duty = duty.ok_or_else(|| Refusal::conflict("bulk.not_allowed"))?;
    let conclusion = proposed(tx, &open, &task, duty)?;
    conclude(tx, by, id, &conclusion.ok_or_else(|| Refusal::conflict("bulk.not_proposed"))?)
}

/// What the rules propose for a task, if it is what may be concluded at once.
fn proposed(read: &mut Read<'_>, open: &OpenCase, task: &Task, duty: Bulk) -> Result<Option<Conclusion>> {
    let wanted = match duty {
        Bulk::Deliver => return Ok(Some(Conclusion::Delivered { way: "online".to_owned() })),
        Bulk::Accept => "accepted",
        Bulk::Decide => "granted",
    };
    if open.matter.table_of(&task.duty).is_none() || tables::answers(read, &open.case)?.is_none() {
        return Ok(None);
    }
    let facts = open.facts(read)?;
    let reasons = reasons_over(&open.matter, &task.duty, &facts)?;
    Ok((reasons.proposed.as_deref() == Some(wanted)).then(|| match duty {
        Bulk::Accept => Conclusion::Accepted,
        _ => Conclusion::Decided { granted: true, words: String::new() },
    }))
}
