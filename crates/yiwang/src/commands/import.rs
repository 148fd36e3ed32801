//! `yiwang import`: real files as an operator has them, each all or nothing, with a report of what changed.
//! Reads files and tells how it goes; what a row is, is its block's affair.

use std::path::{Path, PathBuf};

use certificates::Effect;
use clap::{Arg, ArgAction, ArgMatches};
use directory::{
    CN_PROVINCES, RegionFiles,
    imports::{FILE_BYTES_MAX, File, Outcome, Progress, Report, Stage},
};
use kit::{Lang, Result, Text, Texts, t};

use super::{Command, config_of, flag, path_arg, place_args, subcommand};
use crate::{
    house::{House, Purpose},
    staffing,
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "import",
    about: t!("help.import"),
    more: t!("help.import.more"),
    examples: &[
        (
            "yiwang import regions provinces.csv cities.csv areas.csv streets.csv",
            t!("help.import.regions.example"),
        ),
        ("yiwang import matters service-items.jsonl", t!("help.import.matters.example")),
        ("yiwang import agencies anhe.yaml", t!("help.import.agencies.example")),
        ("yiwang import holidays 2026.json 2027.json", t!("help.import.holidays.example")),
    ],
    args: |command, lang| {
        let command = command.subcommand_required(true).disable_help_subcommand(true);
        let command = command
            .subcommand_help_heading(t!("help.import.kinds", lang))
            .subcommand_value_name(t!("help.import.kind", lang));
        KINDS.iter().fold(command, |command, it| command.subcommand(subcommand(&it.command(), lang)))
    },
    run,
};

/// Brings files in, with the arguments typed.
type Import = fn(&Terminal, &ArgMatches, &House, &[File<'_>]) -> Result<Vec<Report>>;

/// A kind of file that can be imported.
struct Kind {
    name: &'static str,
    about: Text,
    more: Text,
    examples: &'static [(&'static str, Text)],
    args: fn(clap::Command, Lang) -> clap::Command,
    import: Import,
    texts: Texts,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "regions",
        about: t!("help.import.regions"),
        more: t!("help.import.regions.more"),
        examples: &[("yiwang import regions provinces.csv cities.csv", t!("help.import.regions.example"))],
        args: |command, lang| {
            let words = t!("help.import.incomplete", lang);
            file_args(command, lang).arg(flag("as-it-is", words, ArgAction::SetTrue))
        },
        import: |terminal, matches, house, files| {
            let completion = if matches.get_flag("as-it-is") { "" } else { CN_PROVINCES };
            let run = RegionFiles { files, completion };
            directory::import_regions(&house.store, &house.operator(), &run, &mut |it| tell(terminal, it))
        },
        texts: directory::BLOCK.texts,
    },
    Kind {
        name: "matters",
        about: t!("help.import.matters"),
        more: t!("help.import.matters.more"),
        examples: &[("yiwang import matters service-items.jsonl", t!("help.import.matters.example"))],
        args: file_args,
        import: |terminal, _, house, files| {
            let tell = &mut |it: Progress<'_>| tell(terminal, it);
            cases::actions::import_items(&house.store, &house.operator(), files, tell)
        },
        texts: cases::BLOCK.texts,
    },
    Kind {
        name: "agencies",
        about: t!("help.import.agencies"),
        more: t!("help.import.agencies.more"),
        examples: &[("yiwang import agencies anhe.yaml", t!("help.import.agencies.example"))],
        args: file_args,
        import: import_agencies,
        texts: crate::TEXTS,
    },
    Kind {
        name: "holidays",
        about: t!("help.import.holidays"),
        more: t!("help.import.holidays.more"),
        examples: &[("yiwang import holidays 2027.json", t!("help.import.holidays.example"))],
        args: file_args,
        import: |_, _, house, files| directory::import_holidays(&house.store, &house.operator(), files),
        texts: directory::BLOCK.texts,
    },
];

impl Kind {
    fn command(&self) -> Command {
        let Self { name, about, more, examples, args, .. } = *self;
        Command { name, about, more, examples, args, run }
    }
}

/// Each file in its order; new accounts' passwords are said here and nowhere else.
fn import_agencies(
    terminal: &Terminal,
    _: &ArgMatches,
    house: &House,
    files: &[File<'_>],
) -> Result<Vec<Report>> {
    let effect = match house.purpose {
        Purpose::Real => Effect::Legal,
        Purpose::Demonstration => Effect::Demonstration,
    };
    let mut reports = Vec::new();
    for file in files {
        let staffed = staffing::import(&house.store, &house.operator(), effect, file)?;
        for (login, password) in &staffed.passwords {
            terminal.answer(&t!("import.password", terminal.lang, login = login, password = password));
        }
        reports.push(staffed.report);
    }
    Ok(reports)
}

fn file_args(command: clap::Command, lang: Lang) -> clap::Command {
    let files: Arg = path_arg("files", "FILE", t!("help.import.files", lang));
    place_args(command, lang).arg(files.num_args(1..))
}

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    let (name, matches) = matches.subcommand().expect("the grammar requires a kind");
    let kind = KINDS.iter().find(|it| it.name == name).expect("the grammar lists them");
    let paths = matches.get_many::<PathBuf>("files").expect("it is required");
    let texts: Vec<_> = paths.map(|it| read(it, lang)).collect::<Result<_, _>>()?;
    let files: Vec<_> = texts.iter().map(|(name, bytes)| File { name, bytes }).collect();
    let config = config_of(terminal, matches)?;
    let purpose = Purpose::of_folder(&config.data);
    let house = House::open(config, purpose, lang)?;
    let reports = terminal.sound((kind.import)(terminal, matches, &house, &files))?;
    for it in &reports {
        terminal.answer(&it.lines(lang, &kind.texts).join("\n"));
    }
    match reports.iter().filter(|it| it.outcome == Outcome::Refused).count() {
        0 => Ok(()),
        n => Err(Stop::new(Exit::Refused, t!("import.refused", lang, n = n, all = reports.len()))),
    }
}

/// The name of a file, and all of it.
fn read(path: &Path, lang: Lang) -> Result<(String, Vec<u8>), Stop> {
    let unread =
        |why: String| Stop::new(Exit::Refused, t!("stop.unreadable", lang, path = path.display(), why = why));
    let size_bytes = std::fs::metadata(path).map_err(|why| unread(why.to_string()))?.len();
    if FILE_BYTES_MAX as u64 <= size_bytes {
        return Err(unread(t!("stop.too_large", lang, max = FILE_BYTES_MAX)));
    }
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).map_err(|why| unread(why.to_string()))?;
    Ok((name, bytes))
}

fn tell(terminal: &Terminal, progress: Progress<'_>) {
    let Progress { source, stage, n_done, n_total } = progress;
    let lang = terminal.lang;
    let stage = match stage {
        Stage::Comparing => t!("import.comparing", lang),
        Stage::Writing => t!("import.writing", lang),
        Stage::Clearing => t!("import.clearing", lang),
    };
    terminal.progress(&format!("{source}: {stage} {n_done}/{n_total}"));
}
