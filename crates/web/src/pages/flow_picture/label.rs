//! A label broken into lines, since a drawing does not break them itself.
//! Knows no font: a Chinese character takes two units, a western one takes one.

/// Lines of a label in its box; what does not fit ends in an ellipsis and stands in full in the list.
const LINES_MAX: usize = 3;

/// Marks that may not begin a line: those of Chinese, then those of the west.
const CLOSING: &str =
    "\u{FF0C}\u{3002}\u{3001}\u{FF1B}\u{FF1A}\u{FF01}\u{FF1F}\u{FF09}\u{300B}\u{300D}\u{300F},.;:!?)";

/// A label in lines of so many units; Chinese breaks anywhere but before a mark that closes.
pub(super) fn lines(label: &str, units_max: i32) -> Vec<String> {
    let mut res = vec![String::new()];
    let mut used = 0;
    for piece in pieces(label) {
        let size: i32 = piece.chars().map(units).sum();
        let closes = piece.chars().all(|it| CLOSING.contains(it));
        if used > 0 && used + size > units_max && !closes {
            res.push(String::new());
            used = 0;
        }
        if let Some(line) = res.last_mut().filter(|it| !it.is_empty() || piece != " ") {
            line.push_str(piece);
            used += size;
        }
    }
    if res.len() > LINES_MAX {
        res.truncate(LINES_MAX);
        res[LINES_MAX - 1].push('…');
    }
    res.iter().map(|it| it.trim_end().to_owned()).collect()
}

/// What may not be broken: western words, single spaces, single Chinese characters.
fn pieces(label: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, it) in label.char_indices() {
        let breaks = before.is_some_and(|b| units(b) == 2 || units(it) == 2 || b == ' ' || it == ' ');
        if breaks {
            res.push(&label[start..at]);
            start = at;
        }
        before = Some(it);
    }
    res.push(&label[start..]);
    res
}

fn units(it: char) -> i32 {
    if it >= '\u{2E80}' { 2 } else { 1 }
}
