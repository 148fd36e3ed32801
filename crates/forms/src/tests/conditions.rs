//! Proofs of what is asked, and when.

use kit::Words;

use super::{food_licence, form, read, today, well_answered};
use crate::{Answer, Answers, Condition};

fn business(key: &str) -> Answers {
    let mut answers = Answers::default();
    answers.put("business", Answer::Text(key.to_owned()));
    answers
}

fn condition(json: &str) -> Condition {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_condition_holds_as_its_words_say() {
    let mut answers = business("canteen");
    answers.put("items", Answer::Keys(vec!["hot".to_owned(), "cold".to_owned()]));
    answers.put("n", Answer::Number(3));
    let holds = |json: &str| condition(json).holds(&answers);

    assert!(holds(r#"{"question": "business", "is": "canteen"}"#));
    assert!(!holds(r#"{"question": "business", "is": "shop"}"#));
    assert!(holds(r#"{"question": "business", "one_of": ["shop", "canteen"]}"#));
    assert!(holds(r#"{"question": "items", "is": "cold"}"#));
    assert!(!holds(r#"{"question": "items", "one_of": ["pastry"]}"#));
    assert!(holds(r#"{"question": "n", "is": 3}"#));
    assert!(!holds(r#"{"question": "n", "is": "3"}"#));
    assert!(!holds(r#"{"question": "silent", "is": false}"#));
    assert!(holds(r#"{"not": {"question": "silent", "is": false}}"#));
    assert!(holds(r#"{"any": [{"question": "n", "is": 4}, {"question": "n", "is": 3}]}"#));
    assert!(!holds(r#"{"all": [{"question": "n", "is": 4}, {"question": "n", "is": 3}]}"#));
}

#[test]
fn a_condition_of_two_minds_is_not_read() {
    for wrong in [
        "{}",
        r#"{"question": "a"}"#,
        r#"{"is": 1}"#,
        r#"{"question": "a", "is": 1, "one_of": [1]}"#,
        r#"{"question": "a", "is": 1, "not": {"question": "a", "is": 1}}"#,
        r#"{"question": "a", "is": 1, "iss": 1}"#,
        r#"{"all": [{}]}"#,
    ] {
        assert!(serde_json::from_str::<Condition>(wrong).is_err(), "{wrong}");
    }
    let endless = format!("{}{}", r#"{"not":"#.repeat(50_000), "}".repeat(50_000));
    assert!(serde_json::from_str::<Condition>(&endless).is_err());
}

#[test]
fn a_condition_written_out_reads_back() {
    let json = r#"{"all":[{"question":"a","is":"x"},{"any":[{"not":{"question":"b","one_of":[1,true]}}]}]}"#;

    assert_eq!(serde_json::to_string(&condition(json)).unwrap(), json);
    assert_eq!(condition(json).depth(), 4);
}

#[test]
fn a_question_that_is_not_asked_is_ignored_even_when_it_is_posted() {
    let form = form(&[
        "{key: a, label: {zh: 问, en: Q}, kind: yes_no}",
        "{key: b, label: {zh: 问, en: Q}, kind: number, when: {question: a, is: true}}",
        "{key: c, label: {zh: 问, en: Q}, kind: number, when: {question: b, is: 1}}",
    ]);

    let not_asked = read(&form, &[("a", "no"), ("b", "1"), ("c", "wrong")]);
    let asked = read(&form, &[("a", "yes"), ("b", "1"), ("c", "wrong")]);

    assert_eq!(not_asked.flaws, []);
    assert_eq!(not_asked.answers.to_json(), r#"{"a":false}"#);
    assert_eq!(not_asked.typed.first("b"), "");
    assert_eq!(super::codes(&asked.flaws), [("c", "number.wrong")]);
}

#[test]
fn pages_that_ask_nothing_are_passed_over() {
    let mut form = food_licence();
    form.pages[2].when = Some(condition(r#"{"question": "business", "is": "shop"}"#));
    for question in &mut form.pages[1].questions {
        question.when = Some(condition(r#"{"question": "applicant", "is": "nobody"}"#));
    }
    let answers = well_answered();

    let mut shown = Vec::new();
    let mut after = None;
    while let Some(page) = form.next_page(after, &answers) {
        shown.push(page.key.as_str());
        after = Some(&page.key);
    }

    assert_eq!(shown, ["applicant", "declaration"]);
    assert_eq!(form.asked(&answers).len(), 2);
    assert_eq!(food_licence().asked(&business("canteen"))[1].questions.len(), 10);
    assert_eq!(form.next_page(Some("nowhere"), &answers).map(|it| &it.key), None);
}

#[test]
fn a_page_of_words_alone_is_shown() {
    let mut form = food_licence();
    form.pages[0].questions.clear();
    form.pages[0].guidance = Some(Words { zh: "先看".to_owned(), en: "Read first".to_owned() });

    assert_eq!(form.next_page(None, &Answers::default()).unwrap().key, "applicant");
    assert_eq!(form.read(&[], today()).answers, Answers::default());
}
