//! `cargo xtask test`: everything that proves the house stands, on both engines.
//! Knows what tests are given from outside; the tests know nothing of how it came about.

use std::path::Path;
use std::process::Command;

use crate::postgres::Postgres;
use crate::setup;
use crate::steps::{Result, Tally, cargo_test, program, step};
use crate::tidy;

/// Where a test finds PostgreSQL: a libpq connection string. Unset, tests of that engine fail.
const POSTGRES: &str = "YIWANG_TEST_POSTGRES";

/// Where a test finds the browser.
const CHROMIUM: &str = "YIWANG_TEST_CHROMIUM";

/// The walks in a browser, an executable that takes the two variables above, once there is one.
const WALKS: &str = "walks/run";

/// Sets up, tidies, tests, walks. Words after the command go to `cargo test`.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    let setup = step("setup", || setup::run(root, &[]));
    let tidy = step("tidy", || tidy::run(root, &[]));
    let tests = step("tests", || tests(root, args));
    Ok(setup.and(tidy).and(tests))
}

/// Cargo as it called us, so that both are of one toolchain.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn tests(root: &Path, args: &[String]) -> Result<Tally> {
    let postgres = Postgres::start()?;
    let chromium = setup::chromium().ok_or("no Chromium; see the setup step")?;
    println!("PostgreSQL {} serves {}", postgres.version(), postgres.address());
    let mut command = cargo(root);
    command.args(["test", "--workspace", "--no-fail-fast"]).args(args);
    command.env(POSTGRES, postgres.address()).env(CHROMIUM, &chromium);
    let tally = cargo_test(&mut command)?;
    if !root.join(WALKS).is_file() {
        return Ok(tally);
    }
    let mut walks = Command::new(root.join(WALKS));
    walks.current_dir(root).env(POSTGRES, postgres.address()).env(CHROMIUM, &chromium);
    Ok(tally.and(program(&mut walks)?))
}
