//! The verbs of files: receive one, hold it for a draft, keep it for a case, read it, clear away what nobody needs.
//! Bytes pass outside of transactions; a transaction only says what they are and whose.

use std::{path::Path, sync::LazyLock};

use forms::Files;
use kit::{Actor, Error, Flaw, Id128, Refusal, Result, SubjectId};
use store::{Read, Store, Tx};
use tokio::sync::Semaphore;
use web::{Incoming, Throttle};

use crate::{
    model::{FileId, FileView, Format, judge, n_pieces},
    tables::{
        self,
        shelf::{Shelf, Spool, Spooled, copy_out, take_in},
    },
};

/// How long what nobody needs stays: a day.
pub const ORPHAN_MS: i64 = 24 * 3_600_000;
/// How many files one subject may have handed in that no case has yet, and how many bytes of them.
const UPLOADS_MAX: usize = 200;
const UPLOADS_BYTES_MAX: i64 = 1 << 30;
/// How many files one subject may send in an hour.
const UPLOADS_HOUR_MAX: u32 = 300;
const HOUR_MS: i64 = 3_600_000;
/// How many files this node takes at once; each needs a piece of memory and now and then a thread.
const AT_ONCE_MAX: usize = 16;
/// How many orphans are cleared away at once.
const COLLECT_MAX: i64 = 200;
/// How many files of one holder are listed.
const HELD_MAX: i64 = 1_000;
const MEGABYTE: u64 = 1 << 20;

static AT_ONCE: Semaphore = Semaphore::const_new(AT_ONCE_MAX);
static OFTEN: LazyLock<Throttle> = LazyLock::new(|| Throttle::new(UPLOADS_HOUR_MAX, HOUR_MS));

/// Takes a file that a question asks for: judged, sealed and shelved. A refusal names the field it came in.
pub async fn receive(store: &Store, by: &Actor, rules: &Files, mut file: Incoming) -> Result<FileId> {
    let subject = by.subject()?.clone();
    let (field, called) = (file.field.clone(), file.name.clone());
    let flaw =
        |code: &'static str| Error::from(Refusal::flawed(vec![Flaw::of(&field, code).with("name", &called)]));
    let format = Format::of_name(&file.name).filter(|it| rules.types.contains(&it.file_type()));
    let format = format.ok_or_else(|| flaw("file.type"))?;
    let _turn = AT_ONCE.try_acquire().map_err(|_| Error::Busy("files"))?;
    let id = FileId::from(Id128(u128::from_be_bytes(first_16(store.secret()))));
    let (whose, of) = (subject.clone(), id.clone());
    let key = store.write(move |tx| admitted(tx, &whose, &of)).await?;
    let shelf = Shelf::of(store);
    let mut spool = Spool::open(&shelf, id.as_str(), key)?;
    let bytes_max = u64::from(rules.megabytes_max) * MEGABYTE;
    while let Some(piece) = file.chunk().await? {
        if bytes_max < spool.write(&piece)? {
            let too_large = Flaw::of(&field, "file.too_large").with("name", &called);
            return Err(Refusal::flawed(vec![too_large.with("megabytes", rules.megabytes_max)]).into());
        }
    }
    let spooled = spool.end()?;
    if spooled.n_bytes == 0 {
        return Err(flaw("file.empty"));
    }
    let spooled = judged(spooled, format).await?.map_err(flaw)?;
    shelve(store, &shelf, spooled, (id, subject, format, called.clone())).await
}

/// Holds these files for a draft or the like; what it held before and needs no more is let go.
pub fn hold(tx: &mut Tx<'_>, subject: &SubjectId, holder: &str, files: &[FileId]) -> Result<()> {
    for id in tables::held(tx, subject, holder, HELD_MAX)? {
        if !files.contains(&id) {
            tables::let_go(tx, subject, &id)?;
        }
    }
    files.iter().try_for_each(|it| tables::set_holder(tx, subject, it, holder))
}

/// Keeps these files for good, for a case. The caller records the act; a file that is not there is said.
pub fn keep(tx: &mut Tx<'_>, subject: &SubjectId, holder: &str, files: &[FileId]) -> Result<Vec<FileView>> {
    let mut kept = Vec::new();
    for id in files {
        if let Some(it) = tables::find_upload(tx, subject, id)? {
            let view = tables::opened(tx, it)?;
            tables::insert_file(tx, &view, holder)?;
            kept.push(view);
            continue;
        }
        let known =
            tables::find_file(tx, subject, id)?.filter(|it| it.view.holder.as_deref() == Some(holder));
        kept.push(tables::opened(tx, known.ok_or_else(Refusal::not_found)?)?);
    }
    Ok(kept)
}

/// A file of this subject, handed in or kept.
pub fn find(read: &mut Read<'_>, subject: &SubjectId, id: &FileId) -> Result<Option<FileView>> {
    let found = match tables::find_file(read, subject, id)? {
        Some(it) => Some(it),
        None => tables::find_upload(read, subject, id)?,
    };
    found.map(|it| tables::opened(read, it)).transpose()
}

/// The files that are kept for this holder, oldest first.
pub fn kept_for(read: &mut Read<'_>, holder: &str) -> Result<Vec<FileView>> {
    let found = tables::list_of_holder(read, holder, HELD_MAX)?;
    found.into_iter().map(|it| tables::opened(read, it)).collect()
}

/// One piece of a file, opened; nothing beyond the last. The caller answers for the right to read it.
pub async fn piece(store: &Store, file: &FileView, n: u32) -> Result<Option<Vec<u8>>> {
    let n_all = n_pieces(u64::try_from(file.n_bytes).unwrap_or(0));
    if n_all <= n {
        return Ok(None);
    }
    let (subject, id) = (file.subject.clone(), file.id.clone());
    let key = store.read(move |read| read.file_key(&subject, id.as_str())).await?;
    let key = key.ok_or_else(|| Refusal::conflict("subject.erased"))?;
    let sealed = Shelf::of(store).piece(store, &file.sha256, n).await?;
    let opened = key.open(n, n + 1 == n_all, &sealed);
    opened.map(Some).ok_or_else(|| Error::fault(format!("the file {} was changed where it lies", file.id)))
}

/// Clears away what nobody has needed for a day; each node calls it about once a minute.
pub async fn tend(store: &Store) -> Result<()> {
    let found = store.write(|tx| {
        let before = tx.now().plus_ms(-ORPHAN_MS);
        tables::collect(tx, before, COLLECT_MAX)
    });
    let shelf = Shelf::of(store);
    for (id, sha256) in found.await? {
        // First the bytes: as long as the row stands, a node that stops here is not the last to try.
        shelf.remove(&sha256).await?;
        let clear = move |tx: &mut Tx<'_>| {
            tables::delete_rows(tx, &sha256)?;
            tables::delete_upload(tx, &id)
        };
        store.write(clear).await?;
    }
    Ok(())
}

/// Copies the files of the store at `url` beside its backup; says how many lie there. In PostgreSQL they are rows,
/// and the archive holds them.
pub fn back_up(url: &str, to: &Path) -> Result<usize> {
    copy_out(url, to)
}

/// Takes the files of a backup into a store, each held against its digest.
pub fn restore(store: &Store, from: &Path) -> Result<usize> {
    take_in(store, from)
}

fn admitted(tx: &mut Tx<'_>, subject: &SubjectId, id: &FileId) -> Result<crypt::FileKey> {
    OFTEN.admit(subject.as_str(), tx.now())?;
    let (n_files, n_bytes) = tables::uploaded(tx, subject, UPLOADS_MAX as i64)?;
    if UPLOADS_MAX <= n_files || UPLOADS_BYTES_MAX <= n_bytes {
        return Err(Refusal::conflict("files.too_many_waiting").into());
    }
    tx.new_file_key(subject, id.as_str())
}

/// Judges what was spooled, away from the runtime: unpacking an archive takes a while.
async fn judged(it: Spooled, format: Format) -> Result<Result<Spooled, &'static str>> {
    let work = move || {
        let mut bytes = it.bytes()?;
        Ok(judge(&mut bytes, format).map(|()| it))
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::fault("judging a file panicked"))?
}

/// Says first that it comes, so that nothing can lie on the shelf that no row knows.
async fn shelve(
    store: &Store,
    shelf: &Shelf,
    spooled: Spooled,
    (id, subject, format, name): (FileId, SubjectId, Format, String),
) -> Result<FileId> {
    let (sha256, n_bytes) = (spooled.sha256.clone(), i64::try_from(spooled.n_bytes).unwrap_or(i64::MAX));
    let of = id.clone();
    let say = move |tx: &mut Tx<'_>| {
        let at = tx.now();
        let (id, subject, sha256, name_of) = (of.clone(), subject.clone(), sha256.clone(), None);
        let view = FileView { id, subject, holder: None, name: name_of, format, n_bytes, sha256, at };
        tables::insert_upload(tx, &view, &name)
    };
    store.write(say).await?;
    shelf.put(store, spooled).await?;
    let of = id.clone();
    match store.write(move |tx| tables::set_ready(tx, &of)).await? {
        true => Ok(id),
        false => Err(Error::Busy("files")),
    }
}

fn first_16(secret: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&secret[..16]);
    half
}
