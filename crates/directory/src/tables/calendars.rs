//! Whole calendars by version, as the facts they were built from; none is ever changed.
//! Knows nothing of how days are counted.

use calendar::Calendar;
use kit::{Error, Result};
use store::{Read, Tx};

use crate::model::import::VersionId;

/// The calendar of a version.
pub(crate) fn get(read: &mut Read<'_>, version: &VersionId) -> Result<Calendar> {
    let facts =
        read.one("SELECT facts FROM calendars WHERE version = $1", &[version.as_str().into()], |row| {
            row.text(0)
        })?;
    let facts = facts.ok_or_else(|| Error::fault("the current calendar has no facts"))?;
    Calendar::parse(&facts).map_err(|err| Error::fault(format!("a stored calendar does not read: {err}")))
}

/// Adds a version.
pub(crate) fn insert(tx: &mut Tx<'_>, version: &VersionId, zone: &str, facts: &str) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO calendars (version, zone, facts, made_at) VALUES ($1, $2, $3, $4)",
        &[version.as_str().into(), zone.into(), facts.into(), now.into()],
    )
}
