//! The law register: statutes and their clauses in our words, each marked as verified or not.
//! Law is cited only from here; the text of the law itself is nowhere in it.

mod cite;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use calendar::{Limit, Unit};
use kit::Words;

use super::{
    check::{Finding, yaml},
    shipped::LAW,
};

/// How large one file of the register may be.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// How many clauses the register may hold.
pub const CLAUSES_MAX: usize = 20_000;
/// How long a key may be.
const KEY_BYTES_MAX: usize = 80;

/// Every clause that may be cited, by `<statute>/<clause>`.
#[derive(Clone, Debug, Default)]
pub struct LawRegister {
    statutes: BTreeMap<String, Law>,
    clauses: BTreeMap<String, Clause>,
}

/// A statute in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// Its name in citations.
    pub key: String,
    /// What it is called.
    pub name: Words,
    /// Its number, if known to us.
    pub number: Option<String>,
    /// The date by which our source tells this text from others.
    pub version: Option<String>,
    /// The day it came into force, if seen.
    pub in_force: Option<String>,
    /// Who made it, if known to us.
    pub authority: Option<Words>,
    /// Which of the above nobody looked up.
    pub recalled: Vec<String>,
}

/// A clause of a statute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// How it is cited: `food-safety-law/35-1`.
    pub key: String,
    /// What its statute is called.
    pub statute: Words,
    /// The article as documents cite it; none where it is not known.
    pub article: Option<String>,
    /// What it says, in our words.
    pub text: Words,
    /// Whether somebody read the article in a copy; otherwise it is shown as 待核.
    pub verified: bool,
    /// Where and when it was read.
    pub seen: String,
    /// The time it sets, if it sets one.
    pub clock: Option<LegalTime>,
}

/// A time that a clause sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalTime {
    /// How long.
    pub limit: Limit,
    /// The event it counts from: `acceptance`.
    pub from: String,
    /// What is to happen, or counts as happened, by its end: `decide`, `deemed_accepted`.
    pub effect: String,
    /// Whether the law itself names the unit.
    pub unit_stated: bool,
}

impl LawRegister {
    /// Reads the files of a register, each with its name; says everything that is wrong with them.
    pub fn read(files: &[(&str, &str)]) -> Result<LawRegister, Vec<Finding>> {
        let mut register = LawRegister::default();
        let mut findings = Vec::new();
        for (name, text) in files {
            match yaml::read::<LawFile>(name, text, FILE_BYTES_MAX) {
                Ok((file, places)) => {
                    let found = register.take(name, file).into_iter().map(|it| places.place(it));
                    findings.extend(found.map(|it| Finding { file: (*name).to_owned(), ..it }));
                }
                Err(found) => findings.extend(found),
            }
        }
        if findings.is_empty() { Ok(register) } else { Err(findings) }
    }

    /// The register this binary carries.
    pub fn built_in() -> &'static LawRegister {
        static REGISTER: OnceLock<LawRegister> = OnceLock::new();
        REGISTER.get_or_init(|| Self::read(LAW).expect("a test reads the register this binary carries"))
    }

    /// A clause by how it is cited.
    pub fn clause(&self, key: &str) -> Option<&Clause> {
        self.clauses.get(key)
    }

    /// Every clause of a statute, in the order of their keys.
    pub fn clauses_of(&self, statute: &str) -> impl Iterator<Item = &Clause> {
        let from = format!("{statute}/");
        let of = from.clone();
        self.clauses.range(from..).map(|it| it.1).take_while(move |it| it.key.starts_with(&of))
    }

    /// Every statute, in the order of their keys.
    pub fn statutes(&self) -> impl Iterator<Item = &Law> {
        self.statutes.values()
    }

    fn take(&mut self, name: &str, file: LawFile) -> Vec<Finding> {
        let LawFile { key, name: title, number, version, in_force, authority, recalled, clauses } = file;
        let mut found = Vec::new();
        let named = name.rsplit('/').next().unwrap_or_default();
        if named.strip_suffix(".yaml") != Some(key.as_str()) {
            found.push(Finding::of("key", "file.misnamed").with("key", &key));
        }
        if !is_key(&key) {
            found.push(Finding::of("key", "key.malformed").with("key", &key));
        }
        let fields = ["number", "version", "in_force", "authority"];
        if let Some(n) = recalled.iter().position(|it| !fields.contains(&it.as_str())) {
            let finding = Finding::of(format!("recalled.{n}"), "schema.unknown_word");
            found.push(finding.with("word", &recalled[n]).with("known", fields.join(", ")));
        }
        found.extend(blank("name", &title));
        if clauses.is_empty() {
            found.push(Finding::of("clauses", "list.empty"));
        }
        for (n, it) in clauses.into_iter().enumerate() {
            found.extend(self.take_clause(&format!("clauses.{n}"), &key, &title, it));
        }
        let law = Law { key: key.clone(), name: title, number, version, in_force, authority, recalled };
        if self.statutes.insert(key.clone(), law).is_some() {
            found.push(Finding::of("key", "key.doubled").with("key", key));
        }
        found
    }

    fn take_clause(&mut self, path: &str, statute: &str, name: &Words, file: ClauseFile) -> Vec<Finding> {
        let ClauseFile { key, article, text, verified, seen, clock } = file;
        let mut found = blank(&format!("{path}.text"), &text);
        if !is_clause_key(&key) {
            found.push(Finding::of(format!("{path}.key"), "key.malformed").with("key", &key));
        }
        if article.as_ref().is_some_and(|it| it.trim().is_empty()) || (verified && article.is_none()) {
            found.push(Finding::of(format!("{path}.article"), "article.missing"));
        }
        if seen.trim().is_empty() {
            found.push(Finding::of(format!("{path}.seen"), "seen.missing"));
        }
        let clock = match clock.map(|it| (Limit::new(it.n, it.unit), it)) {
            Some((Ok(limit), ClockFile { from, effect, unit_stated, .. })) if limit.n() > 0 => {
                Some(LegalTime { limit, from, effect, unit_stated })
            }
            None => None,
            Some(_) => {
                found
                    .push(Finding::of(format!("{path}.clock.n"), "clock.unfit").with("max", calendar::N_MAX));
                None
            }
        };
        let key = format!("{statute}/{key}");
        let clause = Clause { key: key.clone(), statute: name.clone(), article, text, verified, seen, clock };
        if self.clauses.len() >= CLAUSES_MAX {
            found.push(Finding::of(path, "list.too_long").with("max", CLAUSES_MAX));
        } else if self.clauses.insert(key.clone(), clause).is_some() {
            found.push(Finding::of(format!("{path}.key"), "key.doubled").with("key", key));
        }
        found
    }
}

/// Words that say nothing in one of the languages.
fn blank(path: &str, words: &Words) -> Vec<Finding> {
    let blank = [("zh", &words.zh), ("en", &words.en)].into_iter().filter(|(_, it)| it.trim().is_empty());
    let missing = |(name, _)| Finding::of(format!("{path}.{name}"), "words.missing").with("language", name);
    blank.map(missing).collect()
}

/// Small letters, digits and hyphens.
pub(crate) fn is_key(it: &str) -> bool {
    let begins = it.starts_with(|it: char| it.is_ascii_lowercase());
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    begins && it.len() <= KEY_BYTES_MAX && it.bytes().all(allowed)
}

/// As a key, with articles joined by a plus: `35-37+40`.
fn is_clause_key(it: &str) -> bool {
    let parts: BTreeSet<_> = it.split('+').collect();
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    it.len() <= KEY_BYTES_MAX && parts.iter().all(|it| !it.is_empty() && it.bytes().all(allowed))
}

/// A statute as its file writes it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    key: String,
    name: Words,
    number: Option<String>,
    version: Option<String>,
    in_force: Option<String>,
    authority: Option<Words>,
    #[serde(default)]
    recalled: Vec<String>,
    clauses: Vec<ClauseFile>,
}

/// A clause as its file writes it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    key: String,
    article: Option<String>,
    text: Words,
    verified: bool,
    seen: String,
    clock: Option<ClockFile>,
}

/// A time as its file writes it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockFile {
    n: u32,
    unit: Unit,
    from: String,
    effect: String,
    #[serde(default = "yes")]
    unit_stated: bool,
}

fn yes() -> bool {
    true
}
