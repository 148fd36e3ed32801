//! Where sealed bytes lie: in a folder beside an SQLite store, in rows of 1 MiB in PostgreSQL; addressed by their digest.
//! Knows no key: what lies here opens for nobody who has only this.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{Context, SHA256};
use crypt::FileKey;
use data_encoding::HEXLOWER;
use kit::{Error, Result};
use store::Store;

use crate::{
    model::{Bytes, PIECE_BYTES, SEALED_BYTES, n_pieces},
    tables,
};

/// How many sealed pieces one row holds: about 1 MiB.
const ROW_PIECES: u32 = 16;
/// The longest file that is copied as a whole, sealed.
const COPY_BYTES_MAX: u64 = 64 << 20;

/// Where the sealed bytes of a store lie.
#[derive(Clone, Debug)]
pub(crate) enum Shelf {
    /// In this folder.
    Folder(PathBuf),
    /// In the store itself.
    Rows,
}

/// A file on its way in: sealed piece by piece into a file of its own, gone with the value unless it is shelved.
pub(crate) struct Spool {
    path: PathBuf,
    file: File,
    key: FileKey,
    digest: Context,
    waiting: Vec<u8>,
    n_sealed: u32,
    n_bytes: u64,
}

/// A spool that is complete.
pub(crate) struct Spooled {
    path: PathBuf,
    key: FileKey,
    pub(crate) sha256: String,
    pub(crate) n_bytes: u64,
}

impl Shelf {
    pub(crate) fn of(store: &Store) -> Shelf {
        Self::of_url(&store.settings().url)
    }

    fn of_url(url: &str) -> Shelf {
        match url.strip_prefix("sqlite:") {
            Some(path) => Shelf::Folder(PathBuf::from(format!("{path}.files"))),
            None => Shelf::Rows,
        }
    }

    /// Where files are spooled: on the same disk as the folder, or wherever this machine keeps what passes.
    pub(crate) fn spool_folder(&self) -> PathBuf {
        match self {
            Shelf::Folder(it) => it.join("incoming"),
            Shelf::Rows => std::env::temp_dir().join("yiwang-incoming"),
        }
    }

    /// Puts a complete spool in its place.
    pub(crate) async fn put(&self, store: &Store, it: Spooled) -> Result<()> {
        match self {
            Shelf::Folder(folder) => {
                let place = place_in(folder, &it.sha256);
                off_the_runtime(move || {
                    let above = place.parent().unwrap_or(Path::new("."));
                    fs::create_dir_all(above)?;
                    File::open(&it.path)?.sync_all()?;
                    fs::rename(&it.path, &place)?;
                    // The name is durable once the folder is.
                    File::open(above)?.sync_all()
                })
                .await
            }
            Shelf::Rows => put_rows(store, &it.sha256, &it.path).await,
        }
    }

    /// Row after row of sealed pieces, from the `n`th on.
    pub(crate) async fn piece(&self, store: &Store, sha256: &str, n: u32) -> Result<Vec<u8>> {
        if let Shelf::Folder(folder) = self {
            let place = place_in(folder, sha256);
            let read = move || -> io::Result<_> {
                let mut file = File::open(&place)?;
                file.seek(SeekFrom::Start(u64::from(n) * SEALED_BYTES as u64))?;
                let mut piece = Vec::with_capacity(SEALED_BYTES);
                file.take(SEALED_BYTES as u64).read_to_end(&mut piece)?;
                Ok(Some(piece))
            };
            let found = off_the_runtime(move || match read() {
                Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
                other => other,
            });
            if let Some(it) = found.await? {
                return Ok(it);
            }
        }
        // Restored from an archive of the other engine, the rows travelled with it.
        let key = sha256.to_owned();
        let row = store.read(move |read| tables::row(read, &key, n / ROW_PIECES)).await?;
        let row = row.ok_or_else(|| Error::fault("the bytes of a file are missing"))?;
        let from = (n % ROW_PIECES) as usize * SEALED_BYTES;
        let to = row.len().min(from + SEALED_BYTES);
        row.get(from..to).map(<[u8]>::to_vec).ok_or_else(|| Error::fault("the bytes of a file are cut short"))
    }

    /// Clears away what lies in the folder under a digest; what is gone already stays gone.
    pub(crate) async fn remove(&self, sha256: &str) -> Result<()> {
        let Shelf::Folder(folder) = self else { return Ok(()) };
        let place = place_in(folder, sha256);
        off_the_runtime(move || match fs::remove_file(place) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => Err(err),
            _ => Ok(()),
        })
        .await
    }
}

impl Spool {
    pub(crate) fn open(shelf: &Shelf, name: &str, key: FileKey) -> Result<Spool> {
        let folder = shelf.spool_folder();
        fs::create_dir_all(&folder).map_err(broken)?;
        let path = folder.join(name);
        let file = File::options().read(true).write(true).create_new(true).open(&path).map_err(broken)?;
        let digest = Context::new(&SHA256);
        Ok(Spool { path, file, key, digest, waiting: Vec::new(), n_sealed: 0, n_bytes: 0 })
    }

    /// Takes the next bytes; says how many there are by now.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<u64> {
        self.n_bytes += bytes.len() as u64;
        self.waiting.extend_from_slice(bytes);
        // A full piece waits until something follows: the last one is sealed as the last.
        while PIECE_BYTES < self.waiting.len() {
            let rest = self.waiting.split_off(PIECE_BYTES);
            self.seal(false)?;
            self.waiting = rest;
        }
        Ok(self.n_bytes)
    }

    pub(crate) fn end(mut self) -> Result<Spooled> {
        self.seal(true)?;
        let (path, n_bytes) = (std::mem::take(&mut self.path), self.n_bytes);
        let digest = std::mem::replace(&mut self.digest, Context::new(&SHA256));
        let key = std::mem::replace(&mut self.key, crypt::DataKey::from_bytes([0; 32]).of_file(""));
        Ok(Spooled { path, key, sha256: HEXLOWER.encode(digest.finish().as_ref()), n_bytes })
    }

    fn seal(&mut self, is_last: bool) -> Result<()> {
        let sealed = self.key.seal(self.n_sealed, is_last, &self.waiting);
        self.digest.update(&sealed);
        self.n_sealed += 1;
        self.waiting.clear();
        self.file.write_all(&sealed).map_err(broken)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            drop(fs::remove_file(&self.path));
        }
    }
}

impl Spooled {
    /// What was spooled, to be judged: opened piece by piece, never all at once.
    pub(crate) fn bytes(&self) -> Result<impl Bytes + 'static + use<>> {
        let file = File::open(&self.path).map_err(broken)?;
        Ok(Opened { file, key: self.key.again(), n_bytes: self.n_bytes, piece: (u32::MAX, Vec::new()) })
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // Nothing is left to remove once it was shelved in the folder.
        drop(fs::remove_file(&self.path));
    }
}

struct Opened {
    file: File,
    key: FileKey,
    n_bytes: u64,
    piece: (u32, Vec<u8>),
}

impl Opened {
    fn load(&mut self, n: u32) -> Option<()> {
        if self.piece.0 != n {
            let mut sealed = Vec::with_capacity(SEALED_BYTES);
            self.file.seek(SeekFrom::Start(u64::from(n) * SEALED_BYTES as u64)).ok()?;
            (&mut self.file).take(SEALED_BYTES as u64).read_to_end(&mut sealed).ok()?;
            self.piece = (n, self.key.open(n, n + 1 == n_pieces(self.n_bytes), &sealed)?);
        }
        Some(())
    }
}

impl Bytes for Opened {
    fn len(&self) -> u64 {
        self.n_bytes
    }

    fn at(&mut self, from: u64, n: usize) -> Option<Vec<u8>> {
        if self.n_bytes < from.checked_add(n as u64)? {
            return None;
        }
        let mut found = Vec::with_capacity(n);
        while found.len() < n {
            let at = from + found.len() as u64;
            self.load(u32::try_from(at / PIECE_BYTES as u64).ok()?)?;
            let rest = self.piece.1.get((at % PIECE_BYTES as u64) as usize..)?;
            let taken = rest.len().min(n - found.len());
            if taken == 0 {
                return None;
            }
            found.extend_from_slice(&rest[..taken]);
        }
        Some(found)
    }
}

/// Copies what lies in a store's folder into another, for a backup: what is there already is the same, by its name.
/// Says how many files lie there now. Where files lie in rows, the archive holds them and nothing is copied.
pub(crate) fn copy_out(url: &str, to: &Path) -> Result<usize> {
    let Shelf::Folder(folder) = Shelf::of_url(url) else { return Ok(0) };
    let mut n_files = 0;
    for path in all_in(&folder).map_err(broken)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let copy = place_in(to, &name);
        if !copy.exists() {
            fs::create_dir_all(copy.parent().unwrap_or(to)).map_err(broken)?;
            let half = copy.with_extension("part");
            // One that was collected meanwhile is in no case.
            match fs::copy(&path, &half).and_then(|_| File::open(&half)?.sync_all()) {
                Err(err) if err.kind() == io::ErrorKind::NotFound => continue,
                other => other.map_err(broken)?,
            }
            fs::rename(&half, &copy).map_err(broken)?;
        }
        n_files += 1;
    }
    Ok(n_files)
}

/// Takes the files of a backup into a store, each held against its name; for commands, never inside a runtime.
pub(crate) fn take_in(store: &Store, from: &Path) -> Result<usize> {
    let shelf = Shelf::of(store);
    let mut n_files = 0;
    for path in all_in(from).map_err(broken)? {
        let sha256 = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if COPY_BYTES_MAX < fs::metadata(&path).map_err(broken)?.len() {
            return Err(Error::fault(format!("the file {} is larger than any of ours", path.display())));
        }
        let bytes = fs::read(&path).map_err(broken)?;
        if HEXLOWER.encode(&crypt::sha256(&bytes)) != sha256 {
            return Err(Error::fault(format!(
                "the file {} was changed: it is not what it is called",
                path.display()
            )));
        }
        match &shelf {
            Shelf::Folder(folder) => {
                let place = place_in(folder, &sha256);
                fs::create_dir_all(place.parent().unwrap_or(folder)).map_err(broken)?;
                fs::write(&place, &bytes).and_then(|()| File::open(&place)?.sync_all()).map_err(broken)?;
            }
            Shelf::Rows => {
                for (n, row) in bytes.chunks(ROW_PIECES as usize * SEALED_BYTES).enumerate() {
                    let (sha256, row) = (sha256.clone(), row.to_vec());
                    store.write(move |tx| tables::put_row(tx, &sha256, n as u32, &row)).wait()?;
                }
            }
        }
        n_files += 1;
    }
    Ok(n_files)
}

async fn put_rows(store: &Store, sha256: &str, path: &Path) -> Result<()> {
    for n in 0.. {
        let path = path.to_owned();
        let row = off_the_runtime(move || {
            const ROW_BYTES: u64 = ROW_PIECES as u64 * SEALED_BYTES as u64;
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(n * ROW_BYTES))?;
            let mut row = Vec::new();
            file.take(ROW_BYTES).read_to_end(&mut row)?;
            Ok(row)
        });
        let row = row.await?;
        if row.is_empty() {
            return Ok(());
        }
        let sha256 = sha256.to_owned();
        store.write(move |tx| tables::put_row(tx, &sha256, n as u32, &row)).await?;
    }
    Ok(())
}

/// Two letters of the digest make a folder, so that none grows long.
fn place_in(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(sha256.get(..2).unwrap_or_default()).join(sha256)
}

/// Every file kept in a folder.
fn all_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = |folder: &Path| match fs::read_dir(folder) {
        Ok(it) => it.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>(),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(err) => Err(err),
    };
    let is_named = |path: &Path, n: usize| {
        path.file_name()
            .and_then(|it| it.to_str())
            .is_some_and(|it| it.len() == n && it.bytes().all(|it| it.is_ascii_hexdigit()))
    };
    for below in entries(folder)?.into_iter().filter(|it| is_named(it, 2)) {
        found.extend(entries(&below)?.into_iter().filter(|it| is_named(it, 64)));
    }
    found.sort();
    Ok(found)
}

async fn off_the_runtime<T: Send + 'static>(f: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(f).await;
    done.map_err(|_| Error::fault("reading or writing a file panicked"))?.map_err(broken)
}

fn broken(err: io::Error) -> Error {
    Error::fault(format!("the folder of files: {err}"))
}
