//! How well each entry of a segment answers what was typed: how much of it stands there, where, and how it was meant.
//! Ascending lists are cut with each other, the shortest first; no text is read but that of candidates by sound.

use std::cmp::Ordering;

use crate::{
    fold::Piece,
    parse::{Group, Parsed},
    postings::{List, Posting},
    segment::Segment,
    sound::{Sounds, Unit},
    words::stem,
};

/// How many candidates by sound are read at most.
const CANDIDATES_MAX: usize = 8_192;
/// How many first letters in a row are indexed.
const RUN_LETTERS: usize = 3;
/// How many words that begin like the one typed are followed.
const BEGINNINGS_MAX: usize = 64;
/// How much of what was typed has to stand in an entry when nothing holds all of it.
const COVER_MIN: f32 = 0.5;
/// What a hit counts by the field it stands in.
const FIELDS: [f32; 4] = [1.0, 0.85, 0.5, 0.35];
/// What a word counts that only begins like the one typed, differs by a slip, or sounds like it.
const BEGINS: f32 = 0.9;
const SLIP: f32 = 0.65;
const SOUNDS: f32 = 0.9;
/// A word with a slip has at least so many letters; from the second on it may have two.
const SLIP_CHARS_MIN: usize = 4;
const SLIPS_CHARS_MIN: usize = 8;

/// How much of what was typed an entry has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All of it, in one way or another.
    All,
    /// All of it, or what sounds like it.
    Sound,
    /// About half of it.
    Half,
}

/// How well an entry answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    pub(crate) entry: u32,
    /// From 0 to 1.
    pub(crate) text: f32,
    /// Whether its name begins as what was typed does.
    pub(crate) begins: bool,
}

/// Entries with how well each answers, ascending by entry.
type Hits = Vec<(u32, f32)>;

/// A part of what was typed, on its way to be looked for.
#[derive(Clone, Copy)]
struct Look<'a> {
    segment: &'a Segment,
    mode: Mode,
    /// The typed words that stand in some segment: those have no slips.
    known: &'a [String],
    /// Whether it was typed so; other words for it are spelled right.
    typed: bool,
    /// The entries that are still wanted; all where nothing is said.
    within: Option<&'a Hits>,
}

/// Every entry of a segment that answers; `known` says which typed words stand in any segment.
pub(crate) fn score(segment: &Segment, parsed: &Parsed, mode: Mode, known: &[String]) -> Vec<Scored> {
    let look = Look { segment, mode, known, typed: true, within: None };
    let hits = match mode {
        Mode::All | Mode::Sound => whole(look, parsed),
        Mode::Half => half(look, parsed),
    };
    let mut beginnings = parsed.first.map(|it| segment.beginning(it)).into_iter().flatten().peekable();
    let scored = |(entry, text): (u32, f32)| {
        while beginnings.next_if(|it| it.entry < entry).is_some() {}
        Scored { entry, text, begins: beginnings.peek().is_some_and(|it| it.entry == entry) }
    };
    hits.into_iter().map(scored).collect()
}

/// Whether a word stands in a segment, whole or as a beginning.
pub(crate) fn is_known(segment: &Segment, word: &str) -> bool {
    [word, stem(word)].iter().any(|it| segment.words_like(it).next().is_some())
}

/// Whether one word is another with a slip or two of the finger.
pub(crate) fn is_slip(typed: &str, word: &str) -> bool {
    let slips = match typed.chars().count() {
        n if n < SLIP_CHARS_MIN => return false,
        n if n < SLIPS_CHARS_MIN => 1,
        _ => 2,
    };
    within(typed, word, slips)
}

/// The entries that hold every part; one that may be missing only counts.
fn whole(look: Look<'_>, parsed: &Parsed) -> Hits {
    let share = |it: &Group| it.n_chars as f32 / parsed.n_chars.max(1) as f32;
    let (loose, mut needed): (Vec<_>, Vec<_>) = parsed.groups.iter().partition(|it| it.is_loose);
    // What few entries hold goes first, so that the rest is looked for among few.
    // What nobody holds is looked for by sound, which takes longest, so it goes last.
    needed.sort_by_cached_key(|it| {
        let n: usize = it.ways.iter().map(|way| weight(look.segment, &way.pieces)).sum();
        (n == 0 && look.mode == Mode::Sound, n)
    });
    let mut all: Option<Hits> = None;
    for group in needed {
        let mut hits = group_hits(Look { within: all.as_ref(), ..look }, group);
        hits.iter_mut().for_each(|it| it.1 *= share(group));
        all = Some(match all {
            Some(before) => both(before, &hits),
            None => hits,
        });
        if all.as_ref().is_some_and(Vec::is_empty) {
            return Vec::new();
        }
    }
    let mut all = all.unwrap_or_default();
    for group in loose {
        let more = group_hits(Look { within: Some(&all), ..look }, group);
        add_where(&mut all, &more, share(group));
    }
    all
}

/// The entries that hold about half of what was typed, part by part and pair by pair.
fn half(look: Look<'_>, parsed: &Parsed) -> Hits {
    let n = look.segment.len();
    let (mut part, mut total) = (vec![(0.0_f32, 0.0_f32); n], vec![(0.0_f32, 0.0_f32); n]);
    for group in &parsed.groups {
        let share = group.n_chars as f32 / parsed.n_chars.max(1) as f32;
        for (n, way) in group.ways.iter().enumerate() {
            let look = Look { typed: n == 0 && group.is_unknown(), ..look };
            match way.pieces.as_slice() {
                [Piece::Han(run)] if 1 < run.len() && n == 0 => pairs_of(look, run, &mut part),
                pieces => {
                    for (entry, text) in pieces_hits(look, pieces) {
                        let it = &mut part[entry as usize];
                        *it = (it.0.max(1.0), it.1.max(text * way.weight));
                    }
                }
            }
        }
        for (total, part) in total.iter_mut().zip(&mut part) {
            let (cover, text) = std::mem::take(part);
            *total = (total.0 + cover * share, total.1 + text * share);
        }
    }
    let hits = (0..).zip(total).filter(|(_, it)| COVER_MIN <= it.0);
    hits.map(|(entry, (_, text))| (entry, text)).collect()
}

/// How many of the pairs of a run stand in each entry.
fn pairs_of(look: Look<'_>, run: &[char], part: &mut [(f32, f32)]) {
    let each = 1.0 / (run.len() - 1) as f32;
    for pair in run.windows(2) {
        for it in look.segment.pair(pair[0], pair[1]) {
            let slot = &mut part[it.entry as usize];
            *slot = (slot.0 + each, slot.1 + each * FIELDS[usize::from(it.field)]);
        }
    }
    for (entry, text) in sounds_of(look, run) {
        let slot = &mut part[entry as usize];
        *slot = (slot.0.max(1.0), slot.1.max(text));
    }
}

/// The entries that hold a part in any of its ways, each as well as the best of them.
fn group_hits(look: Look<'_>, group: &Group) -> Hits {
    let mut all = Hits::new();
    for (n, way) in group.ways.iter().enumerate() {
        let mut hits = pieces_hits(Look { typed: n == 0 && group.is_unknown(), ..look }, &way.pieces);
        hits.iter_mut().for_each(|it| it.1 *= way.weight);
        all = either(all, hits);
    }
    all
}

/// The entries that hold every one of these.
fn pieces_hits(look: Look<'_>, pieces: &[Piece]) -> Hits {
    let length = |it: &Piece| match it {
        Piece::Han(run) => run.len(),
        Piece::Word(word) => word.len(),
    };
    let n_chars = pieces.iter().map(length).sum::<usize>().max(1) as f32;
    let mut all: Option<Hits> = None;
    for piece in pieces {
        let mut hits = match piece {
            Piece::Han(run) => run_hits(look, run),
            Piece::Word(word) => word_hits(look, word),
        };
        hits.iter_mut().for_each(|it| it.1 *= length(piece) as f32 / n_chars);
        all = Some(match all {
            Some(before) => both(before, &hits),
            None => hits,
        });
    }
    all.unwrap_or_default()
}

/// The entries that hold every pair of a run, or sound like it where that is asked for.
fn run_hits(look: Look<'_>, run: &[char]) -> Hits {
    if let [one] = run {
        let lists = look.segment.single(*one).flatten();
        return sorted(lists.map(|it| (it.entry, FIELDS[usize::from(it.field)])).collect());
    }
    let n = look.segment.len();
    let mut lists: Vec<_> = run.windows(2).map(|it| look.segment.pair(it[0], it[1])).collect();
    lists.sort_by_key(|it| it.weight());
    // What is rare says more.
    let weights: Vec<_> = lists.iter().map(|it| rarity(n, it.weight())).collect();
    let sum: f32 = weights.iter().sum();
    let mut all: Option<Hits> = look.within.map(|it| it.iter().map(|it| (it.0, 0.0)).collect());
    for (mut list, weight) in lists.into_iter().zip(weights) {
        let worth = |it: Posting| FIELDS[usize::from(it.field)] * weight / sum;
        let Some(all) = &mut all else {
            all = Some(list.map(|it| (it.entry, worth(it))).collect());
            continue;
        };
        if all.is_empty() {
            break;
        }
        let mut here = list.next();
        all.retain_mut(|(entry, text)| {
            while here.is_some_and(|it| it.entry < *entry) {
                here = list.next();
            }
            let found = here.filter(|it| it.entry == *entry);
            *text += found.map_or(0.0, worth);
            found.is_some()
        });
    }
    let all = all.unwrap_or_default();
    // What stands somewhere was typed right.
    if look.mode == Mode::Sound && all.is_empty() { sounds_of(look, run) } else { all }
}

/// The entries whose names sound like a run that was typed.
fn sounds_of(look: Look<'_>, run: &[char]) -> Hits {
    let units = Some(run).filter(|it| look.typed && 1 < it.len()).and_then(|it| Sounds::get().units(it));
    units.map_or_else(Hits::new, |units| by_sound(look, &units))
}

fn rarity(n: usize, n_with: usize) -> f32 {
    (1.0 + n as f32 / (n_with as f32 + 1.0)).ln()
}

/// Whole, as a beginning; by sound, and with a slip, where it may be that.
fn word_hits(look: Look<'_>, word: &str) -> Hits {
    let (segment, stem) = (look.segment, stem(word));
    let mut found = Hits::new();
    let mut add = |list: List<'_>, worth: f32| {
        found.extend(list.map(|it| (it.entry, worth * FIELDS[usize::from(it.field)])));
    };
    for (it, list) in segment.words_like(stem).take(BEGINNINGS_MAX) {
        add(list, if it == word || it == stem { 1.0 } else { BEGINS });
    }
    if look.typed && !look.known.iter().any(|it| it == word) {
        segment.words().filter(|(it, _)| is_slip(word, it)).for_each(|(_, list)| add(list, SLIP));
    }
    let parses = if look.typed && 1 < word.len() { Sounds::get().parses(word) } else { Vec::new() };
    for units in &parses {
        found.extend(by_sound(look, units));
    }
    sorted(found)
}

/// The entries in whose name these sounds stand one after the other.
fn by_sound(look: Look<'_>, units: &[Unit]) -> Hits {
    let segment = look.segment;
    let letters: Vec<_> = units.iter().map(Unit::initial).collect();
    let weight = |it: &&[u8]| segment.run(it).map(|it| it.weight()).sum::<usize>();
    let Some(rarest) = letters.windows(letters.len().min(RUN_LETTERS)).min_by_key(weight) else {
        return Hits::new();
    };
    let candidates = segment.run(rarest).flatten().map(|it| (it.entry, SOUNDS)).take(CANDIDATES_MAX);
    let mut found = match look.within.filter(|it| it.len() < CANDIDATES_MAX) {
        Some(within) => within.iter().map(|it| (it.0, SOUNDS)).collect(),
        None => sorted(candidates.collect()),
    };
    let sounds = Sounds::get();
    let mut chain = sounds.chain(units);
    let counts = |it: &char| it.is_alphanumeric();
    found.retain(|it| chain.place(sounds, segment.name(it.0).chars().filter(counts)).is_some());
    found
}

/// In the order of entries, each once and as well as it ever stood there.
fn sorted(mut found: Hits) -> Hits {
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|it| it.0);
    found
}

/// Those of both, as well as both together.
fn both(mut one: Hits, other: &Hits) -> Hits {
    let mut rest = other.as_slice();
    one.retain_mut(|(entry, text)| {
        rest = &rest[rest.partition_point(|it| it.0 < *entry)..];
        let found = rest.first().filter(|it| it.0 == *entry);
        *text += found.map_or(0.0, |it| it.1);
        found.is_some()
    });
    one
}

/// Those of either, as well as the better.
fn either(one: Hits, other: Hits) -> Hits {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other,
        (_, true) => one,
        _ => merged(&one, &other),
    }
}

fn merged(mut one: &[(u32, f32)], mut other: &[(u32, f32)]) -> Hits {
    let mut all = Hits::with_capacity(one.len() + other.len());
    while let ([a, rest_one @ ..], [b, rest_other @ ..]) = (one, other) {
        all.push(match a.0.cmp(&b.0) {
            Ordering::Less => *a,
            Ordering::Greater => *b,
            Ordering::Equal => (a.0, a.1.max(b.1)),
        });
        one = if a.0 <= b.0 { rest_one } else { one };
        other = if b.0 <= a.0 { rest_other } else { other };
    }
    all.extend_from_slice(one);
    all.extend_from_slice(other);
    all
}

/// About how many entries hold the rarest of these.
fn weight(segment: &Segment, pieces: &[Piece]) -> usize {
    let of = |it: &Piece| match it {
        Piece::Han(run) => {
            run.windows(2).map(|it| segment.pair(it[0], it[1]).weight()).min().unwrap_or(usize::MAX / 64)
        }
        Piece::Word(word) => {
            segment.words_like(stem(word)).take(BEGINNINGS_MAX).map(|it| it.1.weight()).sum()
        }
    };
    pieces.iter().map(of).min().unwrap_or(0)
}

/// Adds to those that are already there.
fn add_where(all: &mut Hits, more: &Hits, share: f32) {
    let mut rest = more.as_slice();
    for (entry, text) in all {
        rest = &rest[rest.partition_point(|it| it.0 < *entry)..];
        *text += rest.first().filter(|it| it.0 == *entry).map_or(0.0, |it| it.1 * share);
    }
}

/// Whether two words differ by at most so many letters put in, left out, changed or swapped.
fn within(a: &str, b: &str, slips: usize) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
    if slips < a.len().abs_diff(b.len()) || a.first() != b.first() {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|it| slips < *it) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= slips
}
