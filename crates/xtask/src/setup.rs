//! What the tests need beside Rust: PostgreSQL, Chromium, Node.js, and a font that has Chinese characters.
//! Installs only as root on a machine with apt-get, and says so; elsewhere names what is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres;
use crate::steps::{Result, Tally, program};

/// One thing the tests need.
struct Need {
    name: &'static str,
    package: &'static str,
    elsewhere: &'static str,
    found: fn() -> Option<PathBuf>,
}

const NEEDS: &[Need] = &[
    Need {
        name: "PostgreSQL 15 or newer",
        package: "postgresql",
        elsewhere: "install the PostgreSQL server, and put initdb and pg_ctl on the PATH",
        found: postgres::programs,
    },
    Need {
        name: "Chromium",
        package: "chromium",
        elsewhere: "install Chromium or Chrome, and put it on the PATH",
        found: chromium,
    },
    Need {
        name: "Node.js 18 or newer with npm",
        package: "npm",
        elsewhere: "install Node.js from nodejs.org, which brings npm, and put both on the PATH",
        found: node,
    },
    Need {
        name: "a font with Chinese characters",
        package: "fonts-noto-cjk",
        elsewhere: "install Noto Sans CJK (or another font fontconfig lists for Chinese) and fontconfig",
        found: chinese_font,
    },
];

/// The oldest Node.js that the packages of `walks/` run on.
const NODE_MIN: u32 = 18;

/// What a browser is called, in the order we prefer.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds each need, or installs what is missing where it may.
pub(crate) fn run(_root: &Path, _args: &[String]) -> Result<Tally> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|it| (it.found)().is_none()).collect();
    if !missing.is_empty() && is_root() && on_path("apt-get").is_some() {
        let packages: Vec<&str> = missing.iter().map(|it| it.package).collect();
        println!("Missing: {}. Installing with apt-get, as this is root:", packages.join(", "));
        program(Command::new("apt-get").args(["update", "--quiet"]))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(&packages);
        program(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(NEEDS.iter().map(look).fold(Tally::default(), Tally::and))
}

/// The browser tests drive.
pub(crate) fn chromium() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|it| on_path(it))
}

/// The npm of a Node.js that is new enough.
pub(crate) fn node() -> Option<PathBuf> {
    let out = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&out.stdout).into_owned();
    let major: u32 = version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()?;
    on_path("npm").filter(|_| NODE_MIN <= major)
}

/// A program by its name, as a shell would find it.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|it| it.join(name)).find(|it| it.is_file())
}

/// Whether we may do anything on this machine.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}

fn look(need: &Need) -> Tally {
    match (need.found)() {
        Some(at) => println!("found {}: {}", need.name, at.display()),
        None => {
            println!(
                "MISSING {}. On Debian or Ubuntu: apt-get install {}; elsewhere: {}.",
                need.name, need.package, need.elsewhere
            );
        }
    }
    Tally::one((need.found)().is_some())
}

/// A font file with Chinese characters, as fontconfig lists it.
fn chinese_font() -> Option<PathBuf> {
    let out = Command::new("fc-list").args([":lang=zh-cn", "file"]).output().ok()?;
    let fonts = String::from_utf8_lossy(&out.stdout).into_owned();
    fonts.lines().next().map(|it| PathBuf::from(it.trim_end_matches([':', ' '])))
}
