//! Service items: a file of them comes in whole or not at all; searching them is the affair of `find`.
//! How a file becomes current is the directory's affair; what a row is, the model's.

use directory::imports::{self, Batch, FILE_BYTES_MAX, File, Progress, Refused, Report, Row, VersionId};
use kit::{Actor, Flaw, Result};
use store::{Read, Store, Tx};

use crate::{
    model::items::{ItemFile, ServiceItem},
    tables,
};

/// The kind of these imports.
pub(super) const KIND: &str = "items";
/// A new version of one source of items is current; the thing is `items/<source>`.
pub const ITEMS_IMPORTED: &str = "items.imported";
/// How many items one file may bring: they are kept in memory.
pub const ITEMS_MAX: usize = 50_000;

/// Imports files of service items, JSON lines; each is all or nothing and has its own report.
/// The source of a file is the region most of its items name, so a newer file of a district replaces the older.
/// Waits for the store, so it is for commands, outside a runtime.
pub fn import_items(
    store: &Store,
    by: &Actor,
    files: &[File<'_>],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<Report>> {
    files.iter().map(|it| imports::run(store, by, batch(it), progress)).collect()
}

/// One current item, by its code; of the first source that has it.
pub fn service_item(read: &mut Read<'_>, code: &str) -> Result<Option<ServiceItem>> {
    for it in imports::all_current(read, KIND)? {
        if let Some(found) = tables::find_item(read, &it.version, code)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

impl Row for ServiceItem {
    const KIND: &'static str = KIND;
    const ACT: &'static str = ITEMS_IMPORTED;

    fn key(&self) -> &str {
        &self.code
    }

    fn says(&self) -> String {
        format!("{} / {}", self.name, self.department)
    }

    fn put(&self, tx: &mut Tx<'_>, version: &VersionId) -> Result<()> {
        tables::insert_item(tx, version, self)
    }

    fn page(read: &mut Read<'_>, version: &VersionId, after: &str) -> Result<Vec<Self>> {
        tables::list_items(read, version, after)
    }

    fn clear(tx: &mut Tx<'_>, version: &VersionId) -> Result<u64> {
        tables::clear_items(tx, version)
    }
}

/// A file read into rows; what is wrong with it as a whole is refused as its first line.
fn batch(file: &File<'_>) -> Batch<ServiceItem> {
    let read = match std::str::from_utf8(file.bytes) {
        _ if file.bytes.len() > FILE_BYTES_MAX => {
            refused_whole(Flaw::of("file", "import.too_large").with("max", FILE_BYTES_MAX))
        }
        Ok(text) => ItemFile::read(text, ITEMS_MAX),
        Err(_) => refused_whole(Flaw::of("file", "item.not_text")),
    };
    let source = read.region().map_or_else(String::new, |it| it.as_str().to_owned());
    let mut refused = Refused::default();
    read.refused.into_iter().for_each(|(line, flaw)| refused.add(line, flaw));
    let (file, hash) = (file.short_name(), file.hash());
    Batch { source, file, hash, rows: read.items, refused, notes: read.notes }
}

fn refused_whole(flaw: Flaw) -> ItemFile {
    ItemFile { refused: vec![(1, flaw)], ..ItemFile::default() }
}
