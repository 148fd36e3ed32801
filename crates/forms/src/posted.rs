//! What came in from a page: fields and what was typed into them, found fast and kept for showing again.
//! Judges nothing; a field that nobody asks for is only counted.

use std::collections::BTreeMap;

use crate::answer::SIDES;
use crate::{Answer, Answers, Form, Kind, Page};

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

    /// Whether any field came in whose name begins so.
    pub(crate) fn has_under(&self, prefix: &str) -> bool {
        let from = self.fields.partition_point(|(name, _)| *name < prefix);
        self.fields.get(from).is_some_and(|(name, _)| name.starts_with(prefix))
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

    /// What was typed, from what would be posted: to keep what could not be read, and show it again.
    pub fn of_pairs(pairs: &[(String, String)]) -> Self {
        let mut typed = Self::default();
        for (field, value) in pairs.iter().take(FIELDS_MAX) {
            let value = value[..value.floor_char_boundary(VALUE_BYTES_MAX)].to_owned();
            typed.0.entry(field.clone()).or_default().push(value);
        }
        typed
    }

    /// Puts what was typed into fields over what stood there before.
    pub fn over(mut self, before: Typed) -> Self {
        for (field, values) in before.0 {
            self.0.entry(field).or_insert(values);
        }
        self
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether nothing but white space was typed.
    pub(crate) fn is_blank(&self) -> bool {
        self.0.values().flatten().all(|it| it.trim().is_empty())
    }

    pub(crate) fn extend(&mut self, other: Typed) {
        self.0.extend(other.0);
    }

    fn put(&mut self, field: String, values: Vec<String>) {
        self.0.insert(field, values);
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
        for page in &self.pages {
            match &page.repeat {
                None => page.typed("", answers, &mut typed),
                Some(_) => {
                    for (n, row) in answers.rows(&page.key).iter().enumerate() {
                        page.typed(&format!("{}.{n}.", page.key), row, &mut typed);
                    }
                }
            }
        }
        typed
    }
}

impl Page {
    /// Computed answers are left out: nobody types them.
    fn typed(&self, prefix: &str, answers: &Answers, typed: &mut Typed) {
        for question in self.questions.iter().filter(|it| it.computed.is_none()) {
            let name = format!("{prefix}{}", question.key);
            for side in SIDES {
                match answers.get(&format!("{}.{side}", question.key)) {
                    Some(Answer::Text(it)) => typed.put(format!("{name}.{side}"), vec![it.clone()]),
                    Some(Answer::Keys(it)) => typed.put(format!("{name}.{side}"), it.clone()),
                    _ => {}
                }
            }
            if let Some(answer) = answers.get(&question.key) {
                question.kind.typed(name, answer, typed);
            }
        }
    }
}

impl Kind {
    fn typed(&self, name: String, answer: &Answer, typed: &mut Typed) {
        match (answer, self) {
            (Answer::Text(it), Kind::Date { .. } | Kind::YearMonth { .. }) => {
                self.fields(&name)
                    .into_iter()
                    .zip(day_parts(it))
                    .for_each(|(field, it)| typed.put(field, it));
            }
            (Answer::Parts(parts), Kind::DateRange { .. }) => {
                let days = ["from", "to"].into_iter().filter_map(|it| parts.get(it));
                let typed_parts = days.flat_map(|it| day_parts(it));
                self.fields(&name).into_iter().zip(typed_parts).for_each(|(field, it)| typed.put(field, it));
            }
            (Answer::Parts(parts), Kind::Signature) => {
                typed.put(format!("{name}.agreed"), vec!["yes".to_owned()]);
                typed.put(name, parts.get("name").cloned().into_iter().collect());
            }
            (Answer::Parts(parts), _) => {
                parts.iter().for_each(|(part, it)| typed.put(format!("{name}.{part}"), vec![it.clone()]));
            }
            (Answer::Text(it), _) => typed.put(name, vec![it.clone()]),
            (Answer::Number(it), _) => typed.put(name, vec![crate::shown::point(*it, self.places())]),
            (Answer::Flag(it), _) => typed.put(name, vec![if *it { "yes" } else { "no" }.to_owned()]),
            (Answer::Keys(it), _) => typed.put(name, it.clone()),
            (Answer::Rows(_), _) => {}
        }
    }
}

/// Day, month and year of a kept day, or month and year, as people type them.
fn day_parts(day: &str) -> impl Iterator<Item = Vec<String>> {
    day.split('-').rev().map(|it| vec![it.trim_start_matches('0').to_owned()])
}
