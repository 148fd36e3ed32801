//! What serde says does not fit, with the path it was at; a slip becomes a finding.
//! Knows no document; whoever reads one adds where it stands.

use std::fmt;

use serde::de;

use super::KNOWN_MAX;
use crate::model::check::Finding;

/// What does not fit, and where.
#[derive(Debug)]
pub(crate) struct Slip {
    /// From the inside out.
    path: Vec<String>,
    what: What,
}

#[derive(Debug)]
enum What {
    Missing(&'static str),
    Doubled(&'static str),
    Unknown(String, String),
    UnknownWord(String, String),
    WrongKind(String),
    Unfit(String),
}

impl Slip {
    /// The same, seen from outside of that part.
    pub(super) fn inside(mut self, part: impl fmt::Display) -> Slip {
        self.path.push(part.to_string());
        self
    }

    /// As a finding that is not placed yet.
    pub(super) fn finding(self) -> Finding {
        let above: Vec<_> = self.path.into_iter().rev().collect();
        let path = above.join(".");
        let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match self.what {
            What::Missing(field) if ["zh", "en"].contains(&field) => {
                Finding::of(inside(field), "words.missing").with("language", field)
            }
            What::Missing(field) => Finding::of(inside(field), "schema.missing_field").with("field", field),
            What::Doubled(field) => Finding::of(inside(field), "schema.doubled_field").with("field", field),
            What::Unknown(field, known) => {
                Finding::of(path, "schema.unknown_field").with("field", field).with("known", known)
            }
            What::UnknownWord(word, known) => {
                Finding::of(path, "schema.unknown_word").with("word", word).with("known", known)
            }
            What::WrongKind(expected) => match wrong_kind(&expected) {
                Some(code) => Finding::of(path, code),
                None => Finding::of(path, "schema.wrong_kind").with("expected", expected),
            },
            What::Unfit(words) => {
                // A part that is read whole says which of its fields does not fit between backticks.
                let field = words.rsplit('`').nth(1).filter(|it| !it.is_empty() && !it.contains(' '));
                let path = field.map_or_else(|| path.clone(), inside);
                Finding::of(path, "schema.unfit").with("words", words)
            }
        }
    }

    fn of(what: What) -> Slip {
        Slip { path: Vec::new(), what }
    }
}

/// The code of what serde expected, where it is one of ours.
fn wrong_kind(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "a string" => "schema.not_text",
        "a boolean" => "schema.not_truth",
        "a sequence" => "schema.not_list",
        "one of the words it may be" => "schema.not_word",
        "u8" | "u16" | "u32" | "u64" => "schema.not_number",
        "i8" | "i16" | "i32" | "i64" => "schema.not_integer",
        it if it.starts_with("struct ") || it == "a map" => "schema.not_fields",
        _ => return None,
    })
}

fn listed(known: &[&str]) -> String {
    known.iter().take(KNOWN_MAX).copied().collect::<Vec<_>>().join(", ")
}

impl de::Error for Slip {
    fn custom<T: fmt::Display>(words: T) -> Slip {
        Slip::of(What::Unfit(words.to_string()))
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Slip {
        Slip::of(What::WrongKind(expected.to_string()))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Slip {
        Slip::of(What::WrongKind(expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Slip {
        Slip::of(What::WrongKind(expected.to_string()))
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Slip {
        Slip::of(What::UnknownWord(word.to_owned(), listed(known)))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Slip {
        Slip::of(What::Unknown(field.to_owned(), listed(known)))
    }

    fn missing_field(field: &'static str) -> Slip {
        Slip::of(What::Missing(field))
    }

    fn duplicate_field(field: &'static str) -> Slip {
        Slip::of(What::Doubled(field))
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}", self.what, self.path)
    }
}

impl std::error::Error for Slip {}
