//! Signed promises as stored: the words that were signed, and when.
//! The words are the applicant's and sealed under their key.

use kit::Result;
use store::{Read, Tx};

use crate::model::{Case, Signed, SignedWords};

pub(crate) fn insert_promise(tx: &mut Tx<'_>, case: &Case, words: &SignedWords) -> Result<()> {
    const SQL: &str = "INSERT INTO promises (case_id, words, signed_at) VALUES ($1, $2, $3)";
    let bytes = serde_json::to_vec(words).expect("plain nouns print as JSON");
    let sealed = tx.seal(&case.subject, ("promises", "words", case.id.as_str()), &bytes)?;
    let now = tx.now();
    tx.put(SQL, &[case.id.as_str().into(), (&sealed).into(), now.into()])
}

/// The promise that was signed with a case, if one was.
pub(crate) fn find_promise(read: &mut Read<'_>, case: &Case) -> Result<Option<Signed>> {
    const SQL: &str = "SELECT words, signed_at FROM promises WHERE case_id = $1";
    let found = read.one(SQL, &[case.id.as_str().into()], |row| Ok((row.bytes(0)?, row.time(1)?)))?;
    let Some((sealed, at)) = found else { return Ok(None) };
    let bytes = read.open(&case.subject, ("promises", "words", case.id.as_str()), &sealed)?;
    Ok(Some(Signed { at, words: bytes.and_then(|it| serde_json::from_slice(&it).ok()) }))
}
