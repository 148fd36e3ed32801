//! Whether an installation is a demonstration or a real one, marked in its folder and in its store.
//! Both marks must agree with what is asked: a demonstration never becomes a real one, nor the other way.

use std::{fs, path::Path};

use kit::{Lang, Result, t};

use super::keys::{Keys, write_new};
use crate::stop::{Exit, Stop};

/// The file that marks the folder of a demonstration.
pub const DEMONSTRATION_FILE: &str = "DEMONSTRATION";

/// What an installation is for, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An invented city, without legal effect.
    Demonstration,
    /// A government's own.
    Real,
}

impl Purpose {
    /// The word in the store's mark and in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Demonstration => "demonstration",
            Purpose::Real => "real",
        }
    }

    /// What the folder's mark says; a folder without one is real.
    pub fn of_folder(data: &Path) -> Self {
        let is_demonstration = data.join(DEMONSTRATION_FILE).exists();
        if is_demonstration { Purpose::Demonstration } else { Purpose::Real }
    }

    /// Refuses a folder that is for something else.
    pub fn check_folder(self, data: &Path, keys: &Path, lang: Lang) -> Result<(), Stop> {
        let is_demonstration = data.join(DEMONSTRATION_FILE).exists();
        let folder = data.display();
        match self {
            Purpose::Real if is_demonstration => {
                Err(Stop::new(Exit::Unsound, t!("mark.is_demonstration", lang, folder = folder)))
            }
            Purpose::Demonstration if !is_demonstration && Keys::exist(keys) => {
                Err(Stop::new(Exit::Unsound, t!("mark.is_real", lang, folder = folder)))
            }
            _ => Ok(()),
        }
    }

    /// Makes the folder, and marks it where it is to be a demonstration's.
    pub fn mark_folder(self, data: &Path, lang: Lang) -> Result<(), Stop> {
        fs::create_dir_all(data).map_err(|why| {
            Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = data.display(), why = why))
        })?;
        let path = data.join(DEMONSTRATION_FILE);
        if self == Purpose::Real || path.exists() {
            return Ok(());
        }
        let words: Vec<_> = Lang::all().map(|it| t!("mark.words", it)).collect();
        write_new(&path, &(words.join("\n") + "\n"), lang)
    }

    /// Refuses a store whose mark says something else.
    pub fn check_store(self, kind: &str, lang: Lang) -> Result<(), Stop> {
        let words = match (self, kind == self.as_str()) {
            (_, true) => return Ok(()),
            (Purpose::Real, false) => t!("mark.store_is_demonstration", lang),
            (Purpose::Demonstration, false) => t!("mark.store_is_real", lang),
        };
        Err(Stop::new(Exit::Unsound, words))
    }
}
