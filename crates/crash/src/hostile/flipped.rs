//! A bit turned over where nobody should have a hand: the check of the ledger, or the page that shows it, says so.
//! Changes the store's file directly, as whoever has the machine could.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::{
    Result,
    book::{settle, verify_receipt},
    ensure,
    house::{House, Started},
    report::{Came, Report},
    stand::Stand,
    visitor::Visitor,
};

/// Exit code of a check that found something.
const FOUND: i32 = 1;
/// Exit code of a store that stays shut.
const UNSOUND: i32 = 4;
/// How many bits of a receipt are turned over.
const RECEIPT_FLIPS: u64 = 80;

/// A change to the store's file.
enum Change {
    /// Statements.
    Sql(&'static str),
    /// One bit in the middle of bytes: table, column, which row.
    Bit(&'static str, &'static str, &'static str),
    /// One letter of a line of the checkpoint.
    Note(usize),
}

/// What is changed, and what the check of the ledger must name.
const LEDGER: &[(&str, Change, &str)] = &[
    ("an act's kind", Change::Sql("UPDATE acts SET kind = kind || 'x' WHERE seq = 40"), ENTRIES),
    ("an act's moment", Change::Sql("UPDATE acts SET at = at + 1 WHERE seq = 40"), ENTRIES),
    ("an act's agency", Change::Sql("UPDATE acts SET agency = 'agcy_x' WHERE seq = 40"), ENTRIES),
    ("what an act did", Change::Bit("acts", "doing_hash", "seq = 40"), ENTRIES),
    ("an act's person", Change::Bit("acts", "person_hash", "seq = 40"), ENTRIES),
    ("the first act", Change::Bit("acts", "person_hash", "seq = 1"), ENTRIES),
    ("two acts' places", Change::Sql(SWAP), ENTRIES),
    ("an act gone", Change::Sql("DELETE FROM acts WHERE seq = 40"), ENTRIES),
    ("a tile", Change::Bit("tiles", "hashes", "level = 0"), "tile/0"),
    ("a checkpoint's size", Change::Note(1), "checkpoint"),
    ("a checkpoint's root", Change::Note(2), "checkpoint"),
    ("a checkpoint's signature", Change::Note(4), "checkpoint"),
];
const ENTRIES: &str = "tile/entries";
const SWAP: &str = "UPDATE acts_positions SET position = -position WHERE position IN (5, 6); \
    UPDATE acts_positions SET position = 11 + position WHERE position < 0";

pub(super) fn ledger(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let (mut n_named, mut n_shut) = (0, 0);
    for (what, it, place) in LEDGER {
        let folder = stand.demonstration("flipped")?;
        let key = folder.with_extension("key");
        let house = House::start(&stand.binary, &folder)?;
        fs::write(&key, house.client().get("/ledger/key", "")?.body)?;
        house.stop()?;
        change(&folder, it)?;
        match House::begin(&stand.binary, &folder, "exec \"$@\"")?.started()? {
            Started::Up(house) => {
                let said = house
                    .verify(&["--key".as_ref(), &key])?
                    .expect(FOUND, &format!("yiwang verify after {what}"))?;
                ensure(said.words.contains(place), || format!("{what} is not named: {}", said.words))?;
                n_named += 1;
                house.kill()?;
            }
            Started::Ended { code, words } => {
                ensure(code == Some(UNSOUND), || {
                    format!("with {what} changed it ended with {code:?}: {words}")
                })?;
                n_shut += 1;
            }
        }
        stand.clear(&folder);
    }
    Ok(Came::Held(format!("{n_named} named by yiwang verify, {n_shut} already at the start")))
}

/// What is sealed under a person's key does not open with a bit turned over, and nobody is shown garbage.
pub(super) fn sealed(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    const SUBMITTED: &str = "kind = 'case.submitted'";
    const CHANGES: &[(&str, Change, &str)] = &[
        ("the answers", Change::Bit("cases", "answers", "1 = 1"), "/answers"),
        ("what an act says of a person", Change::Bit("acts", "person", SUBMITTED), "/traces"),
        ("what an act says was done", Change::Bit("acts", "doing", SUBMITTED), "/traces"),
        ("an act's salt", Change::Bit("acts", "doing_salt", SUBMITTED), "/traces"),
    ];
    for (what, it, page) in CHANGES {
        let folder = stand.demonstration("sealed")?;
        let house = House::start(&stand.binary, &folder)?;
        let mut owner = Visitor::take(&house.address, "shop-owner")?;
        let list = owner.client.get("/cases", &owner.cookie)?.text();
        let case = list.split("href=\"/cases/case_").nth(1).and_then(|it| it.split('"').next());
        let path = format!("/cases/case_{}{page}", case.ok_or("the shop's owner has no case")?);
        let before = owner.client.get(&path, &owner.cookie)?.status;
        house.stop()?;
        change(&folder, it)?;
        let house = House::start(&stand.binary, &folder)?;
        let after = house.client().get(&path, &owner.cookie)?;
        ensure((before, after.status) == (200, 500), || {
            format!("with {what} changed {path} is answered {before}, then {}", after.status)
        })?;
        ensure(house.log().contains("reference"), || format!("with {what} changed the log says nothing"))?;
        house.stop()?;
        stand.clear(&folder);
    }
    Ok(Came::Held(format!("{} changes, each a fault with a reference instead of a page", CHANGES.len())))
}

/// Whatever bit of a receipt is turned over, it no longer verifies.
pub(super) fn receipt(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let house = stand.house("receipt")?;
    settle(&mut house.client())?;
    let key = house.folder.with_extension("key");
    fs::write(&key, house.client().get("/ledger/key", "")?.body)?;
    let list = house.client().get("/ledger/acts", "")?.text();
    let act =
        list.split("/ledger/acts/").filter_map(|it| it.split('"').next()).find(|it| it.starts_with("act"));
    let receipt =
        house.client().get(&format!("/ledger/acts/{}/receipt", act.ok_or("no act is listed")?), "")?.body;
    verify_receipt(&house, &key, &receipt)?.expect(0, "yiwang verify of a receipt")?;
    for _ in 0..RECEIPT_FLIPS {
        let mut changed = receipt.clone();
        let at = stand.chance.below(changed.len() as u64) as usize;
        changed[at] ^= 1 << stand.chance.below(8);
        verify_receipt(&house, &key, &changed)?
            .expect(FOUND, &format!("yiwang verify with byte {at} changed"))?;
    }
    let folder = house.folder.clone();
    house.stop()?;
    stand.clear(&folder);
    Ok(Came::Held(format!("{RECEIPT_FLIPS} bits, each found")))
}

/// Changes the file of a store that is not running.
fn change(folder: &Path, it: &Change) -> Result<()> {
    let file = Connection::open(folder.join("store.db"))?;
    match it {
        Change::Sql(sql) => file.execute_batch(sql)?,
        Change::Bit(table, column, rows) => {
            let mut select = file.prepare(&format!("SELECT rowid, {column} FROM {table} WHERE {rows}"))?;
            let found = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
            let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
            ensure(!found.is_empty(), || format!("{table} has no row where {rows}"))?;
            for (row, mut bytes) in found {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                file.execute(&format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2"), (bytes, row))?;
            }
        }
        Change::Note(line) => {
            let note: String = file.query_row("SELECT note FROM epochs", [], |row| row.get(0))?;
            let mut lines: Vec<String> = note.split('\n').map(str::to_owned).collect();
            // The last but eighth letter, so that what stands before a signature stays.
            let at = lines[*line].char_indices().rev().nth(8).map_or(0, |it| it.0);
            let letter = if lines[*line][at..].starts_with('1') { "2" } else { "1" };
            lines[*line].replace_range(at..=at, letter);
            file.execute("UPDATE epochs SET note = ?1", [lines.join("\n")])?;
        }
    }
    Ok(())
}
