//! Acts as they are read again: opened where the subject's key still is, closed where it was destroyed.
//! Each opening is checked against its commitment, so a changed body never passes for the recorded one.

use kit::{Error, Result, SubjectId, Time};
use serde_json::Value;
use store::Read;

use crate::{Leaf, tables, tables::ActRow};

/// How many acts of one thing are read at once.
pub const HISTORY_ROWS_MAX: i64 = 500;

/// One act.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Which act.
    pub id: String,
    /// Its place in the ledger; nothing until the sequencer has seen it.
    pub position: Option<i64>,
    /// When it was recorded.
    pub at: Time,
    /// `noun.verbed`.
    pub kind: String,
    /// What it was done to.
    pub thing: String,
    /// The agency that answers for it.
    pub agency: Option<String>,
    /// The region of that agency.
    pub region: Option<String>,
    /// Whom it is about.
    pub subject: Option<SubjectId>,
    /// Actor, post, channel, case, purpose, basis.
    pub doing: Value,
    /// Who and what about the person; nothing once they were erased.
    pub person: Option<Value>,
    /// What the tree holds of it.
    pub leaf: Leaf,
    /// The salts of the two openings, for whoever may read the act.
    pub doing_salt: [u8; 32],
}

impl Recorded {
    /// A word of the part about the doing.
    pub fn doing(&self, name: &str) -> Option<&str> {
        self.doing.get(name)?.as_str()
    }

    /// The body, where it is still open.
    pub fn body(&self) -> Option<&Value> {
        self.person.as_ref()?.get("body")
    }
}

/// The acts done to one thing, oldest first.
pub fn history(read: &mut Read<'_>, thing: &str) -> Result<Vec<Recorded>> {
    let rows = tables::acts_of_thing(read, thing, HISTORY_ROWS_MAX)?;
    rows.into_iter().map(|it| open(read, it)).collect()
}

/// One act.
pub fn by_id(read: &mut Read<'_>, id: &str) -> Result<Option<Recorded>> {
    let row = tables::act_by_id(read, id)?;
    row.map(|it| open(read, it)).transpose()
}

pub(crate) fn open(read: &mut Read<'_>, row: ActRow) -> Result<Recorded> {
    let ActRow { position, leaf, thing, subject, doing, doing_salt, person } = row;
    let doing_salt = doing_salt.try_into().map_err(|_| Error::fault("a stored salt has not 32 bytes"))?;
    let opening = match &subject {
        Some(it) => read.open(it, ("acts", "person", &leaf.id), &person)?,
        None => Some(person),
    };
    let person_words = opening.map(|it| check(&it, &leaf.person, &leaf.id)).transpose()?;
    // Both are columns to be found by; the words under the commitment are what was recorded.
    let said = |name| person_words.as_ref().map(|it| it.get(name).and_then(Value::as_str));
    if said("thing").is_some_and(|it| it != Some(&thing))
        || said("subject").is_some_and(|it| it != subject.as_ref().map(SubjectId::as_str))
    {
        return Err(altered(&leaf.id));
    }
    if !crypt::same(&crypt::commitment(&doing_salt, &doing), &leaf.doing) {
        return Err(altered(&leaf.id));
    }
    Ok(Recorded {
        position,
        at: leaf.at,
        kind: leaf.kind.clone(),
        thing,
        agency: leaf.agency.clone(),
        region: leaf.region.clone(),
        subject,
        doing: read_json(&doing, &leaf.id)?,
        person: person_words,
        id: leaf.id.clone(),
        leaf: leaf.into(),
        doing_salt,
    })
}

fn check(opening: &[u8], commitment: &[u8; 32], id: &str) -> Result<Value> {
    let (salt, bytes) = opening.split_first_chunk::<32>().ok_or_else(|| altered(id))?;
    if !crypt::same(&crypt::commitment(salt, bytes), commitment) {
        return Err(altered(id));
    }
    read_json(bytes, id)
}

fn read_json(bytes: &[u8], id: &str) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|_| altered(id))
}

fn altered(id: &str) -> Error {
    Error::fault(format!("act {id} was altered in the store: its commitment does not match"))
}
