//! How well each entry of a segment answers what was typed: how much of it stands there, where, and how it was meant.
//! One pass over the lists of its terms; no text is read but that of candidates by sound.

use crate::{
    fold::Piece,
    parse::{Parsed, Way},
    segment::Segment,
    sound::{Sounds, Unit},
    words::stem,
};

/// How many candidates by sound are read at most.
const CANDIDATES_MAX: usize = 8_192;
/// How many words that begin like the one typed are followed.
const BEGINNINGS_MAX: usize = 64;
/// How much of what was typed has to stand in an entry when nothing holds all of it.
const COVER_MIN: f32 = 0.5;
/// So much is all of it, sums of fractions being what they are.
const COVER_ALL: f32 = 0.999;
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
    /// About half of it, or what sounds like it.
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

/// What each entry has come to, and which ones have come to anything.
struct Tally {
    of: Vec<(f32, f32)>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(n: usize) -> Self {
        Self { of: vec![(0.0, 0.0); n], touched: Vec::new() }
    }

    fn add(&mut self, entry: u32, cover: f32, text: f32) {
        let it = self.slot(entry);
        it.0 += cover;
        it.1 += text;
    }

    fn at_least(&mut self, entry: u32, cover: f32, text: f32) {
        let it = self.slot(entry);
        *it = (it.0.max(cover), it.1.max(text));
    }

    fn slot(&mut self, entry: u32) -> &mut (f32, f32) {
        let it = &mut self.of[entry as usize];
        if it.0 == 0.0 {
            self.touched.push(entry);
        }
        it
    }

    /// Empties it into another function's hands.
    fn drain(&mut self, mut each: impl FnMut(u32, f32, f32)) {
        for entry in self.touched.drain(..) {
            let (cover, text) = std::mem::take(&mut self.of[entry as usize]);
            each(entry, cover, text);
        }
    }
}

/// Every entry of a segment that answers; `known` says which typed words stand in any segment.
pub(crate) fn score(segment: &Segment, parsed: &Parsed, mode: Mode, known: &[String]) -> Vec<Scored> {
    let n = segment.len();
    let (mut way, mut group, mut total) = (Tally::new(n), Tally::new(n), Tally::new(n));
    let mut n_met = vec![0_u8; n];
    let n_needed = parsed.groups.iter().filter(|it| !it.is_loose).count() as u8;
    for it in &parsed.groups {
        for (n, one) in it.ways.iter().enumerate() {
            // Only what was typed can be a slip; other words for it are spelled right.
            let typed = (n == 0).then_some(mode);
            meet(segment, one, typed, known, &mut way);
            way.drain(|entry, cover, text| group.at_least(entry, cover, text * one.weight));
        }
        let share = it.n_chars as f32 / parsed.n_chars.max(1) as f32;
        group.drain(|entry, cover, text| {
            total.add(entry, cover * share, text * share);
            n_met[entry as usize] += u8::from(COVER_ALL <= cover && !it.is_loose);
        });
    }
    let mut begins = vec![false; n];
    if let Some(first) = parsed.first {
        segment.beginning(first).for_each(|it| begins[it.entry as usize] = true);
    }
    let mut all = Vec::new();
    total.drain(|entry, cover, text| {
        let is_hit = match mode {
            Mode::All => n_met[entry as usize] == n_needed,
            Mode::Half => COVER_MIN <= cover,
        };
        if is_hit {
            all.push(Scored { entry, text, begins: begins[entry as usize] });
        }
    });
    all
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

fn meet(segment: &Segment, way: &Way, typed: Option<Mode>, known: &[String], tally: &mut Tally) {
    let length = |it: &Piece| match it {
        Piece::Han(run) => run.len(),
        Piece::Word(word) => word.len(),
    };
    let n_chars: usize = way.pieces.iter().map(length).sum();
    for piece in &way.pieces {
        let share = length(piece) as f32 / n_chars.max(1) as f32;
        match piece {
            Piece::Han(run) => meet_han(segment, run, share, typed, tally),
            Piece::Word(word) => {
                let slips = typed.is_some() && !known.contains(word);
                meet_word(segment, word, share, (typed.is_some(), slips), tally);
            }
        }
    }
}

fn meet_han(segment: &Segment, run: &[char], share: f32, typed: Option<Mode>, tally: &mut Tally) {
    if let [one] = run {
        let mut found: Vec<_> = segment.single(*one).flatten().map(|it| (it.entry, it.field)).collect();
        found.sort_unstable();
        found.dedup_by_key(|it| it.0);
        found.iter().for_each(|(it, field)| tally.add(*it, share, share * FIELDS[usize::from(*field)]));
        return;
    }
    let pairs: Vec<_> = run.windows(2).map(|it| segment.pair(it[0], it[1])).collect();
    // What is rare says more.
    let weights: Vec<_> = pairs.iter().map(|it| rarity(segment.len(), it.weight())).collect();
    let all: f32 = weights.iter().sum();
    let each = share / pairs.len() as f32;
    for (list, weight) in pairs.into_iter().zip(weights) {
        let text = share * weight / all;
        list.for_each(|it| tally.add(it.entry, each, text * FIELDS[usize::from(it.field)]));
    }
    if typed == Some(Mode::Half)
        && let Some(units) = Sounds::get().units(run)
    {
        by_sound(segment, &units).iter().for_each(|it| tally.at_least(*it, share, share * SOUNDS));
    }
}

fn rarity(n: usize, n_with: usize) -> f32 {
    (1.0 + n as f32 / (n_with as f32 + 1.0)).ln()
}

/// Whole, as a beginning; by sound, and with a slip, where it may be that.
fn meet_word(segment: &Segment, word: &str, share: f32, (sounds, slips): (bool, bool), tally: &mut Tally) {
    let mut found: Vec<(u32, f32)> = Vec::new();
    let mut add = |list: crate::postings::List<'_>, worth: f32| {
        found.extend(list.map(|it| (it.entry, worth * FIELDS[usize::from(it.field)])));
    };
    for start in [word, stem(word)] {
        for (it, list) in segment.words_like(start).take(BEGINNINGS_MAX) {
            add(list, if it == word || it == stem(word) { 1.0 } else { BEGINS });
        }
    }
    if slips {
        segment.words().filter(|(it, _)| is_slip(word, it)).for_each(|(_, list)| add(list, SLIP));
    }
    let parses = if sounds && 1 < word.len() { Sounds::get().parses(word) } else { Vec::new() };
    for units in &parses {
        found.extend(by_sound(segment, units).into_iter().map(|it| (it, SOUNDS)));
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|it| it.0);
    found.into_iter().for_each(|(it, worth)| tally.add(it, share, share * worth));
}

/// The entries in whose name these sounds stand one after the other.
fn by_sound(segment: &Segment, units: &[Unit]) -> Vec<u32> {
    let letters: Vec<_> = units.iter().map(Unit::initial).collect();
    let Some(rarest) = letters
        .windows(letters.len().min(3))
        .min_by_key(|it| segment.run(it).map(|it| it.weight()).sum::<usize>())
    else {
        return Vec::new();
    };
    let mut found: Vec<_> = segment.run(rarest).flatten().map(|it| it.entry).take(CANDIDATES_MAX).collect();
    found.sort_unstable();
    found.dedup();
    let sounds = Sounds::get();
    let mut chain = sounds.chain(units);
    let counts = |it: &char| it.is_alphanumeric();
    found.retain(|it| chain.place(sounds, segment.name(*it).chars().filter(counts)).is_some());
    found
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
