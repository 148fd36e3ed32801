//! Codes of the administrative tree, in the shape of GB/T 2260: 2, 4, 6, 9 or 12 digits.
//! The shape is all a code knows; which regions exist is the directory's affair.

use std::fmt;

/// A region's code: province, city, county, town or village by its length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

/// How many digits each level of the tree has.
const LENGTHS: [usize; 5] = [2, 4, 6, 9, 12];

impl RegionCode {
    /// Digits of one of the five lengths, or nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let ok = LENGTHS.contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        ok.then(|| Self(text.to_owned()))
    }

    /// 1 for a province to 5 for a village.
    pub fn level(&self) -> usize {
        LENGTHS.iter().position(|it| *it == self.0.len()).expect("parse admits only these lengths") + 1
    }

    /// The region this one lies in; none above a province.
    pub fn parent(&self) -> Option<RegionCode> {
        let above = self.level().checked_sub(2)?;
        Some(Self(self.0[..LENGTHS[above]].to_owned()))
    }

    /// Whether a region is this one or lies in it.
    pub fn covers(&self, other: &RegionCode) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
