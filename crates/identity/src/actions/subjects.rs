//! A subject as officials see it in a case file or on a certificate.
//! Whoever calls this has the right to look, and records that they did.

use kit::{Actor, Refusal, Result, SubjectId};
use store::Read;

use super::{companies, people};
use crate::{
    model::subject::{Known, SubjectKind, SubjectView},
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

/// What the registers hold of the one who asks, and of the company they act for: nobody has to type it again.
pub fn known(read: &mut Read<'_>, by: &Actor) -> Result<Vec<Known>> {
    let mut known = Vec::new();
    let person = tables::people::by_id(read, by.person()?)?.ok_or_else(Refusal::not_found)?;
    let name = people::open(read, &person, "name", Some(&person.name))?;
    let number = people::open(read, &person, "number", person.number.as_deref())?;
    let phone = people::open(read, &person, "phone", person.phone.as_deref())?;
    let fields = [("name", name.clone()), ("number", number), ("phone", phone)];
    known.push(Known::of("people", person.registered_at, fields));
    let Some(company) = tables::companies::by_subject(read, by.subject()?)? else { return Ok(known) };
    let (subject, registered_at, now) = (company.subject.clone(), company.registered_at, read.now());
    let representatives = tables::companies::representatives(read, &subject, now)?;
    // Who represents is the legal representative only where nobody else does.
    let sole = representatives.len() == 1 && representatives.first() == Some(&person.id);
    let (name_of, code) = companies::open(read, company)?.map(|it| (it.name, it.code)).unzip();
    let fields = [("name", name_of), ("code", code), ("legal_representative", name.filter(|_| sole))];
    known.push(Known::of("companies", registered_at, fields));
    Ok(known)
}
