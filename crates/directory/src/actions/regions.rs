//! The administrative tree: what is asked of it, and how files of regions come in.
//! Each level of the tree is a source of its own, and lookups see the current version of them all.

mod file;

use std::collections::{BTreeSet, HashSet};

use kit::{Actor, Refusal, RegionCode, Result};
use store::{Read, Store, Tx};

use super::imports::{self, Batch, Current, File, Progress, Report, Row, VersionId};
use crate::{
    events::REGIONS_IMPORTED,
    model::{name_flaw, page::Page, region::Region},
    tables,
};
use file::RegionFile;

/// The kind of these imports.
const KIND: &str = "regions";

/// How many regions of a name are found at once; more words find fewer.
pub const NAMED_MAX: usize = 30;

/// The sources of the five levels, from the top.
const LEVELS: [&str; 5] = ["province", "city", "county", "town", "village"];

/// The provinces that the national table of divisions leaves out; the CN profile completes it with these.
pub const CN_PROVINCES: &str = include_str!("../../profiles/cn/provinces.csv");

/// Files of regions that are imported in one run, a file for each level.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegionFiles<'a> {
    /// The files, in any order: CSV with a header, of which `code`, `name` and `name_en` are read.
    pub files: &'a [File<'a>],
    /// Provinces to add where a file of provinces lacks them, as such a file: [`CN_PROVINCES`], or nothing.
    pub completion: &'a str,
}

/// One region, of any current source.
pub fn region(read: &mut Read<'_>, code: &RegionCode) -> Result<Option<Region>> {
    tables::regions::find(read, code)
}

/// The regions right below one, or the topmost ones, after a code.
pub fn children(
    read: &mut Read<'_>,
    parent: Option<&RegionCode>,
    after: Option<&RegionCode>,
) -> Result<Page<Region>> {
    let rows = tables::regions::children(read, parent, after)?;
    Ok(Page::of(rows, |it| it.code.as_str()))
}

/// The way from the province down to a region, itself included; empty where nothing of it is known.
pub fn path(read: &mut Read<'_>, code: &RegionCode) -> Result<Vec<Region>> {
    tables::regions::path(read, code)
}

/// The first [`NAMED_MAX`] regions whose name is these words or begins with them; none for no words.
pub fn regions_named(read: &mut Read<'_>, words: &str) -> Result<Vec<Region>> {
    let words = words.trim();
    if words.is_empty() || name_flaw("name", words).is_some() {
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for Current { version, .. } in imports::all_current(read, KIND)? {
        rows.extend(tables::regions::named(read, &version, words, NAMED_MAX)?);
    }
    rows.sort_by(|one, other| (&one.name, &one.code).cmp(&(&other.name, &other.code)));
    rows.truncate(NAMED_MAX);
    Ok(rows)
}

/// Imports files of regions, upper levels first; each file is all or nothing and has its own report.
/// Waits for the store, so it is for commands, outside a runtime.
pub fn import_regions(
    store: &Store,
    by: &Actor,
    run: &RegionFiles<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<Report>> {
    let mut files: Vec<_> = run.files.iter().map(|it| file::read(it, run.completion)).collect();
    files.sort_by_key(|it| it.level);
    let levels: BTreeSet<_> = files.iter().filter_map(|it| it.level).collect();
    if levels.len() < files.iter().filter(|it| it.level.is_some()).count() {
        return Err(Refusal::invalid("files", "import.level_doubled").into());
    }
    let mut reports = Vec::new();
    for file in files {
        let source = file.level.map_or("", |it| LEVELS[it - 1]).to_owned();
        reports.push(import_file(store, by, &source, file, progress)?);
    }
    Ok(reports)
}

/// Makes these regions, of any levels, the current version of a source of their own, beside the imported ones.
pub fn put_regions(
    store: &Store,
    by: &Actor,
    source: &str,
    rows: Vec<Region>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report> {
    if LEVELS.contains(&source) {
        return Err(Refusal::invalid("source", "import.source_taken").into());
    }
    import_file(store, by, source, RegionFile::of(source, rows), progress)
}

impl Row for Region {
    const KIND: &'static str = KIND;
    const ACT: &'static str = REGIONS_IMPORTED;

    fn key(&self) -> &str {
        self.code.as_str()
    }

    fn says(&self) -> String {
        match &self.name_en {
            Some(it) => format!("{} / {it}", self.name),
            None => self.name.clone(),
        }
    }

    fn put(&self, tx: &mut Tx<'_>, version: &VersionId) -> Result<()> {
        tables::regions::insert(tx, version, self)
    }

    fn page(read: &mut Read<'_>, version: &VersionId, after: &str) -> Result<Vec<Self>> {
        tables::regions::version_page(read, version, after)
    }

    fn clear(tx: &mut Tx<'_>, version: &VersionId) -> Result<u64> {
        tables::regions::clear(tx, version)
    }
}

fn import_file(
    store: &Store,
    by: &Actor,
    source: &str,
    mut file: RegionFile,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report> {
    file.check_tree(&codes_elsewhere(store, source, file.n_digits_max())?);
    let RegionFile { name, hash, rows, refused, notes, .. } = file;
    let rows = rows.into_iter().map(|(_, it)| it).collect();
    let batch = Batch { source: source.to_owned(), file: name, hash, rows, refused, notes };
    imports::run(store, by, batch, progress)
}

/// The codes of every other source, as far as rows with so many digits can meet or lie in them.
fn codes_elsewhere(store: &Store, source: &str, n_digits_max: usize) -> Result<HashSet<RegionCode>> {
    let mut codes = HashSet::new();
    let sources = store.read(|read| imports::all_current(read, KIND)).wait()?;
    for Current { version, .. } in sources.into_iter().filter(|it| it.source != source) {
        let mut after = String::new();
        loop {
            let version = version.clone();
            let page = store
                .read(move |read| tables::regions::codes_page(read, &version, &after, n_digits_max))
                .wait()?;
            let Some(last) = page.last() else { break };
            after = last.as_str().to_owned();
            codes.extend(page);
        }
    }
    Ok(codes)
}
