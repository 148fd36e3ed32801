//! `cargo xtask ci`: the whole of CI, step by step.
//! Whatever CI must hold becomes a step here, and nowhere else.

use std::path::Path;

use crate::steps::{Result, Tally, program, step};
use crate::test;

/// Every step runs, so that one look shows all that is wrong.
pub(crate) fn run(root: &Path, _args: &[String]) -> Result<Tally> {
    let cargo = |words: &[&str]| program(test::cargo(root).args(words));
    let format = step("format", || cargo(&["fmt", "--all", "--check"]));
    let clippy = step("clippy", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
    });
    Ok(format.and(clippy).and(test::run(root, &[])?))
}
