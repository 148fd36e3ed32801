//! Cosignatures of witnesses, version 1: a time and a signature over it and the checkpoint.
//! Knows no clock; the time comes in with the call.

use crate::SIZE_MAX;

const TIME_BYTES: usize = size_of::<u64>();

/// What a witness signs.
pub(crate) fn message(time_s: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time_s}\n{text}").into_bytes()
}

/// The time and the plain signature as they stand behind the key's id.
pub(crate) fn join(time_s: u64, signature: &[u8]) -> Vec<u8> {
    [&time_s.to_be_bytes(), signature].concat()
}

/// The time and the plain signature, unless it is too short or the time beyond all times.
pub(crate) fn split(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = bytes.split_first_chunk::<TIME_BYTES>()?;
    let time_s = u64::from_be_bytes(*time);
    is_time(time_s).then_some((time_s, signature))
}

/// Whether a witness may have signed then: the format ends where signed 64-bit numbers do.
pub(crate) fn is_time(time_s: u64) -> bool {
    time_s <= SIZE_MAX
}
