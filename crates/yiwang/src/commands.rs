//! What can be typed: each command with its words, its examples and its exit codes.
//! Knows how to read what was typed and how to end; what a command does is in its own file.

mod backup;
mod check;
mod demo;
mod gallery;
mod import;
mod init;
mod openapi;
mod publish;
mod restore;
mod serve;
mod verify;

use std::{ffi::OsString, process::ExitCode};

use clap::{Arg, ArgAction, ArgMatches, error::ErrorKind};
use kit::{Lang, Result, Text, t};

use crate::{
    config::{Config, Flags},
    stop::{Exit, Stop},
    terminal::Terminal,
};

/// One command.
struct Command {
    /// What is typed.
    name: &'static str,
    /// What it does, in one line.
    about: Text,
    /// What else one should know, a sentence a line.
    more: Text,
    /// What one might type, and what that does.
    examples: &'static [(&'static str, Text)],
    /// Its own arguments.
    args: fn(clap::Command, Lang) -> clap::Command,
    /// What it does.
    run: fn(&Terminal, &ArgMatches) -> Result<(), Stop>,
}

/// Every command but the one without a name.
const COMMANDS: &[Command] = &[
    serve::COMMAND,
    init::COMMAND,
    check::COMMAND,
    publish::COMMAND,
    import::COMMAND,
    verify::COMMAND,
    backup::COMMAND,
    restore::COMMAND,
    openapi::COMMAND,
    gallery::COMMAND,
];

/// What each exit code means.
const EXITS: [(Exit, Text); 6] = [
    (Exit::Done, t!("exit.done")),
    (Exit::Refused, t!("exit.refused")),
    (Exit::Usage, t!("exit.usage")),
    (Exit::NotReady, t!("exit.not_ready")),
    (Exit::Unsound, t!("exit.unsound")),
    (Exit::Fault, t!("exit.fault")),
];

/// Does what was typed in a shell.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    run_at(&Terminal::of_shell(), words).into()
}

/// Does what was typed at a terminal; says there why it could not.
pub fn run_at(terminal: &Terminal, words: impl IntoIterator<Item = OsString>) -> Exit {
    let matches = match grammar(terminal.lang).try_get_matches_from(words) {
        Ok(it) => it,
        Err(err) => return unread(terminal, &err),
    };
    let ended = match matches.subcommand() {
        None => demo::run(terminal, &matches),
        Some((name, matches)) => {
            let command = COMMANDS.iter().find(|it| it.name == name).expect("the grammar lists them");
            (command.run)(terminal, matches)
        }
    };
    match ended {
        Ok(()) => Exit::Done,
        Err(Stop { exit, words }) => {
            terminal.tell(&format!("yiwang: {words}"));
            exit
        }
    }
}

/// Everything that can be typed, in the words of one language.
pub(crate) fn grammar(lang: Lang) -> clap::Command {
    let exits = EXITS.iter().map(|(exit, text)| format!("  {}  {}\n", *exit as u8, text.say(lang)));
    let notes = [
        examples(lang, demo::EXAMPLES),
        format!("{}\n{}", t!("help.exits", lang), exits.collect::<String>()),
        t!("help.language", lang).to_owned(),
    ];
    let root = clap::Command::new("yiwang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t!("help.about", lang))
        .long_about(lines(t!("help.about", lang), t!("help.more", lang)))
        .after_help(t!("help.each", lang))
        .after_long_help(notes.join("\n"))
        .subcommand_help_heading(t!("help.commands", lang))
        .subcommand_value_name(t!("help.command", lang))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args_conflicts_with_subcommands(true);
    let version = flag("version", t!("help.version", lang), ArgAction::Version).short('V');
    let root = listen_arg(place_args(dressed(root, lang), lang), lang).arg(version.display_order(901));
    COMMANDS.iter().fold(root, |root, it| root.subcommand(subcommand(it, lang)))
}

fn subcommand(it: &Command, lang: Lang) -> clap::Command {
    let command = clap::Command::new(it.name)
        .about(it.about.say(lang))
        .long_about(lines(it.about.say(lang), it.more.say(lang)))
        .after_help(examples(lang, it.examples));
    (it.args)(dressed(command, lang), lang)
}

/// The frame of a help page in this language.
fn dressed(command: clap::Command, lang: Lang) -> clap::Command {
    let usage = t!("help.usage", lang);
    command
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .next_help_heading(t!("help.options", lang))
        .disable_help_flag(true)
        .arg(flag("help", t!("help.help", lang), ArgAction::Help).short('h').display_order(900))
}

/// Where the installation is: every command that opens one takes these.
fn place_args(command: clap::Command, lang: Lang) -> clap::Command {
    command.arg(option("data", "DIR", t!("help.data", lang))).arg(option(
        "config",
        "FILE",
        t!("help.config", lang),
    ))
}

/// Where to listen: the commands that serve take this too.
fn listen_arg(command: clap::Command, lang: Lang) -> clap::Command {
    let arg = option("listen", "ADDR", t!("help.listen", lang));
    command.arg(arg.value_parser(clap::value_parser!(std::net::SocketAddr)))
}

fn flag(name: &'static str, words: &'static str, action: ArgAction) -> Arg {
    Arg::new(name).long(name).help(words).action(action)
}

fn option(name: &'static str, value: &'static str, words: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(words)
}

/// A file or folder that must be named.
fn path_arg(name: &'static str, value: &'static str, words: &'static str) -> Arg {
    let path = clap::value_parser!(std::path::PathBuf);
    Arg::new(name).value_name(value).help(words).required(true).value_parser(path)
}

fn examples(lang: Lang, examples: &[(&'static str, Text)]) -> String {
    let each = examples.iter().map(|(line, text)| format!("  $ {line}\n      {}\n", text.say(lang)));
    format!("{}\n{}", t!("help.examples", lang), each.collect::<String>())
}

/// What it does, then what else one should know, a sentence a line.
fn lines(about: &str, more: &str) -> String {
    format!("{about}\n\n{}", more.replace(". ", ".\n").replace('。', "。\n").trim_end())
}

/// Help and the version are answers; anything else was typed wrongly.
fn unread(terminal: &Terminal, err: &clap::Error) -> Exit {
    let words = err.to_string();
    match err.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.answer(words.trim_end());
            Exit::Done
        }
        _ => {
            terminal.tell(words.trim_end());
            Exit::Usage
        }
    }
}

/// The configuration that the words typed lead to.
fn config_of(terminal: &Terminal, matches: &ArgMatches) -> Result<Config, Stop> {
    let path = |name: &str| matches.try_get_one::<String>(name).ok().flatten().map(Into::into);
    let listen = matches.try_get_one("listen").ok().flatten().copied();
    Config::read(&Flags { data: path("data"), config: path("config"), listen }, terminal.lang)
}
