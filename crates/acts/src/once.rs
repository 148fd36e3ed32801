//! A form counts once: its key is kept with the first answer, and a repeat is given that answer.
//! Knows nothing of what the form did.

use kit::{Actor, Refusal, Result, Who};
use store::Tx;

use crate::tables;

/// How long a key may be.
const KEY_BYTES_MAX: usize = 64;

/// Runs `f` unless a form with this key was answered before; then that answer is given again.
pub fn once(
    tx: &mut Tx<'_>,
    key: &str,
    by: &Actor,
    f: impl FnOnce(&mut Tx<'_>) -> Result<String>,
) -> Result<String> {
    if key.is_empty() || KEY_BYTES_MAX < key.len() {
        return Err(Refusal::conflict("submission.missing").into());
    }
    // One visitor's key means nothing in another's form.
    let owner = match &by.who {
        Who::Anyone => "anyone",
        Who::System(part) => part,
        Who::Person { id, .. } => id.as_str(),
        Who::Official(it) => it.official.as_str(),
    };
    let key = format!("{owner}/{key}");
    if let Some(answer) = tables::submission(tx, &key)? {
        return Ok(answer);
    }
    let answer = f(tx)?;
    tables::insert_submission(tx, &key, &answer)?;
    Ok(answer)
}
