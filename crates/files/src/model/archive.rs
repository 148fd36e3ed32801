//! Looking into ZIP archives, and documents that are archives, without unpacking them anywhere: names, sizes, overlaps,
//! and what each entry really inflates to. Refuses bombs, hidden paths, nested archives, programs and macros.

use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

use super::{Format, judge::Bytes};

/// How many entries an archive may have.
const ENTRIES_MAX: usize = 2_000;
/// How much all of it may inflate to.
const INFLATED_BYTES_MAX: u64 = 200 << 20;
/// How many times its size it may inflate to, beyond a size nobody minds.
const RATIO_MAX: u64 = 100;
const RATIO_FROM_BYTES: u64 = 10 << 20;
/// How long the list of entries may be.
const LIST_BYTES_MAX: u64 = 2 << 20;
/// How long one name may be.
const NAME_BYTES_MAX: usize = 400;
/// How much is inflated at once.
const STEP_BYTES: usize = 64 * 1024;
/// The end of an archive, and the longest remark behind it.
const END_BYTES: u64 = 22;
const REMARK_BYTES_MAX: u64 = 65_535;

/// Endings of what would run, or be opened by something that runs.
const PROGRAMS: &[&str] = &[
    "exe", "com", "bat", "cmd", "scr", "msi", "dll", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1",
    "sh", "jar", "lnk", "hta", "cpl", "reg", "pif", "html", "htm", "xhtml", "shtml", "svg", "url", "app",
    "apk", "docm", "xlsm", "pptm", "dotm", "xltm",
];
/// Endings of archives.
const ARCHIVES: &[&str] =
    &["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst", "cab", "iso", "lz", "lzma", "z"];

/// One entry of the list at the end.
struct Entry {
    name: String,
    method: u16,
    flags: u16,
    packed: u64,
    inflated: u64,
    at: u64,
}

pub(super) fn judge(bytes: &mut dyn Bytes, format: Format) -> Result<(), &'static str> {
    if bytes.at(0, 4).as_deref() != Some(b"PK\x03\x04") {
        return Err("file.not_its_ending");
    }
    let (entries, list_at) = entries(bytes)?;
    sizes(bytes.len(), &entries)?;
    let is_document = format != Format::Zip;
    entries.iter().try_for_each(|it| named_well(it, is_document))?;
    bodies(bytes, &entries, list_at)?;
    match format {
        Format::Zip => Ok(()),
        _ => document(bytes, format, &entries),
    }
}

/// The list of entries, which ends where the file does.
fn entries(bytes: &mut dyn Bytes) -> Result<(Vec<Entry>, u64), &'static str> {
    let n = bytes.len().min(END_BYTES + REMARK_BYTES_MAX);
    let tail = bytes.at(bytes.len() - n, usize::try_from(n).unwrap_or(0)).ok_or("file.broken")?;
    let end = tail.windows(4).rposition(|it| it == b"PK\x05\x06").ok_or("file.broken")?;
    let end = &tail[end..];
    if (end.len() as u64) < END_BYTES {
        return Err("file.broken");
    }
    let remark = usize::from(half(end, 20));
    if end.len() != END_BYTES as usize + remark {
        return Err("file.more_behind");
    }
    let (n_entries, length, at) = (usize::from(half(end, 10)), word(end, 12), word(end, 16));
    let is_split = half(end, 4) != 0 || half(end, 6) != 0 || half(end, 8) != half(end, 10);
    // ZIP64 is for what is larger than anything taken here.
    if is_split || at == u64::from(u32::MAX) || n_entries == 0xFFFF {
        return Err("file.broken");
    }
    if ENTRIES_MAX < n_entries || LIST_BYTES_MAX < length {
        return Err("file.too_many_entries");
    }
    if at + length + END_BYTES + remark as u64 != bytes.len() {
        return Err("file.more_behind");
    }
    let list = bytes.at(at, usize::try_from(length).unwrap_or(0)).ok_or("file.broken")?;
    let mut rest = &list[..];
    let mut found = Vec::new();
    for _ in 0..n_entries {
        let (entry, after) = entry(rest).ok_or("file.broken")?;
        found.push(entry);
        rest = after;
    }
    if rest.is_empty() && !found.is_empty() { Ok((found, at)) } else { Err("file.broken") }
}

fn entry(list: &[u8]) -> Option<(Entry, &[u8])> {
    if list.len() < 46 || !list.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, remark) = (half(list, 28), half(list, 30), half(list, 32));
    let length = 46 + usize::from(name) + usize::from(extra) + usize::from(remark);
    let rest = list.get(length..)?;
    let name = list.get(46..46 + usize::from(name))?;
    let entry = Entry {
        // Old writers in China name entries in GBK: what is no UTF-8 is judged by its ASCII alone.
        name: String::from_utf8_lossy(name).into_owned(),
        method: half(list, 10),
        flags: half(list, 8),
        packed: word(list, 20),
        inflated: word(list, 24),
        at: word(list, 42),
    };
    Some((entry, rest))
}

fn sizes(length: u64, entries: &[Entry]) -> Result<(), &'static str> {
    let inflated = entries.iter().fold(0_u64, |all, it| all.saturating_add(it.inflated));
    let is_bomb = INFLATED_BYTES_MAX < inflated
        || (RATIO_FROM_BYTES < inflated && length.saturating_mul(RATIO_MAX) < inflated);
    if is_bomb { Err("file.bomb") } else { Ok(()) }
}

/// A name that stays where it is unpacked, and is neither a program nor an archive again.
fn named_well(it: &Entry, is_document: bool) -> Result<(), &'static str> {
    let name = it.name.as_str();
    let is_hidden = name.is_empty()
        || NAME_BYTES_MAX < name.len()
        || name.starts_with(['/', '~'])
        || name.contains(['\\', ':', '\0'])
        || name
            .chars()
            .any(|it| it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        || name.split('/').any(|part| part == ".." || part == ".");
    if is_hidden {
        return Err("file.bad_path");
    }
    if it.flags & 1 != 0 {
        return Err("file.locked");
    }
    if !matches!(it.method, 0 | 8) {
        return Err("file.packed_strangely");
    }
    let last = name.rsplit('/').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    let ending = last.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase()).unwrap_or_default();
    if ARCHIVES.contains(&ending.as_str()) {
        return Err("file.nested");
    }
    let lower = name.to_ascii_lowercase();
    let is_macro =
        lower.contains("vbaproject") || lower.starts_with("basic/") || lower.starts_with("scripts/");
    // Drawings in a document are the document's affair.
    match PROGRAMS.contains(&ending.as_str()) && !(is_document && ending == "svg") {
        true => Err("file.program"),
        false if is_document && is_macro => Err("file.macros"),
        false => Ok(()),
    }
}

/// Each entry's own head agrees with the list, none lies over another, and each inflates to what it says.
fn bodies(bytes: &mut dyn Bytes, entries: &[Entry], list_at: u64) -> Result<(), &'static str> {
    let mut in_order: Vec<_> = entries.iter().collect();
    in_order.sort_by_key(|it| it.at);
    if in_order.first().is_none_or(|it| it.at != 0) {
        return Err("file.more_in_front");
    }
    for (n, it) in in_order.iter().enumerate() {
        let end = in_order.get(n + 1).map_or(list_at, |it| it.at);
        let head = bytes.at(it.at, 30).ok_or("file.broken")?;
        let from = it.at + 30 + u64::from(half(&head, 26)) + u64::from(half(&head, 28));
        let name = bytes.at(it.at + 30, usize::from(half(&head, 26))).ok_or("file.broken")?;
        let agrees = head.starts_with(b"PK\x03\x04")
            && half(&head, 8) == it.method
            && String::from_utf8_lossy(&name) == it.name;
        if !agrees {
            return Err("file.broken");
        }
        if end < from.saturating_add(it.packed) {
            return Err("file.bomb");
        }
        if it.method == 0 && it.packed != it.inflated {
            return Err("file.bomb");
        }
        if it.method == 8 {
            inflates_to(bytes, from, it)?;
        }
    }
    Ok(())
}

/// Inflates an entry step by step and throws it away; stops as soon as it is more than it says.
fn inflates_to(bytes: &mut dyn Bytes, from: u64, it: &Entry) -> Result<(), &'static str> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut out = vec![0; STEP_BYTES];
    let (mut at, mut n_out) = (from, 0_u64);
    let end = from + it.packed;
    loop {
        let n = usize::try_from((end - at).min(STEP_BYTES as u64)).unwrap_or(0);
        let packed = bytes.at(at, n).ok_or("file.broken")?;
        let step = inflate(&mut state, &packed, &mut out, MZFlush::None);
        at += step.bytes_consumed as u64;
        n_out += step.bytes_written as u64;
        if it.inflated < n_out {
            return Err("file.bomb");
        }
        match step.status {
            Ok(MZStatus::StreamEnd) => break,
            Ok(_) if step.bytes_consumed == 0 && step.bytes_written == 0 => return Err("file.broken"),
            Ok(_) => {}
            Err(MZError::Buf) if step.bytes_consumed > 0 || step.bytes_written > 0 => {}
            Err(_) => return Err("file.broken"),
        }
    }
    if n_out == it.inflated { Ok(()) } else { Err("file.broken") }
}

/// Whether the archive is a document of this format.
fn document(bytes: &mut dyn Bytes, format: Format, entries: &[Entry]) -> Result<(), &'static str> {
    let has = |name: &str| entries.iter().any(|it| it.name == name);
    let office = |part: &str| has("[Content_Types].xml") && has(part);
    let is_it = match format {
        Format::Docx => office("word/document.xml"),
        Format::Xlsx => office("xl/workbook.xml"),
        Format::Pptx => office("ppt/presentation.xml"),
        _ => {
            // An OpenDocument file begins with what it is, plainly.
            let kind = format.media_type().as_bytes();
            has("content.xml")
                && bytes.at(30, 8).as_deref() == Some(b"mimetype")
                && bytes.at(38, kind.len()).as_deref() == Some(kind)
        }
    };
    if is_it { Ok(()) } else { Err("file.not_its_ending") }
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
}
