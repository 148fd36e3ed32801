//! Who has a task: taken from the pool, put back, given to a colleague 转办; and who stands in for whom.
//! Whoever holds a task, or stands in for them, concludes it; nobody else does.

use std::sync::Arc;

use kit::{Actor, OfficialId, Refusal, Result, Time};
use serde_json::json;
use store::{Act, Read, Tx};

use super::{
    apply::record,
    open_case::{OpenCase, task_for},
};
use crate::{
    model::{
        ABSENCE_MS_MAX, Absence, AbsenceId, Case, CaseId, Holder, Published, SUPERVISE, Task, TaskId,
        check_words, power_of,
    },
    tables,
};

/// A task on its way to a colleague.
#[derive(Clone)]
pub struct HandOver {
    /// The task.
    pub task: Task,
    /// Its case.
    pub case: Case,
    /// The matter of that case.
    pub matter: Arc<Published>,
    /// Who may do it, with what they are called.
    pub colleagues: Vec<(OfficialId, String)>,
}

/// Takes a task from the pool; one who stands in takes it over from the one who is away.
pub fn claim(tx: &mut Tx<'_>, by: &Actor, id: &TaskId) -> Result<()> {
    let task = task_for(tx, by, id)?;
    task.may_end()?;
    let me = by.acting()?.official.clone();
    match tables::holder_of(tx, id)? {
        Some(it) if it == me => return Err(Refusal::conflict("task.held_by_you").into()),
        Some(_) => {
            check_holder(tx, by, &task)?;
            tables::delete_holder(tx, id)?;
        }
        None => {}
    }
    let open = OpenCase::of_task(tx, &task)?;
    hold(tx, &open, Holder { task: id.clone(), official: me, since: tx.now(), given_by: None, words: None })?;
    record(tx, by, &open, "task.claimed", json!({ "task": id.as_str() }))
}

/// Puts a task back into the pool; possible for whoever holds it, and for those who supervise.
pub fn release(tx: &mut Tx<'_>, by: &Actor, id: &TaskId) -> Result<()> {
    let task = task_of_mine(tx, by, id)?;
    task.may_end()?;
    if !tables::delete_holder(tx, id)? {
        return Err(Refusal::conflict("task.not_held").into());
    }
    let open = OpenCase::of_task(tx, &task)?;
    record(tx, by, &open, "task.released", json!({ "task": id.as_str() }))
}

/// Gives a task to a colleague who has the power for it 转办, with words.
pub fn delegate(tx: &mut Tx<'_>, by: &Actor, id: &TaskId, to: &OfficialId, words: &str) -> Result<()> {
    let task = task_of_mine(tx, by, id)?;
    task.may_end()?;
    check_words("words", words)?;
    let agency = by.acting()?.agency.clone();
    let able = directory::officials_with(tx, &agency, &task.power())?;
    if !able.contains(to) || tables::holder_of(tx, id)?.as_ref() == Some(to) {
        return Err(Refusal::invalid("to", "delegation.to").into());
    }
    tables::delete_holder(tx, id)?;
    let open = OpenCase::of_task(tx, &task)?;
    let given_by = Some(by.acting()?.official.clone());
    let words = Some(words.trim().to_owned());
    hold(tx, &open, Holder { task: id.clone(), official: to.clone(), since: tx.now(), given_by, words })?;
    record(tx, by, &open, "task.delegated", json!({ "task": id.as_str(), "to": to.as_str() }))
}

/// A task that the official may give away, with its case and the colleagues who may do it.
pub fn hand_over(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<HandOver> {
    let task = task_of_mine(read, by, id)?;
    let holder = tables::holder_of(read, id)?;
    let mut colleagues = Vec::new();
    for official in directory::officials_with(read, &by.acting()?.agency, &task.power())? {
        if let Some(name) =
            directory::official_name(read, &official)?.filter(|_| holder.as_ref() != Some(&official))
        {
            colleagues.push((official, name));
        }
    }
    let OpenCase { case, matter, .. } = OpenCase::of_task(read, &task)?;
    Ok(HandOver { task, case, matter, colleagues })
}

/// The case of a task; the caller has checked whose it is.
pub(crate) fn case_of_task(read: &mut Read<'_>, id: &TaskId) -> Result<CaseId> {
    Ok(tables::find_task(read, id)?.ok_or_else(Refusal::not_found)?.case)
}

/// Those of the official's agency who have tasks, with what they are called.
pub fn colleagues(read: &mut Read<'_>, by: &Actor) -> Result<Vec<(OfficialId, String)>> {
    let agency = by.acting()?.agency.clone();
    let mut found: Vec<(OfficialId, String)> = Vec::new();
    for duty in super::DUTIES {
        for official in directory::officials_with(read, &agency, &power_of(duty))? {
            if found.iter().any(|it| it.0 == official) {
                continue;
            }
            if let Some(name) = directory::official_name(read, &official)? {
                found.push((official, name));
            }
        }
    }
    Ok(found)
}

/// Says that somebody is away for a time and who stands in. Oneself, or a colleague for those who supervise.
pub fn set_absence(
    tx: &mut Tx<'_>,
    by: &Actor,
    official: &OfficialId,
    (from_at, until_at): (Time, Time),
    cover: &OfficialId,
) -> Result<AbsenceId> {
    let acting = by.acting()?.clone();
    if *official != acting.official && !by.has_power(SUPERVISE) {
        return Err(Refusal::forbidden("task.power").into());
    }
    let now = tx.now();
    if until_at <= now || until_at <= from_at || ABSENCE_MS_MAX < until_at.ms_since(from_at) {
        return Err(Refusal::invalid("until", "absence.time").into());
    }
    let powers = |tx: &mut Tx<'_>, of: &OfficialId| -> Result<Vec<String>> {
        let held = directory::posts_of(tx, of)?.into_iter().filter(|it| it.agency == acting.agency);
        Ok(held.flat_map(|it| it.powers).filter(|it| it.starts_with("case.")).collect())
    };
    let (needed, able) = (powers(tx, official)?, powers(tx, cover)?);
    if needed.is_empty() {
        return Err(Refusal::invalid("official", "absence.official").into());
    }
    // Somebody who stands in does what the absent one did: without each power, tasks would lie.
    if cover == official || needed.iter().any(|it| *it != SUPERVISE && !able.contains(it)) {
        return Err(Refusal::invalid("cover", "absence.cover").into());
    }
    let others = tables::list_own_absences(tx, official, from_at)?;
    if others.iter().any(|it| it.from_at < until_at) {
        return Err(Refusal::conflict("absence.overlaps").into());
    }
    let id = tx.new_id::<AbsenceId>();
    let it = Absence {
        id: id.clone(),
        official: official.clone(),
        cover: cover.clone(),
        from_at,
        until_at,
        ended_at: None,
    };
    tables::insert_absence(tx, (&acting.agency, &acting.official), &it)?;
    let subject = directory::official(tx, official)?.subject;
    let body = json!({ "cover": cover.as_str(), "from": from_at.ms(), "until": until_at.ms() });
    tx.record(Act::of("absence.set", by, id.as_str()).about(&subject).body(body))?;
    Ok(id)
}

/// Ends an absence before its time.
pub fn end_absence(tx: &mut Tx<'_>, by: &Actor, id: &AbsenceId) -> Result<()> {
    let acting = by.acting()?;
    let found = tables::find_absence(tx, &acting.agency, id)?.ok_or_else(Refusal::not_found)?;
    if found.official != acting.official && !by.has_power(SUPERVISE) {
        return Err(Refusal::forbidden("task.power").into());
    }
    if !tables::end_absence(tx, &acting.agency, id)? {
        return Err(Refusal::conflict("absence.over").into());
    }
    let subject = directory::official(tx, &found.official)?.subject;
    tx.record(Act::of("absence.ended", by, id.as_str()).about(&subject))
}

/// Who is away in the official's agency now or later.
pub fn absences(read: &mut Read<'_>, by: &Actor) -> Result<Vec<Absence>> {
    tables::list_absences(read, &by.acting()?.agency)
}

/// Refuses a task that somebody else holds whom the official does not stand in for.
pub(super) fn check_holder(read: &mut Read<'_>, by: &Actor, task: &Task) -> Result<()> {
    let me = &by.acting()?.official;
    match tables::holder_of(read, &task.id)? {
        Some(it) if it != *me && !tables::list_covered(read, me)?.contains(&it) => {
            Err(Refusal::conflict("task.held").into())
        }
        _ => Ok(()),
    }
}

/// A task the official may give away: theirs to do, or one of their agency where they supervise.
fn task_of_mine(read: &mut Read<'_>, by: &Actor, id: &TaskId) -> Result<Task> {
    let acting = by.acting()?;
    if by.has_power(SUPERVISE) {
        let task = tables::find_task(read, id)?.filter(|it| it.agency.as_ref() == Some(&acting.agency));
        return task.ok_or_else(|| Refusal::not_found().into());
    }
    let task = task_for(read, by, id)?;
    check_holder(read, by, &task)?;
    Ok(task)
}

fn hold(tx: &mut Tx<'_>, open: &OpenCase, it: Holder) -> Result<()> {
    match tables::insert_holder(tx, (&open.case.id, &open.case.subject), &it)? {
        true => Ok(()),
        false => Err(Refusal::conflict("task.held").into()),
    }
}
