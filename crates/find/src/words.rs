//! Words that mean one thing, and words that mean nothing when one searches, from the files beside the code.
//! Both are data: a line more needs no code.

use std::{collections::HashMap, sync::OnceLock};

use crate::fold::{Piece, pieces};

const SYNONYMS: &str = include_str!("../words/synonyms.txt");
const FILLERS: &str = include_str!("../words/fillers.txt");

/// What stands between the words of a line.
const BETWEEN: char = '|';
/// What begins a remark.
const REMARK: char = '#';

/// What the files say.
pub(crate) struct Words {
    /// Each line of the file: ways to say one thing.
    lines: Vec<Vec<Vec<Piece>>>,
    /// By their only run of Chinese characters.
    han: HashMap<Vec<char>, usize>,
    /// By their words of letters.
    letters: HashMap<Vec<String>, usize>,
    fillers_han: Vec<Vec<char>>,
    fillers: Vec<String>,
    /// How many characters or words the longest of each has.
    han_max: usize,
    letters_max: usize,
}

impl Words {
    pub(crate) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::of(SYNONYMS, FILLERS))
    }

    fn of(synonyms: &str, fillers: &str) -> Words {
        let lines: Vec<Vec<Vec<Piece>>> = lines(synonyms).map(|it| it.map(pieces).collect()).collect();
        let (mut han, mut letters) = (HashMap::new(), HashMap::new());
        for (n, line) in lines.iter().enumerate() {
            for said in line {
                if let [Piece::Han(run)] = said.as_slice() {
                    han.insert(run.clone(), n);
                } else if let Some(words) = all_words(said) {
                    letters.insert(words.into_iter().map(|it| stem(&it).to_owned()).collect(), n);
                }
            }
        }
        let mut it = Words {
            han_max: han.keys().map(Vec::len).max().unwrap_or(0),
            letters_max: letters.keys().map(|it: &Vec<String>| it.len()).max().unwrap_or(0),
            lines,
            han,
            letters,
            fillers_han: Vec::new(),
            fillers: Vec::new(),
        };
        for said in self::lines(fillers).flatten().flat_map(pieces) {
            match said {
                Piece::Han(run) => it.fillers_han.push(run),
                Piece::Word(word) => it.fillers.push(word),
            }
        }
        it.fillers_han.sort_by_key(|it| std::cmp::Reverse(it.len()));
        it
    }

    /// The longest known way to say something that these characters begin with: how long, and its line.
    pub(crate) fn han(&self, run: &[char]) -> Option<(usize, usize)> {
        (2..=self.han_max.min(run.len())).rev().find_map(|n| Some((n, *self.han.get(&run[..n])?)))
    }

    /// The longest known way to say something that these words begin with: how many, and its line.
    pub(crate) fn letters(&self, words: &[&str]) -> Option<(usize, usize)> {
        let stems: Vec<_> = words.iter().take(self.letters_max).map(|it| stem(it).to_owned()).collect();
        (1..=stems.len()).rev().find_map(|n| Some((n, *self.letters.get(&stems[..n])?)))
    }

    /// Every way to say what a line says.
    pub(crate) fn line(&self, n: usize) -> &[Vec<Piece>] {
        &self.lines[n]
    }

    pub(crate) fn is_filler(&self, word: &str) -> bool {
        self.fillers.iter().any(|it| it == word)
    }

    /// Characters without what means nothing before and after them.
    pub(crate) fn without_fillers<'a>(&self, run: &'a [char]) -> &'a [char] {
        let mut rest = run;
        loop {
            let before = rest.len();
            for it in &self.fillers_han {
                rest = rest.strip_prefix(it.as_slice()).unwrap_or(rest);
                rest = rest.strip_suffix(it.as_slice()).unwrap_or(rest);
            }
            if rest.len() == before {
                return rest;
            }
        }
    }
}

/// A word of English without the sign of the plural.
pub(crate) fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if 3 < word.len() && !one.ends_with('s') => one,
        _ => word,
    }
}

fn all_words(said: &[Piece]) -> Option<Vec<String>> {
    let word = |it: &Piece| match it {
        Piece::Word(it) => Some(it.clone()),
        Piece::Han(_) => None,
    };
    said.iter().map(word).collect()
}

fn lines(text: &str) -> impl Iterator<Item = impl Iterator<Item = &str>> {
    let said = text.lines().map(|it| it.split(REMARK).next().unwrap_or_default().trim());
    said.filter(|it| !it.is_empty()).map(|it| it.split(BETWEEN).map(str::trim).filter(|it| !it.is_empty()))
}
