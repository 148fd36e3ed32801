//! Making a house from a backup: the old key-encryption key, a new ledger key, and the marks the backup carries.
//! What a lawful restore is, `ledger` knows; this puts what it needs in place.

use std::{fs::File, path::Path, sync::Arc};

use kit::{Lang, Result, t};
use ledger::restore::{Restored, Restoring};
use store::{Clock, Progress};

use super::{House, KEK_FILE_VARIABLE, Keys, Purpose, erasures, kek_check, sqlite_path};
use crate::{
    config::Config,
    stop::{Exit, Stop},
    tables,
};

impl House {
    /// Restores a backup into an empty place. The ledger goes on in a new epoch, under a new name and key.
    pub fn restore(
        config: Config,
        kek: Option<&Path>,
        archive: &mut File,
        progress: &mut dyn FnMut(Progress<'_>),
        lang: Lang,
    ) -> Result<(House, Restored), Stop> {
        let refused = |words: &str| Stop::new(Exit::Refused, words);
        if sqlite_path(&config.store_url).is_some_and(|it| Path::new(it).exists()) {
            return Err(refused(t!("house.store_exists", lang)));
        }
        Purpose::Real.check_folder(&config.data, &config.keys, lang)?;
        Purpose::Real.mark_folder(&config.data, lang)?;
        // A log keeps its name and key for ever, so what goes on after a restore is another log.
        let origin = format!("{}/{}", config.new_ledger_origin(), Clock::system().now());
        match kek {
            Some(path) => Keys::put_kek(&config.keys, path, lang)?,
            None if std::env::var_os(KEK_FILE_VARIABLE).is_none() => {
                return Err(Stop::new(Exit::Usage, t!("restore.no_kek", lang)));
            }
            None => {}
        }
        Keys::make_ledger_key(&config.keys, &origin, lang)?;
        let mut house = Self::open_store(config, Purpose::Real, lang)?;
        let list = erasures::list_beside(&house.config.anchor);
        let with = Restoring { key: Arc::clone(&house.key), anchor: &house.config.anchor, erasures: &list };
        let restored = ledger::restore::restore(&house.store, archive, &with, progress);
        let restored = restored.map_err(|err| Stop::of(&err, lang))?;
        let mark = house.read(lang, tables::installation)?;
        let mark = mark.ok_or_else(|| Stop::new(Exit::Unsound, t!("house.unmarked", lang)))?;
        if mark.kek_check != kek_check(&house.store.settings().kek) {
            return Err(Stop::new(Exit::Unsound, t!("house.other_kek", lang)));
        }
        if mark.kind == Purpose::Demonstration.as_str() {
            house.purpose = Purpose::Demonstration;
            house.purpose.mark_folder(&house.config.data, lang)?;
        }
        Ok((house, restored))
    }
}
