//! `cargo xtask gallery`: every page sample in every language, checked as HTML and in a browser.
//! Knows no page; `yiwang gallery` writes them and `walks/gallery.mjs` judges them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::steps::{Result, Tally, program, program_counting, step};
use crate::test;

/// The packages the checks need, as committed.
const PACKAGES: [&str; 2] = ["package.json", "package-lock.json"];

/// The checks themselves.
const CHECKS: &str = "gallery.mjs";

/// How the line with the counts begins.
const COUNTS: &str = "gallery: ";

/// Renders, checks, and takes pictures into `--shots DIR`.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    let shots = match args {
        [] => None,
        [flag, folder] if flag == "--shots" => Some(std::path::absolute(folder)?),
        _ => return Err("use: cargo xtask gallery [--shots DIR]".into()),
    };
    let chromium = setup::chromium().ok_or("no Chromium; see `cargo xtask setup`")?;
    setup::node().ok_or("no Node.js 18 or newer with npm; see `cargo xtask setup`")?;
    let pages = target(root).join("gallery");
    let rendered = step("render", || {
        if pages.exists() {
            fs::remove_dir_all(&pages)?;
        }
        let mut render = test::cargo(root);
        render.args(["run", "--quiet", "--package", "yiwang", "--", "gallery"]).arg(&pages);
        program(&mut render)
    });
    let mut tools = PathBuf::new();
    let installed = step("packages", || {
        tools = install(root)?;
        Ok(Tally::one(true))
    });
    let ready = rendered.and(installed);
    if 0 < ready.n_failed {
        return Ok(ready);
    }
    Ok(ready.and(step("check", || {
        check(&root.join("walks").join(CHECKS), &tools, &pages, &chromium, shots.as_deref())
    })))
}

/// The folder that cargo builds in.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |it| root.join(it))
}

/// Installs the packages into a folder under the target folder, unless those of this lock are there.
pub(crate) fn install(root: &Path) -> Result<PathBuf> {
    let (walks, tools) = (root.join("walks"), target(root).join("walks"));
    fs::create_dir_all(&tools)?;
    let stamp = tools.join("installed");
    let lock = fs::read_to_string(walks.join(PACKAGES[1]))?;
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&lock) {
        for name in PACKAGES {
            fs::copy(walks.join(name), tools.join(name))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&tools);
        if program(&mut npm)?.n_failed != 0 {
            return Err("npm could not install the packages of walks/package-lock.json".into());
        }
        fs::write(&stamp, &lock)?;
    }
    Ok(tools)
}

fn check(script: &Path, tools: &Path, pages: &Path, chromium: &Path, shots: Option<&Path>) -> Result<Tally> {
    // Node looks for packages from where a script lies, so a copy lies beside them.
    let copy = tools.join(CHECKS);
    fs::copy(script, &copy)?;
    let mut node = Command::new("node");
    node.arg(&copy).arg(pages).arg(chromium).args(shots);
    program_counting(&mut node, COUNTS)
}
