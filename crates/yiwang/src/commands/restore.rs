//! `yiwang restore`: a backup into an empty place, under a new ledger key, in a new epoch that says so.
//! Whoever was erased since is erased again.

use std::{fs::File, path::PathBuf};

use clap::ArgMatches;
use kit::{Result, t};

use super::{Command, backup, config_of, option, path_arg, place_args};
use crate::{
    house::House,
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "restore",
    about: t!("help.restore"),
    more: t!("help.restore.more"),
    examples: &[(
        "yiwang restore --data /var/lib/yiwang --kek /media/safe/kek 2026-11-22.yiwang",
        t!("help.restore.example"),
    )],
    args: |command, lang| {
        let kek = option("kek", "FILE", t!("help.restore.kek", lang));
        place_args(command, lang)
            .arg(path_arg("file", "FILE", t!("help.restore.file", lang)))
            .arg(kek.value_parser(clap::value_parser!(PathBuf)))
    },
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let path: &PathBuf = matches.get_one("file").expect("it is required");
    let mut archive = File::open(path).map_err(|why| {
        Stop::new(Exit::Refused, t!("stop.unreadable", lang, path = path.display(), why = why))
    })?;
    let config = config_of(terminal, matches)?;
    let kek = matches.get_one::<PathBuf>("kek");
    let (house, restored) = House::restore(
        config,
        kek.map(PathBuf::as_path),
        &mut archive,
        &mut |it| backup::tell(terminal, it),
        lang,
    )?;
    let n_files = terminal.sound(files::actions::restore(&house.store, &backup::files_beside(path)))?;
    if 0 < n_files {
        terminal.answer(&t!("restore.files", lang, n = n_files));
    }
    let ledger::restore::Restored { n_rows, epoch, erasures, .. } = restored;
    terminal.answer(&t!("restore.done", lang, n = n_rows, epoch = epoch, erased = erasures.n_erased));
    terminal.tell(&t!("init.verifier", lang, verifier = house.verifier()));
    Ok(())
}
