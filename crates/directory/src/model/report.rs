//! What became of an import, for the one who asked for it: counts, differences, and every row that was refused.
//! Knows no kind of row, and the words of its flaws only by their codes.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use kit::{Flaw, Lang, Texts, fill, t};
use serde_json::{Value, json};

/// How many refused rows are listed; the others are counted.
pub const REFUSED_ROWS_MAX: usize = 1_000;

/// How many examples of each kind of difference are kept.
pub const EXAMPLES_MAX: usize = 20;

/// What became of one file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The source it is for, as `kind/source`.
    pub source: String,
    /// The name of the file.
    pub file: String,
    /// The file's SHA-256.
    pub hash: [u8; 32],
    /// What became of it.
    pub outcome: Outcome,
    /// How many rows it brings, those a profile added included.
    pub n_rows: usize,
    /// How they differ from what was current.
    pub diff: Diff,
    /// The rows that cannot be taken.
    pub refused: Refused,
    /// What is worth knowing though nothing is wrong.
    pub notes: Vec<Flaw>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its rows are current.
    Imported,
    /// It was current already; nothing was done.
    Unchanged,
    /// Some of its rows cannot be taken, so none was.
    Refused,
}

/// How a file's rows differ from those that were current.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Rows that are new.
    pub added: Examples,
    /// Rows that are gone.
    pub removed: Examples,
    /// Rows that say something else under the same key.
    pub renamed: Examples,
}

/// How many there are, and the first few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// How many there are.
    pub n: usize,
    /// The first [`EXAMPLES_MAX`].
    pub first: Vec<String>,
}

/// The rows that cannot be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// How many there are.
    pub n: usize,
    /// The first [`REFUSED_ROWS_MAX`], each with its line, counted from 1; 0 where it has none.
    pub rows: Vec<(u64, Flaw)>,
}

impl Refused {
    /// Adds a row.
    pub fn add(&mut self, line: u64, flaw: Flaw) {
        self.n += 1;
        if self.rows.len() < REFUSED_ROWS_MAX {
            self.rows.push((line, flaw));
        }
    }
}

impl Examples {
    fn add(&mut self, example: impl FnOnce() -> String) {
        self.n += 1;
        if self.first.len() < EXAMPLES_MAX {
            self.first.push(example());
        }
    }
}

impl Diff {
    /// Compares what rows say, by key.
    pub fn of(mut old: BTreeMap<String, String>, new: &mut dyn Iterator<Item = (&str, String)>) -> Self {
        let mut diff = Self::default();
        for (key, says) in new {
            match old.remove(key) {
                None => diff.added.add(|| format!("{key} {says}")),
                Some(before) if before != says => diff.renamed.add(|| format!("{key} {before} → {says}")),
                Some(_) => {}
            }
        }
        for (key, says) in old {
            diff.removed.add(|| format!("{key} {says}"));
        }
        diff
    }
}

impl Report {
    /// The file's SHA-256 as people compare it.
    pub fn hash_text(&self) -> String {
        HEXLOWER.encode(&self.hash)
    }

    /// What an act says of it.
    pub(crate) fn act_body(&self) -> Value {
        json!({
            "source": self.source,
            "file": self.file,
            "sha256": self.hash_text(),
            "n_rows": self.n_rows,
            "n_added": self.diff.added.n,
            "n_removed": self.diff.removed.n,
            "n_renamed": self.diff.renamed.n,
        })
    }

    /// The report in lines for people; `texts` says the flaws of the kind of row.
    pub fn lines(&self, lang: Lang, texts: &Texts) -> Vec<String> {
        let (n, hash) = (self.n_rows, self.hash_text());
        let mut lines = vec![t!("import.head", lang, source = self.source, file = self.file, hash = hash)];
        lines.push(match self.outcome {
            Outcome::Imported => t!("import.imported", lang, n = n),
            Outcome::Unchanged => t!("import.unchanged", lang).to_owned(),
            Outcome::Refused => t!("import.refused", lang, n = self.refused.n),
        });
        if self.outcome == Outcome::Imported {
            let diff = &self.diff;
            lines.extend(examples(lang, t!("import.added", lang), &diff.added));
            lines.extend(examples(lang, t!("import.removed", lang), &diff.removed));
            lines.extend(examples(lang, t!("import.renamed", lang), &diff.renamed));
        }
        lines.extend(self.notes.iter().map(|it| words(lang, texts, it)));
        let rows = self.refused.rows.iter();
        lines.extend(rows.map(|(line, flaw)| match line {
            0 => words(lang, texts, flaw),
            line => t!("import.line", lang, line = line, words = words(lang, texts, flaw)),
        }));
        lines.extend(more(lang, self.refused.n - self.refused.rows.len()));
        lines
    }
}

fn examples(lang: Lang, name: &str, of: &Examples) -> Vec<String> {
    let head = t!("import.count", lang, name = name, n = of.n);
    let rows = of.first.iter().map(|it| format!("  {it}"));
    std::iter::once(head).chain(rows).chain(more(lang, of.n - of.first.len())).collect()
}

fn more(lang: Lang, n: usize) -> Option<String> {
    (0 < n).then(|| t!("import.more", lang, n = n))
}

fn words(lang: Lang, texts: &Texts, flaw: &Flaw) -> String {
    let args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = format!("flaw.{}", flaw.code);
    fill(texts.find(lang, &key).unwrap_or(flaw.code), &args)
}
