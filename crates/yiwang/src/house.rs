//! An installation as it runs: its store opened with its keys, its ledger kept, its site served, all stopped in order.
//! Knows blocks only as the lists in `blocks`.

mod erasures;
mod keys;
mod logs;
mod mark;
mod restoring;
mod serving;
mod watch;

use std::{path::Path, sync::Arc};

use acts::{Keeper, LedgerKey};
use crypt::Kek;
use kit::{Actor, Channel, Error, Lang, Result, Who, Words, t};
use ledger::anchor::Anchor;
use store::{Chance, Clock, Settings, Store};

pub use erasures::WORK;
pub(crate) use keys::secret;
pub use keys::{KEK_FILE_VARIABLE, Keys};
pub use logs::write_logs;
pub use mark::{DEMONSTRATION_FILE, Purpose};
pub use serving::{settings, site};
pub(crate) use watch::look;

use crate::{
    blocks,
    config::Config,
    demo,
    stop::{Exit, Stop},
    tables,
};

/// How many threads read, at least.
const READERS_MIN: usize = 2;
/// How many connections write on PostgreSQL.
const WRITERS: usize = 8;

/// An installation with its store open.
pub struct House {
    /// Its data.
    pub store: Store,
    /// What time it is there.
    pub clock: Clock,
    /// What it was opened by.
    pub config: Config,
    /// What it is for.
    pub purpose: Purpose,
    key: Arc<LedgerKey>,
}

impl House {
    /// Opens an installation, once its marks, its keys and its ledger were found to belong together.
    pub fn open(config: Config, purpose: Purpose, lang: Lang) -> Result<House, Stop> {
        purpose.check_folder(&config.data, &config.keys, lang)?;
        if !Keys::exist(&config.keys) && std::env::var_os(KEK_FILE_VARIABLE).is_none() {
            let words = t!("house.none", lang, folder = config.data.display());
            return Err(Stop::new(Exit::NotReady, words));
        }
        let house = Self::open_store(config, purpose, lang)?;
        let unsound = |words: &str| Err(Stop::new(Exit::Unsound, words));
        let Some(mark) = house.read(lang, tables::installation)? else {
            return unsound(t!("house.unmarked", lang));
        };
        purpose.check_store(&mark.kind, lang)?;
        if mark.kek_check != kek_check(&house.store.settings().kek) {
            return unsound(t!("house.other_kek", lang));
        }
        if mark.finished_at.is_none() {
            return unsound(t!("house.unfinished", lang));
        }
        house.check_anchor(lang)?;
        let epoch = house.read(lang, |read| acts::epoch(read, None))?;
        if epoch.verifier != *house.key.verifier() {
            return unsound(&t!("house.other_ledger_key", lang, verifier = epoch.verifier));
        }
        Ok(house)
    }

    /// Makes a new installation: marks, keys, an empty store whose ledger begins with what it is.
    /// It can be opened once it is finished.
    pub fn found(config: Config, purpose: Purpose, lang: Lang) -> Result<House, Stop> {
        purpose.check_folder(&config.data, &config.keys, lang)?;
        if sqlite_path(&config.store_url).is_some_and(|it| Path::new(it).exists()) {
            return Err(Stop::new(Exit::Refused, t!("house.store_exists", lang)));
        }
        purpose.mark_folder(&config.data, lang)?;
        Keys::make(&config.keys, &config.new_ledger_origin(), lang)?;
        let house = Self::open_store(config, purpose, lang)?;
        if purpose == Purpose::Demonstration {
            // What comes first in the ledger also comes first in time.
            house.clock.set(demo::beginning(house.clock.now()));
        }
        if house.read(lang, tables::installation)?.is_some() {
            return Err(Stop::new(Exit::Refused, t!("house.store_exists", lang)));
        }
        let (key, by, kind) = (house.key.clone(), house.operator(), purpose.as_str());
        let check = kek_check(&house.store.settings().kek);
        let founded = house.store.write(move |tx| {
            acts::open_epoch(tx, &key)?;
            tables::found(tx, &by, kind, &check)
        });
        founded.wait().map_err(|err| Stop::of(&err, lang))?;
        house.clock.release();
        Ok(house)
    }

    /// Says that a new installation can be used from now on.
    pub fn finish(&self, lang: Lang) -> Result<(), Stop> {
        let (by, kind) = (self.operator(), self.purpose.as_str());
        let finished = self.store.write(move |tx| tables::finish(tx, &by, kind));
        finished.wait().map_err(|err| Stop::of(&err, lang))
    }

    /// Who acts when a command does.
    pub fn operator(&self) -> Actor {
        Actor { who: Who::System("operator"), acting_for: None, channel: Channel::Command }
    }

    /// Whose site it is.
    pub fn name(&self) -> Words {
        let of = |lang| match self.purpose {
            Purpose::Demonstration => t!("site.demonstration", lang).to_owned(),
            Purpose::Real => t!("site.real", lang).to_owned(),
        };
        self.config.name.clone().unwrap_or_else(|| Words { zh: of(Lang::ZH), en: of(Lang::EN) })
    }

    /// What verifies this ledger; to be published where it cannot be changed along with the ledger.
    pub fn verifier(&self) -> String {
        self.key.verifier().to_string()
    }

    /// What keeps this ledger and does what blocks left to be done.
    pub fn keeper(&self, lang: Lang) -> Result<Keeper, Stop> {
        let anchor = Anchor::open(&self.config.anchor).map_err(|err| Stop::of(&err, lang))?;
        let tell = Box::new(move |note: &str| anchor.tell(note));
        Ok(Keeper::new(self.store.clone(), self.key.clone(), blocks::WORKS, tell))
    }

    /// Does everything that waits, and tells the anchor; for commands, never inside a runtime.
    pub fn settle(&self, lang: Lang) -> Result<(), Stop> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|why| Stop::of(&Error::Fault(why.into()), lang))?;
        runtime.block_on(self.keeper(lang)?.settle()).map_err(|err| Stop::of(&err, lang))
    }

    /// Refuses a store that is not what its anchor remembers.
    fn check_anchor(&self, lang: Lang) -> Result<(), Stop> {
        let anchor = self.config.anchor.clone();
        let checked = self.read(lang, move |read| Ok(ledger::anchor::check(read, &anchor)))?;
        checked.map_err(|why| Stop::new(Exit::Unsound, t!("house.behind", lang, why = why)))
    }

    fn open_store(config: Config, purpose: Purpose, lang: Lang) -> Result<House, Stop> {
        let keys = Keys::read(&config.keys, lang)?;
        let clock = Clock::system();
        let n_cores = std::thread::available_parallelism().map_or(READERS_MIN, Into::into);
        let opened = Store::open(Settings {
            url: config.store_url.clone(),
            parts: blocks::parts(),
            kek: keys.kek,
            clock: clock.clone(),
            chance: Chance::System,
            n_readers: n_cores.max(READERS_MIN),
            n_writers: WRITERS,
        });
        let store = opened.map_err(|err| match err {
            // Most often the database does not answer; the words say which it is.
            Error::Fault(why) => Stop::new(Exit::NotReady, t!("house.unopened", lang, why = why)),
            err => Stop::of(&err, lang),
        })?;
        erasures::keep_at(&config.store_url, erasures::list_beside(&config.anchor));
        Ok(House { store, clock, config, purpose, key: keys.ledger })
    }

    fn read<T: Send + 'static>(
        &self,
        lang: Lang,
        f: impl FnOnce(&mut store::Read<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T, Stop> {
        self.store.read(f).wait().map_err(|err| Stop::of(&err, lang))
    }
}

/// The file of an embedded store.
pub(crate) fn sqlite_path(url: &str) -> Option<&str> {
    url.strip_prefix("sqlite:")
}

/// What tells one key-encryption key from another without telling anything of it.
fn kek_check(kek: &Kek) -> [u8; 32] {
    kek.blind("yiwang.installation", "kek")
}
