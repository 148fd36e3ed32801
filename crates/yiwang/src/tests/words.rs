//! Everything that can be said has its words in every language.
//! Codes are found in the sources: what a source names, somebody will be told.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kit::Lang;

use crate::blocks;

#[test]
fn every_kind_of_act_has_its_words() {
    let mut speechless = BTreeSet::new();

    let kinds = act_kinds();
    for kind in &kinds {
        for lang in Lang::all() {
            if blocks::say(lang, &format!("act.{kind}")).is_none() {
                speechless.insert(format!("act.{kind} in {}", lang.tag()));
            }
        }
    }

    assert!(kinds.contains("installation.founded") && kinds.len() > 10, "kinds are found: {kinds:?}");
    assert!(speechless.is_empty(), "no words for: {speechless:#?}");
}

#[test]
fn every_power_a_door_asks_for_can_be_held_by_a_post() {
    for door in super::doors() {
        let asked = match door.access {
            web::Access::Power(power) => vec![power],
            web::Access::AnyPower(powers) => powers.to_vec(),
            _ => Vec::new(),
        };
        for power in asked {
            assert!(directory::POWERS.iter().any(|it| it.code == power), "{} asks for {power}", door.path);
        }
    }
}

#[test]
fn names_of_reactions_and_jobs_are_unique() {
    let reactions = blocks::WORKS.iter().flat_map(|it| it.reactions).map(|it| it.name);
    let jobs = blocks::WORKS.iter().flat_map(|it| it.jobs).map(|it| it.kind);
    let names: Vec<_> = reactions.chain(jobs).collect();

    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert!(names.iter().all(|it| it.split('.').count() == 2), "block.what: {names:?}");
}

/// The kinds of act that sources name: constants of `events.rs`, and what stands in `Act::of("…"`.
fn act_kinds() -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for block in fs::read_dir(crates).unwrap() {
        for path in sources(&block.unwrap().path().join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            let in_acts = text.split("Act::of(\"").skip(1);
            let in_events = text.split("&str = \"").skip(1).filter(|_| path.ends_with("events.rs"));
            let literals = in_acts.chain(in_events).filter_map(|it| it.split('"').next());
            kinds.extend(literals.filter(|it| it.split('.').count() == 2).map(str::to_owned));
        }
    }
    kinds
}

/// The sources of a crate beside its tests, and beside crates that only know acts as such.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let name = folder.parent().and_then(|it| it.file_name()).unwrap_or_default().to_string_lossy();
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    if ["acts", "store", "bench", "xtask"].contains(&&*name) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for path in entries.map(|it| it.unwrap().path()) {
        let is_tests = path.file_stem().is_some_and(|it| it == "tests");
        if path.is_dir() && !is_tests {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") && !is_tests {
            found.push(path);
        }
    }
    found
}
