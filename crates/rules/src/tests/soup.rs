//! Proofs that no source, however odd, makes the reader or the evaluator panic or run away.

use serde_json::json;

use crate::{DEPTH_MAX, Expression, SOURCE_BYTES_MAX, TooManySteps, Undecided, Value};

use super::{facts, table};

/// A fixed sequence of numbers that look like chance.
pub(super) struct Lcg(pub(super) u64);

impl Lcg {
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

const WORDS: [&str; 48] = [
    "1",
    "0.5",
    "\"a\"",
    "\"",
    "\\",
    "a",
    "a.b",
    "面积",
    "true",
    "null",
    "(",
    ")",
    "[",
    "]",
    "..",
    ",",
    "+",
    "-",
    "*",
    "/",
    "<",
    "<=",
    "=",
    "!=",
    ">",
    "and",
    "or",
    "not(",
    "in",
    "between",
    "if",
    "then",
    "else",
    "some",
    "every",
    "satisfies",
    "count(",
    "lower case(",
    "string length(",
    "date(",
    "sum(",
    "?",
    ".",
    "{",
    "list",
    "x",
    "\n",
    "9999999999999999999999999999999999999",
];

#[test]
fn random_soup_never_panics_and_is_bounded() {
    let mut lcg = Lcg(2026);
    let facts = facts(json!({"a": {"b": [1, "x", null]}, "x": 3}));
    let mut n_read = 0;
    for _ in 0..60_000 {
        let n_words = 1 + lcg.below(14);
        let words: Vec<_> = (0..n_words).map(|_| WORDS[lcg.below(WORDS.len() as u64) as usize]).collect();
        let source = words.join(if lcg.below(4) == 0 { "" } else { " " });

        if let Ok(expression) = Expression::parse(&source) {
            n_read += 1;
            assert!(expression.evaluate(&facts).is_ok(), "{source}");
        }
        let _ = crate::parse::tests(&source);
    }
    assert!(n_read > 500, "only {n_read} sources were read: the soup is too thin");
}

#[test]
fn random_characters_never_panic() {
    let mut lcg = Lcg(64);
    for _ in 0..20_000 {
        let n_chars = lcg.below(40);
        let source: String = (0..n_chars)
            .filter_map(|_| char::from_u32(lcg.below(0x300) as u32 + lcg.below(2) as u32 * 0x4e00))
            .collect();

        let _ = Expression::parse(&source);
        let _ = crate::parse::tests(&source);
    }
}

#[test]
fn nesting_is_refused_past_the_limit_however_it_is_made() {
    for opening in ["(", "[", "not(", "if ", "1 in (", "some x in ", "a and (", "-("] {
        let source = opening.repeat(DEPTH_MAX + 1);

        let problem = Expression::parse(&source).unwrap_err();

        assert_eq!(problem.code, "expression.too_deep", "{opening}");
    }
}

#[test]
fn the_deepest_nesting_allowed_is_worked_out() {
    let wraps = [
        ("(", ")"),
        ("[", "]"),
        ("-(", ")"),
        ("not(", ")"),
        ("1 in (", ")"),
        ("0 + 1 * -(1).a + (", ")"),
        ("if a then b else ", ""),
    ];
    for (opening, closing) in wraps {
        let deepest = format!("{}1{}", opening.repeat(DEPTH_MAX - 1), closing.repeat(DEPTH_MAX - 1));

        let expression = Expression::parse(&deepest).unwrap_or_else(|it| panic!("{deepest}: {it:?}"));

        assert!(expression.evaluate(&facts(json!({}))).is_ok(), "{deepest}");
    }
}

#[test]
fn a_long_chain_is_no_depth_and_a_longer_source_is_refused() {
    for (piece, end) in [("1+", "1"), ("-", "1"), ("true and ", "true"), ("a.", "a"), ("1/", "0")] {
        let chain = piece.repeat((SOURCE_BYTES_MAX - end.len()) / piece.len()) + end;

        assert!(Expression::parse(&chain).unwrap().evaluate(&facts(json!({}))).is_ok(), "{piece}");
    }
    let long = "1+".repeat(SOURCE_BYTES_MAX) + "1";
    assert_eq!(Expression::parse(&long).unwrap_err().code, "expression.too_long");
}

#[test]
fn work_without_end_is_stopped() {
    let nested = "some a in l satisfies some b in l satisfies some c in l satisfies a + b + c = 0";
    let facts = facts(json!({"l": vec![1; 500]}));

    let answer = Expression::parse(nested).unwrap().evaluate(&facts);

    assert_eq!(answer, Err(TooManySteps));
    let table = table(&format!(
        "{{ key: t, hit: first, inputs: [{{ label: {{ zh: 甲, en: A }}, fact: '{nested}' }}],
            outputs: [{{ key: o }}], rows: [{{ when: ['-'], then: {{ o: 1 }}, reason: {{ zh: 甲, en: A }} }}] }}"
    ));
    assert_eq!(table.compile().unwrap().decide(&facts), Err(Undecided::TooManySteps));
}

#[test]
fn a_text_that_grows_past_its_limit_is_null_with_a_doubt() {
    let facts = facts(json!({"t": "x".repeat(40_000)}));

    let answer = Expression::parse("t + t").unwrap().evaluate(&facts).unwrap();

    assert_eq!(answer.value, Value::Null);
    assert_eq!(answer.doubts[0].code, "doubt.text_too_long");
}
