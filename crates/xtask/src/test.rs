//! `cargo xtask test`: everything that proves the house stands, on both engines.
//! Knows what tests are given from outside; the tests know nothing of how it came about.

use std::path::Path;
use std::process::Command;

use crate::postgres::Postgres;
use crate::steps::{Result, Tally, cargo_test, program_counting, step};
use crate::{bpmn, crash, gallery, setup, tidy};

/// Where a test finds PostgreSQL: a libpq connection string. Unset, tests of that engine fail.
const POSTGRES: &str = "YIWANG_TEST_POSTGRES";

/// Where a test finds the browser.
const CHROMIUM: &str = "YIWANG_TEST_CHROMIUM";

/// The walks in a browser, an executable that takes the two variables above.
const WALKS: &str = "walks/walk";

/// How the line with the counts of the walks begins.
const WALKED: &str = "walks: ";

/// Sets up, tidies, tests, walks, looks at every page and kills the program for a while.
/// Words after the command go to `cargo test`.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    let setup = step("setup", || setup::run(root, &[]));
    let tidy = step("tidy", || tidy::run(root, &[]));
    let postgres = Postgres::start()?;
    println!("PostgreSQL {} serves {}", postgres.version(), postgres.address());
    let tests = step("tests", || tests(root, &postgres, args));
    let walks = step("walks", || walks(root, &postgres));
    let gallery = step("gallery", || gallery::run(root, &[]));
    let bpmn = step("bpmn", || bpmn::run(root, &[]));
    let crash = step("crash", || crash::run(root, &[]));
    Ok([setup, tidy, tests, walks, gallery, bpmn, crash].into_iter().fold(Tally::default(), Tally::and))
}

/// Cargo as it called us, so that both are of one toolchain.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn tests(root: &Path, postgres: &Postgres, args: &[String]) -> Result<Tally> {
    let mut command = cargo(root);
    command.args(["test", "--workspace", "--no-fail-fast"]).args(args);
    given(&mut command, postgres)?;
    cargo_test(&mut command)
}

fn walks(root: &Path, postgres: &Postgres) -> Result<Tally> {
    let mut command = Command::new(root.join(WALKS));
    command.current_dir(root);
    given(&mut command, postgres)?;
    program_counting(&mut command, WALKED)
}

/// Tells a program where PostgreSQL and the browser are.
fn given(command: &mut Command, postgres: &Postgres) -> Result<()> {
    let chromium = setup::chromium().ok_or("no Chromium; see the setup step")?;
    command.env(POSTGRES, postgres.address()).env(CHROMIUM, chromium);
    Ok(())
}
