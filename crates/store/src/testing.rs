//! Stores for tests: a fresh one on each engine, with time and chance fixed.
//! PostgreSQL is where `YIWANG_TEST_POSTGRES` says; without it the test says so and runs on SQLite alone.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crypt::Kek;
use kit::Time;

use crate::{Chance, Clock, Engine, Part, Settings, Store};

/// 2026-11-23T02:00:00Z, a Monday morning in China.
pub const MONDAY: Time = Time::from_ms(1_795_399_200_000);

static N_STORES: AtomicU64 = AtomicU64::new(0);

/// A store of one test, gone with it.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock, standing at [`MONDAY`].
    pub clock: Clock,
    /// A folder of its own.
    pub folder: Folder,
}

/// A temporary folder, gone with the value.
pub struct Folder(pub std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl TestStore {
    /// Closes the store and opens it again with these settings.
    pub fn reopen(self, settings: Settings) -> kit::Result<TestStore> {
        let TestStore { store, clock, folder } = self;
        drop(store);
        Store::open(settings).map(|store| TestStore { store, clock, folder })
    }
}

/// Runs a test on a fresh store of each engine.
#[expect(clippy::print_stdout, reason = "a test says what it did not run")]
pub fn on_both(parts: &[Part], test: impl Fn(TestStore)) {
    test(open(parts, Engine::Sqlite).expect("SQLite is always there"));
    match open(parts, Engine::Postgres) {
        Some(it) => test(it),
        None => println!("not run: PostgreSQL (set YIWANG_TEST_POSTGRES, or use `cargo xtask test`)"),
    }
}

/// A fresh store on one engine; nothing where that engine is not at hand.
pub fn open(parts: &[Part], engine: Engine) -> Option<TestStore> {
    let n = N_STORES.fetch_add(1, Ordering::SeqCst);
    let name = format!("yiwang_{}_{n}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let url = match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.join("store.db").display()),
        Engine::Postgres => {
            let server = std::env::var("YIWANG_TEST_POSTGRES").ok()?;
            let mut conn = crate::queue::connect(&server).expect("YIWANG_TEST_POSTGRES answers");
            conn.script(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"))
                .expect("the test user may create schemas");
            format!("{server} options='-c search_path={name}'")
        }
    };
    let clock = Clock::fixed(MONDAY);
    let settings = Settings {
        url,
        parts: parts.to_vec(),
        kek: Arc::new(Kek::from_bytes([7; 32])),
        clock: clock.clone(),
        chance: Chance::Fixed(n),
        n_readers: 2,
        n_writers: 4,
    };
    let store = Store::open(settings).unwrap_or_else(|err| panic!("{err}"));
    Some(TestStore { store, clock, folder: Folder(folder) })
}
