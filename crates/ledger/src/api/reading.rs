//! Reading a ledger through its static files: from a folder they were copied to, or from a server.
//! Knows no store and believes nothing it reads; checking is the affair of `verify`.

mod http;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use kit::{Error, Result};

use crate::model::verify::Served;
pub use http::Web;

/// How large one file of a ledger may be: a full bundle of the longest entries.
pub(crate) const FILE_BYTES_MAX: u64 = 256 * (2 + 65_535);
/// Where a ledger is served when only the server is named.
const LEDGER_PATH: &str = "/ledger";

/// What someone wants checked.
pub enum Target {
    /// One receipt.
    Receipt(Vec<u8>),
    /// A whole ledger.
    Log(Box<dyn Served>),
}

/// A folder that holds a ledger's static files.
pub struct Folder(PathBuf);

impl Target {
    /// Opens what a command was given: an address, a folder, or a receipt's file.
    pub fn open(target: &str) -> Result<Self> {
        if target.starts_with("http://") || target.starts_with("https://") {
            return Web::open(target).map(|it| Self::Log(Box::new(it)));
        }
        let path = Path::new(target);
        if path.is_dir() {
            return Ok(Self::Log(Box::new(Folder::open(path))));
        }
        let bytes = read_file(path)?.ok_or_else(|| Error::fault(format!("{target}: no such file")))?;
        Ok(Self::Receipt(bytes))
    }
}

impl Folder {
    /// The folder in which the file `checkpoint` lies.
    pub fn open(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Served for Folder {
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        read_file(&self.0.join(path))
    }
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>> {
    let unreadable = |err: io::Error| Error::fault(format!("{}: {err}", path.display()));
    let file = match File::open(path) {
        Ok(it) => it,
        Err(err) if [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&err.kind()) => {
            return Ok(None);
        }
        Err(err) => return Err(unreadable(err)),
    };
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if FILE_BYTES_MAX < bytes.len() as u64 {
        return Err(Error::fault(format!("{}: larger than any file of a ledger", path.display())));
    }
    Ok(Some(bytes))
}
