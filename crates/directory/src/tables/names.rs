//! What agencies are and were called, each name with its time; found by how it begins, in either language.
//! A name is also kept as bytes, because engines sort words each in its own way and bytes alike.

use kit::{AgencyId, Result, Words};
use store::{Read, Row, Tx};

use super::words;
use crate::model::{agency::Named, page::ASKED_ROWS};

/// Sorts after every name that begins like the one before it: no UTF-8 text holds this byte.
const AFTER_ALL: u8 = 0xff;

/// How many names of one agency are shown.
const NAMES_MAX: i64 = 100;

/// Gives an agency its name from now on.
pub(crate) fn insert(tx: &mut Tx<'_>, agency: &AgencyId, name: &Words) -> Result<()> {
    let now = tx.now();
    insert_since(tx, agency, name, now)
}

/// Writes down a name an agency has since a moment.
pub(crate) fn insert_since(tx: &mut Tx<'_>, agency: &AgencyId, name: &Words, since: kit::Time) -> Result<()> {
    tx.put(
        "INSERT INTO agency_names (agency, from_at, name_zh, name_en, key_zh, key_en) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (agency, from_at) DO UPDATE SET \
         name_zh = excluded.name_zh, name_en = excluded.name_en, key_zh = excluded.key_zh, \
         key_en = excluded.key_en, until_at = NULL",
        &[
            agency.as_str().into(),
            since.into(),
            (&name.zh).into(),
            (&name.en).into(),
            (&key(&name.zh)).into(),
            (&key(&name.en)).into(),
        ],
    )
}

/// Ends the name an agency has.
pub(crate) fn end(tx: &mut Tx<'_>, agency: &AgencyId) -> Result<()> {
    let now = tx.now();
    tx.put(
        "UPDATE agency_names SET until_at = $2 WHERE agency = $1 AND until_at IS NULL",
        &[agency.as_str().into(), now.into()],
    )
}

/// What an agency is and was called, the newest first.
pub(crate) fn list(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Named>> {
    read.list(
        "SELECT agency, name_zh, name_en, from_at, until_at FROM agency_names WHERE agency = $1 \
         ORDER BY from_at DESC LIMIT $2",
        &[agency.as_str().into(), NAMES_MAX.into()],
        named,
    )
}

/// The agencies there are, by name, after one of them.
pub(crate) fn page(read: &mut Read<'_>, after: Option<&AgencyId>) -> Result<Vec<Named>> {
    let from = match after {
        Some(it) => read.one(
            "SELECT key_zh FROM agency_names WHERE agency = $1 AND until_at IS NULL",
            &[it.as_str().into()],
            |row| row.bytes(0),
        )?,
        None => None,
    };
    read.list(
        "SELECT agency, name_zh, name_en, from_at, until_at FROM agency_names \
         WHERE until_at IS NULL AND (key_zh, agency) > ($1, $2) ORDER BY key_zh, agency LIMIT $3",
        &[(&from.unwrap_or_default()).into(), after.map_or("", AgencyId::as_str).into(), ASKED_ROWS.into()],
        named,
    )
}

/// The first names that are these words or begin with them, present and past ones, in either language.
pub(crate) fn beginning(read: &mut Read<'_>, words: &str, n_max: usize) -> Result<Vec<Named>> {
    let from = key(words);
    let to: Vec<u8> = from.iter().copied().chain([AFTER_ALL]).collect();
    let params = [(&from).into(), (&to).into(), (n_max as i64).into()];
    let mut found = read.list(
        "SELECT agency, name_zh, name_en, from_at, until_at FROM agency_names \
         WHERE key_zh >= $1 AND key_zh < $2 ORDER BY key_zh, agency, from_at LIMIT $3",
        &params,
        named,
    )?;
    found.extend(read.list(
        "SELECT agency, name_zh, name_en, from_at, until_at FROM agency_names \
         WHERE key_en >= $1 AND key_en < $2 ORDER BY key_en, agency, from_at LIMIT $3",
        &params,
        named,
    )?);
    Ok(found)
}

/// Agencies from before names had their own rows.
pub(crate) fn unnamed(read: &mut Read<'_>, n_max: i64) -> Result<Vec<(AgencyId, Words, kit::Time)>> {
    read.list(
        "SELECT id, name_zh, name_en, founded_at FROM agencies WHERE named_at IS NULL ORDER BY id LIMIT $1",
        &[n_max.into()],
        |row| Ok((row.parsed(0, |it| AgencyId::parse(it).ok())?, words(row, 1)?, row.time(3)?)),
    )
}

/// Marks an agency as one whose name has its row.
pub(crate) fn set_named(tx: &mut Tx<'_>, agency: &AgencyId) -> Result<()> {
    let now = tx.now();
    tx.put("UPDATE agencies SET named_at = $2 WHERE id = $1", &[agency.as_str().into(), now.into()])
}

/// A name as it is searched: letters small, no blanks around.
fn key(text: &str) -> Vec<u8> {
    text.trim().to_lowercase().into_bytes()
}

fn named(row: &Row<'_>) -> Result<Named> {
    Ok(Named {
        agency: row.parsed(0, |it| AgencyId::parse(it).ok())?,
        name: words(row, 1)?,
        from_at: row.time(3)?,
        until_at: row.opt_time(4)?,
    })
}
