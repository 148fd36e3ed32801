//! Proofs that yearly notices come into the calendar, and that a year nobody announced stays provisional.

use std::sync::Arc;

use calendar::{Calendar, Certainty, Day};
use kit::{Actor, Result};
use store::Store;

use super::{acts, on_both, platform, real_files, refused};
use crate::{
    current_calendar, import_holidays,
    imports::{File, Outcome, Report},
};

const YEAR_2027: &str = r#"{"year": 2027, "papers": [], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}"#;

fn import(store: &Store, texts: &[&str]) -> Result<Vec<Report>> {
    let files: Vec<_> = texts.iter().map(|it| File { name: "year.json", bytes: it.as_bytes() }).collect();
    import_holidays(store, &platform(), &files)
}

fn in_force(store: &Store) -> Arc<Calendar> {
    store.read(current_calendar).wait().unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn without_an_import_the_profiles_calendar_is_in_force() {
    on_both(|it| {
        let (first, second) = (in_force(&it.store), in_force(&it.store));

        assert_eq!(*first, Calendar::china());
        assert!(Arc::ptr_eq(&first, &second));
    });
}

#[test]
fn an_imported_year_is_certain_from_then_on() {
    on_both(|it| {
        let before = in_force(&it.store).is_working(day("2027-01-09"));

        let reports = import(&it.store, &[YEAR_2027]).unwrap();

        assert_eq!(
            (reports[0].outcome, reports[0].n_rows, reports[0].diff.added.n),
            (Outcome::Imported, 2, 2)
        );
        assert_eq!(before, (false, Certainty::Provisional));
        let calendar = in_force(&it.store);
        assert_eq!(calendar.is_working(day("2027-01-09")), (true, Certainty::Known));
        assert_eq!(calendar.is_working(day("2026-10-01")), (false, Certainty::Known));
        assert!(Arc::ptr_eq(&calendar, &in_force(&it.store)));
        assert_eq!(acts(&it.store), ["holidays.imported"]);
    });
}

#[test]
fn the_same_year_again_changes_nothing_and_says_so() {
    on_both(|it| {
        import(&it.store, &[YEAR_2027]).unwrap();
        let before = in_force(&it.store);

        let again = import(&it.store, &[YEAR_2027]).unwrap();

        assert_eq!(again[0].outcome, Outcome::Unchanged);
        assert!(Arc::ptr_eq(&before, &in_force(&it.store)));
        assert_eq!(acts(&it.store).len(), 1);
    });
}

#[test]
fn a_wrong_notice_is_refused_and_its_neighbour_comes_in() {
    on_both(|it| {
        let wrong = r#"{"year": 2028, "days": [{"name": "", "date": "2028-02-30", "isOffDay": true}]}"#;

        let reports = import(&it.store, &[wrong, "not json", YEAR_2027, YEAR_2027]).unwrap();

        let outcomes: Vec<_> = reports.iter().map(|it| it.outcome).collect();
        assert_eq!(outcomes, [Outcome::Refused, Outcome::Refused, Outcome::Imported, Outcome::Refused]);
        assert_eq!(reports[0].refused.rows[0].1.code, "holidays.date_wrong");
        assert_eq!(reports[1].refused.rows[0].1.code, "holidays.not_json");
        assert_eq!(reports[3].refused.rows[0].1.code, "import.year_doubled");
        assert_eq!(in_force(&it.store).is_working(day("2027-01-09")), (true, Certainty::Known));
    });
}

#[test]
fn only_a_steward_imports_holidays() {
    on_both(|it| {
        let files = [File { name: "year.json", bytes: YEAR_2027.as_bytes() }];

        assert_eq!(refused(import_holidays(&it.store, &Actor::anyone(), &files)), "sign_in");
    });
}

#[test]
fn the_real_notices_come_in_and_agree_with_the_profile() {
    let Some(folder) = real_files("holidays") else { return };
    let names: Vec<_> = (2019..=2027).map(|year| format!("{year}.json")).collect();
    let bytes: Vec<_> = names.iter().map(|it| std::fs::read(folder.join(it)).unwrap()).collect();
    let files: Vec<_> = names.iter().zip(&bytes).map(|(name, bytes)| File { name, bytes }).collect();
    on_both(|it| {
        let reports = import_holidays(&it.store, &platform(), &files).unwrap();

        assert!(reports.iter().all(|it| it.outcome == Outcome::Imported));
        assert_eq!(reports[8].notes.iter().map(|it| it.code).collect::<Vec<_>>(), ["import.not_announced"]);
        let (china, calendar) = (Calendar::china(), in_force(&it.store));
        let (from, to) = (day("2019-01-01"), day("2027-12-31"));
        for n in 0..=to.days_since(from) {
            assert_eq!(calendar.is_working(from.plus(n)), china.is_working(from.plus(n)));
        }
        assert_eq!(acts(&it.store), ["holidays.imported"]);
    });
}
