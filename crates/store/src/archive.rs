//! The whole store as one file that neither engine owns: written from one snapshot, read back into an empty store.
//! Knows no block. No key is in it: the wrapped keys of subjects travel, what unwraps them does not.

use std::io::{BufRead, BufReader, BufWriter, Read, Seek, Write};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::{BASE64, HEXLOWER};
use kit::{Error, Result};
use rusqlite::types::ValueRef;
use serde_json::{Value as Json, json};
use tokio_postgres::types::Type;

use crate::{
    Part, Row, Store, Value,
    engine::{Conn, Isolation},
    migrate, queue,
    statement::Tables,
    value::Source,
};

#[cfg(test)]
mod tests;

/// The first words of every archive of this format.
const FORMAT: &str = "yiwang-archive/1";
/// How long one line may be: the largest sealed field and then some.
const LINE_BYTES_MAX: u64 = 64 << 20;
/// How many rows are fetched, or written without waiting, at once.
const BATCH_ROWS: u64 = 64;
/// How many rows pass between two reports of progress.
const PROGRESS_ROWS: u64 = 4_096;
/// The table that every store writes itself when it opens.
const MIGRATIONS: &str = "migrations";

/// How far a backup or a restore has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The table it is at.
    pub table: &'a str,
    /// How many rows are done, of all tables.
    pub n_rows: u64,
    /// How many there are.
    pub n_rows_all: u64,
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Rows of all tables.
    pub n_rows: u64,
    /// The digest of everything before the last line.
    pub sha256: [u8; 32],
}

/// Writes every declared table, as one moment saw it; visitors and writers are not held up.
pub fn backup(
    store: &Store,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Archived> {
    backup_at(&store.settings().url, &store.settings().parts, out, progress)
}

/// The same of a store that this process has not opened; another one may have, and goes on.
pub fn backup_at(
    url: &str,
    parts: &[Part],
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Archived> {
    let mut conn = queue::connect(url)?;
    conn.start(Isolation::Snapshot)?;
    let mut out = Hashed { out: BufWriter::new(out), digest: Context::new(&SHA256) };
    let mut tables = Vec::new();
    for table in archived(parts) {
        tables.push((table, count(&mut conn, table)?));
    }
    let n_rows_all = tables.iter().map(|it| it.1).sum();
    out.line(&json!({ "format": FORMAT, "migrations": migrations(&mut conn)?, "tables": tables }))?;
    let mut n_rows = 0;
    for (table, _) in tables {
        let mut named = false;
        each_row(&mut conn, table, &mut |row| {
            if !named {
                named = true;
                out.line(&json!({ "table": table, "columns": columns(row) }))?;
            }
            out.line(&Json::Array(cells(row)?))?;
            n_rows += 1;
            if n_rows % PROGRESS_ROWS == 0 {
                progress(Progress { table, n_rows, n_rows_all });
            }
            Ok(())
        })?;
        progress(Progress { table, n_rows, n_rows_all });
    }
    conn.rollback()?;
    Ok(Archived { n_rows, sha256: out.end()? })
}

/// Reads an archive into an empty store of either engine: all of it, or nothing and the store stays empty.
pub fn restore<R: Read + Seek>(
    store: &Store,
    archive: &mut R,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Archived> {
    let mut from = BufReader::new(&mut *archive);
    let mut lines = Lines::of(&mut from);
    while lines.next()? {}
    let sha256 = lines.sealed()?;
    archive.rewind().map_err(unreadable)?;
    let mut conn = queue::connect(&store.settings().url)?;
    conn.start(Isolation::ReadCommitted)?;
    match fill(store, &mut conn, &mut Lines::of(&mut BufReader::new(archive)), progress) {
        // The file is read twice: what was checked has to be what was written.
        Ok(it) if it.sha256 == sha256 => conn.commit().map(|()| it),
        Ok(_) => conn.rollback().and(Err(Error::fault("the archive changed while it was read"))),
        Err(err) => conn.rollback().and(Err(err)),
    }
}

fn fill(
    store: &Store,
    conn: &mut Conn,
    lines: &mut Lines<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Archived> {
    lines.next()?;
    let mut left = admit(store, conn, &lines.json()?)?;
    let n_rows_all = left.iter().map(|it| it.1).sum();
    let (mut n_rows, mut table, mut insert) = (0, "", "");
    while lines.next()? {
        let line = lines.json()?;
        if let Some(cells) = line.as_array() {
            let n_left = left.iter_mut().find(|it| it.0 == table && 0 < it.1);
            n_left.ok_or_else(|| lines.broken("there are more rows than the first line says"))?.1 -= 1;
            n_rows += 1;
            write_row(conn, insert, cells, n_rows % BATCH_ROWS == 0)
                .map_err(|err| lines.broken(&format!("table {table}: {err}")))?;
            if n_rows % PROGRESS_ROWS == 0 {
                progress(Progress { table, n_rows, n_rows_all });
            }
        } else if let Some(named) = line["table"].as_str() {
            let known = names(store).into_iter().find(|it| *it == named);
            table = known.ok_or_else(|| lines.broken("a table that is not known here"))?;
            insert = insert_into(table, &line["columns"]).ok_or_else(|| lines.broken("its columns"))?;
        }
    }
    if left.iter().any(|it| it.1 != 0) {
        return Err(lines.broken("there are fewer rows than the first line says"));
    }
    set_identities(conn)?;
    let last = conn.list("SELECT at FROM acts ORDER BY seq DESC LIMIT 1", &[], |row| row.time(0))?;
    last.into_iter().for_each(|it| store.shared().saw(it));
    progress(Progress { table, n_rows, n_rows_all });
    Ok(Archived { n_rows, sha256: lines.sealed()? })
}

/// Whether this store may take the archive; gives back how many rows each table shall get.
fn admit(store: &Store, conn: &mut Conn, header: &Json) -> Result<Vec<(&'static str, u64)>> {
    let refuse = |words: &str| Err(Error::fault(format!("the archive cannot be restored: {words}")));
    let migrated: Option<Vec<(String, String)>> = serde_json::from_value(header["migrations"].clone()).ok();
    let counted: Option<Vec<(String, u64)>> = serde_json::from_value(header["tables"].clone()).ok();
    let (FORMAT, Some(migrated), Some(counted)) =
        (header["format"].as_str().unwrap_or_default(), migrated, counted)
    else {
        return refuse("its first line is not of a format this version knows");
    };
    let known = migrations(conn)?;
    if let Some((name, _)) = migrated.iter().find(|it| !known.contains(it)) {
        return refuse(&format!("migration {name} is not known here; use the version that wrote it"));
    }
    let mut tables = Vec::new();
    for table in names(store) {
        if 0 < count(conn, table)? {
            return refuse(&format!("the store is not empty, table {table} holds rows"));
        }
        tables.extend(counted.iter().filter(|it| it.0 == table).map(|it| (table, it.1)));
    }
    if tables.len() == counted.len() { Ok(tables) } else { refuse("it has a table that is not known here") }
}

fn write_row(conn: &mut Conn, insert: &'static str, cells: &[Json], wait: bool) -> Result<()> {
    let strange = || Error::fault("a value that is of no column kind");
    let decode = |it: &Json| BASE64.decode(it["b"].as_str()?.as_bytes()).ok();
    let bytes: Vec<Option<Vec<u8>>> = cells.iter().map(decode).collect();
    let mut values = Vec::with_capacity(cells.len());
    for (cell, bytes) in cells.iter().zip(&bytes) {
        values.push(match (cell, bytes) {
            (_, Some(it)) => Value::Bytes(it),
            (Json::Null, _) => Value::Null,
            (Json::String(it), _) => Value::Text(it),
            (Json::Number(it), _) => Value::Int(it.as_i64().ok_or_else(strange)?),
            _ => return Err(strange()),
        });
    }
    // Waiting now and then keeps what is on the way to a server within bounds.
    if wait { conn.exec(insert, &values).map(|_| ()) } else { conn.put(insert, &values) }
}

/// On PostgreSQL a query brings all its rows at once; a cursor brings them in batches.
fn each_row(conn: &mut Conn, table: &str, see: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let select = format!("SELECT * FROM {table}");
    if let Conn::Sqlite(it) = conn {
        return it.each(leak(select), &[], see);
    }
    conn.script(&format!("DECLARE archive_{table} NO SCROLL CURSOR FOR {select}"))?;
    let fetch = leak(format!("FETCH {BATCH_ROWS} FROM archive_{table}"));
    loop {
        let mut n_rows = 0;
        conn.each(fetch, &[], &mut |row| {
            n_rows += 1;
            see(row)
        })?;
        if n_rows < BATCH_ROWS {
            return Ok(());
        }
    }
}

fn columns(row: &Row<'_>) -> Vec<String> {
    match &row.0 {
        Source::Sqlite(row) => row.as_ref().column_names().map(str::to_owned).collect(),
        Source::Postgres(row) => row.columns().iter().map(|it| it.name().to_owned()).collect(),
    }
}

fn cells(row: &Row<'_>) -> Result<Vec<Json>> {
    let bytes = |it: &[u8]| json!({ "b": BASE64.encode(it) });
    (0..columns(row).len())
        .map(|n| match &row.0 {
            Source::Sqlite(it) => match it.get_ref(n).map_err(|err| Error::Fault(err.into()))? {
                ValueRef::Null => Ok(Json::Null),
                ValueRef::Integer(it) => Ok(it.into()),
                ValueRef::Blob(it) => Ok(bytes(it)),
                _ => row.text(n).map(Json::from),
            },
            Source::Postgres(it) => match *it.columns()[n].type_() {
                Type::INT8 => row.opt_int(n).map(Json::from),
                Type::BYTEA => Ok(row.opt_bytes(n)?.map_or(Json::Null, |it| bytes(&it))),
                _ => row.opt_text(n).map(Json::from),
            },
        })
        .collect()
}

fn insert_into(table: &str, columns: &Json) -> Option<&'static str> {
    let columns: Vec<&str> = columns.as_array()?.iter().map(Json::as_str).collect::<Option<_>>()?;
    let is_name = |it: &&str| it.bytes().all(|b| b == b'_' || b.is_ascii_lowercase() || b.is_ascii_digit());
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "));
    columns.iter().all(is_name).then(|| leak(sql))
}

/// A server keeps counting where a sequence stands, not where the rows end.
fn set_identities(conn: &mut Conn) -> Result<()> {
    const IDENTITIES: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) \
        FROM information_schema.columns WHERE is_identity = 'YES' AND table_schema = current_schema()";
    if let Conn::Sqlite(_) = conn {
        return Ok(());
    }
    for (table, column) in conn.list(IDENTITIES, &[], |row| Ok((row.text(0)?, row.text(1)?)))? {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), \
             (SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}), false)"
        );
        conn.list(leak(sql), &[], |row| row.int(0))?;
    }
    Ok(())
}

/// The declared tables but the one that every store fills itself.
fn names(store: &Store) -> Vec<&'static str> {
    archived(&store.settings().parts)
}

/// The tables that an archive holds.
fn archived(parts: &[Part]) -> Vec<&'static str> {
    let tables = parts.iter().chain([&migrate::OWN]).flat_map(|it| it.tables).copied();
    Tables::new(tables).names().into_iter().filter(|it| *it != MIGRATIONS).collect()
}

fn count(conn: &mut Conn, table: &str) -> Result<u64> {
    let rows = conn.list(leak(format!("SELECT COUNT(*) FROM {table}")), &[], |row| row.int(0))?;
    Ok(rows.first().map_or(0, |it| *it as u64))
}

fn migrations(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT name, hash FROM migrations ORDER BY name";
    conn.list(SQL, &[], |row| Ok((row.text(0)?, HEXLOWER.encode(&row.bytes(1)?))))
}

/// Statements live as long as the process; these are a few for each table, in a command that ends it.
fn leak(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

fn trailer(digest: &Context) -> (String, [u8; 32]) {
    let sha256: [u8; 32] = digest.clone().finish().as_ref().try_into().expect("SHA-256 gives 32 bytes");
    (format!("{{\"sha256\":\"{}\"}}\n", HEXLOWER.encode(&sha256)), sha256)
}

fn unreadable(err: std::io::Error) -> Error {
    Error::fault(format!("the archive: {err}"))
}

/// Lines going out, digested as they go.
struct Hashed<'a> {
    out: BufWriter<&'a mut dyn Write>,
    digest: Context,
}

impl Hashed<'_> {
    fn line(&mut self, line: &Json) -> Result<()> {
        let line = format!("{line}\n");
        self.digest.update(line.as_bytes());
        self.out.write_all(line.as_bytes()).map_err(unreadable)
    }

    fn end(mut self) -> Result<[u8; 32]> {
        let (line, sha256) = trailer(&self.digest);
        self.out.write_all(line.as_bytes()).and_then(|()| self.out.flush()).map_err(unreadable)?;
        Ok(sha256)
    }
}

/// Lines coming in; the digest is that of all before the present one.
struct Lines<'a> {
    from: &'a mut dyn BufRead,
    line: Vec<u8>,
    n: u64,
    digest: Context,
}

impl<'a> Lines<'a> {
    fn of(from: &'a mut dyn BufRead) -> Self {
        Self { from, line: Vec::new(), n: 0, digest: Context::new(&SHA256) }
    }

    fn next(&mut self) -> Result<bool> {
        if self.from.fill_buf().map_err(unreadable)?.is_empty() {
            return Ok(false);
        }
        self.digest.update(&self.line);
        self.line.clear();
        self.n += 1;
        self.from.take(LINE_BYTES_MAX).read_until(b'\n', &mut self.line).map_err(unreadable)?;
        if self.line.ends_with(b"\n") { Ok(true) } else { Err(self.broken("it is cut off or too long")) }
    }

    fn json(&self) -> Result<Json> {
        serde_json::from_slice(&self.line).map_err(|_| self.broken("it is not JSON"))
    }

    /// The digest, if the present line is the last and says the same.
    fn sealed(&self) -> Result<[u8; 32]> {
        let (line, sha256) = trailer(&self.digest);
        let words = "it is not the digest of what stands above; the archive is damaged or cut";
        if self.line == line.as_bytes() { Ok(sha256) } else { Err(self.broken(words)) }
    }

    fn broken(&self, what: &str) -> Error {
        Error::fault(format!("the archive, line {}: {what}", self.n))
    }
}
