//! The SQL of files: those just handed in, those kept for good, and their pieces where there is no folder.
//! Knows no format and no key.

pub(crate) mod shelf;

use kit::{Error, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use crate::model::{FileId, FileView, Format};

/// A file as it is stored, its name still sealed.
pub(crate) struct Stored {
    pub(crate) view: FileView,
    name: Vec<u8>,
    table: &'static str,
}

/// How many uploads of one subject there are, and their bytes.
pub(crate) fn uploaded(read: &mut Read<'_>, subject: &SubjectId, n_max: i64) -> Result<(usize, i64)> {
    const SQL: &str =
        "SELECT n_bytes FROM uploads WHERE subject = $1 ORDER BY made_at DESC, id DESC LIMIT $2";
    let all = read.list(SQL, &[subject.as_str().into(), n_max.into()], |row| row.int(0))?;
    Ok((all.len(), all.iter().sum()))
}

pub(crate) fn insert_upload(tx: &mut Tx<'_>, it: &FileView, name: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO uploads (id, subject, name, format, n_bytes, sha256, made_at, let_go_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let sealed = tx.seal(&it.subject, ("uploads", "name", it.id.as_str()), name.as_bytes())?;
    let now = tx.now();
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            it.subject.as_str().into(),
            (&sealed).into(),
            it.format.as_str().into(),
            it.n_bytes.into(),
            (&it.sha256).into(),
            now.into(),
            now.into(),
        ],
    )
}

/// Says that all of a file lies where it is kept.
pub(crate) fn set_ready(tx: &mut Tx<'_>, id: &FileId) -> Result<bool> {
    let now = tx.now();
    let sql = "UPDATE uploads SET ready_at = $2 WHERE id = $1 AND collected_at IS NULL";
    Ok(tx.exec(sql, &[id.as_str().into(), now.into()])? == 1)
}

pub(crate) fn find_upload(read: &mut Read<'_>, subject: &SubjectId, id: &FileId) -> Result<Option<Stored>> {
    const SQL: &str = "SELECT id, subject, holder, name, format, n_bytes, sha256, made_at FROM uploads \
        WHERE id = $1 AND subject = $2 AND ready_at IS NOT NULL AND collected_at IS NULL";
    read.one(SQL, &[id.as_str().into(), subject.as_str().into()], |row| stored(row, "uploads"))
}

pub(crate) fn find_file(read: &mut Read<'_>, subject: &SubjectId, id: &FileId) -> Result<Option<Stored>> {
    const SQL: &str = "SELECT id, subject, holder, name, format, n_bytes, sha256, kept_at FROM files \
        WHERE id = $1 AND subject = $2";
    read.one(SQL, &[id.as_str().into(), subject.as_str().into()], |row| stored(row, "files"))
}

pub(crate) fn list_of_holder(read: &mut Read<'_>, holder: &str, n_max: i64) -> Result<Vec<Stored>> {
    const SQL: &str = "SELECT id, subject, holder, name, format, n_bytes, sha256, kept_at FROM files \
        WHERE holder = $1 ORDER BY kept_at, id LIMIT $2";
    read.list(SQL, &[holder.into(), n_max.into()], |row| stored(row, "files"))
}

/// Opens the name.
pub(crate) fn opened(read: &mut Read<'_>, it: Stored) -> Result<FileView> {
    let Stored { view, name, table } = it;
    let name = read.open_text(&view.subject, (table, "name", view.id.as_str()), &name)?;
    Ok(FileView { name, ..view })
}

/// The uploads that a holder needs.
pub(crate) fn held(
    read: &mut Read<'_>,
    subject: &SubjectId,
    holder: &str,
    n_max: i64,
) -> Result<Vec<FileId>> {
    const SQL: &str = "SELECT id FROM uploads WHERE subject = $1 AND holder = $2 AND collected_at IS NULL \
        ORDER BY id LIMIT $3";
    read.list(SQL, &[subject.as_str().into(), holder.into(), n_max.into()], file_id)
}

pub(crate) fn set_holder(tx: &mut Tx<'_>, subject: &SubjectId, id: &FileId, holder: &str) -> Result<()> {
    const SQL: &str = "UPDATE uploads SET holder = $3, let_go_at = NULL \
        WHERE id = $1 AND subject = $2 AND collected_at IS NULL";
    tx.put(SQL, &[id.as_str().into(), subject.as_str().into(), holder.into()])
}

pub(crate) fn let_go(tx: &mut Tx<'_>, subject: &SubjectId, id: &FileId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE uploads SET holder = NULL, let_go_at = $3 WHERE id = $1 AND subject = $2";
    tx.put(sql, &[id.as_str().into(), subject.as_str().into(), now.into()])
}

/// Moves an upload among the files that are kept for good.
pub(crate) fn insert_file(tx: &mut Tx<'_>, it: &FileView, holder: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO files (id, subject, holder, name, format, n_bytes, sha256, kept_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let name = it.name.as_deref().unwrap_or_default();
    let sealed = tx.seal(&it.subject, ("files", "name", it.id.as_str()), name.as_bytes())?;
    let now = tx.now();
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            it.subject.as_str().into(),
            holder.into(),
            (&sealed).into(),
            it.format.as_str().into(),
            it.n_bytes.into(),
            (&it.sha256).into(),
            now.into(),
        ],
    )?;
    tx.put("DELETE FROM uploads WHERE id = $1", &[it.id.as_str().into()])
}

/// Takes what nobody needs since then out of reach, to be cleared away.
pub(crate) fn collect(tx: &mut Tx<'_>, before: Time, n_max: i64) -> Result<Vec<(FileId, String)>> {
    const FOUND: &str = "SELECT id, sha256 FROM uploads WHERE let_go_at IS NOT NULL AND let_go_at <= $1 \
        ORDER BY let_go_at NULLS LAST, id LIMIT $2";
    let found = tx.list(FOUND, &[before.into(), n_max.into()], |row| Ok((file_id(row)?, row.text(1)?)))?;
    let now = tx.now();
    for (id, _) in &found {
        let sql = "UPDATE uploads SET collected_at = $2 WHERE id = $1";
        tx.put(sql, &[id.as_str().into(), now.into()])?;
    }
    Ok(found)
}

pub(crate) fn delete_upload(tx: &mut Tx<'_>, id: &FileId) -> Result<()> {
    tx.put("DELETE FROM uploads WHERE id = $1 AND collected_at IS NOT NULL", &[id.as_str().into()])
}

pub(crate) fn put_row(tx: &mut Tx<'_>, sha256: &str, n: u32, bytes: &[u8]) -> Result<()> {
    const SQL: &str =
        "INSERT INTO file_rows (sha256, n, bytes) VALUES ($1, $2, $3) ON CONFLICT (sha256, n) DO NOTHING";
    tx.put(SQL, &[sha256.into(), i64::from(n).into(), bytes.into()])
}

pub(crate) fn row(read: &mut Read<'_>, sha256: &str, n: u32) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT bytes FROM file_rows WHERE sha256 = $1 AND n = $2";
    read.one(SQL, &[sha256.into(), i64::from(n).into()], |row| row.bytes(0))
}

pub(crate) fn delete_rows(tx: &mut Tx<'_>, sha256: &str) -> Result<()> {
    tx.put("DELETE FROM file_rows WHERE sha256 = $1", &[sha256.into()])
}

fn stored(row: &Row<'_>, table: &'static str) -> Result<Stored> {
    let view = FileView {
        id: file_id(row)?,
        subject: row.parsed(1, |it| SubjectId::parse(it).ok())?,
        holder: row.opt_text(2)?,
        name: None,
        format: row.parsed(4, Format::parse)?,
        n_bytes: row.int(5)?,
        sha256: row.text(6)?,
        at: row.time(7)?,
    };
    Ok(Stored { view, name: row.bytes(3)?, table })
}

fn file_id(row: &Row<'_>) -> Result<FileId> {
    FileId::parse(&row.text(0)?).map_err(|_| Error::fault("a stored identifier does not parse"))
}
