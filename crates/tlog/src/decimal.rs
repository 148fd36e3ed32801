//! Numbers as the formats write them: ASCII digits, no leading zeros.
//! Does not know what is counted.

use crate::SIZE_MAX;

/// A number in its one spelling, unless it is another text or larger than any tree.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !canonical || !digits {
        return None;
    }
    text.parse().ok().filter(|it| *it <= SIZE_MAX)
}
