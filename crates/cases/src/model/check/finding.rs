//! One thing found in a file of law or of a matter: where, what, and how to mend it.
//! Holds no sentences: they stand in `texts/` as `check.<code>`, those on forms in the crate of forms.

use kit::{Lang, fill, t};

use crate::TEXTS;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The file cannot be used until it is mended.
    Error,
    /// The file can be used; somebody should know.
    Note,
}

/// Who found it, which decides where its words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    File,
    Form,
    Table,
    Flow,
}

/// One thing found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, counted from 1; none where no place in the file can be named.
    pub line: Option<u64>,
    /// The column, counted from 1.
    pub column: Option<u64>,
    /// The place in the document: `tables.0.rows.2.clause`.
    pub path: String,
    /// How much it weighs.
    pub weight: Weight,
    /// Values its words speak of.
    pub args: Vec<(&'static str, String)>,
    pub(in crate::model) area: Area,
    pub(in crate::model) word: &'static str,
}

impl Finding {
    /// An error at a place in the document that is not looked up yet.
    pub(crate) fn of(path: impl Into<String>, code: &'static str) -> Finding {
        let (file, path) = (String::new(), path.into());
        let (line, column, args) = (None, None, Vec::new());
        Finding { file, line, column, path, weight: Weight::Error, args, area: Area::File, word: code }
    }

    /// Adds a value its words speak of.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Finding {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same as a note.
    #[must_use]
    pub(crate) fn noted(mut self) -> Finding {
        self.weight = Weight::Note;
        self
    }

    /// The same, found by another part.
    #[must_use]
    pub(crate) fn found_by(mut self, area: Area, args: Vec<(&'static str, String)>) -> Finding {
        (self.area, self.args) = (area, args);
        self
    }

    /// Its code: `clause.unknown`, or `flow.node.unreachable` where a part of the platform found it.
    pub fn code(&self) -> String {
        let area = match self.area {
            Area::File => "",
            Area::Form => "form.",
            Area::Table => "rules.",
            Area::Flow => "flow.",
        };
        format!("{area}{}", self.word)
    }

    /// What is wrong and how to mend it.
    pub fn say(&self, lang: Lang) -> String {
        if self.area == Area::Form {
            let (place, code, args) = (self.path.clone(), self.word, self.args.clone());
            return forms::Problem { place, code, args }.say(lang);
        }
        let code = self.code();
        let words = TEXTS.find(lang, &format!("check.{code}")).unwrap_or(self.word);
        let args: Vec<_> = self.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(words, &args)
    }

    /// The whole finding in one line, as compilers write it: `matters/x.yaml:12:5: error: …`.
    pub fn line(&self, lang: Lang) -> String {
        let mut at = self.file.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            at.push_str(&format!(":{number}"));
        }
        let weight = match self.weight {
            Weight::Error => t!("check.error", lang),
            Weight::Note => t!("check.note", lang),
        };
        let words = self.say(lang);
        match self.path.as_str() {
            "" => t!("check.line", lang, at = at, weight = weight, words = words),
            path => t!("check.line_of", lang, at = at, weight = weight, words = words, path = path),
        }
    }
}
