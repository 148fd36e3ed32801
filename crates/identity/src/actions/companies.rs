//! Companies, and who may speak for them.
//! Where the facts come from (a register, a document) is said by whoever registers them.

use kit::{Actor, CreditCode, PersonId, Refusal, Result, SubjectId};
use serde_json::json;
use store::{Act, Read, Tx};

use super::CODE_FIELD;
use crate::{
    events::{COMPANY_REGISTERED, REPRESENTATIVE_NAMED},
    model::{
        check_operator,
        company::{Company, CompanyView, NewCompany, NewRepresentative, RepresentativeId},
    },
    tables::{self, companies::CompanyRow},
};

/// How many companies of one person are listed.
const COMPANIES_MAX: i64 = 200;

/// Registers a company.
pub fn register_company(tx: &mut Tx<'_>, by: &Actor, new: &NewCompany) -> Result<Company> {
    check_operator(by)?;
    new.check()?;
    let subject: SubjectId = tx.new_id();
    let mut seal = |column: &str, plain: &str| {
        tx.seal(&subject, ("companies", column, subject.as_str()), plain.as_bytes())
    };
    let (name, code) = (seal("name", new.name.trim())?, seal("code", new.code.as_str())?);
    let row = CompanyRow { subject: subject.clone(), name, code, registered_at: tx.now() };
    let code_blind = tx.blind(CODE_FIELD, new.code.as_str());
    if !tables::companies::insert(tx, &row, &code_blind)? {
        return Err(Refusal::invalid("code", "company.code_taken").into());
    }
    tx.record(Act::of(COMPANY_REGISTERED, by, subject.as_str()).about(&subject))?;
    Ok(Company { subject })
}

/// Says that a person may speak for a company.
pub fn name_representative(tx: &mut Tx<'_>, by: &Actor, new: &NewRepresentative) -> Result<RepresentativeId> {
    check_operator(by)?;
    new.check()?;
    if tables::companies::by_subject(tx, &new.company)?.is_none() {
        return Err(Refusal::not_found().into());
    }
    let person = tables::people::by_id(tx, &new.person)?.filter(|it| it.erased_at.is_none());
    if person.is_none() {
        return Err(Refusal::not_found().into());
    }
    let id: RepresentativeId = tx.new_id();
    let place = ("representatives", "evidence", id.as_str());
    let evidence = tx.seal(&new.company, place, new.evidence.trim().as_bytes())?;
    tables::companies::insert_representative(tx, &id, new, &evidence)?;
    let body = json!({ "person": new.person.as_str(), "since": new.since, "until": new.until });
    tx.record(Act::of(REPRESENTATIVE_NAMED, by, id.as_str()).about(&new.company).body(body))?;
    Ok(id)
}

/// The company with this code, if it is known.
pub fn company_by_code(read: &mut Read<'_>, code: &CreditCode) -> Result<Option<Company>> {
    let code_blind = read.blind(CODE_FIELD, code.as_str());
    Ok(tables::companies::by_code(read, &code_blind)?.map(|subject| Company { subject }))
}

/// The companies that the signed-in person may speak for now.
pub fn companies_of(read: &mut Read<'_>, by: &Actor) -> Result<Vec<CompanyView>> {
    let (person, now) = (by.person()?, read.now());
    let rows = tables::companies::of_person(read, person, now, COMPANIES_MAX)?;
    let opened = rows.into_iter().map(|it| open(read, it));
    opened.filter_map(Result::transpose).collect()
}

/// Whether a person may speak for a company now.
pub fn speaks_for(read: &mut Read<'_>, person: &PersonId, company: &SubjectId) -> Result<bool> {
    let now = read.now();
    tables::companies::speaks_for(read, person, company, now)
}

/// A company's name and code; nothing where its key was destroyed.
pub(super) fn open(read: &mut Read<'_>, row: CompanyRow) -> Result<Option<CompanyView>> {
    let CompanyRow { subject, name, code, .. } = row;
    let name = read.open_text(&subject, ("companies", "name", subject.as_str()), &name)?;
    let code = read.open_text(&subject, ("companies", "code", subject.as_str()), &code)?;
    Ok(name.zip(code).map(|(name, code)| CompanyView { subject, name, code }))
}
