//! Which entries hold a term, and in which field: ascending lists, written as small differences.
//! Knows no text; a term is a number.

use std::collections::{BTreeMap, HashMap};

/// How many bits of a step say the field.
const FIELD_BITS: u32 = 2;

/// One entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) entry: u32,
    /// The best field the term stands in; less is better.
    pub(crate) field: u8,
}

/// All lists, by term.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    terms: Vec<u64>,
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

/// Lists that still grow; entries come in ascending order.
#[derive(Default)]
pub(crate) struct Growing {
    by_term: HashMap<u64, Grown>,
    by_word: BTreeMap<String, Grown>,
}

#[derive(Default)]
struct Grown {
    last: u32,
    bytes: Vec<u8>,
}

impl Growing {
    pub(crate) fn add(&mut self, term: u64, entry: u32, field: u8) {
        self.by_term.entry(term).or_default().push(entry, field);
    }

    pub(crate) fn add_word(&mut self, word: &str, entry: u32, field: u8) {
        match self.by_word.get_mut(word) {
            Some(it) => it.push(entry, field),
            None => self.by_word.entry(word.to_owned()).or_default().push(entry, field),
        }
    }

    /// The lists in their final form, and the words in order; the term of a word is `first_word` and its place.
    pub(crate) fn finish(self, first_word: u64) -> (Lists, Vec<Box<str>>) {
        let mut by_term: Vec<_> = self.by_term.into_iter().collect();
        by_term.sort_by_key(|it| it.0);
        let mut lists = Lists::default();
        let mut put = |term, grown: Grown| {
            lists.terms.push(term);
            lists.bytes.extend(grown.bytes);
            lists.ends.push(lists.bytes.len() as u32);
        };
        for (term, grown) in by_term {
            put(term, grown);
        }
        let mut words = Vec::with_capacity(self.by_word.len());
        for (n, (word, grown)) in (0..).zip(self.by_word) {
            put(first_word + n, grown);
            words.push(word.into_boxed_str());
        }
        lists.terms.shrink_to_fit();
        lists.ends.shrink_to_fit();
        lists.bytes.shrink_to_fit();
        (lists, words)
    }
}

impl Grown {
    fn push(&mut self, entry: u32, field: u8) {
        let mut step = u64::from(entry - self.last) << FIELD_BITS | u64::from(field);
        self.last = entry;
        while 0x80 <= step {
            self.bytes.push(step as u8 | 0x80);
            step >>= 7;
        }
        self.bytes.push(step as u8);
    }
}

impl Lists {
    /// The list of a term; an empty one where nothing holds it.
    pub(crate) fn of(&self, term: u64) -> List<'_> {
        match self.terms.binary_search(&term) {
            Ok(n) => self.nth(n),
            Err(_) => List::default(),
        }
    }

    /// The lists of the terms from one to before another.
    pub(crate) fn between(&self, from: u64, to: u64) -> impl Iterator<Item = List<'_>> {
        let first = self.terms.partition_point(|it| *it < from);
        let last = self.terms.partition_point(|it| *it < to);
        (first..last).map(|n| self.nth(n))
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.terms.capacity() * 8 + self.ends.capacity() * 4 + self.bytes.capacity()
    }

    fn nth(&self, n: usize) -> List<'_> {
        let from = n.checked_sub(1).map_or(0, |it| self.ends[it] as usize);
        List { bytes: &self.bytes[from..self.ends[n] as usize], last: 0 }
    }
}

/// One list, read from its beginning.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List<'a> {
    bytes: &'a [u8],
    last: u32,
}

impl List<'_> {
    /// About how many entries are left: a step takes a byte or two.
    pub(crate) fn weight(&self) -> usize {
        self.bytes.len()
    }
}

impl Iterator for List<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        let (mut step, mut shift) = (0_u64, 0);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            step |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.last += (step >> FIELD_BITS) as u32;
        Some(Posting { entry: self.last, field: (step & 3) as u8 })
    }
}
