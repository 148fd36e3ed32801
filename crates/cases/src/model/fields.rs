//! Every field of a matter's file: its shape, its unit, the standard's name for it, an example.
//! The reference, the authoring pages and the words of a comparison are made from this one list; it checks nothing.

mod list;

use std::fmt::Write;

use kit::{Lang, t};

use crate::TEXTS;

pub use list::FIELDS;

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Text,
    /// A name in the file: small letters, digits, underscores.
    Key,
    /// The same in each language: `{ zh: …, en: … }`.
    Words,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Truth,
    /// One of these words.
    One(&'static [&'static str]),
    /// Some of these words, as a list.
    AnyOf(&'static [&'static str]),
    /// A list of lines of text.
    Texts,
    /// A list of words in each language.
    ManyWords,
    /// A clause of the law register: `food-safety-law/35-1`.
    Clause,
    /// A list of clauses.
    Clauses,
    /// A length of time: `{ n: 20, unit: working_days }`.
    Limit,
    /// The fields of this part.
    Part(&'static str),
    /// A list of this part.
    Parts(&'static str),
    /// Read by its own rules, as the example shows.
    Own,
}

/// A field of a part of a matter's file.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The part it belongs to.
    pub of: &'static str,
    /// Its name in the file.
    pub name: &'static str,
    /// What stands in it.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// What the national standard calls it, if it has it.
    pub national: &'static str,
    /// An example, as the file writes it.
    pub example: &'static str,
}

impl Field {
    /// What people read as its name.
    pub fn label(&self, lang: Lang) -> &'static str {
        let own = TEXTS.find(lang, &format!("field.{}.{}", self.of, self.name));
        own.or_else(|| TEXTS.find(lang, &format!("field.{}", self.name))).unwrap_or(self.name)
    }
}

impl Shape {
    /// What stands in it, in words.
    pub fn say(self, lang: Lang) -> String {
        match self {
            Shape::Text => t!("shape.text", lang).to_owned(),
            Shape::Key => t!("shape.key", lang).to_owned(),
            Shape::Words => t!("shape.words", lang).to_owned(),
            Shape::Number => t!("shape.number", lang).to_owned(),
            Shape::Truth => t!("shape.truth", lang).to_owned(),
            Shape::One(all) => t!("shape.one", lang, words = all.join(", ")),
            Shape::AnyOf(all) => t!("shape.some", lang, words = all.join(", ")),
            Shape::Texts => t!("shape.texts", lang).to_owned(),
            Shape::ManyWords => t!("shape.many_words", lang).to_owned(),
            Shape::Clause => t!("shape.clause", lang).to_owned(),
            Shape::Clauses => t!("shape.clauses", lang).to_owned(),
            Shape::Limit => t!("shape.limit", lang).to_owned(),
            Shape::Part(part) => t!("shape.part", lang, part = part),
            Shape::Parts(part) => t!("shape.parts", lang, part = part),
            Shape::Own => t!("shape.own", lang).to_owned(),
        }
    }

    /// The part behind it, if it has one.
    pub fn part(self) -> Option<&'static str> {
        match self {
            Shape::Part(part) | Shape::Parts(part) => Some(part),
            _ => None,
        }
    }
}

/// The fields of a part, in the order of the file.
pub fn fields_of(part: &str) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |it| it.of == part)
}

/// A field by its part and name.
pub fn field(part: &str, name: &str) -> Option<&'static Field> {
    fields_of(part).find(|it| it.name == name)
}

/// The field a path leads to: `materials.2.name` is the name of a material. The inside of words and the like has none.
pub fn field_at(path: &str) -> Option<&'static Field> {
    let mut part = "Matter";
    let mut found = None;
    for it in path.split('.').filter(|it| it.parse::<usize>().is_err()) {
        let next = field(part, it)?;
        found = Some(next);
        match next.shape.part() {
            Some(inside) => part = inside,
            None => part = "",
        }
    }
    found
}

/// The part whose fields stand at a path: `materials.2` is a Material; the root is a Matter.
pub fn part_at(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("Matter");
    }
    field_at(path).and_then(|it| match it.shape {
        Shape::Part(part) => Some(part),
        Shape::Parts(part) if path.rsplit('.').next().is_some_and(|it| it.parse::<usize>().is_ok()) => {
            Some(part)
        }
        _ => None,
    })
}

/// Every part, in the order of the list.
pub fn parts() -> Vec<&'static str> {
    let mut all = Vec::new();
    for it in FIELDS {
        if !all.contains(&it.of) {
            all.push(it.of);
        }
    }
    all
}

/// The reference of a matter's file, as `docs/matter-file.md` holds it.
pub fn reference() -> String {
    let lang = Lang::EN;
    let mut text = format!("# {}\n\n{}\n", t!("reference.title", lang), t!("reference.words", lang));
    for part in parts() {
        let name = TEXTS.find(lang, &format!("part.{part}")).unwrap_or(part);
        let chinese = TEXTS.find(Lang::ZH, &format!("part.{part}")).unwrap_or(part);
        let _ = write!(text, "\n## {part}\n\n{name} {chinese}.\n\n");
        let heads = [
            t!("reference.field", lang),
            t!("reference.meaning", lang),
            t!("reference.shape", lang),
            t!("reference.needed", lang),
            t!("reference.standard", lang),
            t!("reference.example", lang),
        ];
        let _ = writeln!(text, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
        for it in fields_of(part) {
            let needed = if it.needed { t!("reference.yes", lang) } else { "" };
            let (english, chinese) = (it.label(lang), it.label(Lang::ZH));
            let national = if it.national.is_empty() { String::new() } else { format!("`{}`", it.national) };
            let example = it.example.replace('|', "\\|");
            let _ = writeln!(
                text,
                "| `{}` | {english} {chinese} | {} | {needed} | {national} | `{example}` |",
                it.name,
                it.shape.say(lang).replace('|', "\\|"),
            );
        }
    }
    text + &super::inherit::reference(lang)
}
