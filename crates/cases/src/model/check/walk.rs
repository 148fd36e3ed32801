//! What holds everywhere in a matter: words in every language, clauses that the register has, lists of a size.
//! Walks the matter as JSON, whose paths are those of the file; what a part means is the other checks' affair.

use std::collections::BTreeSet;

use kit::{LANGS, Lang, Words};
use serde_json::{Map, Value};

use super::{Check, ENTRIES_MAX, Finding, MATTER_BYTES_MAX, WORDS_BYTES_MAX};
use crate::model::{
    fields::{Shape, field_at},
    matter::Matter,
};

/// The members that cite one clause.
const CITING: [&str; 2] = ["clause", "body_clause"];
/// How many clauses that might have been meant are listed.
const KNOWN_MAX: usize = 60;

/// Every clause a matter cites, each once.
pub(crate) fn cited(matter: &Matter) -> BTreeSet<String> {
    let mut found: BTreeSet<_> = matter.basis.iter().cloned().collect();
    let json = serde_json::to_value(matter).expect("a matter is JSON");
    let mut waiting = vec![&json];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                let citing = members.iter().filter(|(name, _)| CITING.contains(&name.as_str()));
                found.extend(citing.filter_map(|(_, it)| it.as_str()).map(str::to_owned));
                waiting.extend(members.values());
            }
            Value::Array(all) => waiting.extend(all),
            _ => {}
        }
    }
    found
}

impl Check<'_> {
    /// Walks the whole matter.
    pub(super) fn walk(&mut self) {
        let mut walk = Walk { check: self, is_form: false, noted: BTreeSet::new() };
        walk.value("", walk.check.json);
        if self.json.to_string().len() > MATTER_BYTES_MAX {
            self.wrong_with("", "file.too_large", "max", MATTER_BYTES_MAX);
        }
    }
}

struct Walk<'w, 'a> {
    check: &'w mut Check<'a>,
    /// Whether the words are those of the form, which says itself what is missing in them.
    is_form: bool,
    /// Unverified clauses already noted: one note is enough.
    noted: BTreeSet<&'a str>,
}

impl<'a> Walk<'_, 'a> {
    /// As deep as the reader lets a file nest.
    fn value(&mut self, path: &str, value: &'a Value) {
        match value {
            Value::Object(members) => match words(members) {
                Some(words) => self.words(path, &words),
                None => self.members(path, members),
            },
            Value::Array(entries) => {
                if entries.len() > ENTRIES_MAX && !path.starts_with("tables.") {
                    self.check.wrong_with(path, "list.too_long", "max", ENTRIES_MAX);
                }
                self.once(path, entries);
                for (n, it) in entries.iter().enumerate() {
                    self.value(&inside(path, &n.to_string()), it);
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, path: &str, members: &'a Map<String, Value>) {
        for (name, value) in members {
            let place = inside(path, name);
            match value {
                Value::String(clause) if CITING.contains(&name.as_str()) => self.clause(&place, clause),
                Value::Array(all) if place == "basis" => {
                    self.once(&place, all);
                    for (n, clause) in all.iter().enumerate() {
                        self.clause(&format!("basis.{n}"), clause.as_str().unwrap_or_default());
                    }
                }
                _ if place == "form" => {
                    self.is_form = true;
                    self.value(&place, value);
                    self.is_form = false;
                }
                _ => self.value(&place, value),
            }
        }
    }

    /// Nothing stands twice in a list of words, texts or clauses.
    fn once(&mut self, path: &str, entries: &[Value]) {
        let is_of_texts = entries.len() > 1 && entries.iter().all(Value::is_string);
        let is_set = |it: Shape| matches!(it, Shape::AnyOf(_) | Shape::Texts | Shape::Clauses);
        if !is_of_texts || !field_at(path).is_some_and(|it| is_set(it.shape)) {
            return;
        }
        for n in (1..entries.len()).filter(|n| entries[..*n].contains(&entries[*n])) {
            self.check.wrong(format!("{path}.{n}"), "list.doubled");
        }
    }

    fn words(&mut self, path: &str, words: &Words) {
        for (lang, (tag, _)) in Lang::all().zip(LANGS) {
            let said = words.say(lang);
            if said.trim().is_empty() && !self.is_form {
                self.check.wrong_with(path, "words.missing", "language", tag);
            }
            if said.len() > WORDS_BYTES_MAX {
                self.check.wrong_with(path, "words.too_long", "max", WORDS_BYTES_MAX);
            }
            if said.chars().any(|it| it.is_control() && it != '\n') {
                self.check.wrong_with(path, "words.unreadable", "language", tag);
            }
        }
    }

    fn clause(&mut self, path: &str, clause: &'a str) {
        match self.check.law.clause(clause) {
            None => {
                let known = self.known(clause);
                self.check
                    .add(Finding::of(path, "clause.unknown").with("clause", clause).with("known", known));
            }
            Some(it) if !it.verified && self.noted.insert(clause) => {
                let note = Finding::of(path, "clause.unverified").with("clause", clause);
                self.check.add(note.noted());
            }
            Some(_) => {}
        }
    }

    /// The clauses of the statute, or the statutes where that is the mistake.
    fn known(&self, clause: &str) -> String {
        let statute = clause.split('/').next().unwrap_or_default();
        let mut known: Vec<_> = self.check.law.clauses_of(statute).map(|it| it.key.as_str()).collect();
        if known.is_empty() {
            known = self.check.law.statutes().map(|it| it.key.as_str()).collect();
        }
        known.truncate(KNOWN_MAX);
        known.join(", ")
    }
}

/// What is said in each language and nothing else.
fn words(members: &Map<String, Value>) -> Option<Words> {
    let said = |name| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let words = Words { zh: said("zh")?, en: said("en")? };
    (members.len() == LANGS.len()).then_some(words)
}

fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
