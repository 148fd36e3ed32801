//! Rules about sentences in code: what people read stands in `texts/`, in every language.
//! Words for operators and for ourselves (logs, faults, `expect`) stay in code.

use super::Finding;
use super::house::House;
use super::scan::{Literal, Source};

/// Calls whose words are for operators and for us.
const OURS: [&str; 16] = [
    "expect",
    "fault",
    "error!",
    "warn!",
    "info!",
    "debug!",
    "trace!",
    "panic!",
    "unreachable!",
    "assert!",
    "assert_eq!",
    "assert_ne!",
    "debug_assert!",
    "event!",
    "span!",
    "expect_err",
];

/// No sentence for people in code: no Chinese anywhere, no English in doors.
pub(super) fn sentences(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &house.sources {
        for literal in source.literals.iter().filter(|it| !source.is_test(it.at.start)) {
            let line = source.line(literal.at.start);
            if literal.value.chars().any(is_cjk) {
                let what = "Chinese characters in code; move the words to texts/ and say t!(\"key\", lang)";
                found.push(Finding::new("cjk", &source.path, line, what));
            } else if is_door(&source.path) && is_sentence(&literal.value) && !is_ours(source, literal) {
                let what = format!(
                    "{:?} is said to people; move it to texts/ and say t!(\"key\", lang)",
                    literal.value
                );
                found.push(Finding::new("sentence", &source.path, line, what));
            }
        }
    }
    found
}

/// Ideographs; their punctuation alone says nothing.
fn is_cjk(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// The files of a block that people read through; what OpenAPI says is English and for developers.
fn is_door(path: &str) -> bool {
    path.contains("/src/pages")
}

/// A capital first, two words or more beside what is filled in, and nothing but letters and marks.
fn is_sentence(text: &str) -> bool {
    let said: String = text
        .split('{')
        .enumerate()
        .map(|(n, it)| if n == 0 { it } else { it.split_once('}').map_or(it, |it| it.1) })
        .collect();
    let plain = said.chars().all(|it| it.is_alphabetic() || " ,.;:!?'’-".contains(it));
    let n_words =
        said.split_whitespace().filter(|it| it.chars().filter(|it| it.is_alphabetic()).count() >= 2).count();
    text.starts_with(char::is_uppercase) && plain && n_words >= 2
}

fn is_ours(source: &Source, literal: &Literal) -> bool {
    let in_reason = source.code[..literal.at.start].trim_end().ends_with("reason =");
    in_reason || source.calls_around(literal.at.start).iter().any(|it| OURS.contains(it))
}
