//! Where a command speaks: answers on standard output, everything else beside it, in the shell's language.
//! The only place that writes to either.

use std::{
    cell::{Cell, RefCell},
    io::{IsTerminal, Write, stderr, stdout},
};

use kit::{Lang, Result};

use crate::stop::Stop;

/// What the shell says of its language, in the order it means it.
const LANGUAGE_VARIABLES: [&str; 4] = ["YIWANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

/// Where a command speaks.
pub struct Terminal {
    /// The language it speaks.
    pub lang: Lang,
    is_live: bool,
    is_line_open: Cell<bool>,
    kept: Option<RefCell<String>>,
}

impl Terminal {
    /// The terminal this process was started from.
    pub fn of_shell() -> Self {
        let said = LANGUAGE_VARIABLES.iter().filter_map(|it| std::env::var(it).ok());
        let said = said.map(|it| it.replace('_', "-")).find(|it| !it.is_empty());
        let lang = said.and_then(|it| Lang::parse(it.split(['.', '@']).next()?)).unwrap_or(Lang::EN);
        Self { lang, is_live: stderr().is_terminal(), is_line_open: Cell::new(false), kept: None }
    }

    /// A terminal that keeps what it is told, to be read again with [`Terminal::heard`].
    pub fn keeping(lang: Lang) -> Self {
        let kept = Some(RefCell::default());
        Self { lang, is_live: false, is_line_open: Cell::new(false), kept }
    }

    /// What a keeping terminal was told, a line each.
    pub fn heard(&self) -> String {
        self.kept.as_ref().map_or_else(String::new, |it| it.borrow().clone())
    }

    /// Gives an answer, for people or for a pipe. Nobody reading any more is no failure.
    pub fn answer(&self, words: &str) {
        if !self.keep(words) {
            self.end_line();
            drop(writeln!(stdout().lock(), "{words}"));
        }
    }

    /// Tells something beside the answer.
    pub fn tell(&self, words: &str) {
        if !self.keep(words) {
            self.end_line();
            drop(writeln!(stderr().lock(), "{words}"));
        }
    }

    /// Shows how far something has come, on one line that changes; says nothing where nobody watches.
    pub fn progress(&self, words: &str) {
        if self.is_live {
            self.is_line_open.set(true);
            let mut out = stderr().lock();
            drop(write!(out, "\r\x1b[2K{words}").and_then(|()| out.flush()));
        }
    }

    /// The value, or the stop that the error means here.
    pub fn sound<T>(&self, result: Result<T>) -> Result<T, Stop> {
        result.map_err(|err| Stop::of(&err, self.lang))
    }

    fn keep(&self, words: &str) -> bool {
        let Some(kept) = &self.kept else { return false };
        kept.borrow_mut().push_str(words);
        kept.borrow_mut().push('\n');
        true
    }

    fn end_line(&self) {
        if self.is_line_open.replace(false) {
            drop(write!(stderr().lock(), "\r\x1b[2K"));
        }
    }
}
