//! Texts as they are compared: narrow, small, without signs, in runs of Chinese characters and words of letters.
//! Knows no language beyond that difference.

/// How long a word of letters may be; what is longer is cut.
pub(crate) const WORD_CHARS_MAX: usize = 40;

/// A run of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Chinese characters.
    Han(Vec<char>),
    /// Letters and digits.
    Word(String),
}

/// A character as it is compared, with where it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Nothing for what separates.
    pub(crate) folded: Option<char>,
}

/// Every character of a text as it is compared.
pub(crate) fn signs(text: &str) -> Vec<Sign> {
    let sign = |(from, it): (usize, char)| Sign { from, to: from + it.len_utf8(), folded: fold(it) };
    text.char_indices().map(sign).collect()
}

/// A text in runs.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut joined = false;
    for it in text.chars().map(fold) {
        let Some(it) = it else {
            joined = false;
            continue;
        };
        match all.last_mut() {
            Some(Piece::Han(run)) if joined && is_han(it) => run.push(it),
            Some(Piece::Word(run)) if joined && !is_han(it) => {
                if run.len() < WORD_CHARS_MAX {
                    run.push(it);
                }
            }
            _ if is_han(it) => all.push(Piece::Han(vec![it])),
            _ => all.push(Piece::Word(it.to_string())),
        }
        joined = true;
    }
    all
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter or digit, narrow and small; nothing for a sign or a space.
fn fold(it: char) -> Option<char> {
    let narrow = match it {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(it) - 0xfee0).unwrap_or(it),
        it => it,
    };
    narrow.is_alphanumeric().then(|| narrow.to_lowercase().next().unwrap_or(narrow))
}
