//! What stands on a paper, before it is laid out.
//! Knows neither sizes nor places; the words come from whoever issues it.

use std::fmt;

use kit::Lang;

use crate::{Seal, face::Face};

/// The most characters a paper holds.
pub const CHARS_MAX: usize = 60_000;
/// The most pages a paper has.
pub const PAGES_MAX: usize = 64;

/// An official paper.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The language it is in.
    pub lang: Lang,
    /// Who issues it, as it stands at its head.
    pub agency: String,
    /// What it is called.
    pub title: String,
    /// Its number 文号.
    pub number: String,
    /// Whom it speaks to.
    pub to: Option<String>,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// Who signed, when, with which seal.
    pub signed: Signed,
    /// What stands at the foot of every page.
    pub footer: Option<String>,
}

/// One part of what a paper says.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph; a line break starts another.
    Paragraph(String),
    /// What an official said in their own words, under a heading of its own if there is one.
    Said(Option<String>, String),
    /// A list of things.
    Items(Vec<String>),
    /// Numbered reasons, each with its ground.
    Reasons(Vec<Reason>),
    /// Names with their values.
    Rows(Vec<Row>),
    /// A remark in small print.
    Note(String),
}

/// A reason with the clause it rests on.
#[derive(Clone, Debug)]
pub struct Reason {
    /// What it says.
    pub words: String,
    /// Its ground in law.
    pub ground: Option<String>,
}

/// A name with its value.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is named.
    pub name: String,
    /// What it is; a line break starts another line.
    pub value: String,
}

/// The end of a paper.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who signed.
    pub agency: String,
    /// The day, in words.
    pub day: String,
    /// The seal that lies over it.
    pub seal: Seal,
}

/// Why a paper cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No font has this character.
    Missing(char),
    /// It is longer than [`CHARS_MAX`] or [`PAGES_MAX`].
    TooLong,
}

impl Paper {
    /// Finds what stands in the way of making it; a character is never left out silently.
    pub(crate) fn check(&self, face: &Face) -> Result<(), Flaw> {
        let mut n_chars = 0;
        for words in self.words() {
            n_chars += words.chars().count();
            if let Some(it) = words.chars().find(|it| !face.has(*it)) {
                return Err(Flaw::Missing(it));
            }
        }
        if n_chars > CHARS_MAX { Err(Flaw::TooLong) } else { Ok(()) }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let seal = &self.signed.seal;
        let ends =
            [&self.agency, &self.title, &self.number, &self.signed.agency, &self.signed.day, &seal.agency];
        let may = [&self.to, &self.footer, &seal.across];
        let parts = self.parts.iter().flat_map(Part::words);
        ends.into_iter().chain(may.into_iter().flatten()).map(String::as_str).chain(parts)
    }
}

impl Part {
    fn words(&self) -> Vec<&str> {
        match self {
            Part::Heading(it) | Part::Paragraph(it) | Part::Note(it) => vec![it],
            Part::Said(head, it) => head.iter().chain([it]).map(String::as_str).collect(),
            Part::Items(all) => all.iter().map(String::as_str).collect(),
            Part::Reasons(all) => {
                let words = all.iter().flat_map(|it| [Some(&it.words), it.ground.as_ref()]);
                words.flatten().map(String::as_str).collect()
            }
            Part::Rows(all) => all.iter().flat_map(|it| [it.name.as_str(), it.value.as_str()]).collect(),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flaw::Missing(it) => write!(f, "no font has U+{:04X}", u32::from(*it)),
            Flaw::TooLong => write!(f, "longer than {CHARS_MAX} characters or {PAGES_MAX} pages"),
        }
    }
}

impl std::error::Error for Flaw {}
