//! What keeps a ledger honest across disasters: the anchor outside the store, the list of erasures, the restore.
//! These are an operator's and run beside the doors, so they may touch files; they know no HTTP.

pub mod anchor;
pub mod erasures;
pub(crate) mod gauges;
pub(crate) mod leftovers;
pub mod restore;

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

/// Puts a file in the place of another so that a crash leaves the one or the other, whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let mut file = File::create(&name)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&name, path)?;
    sync_folder(path)
}

/// Makes the name of a file as lasting as the file.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
