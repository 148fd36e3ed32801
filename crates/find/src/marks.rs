//! Which characters of a name were asked for, for a page to show.
//! Looks only at what a page shows, never at all there is.

use crate::{
    fold::{Piece, Sign, is_han, signs},
    parse::Parsed,
    score::is_slip,
    sound::{Sounds, Unit},
    words::stem,
};

/// What is marked for one search, made ready once for all its hits.
pub(crate) struct Marks<'a> {
    parsed: &'a Parsed,
    /// The sounds of what was typed by sound.
    sounds: Vec<Vec<Unit>>,
}

impl Marks<'_> {
    pub(crate) fn of(parsed: &Parsed) -> Marks<'_> {
        let typed = parsed.groups.iter().filter(|it| it.is_unknown()).flat_map(|it| &it.ways);
        let words = typed.flat_map(|it| &it.pieces).filter_map(|it| match it {
            Piece::Word(word) => Some(word),
            Piece::Han(_) => None,
        });
        Marks { parsed, sounds: words.flat_map(|it| Sounds::get().parses(it)).collect() }
    }

    /// The bytes of a name that were asked for, in any of the ways: from and to, ascending and apart.
    pub(crate) fn in_name(&self, name: &str) -> Vec<(usize, usize)> {
        let signs: Vec<_> = signs(name).into_iter().filter(|it| it.folded.is_some()).collect();
        let mut marked = vec![false; signs.len()];
        for piece in self.parsed.groups.iter().flat_map(|it| &it.ways).flat_map(|it| &it.pieces) {
            match piece {
                Piece::Han(run) => mark_han(run, &signs, &mut marked),
                Piece::Word(word) => mark_word(word, &signs, &mut marked),
            }
        }
        let chars: Vec<_> = signs.iter().filter_map(|it| it.folded).collect();
        for units in &self.sounds {
            if let Some(at) = Sounds::get().place(&chars, units) {
                marked[at..at + units.len()].fill(true);
            }
        }
        let mut all: Vec<(usize, usize)> = Vec::new();
        for it in signs.iter().zip(marked).filter(|it| it.1).map(|it| it.0) {
            match all.last_mut() {
                Some(last) if last.1 == it.from => last.1 = it.to,
                _ => all.push((it.from, it.to)),
            }
        }
        all
    }
}

fn mark_han(run: &[char], signs: &[Sign], marked: &mut [bool]) {
    let n = run.len().min(2);
    for (at, window) in signs.windows(n).enumerate() {
        let here = run.windows(n).any(|it| it.iter().zip(window).all(|(a, b)| Some(*a) == b.folded));
        if here {
            marked[at..at + n].fill(true);
        }
    }
}

fn mark_word(word: &str, signs: &[Sign], marked: &mut [bool]) {
    let mut from = 0;
    while from < signs.len() {
        let letter = |it: &&Sign| it.folded.is_some_and(|it| !is_han(it));
        let n = match signs[from..].iter().position(|it| !letter(&it)) {
            Some(0) => {
                from += 1;
                continue;
            }
            Some(n) => n,
            None => signs.len() - from,
        };
        // Signs between two words are no longer there, but their bytes are.
        let apart = (from + 1..from + n).find(|it| signs[it - 1].to < signs[*it].from);
        let to = apart.unwrap_or(from + n);
        let found: String = signs[from..to].iter().filter_map(|it| it.folded).collect();
        if found.starts_with(stem(word)) || is_slip(word, &found) {
            marked[from..to].fill(true);
        }
        from = to;
    }
}
