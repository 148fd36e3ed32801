//! What was typed, as groups that each have to be met, each in one of several ways.
//! Knows the words that mean one thing; not where anything stands.

use crate::{
    fold::{Piece, pieces},
    sound::Sounds,
    words::Words,
};

/// How many groups of what was typed are looked at.
const GROUPS_MAX: usize = 8;
/// How good another word for the same thing is, against the word itself.
const OTHER_WORD: f32 = 0.85;

/// What was typed.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) groups: Vec<Group>,
    /// How many characters were typed that count.
    pub(crate) n_chars: usize,
    /// The first character, where it is a Chinese one.
    pub(crate) first: Option<char>,
}

/// A part that has to be met.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) n_chars: usize,
    /// Whether it may be missing: a character that fell between two known words.
    pub(crate) is_loose: bool,
    pub(crate) ways: Vec<Way>,
}

/// A way to meet a part; the first is what was typed.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) weight: f32,
    pub(crate) pieces: Vec<Piece>,
}

impl Group {
    /// Whether it is none of the words that mean one thing: then it may be a sound, or a slip.
    pub(crate) fn is_unknown(&self) -> bool {
        self.ways.len() == 1
    }
}

impl Parsed {
    pub(crate) fn of(typed: &str) -> Parsed {
        let all = joined(pieces(typed));
        let first = match all.first() {
            Some(Piece::Han(run)) => run.first().copied(),
            _ => None,
        };
        let mut groups = Vec::new();
        let mut n = 0;
        while n < all.len() {
            match &all[n] {
                Piece::Han(run) => {
                    han_groups(run, &mut groups);
                    n += 1;
                }
                Piece::Word(_) => n += word_group(&all[n..], &mut groups),
            }
        }
        groups.truncate(GROUPS_MAX);
        let n_chars = groups.iter().map(|it| it.n_chars).sum();
        Parsed { groups, n_chars, first }
    }
}

/// Syllables typed apart are one word: `shi pin`; words that mean nothing are left out where others are.
fn joined(all: Vec<Piece>) -> Vec<Piece> {
    let words = Words::get();
    let is_filler = |it: &Piece| matches!(it, Piece::Word(it) if words.is_filler(it));
    if all.len() < 2 || all.iter().all(is_filler) {
        return all;
    }
    let is_syllable = |it: &Piece| match it {
        Piece::Word(it) => 1 < it.len() && Sounds::get().parses(it).first().is_some_and(|it| it.len() == 1),
        Piece::Han(_) => false,
    };
    if all.iter().all(is_syllable) {
        let word = |it: Piece| match it {
            Piece::Word(it) => it,
            Piece::Han(run) => run.into_iter().collect(),
        };
        return vec![Piece::Word(all.into_iter().map(word).collect())];
    }
    all.into_iter().filter(|it| !is_filler(it)).collect()
}

fn han_groups(run: &[char], groups: &mut Vec<Group>) {
    let words = Words::get();
    let stripped = words.without_fillers(run);
    let mut rest = if stripped.is_empty() { run } else { stripped };
    let mut before = 0;
    let whole = rest.len();
    while before < rest.len() {
        match words.han(&rest[before..]) {
            Some((n, line)) => {
                push_plain(&rest[..before], before < whole, groups);
                let typed = vec![Piece::Han(rest[before..before + n].to_vec())];
                groups.push(known(typed, n, line));
                rest = &rest[before + n..];
                before = 0;
            }
            None => before += 1,
        }
    }
    push_plain(rest, rest.len() < whole, groups);
}

/// Characters that are no known word; one alone, left over between such, may be missing.
fn push_plain(run: &[char], is_left_over: bool, groups: &mut Vec<Group>) {
    if run.is_empty() {
        return;
    }
    let ways = vec![Way { weight: 1.0, pieces: vec![Piece::Han(run.to_vec())] }];
    groups.push(Group { n_chars: run.len(), is_loose: is_left_over && run.len() == 1, ways });
}

/// The group that words of letters begin; says how many pieces it took.
fn word_group(rest: &[Piece], groups: &mut Vec<Group>) -> usize {
    let words: Vec<_> =
        rest.iter().map_while(|it| if let Piece::Word(it) = it { Some(it.as_str()) } else { None }).collect();
    let (n, group) = match Words::get().letters(&words) {
        Some((n, line)) => (n, known(rest[..n].to_vec(), words[..n].iter().map(|it| it.len()).sum(), line)),
        None => {
            let ways = vec![Way { weight: 1.0, pieces: rest[..1].to_vec() }];
            (1, Group { n_chars: words[0].len(), is_loose: false, ways })
        }
    };
    groups.push(group);
    n
}

fn known(typed: Vec<Piece>, n_chars: usize, line: usize) -> Group {
    let others = Words::get().line(line).iter().filter(|it| **it != typed);
    let mut ways: Vec<_> = others.map(|it| Way { weight: OTHER_WORD, pieces: it.clone() }).collect();
    ways.insert(0, Way { weight: 1.0, pieces: typed });
    Group { n_chars, is_loose: false, ways }
}
