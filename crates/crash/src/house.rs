//! The real program serving from a folder: started, killed without a word, or asked to stop.
//! Dies with the value, so nothing is left running.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Result,
    client::Client,
    ensure,
    program::{Program, Said},
};

/// How long a start may take, building a demonstration included.
const START_MS_MAX: u64 = 120_000;
/// How long a stop may take.
const STOP_MS_MAX: u64 = 30_000;
/// How many of the faults it logged a failure shows.
const FAULTS_SHOWN: usize = 3;
/// How much of its log a failure shows.
const LOG_BYTES_SHOWN: usize = 2_000;

/// A running program.
pub(crate) struct House {
    child: Child,
    pub(crate) address: String,
    pub(crate) folder: PathBuf,
    pub(crate) binary: PathBuf,
    log: PathBuf,
}

/// How a start came out.
pub(crate) enum Started {
    /// It answers.
    Up(House),
    /// It ended by itself.
    Ended {
        /// Its exit code.
        code: Option<i32>,
        /// The end of what it said.
        words: String,
    },
}

impl House {
    /// Starts it on a folder and waits until it answers.
    pub(crate) fn start(binary: &Path, folder: &Path) -> Result<Self> {
        Self::begin(binary, folder, "exec \"$@\"")?.answering()
    }

    /// Starts it through a shell's words, which end with `exec "$@"`; does not wait.
    pub(crate) fn begin(binary: &Path, folder: &Path, shell: &str) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let log = folder.with_extension("log");
        let file = File::options().create(true).append(true).open(&log)?;
        let mut command = Command::new("sh");
        command.args(["-c", shell, "yiwang"]).arg(binary);
        command.arg("--data").arg(folder).args(["--listen", &address]).env("YIWANG_LANG", "en");
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let child = command.spawn().map_err(|why| format!("{}: {why}", binary.display()))?;
        Ok(Self { child, address, folder: folder.to_owned(), binary: binary.to_owned(), log })
    }

    /// Waits until it answers.
    pub(crate) fn answering(self) -> Result<Self> {
        match self.started()? {
            Started::Up(it) => Ok(it),
            Started::Ended { code, words } => Err(format!("it did not start ({code:?}): {words}").into()),
        }
    }

    /// Waits until it answers or has ended.
    pub(crate) fn started(mut self) -> Result<Started> {
        let started = Instant::now();
        loop {
            let answer = Client::of(&self.address).get("/healthz", "");
            if answer.is_ok_and(|it| it.status == 200) {
                return Ok(Started::Up(self));
            }
            if let Some(it) = self.child.try_wait()? {
                return Ok(Started::Ended { code: it.code(), words: self.log() });
            }
            ensure(started.elapsed().as_millis() < u128::from(START_MS_MAX), || {
                format!("it does not answer: {}", self.log())
            })?;
            sleep(Duration::from_millis(5));
        }
    }

    /// A client of it.
    pub(crate) fn client(&self) -> Client {
        Client::of(&self.address)
    }

    /// Ends it as a power cut would, as far as a process can tell.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop and waits until it did.
    pub(crate) fn stop(mut self) -> Result<()> {
        Command::new("kill").arg(self.child.id().to_string()).status()?;
        let started = Instant::now();
        loop {
            if let Some(it) = self.child.try_wait()? {
                return ensure(it.success(), || format!("it stopped with {it}: {}", self.log()));
            }
            ensure(started.elapsed().as_millis() < u128::from(STOP_MS_MAX), || {
                "it does not stop".to_owned()
            })?;
            sleep(Duration::from_millis(5));
        }
    }

    /// The last faults it logged, for whoever has to look.
    pub(crate) fn faults(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let faults: Vec<_> = text.lines().filter(|it| it.contains(" ERROR ")).collect();
        faults[faults.len().saturating_sub(FAULTS_SHOWN)..].join("; ")
    }

    /// The end of what it said.
    pub(crate) fn log(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&text[text.len().saturating_sub(LOG_BYTES_SHOWN)..]).trim().to_owned()
    }

    /// Runs `yiwang verify` on what it serves.
    pub(crate) fn verify(&self, words: &[&Path]) -> Result<Said> {
        let url = format!("http://{}", self.address);
        let mut all = vec!["verify".as_ref(), url.as_ref()];
        all.extend(words.iter().map(|it| it.as_os_str()));
        Program::begin(&self.binary, &all, &self.folder.with_extension("verify"))?.end()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
