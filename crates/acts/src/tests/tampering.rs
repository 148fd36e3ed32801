//! Whoever changes the store behind the ledger's back is found out, and what they changed is named.

use store::Value;

use super::*;

/// Changes a stored value as someone with the database's password would.
fn tamper(store: &Store, sql: &'static str, params: &[Value<'_>]) {
    let params: Vec<Owned> = params.iter().map(|it| Owned::from(*it)).collect();
    let write = store.write(move |tx| {
        let lent: Vec<_> = params.iter().map(Owned::lend).collect();
        assert_eq!(tx.exec(sql, &lent)?, 1);
        Ok(())
    });
    write.wait().unwrap();
}

#[derive(Clone)]
enum Owned {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<Value<'_>> for Owned {
    fn from(it: Value<'_>) -> Self {
        match it {
            Value::Null => panic!("these tests write no NULL"),
            Value::Int(it) => Owned::Int(it),
            Value::Text(it) => Owned::Text(it.to_owned()),
            Value::Bytes(it) => Owned::Bytes(it.to_vec()),
        }
    }
}

impl Owned {
    fn lend(&self) -> Value<'_> {
        match self {
            Owned::Int(it) => Value::Int(*it),
            Owned::Text(it) => Value::Text(it),
            Owned::Bytes(it) => Value::Bytes(it),
        }
    }
}

fn ledger_of(it: &TestStore, n_acts: usize) -> Vec<Leaf> {
    let by = citizen(1);
    let write = it.store.write(move |tx| {
        (0..n_acts).try_for_each(|n| tx.record(Act::of("case.submitted", &by, &format!("case_{n}"))))
    });
    write.wait().unwrap();
    record(&it.store, "note.written", "plain");
    advance(&it.store);
    rows(&it.store)
}

fn open(store: &Store, id: &str) -> String {
    let id = id.to_owned();
    store.read(move |read| crate::by_id(read, &id)).wait().unwrap_err().to_string()
}

#[test]
fn a_flipped_bit_in_an_opening_names_the_act() {
    on_both(|it| {
        let leaves = ledger_of(&it, 3);
        for leaf in [&leaves[0], &leaves[3]] {
            let id = leaf.id.clone();
            let row = it.store.read(move |read| tables::act_by_id(read, &id)).wait().unwrap().unwrap();
            for (sql, stored) in [
                ("UPDATE acts SET doing = $1 WHERE id = $2", &row.doing),
                ("UPDATE acts SET doing_salt = $1 WHERE id = $2", &row.doing_salt),
                ("UPDATE acts SET person = $1 WHERE id = $2", &row.person),
            ] {
                for at in [0, stored.len() / 2, stored.len() - 1] {
                    let mut flipped = stored.clone();
                    flipped[at] ^= 4;
                    tamper(&it.store, sql, &[(&flipped).into(), (&leaf.id).into()]);

                    let found = open(&it.store, &leaf.id);

                    assert!(found.contains(&leaf.id), "{sql}: {found}");
                }
                tamper(&it.store, sql, &[stored.into(), (&leaf.id).into()]);
            }
            it.store.read(|read| crate::history(read, "plain")).wait().unwrap();
        }
    });
}

#[test]
fn an_act_said_to_be_about_something_else_is_named() {
    on_both(|it| {
        let leaf = &ledger_of(&it, 2)[0];

        tamper(&it.store, "UPDATE acts SET thing = $1 WHERE id = $2", &["case_9".into(), (&leaf.id).into()]);

        assert!(open(&it.store, &leaf.id).contains(&leaf.id));
    });
}

#[test]
fn a_changed_leaf_is_named_by_its_index() {
    on_both(|it| {
        let leaves = ledger_of(&it, 300);
        for (sql, value) in [
            ("UPDATE acts SET kind = $1 WHERE id = $2", Value::Text("case.decided")),
            ("UPDATE acts SET at = $1 WHERE id = $2", Value::Int(5)),
            ("UPDATE acts SET agency = $1 WHERE id = $2", Value::Text("agency_x")),
            ("UPDATE acts SET region = $1 WHERE id = $2", Value::Text("9901")),
            ("UPDATE acts SET doing_hash = $1 WHERE id = $2", Value::Bytes(&[1; 32])),
            ("UPDATE acts SET person_hash = $1 WHERE id = $2", Value::Bytes(&[1; 32])),
        ] {
            tamper(&it.store, sql, &[value, (&leaves[270].id).into()]);
        }

        let found = audit(&it.store, None).unwrap_err();

        assert!(matches!(found, tlog::Error::LeafDiffers { index: 270 }), "{found}");
    });
}

#[test]
fn a_flipped_bit_in_a_tile_is_named_and_stops_the_ledger_from_growing_on_it() {
    on_both(|it| {
        ledger_of(&it, 300);
        const SET: &str = "UPDATE tiles SET hashes = $1 WHERE level = $2 AND n = $3";
        for (level, n) in [(0, 0), (0, 1), (1, 0)] {
            let stored = it.store.read(move |read| tables::tile(read, 1, level, n)).wait().unwrap().unwrap();
            let mut flipped = stored.clone();
            flipped[17] ^= 1;
            tamper(&it.store, SET, &[(&flipped).into(), level.into(), n.into()]);

            let found = audit(&it.store, None).unwrap_err();

            let full = n == 0 && level == 0;
            let named = match found {
                tlog::Error::TileDiffers(tile) => full && tile == Tile::full(0, 0),
                tlog::Error::RootDiffers { size } => !full && size == 301,
                _ => false,
            };
            assert!(named, "{found}");
            if !full {
                record(&it.store, "note.written", "more");
                let grown = wait(crate::advance(&it.store, &key()));
                assert!(grown.unwrap_err().to_string().contains("do not give the root"));
            }
            tamper(&it.store, SET, &[(&stored).into(), level.into(), n.into()]);
        }
        assert_eq!(advance(&it.store), 2);
        audit(&it.store, None).unwrap();
    });
}

#[test]
fn a_flipped_bit_in_a_checkpoint_is_named_and_stops_the_ledger_from_growing_on_it() {
    on_both(|it| {
        ledger_of(&it, 2);
        record(&it.store, "note.written", "more");
        let note = epoch(&it.store).note;

        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(flipped) = String::from_utf8(bytes) else { continue };
            tamper(&it.store, "UPDATE epochs SET note = $1 WHERE epoch = 1", &[(&flipped).into()]);
            let grown = wait(crate::advance(&it.store, &key()));
            assert!(matches!(grown, Err(Error::Fault(_))), "byte {at}");
        }
        tamper(&it.store, "UPDATE epochs SET note = $1, size = 2 WHERE epoch = 1", &[(&note).into()]);
        let resized = wait(crate::advance(&it.store, &key())).unwrap_err().to_string();
        tamper(&it.store, "UPDATE epochs SET size = 3 WHERE epoch = $1", &[1.into()]);

        assert!(resized.contains("checkpoint and the stored size differ"), "{resized}");
        assert_eq!(advance(&it.store), 1);
    });
}
