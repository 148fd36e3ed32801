//! Words put behind one another so that no two lists of words give the same bytes.
//! Does not know what the words mean.

/// A label that says what for, then every word behind its length.
///
/// Lengths stand before the words because plain joining would let `("ab", "c")` pass for `("a", "bc")`.
pub(crate) fn framed<const N: usize>(label: &'static str, words: [&str; N]) -> Vec<u8> {
    let length = words.iter().map(|it| LENGTH_BYTES + it.len()).sum::<usize>();
    let mut bytes = Vec::with_capacity(label.len() + 1 + length);
    bytes.extend_from_slice(label.as_bytes());
    bytes.push(0);
    for word in words {
        bytes.extend_from_slice(&(word.len() as u64).to_be_bytes());
        bytes.extend_from_slice(word.as_bytes());
    }
    bytes
}

const LENGTH_BYTES: usize = size_of::<u64>();
