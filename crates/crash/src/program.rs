//! One run of the program as a command: begun, killed at a moment or waited for, with what it said.
//! Never waits for ever.

use std::{
    ffi::OsStr,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::Result;

/// How long a command may take.
const RUN_MS_MAX: u64 = 300_000;
/// How often we look whether it has ended.
const LOOK_MS: u64 = 2;

/// A command that is running.
pub(crate) struct Program {
    child: Child,
    log: PathBuf,
    started: Instant,
}

/// What a command said.
pub(crate) struct Said {
    /// Its exit code; nothing where a signal ended it.
    pub(crate) code: Option<i32>,
    /// Everything it wrote.
    pub(crate) words: String,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Program {
    /// Begins a command; what it says goes to this file.
    pub(crate) fn begin(binary: &Path, words: &[&OsStr], log: &Path) -> Result<Self> {
        let file = File::create(log)?;
        let mut command = Command::new(binary);
        command.args(words).env("YIWANG_LANG", "en").stdin(Stdio::null());
        command.stdout(file.try_clone()?).stderr(file);
        let child = command.spawn().map_err(|why| format!("{}: {why}", binary.display()))?;
        Ok(Self { child, log: log.to_owned(), started: Instant::now() })
    }

    /// Kills it without a word after so long; says whether it was still running.
    pub(crate) fn kill_after(mut self, span: Duration) -> Result<bool> {
        while self.started.elapsed() < span && self.child.try_wait()?.is_none() {
            sleep(Duration::from_micros(200));
        }
        let running = self.child.try_wait()?.is_none();
        self.child.kill()?;
        self.child.wait()?;
        Ok(running)
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Result<Said> {
        let status = loop {
            if let Some(it) = self.child.try_wait()? {
                break it;
            }
            if Duration::from_millis(RUN_MS_MAX) < self.started.elapsed() {
                self.child.kill()?;
                self.child.wait()?;
                return Err(format!("a command did not end: {}", fs::read_to_string(&self.log)?).into());
            }
            sleep(Duration::from_millis(LOOK_MS));
        };
        let words = String::from_utf8_lossy(&fs::read(&self.log)?).into_owned();
        Ok(Said { code: status.code(), words, took: self.started.elapsed() })
    }
}

impl Said {
    /// An error unless it ended with this code.
    pub(crate) fn expect(self, code: i32, what: &str) -> Result<Self> {
        if self.code == Some(code) {
            return Ok(self);
        }
        Err(format!("{what} ended with {:?}, not {code}: {}", self.code, self.words.trim()).into())
    }
}
