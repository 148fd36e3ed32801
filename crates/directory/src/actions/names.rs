//! Finding agencies by what they are or were called, and officials by their name.
//! Rows from before there was such an index get theirs in small writes, about once a minute.

use kit::{Actor, AgencyId, OfficialId, Result};
use store::{Act, Read, Store, Tx};

use super::agencies;
use crate::{
    events::NAMES_INDEXED,
    model::{
        agency::{Agency, Named},
        name_flaw,
        official::Official,
        page::Page,
    },
    tables,
};

/// What an official's name is found by.
pub(crate) const NAME_FIELD: &str = "directory.official_name";

/// How many agencies of a name are found at once; more words find fewer.
pub const AGENCIES_FOUND_MAX: usize = 50;

/// How many officials of a name are found at once.
pub const OFFICIALS_FOUND_MAX: usize = 50;

/// How many rows one write indexes.
const CHUNK_ROWS: i64 = 100;

/// What an agency is and was called, the newest name first.
pub fn names_of(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<Named>> {
    tables::names::list(read, agency)
}

/// The agencies there are, by name, after one of them.
pub fn list_agencies(read: &mut Read<'_>, after: Option<&AgencyId>) -> Result<Page<Agency>> {
    let names = Page::of(tables::names::page(read, after)?, |it| it.agency.as_str());
    let rows = names.rows.iter().map(|it| agencies::agency(read, &it.agency)).collect::<Result<_>>()?;
    Ok(Page { rows, next: names.next })
}

/// The agencies whose present or past name begins with these words, each with the name that was found.
pub fn agencies_named(read: &mut Read<'_>, words: &str) -> Result<Vec<(Agency, Named)>> {
    if words.trim().is_empty() || name_flaw("name", words).is_some() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(Agency, Named)> = Vec::new();
    for named in tables::names::beginning(read, words, AGENCIES_FOUND_MAX)? {
        match found.iter_mut().find(|(it, _)| it.id == named.agency) {
            // The name it has says more than one it had.
            Some((_, there)) if named.until_at.is_none() => *there = named,
            Some(_) => {}
            None => found.push((agencies::agency(read, &named.agency)?, named)),
        }
    }
    found.truncate(AGENCIES_FOUND_MAX);
    Ok(found)
}

/// The officials of exactly this name.
pub fn officials_named(read: &mut Read<'_>, name: &str) -> Result<Vec<Official>> {
    if name.trim().is_empty() {
        return Ok(Vec::new());
    }
    let blind = read.blind(NAME_FIELD, name.trim());
    tables::officials::list_by_name(read, &blind, OFFICIALS_FOUND_MAX as i64)
}

/// Officials by id, after one of them.
pub fn list_officials(read: &mut Read<'_>, after: Option<&OfficialId>) -> Result<Page<Official>> {
    let rows = tables::officials::page(read, after.map_or("", OfficialId::as_str))?;
    Ok(Page::of(rows, |it| it.id.as_str()))
}

/// Indexes names that are not yet; bounded each time, done once nothing is left.
pub async fn tend_names(store: &Store) -> Result<()> {
    let left =
        store.read(|read| Ok((tables::names::unnamed(read, 1)?, tables::officials::unnamed(read, 1)?)));
    let (agencies, officials) = left.await?;
    if agencies.is_empty() && officials.is_empty() {
        return Ok(());
    }
    store.write(|tx| index(tx, &Actor::system("directory"))).await
}

fn index(tx: &mut Tx<'_>, by: &Actor) -> Result<()> {
    for (agency, name, since) in tables::names::unnamed(tx, CHUNK_ROWS)? {
        tables::names::insert_since(tx, &agency, &name, since)?;
        tables::names::set_named(tx, &agency)?;
    }
    for id in tables::officials::unnamed(tx, CHUNK_ROWS)? {
        let name = super::officials::official_name(tx, &id)?;
        // One who was erased is found by nothing.
        let blind = name.map(|it| tx.blind(NAME_FIELD, it.trim()).to_vec()).unwrap_or_default();
        tables::officials::set_name_blind(tx, &id, &blind)?;
    }
    tx.record(Act::of(NAMES_INDEXED, by, "names"))
}
