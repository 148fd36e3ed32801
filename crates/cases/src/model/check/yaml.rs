//! Reads YAML into types, within limits: once into a tree that knows where each value stands, then out of the tree.
//! Knows neither matters nor law; whatever is wrong becomes a finding that names its place and its path.

mod plain;
mod reading;
mod slip;
mod tree;

use serde::de::DeserializeOwned;

use self::tree::Spot;
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
    let places = Places(reading::tree(text).map_err(|it| wrong(*it))?);
    match T::deserialize(&places.0) {
        Ok(it) => Ok((it, places)),
        Err(slip) => Err(wrong(places.place(slip.finding()))),
    }
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
