//! `cargo xtask crash`: builds the platform and the program that kills and attacks it, and runs that.
//! Short as CI has it; the words after it go to `yiwang-crash`. `--postgres` without a URL takes a server of our own.

use std::path::Path;
use std::process::Command;

use crate::bench::with_server;
use crate::gallery::target;
use crate::steps::{Result, Tally, program, program_counting, step};
use crate::test;

/// How the line with the counts begins.
const COUNTS: &str = "crash: ";

/// Kills release builds instead of debug ones.
const RELEASE: &str = "--release";

/// Opens as many files as the system lets us, for thousands of slow clients.
const SHELL: &str = "ulimit -n \"$(ulimit -H -n)\"; exec \"$@\"";

/// Builds, then kills.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    let (releases, args): (Vec<String>, Vec<String>) = args.iter().cloned().partition(|it| it == RELEASE);
    let folder = target(root).join(if releases.is_empty() { "debug" } else { "release" });
    let built = step("build", || {
        let mut build = test::cargo(root);
        build.args(["build", "--package", "yiwang", "--package", "yiwang-crash"]).args(&releases);
        program(&mut build)
    });
    if 0 < built.n_failed {
        return Ok(built);
    }
    Ok(built.and(step("crash", || {
        let (_server, args) = with_server(&args)?;
        let mut command = Command::new("sh");
        command.args(["-c", SHELL, "crash"]).arg(folder.join("yiwang-crash"));
        command.arg("--binary").arg(folder.join("yiwang")).args(args);
        program_counting(&mut command, COUNTS)
    })))
}
