//! A subject as officials see it in a case file or on a certificate.
//! Whoever calls this has the right to look, and records that they did.

use kit::{Refusal, Result, SubjectId};
use store::Read;

use super::{companies, people};
use crate::{
    model::subject::{SubjectKind, SubjectView},
    tables,
};

/// The person or company behind a subject. The caller answers for the right to look and for its trace.
pub fn subject_view(read: &mut Read<'_>, subject: &SubjectId) -> Result<SubjectView> {
    if let Some(row) = tables::people::by_subject(read, subject)? {
        let number = people::open(read, &row, "number", row.number.as_deref())?;
        return Ok(SubjectView {
            kind: SubjectKind::Person,
            name: people::open(read, &row, "name", Some(&row.name))?,
            masked: number.as_deref().map(people::masked),
            number,
        });
    }
    let row = tables::companies::by_subject(read, subject)?.ok_or_else(Refusal::not_found)?;
    let (name, number) = companies::open(read, row)?.map(|it| (it.name, it.code)).unzip();
    Ok(SubjectView { kind: SubjectKind::Company, name, masked: number.clone(), number })
}
