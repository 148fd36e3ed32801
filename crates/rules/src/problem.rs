//! What is wrong with a table or an expression, by place and code.
//! Holds no sentences: the block that shows a problem has its text.

/// One thing wrong, where, and the values its text speaks of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Where in the table, as `rows.3.when.1`, counted from one as a reader counts; empty for the whole.
    pub place: String,
    /// What is wrong, as `noun.what`.
    pub code: &'static str,
    /// Values the text speaks of, as `{name}`.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem whose text needs no values.
    pub fn of(place: impl Into<String>, code: &'static str) -> Self {
        Self { place: place.into(), code, args: Vec::new() }
    }

    /// Adds a value the text speaks of.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same problem, known to lie at this place.
    #[must_use]
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }
}
