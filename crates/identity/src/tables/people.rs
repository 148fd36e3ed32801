//! The table of people.
//! A number stands here sealed and as a blind index, never in clear.

use kit::{PersonId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::{person, subject};
use crate::model::person::{Assurance, Person};

/// A person as they are kept.
pub(crate) struct PersonRow {
    pub(crate) id: PersonId,
    pub(crate) subject: SubjectId,
    pub(crate) name: Vec<u8>,
    pub(crate) number: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) assurance: Assurance,
    pub(crate) registered_at: Time,
    pub(crate) erased_at: Option<Time>,
}

/// Keeps a person; false where the number is somebody's already.
pub(crate) fn insert(tx: &mut Tx<'_>, row: &PersonRow, number_blind: Option<&[u8; 32]>) -> Result<bool> {
    let n = tx.exec(
        "INSERT INTO people (id, subject, name, number, number_blind, phone, assurance, registered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number_blind) DO NOTHING",
        &[
            row.id.as_str().into(),
            row.subject.as_str().into(),
            (&row.name).into(),
            row.number.as_ref().into(),
            number_blind.into(),
            row.phone.as_ref().into(),
            row.assurance.as_str().into(),
            row.registered_at.into(),
        ],
    )?;
    Ok(n == 1)
}

pub(crate) fn by_id(read: &mut Read<'_>, id: &PersonId) -> Result<Option<PersonRow>> {
    read.one(
        "SELECT id, subject, name, number, phone, assurance, registered_at, erased_at \
         FROM people WHERE id = $1",
        &[id.as_str().into()],
        person_row,
    )
}

pub(crate) fn by_subject(read: &mut Read<'_>, subject: &SubjectId) -> Result<Option<PersonRow>> {
    read.one(
        "SELECT id, subject, name, number, phone, assurance, registered_at, erased_at \
         FROM people WHERE subject = $1",
        &[subject.as_str().into()],
        person_row,
    )
}

pub(crate) fn by_number(read: &mut Read<'_>, number_blind: &[u8; 32]) -> Result<Option<Person>> {
    read.one("SELECT id, subject FROM people WHERE number_blind = $1", &[number_blind.into()], |row| {
        Ok(Person { id: person(row, 0)?, subject: subject(row, 1)? })
    })
}

/// Forgets what a person was found by; what was sealed stays closed without its key.
pub(crate) fn erase(tx: &mut Tx<'_>, id: &PersonId, now: Time) -> Result<()> {
    tx.put(
        "UPDATE people SET number_blind = NULL, erased_at = $2 WHERE id = $1",
        &[id.as_str().into(), now.into()],
    )
}

fn person_row(row: &Row<'_>) -> Result<PersonRow> {
    Ok(PersonRow {
        id: person(row, 0)?,
        subject: subject(row, 1)?,
        name: row.bytes(2)?,
        number: row.opt_bytes(3)?,
        phone: row.opt_bytes(4)?,
        assurance: row.parsed(5, Assurance::parse)?,
        registered_at: row.time(6)?,
        erased_at: row.opt_time(7)?,
    })
}
