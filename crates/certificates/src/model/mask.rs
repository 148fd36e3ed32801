//! What strangers see of a name or a number: enough to recognise what one holds in the hand, and no more.
//! Does not decide who is a stranger.

/// How many letters stay of each end of a number.
const NUMBER_ENDS: usize = 1;

/// How many stars at most stand for the rest of a name, so that its length does not tell.
const NAME_STARS_MAX: usize = 2;

/// The first letter, and stars.
pub(crate) fn name(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String = letters.next().into_iter().collect();
    first + &"*".repeat(letters.count().clamp(1, NAME_STARS_MAX))
}

/// The first and the last letter, and stars between; of a short number, stars only.
pub(crate) fn number(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let n_hidden = letters.len().saturating_sub(2 * NUMBER_ENDS);
    if n_hidden < 2 * NUMBER_ENDS {
        return "*".repeat(letters.len());
    }
    let ends = |range: &[char]| range.iter().collect::<String>();
    let (head, tail) = (&letters[..NUMBER_ENDS], &letters[letters.len() - NUMBER_ENDS..]);
    format!("{}{}{}", ends(head), "*".repeat(n_hidden), ends(tail))
}
