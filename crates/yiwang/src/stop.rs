//! How a command ends when it cannot do what it was asked: an exit code, and words for whoever typed it.
//! The only place that turns an error into an exit code.

use std::{fmt::Write, process::ExitCode};

use kit::{Error, Flaw, Lang, fill, t};

use crate::blocks;

/// How a command ends; scripts may rely on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// What was asked cannot be done as asked, or a check found something wrong.
    Refused = 1,
    /// The words typed or the configuration are wrong.
    Usage = 2,
    /// Not now: another process has the store, the address is taken, the database or the disk does not answer.
    NotReady = 3,
    /// Store, keys, anchor and mark do not belong together; nothing was started, somebody has to look.
    Unsound = 4,
    /// A fault of ours.
    Fault = 5,
}

/// Why a command stopped.
#[derive(Clone, Debug)]
pub struct Stop {
    /// How it ends.
    pub exit: Exit,
    /// What to tell.
    pub words: String,
}

impl Stop {
    /// A stop with these words.
    pub fn new(exit: Exit, words: impl Into<String>) -> Self {
        Self { exit, words: words.into() }
    }

    /// The stop that an error of the platform means to an operator.
    pub fn of(err: &Error, lang: Lang) -> Self {
        match err {
            Error::Refused(it) => {
                let key = format!("refused.{}", it.code);
                let mut words = blocks::say(lang, &key).unwrap_or(it.code).to_owned();
                for flaw in &it.flaws {
                    write!(words, "\n  {}: {}", flaw.field, flaw_words(flaw, lang))
                        .expect("writing to a String works");
                }
                Self::new(Exit::Refused, words)
            }
            Error::Busy("locked") => Self::new(Exit::NotReady, t!("stop.locked", lang)),
            Error::Busy("disk_full") => Self::new(Exit::NotReady, t!("stop.disk_full", lang)),
            Error::Busy(what) => Self::new(Exit::NotReady, t!("stop.busy", lang, what = what)),
            Error::Fault(it) => Self::new(Exit::Fault, t!("stop.fault", lang, why = it)),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(it: Exit) -> Self {
        ExitCode::from(it as u8)
    }
}

/// The words of one flaw, with its values.
pub fn flaw_words(flaw: &Flaw, lang: Lang) -> String {
    let args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(blocks::say(lang, &format!("flaw.{}", flaw.code)).unwrap_or(flaw.code), &args)
}
