//! Proofs of sealing, wrapping, blinding and signing, against the vectors of the standards.
//! Chance is replaced by fixed bytes, so every run is the same.

mod sealing;
mod signing;

/// Bytes written as hexadecimal digits.
fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// A fixed number of bytes written as hexadecimal digits.
fn hex_of<const N: usize>(text: &str) -> [u8; N] {
    hex(text).try_into().unwrap()
}
