//! Rules about papers: ARCHITECTURE.md names what exists, links lead somewhere, no path of one machine.
//! Reads Markdown by its marks only.

use std::collections::BTreeSet;

use super::Finding;
use super::house::House;

const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// Endings by which a word in ARCHITECTURE.md is taken for a file.
const FILE_ENDINGS: [&str; 9] = [".rs", ".md", ".toml", ".yaml", ".sql", ".txt", ".css", ".js", ".json"];

/// Folders that exist on somebody's machine only; `/home` alone may be a page.
const MACHINE_FOLDERS: [&str; 4] = ["/work", "/root", "/tmp", "/home/"];

/// ARCHITECTURE.md names every crate, and only what exists.
pub(super) fn architecture(house: &House) -> Vec<Finding> {
    let Some(text) = house.text(ARCHITECTURE) else {
        return vec![Finding::new("architecture", ARCHITECTURE, 1, "missing; it is the map of the house")];
    };
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    for (n, line) in text.lines().enumerate() {
        for word in line.split('`').skip(1).step_by(2) {
            named.insert(crate_in(word));
            if let Some(what) = missing(house, word) {
                found.push(Finding::new("architecture", ARCHITECTURE, n + 1, what));
            }
        }
    }
    let unnamed = house.crates.iter().filter(|it| !named.contains(&*it.name));
    found.extend(unnamed.map(|it| {
        Finding::new(
            "architecture",
            ARCHITECTURE,
            1,
            format!("crate `{}` is not on the map; say what it is for", it.name),
        )
    }));
    found
}

/// The crate a word in backticks speaks of: `kit`, `crates/kit`, `crates/kit/src/time.rs`.
fn crate_in(word: &str) -> &str {
    let name = word.strip_prefix("crates/").unwrap_or(word);
    name.split('/').next().unwrap_or(name)
}

/// What a word in backticks names that does not exist.
fn missing(house: &House, word: &str) -> Option<String> {
    let is_pattern =
        word.contains(['<', '*', '{', ' ', '…']) || word.starts_with(['/', '.', '-']) || word.contains("://");
    if is_pattern {
        return None;
    }
    let is_crate = word.starts_with("crates/") && house.find(crate_in(word)).is_none();
    let is_file =
        word.contains('/') && FILE_ENDINGS.iter().any(|it| word.ends_with(it)) && !house.has_ending(word);
    (is_crate || is_file).then(|| format!("`{word}` does not exist; name what exists"))
}

/// Every relative link of a Markdown file leads to a file.
pub(super) fn links(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in house.texts(".md") {
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        let mut in_fence = false;
        for (n, line) in text.lines().enumerate() {
            in_fence ^= line.trim_start().starts_with("```");
            let targets = if in_fence { Vec::new() } else { targets_in(line) };
            for target in targets.into_iter().filter(|it| !resolves(house, folder, it)) {
                let what = format!("the link {target} leads nowhere; mend it or take it out");
                found.push(Finding::new("links", path, n + 1, what));
            }
        }
    }
    found
}

/// What a line links to: `[…](target)` and `src="target"`.
fn targets_in(line: &str) -> Vec<&str> {
    let marked = line.split("](").skip(1).filter_map(|it| it.split_once(')')).map(|it| it.0);
    let sourced = line.split("src=\"").skip(1).filter_map(|it| it.split_once('"')).map(|it| it.0);
    marked.chain(sourced).collect()
}

/// Whether a link leads out, within its page, or to a file of ours.
fn resolves(house: &House, folder: &str, target: &str) -> bool {
    let target = target.split_whitespace().next().unwrap_or_default();
    if target.contains("://") || target.starts_with("mailto:") || target.starts_with('#') {
        return true;
    }
    let target = target.split('#').next().unwrap_or_default();
    let mut names: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                if names.pop().is_none() {
                    return false;
                }
            }
            it => names.push(it),
        }
    }
    house.has(&names.join("/"))
}

/// No path that exists on one machine only.
pub(super) fn machine_paths(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in house.texts("").filter(|(path, _)| *path != "Cargo.lock") {
        for (n, line) in text.lines().enumerate() {
            if let Some(folder) = MACHINE_FOLDERS.iter().find(|it| names_folder(line, it)) {
                let what = format!(
                    "{folder} is a folder of one machine; say it relative, or take it from a variable"
                );
                found.push(Finding::new("machine-path", path, n + 1, what));
            }
        }
    }
    found
}

/// Whether a line has the folder as the start of a path of its own.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let starts = before.is_none_or(|it| !it.is_alphanumeric() && !"._-/}>*)".contains(it));
        let ends =
            folder.ends_with('/') || after.is_none_or(|it| !it.is_alphanumeric() && !"_-.".contains(it));
        starts && ends
    })
}
