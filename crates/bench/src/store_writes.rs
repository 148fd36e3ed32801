//! Durable acts with one row changed each, through the store, against a bare loop that writes the same rows.
//! The bare loop knows no sealing, no queue and no savepoints: it is what the disk and SQLite can do.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crypt::Kek;
use kit::Actor;
use store::{Act, Chance, Clock, Kind, Migration, Part, Settings, Store, Table};

use crate::{Asked, figure::Figures};

/// How many rows are changed in turn.
const N_ROWS: u64 = 10_000;
/// How many writes share a commit of the bare loop.
const BATCH: usize = 64;
/// How many tasks write at once.
const N_TASKS: usize = 64;

const PART: Part = Part {
    tables: &[Table { name: "rows", kind: Kind::Record }],
    migrations: &[Migration {
        name: "bench_0001",
        sql: "CREATE TABLE rows (\n    id TEXT PRIMARY KEY,\n    n BIGINT NOT NULL\n);\n",
    }],
};
const CHANGE: &str = "UPDATE rows SET n = n + 1 WHERE id = $1";

/// Measures both ways and the ratio.
pub(crate) fn measure(asked: &Asked, figures: &mut Figures) {
    let span = Duration::from_secs(if asked.quick { 1 } else { 6 });
    let folder = std::env::temp_dir().join(format!("yiwang-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let bare_many = bare(&folder, BATCH, span);
    let bare_one = bare(&folder, 1, span);
    let ours_many = ours(&folder, N_TASKS, span);
    let ours_one = ours(&folder, 1, span);
    drop(std::fs::remove_dir_all(&folder));
    figures.beside("bare loop, 64 a commit", bare_many, "acts/s");
    figures.beside("bare loop, one a commit", bare_one, "acts/s");
    let note = |rate: f64| format!("{rate:.0} acts/s");
    figures.at_least(
        "store.write from 64 tasks, to the bare loop",
        ours_many / bare_many,
        "×",
        0.5,
        note(ours_many),
    );
    figures.at_least(
        "store.write from one task, to the bare loop",
        ours_one / bare_one,
        "×",
        0.7,
        note(ours_one),
    );
}

fn fresh(folder: &Path, name: &str) -> (PathBuf, Settings) {
    let path = folder.join(format!("{name}.db"));
    for end in ["", "-wal", "-shm", ".lock"] {
        drop(std::fs::remove_file(format!("{}{end}", path.display())));
    }
    let settings = Settings {
        url: format!("sqlite:{}", path.display()),
        parts: vec![PART],
        kek: Arc::new(Kek::from_bytes([1; 32])),
        clock: Clock::system(),
        chance: Chance::System,
        n_readers: 1,
        n_writers: 1,
    };
    let store = Store::open(settings.clone()).expect("a fresh store opens");
    store
        .write(|tx| {
            (0..N_ROWS).try_for_each(|n| {
                let id = row_id(n);
                tx.put("INSERT INTO rows (id, n) VALUES ($1, 0)", &[id.as_str().into()])
            })?;
            tx.record(Act::of("bench.begun", &Actor::system("bench"), "rows"))
        })
        .wait()
        .expect("rows are there");
    drop(store);
    (path, settings)
}

fn row_id(n: u64) -> String {
    format!("row-{:016x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn ours(folder: &Path, n_tasks: usize, span: Duration) -> f64 {
    let (_, settings) = fresh(folder, "ours");
    let store = Store::open(settings).expect("the store opens");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let (n_done, started) = (Arc::new(AtomicU64::new(0)), Instant::now());
    runtime.block_on(async {
        let tasks = (0..n_tasks as u64).map(|task| {
            let (store, n_done) = (store.clone(), n_done.clone());
            tokio::spawn(async move {
                let mut n = task;
                while started.elapsed() < span {
                    n += 64;
                    let id = row_id(n % N_ROWS);
                    let written = store.write(move |tx| {
                        tx.exec(CHANGE, &[id.as_str().into()])?;
                        tx.record(Act::of("row.changed", &Actor::system("bench"), &id))
                    });
                    written.await.expect("a write succeeds");
                    n_done.fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("a task ends well");
        }
    });
    n_done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64()
}

/// The same rows by hand: hash two commitments, insert act and pending, change the row.
fn bare(folder: &Path, batch: usize, span: Duration) -> f64 {
    let (path, _) = fresh(folder, "bare");
    let conn = rusqlite::Connection::open(path).expect("the file opens");
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
        .expect("pragmas");
    conn.set_prepared_statement_cache_capacity(64);
    let (started, mut n) = (Instant::now(), 0_u64);
    while started.elapsed() < span {
        let run =
            |sql: &str| conn.prepare_cached(sql).and_then(|mut it| it.raw_execute()).expect("control works");
        run("BEGIN IMMEDIATE");
        for _ in 0..batch {
            n += 1;
            bare_act(&conn, n);
        }
        run("COMMIT");
    }
    n as f64 / started.elapsed().as_secs_f64()
}

fn bare_act(conn: &rusqlite::Connection, n: u64) {
    const ACT: &str = "INSERT INTO acts (id, at, kind, thing, doing, doing_salt, doing_hash, person, person_hash) \
        VALUES (?1, ?2, 'row.changed', ?3, ?4, ?5, ?6, ?7, ?8) RETURNING seq";
    let id = row_id(n % N_ROWS);
    let salt = crypt::sha256(&n.to_be_bytes());
    let doing = br#"{"actor":"system:bench","channel":"inside"}"#;
    let person = [&salt[..], format!("{{\"thing\":\"{id}\",\"v\":1}}").as_bytes()].concat();
    let (doing_hash, person_hash) = (crypt::commitment(&salt, doing), crypt::sha256(&person));
    let act = format!("act_{:02x}{n:024x}", salt[0]);
    conn.prepare_cached(CHANGE).and_then(|mut it| it.execute([&id])).expect("a row changes");
    let seq: i64 = conn
        .prepare_cached(ACT)
        .and_then(|mut it| {
            it.query_row(
                rusqlite::params![
                    act,
                    n as i64,
                    id,
                    &doing[..],
                    &salt[..],
                    &doing_hash[..],
                    person,
                    &person_hash[..]
                ],
                |row| row.get(0),
            )
        })
        .expect("an act is written");
    conn.prepare_cached("INSERT INTO acts_pending (seq, first_seq) VALUES (?1, ?1)")
        .and_then(|mut it| it.execute([seq]))
        .expect("it is pending");
}
