//! Proofs that a form with a slip in it is not published, and that the slip is named.

use std::collections::BTreeSet;

use kit::Lang;

use super::{FOOD_LICENCE, food_licence, form};
use crate::{Bound, Date, Form, OPTIONS_MAX, PAGES_MAX, PROBLEM_CODES, QUESTIONS_MAX, Question};

const FIRST: &str = "{key: a, label: {zh: 甲, en: A}, kind: yes_no}";

/// A second question, what is wrong with it, and where.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("{key: a, label: {zh: 乙, en: B}, kind: yes_no}", "page.a", "key.doubled"),
    ("{key: B-1, label: {zh: 乙, en: B}, kind: yes_no}", "page.B-1", "key.malformed"),
    ("{key: b, label: {zh: '', en: B}, kind: yes_no}", "page.b.label", "words.missing"),
    (
        "{key: b, label: {zh: 乙, en: B}, hint: {zh: 乙, en: ' '}, kind: yes_no}",
        "page.b.hint",
        "words.missing",
    ),
    ("{key: b, label: {zh: 乙, en: B}, kind: choice, options: []}", "page.b", "options.empty"),
    ("{key: b, label: {zh: 乙, en: B}, kind: material, ways: []}", "page.b", "ways.empty"),
    ("{key: b, label: {zh: 乙, en: B}, kind: number, min: 2, max: 1}", "page.b", "range.empty"),
    ("{key: b, label: {zh: 乙, en: B}, kind: text, length_min: 9, length_max: 8}", "page.b", "range.empty"),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: date, earliest: 2026-02-01, latest: 2026-01-01}",
        "page.b",
        "range.empty",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: date, earliest: today, latest: today-1d}",
        "page.b",
        "range.empty",
    ),
    ("{key: b, label: {zh: 乙, en: B}, kind: text, length_max: 10001}", "page.b", "length.too_large"),
    ("{key: b, label: {zh: 乙, en: B}, kind: number, max: 1000000000001}", "page.b", "number.too_large"),
    ("{key: b, label: {zh: 乙, en: B}, kind: decimal, places: 4}", "page.b", "places.too_many"),
    ("{key: b, label: {zh: 乙, en: B}, kind: money, currency: yuan}", "page.b", "currency.unknown"),
    ("{key: b, label: {zh: 乙, en: B}, kind: region, within: '990'}", "page.b", "region.unknown"),
    ("{key: b, label: {zh: 乙, en: B}, kind: region, level_min: 6}", "page.b", "level.unknown"),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: choices, picks_max: 2, options: [{key: x, label: {zh: 丙, en: X}}]}",
        "page.b",
        "picks.too_many",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {question: z, is: 1}}",
        "page.b.when",
        "condition.unknown_question",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {question: b, is: true}}",
        "page.b.when",
        "condition.later_question",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {question: a, is: 'yes'}}",
        "page.b.when",
        "condition.cannot_equal",
    ),
    ("{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {all: []}}", "page.b.when", "condition.empty"),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {question: a, one_of: []}}",
        "page.b.when",
        "condition.empty",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: yes_no, when: {not: {not: {not: {not: {not: {question: a, is: true}}}}}}}",
        "page.b.when",
        "condition.too_deep",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: list, options: [{key: x, label: {zh: 丙, en: X}}, {key: y, label: {zh: 丁, en: X}}]}",
        "page.b.y",
        "options.same_label",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: choice, other: {zh: 其他, en: Other}, options: [{key: other, label: {zh: 丙, en: X}}]}",
        "page.b",
        "option.reserved",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: rating, steps: 11, low: {zh: 低, en: Low}, high: {zh: 高, en: High}}",
        "page.b",
        "steps.limit",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: rating, steps: 1, low: {zh: 低, en: Low}, high: {zh: 高, en: High}}",
        "page.b",
        "steps.limit",
    ),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: likert, statements: [], options: [{key: x, label: {zh: 丙, en: X}}]}",
        "page.b",
        "statements.empty",
    ),
    ("{key: b, label: {zh: 乙, en: B}, kind: files, types: []}", "page.b", "types.empty"),
    ("{key: b, label: {zh: 乙, en: B}, kind: files, files_max: 21}", "page.b", "files.limit"),
    ("{key: b, label: {zh: 乙, en: B}, kind: files, megabytes_max: 51}", "page.b", "megabytes.limit"),
    ("{key: b, label: {zh: 乙, en: B}, kind: material, megabytes_max: 0}", "page.b", "megabytes.limit"),
    (
        "{key: b, label: {zh: 乙, en: B}, kind: time, opens: \"17:00\", closes: \"09:00\"}",
        "page.b",
        "range.empty",
    ),
    ("{key: b, label: {zh: 乙, en: B}, kind: number, computed: ' '}", "page.b.computed", "computed.empty"),
    ("{key: b, label: {zh: 乙, en: B}, kind: declaration, computed: a}", "page.b.computed", "computed.kind"),
];

fn problems(form: &Form) -> Vec<(String, &'static str)> {
    let problems = form.check();
    for problem in &problems {
        for lang in Lang::all() {
            let said = problem.say(lang);
            assert!(said != problem.code && !said.contains('{'), "{said}");
        }
    }
    problems.into_iter().map(|it| (it.place, it.code)).collect()
}

#[test]
fn the_first_matters_form_has_no_problem() {
    assert_eq!(food_licence().check(), []);
}

#[test]
fn every_problem_is_found_by_its_example_and_has_its_sentence() {
    let mut seen = BTreeSet::new();

    for (question, place, code) in EXAMPLES {
        assert_eq!(problems(&form(&[FIRST, question])), [((*place).to_owned(), *code)], "{question}");
        seen.insert(*code);
    }
    let empty = Form { pages: vec![] };
    let crowded = Form { pages: vec![food_licence().pages[3].clone(); PAGES_MAX + 1] };
    let mut long = food_licence();
    long.pages[3].questions = vec![long.pages[3].questions[0].clone(); QUESTIONS_MAX + 1];
    let mut wordy = food_licence();
    wordy.pages[0].title.en = "x".repeat(10_001);
    let mut choosy = food_licence();
    if let crate::Kind::Choice { options, .. } = &mut choosy.pages[1].questions[2].kind {
        options.resize(OPTIONS_MAX + 1, options[0].clone());
    }
    let questions: Vec<_> = (0..11)
        .map(|n| format!("{{key: q{n}, label: {{zh: 问, en: Q}}, kind: long_text, length_max: 10000}}"))
        .collect();
    let endless = form(&questions.iter().map(String::as_str).collect::<Vec<_>>());
    let computed = form(&[
        "{key: a, label: {zh: 甲, en: A}, kind: number, computed: '1'}",
        "{key: b, label: {zh: 乙, en: B}, kind: number, when: {question: a, is: 1}}",
    ]);
    let mut repeated = food_licence();
    repeated.pages[1].repeat =
        serde_json::from_str(r#"{"min": 1, "max": 51, "item": {"zh": "项", "en": "item"}}"#).unwrap();
    repeated.pages[1].questions[5].computed = Some("1".to_owned());
    repeated.pages[2].when = serde_json::from_str(r#"{"question": "business", "is": "shop"}"#).unwrap();
    for form in [empty, crowded, long, wordy, choosy, endless, computed, repeated] {
        let found = problems(&form);
        assert!(!found.is_empty());
        seen.extend(found.into_iter().map(|it| it.1));
    }

    assert_eq!(seen.into_iter().collect::<Vec<_>>(), PROBLEM_CODES);
}

#[test]
fn a_page_may_ask_only_about_earlier_pages() {
    let mut form = food_licence();
    form.pages[1].when = Some(serde_json::from_str(r#"{"question": "area", "is": 1}"#).unwrap());

    assert_eq!(problems(&form), [("shop.when".to_owned(), "condition.later_question")]);
}

#[test]
fn a_slip_in_a_file_stops_the_reading() {
    for (right, slip) in [
        ("optional: true", "optonal: true"),
        ("kind: phone", "kind: telephone"),
        ("kind: phone", "kind: phone\n        min: 1"),
        ("length_max: 60", "length_max: -1"),
        ("en: Applicant", "english: Applicant"),
        ("earliest: today", "earliest: tomorrow"),
        ("currency: CNY", "places: 2"),
        ("questions:", "question:"),
    ] {
        let yaml = FOOD_LICENCE.replacen(right, slip, 1);

        assert_ne!(yaml, FOOD_LICENCE);
        assert!(serde_saphyr::from_str::<Form>(&yaml).is_err(), "{slip}");
    }
}

#[test]
fn a_form_written_out_reads_back() {
    let form = food_licence();

    let json = serde_json::to_string(&form).unwrap();

    assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
    let question: Question =
        serde_json::from_str(r#"{"key": "a", "label": {"zh": "甲", "en": "A"}, "kind": "yes_no"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&question).unwrap(),
        r#"{"key":"a","label":{"zh":"甲","en":"A"},"kind":"yes_no"}"#
    );
}

#[test]
fn a_bound_counts_from_today() {
    let today = Date::parse("2024-02-29").unwrap();
    let on = |text: &str| {
        let bound: Bound = serde_json::from_str(&format!("{text:?}")).unwrap();
        assert_eq!(serde_json::to_string(&bound).unwrap(), format!("{text:?}"));
        bound.on(today).map(|it| it.to_string())
    };

    assert_eq!(on("today").unwrap(), "2024-02-29");
    assert_eq!(on("today+1d").unwrap(), "2024-03-01");
    assert_eq!(on("today-60d").unwrap(), "2023-12-31");
    assert_eq!(on("today+366d").unwrap(), "2025-03-01");
    assert_eq!(on("today-6m").unwrap(), "2023-08-29");
    assert_eq!(on("today-1y").unwrap(), "2023-02-28");
    assert_eq!(on("today+50000y"), None);
    assert_eq!(on("2026-11-22").unwrap(), "2026-11-22");
    for wrong in
        ["today+", "today1d", "today+1w", "today+99999d", "2026-02-30", "today+1", "today+d", "today+１d", ""]
    {
        assert!(serde_json::from_str::<Bound>(&format!("{wrong:?}")).is_err(), "{wrong}");
    }
}
