//! Leaf v1: what the tree holds of an act. Eight lines, no personal data, nothing that links two acts of one person.
//! Bodies come and go with their keys; the leaf stays.

use kit::Time;

use crate::tables::LeafRow;

/// The first line of every leaf of this version.
const HEADER: &str = "yiwang/act/v1";

/// One leaf, as its lines say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The act.
    pub id: String,
    /// When it was recorded.
    pub at: Time,
    /// What kind it is, `noun.verbed`.
    pub kind: String,
    /// The agency that answers for it; empty for none.
    pub agency: String,
    /// The region of that agency; empty for none.
    pub region: String,
    /// The commitment to the part about the doing.
    pub doing: [u8; 32],
    /// The commitment to the part about the person.
    pub person: [u8; 32],
}

/// What is wrong with a text that should be a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafFlaw {
    /// The line, from 1.
    pub line: usize,
    /// What should stand there.
    pub wanted: &'static str,
}

impl Leaf {
    /// The exact bytes in the tree.
    pub fn bytes(&self) -> Vec<u8> {
        let Self { id, at, kind, agency, region, .. } = self;
        let (doing, person) = (hex(&self.doing), hex(&self.person));
        format!("{HEADER}\n{id}\n{}\n{kind}\n{agency}\n{region}\n{doing}\n{person}\n", at.ms()).into_bytes()
    }

    /// Takes bytes from outside; anything but the exact form is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, LeafFlaw> {
        let flaw = |line, wanted| LeafFlaw { line, wanted };
        let text = std::str::from_utf8(bytes).map_err(|_| flaw(1, "UTF-8 text"))?;
        let text = text.strip_suffix('\n').ok_or(flaw(8, "a line end"))?;
        let lines: Vec<_> = text.split('\n').collect();
        let [header, id, at, kind, agency, region, doing, person] = lines[..] else {
            return Err(flaw(lines.len(), "eight lines"));
        };
        if header != HEADER {
            return Err(flaw(1, HEADER));
        }
        let leaf = Self {
            id: id.to_owned(),
            at: at.parse().map(Time::from_ms).map_err(|_| flaw(3, "milliseconds since 1970"))?,
            kind: kind.to_owned(),
            agency: agency.to_owned(),
            region: region.to_owned(),
            doing: unhex(doing).ok_or(flaw(7, "64 hexadecimal digits"))?,
            person: unhex(person).ok_or(flaw(8, "64 hexadecimal digits"))?,
        };
        if leaf.bytes() == bytes { Ok(leaf) } else { Err(flaw(3, "a number without extra signs")) }
    }
}

impl From<LeafRow> for Leaf {
    fn from(it: LeafRow) -> Self {
        let LeafRow { id, at, kind, agency, region, doing, person } = it;
        Self {
            id,
            at,
            kind,
            agency: agency.unwrap_or_default(),
            region: region.unwrap_or_default(),
            doing,
            person,
        }
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 15]);
    digits.map(|it| char::from(DIGITS[usize::from(it)])).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}
