//! The repository as tidy sees it: its text files, its Rust sources, its crates.
//! Tests build one from a few lines of bad sample; no check touches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::scan::Source;
use crate::steps::Result;

/// Everything the checks look at.
pub(super) struct House {
    texts: BTreeMap<String, String>,
    paths: BTreeSet<String>,
    /// The Rust sources, in order of their paths.
    pub(super) sources: Vec<Source>,
    /// The crates, in order of their folders.
    pub(super) crates: Vec<Crate>,
}

/// One crate of ours, as its Cargo.toml says.
pub(super) struct Crate {
    /// Its folder's name, which is the name code says.
    pub(super) name: String,
    /// Its package's name.
    pub(super) package: String,
    /// Its layer, if it says one.
    pub(super) layer: Option<i64>,
    /// What it depends on outside of tests, and in which line.
    pub(super) dependencies: Vec<(String, usize)>,
    /// Whether it takes the workspace's lints.
    pub(super) is_linted: bool,
}

impl Crate {
    /// The path of its Cargo.toml.
    pub(super) fn manifest(&self) -> String {
        format!("crates/{}/Cargo.toml", self.name)
    }

    /// Whether it is a block: it has the one shape of the house.
    pub(super) fn is_block(&self) -> bool {
        self.layer.is_some_and(|it| (3..=8).contains(&it))
    }
}

/// Files larger than this are data, not text of ours.
const TEXT_BYTES_MAX: u64 = 2_000_000;

impl House {
    /// The files git keeps or would keep.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut command = Command::new("git");
        command.current_dir(root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let out = command.output().map_err(|why| format!("git: {why}"))?;
        if !out.status.success() {
            return Err("git ls-files failed; tidy reads the files git keeps".into());
        }
        let names = String::from_utf8(out.stdout)?;
        let mut files = Vec::new();
        let mut paths = BTreeSet::new();
        for path in names.split('\0').filter(|it| !it.is_empty()) {
            let Ok(meta) = root.join(path).metadata() else { continue };
            paths.insert(path.to_owned());
            if meta.is_file()
                && meta.len() <= TEXT_BYTES_MAX
                && let Ok(text) = std::fs::read_to_string(root.join(path))
            {
                files.push((path.to_owned(), text));
            }
        }
        Self::of(files, paths)
    }

    /// A house of these texts; `paths` also names files that are not text.
    pub(super) fn of(files: Vec<(String, String)>, paths: BTreeSet<String>) -> Result<Self> {
        let texts: BTreeMap<String, String> = files.into_iter().collect();
        let rust = texts.iter().filter(|(path, _)| path.ends_with(".rs"));
        let sources = rust.map(|(path, text)| Source::of(path, text)).collect();
        let manifests = texts.iter().filter_map(|(path, text)| {
            Some((path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?, text))
        });
        let crates = manifests.map(|(name, text)| read_manifest(name, text)).collect::<Result<_>>()?;
        Ok(Self { texts, paths, sources, crates })
    }

    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every text file whose path ends so.
    pub(super) fn texts<'a>(&'a self, suffix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts
            .iter()
            .filter(move |(path, _)| path.ends_with(suffix))
            .map(|(path, text)| (&**path, &**text))
    }

    /// Whether there is such a file or folder.
    pub(super) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty() || self.paths.contains(path) || self.paths.iter().any(|it| it.starts_with(&folder))
    }

    /// Whether some file's path ends with these names.
    pub(super) fn has_ending(&self, path: &str) -> bool {
        let inner = format!("/{path}");
        self.has(path) || self.paths.iter().any(|it| it.ends_with(&inner))
    }

    /// A crate by its folder's name.
    pub(super) fn find(&self, name: &str) -> Option<&Crate> {
        self.crates.iter().find(|it| it.name == name)
    }
}

fn read_manifest(name: &str, text: &str) -> Result<Crate> {
    let table: toml::Table = text.parse().map_err(|why| format!("crates/{name}/Cargo.toml: {why}"))?;
    let package = table.get("package").ok_or_else(|| format!("crates/{name}/Cargo.toml: no [package]"))?;
    let layer = ["metadata", "yiwang", "layer"].iter().try_fold(package, |it, key| it.get(key));
    let layer = layer.and_then(toml::Value::as_integer);
    let dependencies =
        ["dependencies", "build-dependencies"].iter().filter_map(|it| table.get(*it)?.as_table());
    let line = |key: &str| text.lines().position(|it| it.starts_with(key)).map_or(1, |n| n + 1);
    Ok(Crate {
        name: name.to_owned(),
        package: package.get("name").and_then(toml::Value::as_str).unwrap_or_default().to_owned(),
        layer,
        dependencies: dependencies.flat_map(|it| it.keys()).map(|it| (it.clone(), line(it))).collect(),
        is_linted: table.get("lints").and_then(|it| it.get("workspace")?.as_bool()) == Some(true),
    })
}
