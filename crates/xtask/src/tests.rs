//! Proofs of the steps and of the private server; tidy has its own beside it.
//! The server's proof needs PostgreSQL's programs, as every test of that engine does.

use std::process::Command;

use crate::bench;
use crate::postgres::Postgres;
use crate::steps::{Tally, cargo_test, counted, counts, program, step};

#[test]
fn the_counts_of_a_test_run_are_read() {
    let line = "test result: FAILED. 23 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";

    assert_eq!(counted(line), Some(Tally { n_passed: 23, n_failed: 2 }));
    assert_eq!(counted("running 3 tests"), None);
}

#[test]
fn a_step_that_cannot_be_done_has_failed() {
    assert_eq!(step("sample", || Err("no".into())), Tally::one(false));
    assert_eq!(step("sample", || program(&mut Command::new("false"))), Tally::one(false));
}

#[test]
fn a_build_that_fails_before_any_test_is_a_failure() {
    assert_eq!(cargo_test(&mut Command::new("false")).unwrap(), Tally::one(false));
}

#[test]
fn a_private_server_answers_durably_and_leaves_nothing_behind() {
    let postgres = Postgres::start().unwrap();
    let folder = postgres.folder().to_owned();

    let asked = Command::new("psql").args(["-AtXc", "SHOW fsync", &postgres.address()]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&asked.stdout).trim(), "on");

    drop(postgres);
    assert!(!folder.exists());
}

#[test]
fn the_gallery_is_counted_as_it_counted_itself() {
    assert_eq!(counts("12 passed, 3 failed"), Some(Tally { n_passed: 12, n_failed: 3 }));
    assert_eq!(counts("12 passed"), None);
}

#[test]
fn a_server_of_our_own_is_started_only_where_none_is_named() {
    let args = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();

    assert!(bench::lacks_url(&args(&["--quick", "--postgres"])));
    assert!(bench::lacks_url(&args(&["--postgres", "door"])));
    assert!(!bench::lacks_url(&args(&["--postgres", "postgres://somewhere"])));
    assert!(!bench::lacks_url(&args(&["door"])));
    assert_eq!(
        bench::url("host=/data/x user=me dbname=postgres"),
        "postgres:///postgres?host=/data/x&user=me"
    );
}
