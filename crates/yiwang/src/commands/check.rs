//! `yiwang check`: says everything that is wrong with the files of matters before anybody applies under them.
//! Opens no store; what makes a matter sound, `cases` knows.

use std::path::PathBuf;

use cases::model::{fields, inherit, law::LawRegister};
use clap::{ArgAction, ArgMatches};
use kit::{Lang, Result, t};

use super::{Command, flag, option, path_arg};
use crate::{
    stop::{Exit, Stop},
    terminal::Terminal,
};

pub(super) const COMMAND: Command = Command {
    name: "check",
    about: t!("help.check"),
    more: t!("help.check.more"),
    examples: &[
        ("yiwang check matters/*.yaml", t!("help.check.example")),
        (
            "yiwang check --law law/food-safety-law.yaml matters/food-business-licence.yaml",
            t!("help.check.law.example"),
        ),
    ],
    args: |command, lang| {
        let law = option("law", "FILE", t!("help.check.law", lang)).action(ArgAction::Append);
        let reference = flag("reference", t!("help.check.reference", lang), ArgAction::SetTrue);
        let files = path_arg("files", "FILE", t!("help.check.files", lang)).num_args(1..);
        command
            .arg(files.required_unless_present("reference").required(false))
            .arg(reference)
            .arg(law.value_parser(clap::value_parser!(PathBuf)))
    },
    run,
};

fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = terminal.lang;
    if matches.get_flag("reference") {
        terminal.answer(fields::reference().trim_end());
        return Ok(());
    }
    let law = law(terminal, matches)?;
    let law = law.as_ref().unwrap_or_else(|| LawRegister::built_in());
    let texts = files(matches, "files", lang)?;
    let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (n_files, mut n_unsound) = (texts.len(), 0);
    for checked in inherit::check_files(&texts, law) {
        let found = checked.map(|it| it.notes).unwrap_or_else(|found| {
            n_unsound += 1;
            found
        });
        found.iter().for_each(|it| terminal.answer(&it.line(lang)));
    }
    if 0 < n_unsound {
        return Err(Stop::new(Exit::Refused, t!("check.unsound", lang, n = n_unsound, all = n_files)));
    }
    terminal.answer(&t!("check.sound", lang, n = n_files));
    Ok(())
}

/// The law register of the files named; nothing where the one this program carries is meant.
fn law(terminal: &Terminal, matches: &ArgMatches) -> Result<Option<LawRegister>, Stop> {
    let lang = terminal.lang;
    let texts = files(matches, "law", lang)?;
    if texts.is_empty() {
        return Ok(None);
    }
    let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    LawRegister::read(&texts).map(Some).map_err(|found| {
        found.iter().for_each(|it| terminal.answer(&it.line(lang)));
        Stop::new(Exit::Refused, t!("check.law_unsound", lang))
    })
}

/// The files of an argument, each with its name as it was typed.
fn files(matches: &ArgMatches, name: &str, lang: Lang) -> Result<Vec<(String, String)>, Stop> {
    let paths = matches.get_many::<PathBuf>(name).into_iter().flatten();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|why| {
            Stop::new(Exit::Refused, t!("stop.unreadable", lang, path = path.display(), why = why))
        })?;
        Ok((path.display().to_string(), text))
    };
    paths.map(read).collect()
}
