//! Which version of each source is current, and which versions were ever begun and not yet cleared away.
//! Knows nothing of the rows that a version holds.

use kit::{Result, Time};
use store::{Read, Row, Tx};

use crate::model::import::{Current, VersionId};

/// How many sources one kind may have; a calendar has one a year.
const SOURCES_MAX: i64 = 500;

/// What a version that becomes current is told to be.
pub(crate) struct NewCurrent<'a> {
    pub(crate) kind: &'static str,
    pub(crate) source: &'a str,
    pub(crate) version: &'a VersionId,
    pub(crate) file: &'a str,
    pub(crate) hash: &'a [u8; 32],
    pub(crate) n_rows: usize,
}

/// The current version of one source.
pub(crate) fn current(read: &mut Read<'_>, kind: &str, source: &str) -> Result<Option<Current>> {
    read.one(
        "SELECT source, version, hash, n_rows, imported_at FROM imports WHERE kind = $1 AND source = $2",
        &[kind.into(), source.into()],
        current_of,
    )
}

/// The current version of every source of a kind.
pub(crate) fn all_current(read: &mut Read<'_>, kind: &str) -> Result<Vec<Current>> {
    read.list(
        "SELECT source, version, hash, n_rows, imported_at FROM imports WHERE kind = $1 \
         ORDER BY source LIMIT $2",
        &[kind.into(), SOURCES_MAX.into()],
        current_of,
    )
}

/// Makes a version the one that readers see from the commit on.
pub(crate) fn make_current(tx: &mut Tx<'_>, new: &NewCurrent<'_>) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO imports (kind, source, version, file, hash, n_rows, imported_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, source) DO UPDATE SET \
         version = excluded.version, file = excluded.file, hash = excluded.hash, \
         n_rows = excluded.n_rows, imported_at = excluded.imported_at",
        &[
            new.kind.into(),
            new.source.into(),
            new.version.as_str().into(),
            new.file.into(),
            new.hash.into(),
            (new.n_rows as i64).into(),
            now.into(),
        ],
    )
}

/// Writes down that a version is begun.
pub(crate) fn insert_version(tx: &mut Tx<'_>, kind: &str, source: &str, version: &VersionId) -> Result<()> {
    let now = tx.now();
    tx.put(
        "INSERT INTO import_versions (version, kind, source, begun_at) VALUES ($1, $2, $3, $4)",
        &[version.as_str().into(), kind.into(), source.into(), now.into()],
    )
}

/// Gives up every version of a source but one.
pub(crate) fn drop_others(
    tx: &mut Tx<'_>,
    kind: &str,
    source: &str,
    but: Option<&VersionId>,
    now: Time,
) -> Result<()> {
    tx.put(
        "UPDATE import_versions SET dropped_at = $4 \
         WHERE kind = $1 AND source = $2 AND version <> $3 AND dropped_at IS NULL",
        &[kind.into(), source.into(), but.map_or("", VersionId::as_str).into(), now.into()],
    )
}

/// Whether a version was begun and not given up since.
pub(crate) fn stands(read: &mut Read<'_>, version: &VersionId) -> Result<bool> {
    let found = read.one(
        "SELECT begun_at FROM import_versions WHERE version = $1 AND dropped_at IS NULL",
        &[version.as_str().into()],
        |row| row.time(0),
    )?;
    Ok(found.is_some())
}

/// The versions of a source that were given up and still have rows.
pub(crate) fn dropped(read: &mut Read<'_>, kind: &str, source: &str) -> Result<Vec<VersionId>> {
    read.list(
        "SELECT version FROM import_versions \
         WHERE kind = $1 AND source = $2 AND dropped_at IS NOT NULL ORDER BY version LIMIT $3",
        &[kind.into(), source.into(), SOURCES_MAX.into()],
        |row| row.parsed(0, |it| VersionId::parse(it).ok()),
    )
}

/// Forgets a version whose rows are gone.
pub(crate) fn delete_version(tx: &mut Tx<'_>, version: &VersionId) -> Result<()> {
    tx.put("DELETE FROM import_versions WHERE version = $1", &[version.as_str().into()])
}

fn current_of(row: &Row<'_>) -> Result<Current> {
    let hash = row.bytes(2)?;
    Ok(Current {
        source: row.text(0)?,
        version: row.parsed(1, |it| VersionId::parse(it).ok())?,
        hash: <[u8; 32]>::try_from(hash).map_err(|_| kit::Error::fault("a file's hash has 32 bytes"))?,
        n_rows: row.int(3)?,
        imported_at: row.time(4)?,
    })
}
