//! People: registered, found by their number, shown to themselves, erased.
//! Does not know how someone proves who they are; that is the assurance they come with.

use kit::{Actor, CitizenNumber, PersonId, Refusal, Result};
use serde_json::json;
use store::{Act, Read, Tx};

use super::{NUMBER_FIELD, accounts};
use crate::{
    events::{PERSON_ERASED, PERSON_REGISTERED},
    model::{
        account::{AccountId, Login, Owner},
        check_operator,
        person::{Assurance, NewPerson, Person, PersonView},
    },
    tables::{self, people::PersonRow},
};

/// Registers a person. Anyone may declare who they are; more than that takes an operator.
pub fn register_person(tx: &mut Tx<'_>, by: &Actor, new: &NewPerson) -> Result<Person> {
    new.check()?;
    if new.assurance != Assurance::Declared {
        check_operator(by)?;
    }
    let person = Person { id: tx.new_id(), subject: tx.new_id() };
    let row = sealed(tx, &person, new)?;
    let number_blind = new.number.as_ref().map(|it| tx.blind(NUMBER_FIELD, it.as_str()));
    if !tables::people::insert(tx, &row, number_blind.as_ref())? {
        return Err(Refusal::invalid("number", "person.number_refused").into());
    }
    tx.record(
        Act::of(PERSON_REGISTERED, by, person.id.as_str())
            .about(&person.subject)
            .body(json!({ "assurance": new.assurance.as_str() })),
    )?;
    Ok(person)
}

/// Registers a person who signs in with their number from now on.
pub(crate) fn enrol(
    tx: &mut Tx<'_>,
    by: &Actor,
    new: &NewPerson,
    password_hash: &str,
) -> Result<(Person, AccountId)> {
    let number = new.number.as_ref().ok_or_else(|| Refusal::invalid("number", "identity.empty"))?;
    let person = register_person(tx, by, new)?;
    let owner = Owner::Person(person.id.clone());
    let account = accounts::open(tx, by, &Login::of_number(number), password_hash, owner)?;
    Ok((person, account))
}

/// The person with this number, if they are known.
pub fn person_by_number(read: &mut Read<'_>, number: &CitizenNumber) -> Result<Option<Person>> {
    let number_blind = read.blind(NUMBER_FIELD, number.as_str());
    tables::people::by_number(read, &number_blind)
}

/// What we know of someone, for themselves.
pub fn person_view(read: &mut Read<'_>, by: &Actor, id: &PersonId) -> Result<PersonView> {
    if by.person()? != id {
        return Err(Refusal::not_found().into());
    }
    let row = tables::people::by_id(read, id)?.ok_or_else(Refusal::not_found)?;
    let number = open(read, &row, "number", row.number.as_deref())?;
    Ok(PersonView {
        id: row.id.clone(),
        name: open(read, &row, "name", Some(&row.name))?,
        number_masked: number.as_deref().map(masked),
        phone: open(read, &row, "phone", row.phone.as_deref())?,
        assurance: row.assurance,
        registered_at: row.registered_at,
    })
}

/// Destroys a person's key and with it all that was sealed for them, here, in acts and in backups.
/// Their account closes and their sessions end; doing it again changes nothing.
pub fn erase_person(tx: &mut Tx<'_>, by: &Actor, id: &PersonId) -> Result<()> {
    check_operator(by)?;
    let person = tables::people::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
    if person.erased_at.is_some() {
        return Ok(());
    }
    let now = tx.now();
    if let Some(account) = tables::accounts::by_person(tx, id)? {
        tables::sessions::delete_of_account(tx, &account.id)?;
        tables::accounts::close(tx, &account.id, now)?;
    }
    tables::companies::end_representations(tx, id, now)?;
    tables::people::erase(tx, id, now)?;
    tx.destroy_key(&person.subject)?;
    // Not about the subject: this act must stay readable when the key is gone.
    let body = json!({ "subject": person.subject.as_str() });
    tx.record(Act::of(PERSON_ERASED, by, id.as_str()).body(body))
}

/// A sealed field of a person; nothing where it is missing or its key was destroyed.
pub(super) fn open(
    read: &mut Read<'_>,
    row: &PersonRow,
    column: &str,
    sealed: Option<&[u8]>,
) -> Result<Option<String>> {
    match sealed {
        Some(it) => read.open_text(&row.subject, ("people", column, row.id.as_str()), it),
        None => Ok(None),
    }
}

/// A stored number with its middle hidden.
pub(super) fn masked(number: &str) -> String {
    CitizenNumber::parse(number).map(|it| it.masked()).unwrap_or_default()
}

fn sealed(tx: &mut Tx<'_>, person: &Person, new: &NewPerson) -> Result<PersonRow> {
    let mut seal = |column: &str, plain: &str| {
        tx.seal(&person.subject, ("people", column, person.id.as_str()), plain.as_bytes())
    };
    let name = seal("name", new.name.trim())?;
    let number = new.number.as_ref().map(|it| seal("number", it.as_str())).transpose()?;
    let phone = new.phone.as_ref().map(|it| seal("phone", it.trim())).transpose()?;
    Ok(PersonRow {
        id: person.id.clone(),
        subject: person.subject.clone(),
        name,
        number,
        phone,
        assurance: new.assurance,
        registered_at: tx.now(),
        erased_at: None,
    })
}
