//! Judging what a file is by its bytes, whatever it is called: nothing in front of it, nothing behind it, and all of it
//! what its ending says. Knows no storage; archives and documents made of archives are looked into by `archive`.

use super::{Format, archive};

/// How much of a file's front is looked at for other formats, and how much of its end.
const FRONT_BYTES: usize = 1024;
const END_BYTES: u64 = 66 * 1024;
/// How many chunks or segments of a picture are walked over.
const PARTS_MAX: usize = 100_000;

/// The bytes of a file, wherever they lie.
pub(crate) trait Bytes {
    /// How many there are.
    fn len(&self) -> u64;
    /// Exactly so many from there; none where the file ends before.
    fn at(&mut self, from: u64, n: usize) -> Option<Vec<u8>>;
}

/// Whether the bytes are of this format and nothing else; otherwise the code of what is wrong.
pub(crate) fn judge(bytes: &mut dyn Bytes, format: Format) -> Result<(), &'static str> {
    let front = bytes.at(0, FRONT_BYTES.min(usize::try_from(bytes.len()).unwrap_or(FRONT_BYTES)));
    let front = front.ok_or("file.broken")?;
    match format {
        Format::Png => png(bytes, &front),
        Format::Jpeg => jpeg(bytes, &front),
        Format::Webp => webp(bytes, &front),
        Format::Pdf => pdf(bytes, &front),
        _ => archive::judge(bytes, format),
    }
}

/// Chunks from the first to IEND, and the file ends there.
fn png(bytes: &mut dyn Bytes, front: &[u8]) -> Result<(), &'static str> {
    if !front.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err("file.not_its_ending");
    }
    let mut at = 8;
    for n in 0..PARTS_MAX {
        let head = bytes.at(at, 8).ok_or("file.broken")?;
        let length = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        if (n == 0) != (head[4..] == *b"IHDR") {
            return Err("file.broken");
        }
        at = at.saturating_add(12).saturating_add(length);
        if head[4..] == *b"IEND" {
            return ends_at(bytes, at);
        }
    }
    Err("file.broken")
}

/// Segments up to the picture, and nothing behind its end.
fn jpeg(bytes: &mut dyn Bytes, front: &[u8]) -> Result<(), &'static str> {
    if !front.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Err("file.not_its_ending");
    }
    let mut at = 2;
    for _ in 0..PARTS_MAX {
        let head = bytes.at(at, 4).ok_or("file.broken")?;
        if head[0] != 0xFF {
            return Err("file.broken");
        }
        match head[1] {
            0xFF => at += 1,
            0xDA => return picture_ends(bytes, at),
            0x01 | 0xD0..=0xD9 => return Err("file.broken"),
            _ => at = at + 2 + u64::from(u16::from_be_bytes([head[2], head[3]]).max(2)),
        }
    }
    Err("file.broken")
}

/// The coded picture ends with its mark; only the noughts of a full block may follow.
fn picture_ends(bytes: &mut dyn Bytes, from: u64) -> Result<(), &'static str> {
    let n = bytes.len().saturating_sub(from).min(END_BYTES);
    let end = bytes.at(bytes.len() - n, usize::try_from(n).unwrap_or(0)).ok_or("file.broken")?;
    let kept = end.iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
    match end[..kept].ends_with(&[0xFF, 0xD9]) {
        true => Ok(()),
        false => Err("file.more_behind"),
    }
}

/// A RIFF of exactly its length.
fn webp(bytes: &mut dyn Bytes, front: &[u8]) -> Result<(), &'static str> {
    if front.len() < 16 || !front.starts_with(b"RIFF") || front[8..12] != *b"WEBP" || front[12..15] != *b"VP8"
    {
        return Err("file.not_its_ending");
    }
    let length = u64::from(u32::from_le_bytes([front[4], front[5], front[6], front[7]]));
    ends_at(bytes, length + 8)
}

/// Begins as a PDF, ends as one, and is not also something a browser or an unpacker would read.
fn pdf(bytes: &mut dyn Bytes, front: &[u8]) -> Result<(), &'static str> {
    if !front.starts_with(b"%PDF-") {
        return Err("file.not_its_ending");
    }
    let n = bytes.len().min(END_BYTES);
    let end = bytes.at(bytes.len() - n, usize::try_from(n).unwrap_or(0)).ok_or("file.broken")?;
    let mark = end.windows(5).rposition(|it| it == b"%%EOF").ok_or("file.broken")?;
    if !end[mark + 5..].iter().all(|it| it.is_ascii_whitespace() || *it == 0) {
        return Err("file.more_behind");
    }
    let lower = front.to_ascii_lowercase();
    let holds = |bytes: &[u8], sign: &[u8]| bytes.windows(sign.len()).any(|it| it == sign);
    let is_two =
        [&b"<html"[..], b"<script", b"<svg", b"<?php", b"pk\x03\x04"].iter().any(|it| holds(&lower, it))
            || holds(&end, b"PK\x05\x06");
    if is_two { Err("file.two_in_one") } else { Ok(()) }
}

fn ends_at(bytes: &mut dyn Bytes, end: u64) -> Result<(), &'static str> {
    match bytes.len() {
        n if n < end => Err("file.broken"),
        n if n == end => Ok(()),
        // One odd byte fills up the last block of some writers.
        n if n == end + 1 && bytes.at(end, 1).is_some_and(|it| it == [0]) => Ok(()),
        _ => Err("file.more_behind"),
    }
}
