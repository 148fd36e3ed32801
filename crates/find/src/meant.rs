//! What may have been meant: the characters of the best hit where others were typed, or the word nearest to it.
//! Proposes only; what was typed is searched all the same.

use crate::{
    fold::{Piece, signs},
    parse::Parsed,
    search::Hit,
    sound::Sounds,
};

/// The word nearest to one that nobody has; nothing for a word that somebody has.
type Near<'a> = &'a dyn Fn(&str) -> Option<Option<String>>;

/// What was typed, with what the best hit says instead; nothing where there is nothing to propose.
pub(crate) fn instead(parsed: &Parsed, best: &Hit, near: Near<'_>) -> Option<String> {
    let name: Vec<_> = signs(&best.name).iter().filter_map(|it| it.folded).collect();
    let (mut said, mut changed) = (String::new(), false);
    for piece in parsed.groups.iter().filter_map(|it| it.ways.first()).flat_map(|it| &it.pieces) {
        let other = match piece {
            Piece::Han(run) => nearest(run, &name),
            Piece::Word(word) => by_letters(word, &name, near),
        };
        let typed = match piece {
            Piece::Han(run) => run.iter().collect(),
            Piece::Word(word) => word.clone(),
        };
        changed |= other.is_some();
        let next = other.unwrap_or(typed);
        let between = said.chars().next_back().is_some_and(|it| it.is_ascii()) || next.is_ascii();
        if !said.is_empty() && between {
            said.push(' ');
        }
        said += &next;
    }
    changed.then_some(said)
}

/// The place of the name that differs least from these characters: more than half stand there or sound alike.
fn nearest(run: &[char], name: &[char]) -> Option<String> {
    if name.windows(run.len()).any(|it| it == run) {
        return None;
    }
    let sounds = Sounds::get();
    let alike = |a: char, b: char| sounds.of(a).any(|it| sounds.of(b).any(|other| it == other));
    let worth = |it: &[char]| -> usize {
        let each = it.iter().zip(run);
        each.map(|(a, b)| if a == b { 3 } else { usize::from(alike(*a, *b)) * 2 }).sum()
    };
    let best = name.windows(run.len()).max_by_key(|it| worth(it))?;
    let is_near = 3 * run.len() < 2 * worth(best);
    is_near.then(|| best.iter().collect())
}

/// What sounds so in the best hit's name, else the nearest word there is.
fn by_letters(word: &str, name: &[char], near: Near<'_>) -> Option<String> {
    let nearest = near(word)?;
    let sounds = Sounds::get();
    let said = sounds.parses(word).iter().find_map(|units| {
        let at = sounds.place(name, units)?;
        Some(name[at..at + units.len()].iter().collect())
    });
    said.or(nearest)
}
