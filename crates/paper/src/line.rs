//! Breaking words into lines: between ideographs, at spaces, and never before a comma or after an opening mark.
//! Knows widths, not pages.

use crate::face::Face;

/// Never begins a line.
const NEVER_FIRST: &str = "，。、；：？！）〉》」』】〕］｝”’％‰℃…—～·.,;:?!)]}%°々";
/// Never ends a line.
const NEVER_LAST: &str = "（〈《「『【〔［｛“‘([{￥¥$№";

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What stands on it; a space at its end is kept, so that words stay apart when read.
    pub(crate) words: String,
    /// How wide it is without that space.
    pub(crate) width: f32,
    /// Whether the paragraph ends with it.
    pub(crate) is_last: bool,
}

/// The lines of one paragraph of that size; the first may be narrower.
pub(crate) fn lines(face: &Face, words: &str, size: f32, first: f32, wide: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut width) = (String::new(), 0.0);
    for piece in pieces(words) {
        let room = if lines.is_empty() { first } else { wide };
        let own = face.width(piece.trim_end(), size);
        if !at.is_empty() && width + own > room {
            push(face, &mut lines, &mut at, size);
            width = 0.0;
        }
        if own <= wide {
            at.push_str(piece);
            width += face.width(piece, size);
            continue;
        }
        // A word wider than the paper breaks wherever it has to.
        for it in piece.chars() {
            let room = if lines.is_empty() { first } else { wide };
            let one = face.advance(it) * size / 1000.0;
            if !at.is_empty() && width + one > room {
                push(face, &mut lines, &mut at, size);
                width = 0.0;
            }
            at.push(it);
            width += one;
        }
    }
    push(face, &mut lines, &mut at, size);
    if let Some(last) = lines.last_mut() {
        last.is_last = true;
    }
    lines
}

fn push(face: &Face, lines: &mut Vec<Line>, at: &mut String, size: f32) {
    let width = face.width(at.trim_end(), size);
    lines.push(Line { words: std::mem::take(at), width, is_last: false });
}

/// What cannot be broken, with the space behind it.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut before) = (0, None);
    for (at, it) in words.char_indices() {
        if before.is_some_and(|before| may_break(before, it)) {
            pieces.push(&words[from..at]);
            from = at;
        }
        before = Some(it);
    }
    pieces.push(&words[from..]);
    pieces
}

fn may_break(before: char, next: char) -> bool {
    if next == ' ' || NEVER_FIRST.contains(next) || NEVER_LAST.contains(before) {
        return false;
    }
    before == ' '
        || is_wide(before)
        || is_wide(next)
        || (matches!(before, '-' | '/' | '—') && next.is_alphabetic())
}

/// Whether a character stands for itself, as ideographs do.
fn is_wide(it: char) -> bool {
    matches!(it, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
