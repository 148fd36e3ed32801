//! The store's promises, kept on both engines.

use kit::{Actor, Error, Id128, Result, SubjectId};

use crate::{Act, Engine, Kind, Migration, Part, Store, Table, testing};

const NOTES: Part = Part {
    tables: &[Table { name: "notes", kind: Kind::Record }, Table { name: "drafts", kind: Kind::Tending }],
    migrations: &[Migration {
        name: "notes_0001",
        sql: "CREATE TABLE notes (\n    id TEXT PRIMARY KEY,\n    n BIGINT NOT NULL,\n    body BYTEA\n);\n\
              CREATE TABLE drafts (\n    id TEXT PRIMARY KEY,\n    n BIGINT NOT NULL\n);\n",
    }],
};

const COUNT_ACTS: &str = "SELECT COUNT(*) FROM acts";
const GET: &str = "SELECT n FROM notes WHERE id = $1";
const INSERT: &str = "INSERT INTO notes (id, n) VALUES ($1, $2)";
const ADD: &str = "UPDATE notes SET n = n + 1 WHERE id = $1";

fn act() -> Act {
    Act::of("note.written", &Actor::system("test"), "note")
}

fn count(store: &Store) -> i64 {
    store.read(|it| it.one(COUNT_ACTS, &[], |row| row.int(0))).wait().unwrap().unwrap()
}

#[test]
fn what_a_write_did_is_there_for_the_next_reader() {
    testing::on_both(&[NOTES], |it| {
        let written = it.store.write(|tx| {
            tx.put(INSERT, &["a".into(), 7.into()])?;
            tx.record(act())?;
            Ok(41)
        });

        assert_eq!(written.wait().unwrap(), 41);
        assert_eq!(it.store.read(|r| r.one(GET, &["a".into()], |row| row.int(0))).wait().unwrap(), Some(7));
        assert_eq!(it.store.read(|r| r.one(GET, &["b".into()], |row| row.int(0))).wait().unwrap(), None);
        assert_eq!(count(&it.store), 1);
    });
}

#[test]
fn a_record_does_not_change_without_an_act() {
    testing::on_both(&[NOTES], |it| {
        let bare = it.store.write(|tx| tx.put(INSERT, &["a".into(), 7.into()])).wait();
        let tending = it
            .store
            .write(|tx| tx.put("INSERT INTO drafts (id, n) VALUES ($1, $2)", &["a".into(), 7.into()]));

        assert!(matches!(bare, Err(Error::Fault(_))));
        assert!(tending.wait().is_ok());
        assert_eq!(it.store.read(|r| r.one(GET, &["a".into()], |row| row.int(0))).wait().unwrap(), None);
    });
}

#[test]
fn a_refused_write_leaves_nothing_while_its_neighbours_stay() {
    testing::on_both(&[NOTES], |it| {
        let all: Vec<_> = (0..40)
            .map(|n| {
                it.store.write(move |tx| {
                    tx.put(INSERT, &[format!("n{n}").as_str().into(), n.into()])?;
                    tx.record(act())?;
                    if n % 3 == 0 { Err(kit::Refusal::conflict("test").into()) } else { Ok(()) }
                })
            })
            .collect();
        let ok = all.into_iter().map(super::Answer::wait).filter(Result::is_ok).count();

        assert_eq!(ok, 26);
        assert_eq!(count(&it.store), 26);
    });
}

#[test]
fn an_engine_error_poisons_the_whole_write() {
    testing::on_both(&[NOTES], |it| {
        let doubled = it.store.write(|tx| {
            tx.exec(INSERT, &["a".into(), 1.into()])?;
            tx.record(act())?;
            drop(tx.exec(INSERT, &["a".into(), 2.into()]));
            Ok(())
        });

        assert!(doubled.wait().is_err());
        assert_eq!(count(&it.store), 0);
    });
}

#[test]
fn a_panicking_action_harms_nobody_else() {
    testing::on_both(&[NOTES], |it| {
        let broken = it.store.write(|_| -> Result<()> { panic!("on purpose") });
        let sound = it.store.write(|tx| tx.record(act()));

        assert!(matches!(broken.wait(), Err(Error::Fault(_))));
        assert!(sound.wait().is_ok());
    });
}

#[test]
fn writers_that_meet_lose_no_update() {
    testing::on_both(&[NOTES], |it| {
        let first = it.store.write(|tx| {
            tx.put(INSERT, &["a".into(), 0.into()])?;
            tx.record(act())
        });
        first.wait().unwrap();

        let all: Vec<_> = (0..60)
            .map(|_| {
                it.store.write(|tx| {
                    let n = tx.one(GET, &["a".into()], |row| row.int(0))?;
                    assert!(n.is_some());
                    tx.exec(ADD, &["a".into()])?;
                    tx.record(act())
                })
            })
            .collect();
        let ok = all.into_iter().map(super::Answer::wait).filter(Result::is_ok).count() as i64;

        let n = it.store.read(|r| r.one(GET, &["a".into()], |row| row.int(0))).wait().unwrap().unwrap();
        assert_eq!((n, count(&it.store)), (ok, ok + 1));
        assert!(0 < ok);
    });
}

#[test]
fn a_sealed_field_opens_in_its_place_until_its_key_is_destroyed() {
    testing::on_both(&[NOTES], |it| {
        let subject = SubjectId::from(Id128(5));
        let place = ("notes", "body", "a");
        let (seal, open, destroy) = (subject.clone(), subject.clone(), subject.clone());

        let sealed = it.store.write(move |tx| tx.seal(&seal, place, "张三".as_bytes())).wait().unwrap();
        let bytes = sealed.clone();
        let opened = it.store.read(move |r| r.open_text(&open, place, &bytes)).wait().unwrap();
        it.store.write(move |tx| tx.destroy_key(&destroy)).wait().unwrap();
        let (gone, again) = (subject.clone(), subject.clone());
        let after = it.store.read(move |r| r.open(&gone, place, &sealed)).wait().unwrap();
        let sealing = it.store.write(move |tx| tx.seal(&again, place, b"x")).wait();

        assert_eq!(opened.as_deref(), Some("张三"));
        assert_eq!(after, None);
        assert_eq!(sealing.unwrap_err().refusal().map(|it| it.code), Some("subject.erased"));
    });
}

#[test]
fn a_clock_that_jumped_back_stops_writing() {
    testing::on_both(&[NOTES], |it| {
        it.store.write(|tx| tx.record(act())).wait().unwrap();
        it.clock.set(testing::MONDAY.plus_ms(-4_000));
        let little = it.store.write(|tx| tx.record(act())).wait();
        it.clock.set(testing::MONDAY.plus_ms(-60_000));
        let far = it.store.write(|tx| tx.record(act())).wait();

        assert!(little.is_ok());
        assert!(matches!(far, Err(Error::Busy("clock"))));
    });
}

#[test]
fn statements_outside_the_four_verbs_and_declared_tables_are_faults() {
    testing::on_both(&[NOTES], |it| {
        for sql in ["DROP TABLE notes", "INSERT INTO strangers (id) VALUES ('a')", "SELECT 1"] {
            assert!(
                matches!(it.store.write(move |tx| tx.put(sql, &[])).wait(), Err(Error::Fault(_))),
                "{sql}"
            );
        }
    });
}

#[test]
fn a_second_process_is_told_that_the_store_is_taken() {
    let it = testing::open(&[NOTES], Engine::Sqlite).unwrap();

    let second = Store::open(it.store.settings().clone());

    assert!(matches!(second, Err(Error::Busy("locked"))));
}

#[test]
fn a_store_is_taken_until_it_is_closed() {
    let testing::TestStore { store, folder, .. } = testing::open(&[NOTES], Engine::Sqlite).unwrap();
    let url = store.settings().url.clone();

    let while_open = crate::is_taken(&url);
    drop(store);

    assert!(while_open);
    assert!(!crate::is_taken(&url));
    drop(folder);
}

#[test]
fn an_edited_migration_is_refused() {
    let it = testing::open(&[NOTES], Engine::Sqlite).unwrap();
    let mut settings = it.store.settings().clone();
    settings.parts = vec![Part {
        tables: NOTES.tables,
        migrations: &[Migration {
            name: "notes_0001",
            sql: "CREATE TABLE notes (\n    id TEXT PRIMARY KEY\n);\n",
        }],
    }];

    let reopened = it.reopen(settings);

    assert!(reopened.err().unwrap().to_string().contains("notes_0001 was edited"));
}

#[test]
fn identifiers_are_spread_and_fixed_in_tests() {
    let it = testing::open(&[NOTES], Engine::Sqlite).unwrap();

    let ids = it
        .store
        .write(|tx| Ok((0..50).map(|_| tx.new_id::<SubjectId>()).collect::<Vec<_>>()))
        .wait()
        .unwrap();

    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 50);
    assert_ne!(once, ids);
}

#[test]
fn a_statement_is_planned_once_whatever_values_it_is_given() {
    const SQL: &str = "SELECT id FROM things WHERE owner = $1 ORDER BY at, id LIMIT 1000";
    let mut conn = crate::sqlite::Conn::open(":memory:", 1_000).unwrap();
    conn.script("CREATE TABLE things (id BIGINT PRIMARY KEY, owner TEXT, at BIGINT);").unwrap();
    conn.script("CREATE INDEX things_by_owner ON things (owner, at, id);").unwrap();

    for owner in ["one", "two", "three"] {
        conn.each(SQL, &[owner.into()], &mut |_| Ok(())).unwrap();
    }

    assert_eq!(conn.n_replanned(SQL), 0);
}
