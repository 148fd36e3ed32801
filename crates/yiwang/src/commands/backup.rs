//! `yiwang backup`: the whole store as one file, as one moment saw it, the files handed in beside it, without any key.
//! Knows no table; the store writes the archive.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use data_encoding::HEXLOWER;
use kit::{Result, t};

use super::{Command, config_of, path_arg, place_args};
use crate::{
    blocks,
    house::sqlite_path,
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "backup",
    about: t!("help.backup"),
    more: t!("help.backup.more"),
    examples: &[("yiwang backup --data /var/lib/yiwang 2026-11-22.yiwang", t!("help.backup.example"))],
    args: |command, lang| {
        place_args(command, lang).arg(path_arg("file", "FILE", t!("help.backup.file", lang)))
    },
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let path: &PathBuf = matches.get_one("file").expect("it is required");
    let config = config_of(terminal, matches)?;
    if path.exists() {
        return Err(Stop::new(Exit::Refused, t!("backup.exists", lang, path = path.display())));
    }
    if sqlite_path(&config.store_url).is_some_and(|it| !Path::new(it).exists()) {
        return Err(Stop::new(Exit::NotReady, t!("house.none", lang, folder = config.data.display())));
    }
    // A backup has its name only once it is whole.
    let partial = path.with_extension("partial");
    let unwritable = |why: std::io::Error| {
        Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = partial.display(), why = why))
    };
    let mut options = OpenOptions::new();
    let mut file =
        options.write(true).create(true).truncate(true).mode(0o600).open(&partial).map_err(unwritable)?;
    let archived =
        store::backup_at(&config.store_url, &blocks::parts(), &mut file, &mut |it| tell(terminal, it));
    let archived = terminal.sound(archived)?;
    file.sync_all().and_then(|()| fs::rename(&partial, path)).map_err(unwritable)?;
    let (n_rows, sha256) = (archived.n_rows, HEXLOWER.encode(&archived.sha256));
    terminal.answer(&t!("backup.done", lang, path = path.display(), n = n_rows, sha256 = sha256));
    // After the archive: whatever it names lies there by now, and what came later does no harm.
    let folder = files_beside(path);
    let n_files = terminal.sound(files::actions::back_up(&config.store_url, &folder))?;
    if 0 < n_files {
        terminal.answer(&t!("backup.files", lang, path = folder.display(), n = n_files));
    }
    terminal.tell(&t!("backup.keys", lang, keys = config.keys.display()));
    Ok(())
}

/// The folder beside a backup that holds the files people handed in, sealed as they are.
pub(super) fn files_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".files");
    PathBuf::from(name)
}

/// How far the store has come with an archive.
pub(super) fn tell(terminal: &Terminal, progress: store::Progress<'_>) {
    let store::Progress { table, n_rows, n_rows_all } = progress;
    terminal.progress(&t!("backup.progress", terminal.lang, table = table, n = n_rows, all = n_rows_all));
}
