//! What came in from a page: fields and what was typed into them, found fast and kept for showing again.
//! Judges nothing; a field that nobody asks for is only counted.

use std::collections::BTreeMap;

use crate::{Answer, Answers, Form, Kind};

/// The most fields one page may post.
pub const FIELDS_MAX: usize = 2_000;
/// The longest text of one field that is read or kept, in bytes.
pub const VALUE_BYTES_MAX: usize = 64 * 1024;

/// Fields as they were posted, in the order of their names.
pub(crate) struct Posted<'a> {
    fields: Vec<(&'a str, &'a str)>,
    n_taken: usize,
}

/// What was typed, field by field, to be shown again as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl<'a> Posted<'a> {
    pub(crate) fn of(posted: &'a [(String, String)]) -> Self {
        let mut fields: Vec<_> = posted.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.sort_by_key(|(name, _)| *name);
        Self { fields, n_taken: 0 }
    }

    /// All that was typed into a field, in order. Each field is taken once.
    pub(crate) fn take(&mut self, field: &str) -> &[(&'a str, &'a str)] {
        let from = self.fields.partition_point(|(name, _)| *name < field);
        let n = self.fields[from..].iter().take_while(|(name, _)| *name == field).count();
        self.n_taken += n;
        &self.fields[from..from + n]
    }

    /// Whether a field came in that nobody took.
    pub(crate) fn has_untaken(&self) -> bool {
        self.n_taken < self.fields.len()
    }
}

impl Typed {
    /// What stands in a field; nothing, if nothing was typed.
    pub fn first(&self, field: &str) -> &str {
        self.all(field).first().map_or("", String::as_str)
    }

    /// All that stands in a field that can come several times.
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// Whether a value is chosen in a field.
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.all(field).iter().any(|it| it == value)
    }

    /// What was typed, as it would be posted.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let pairs = |(field, values): (&String, &Vec<String>)| {
            values.iter().map(|it| (field.clone(), it.clone())).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(pairs).collect()
    }

    pub(crate) fn keep(&mut self, field: &str, values: &[(&str, &str)]) {
        if !values.is_empty() {
            let cut = |it: &str| it[..it.floor_char_boundary(VALUE_BYTES_MAX)].to_owned();
            self.0.insert(field.to_owned(), values.iter().map(|(_, value)| cut(value)).collect());
        }
    }
}

impl Form {
    /// The answers as they would be typed: to change one, and to read them all again.
    pub fn typed(&self, answers: &Answers) -> Typed {
        let mut typed = Typed::default();
        for question in self.questions() {
            let Some(answer) = answers.get(&question.key) else { continue };
            let (key, kind) = (&question.key, &question.kind);
            let fields = match (answer, kind) {
                (Answer::Text(it), Kind::Date { .. }) => {
                    let parts = it.split('-').rev().map(|it| vec![it.trim_start_matches('0').to_owned()]);
                    kind.fields(key).into_iter().zip(parts).collect()
                }
                (Answer::Text(it), _) => vec![(key.clone(), vec![it.clone()])],
                (Answer::Number(it), _) => vec![(key.clone(), vec![crate::shown::point(*it, kind.places())])],
                (Answer::Flag(it), _) => vec![(key.clone(), vec![if *it { "yes" } else { "no" }.to_owned()])],
                (Answer::Keys(it), _) => vec![(key.clone(), it.clone())],
            };
            typed.0.extend(fields);
        }
        typed
    }
}
