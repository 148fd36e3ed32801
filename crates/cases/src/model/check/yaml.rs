//! Reads YAML into types, within limits, and remembers where each value stood.
//! Knows neither matters nor law; what the library says of an error becomes a finding.

use std::{collections::BTreeMap, fmt};

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Location, MessageFormatter, Options, Spanned, UserMessageFormatter};

use super::Finding;

/// How deep a file may nest.
const DEPTH_MAX: usize = 24;
/// How many values a file may have.
const NODES_MAX: usize = 50_000;
/// How many words that might have been meant are listed.
const KNOWN_MAX: usize = 40;

/// Reads a file that is no larger than so many bytes.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str, bytes_max: usize) -> Result<T, Vec<Finding>> {
    let wrong = |it: Finding| vec![Finding { file: file.to_owned(), ..it }];
    if text.len() > bytes_max {
        return Err(wrong(Finding::of("", "file.too_large").with("max", bytes_max)));
    }
    serde_saphyr::from_str_with_options(text, options()).map_err(|it: Error| wrong(finding(&it)))
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH_MAX,
            max_nodes: NODES_MAX,
            max_documents: 2,
            max_anchors: 0,
            max_aliases: 0,
        },
    }
}

fn finding(error: &Error) -> Finding {
    let error = error.without_snippet();
    let found = match error {
        Error::SerdeMissingField { field, .. } if ["zh", "en"].contains(field) => {
            Finding::of("", "words.missing").with("language", field)
        }
        Error::SerdeMissingField { field, .. } => {
            Finding::of("", "schema.missing_field").with("field", field)
        }
        Error::SerdeUnknownField { field, expected, .. } => {
            Finding::of("", "schema.unknown_field").with("field", field).with("known", listed(expected))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            Finding::of("", "schema.unknown_word").with("word", variant).with("known", listed(expected))
        }
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            Finding::of("", "schema.wrong_kind").with("expected", expected)
        }
        Error::Unexpected { expected, .. } | Error::InvalidScalar { ty: expected, .. } => {
            Finding::of("", "schema.wrong_kind").with("expected", expected)
        }
        Error::DuplicateMappingKey { key, .. } => {
            Finding::of("", "schema.doubled_field").with("field", key.as_deref().unwrap_or("?"))
        }
        Error::Budget { .. } => Finding::of("", "file.too_complex"),
        Error::MultipleDocuments { .. } => Finding::of("", "file.several_documents"),
        Error::Eof { .. } => Finding::of("", "file.empty"),
        _ => Finding::of("", "yaml.malformed").with("words", UserMessageFormatter.format_message(error)),
    };
    let at = error.location();
    Finding { line: at.map(|it| it.line()), column: at.map(|it| it.column()), ..found }
}

fn listed(known: &[&str]) -> String {
    known.iter().take(KNOWN_MAX).copied().collect::<Vec<_>>().join(", ")
}

/// Where each value of a file stands, by its path: `tables.0.rows.2.clause`.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<String, Location>);

impl Places {
    /// Finds them; a text that is no YAML has none.
    pub(crate) fn of(text: &str) -> Places {
        let mut places = Places::default();
        if let Ok(root) = serde_saphyr::from_str_with_options::<Spanned<Tree>>(text, options()) {
            places.keep(String::new(), &root);
        }
        places
    }

    /// Where a value stands; where it is missing, what it should stand in.
    pub(crate) fn find(&self, path: &str) -> Option<Location> {
        let mut path = path;
        loop {
            if let Some(found) = self.0.get(path) {
                return Some(*found);
            }
            path = match path.rsplit_once('.') {
                Some((above, _)) => above,
                None if path.is_empty() => return None,
                None => "",
            };
        }
    }

    /// Puts a finding where its path leads.
    pub(crate) fn place(&self, mut finding: Finding) -> Finding {
        if let Some(at) = self.find(&finding.path).filter(|_| finding.line.is_none()) {
            (finding.line, finding.column) = (Some(at.line()), Some(at.column()));
        }
        finding
    }

    /// As deep as the reader lets a file nest.
    fn keep(&mut self, path: String, tree: &Spanned<Tree>) {
        let inside = |name: &dyn fmt::Display| match path.is_empty() {
            true => name.to_string(),
            false => format!("{path}.{name}"),
        };
        match &tree.value {
            Tree::Leaf => {}
            Tree::List(all) => all.iter().enumerate().for_each(|(n, it)| self.keep(inside(&n), it)),
            Tree::Map(all) => all.iter().for_each(|(name, it)| self.keep(inside(name), it)),
        }
        self.0.insert(path, tree.referenced);
    }
}

/// A document of which only the places matter.
enum Tree {
    Leaf,
    List(Vec<Spanned<Tree>>),
    Map(Vec<(String, Spanned<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Tree, D::Error> {
        from.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = from.next_entry()? {
            all.push(entry);
        }
        Ok(Tree::Map(all))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut all = Vec::new();
        while let Some(it) = from.next_element()? {
            all.push(it);
        }
        Ok(Tree::List(all))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_str<E>(self, _: &str) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }
}
