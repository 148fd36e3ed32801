//! Where everything takes place: what was asked for, the binary, a folder of our own, chance.
//! Knows nothing of what is tried there.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{Result, chance::Chance, files::copy_folder, house::House};

/// How many kills, when nobody says.
const KILLS_DEFAULT: u64 = 12;
/// After how many seconds no further kill begins, when nobody says how many there shall be.
const SECONDS_DEFAULT: u64 = 30;

/// The shortest time under load before a kill.
pub(crate) const LOAD_MS_MIN: u64 = 30;
/// The longest, when nobody says.
const LOAD_MS_DEFAULT: u64 = 1_200;

/// What was asked for on the command line.
pub(crate) struct Asked {
    binary: PathBuf,
    pub(crate) kills: bool,
    pub(crate) hostile: bool,
    n_kills: Option<u64>,
    seconds: Option<u64>,
    n_clients: u64,
    seed: Option<u64>,
    keep: bool,
    only: String,
    postgres: Option<String>,
    load_ms_max: u64,
}

impl Asked {
    /// Reads the words typed.
    pub(crate) fn of(words: impl Iterator<Item = String>) -> Result<Self> {
        let (mut kills, mut hostile, mut binary) = (true, false, None);
        let (mut n_kills, mut seconds, mut n_clients, mut seed, mut keep) = (None, None, 8, None, false);
        let (mut only, mut postgres, mut load_ms_max) = (String::new(), None, LOAD_MS_DEFAULT);
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} takes a value"));
            match word.as_str() {
                "--binary" => binary = Some(PathBuf::from(value()?)),
                "--kills" => n_kills = Some(value()?.parse()?),
                "--seconds" => seconds = Some(value()?.parse()?),
                "--clients" => n_clients = value()?.parse()?,
                "--seed" => seed = Some(value()?.parse()?),
                "--keep" => keep = true,
                "--load-ms" => load_ms_max = value()?.parse::<u64>()?.max(LOAD_MS_MIN),
                "--postgres" => postgres = Some(value()?),
                "--only" => only = value()?,
                "--hostile" => (kills, hostile) = (false, true),
                "--all" => (kills, hostile) = (true, true),
                _ => return Err(format!("unknown word: {word}").into()),
            }
        }
        let binary = binary.ok_or("--binary names the program to kill")?;
        Ok(Self {
            binary,
            kills,
            hostile,
            n_kills,
            seconds,
            n_clients,
            seed,
            keep,
            only,
            postgres,
            load_ms_max,
        })
    }

    /// Whether this trial was asked for.
    pub(crate) fn wants(&self, trial: &str) -> bool {
        trial.contains(&self.only)
    }
}

/// Where everything takes place; gone with the value, unless it is to be kept.
pub(crate) struct Stand {
    pub(crate) binary: PathBuf,
    pub(crate) n_kills: u64,
    /// When no further kill begins.
    pub(crate) span: Duration,
    pub(crate) n_clients: u64,
    /// The longest time under load before a kill.
    pub(crate) load_ms_max: u64,
    pub(crate) seed: u64,
    pub(crate) chance: Chance,
    folder: PathBuf,
    n_folders: u64,
    keep: bool,
    postgres: Option<String>,
}

impl Stand {
    /// A stand for what was asked.
    pub(crate) fn new(asked: &Asked) -> Result<Self> {
        let binary =
            asked.binary.canonicalize().map_err(|why| format!("{}: {why}", asked.binary.display()))?;
        let folder = std::env::temp_dir().join(format!("yiwang-crash-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        // Whoever says how many kills wants them all.
        let seconds = if asked.n_kills.is_some() { u64::MAX } else { SECONDS_DEFAULT };
        let seed = asked.seed.unwrap_or_else(Chance::seed);
        Ok(Self {
            binary,
            n_kills: asked.n_kills.unwrap_or(KILLS_DEFAULT),
            span: Duration::from_secs(asked.seconds.unwrap_or(seconds)),
            n_clients: asked.n_clients,
            load_ms_max: asked.load_ms_max,
            seed,
            chance: Chance::new(seed),
            folder,
            n_folders: 0,
            keep: asked.keep,
            postgres: asked.postgres.clone(),
        })
    }

    /// A path of this stand that nothing has used yet.
    pub(crate) fn path(&mut self, name: &str) -> PathBuf {
        self.n_folders += 1;
        self.folder.join(format!("{}-{name}", self.n_folders))
    }

    /// A demonstration that was built and stopped, ready to be started.
    pub(crate) fn demonstration(&mut self, name: &str) -> Result<PathBuf> {
        let template = self.folder.join("demonstration");
        if !template.exists() {
            let building = self.path("building");
            House::start(&self.binary, &building)?.stop()?;
            fs::rename(&building, &template)?;
        }
        let folder = self.path(name);
        copy_folder(&template, &folder)?;
        Ok(folder)
    }

    /// A demonstration that is running.
    pub(crate) fn house(&mut self, name: &str) -> Result<House> {
        let folder = self.demonstration(name)?;
        House::start(&self.binary, &folder)
    }

    /// A demonstration that is running on the database that was named, or else embedded.
    pub(crate) fn house_as_asked(&mut self, name: &str) -> Result<House> {
        let Some(url) = self.postgres.take() else { return self.house(name) };
        let folder = self.path(name);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("yiwang.toml"), format!("[store]\nurl = \"{url}\"\n"))?;
        House::start(&self.binary, &folder)
    }

    /// Clears a folder away as soon as it is no longer needed.
    pub(crate) fn clear(&self, folder: &Path) {
        if !self.keep {
            drop(fs::remove_dir_all(folder));
        }
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        if self.keep {
            println!("kept: {}", self.folder.display());
        } else {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}
