//! How a file's rows become current, all or none: written aside in chunks, then one small write points to them.
//! Knows no kind of row. A block that imports gives its row [`Row`], reads its file into a [`Batch`], calls [`run`].

use std::{collections::BTreeMap, sync::Arc};

use kit::{Actor, Flaw, Refusal, Result};
use store::{Act, Read, Store, Tx};

pub use crate::model::import::{
    CHUNK_ROWS, Current, FILE_BYTES_MAX, File, LINE_BYTES_MAX, Progress, ROWS_MAX, Stage, VersionId,
};
pub use crate::model::report::{Diff, EXAMPLES_MAX, Examples, Outcome, REFUSED_ROWS_MAX, Refused, Report};
use crate::{
    model::check_steward,
    tables::imports::{self as table, NewCurrent},
};

/// One row of an import: what tells it from others, and where it lies.
pub trait Row: Send + Sync + Sized + 'static {
    /// The kind of row: `regions`.
    const KIND: &'static str;
    /// The act recorded when a version becomes current: `regions.imported`.
    const ACT: &'static str;

    /// What tells it from every other row of its source.
    fn key(&self) -> &str;

    /// What it says; a row that says something else under the same key was renamed.
    fn says(&self) -> String;

    /// Adds it to a version. The table is a tending one: the version is not current yet.
    fn put(&self, tx: &mut Tx<'_>, version: &VersionId) -> Result<()>;

    /// A page of a version in the order of keys, after a key; an empty one is the end.
    fn page(read: &mut Read<'_>, version: &VersionId, after: &str) -> Result<Vec<Self>>;

    /// Deletes up to [`CHUNK_ROWS`] rows of a version; says how many went.
    fn clear(tx: &mut Tx<'_>, version: &VersionId) -> Result<u64>;
}

/// A file that was read into rows.
pub struct Batch<R> {
    /// The source within the kind: `province`.
    pub source: String,
    /// The name of the file.
    pub file: String,
    /// The file's SHA-256.
    pub hash: [u8; 32],
    /// Its rows, each key once.
    pub rows: Vec<R>,
    /// The rows that cannot be taken; if there are any, none is.
    pub refused: Refused,
    /// What is worth knowing though nothing is wrong.
    pub notes: Vec<Flaw>,
}

/// Makes a batch the current version of its source, all or nothing; the same file again changes nothing.
/// Waits for the store, so it is for commands, outside a runtime.
pub fn run<R: Row>(
    store: &Store,
    by: &Actor,
    batch: Batch<R>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report> {
    check_steward(by, None)?;
    let Batch { source, file, hash, rows, refused, notes } = batch;
    let mut report = Report {
        source: format!("{}/{source}", R::KIND),
        file,
        hash,
        outcome: Outcome::Unchanged,
        n_rows: rows.len(),
        diff: Diff::default(),
        refused,
        notes,
    };
    let current = current_in(store, R::KIND, &source)?;
    let is_known = current.as_ref().is_some_and(|it| it.hash == hash);
    let mut run = Run { store, source: &source, base: current.map(|it| it.version), progress };
    if is_known {
        // The run before this one may have been cut short while it cleared away.
        run.clear::<R>()?;
        report.refused = Refused::default();
        return Ok(report);
    }
    if 0 < report.refused.n {
        report.outcome = Outcome::Refused;
        return Ok(report);
    }
    report.diff = run.compare(&rows)?;
    let version = run.write(rows)?;
    run.make_current::<R>(by, &version, &report)?;
    run.clear::<R>()?;
    report.outcome = Outcome::Imported;
    Ok(report)
}

/// The current version of one source.
pub fn current(read: &mut Read<'_>, kind: &str, source: &str) -> Result<Option<Current>> {
    table::current(read, kind, source)
}

/// The current version of every source of a kind: a block's own queries take their rows by these.
pub fn all_current(read: &mut Read<'_>, kind: &str) -> Result<Vec<Current>> {
    table::all_current(read, kind)
}

/// One import under way.
struct Run<'a> {
    store: &'a Store,
    source: &'a str,
    /// What was current when it began; if that changes, somebody else was quicker.
    base: Option<VersionId>,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Run<'_> {
    /// How the rows differ from those that are current.
    fn compare<R: Row>(&mut self, rows: &[R]) -> Result<Diff> {
        let mut old = BTreeMap::new();
        if let Some(base) = self.base.clone() {
            let mut after = String::new();
            loop {
                let (version, from) = (base.clone(), after.clone());
                let page = self.store.read(move |read| R::page(read, &version, &from)).wait()?;
                let Some(last) = page.last() else { break };
                after = last.key().to_owned();
                old.extend(page.iter().map(|it| (it.key().to_owned(), it.says())));
                self.tell(Stage::Comparing, old.len(), rows.len().max(old.len()));
            }
        }
        Ok(Diff::of(old, &mut rows.iter().map(|it| (it.key(), it.says()))))
    }

    /// Writes the rows aside, under a version that no reader looks for yet.
    fn write<R: Row>(&mut self, rows: Vec<R>) -> Result<VersionId> {
        let (source, base) = (self.source.to_owned(), self.base.clone());
        let version = self.store.write(move |tx| begin(tx, R::KIND, &source, base.as_ref())).wait()?;
        let n_rows = rows.len();
        let rows = Arc::new(rows);
        for from in (0..n_rows).step_by(CHUNK_ROWS) {
            let (rows, version) = (rows.clone(), version.clone());
            let to = n_rows.min(from + CHUNK_ROWS);
            let put = move |tx: &mut Tx<'_>| {
                check_standing(tx, &version)?;
                rows[from..to].iter().try_for_each(|it| it.put(tx, &version))
            };
            self.store.write(put).wait()?;
            self.tell(Stage::Writing, to, n_rows);
        }
        Ok(version)
    }

    /// The one write that readers notice.
    fn make_current<R: Row>(&mut self, by: &Actor, version: &VersionId, report: &Report) -> Result<()> {
        let (by, base, version) = (by.clone(), self.base.clone(), version.clone());
        let (source, report) = (self.source.to_owned(), report.clone());
        let flip = move |tx: &mut Tx<'_>| {
            check_standing(tx, &version)?;
            let new = NewCurrent {
                kind: R::KIND,
                source: &source,
                version: &version,
                file: &report.file,
                hash: &report.hash,
                n_rows: report.n_rows,
            };
            replace(tx, base.as_ref(), &new)?;
            tx.record(Act::of(R::ACT, &by, &report.source).body(report.act_body()))
        };
        self.store.write(flip).wait()
    }

    /// Clears away what was current before, and what earlier imports left when they broke off.
    fn clear<R: Row>(&mut self) -> Result<()> {
        let source = self.source.to_owned();
        let dropped = self.store.read(move |read| table::dropped(read, R::KIND, &source)).wait()?;
        let mut n_done = 0;
        for version in dropped {
            loop {
                let clearing = version.clone();
                let n_rows = self.store.write(move |tx| R::clear(tx, &clearing)).wait()?;
                n_done += n_rows as usize;
                self.tell(Stage::Clearing, n_done, n_done);
                if n_rows == 0 {
                    break;
                }
            }
            self.store.write(move |tx| table::delete_version(tx, &version)).wait()?;
        }
        Ok(())
    }

    fn tell(&mut self, stage: Stage, n_done: usize, n_total: usize) {
        (self.progress)(Progress { source: self.source, stage, n_done, n_total });
    }
}

/// Points readers to a version, unless somebody else did so since it was begun.
pub(crate) fn replace(tx: &mut Tx<'_>, base: Option<&VersionId>, new: &NewCurrent<'_>) -> Result<()> {
    let now_current = table::current(tx, new.kind, new.source)?;
    if now_current.as_ref().map(|it| &it.version) != base {
        return Err(overtaken().into());
    }
    table::make_current(tx, new)?;
    let now = tx.now();
    table::drop_others(tx, new.kind, new.source, Some(new.version), now)
}

fn current_in(store: &Store, kind: &'static str, source: &str) -> Result<Option<Current>> {
    let source = source.to_owned();
    store.read(move |read| table::current(read, kind, &source)).wait()
}

/// Begins a version. Whatever else was begun for this source and is not current broke off, or is overtaken now.
fn begin(tx: &mut Tx<'_>, kind: &'static str, source: &str, base: Option<&VersionId>) -> Result<VersionId> {
    let (version, now): (VersionId, _) = (tx.new_id(), tx.now());
    table::drop_others(tx, kind, source, base, now)?;
    table::insert_version(tx, kind, source, &version)?;
    Ok(version)
}

/// A version that another import gave up must not grow, and never become current.
fn check_standing(tx: &mut Tx<'_>, version: &VersionId) -> Result<()> {
    if table::stands(tx, version)? { Ok(()) } else { Err(overtaken().into()) }
}

fn overtaken() -> Refusal {
    Refusal::conflict("import.overtaken")
}
