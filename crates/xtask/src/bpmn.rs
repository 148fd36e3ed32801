//! `cargo xtask bpmn`: every process goes out as BPMN, through bpmn-moddle, and comes back equal.
//! Knows no process; `crates/flow/examples/bpmn.rs` writes and compares, `walks/bpmn.mjs` opens them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::gallery::{install, target};
use crate::setup;
use crate::steps::{Result, Tally, program, program_counting, step};
use crate::test;

/// Where files with a process are.
const FOLDERS: [&str; 2] = ["matters", "crates/flow/samples"];

/// How a file of a matter says that one cannot apply for it: it has no process.
const GUIDE: &str = "\nguidance:";

/// What opens them.
const SCRIPT: &str = "bpmn.mjs";

/// How the line with its counts begins.
const COUNTS: &str = "bpmn: ";

/// Writes, opens, writes again and compares.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    if !args.is_empty() {
        return Err("use: cargo xtask bpmn".into());
    }
    setup::node().ok_or("no Node.js 18 or newer with npm; see `cargo xtask setup`")?;
    let folder = target(root).join("bpmn");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let files = files(root)?;
    let ours = |what: &str| {
        let mut it = test::cargo(root);
        it.args(["run", "--quiet", "--package", "yiwang-flow", "--example", "bpmn", "--", what]);
        program(it.arg(&folder).args(&files))
    };
    let written = step("write", || ours("write"));
    let opened = step("open with bpmn-moddle", || {
        let tools = install(root)?;
        // Node looks for packages from where a script lies, so a copy lies beside them.
        let copy = tools.join(SCRIPT);
        fs::copy(root.join("walks").join(SCRIPT), &copy)?;
        program_counting(Command::new("node").arg(&copy).arg(&folder), COUNTS)
    });
    Ok(written.and(opened).and(step("compare", || ours("compare"))))
}

fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        for it in fs::read_dir(root.join(folder))? {
            let path = it?.path();
            let is_file = path.extension().is_some_and(|it| it == "yaml");
            if is_file && !fs::read_to_string(&path)?.contains(GUIDE) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
