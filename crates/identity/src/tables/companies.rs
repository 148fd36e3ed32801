//! The tables of companies and of those who speak for them.
//! Which company a person acts for right now is the affair of sessions.

use kit::{PersonId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::subject;
use crate::model::company::{NewRepresentative, RepresentativeId};

/// A company as it is kept.
pub(crate) struct CompanyRow {
    pub(crate) subject: SubjectId,
    pub(crate) name: Vec<u8>,
    pub(crate) code: Vec<u8>,
    pub(crate) registered_at: Time,
}

/// Keeps a company; false where the code is taken already.
pub(crate) fn insert(tx: &mut Tx<'_>, row: &CompanyRow, code_blind: &[u8; 32]) -> Result<bool> {
    let n = tx.exec(
        "INSERT INTO companies (subject, name, code, code_blind, registered_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code_blind) DO NOTHING",
        &[
            row.subject.as_str().into(),
            (&row.name).into(),
            (&row.code).into(),
            code_blind.into(),
            row.registered_at.into(),
        ],
    )?;
    Ok(n == 1)
}

pub(crate) fn by_subject(read: &mut Read<'_>, subject: &SubjectId) -> Result<Option<CompanyRow>> {
    read.one(
        "SELECT subject, name, code, registered_at FROM companies WHERE subject = $1",
        &[subject.as_str().into()],
        company_row,
    )
}

pub(crate) fn by_code(read: &mut Read<'_>, code_blind: &[u8; 32]) -> Result<Option<SubjectId>> {
    read.one("SELECT subject FROM companies WHERE code_blind = $1", &[code_blind.into()], |row| {
        subject(row, 0)
    })
}

/// The companies a person may speak for at this moment.
pub(crate) fn of_person(
    read: &mut Read<'_>,
    person: &PersonId,
    now: Time,
    n_max: i64,
) -> Result<Vec<CompanyRow>> {
    read.list(
        "SELECT subject, name, code, registered_at FROM companies \
         WHERE subject IN (SELECT company FROM representatives \
         WHERE person = $1 AND since_at <= $2 AND (until_at IS NULL OR $2 < until_at)) \
         ORDER BY subject LIMIT $3",
        &[person.as_str().into(), now.into(), n_max.into()],
        company_row,
    )
}

/// Whether a person may speak for a company at this moment.
pub(crate) fn speaks_for(
    read: &mut Read<'_>,
    person: &PersonId,
    company: &SubjectId,
    now: Time,
) -> Result<bool> {
    let found = read.list(
        "SELECT id FROM representatives WHERE person = $1 AND company = $2 \
         AND since_at <= $3 AND (until_at IS NULL OR $3 < until_at) ORDER BY id LIMIT 1",
        &[person.as_str().into(), company.as_str().into(), now.into()],
        |row| row.text(0),
    )?;
    Ok(!found.is_empty())
}

/// Who may speak for a company at this moment; two are enough to know that nobody does alone.
pub(crate) fn representatives(read: &mut Read<'_>, company: &SubjectId, now: Time) -> Result<Vec<PersonId>> {
    read.list(
        "SELECT person FROM representatives WHERE company = $1 \
         AND since_at <= $2 AND (until_at IS NULL OR $2 < until_at) ORDER BY person LIMIT 2",
        &[company.as_str().into(), now.into()],
        |row| row.parsed(0, |it| PersonId::parse(it).ok()),
    )
}

pub(crate) fn insert_representative(
    tx: &mut Tx<'_>,
    id: &RepresentativeId,
    new: &NewRepresentative,
    evidence: &[u8],
) -> Result<()> {
    tx.put(
        "INSERT INTO representatives (id, company, person, evidence, since_at, until_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            id.as_str().into(),
            new.company.as_str().into(),
            new.person.as_str().into(),
            evidence.into(),
            new.since.into(),
            new.until.into(),
        ],
    )
}

/// Ends whatever a person still represents.
pub(crate) fn end_representations(tx: &mut Tx<'_>, person: &PersonId, now: Time) -> Result<()> {
    tx.put(
        "UPDATE representatives SET until_at = $2 \
         WHERE person = $1 AND (until_at IS NULL OR $2 < until_at)",
        &[person.as_str().into(), now.into()],
    )
}

fn company_row(row: &Row<'_>) -> Result<CompanyRow> {
    Ok(CompanyRow {
        subject: subject(row, 0)?,
        name: row.bytes(1)?,
        code: row.bytes(2)?,
        registered_at: row.time(3)?,
    })
}
