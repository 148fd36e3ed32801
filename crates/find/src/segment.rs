//! A part of the index that is made whole and never changed: the matters in force, or one source of items.
//! Holds terms of pairs of characters, words of letters and runs of first letters; what counts as a hit is scored elsewhere.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU32, Ordering},
};

use kit::RegionCode;

use crate::{
    entry::{Audience, Entry},
    fold::{Piece, pieces, signs},
    postings::{Growing, List, Lists},
    sound::Sounds,
};

/// How many entries one segment takes.
pub(crate) const ENTRIES_MAX: usize = 1 << 20;
/// How many characters of a name are indexed.
const NAME_CHARS_MAX: usize = 500;
/// How many ways of reading three characters in a row are indexed.
const RUNS_MAX: usize = 8;

/// The fields, the best first.
const NAME: u8 = 0;
const ALSO: u8 = 1;
const AGENCY: u8 = 2;
const ABOUT: u8 = 3;

/// How many bits a character takes in a term.
const CHAR_BITS: u32 = 21;
/// What stands before the first character of a name; no character of any text.
const BEGIN: u64 = 1;
/// What stands after the last; no character of any text.
const END: u64 = 2;
/// Terms from here on are three first letters.
const RUN: u64 = 1 << 48;
/// Terms from here on are words.
const WORD: u64 = 1 << 49;

/// A part of the index that is made whole and never changed, but for how often each entry is asked for.
#[derive(Debug, Default)]
pub struct Segment {
    rows: Vec<Row>,
    text: String,
    pub(crate) agencies: Vec<Box<str>>,
    pub(crate) regions: Vec<RegionCode>,
    pub(crate) kinds: Vec<&'static str>,
    lists: Lists,
    words: Vec<Box<str>>,
    by_key: Vec<u32>,
    popularity: Vec<AtomicU32>,
}

/// An entry as it is kept: its texts stand one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    from: u32,
    name_bytes: u16,
    name_en_bytes: u16,
    key_bytes: u16,
    pub(crate) name_chars: u16,
    pub(crate) agency: u16,
    pub(crate) region: u16,
    pub(crate) kind: u8,
    pub(crate) audience: Audience,
    pub(crate) online: bool,
}

impl Segment {
    /// Makes entries ready to be found; what is beyond a million of them is left out.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Segment {
        let (mut it, mut growing) = (Segment::default(), Growing::default());
        let (mut agencies, mut regions) = (HashMap::new(), HashMap::new());
        for entry in entries.into_iter().take(ENTRIES_MAX) {
            let n = it.rows.len() as u32;
            index(&mut growing, n, &entry);
            let row = Row {
                from: it.text.len() as u32,
                name_bytes: put(&mut it.text, &entry.name),
                name_en_bytes: put(&mut it.text, entry.name_en.as_deref().unwrap_or_default()),
                key_bytes: put(&mut it.text, &entry.key),
                name_chars: n_folded(&entry.name) as u16,
                agency: number(&mut agencies, &mut it.agencies, entry.agency.into_boxed_str()),
                region: number(&mut regions, &mut it.regions, entry.region),
                kind: kind_of(&mut it.kinds, entry.kind),
                audience: entry.audience,
                online: entry.online,
            };
            it.rows.push(row);
        }
        (it.lists, it.words) = growing.finish(WORD);
        it.popularity = it.rows.iter().map(|_| AtomicU32::new(0)).collect();
        let mut by_key: Vec<_> = (0..it.rows.len() as u32).collect();
        by_key.sort_unstable_by(|a, b| it.key(*a).cmp(it.key(*b)));
        it.by_key = by_key;
        it.rows.shrink_to_fit();
        it.text.shrink_to_fit();
        it
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// About how much memory it takes.
    pub fn size_bytes(&self) -> usize {
        let words: usize = self.words.iter().map(|it| it.len() + size_of::<Box<str>>()).sum();
        self.rows.capacity() * size_of::<Row>()
            + self.text.capacity()
            + self.lists.size_bytes()
            + self.rows.len() * 2 * size_of::<u32>()
            + words
    }

    /// Says how often an entry was asked for; more often ranks higher. Says whether there is such an entry.
    pub fn set_popularity(&self, key: &str, n: u32) -> bool {
        let found = self.by_key.binary_search_by(|it| self.key(*it).cmp(key));
        if let Ok(at) = found {
            self.popularity[self.by_key[at] as usize].store(n, Ordering::Relaxed);
        }
        found.is_ok()
    }

    pub(crate) fn row(&self, n: u32) -> &Row {
        &self.rows[n as usize]
    }

    pub(crate) fn name(&self, n: u32) -> &str {
        self.part(n, 0)
    }

    pub(crate) fn name_en(&self, n: u32) -> Option<&str> {
        Some(self.part(n, 1)).filter(|it| !it.is_empty())
    }

    pub(crate) fn key(&self, n: u32) -> &str {
        self.part(n, 2)
    }

    pub(crate) fn popularity(&self, n: u32) -> u32 {
        self.popularity[n as usize].load(Ordering::Relaxed)
    }

    /// Who has two characters side by side.
    pub(crate) fn pair(&self, a: char, b: char) -> List<'_> {
        self.lists.of(pair(a.into(), b.into()))
    }

    /// Whose name begins with a character.
    pub(crate) fn beginning(&self, it: char) -> List<'_> {
        self.lists.of(pair(BEGIN, it.into()))
    }

    /// Who has a character; the same entry may come several times.
    pub(crate) fn single(&self, it: char) -> impl Iterator<Item = List<'_>> {
        self.lists.between(pair(it.into(), 0), pair(u64::from(it) + 1, 0))
    }

    /// Whose name has first letters in a row: three, or two, or one.
    pub(crate) fn run(&self, letters: &[u8]) -> impl Iterator<Item = List<'_>> {
        let at = |n: usize| letters.get(n).copied().map_or(0, u64::from) << (8 * (2 - n));
        let from = RUN | at(0) | at(1) | at(2);
        self.lists.between(from, from + (1 << (8 * 3_usize.saturating_sub(letters.len()))))
    }

    /// Who has a word, or one that begins like it.
    pub(crate) fn words_like(&self, start: &str) -> impl Iterator<Item = (&str, List<'_>)> {
        let first = self.words.partition_point(|it| **it < *start);
        let rest = self.words[first..].iter().take_while(move |it| it.starts_with(start));
        (first..).zip(rest.map(|it| &**it)).map(|(n, it)| (it, self.lists.of(WORD + n as u64)))
    }

    /// Every word with who has it.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, List<'_>)> {
        self.words_like("")
    }

    /// Those whose key begins so.
    pub(crate) fn keys_like<'a>(&'a self, start: &'a str) -> impl Iterator<Item = u32> + 'a {
        let first = self.by_key.partition_point(|it| self.key(*it) < start);
        self.by_key[first..].iter().copied().take_while(move |it| self.key(*it).starts_with(start))
    }

    fn part(&self, n: u32, part: usize) -> &str {
        let row = self.row(n);
        let lengths = [row.name_bytes, row.name_en_bytes, row.key_bytes].map(usize::from);
        let from = row.from as usize + lengths[..part].iter().sum::<usize>();
        &self.text[from..from + lengths[part]]
    }
}

/// Adds a text whole, or cut where a character ends; says how many bytes it took.
fn put(all: &mut String, text: &str) -> u16 {
    let end = text.floor_char_boundary(text.len().min(usize::from(u16::MAX)));
    all.push_str(&text[..end]);
    end as u16
}

/// The number of one of many things that repeat.
fn number<T: Clone + Eq + std::hash::Hash>(numbers: &mut HashMap<T, u16>, all: &mut Vec<T>, it: T) -> u16 {
    if let Some(n) = numbers.get(&it) {
        return *n;
    }
    // Beyond the last number everything is the last one: it is still found, only not told apart.
    let n = all.len().min(usize::from(u16::MAX));
    if n == all.len() {
        all.push(it.clone());
    }
    numbers.insert(it, n as u16);
    n as u16
}

fn kind_of(kinds: &mut Vec<&'static str>, it: &'static str) -> u8 {
    let n = kinds.iter().position(|known| *known == it).unwrap_or_else(|| {
        kinds.push(it);
        kinds.len() - 1
    });
    n.min(usize::from(u8::MAX)) as u8
}

fn n_folded(text: &str) -> usize {
    signs(text).iter().filter(|it| it.folded.is_some()).count()
}

fn index(growing: &mut Growing, n: u32, entry: &Entry) {
    let mut terms: Vec<(u64, u8)> = Vec::new();
    let mut words: Vec<(String, u8)> = Vec::new();
    let english = entry.name_en.iter().map(|it| (it, NAME));
    let fields = [(&entry.name, NAME), (&entry.agency, AGENCY)].into_iter().chain(english);
    let also = entry.also.iter().map(|it| (it, ALSO)).chain(entry.about.iter().map(|it| (it, ABOUT)));
    for (text, field) in fields.chain(also) {
        for piece in pieces(text) {
            match piece {
                Piece::Han(run) => terms.extend(pairs(&run).map(|it| (it, field))),
                Piece::Word(word) => words.push((word, field)),
            }
        }
    }
    let name: Vec<_> = signs(&entry.name).iter().filter_map(|it| it.folded).take(NAME_CHARS_MAX).collect();
    if let Some(first) = name.first() {
        terms.push((pair(BEGIN, (*first).into()), NAME));
    }
    terms.extend(runs(&name).into_iter().map(|it| (it, NAME)));
    // The best field of a term first, and only that one.
    terms.sort_unstable();
    terms.dedup_by_key(|it| it.0);
    terms.into_iter().for_each(|(term, field)| growing.add(term, n, field));
    words.sort_unstable();
    words.dedup_by(|a, b| a.0 == b.0);
    words.into_iter().for_each(|(word, field)| growing.add_word(&word, n, field));
}

fn pair(a: u64, b: u64) -> u64 {
    a << CHAR_BITS | b
}

/// Each character with the one after it; the last with the end, so that each is found alone.
fn pairs(run: &[char]) -> impl Iterator<Item = u64> {
    let after = run.iter().skip(1).map(|it| u64::from(*it)).chain([END]);
    run.iter().zip(after).map(|(a, b)| pair((*a).into(), b))
}

/// The first letters of each three characters in a row, as they may be read; fewer at the end.
fn runs(name: &[char]) -> Vec<u64> {
    let sounds = Sounds::get();
    let letters: Vec<_> = name.iter().map(|it| sounds.initials(*it)).collect();
    let mut all = Vec::new();
    for n in 0..letters.len() {
        let at = |k: usize| letters.get(n + k).map_or(&[0_u8][..], Vec::as_slice);
        let mut few = Vec::new();
        for a in at(0) {
            for b in at(1) {
                for c in at(2) {
                    few.push(RUN | u64::from(*a) << 16 | u64::from(*b) << 8 | u64::from(*c));
                }
            }
        }
        few.truncate(RUNS_MAX);
        all.extend(few);
    }
    all
}
