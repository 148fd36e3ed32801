//! Reads YAML into types, within limits: once into a tree that knows where each value stands, then out of the tree.
//! Knows neither matters nor law; whatever is wrong becomes a finding that names its place and its path.

mod slip;
mod tree;

use serde::de::DeserializeOwned;
use serde_saphyr::{DuplicateKeyPolicy, Error, MessageFormatter, Options, Spanned, UserMessageFormatter};

use self::tree::{Spot, Tree};
use super::Finding;

/// How deep a file may nest.
const DEPTH_MAX: usize = 24;
/// How many values a file may have.
const NODES_MAX: usize = 50_000;
/// How many words that might have been meant are listed.
const KNOWN_MAX: usize = 40;

/// Reads a file that is no larger than so many bytes; says where each value stood.
pub(crate) fn read<T: DeserializeOwned>(
    file: &str,
    text: &str,
    bytes_max: usize,
) -> Result<(T, Places), Vec<Finding>> {
    let wrong = |it: Finding| vec![Finding { file: file.to_owned(), ..it }];
    if text.len() > bytes_max {
        return Err(wrong(Finding::of("", "file.too_large").with("max", bytes_max)));
    }
    let root = tree_of(text, DuplicateKeyPolicy::Error).map_err(|it| wrong(finding(text, &it)))?;
    if root.is_nothing() {
        return Err(wrong(Finding { line: Some(1), column: Some(1), ..Finding::of("", "file.empty") }));
    }
    let places = Places(root);
    match T::deserialize(&places.0) {
        Ok(it) => Ok((it, places)),
        Err(slip) => Err(wrong(places.place(slip.finding()))),
    }
}

fn tree_of(text: &str, doubled: DuplicateKeyPolicy) -> Result<Spot, Box<Error>> {
    let read = serde_saphyr::from_str_with_options::<Spanned<Tree>>(text, options(doubled));
    read.map(Spot::of).map_err(Box::new)
}

fn options(doubled: DuplicateKeyPolicy) -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH_MAX,
            max_nodes: NODES_MAX,
            max_documents: 2,
            max_anchors: 0,
            max_aliases: 0,
        },
        duplicate_keys: doubled,
        // `no`, `on` and `yes` are words; only `true` and `false` are truth values.
        strict_booleans: true,
    }
}

/// What is wrong with a text that is no YAML, or more than it may be.
fn finding(text: &str, error: &Error) -> Finding {
    let error = error.without_snippet();
    let at = error.location();
    let found = match error {
        Error::DuplicateMappingKey { key, .. } => {
            let name = key.as_deref().unwrap_or("?");
            // Read again, the later one counts; it stands where the error does.
            let place = at.zip(tree_of(text, DuplicateKeyPolicy::LastWins).ok());
            let path = place.and_then(|(at, root)| root.path_of_name((at.line(), at.column())));
            let path = path.unwrap_or_else(|| name.to_owned());
            Finding::of(path, "schema.doubled_field").with("field", name)
        }
        Error::Budget { .. } => Finding::of("", "file.too_complex"),
        Error::MultipleDocuments { .. } => Finding::of("", "file.several_documents"),
        Error::Eof { .. } => Finding::of("", "file.empty"),
        _ => Finding::of("", "yaml.malformed").with("words", UserMessageFormatter.format_message(error)),
    };
    Finding { line: at.map(|it| it.line()), column: at.map(|it| it.column()), ..found }
}

/// Where each value of a file stands, by its path: `tables.0.rows.2.clause`.
#[derive(Debug)]
pub(crate) struct Places(Spot);

impl Places {
    /// Puts a finding where its path leads; where that is missing, at what it should stand in.
    pub(crate) fn place(&self, mut finding: Finding) -> Finding {
        if finding.line.is_none() {
            let (line, column) = self.0.find(&finding.path);
            (finding.line, finding.column) = (Some(line), Some(column));
        }
        finding
    }
}
