//! `yiwang gallery`: every page sample of every block in every language, as files to be looked at and checked.
//! Knows no page; the list is what blocks bring.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use kit::{Lang, Result, t};
use serde_json::json;
use web::{Sample, pages};

use super::{Command, path_arg};
use crate::{
    blocks,
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "gallery",
    about: t!("help.gallery"),
    more: t!("help.gallery.more"),
    examples: &[("yiwang gallery target/gallery", t!("help.gallery.example"))],
    args: |command, lang| command.arg(path_arg("dir", "DIR", t!("help.gallery.dir", lang))),
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let folder: &PathBuf = matches.get_one("dir").expect("it is required");
    let samples = samples();
    write(folder, &samples).map_err(|why| {
        Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = folder.display(), why = why))
    })?;
    terminal.answer(&t!(
        "gallery.written",
        lang,
        n = samples.len(),
        langs = Lang::all().count(),
        folder = folder.display()
    ));
    Ok(())
}

/// Every sample there is: the pages kit's own and each block's.
pub(crate) fn samples() -> Vec<Sample> {
    let of_blocks = blocks::BLOCKS.iter().flat_map(|it| (it.samples)());
    let samples: Vec<_> = pages::samples().into_iter().chain(of_blocks).collect();
    let names: BTreeSet<_> = samples.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), samples.len(), "each sample has a name of its own");
    samples
}

/// Pages stand under their language, assets where pages look for them from the root.
fn write(folder: &Path, samples: &[Sample]) -> std::io::Result<()> {
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)
    };
    let mut pages = Vec::new();
    for lang in Lang::all() {
        for sample in samples {
            let path = format!("{}/{}.html", lang.tag(), sample.name);
            put(&path, (sample.render)(lang).into_string().as_bytes())?;
            pages.push(json!({ "name": sample.name, "lang": lang.tag(), "path": path }));
        }
    }
    for asset in pages::ASSETS {
        put(asset.path, asset.bytes)?;
    }
    put("pages.json", serde_json::to_string_pretty(&pages)?.as_bytes())
}
