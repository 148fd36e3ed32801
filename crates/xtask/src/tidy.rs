//! `cargo xtask tidy`: the house rules no compiler knows. STYLE.md says why each is there.
//! Reads the repository's files and nothing else; each finding says where, what, and how to mend it.

mod crates;
mod house;
mod papers;
mod scan;
mod schema;
mod shape;
mod sql;
#[cfg(test)]
mod tests;
mod texts;
mod words;

use std::fmt;
use std::path::Path;

use crate::steps::{Result, Tally};
use house::House;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    what: String,
}

impl Finding {
    fn new(rule: &'static str, path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} [{}]", self.path, self.line, self.what, self.rule)
    }
}

/// A named group of rules.
struct Check {
    name: &'static str,
    run: fn(&House) -> Vec<Finding>,
}

/// Every check. A new one is a line here and a bad sample in `tidy/tests.rs`.
const CHECKS: &[Check] = &[
    Check { name: "layers", run: crates::layers },
    Check { name: "pure crates", run: crates::purity },
    Check { name: "package count", run: crates::packages },
    Check { name: "file heads and lengths", run: shape::files },
    Check { name: "function lengths", run: shape::functions },
    Check { name: "file names", run: shape::names },
    Check { name: "attributes and TODOs", run: shape::marks },
    Check { name: "SQL where it belongs", run: sql::places },
    Check { name: "SQL spelling", run: sql::spelling },
    Check { name: "migrations", run: schema::migrations },
    Check { name: "texts in each language", run: texts::languages },
    Check { name: "texts for each code", run: texts::codes },
    Check { name: "sentences in code", run: words::sentences },
    Check { name: "ARCHITECTURE.md", run: papers::architecture },
    Check { name: "links", run: papers::links },
    Check { name: "machine paths", run: papers::machine_paths },
];

/// A file that a rule does not bind, and why. Every exception stands here.
struct Exception {
    rule: &'static str,
    path: &'static str,
    why: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        rule: "cjk",
        path: "crates/kit/src/text.rs",
        why: "a language's own name is the same in every language",
    },
    Exception {
        rule: "cjk",
        path: "crates/calendar/src/china",
        why: "announced holidays are facts kept under their own names",
    },
    Exception { rule: "cjk", path: "crates/yiwang/src/demo", why: "the demonstration city is data" },
    Exception { rule: "cjk", path: "crates/bench/src/visitor", why: "what a visitor types into the forms" },
    Exception { rule: "cjk", path: "crates/bench/src/find", why: "what is found, and what a visitor types" },
    Exception { rule: "cjk", path: "crates/crash/src", why: "what a visitor types into the forms" },
    Exception {
        rule: "cjk",
        path: "crates/cases/src/pages/desk/samples",
        why: "an invented case to look at",
    },
    Exception { rule: "sql-place", path: "crates/crash/src", why: "it damages stores by hand" },
    Exception { rule: "sql", path: "crates/crash/src", why: "it damages stores by hand" },
    Exception {
        rule: "cjk",
        path: "crates/cases/src/model/law/cite.rs",
        why: "it reads article numbers as statutes write them",
    },
    Exception { rule: "cjk", path: "crates/cases/src/model/items.rs", why: "a word of the source's own" },
    Exception {
        rule: "cjk",
        path: "crates/yiwang/src/commands/init.rs",
        why: "an example of a command names a real-looking place",
    },
    Exception { rule: "cjk", path: "crates/xtask/", why: "tidy looks for these characters" },
    Exception { rule: "machine-path", path: "crates/xtask/src/tidy", why: "tidy looks for these paths" },
];

/// Runs every check and prints what is to be mended.
pub(crate) fn run(root: &Path, _args: &[String]) -> Result<Tally> {
    let house = House::read(root)?;
    let mut tally = Tally::default();
    for check in CHECKS {
        let findings = findings(check, &house);
        for it in &findings {
            println!("{it}");
        }
        let word = if findings.is_empty() { "ok".to_owned() } else { format!("{} to mend", findings.len()) };
        println!("tidy: {}: {word}", check.name);
        tally = tally.and(Tally::one(findings.is_empty()));
    }
    for it in EXCEPTIONS {
        println!("tidy: {} is excused from [{}]: {}", it.path, it.rule, it.why);
    }
    Ok(tally)
}

/// What a check finds beside the exceptions, in reading order.
fn findings(check: &Check, house: &House) -> Vec<Finding> {
    let mut found = (check.run)(house);
    found.retain(|it| !EXCEPTIONS.iter().any(|not| not.rule == it.rule && it.path.starts_with(not.path)));
    found.sort();
    found.dedup();
    found
}
