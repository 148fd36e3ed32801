//! The rows of regions, by version: readers join the pointer in `imports`, so that they see whole versions only.
//! A name is also kept as bytes, because engines sort words each in its own way and bytes alike.

use kit::{RegionCode, Result};
use store::{Read, Row, Tx};

use crate::model::{
    import::{CHUNK_ROWS, VersionId},
    page::ASKED_ROWS,
    region::Region,
};

/// How many rows one page of a whole version holds.
const VERSION_PAGE_ROWS: i64 = 5_000;

/// How many levels a way through the tree has.
const PATH_MAX: usize = 5;

/// Sorts after every name that begins like the one before it: no UTF-8 text holds this byte.
const AFTER_ALL: u8 = 0xff;

/// One region of any current source.
pub(crate) fn find(read: &mut Read<'_>, code: &RegionCode) -> Result<Option<Region>> {
    let found = read.list(
        "SELECT r.code, r.name, r.name_en FROM imports i JOIN regions r ON r.version = i.version \
         WHERE i.kind = 'regions' AND r.code = $1 ORDER BY i.source LIMIT 1",
        &[code.as_str().into()],
        region,
    )?;
    Ok(found.into_iter().next())
}

/// Those of a region and what it lies in that exist, from the top.
pub(crate) fn path(read: &mut Read<'_>, code: &RegionCode) -> Result<Vec<Region>> {
    let mut codes = [""; PATH_MAX];
    let way: Vec<_> = std::iter::successors(Some(code.clone()), RegionCode::parent).collect();
    codes.iter_mut().zip(&way).for_each(|(slot, it)| *slot = it.as_str());
    let mut found = read.list(
        "SELECT r.code, r.name, r.name_en FROM imports i JOIN regions r ON r.version = i.version \
         WHERE i.kind = 'regions' AND r.code IN ($1, $2, $3, $4, $5) ORDER BY r.code, i.source LIMIT 50",
        &codes.map(Into::into),
        region,
    )?;
    found.sort_by_key(|it| it.code.level());
    found.dedup_by(|one, other| one.code == other.code);
    Ok(found)
}

/// The regions right below one, or the topmost ones, after a code.
pub(crate) fn children(
    read: &mut Read<'_>,
    parent: Option<&RegionCode>,
    after: Option<&RegionCode>,
) -> Result<Vec<Region>> {
    read.list(
        "SELECT r.code, r.name, r.name_en FROM imports i JOIN regions r ON r.version = i.version \
         WHERE i.kind = 'regions' AND r.parent = $1 AND r.code > $2 ORDER BY r.code LIMIT $3",
        &[
            parent.map_or("", RegionCode::as_str).into(),
            after.map_or("", RegionCode::as_str).into(),
            ASKED_ROWS.into(),
        ],
        region,
    )
}

/// The first regions of one version whose name is these words or begins with them, by name.
pub(crate) fn named(
    read: &mut Read<'_>,
    version: &VersionId,
    words: &str,
    n_max: usize,
) -> Result<Vec<Region>> {
    let mut after = words.as_bytes().to_vec();
    after.push(AFTER_ALL);
    read.list(
        "SELECT code, name, name_en FROM regions \
         WHERE version = $1 AND name_key >= $2 AND name_key < $3 ORDER BY name_key, code LIMIT $4",
        &[version.as_str().into(), words.as_bytes().into(), (&after).into(), (n_max as i64).into()],
        region,
    )
}

/// A page of one version, after a code.
pub(crate) fn version_page(read: &mut Read<'_>, version: &VersionId, after: &str) -> Result<Vec<Region>> {
    read.list(
        "SELECT code, name, name_en FROM regions WHERE version = $1 AND code > $2 ORDER BY code LIMIT $3",
        &[version.as_str().into(), after.into(), VERSION_PAGE_ROWS.into()],
        region,
    )
}

/// A page of the codes of one version that have at most so many digits, after a code.
pub(crate) fn codes_page(
    read: &mut Read<'_>,
    version: &VersionId,
    after: &str,
    n_digits_max: usize,
) -> Result<Vec<RegionCode>> {
    read.list(
        "SELECT code FROM regions WHERE version = $1 AND code > $2 AND LENGTH(code) <= CAST($3 AS BIGINT) \
         ORDER BY code LIMIT $4",
        &[version.as_str().into(), after.into(), (n_digits_max as i64).into(), VERSION_PAGE_ROWS.into()],
        |row| row.parsed(0, RegionCode::parse),
    )
}

/// Adds a row to a version that is not yet current.
pub(crate) fn insert(tx: &mut Tx<'_>, version: &VersionId, it: &Region) -> Result<()> {
    let parent = it.code.parent();
    tx.put(
        "INSERT INTO regions (version, code, parent, name, name_en, name_key) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            version.as_str().into(),
            it.code.as_str().into(),
            parent.as_ref().map_or("", RegionCode::as_str).into(),
            (&it.name).into(),
            it.name_en.as_ref().into(),
            it.name.as_bytes().into(),
        ],
    )
}

/// Clears away a chunk of a version that is no longer current; says how many rows went.
pub(crate) fn clear(tx: &mut Tx<'_>, version: &VersionId) -> Result<u64> {
    tx.exec(
        "DELETE FROM regions WHERE version = $1 AND code IN \
         (SELECT code FROM regions WHERE version = $1 ORDER BY code LIMIT $2)",
        &[version.as_str().into(), (CHUNK_ROWS as i64).into()],
    )
}

fn region(row: &Row<'_>) -> Result<Region> {
    Ok(Region { code: row.parsed(0, RegionCode::parse)?, name: row.text(1)?, name_en: row.opt_text(2)? })
}
