//! What differs between two versions of a matter, in words: which field, of which part, from what to what.
//! Compares the files as such; whether a change is lawful, the check and the inheritance say.

use kit::{Lang, Words, t};
use serde_json::Value;

use super::{
    fields::{Field, Shape, fields_of},
    matter::Matter,
    records::amount,
};
use crate::TEXTS;

/// How many changes are worth reading at once.
pub const CHANGES_MAX: usize = 500;
/// How many letters of a value are shown.
const VALUE_LETTERS_MAX: usize = 200;

/// One difference.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it stands in the new file; of what was removed, in the old one.
    pub path: String,
    /// The field, by its part and name.
    pub field: (&'static str, &'static str),
    /// What happened.
    pub what: Difference,
    /// The parts it stands in, from the outside, each with what names it.
    inside: Vec<(&'static Field, Option<Value>)>,
    /// What shows its value: the currency of a fee.
    beside: Value,
}

/// What happened to a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// It is new.
    Added(Value),
    /// It is gone.
    Removed(Value),
    /// It is another.
    Changed(Value, Value),
    /// The same entries stand in another order.
    Moved,
}

/// What differs from one version to another, in the order of the file.
pub fn changes(old: &Matter, new: &Matter) -> Vec<Change> {
    let json = |it: &Matter| serde_json::to_value(it).expect("a matter prints as JSON");
    let mut all = Comparison { inside: Vec::new(), found: Vec::new() };
    all.part("", "Matter", &json(old), &json(new));
    all.found.truncate(CHANGES_MAX);
    all.found
}

struct Comparison {
    inside: Vec<(&'static Field, Option<Value>)>,
    found: Vec<Change>,
}

impl Comparison {
    fn part(&mut self, path: &str, part: &str, old: &Value, new: &Value) {
        for field in fields_of(part) {
            let (before, after) = (&old[field.name], &new[field.name]);
            let path = join(path, field.name);
            match field.shape {
                _ if before == after || (is_nothing(before) && is_nothing(after)) => {}
                Shape::Part(inner) if before.is_object() && after.is_object() => {
                    self.within(field, None, |it| it.part(&path, inner, before, after));
                }
                Shape::Parts(inner) => self.list(&path, field, inner, (before, after)),
                _ if is_nothing(before) => self.add(&path, field, Difference::Added(after.clone()), new),
                _ if is_nothing(after) => self.add(&path, field, Difference::Removed(before.clone()), old),
                _ => {
                    let what = Difference::Changed(before.clone(), after.clone());
                    self.add(&path, field, what, new);
                }
            }
        }
    }

    /// A list of parts: those with keys by their keys, others by their places as long as none came or went.
    fn list(&mut self, path: &str, field: &'static Field, part: &str, (old, new): (&Value, &Value)) {
        let none = Vec::new();
        let (old, new) = (old.as_array().unwrap_or(&none), new.as_array().unwrap_or(&none));
        let has_keys = fields_of(part).any(|it| it.name == "key");
        let same = |n: usize, it: &Value, others: &[Value]| match has_keys {
            true => others.iter().position(|other| other["key"] == it["key"]),
            false if old.len() == new.len() => Some(n),
            false => others.iter().position(|other| other == it),
        };
        for (n, it) in old.iter().enumerate().filter(|(n, it)| same(*n, it, new).is_none()) {
            self.add(&format!("{path}.{n}"), field, Difference::Removed(it.clone()), it);
        }
        let mut places = Vec::new();
        for (n, it) in new.iter().enumerate() {
            let path = format!("{path}.{n}");
            match same(n, it, old) {
                None => self.add(&path, field, Difference::Added(it.clone()), it),
                Some(before) => {
                    places.push(before);
                    let name = Some(it.clone());
                    self.within(field, name, |all| all.part(&path, part, &old[before], it));
                }
            }
        }
        if !places.is_sorted() {
            self.add(path, field, Difference::Moved, &Value::Null);
        }
    }

    fn within(&mut self, field: &'static Field, name: Option<Value>, f: impl FnOnce(&mut Self)) {
        self.inside.push((field, name));
        f(self);
        self.inside.pop();
    }

    fn add(&mut self, path: &str, field: &'static Field, what: Difference, beside: &Value) {
        let field = (field.of, field.name);
        let (path, inside, beside) = (path.to_owned(), self.inside.clone(), beside.clone());
        self.found.push(Change { path, field, what, inside, beside });
    }
}

impl Change {
    /// The change as a sentence.
    pub fn say(&self, lang: Lang) -> String {
        let field =
            super::fields::field(self.field.0, self.field.1).expect("a change is of a field of the list");
        let place = self.place(lang, field);
        let shown = |it: &Value| shown(lang, field, it, &self.beside);
        match &self.what {
            Difference::Added(it) if is_entry(field, it) => {
                t!("change.entry_added", lang, place = place, name = named(lang, it))
            }
            Difference::Removed(it) if is_entry(field, it) => {
                t!("change.entry_removed", lang, place = place, name = named(lang, it))
            }
            Difference::Added(it) => t!("change.added", lang, place = place, new = shown(it)),
            Difference::Removed(it) => t!("change.removed", lang, place = place, old = shown(it)),
            Difference::Moved => t!("change.moved", lang, place = place),
            Difference::Changed(old, new) => {
                let (before, after) = (shown(old), shown(new));
                match size(old).zip(size(new)) {
                    Some((a, b)) if a < b => {
                        t!("change.raised", lang, place = place, old = before, new = after)
                    }
                    Some((a, b)) if b < a => {
                        t!("change.lowered", lang, place = place, old = before, new = after)
                    }
                    _ => t!("change.changed", lang, place = place, old = before, new = after),
                }
            }
        }
    }

    /// The parts it stands in and the field: `Fees “Cost of the document” · Amount`.
    fn place(&self, lang: Lang, field: &Field) -> String {
        let mut said: Vec<String> = Vec::new();
        for (part, name) in &self.inside {
            said.push(match name {
                Some(it) => t!("change.of", lang, part = part.label(lang), name = named(lang, it)),
                None => part.label(lang).to_owned(),
            });
        }
        said.push(field.label(lang).to_owned());
        said.join(" · ")
    }
}

fn is_entry(field: &Field, it: &Value) -> bool {
    matches!(field.shape, Shape::Parts(_)) && it.is_object()
}

/// What an entry is called: its name, what it asks or says, or its key.
fn named(lang: Lang, it: &Value) -> String {
    let words =
        ["name", "label", "title", "text", "question", "reason"].iter().find_map(|name| words_of(&it[*name]));
    match words {
        Some(words) => cut(words.say(lang)),
        None => it["key"].as_str().or(it["on"].as_str()).unwrap_or("–").to_owned(),
    }
}

/// A value as people read it.
fn shown(lang: Lang, field: &Field, it: &Value, beside: &Value) -> String {
    if (field.of, field.name) == ("Fee", "minor") {
        return amount(it.as_i64().unwrap_or_default(), beside["currency"].as_str().unwrap_or_default());
    }
    if let Some(words) = words_of(it) {
        return cut(words.say(lang));
    }
    match it {
        Value::Bool(true) => t!("change.yes", lang).to_owned(),
        Value::Bool(false) => t!("change.no", lang).to_owned(),
        Value::String(it) => cut(it),
        Value::Object(_) if field.shape == Shape::Limit => limit(lang, it),
        Value::Array(all) => {
            let each: Vec<_> = all.iter().map(|it| shown(lang, field, it, &Value::Null)).collect();
            cut(&each.join(", "))
        }
        it => cut(&it.to_string()),
    }
}

fn limit(lang: Lang, it: &Value) -> String {
    let unit = it["unit"].as_str().unwrap_or_default();
    let unit = TEXTS.find(lang, &format!("change.unit.{unit}")).unwrap_or(unit);
    format!("{} {unit}", it["n"])
}

/// What is more and what is less, where that can be said.
fn size(it: &Value) -> Option<i64> {
    it.as_i64().or_else(|| it["n"].as_i64())
}

fn words_of(it: &Value) -> Option<Words> {
    let said = |name| it.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Words { zh: said("zh")?, en: said("en")? })
}

fn cut(it: &str) -> String {
    match it.char_indices().nth(VALUE_LETTERS_MAX) {
        Some((at, _)) => format!("{}…", &it[..at]),
        None => it.to_owned(),
    }
}

fn is_nothing(it: &Value) -> bool {
    it.is_null() || *it == Value::Bool(false) || it.as_array().is_some_and(Vec::is_empty)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
