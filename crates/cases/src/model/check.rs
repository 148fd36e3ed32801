//! A compiler for law: says everything that is wrong with the file of a matter before anybody applies under it.
//! Holds no sentences and runs nothing; `published` makes a matter that passed ready to run.

mod asked;
mod basics;
mod finding;
mod guided;
mod kinds;
mod national;
mod process;
mod rulings;
mod times;
mod walk;
pub(crate) mod yaml;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{law::LawRegister, matter::Matter};

pub(crate) use finding::Area;
pub use finding::{Finding, Weight};
pub(crate) use walk::cited;

/// How large the file of a matter may be, and the JSON that the store keeps of it.
pub const MATTER_BYTES_MAX: usize = 256 * 1024;
/// How many entries any list of a matter may have.
pub const ENTRIES_MAX: usize = 200;
/// How long any words of a matter may be, in bytes.
pub const WORDS_BYTES_MAX: usize = 4_000;
/// How long the key of a part of a matter may be.
const KEY_BYTES_MAX: usize = 64;
/// How many findings are worth reading at once.
pub const FINDINGS_MAX: usize = 200;

/// A matter that can be published.
#[derive(Clone, Debug)]
pub struct Sound {
    /// The matter.
    pub matter: Matter,
    /// What somebody should know though nothing is wrong: clauses that nobody verified.
    pub notes: Vec<Finding>,
}

/// Checks the file of a matter against the law register; in the order of the file, what stops it and what does not.
pub fn check(file: &str, text: &str, law: &LawRegister) -> Result<Sound, Vec<Finding>> {
    let (matter, places): (Matter, _) = yaml::read(file, text, MATTER_BYTES_MAX)?;
    checked(file, matter, law, &places)
}

/// Checks a matter that was made of others, of which `places` knows the own file.
pub(crate) fn check_json(
    file: &str,
    whole: &Value,
    law: &LawRegister,
    places: &yaml::Places,
) -> Result<Sound, Vec<Finding>> {
    match serde_json::from_value::<Matter>(whole.clone()) {
        Ok(matter) => checked(file, matter, law, places),
        Err(why) => {
            let finding = Finding::of("", "schema.unfit").with("words", why);
            Err(vec![Finding { file: file.to_owned(), ..places.place(finding) }])
        }
    }
}

/// Checks a matter as it stands in memory; its findings name paths of the file it would be written as.
pub fn check_matter(matter: &Matter, law: &LawRegister) -> Result<Sound, Vec<Finding>> {
    check(&format!("{}.yaml", matter.key), &written(matter), law)
}

/// The file of a matter.
pub fn written(matter: &Matter) -> String {
    serde_saphyr::to_string(matter).expect("a matter prints as YAML")
}

fn checked(
    file: &str,
    matter: Matter,
    law: &LawRegister,
    places: &yaml::Places,
) -> Result<Sound, Vec<Finding>> {
    let json = serde_json::to_value(&matter).expect("a matter read from text is JSON");
    let mut check = Check { file, matter: &matter, json: &json, law, found: Vec::new() };
    check.all();
    let mut found = check.found;
    let is_sound = found.iter().all(|it| it.weight == Weight::Note);
    if !is_sound && found.len() > FINDINGS_MAX {
        found.retain(|it| it.weight == Weight::Error);
        found.truncate(FINDINGS_MAX);
    }
    let placed = found.into_iter().map(|it| Finding { file: file.to_owned(), ..places.place(it) });
    let mut found: Vec<_> = placed.collect();
    found.sort_by_key(|it| (it.line, it.column));
    if is_sound { Ok(Sound { matter, notes: found }) } else { Err(found) }
}

/// A walk through a matter, with what was found so far.
struct Check<'a> {
    file: &'a str,
    matter: &'a Matter,
    /// The matter as JSON, which has the paths of its file.
    json: &'a Value,
    law: &'a LawRegister,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn all(&mut self) {
        self.walk();
        self.basics();
        self.national();
        self.times();
        if self.matter.guidance.is_some() {
            return self.guided();
        }
        if !self.lacks_parts() {
            self.asked();
            self.process();
            self.kinds();
            self.rulings();
        }
    }

    fn add(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    fn wrong(&mut self, path: impl Into<String>, code: &'static str) {
        self.found.push(Finding::of(path, code));
    }

    fn wrong_with(
        &mut self,
        path: impl Into<String>,
        code: &'static str,
        name: &'static str,
        value: impl std::fmt::Display,
    ) {
        self.found.push(Finding::of(path, code).with(name, value));
    }

    /// Keys of a list: each a word, each once.
    fn keys<'k>(&mut self, path: &str, keys: impl Iterator<Item = &'k str>) {
        let mut seen = BTreeSet::new();
        for (n, key) in keys.enumerate() {
            let place = format!("{path}.{n}.key");
            if !is_word(key) {
                self.wrong_with(&place, "key.malformed", "key", key);
            }
            if !seen.insert(key) {
                self.wrong_with(&place, "key.doubled", "key", key);
            }
        }
    }
}

/// Small letters, digits and underscores: a hyphen in the name of a fact would be a minus.
fn is_word(it: &str) -> bool {
    it.starts_with(|it: char| it.is_ascii_lowercase())
        && it.len() <= KEY_BYTES_MAX
        && it.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
