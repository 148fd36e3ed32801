//! Folders copied and files measured.
//! Knows no file's meaning.

use std::{fs, path::Path};

use crate::Result;

/// Copies a folder with everything in it, permissions included.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for it in fs::read_dir(from)? {
        let it = it?;
        let target = to.join(it.file_name());
        if it.file_type()?.is_dir() {
            copy_folder(&it.path(), &target)?;
        } else {
            fs::copy(it.path(), &target)?;
        }
    }
    Ok(())
}

/// How large a file is; nothing where there is none.
pub(crate) fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |it| it.len())
}
