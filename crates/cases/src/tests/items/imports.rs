//! Proofs that a file of items comes in whole or not at all, on both engines, and is searched as it came.

use directory::imports::{File, Outcome, Report};
use kit::{Actor, Lang, RegionCode};
use store::{Store, testing, testing::TestStore};

use super::{ROW, real, region};
use crate::{
    BLOCK,
    actions::{FOLLOWER, import_items, ready, service_item},
};

fn on_both(test: impl Fn(TestStore)) {
    testing::on_both(&[acts::PART, directory::BLOCK.part, BLOCK.part], test);
}

fn import(store: &Store, text: &str) -> Report {
    let file = File { name: "items.jsonl", bytes: text.as_bytes() };
    let reports = import_items(store, &Actor::system("test"), &[file], &mut |_| ()).unwrap();
    reports.into_iter().next().unwrap()
}

fn n_found(store: &Store, words: &'static str) -> usize {
    search(store, words, "")
}

/// How many a node finds that was just started.
fn search(store: &Store, words: &str, region: &str) -> usize {
    acts::testing::follow(store, &[FOLLOWER]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ready = runtime.block_on(ready(store)).unwrap();
    assert!(ready.is_whole);
    let region = RegionCode::parse(region);
    let only = find::Only { region: region.as_ref(), ..find::Only::default() };
    ready.index.search(&find::Query { words, only, n: 1, ..find::Query::default() }).n_total
}

fn n_stored(store: &Store) -> i64 {
    const SQL: &str = "SELECT COUNT(*) FROM service_items";
    store.read(|read| read.one(SQL, &[], |row| row.int(0))).wait().unwrap().unwrap()
}

fn rows(from: usize, to: usize) -> String {
    (from..to).map(|n| ROW.replace("0138", &format!("{n:04}")) + "\n").collect()
}

#[test]
fn the_real_items_come_in_once_and_are_found() {
    let Some(text) = real() else { return };
    on_both(|it| {
        let first = import(&it.store, &text);
        let second = import(&it.store, &text);

        assert_eq!(
            (first.outcome, first.n_rows, first.source.as_str()),
            (Outcome::Imported, 1_135, "items/511602")
        );
        assert_eq!((first.diff.added.n, first.refused.n, first.notes.len()), (1_135, 0, 2));
        assert_eq!((second.outcome, n_stored(&it.store)), (Outcome::Unchanged, 1_135));
        assert_eq!(n_found(&it.store, "仅销售预包装食品"), 3);
        assert_eq!(n_found(&it.store, ""), 1_135);
    });
}

#[test]
fn a_newer_file_of_a_district_replaces_the_older_and_says_how_they_differ() {
    on_both(|it| {
        import(&it.store, &rows(0, 700));

        let newer = rows(100, 710).replacen("食品经营许可", "食品经营许可新办", 1);
        let report = import(&it.store, &newer);

        let diff = (report.diff.added.n, report.diff.removed.n, report.diff.renamed.n);
        assert_eq!((report.outcome, diff), (Outcome::Imported, (10, 100, 1)));
        assert_eq!((n_stored(&it.store), n_found(&it.store, "新办")), (610, 1));
    });
}

#[test]
fn files_of_two_districts_stand_beside_each_other() {
    on_both(|it| {
        import(&it.store, &rows(0, 5));
        import(&it.store, &rows(0, 3).replace("511602", "511603"));

        let at = |code| search(&it.store, "", code);
        let code = ROW.split("\"item_code\":\"").nth(1).unwrap().split('"').next().unwrap();
        let code = code.replace("0138", "0001");
        let item = it.store.read(move |read| service_item(read, &code)).wait().unwrap();

        assert_eq!((at("511602"), at("511603"), at("5116"), at("")), (5, 3, 8, 8));
        assert_eq!(item.unwrap().region, region("511602"));
        assert_eq!(it.store.read(|read| service_item(read, "none")).wait().unwrap(), None);
    });
}

#[test]
fn one_row_that_cannot_be_taken_keeps_the_whole_file_out() {
    on_both(|it| {
        import(&it.store, &rows(0, 5));

        let report = import(&it.store, &format!("{}{}", rows(0, 9), ROW.replace("食品经营许可", "")));
        let doubled = import(&it.store, &format!("{}{}", rows(0, 9), rows(8, 9)));
        let bytes = import_items(
            &it.store,
            &Actor::system("test"),
            &[File { name: "x", bytes: b"\xff\xfe" }],
            &mut |_| (),
        );

        assert_eq!((report.outcome, report.refused.n, report.refused.rows[0].0), (Outcome::Refused, 1, 10));
        assert_eq!((doubled.outcome, doubled.refused.rows[0].1.code), (Outcome::Refused, "item.doubled"));
        assert_eq!(bytes.unwrap()[0].outcome, Outcome::Refused);
        assert_eq!((n_stored(&it.store), n_found(&it.store, "")), (5, 5));
        let said = doubled.lines(Lang::EN, &BLOCK.texts).join("\n");
        assert!(said.contains("line 9") && !said.contains("item.doubled"), "{said}");
    });
}
