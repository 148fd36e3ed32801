//! Proofs of what is kept of what was typed, and how it is shown, compared and stored.

use kit::Lang;

use super::{
    CITIZEN_NUMBER, CREDIT_CODE, food_licence, one, outcome, posted, read, today, well_answered, well_filled,
};
use crate::{Answer, Answers, shown};

#[test]
fn a_well_filled_form_is_kept_in_one_spelling() {
    let answers = well_answered();

    assert_eq!(answers.text("applicant"), Some("安和市 春风餐饮有限公司"));
    assert_eq!(answers.text("credit_code"), Some(CREDIT_CODE));
    assert_eq!(answers.text("citizen_number"), Some(CITIZEN_NUMBER));
    assert_eq!(answers.text("phone"), Some("09901234567"));
    assert_eq!(answers.text("email"), Some("owner@example.com"));
    assert_eq!(answers.text("address"), Some("春风路 1 号\n二层"));
    assert_eq!(answers.number("area"), Some(106_650));
    assert_eq!(answers.number("staff"), Some(8));
    assert_eq!(answers.number("capital"), Some(10_000_050));
    assert_eq!(answers.text("lease_until"), Some("2029-02-01"));
    assert_eq!(answers.get("has_kitchen"), Some(&Answer::Flag(true)));
    assert_eq!(
        answers.get("items"),
        Some(&Answer::Keys(vec!["hot_food".to_owned(), "cold_food".to_owned()]))
    );
    assert_eq!(answers.get("seats"), None);
}

#[test]
fn what_was_typed_is_kept_as_it_was_for_showing_again() {
    let reading =
        read(&food_licence(), &[("applicant", "  "), ("area", "sixty"), ("items", "x"), ("items", "pastry")]);

    assert_eq!(reading.typed.first("applicant"), "  ");
    assert_eq!(reading.typed.first("area"), "sixty");
    assert!(reading.typed.has("items", "pastry") && reading.typed.has("items", "x"));
    assert_eq!(reading.typed.first("staff"), "");
    assert_eq!(reading.answers.get("area"), None);
}

#[test]
fn answers_have_stable_bytes_and_read_back() {
    let answers = well_answered();
    let mut backwards = well_filled();
    backwards.reverse();

    let json = answers.to_json();

    assert_eq!(Answers::parse(&json).unwrap(), answers);
    assert_eq!(food_licence().read(&backwards, today()).answers.to_json(), json);
    assert!(json.starts_with(r#"{"address":"春风路 1 号\n二层","applicant":"#));
}

#[test]
fn answers_that_are_no_answers_are_refused() {
    for wrong in ["", "[]", r#"{"a": null}"#, r#"{"a": 1.5}"#, r#"{"a": {"b": 1}}"#, r#"{"a": [1]}"#] {
        assert!(Answers::parse(wrong).is_err(), "{wrong}");
    }
    let many: Vec<_> = (0..=crate::ANSWERS_MAX).map(|n| format!(r#""q{n}":1"#)).collect();
    assert!(Answers::parse(&format!("{{{}}}", many.join(","))).is_err());
    assert!(Answers::parse(&" ".repeat(crate::ANSWERS_BYTES_MAX + 1)).is_err());
}

#[test]
fn answers_read_again_as_they_were() {
    let (form, answers) = (food_licence(), well_answered());

    let again = form.review(&answers, today());

    assert_eq!((again.answers, again.flaws), (answers, vec![]));
}

#[test]
fn a_review_drops_what_is_no_longer_asked_and_names_what_is_now_wrong() {
    let (form, mut answers) = (food_licence(), well_answered());
    answers.put("business", Answer::Text("shop".to_owned()));
    answers.forget("phone");

    let later = form.review(&answers, crate::Date::parse("2030-01-01").unwrap());

    assert_eq!(later.answers.get("has_kitchen"), None);
    assert_eq!(
        super::codes(&later.flaws),
        [("phone", "phone.missing"), ("lease_until.day", "date.too_early")]
    );
    assert_eq!(form.page_of("lease_until.day").unwrap().key, "shop");
}

#[test]
fn one_page_replaces_its_own_answers_and_keeps_the_others() {
    let (form, before) = (food_licence(), well_answered());

    let reading =
        form.read_page("papers", &before, &posted(&[("layout", "post"), ("notes", "")]), today()).unwrap();

    assert_eq!(reading.flaws, []);
    assert_eq!(reading.answers.text("layout"), Some("post"));
    assert_eq!(reading.answers.text("applicant"), before.text("applicant"));
    let emptied = form.read_page("papers", &before, &[], today()).unwrap();
    assert_eq!(super::codes(&emptied.flaws), [("layout", "material.missing")]);
    assert_eq!(emptied.answers.get("layout"), None);
    assert!(form.read_page("nowhere", &before, &[], today()).is_none());
}

#[test]
fn answers_are_shown_in_words() {
    let (form, answers) = (food_licence(), well_answered());
    let show = |key: &str, lang| shown(form.question(key).unwrap(), answers.get(key), lang);

    assert_eq!(show("area", Lang::EN).unwrap(), "1066.50 m²");
    assert_eq!(show("area", Lang::ZH).unwrap(), "1066.50 平方米");
    assert_eq!(show("staff", Lang::EN).unwrap(), "8");
    assert_eq!(show("capital", Lang::EN).unwrap(), "CNY 100000.50");
    assert_eq!(show("lease_until", Lang::EN).unwrap(), "1 February 2029");
    assert_eq!(show("lease_until", Lang::ZH).unwrap(), "2029年2月1日");
    assert_eq!(show("items", Lang::EN).unwrap(), "Hot food, Cold food");
    assert_eq!(show("items", Lang::ZH).unwrap(), "热食类、冷食类");
    assert_eq!(show("business", Lang::ZH).unwrap(), "餐饮服务经营者");
    assert_eq!(show("has_kitchen", Lang::ZH).unwrap(), "是");
    assert_eq!(show("layout", Lang::EN).unwrap(), "At a counter");
    assert_eq!(show("truthful", Lang::ZH).unwrap(), "已同意");
    assert_eq!(show("notes", Lang::EN), None);
}

#[test]
fn facts_name_every_question_and_lose_no_digit() {
    let facts = food_licence().facts(&well_answered());

    assert_eq!(facts["area"].to_string(), "1066.5");
    assert_eq!(facts["capital"].to_string(), "100000.5");
    assert_eq!(facts["staff"].to_string(), "8");
    assert_eq!(facts["has_kitchen"].to_string(), "true");
    assert_eq!(facts["items"].to_string(), r#"["hot_food","cold_food"]"#);
    assert_eq!(facts["lease_until"].to_string(), r#""2029-02-01""#);
    assert!(facts["seats"].is_null() && facts["notes"].is_null());
    assert_eq!(facts.as_object().unwrap().len(), food_licence().questions().count());
}

#[test]
fn numbers_are_taken_only_where_they_can_be_read_in_one_way() {
    let area = one("decimal, min: -5, max: 100000");

    for (typed, kept) in [
        ("66", "6600"),
        ("66.5", "6650"),
        (" 1,234.50 ", "123450"),
        ("６６．５", "6650"),
        ("0.05", "5"),
        ("007", "700"),
        ("-0.5", "-50"),
        ("66.500", "6650"),
        ("0", "0"),
    ] {
        assert_eq!(outcome(&area, typed), format!(r#"{{"q":{kept}}}"#), "{typed}");
    }
    for typed in
        ["1,5", "12,34", ",123", "1.2.3", "66m", "1e3", "0x10", "5.", "+5", "--5", "NaN", "１,23", "1234,567"]
    {
        assert_eq!(outcome(&area, typed), "decimal.wrong", "{typed}");
    }
    assert_eq!(outcome(&area, "99999999999999999999999999"), "decimal.too_large");
    assert_eq!(outcome(&area, "-99999999999999999999999999"), "decimal.too_small");
    assert_eq!(outcome(&area, "100000.01"), "decimal.too_large");
    assert_eq!(outcome(&area, ".5"), "decimal.wrong");
}

#[test]
fn codes_are_taken_however_they_are_spaced_and_cased() {
    let code = one("text, letters: code");
    let citizen = one("citizen_number");

    assert_eq!(outcome(&code, " jy1-ａb 9 "), r#"{"q":"JY1-AB9"}"#);
    assert_eq!(outcome(&citizen, "990102 1990-0101 0015"), format!(r#"{{"q":"{CITIZEN_NUMBER}"}}"#));
    assert_eq!(outcome(&one("phone"), "+86 (990) 123-4567"), r#"{"q":"+869901234567"}"#);
    assert_eq!(outcome(&one("region"), " ９９０１ "), r#"{"q":"9901"}"#);
}

#[test]
fn the_longest_answers_a_checked_form_admits_read_back() {
    let questions: Vec<_> = (0..10)
        .map(|n| format!("{{key: q{n}, label: {{zh: 问, en: Q}}, kind: long_text, length_max: 10000}}"))
        .collect();
    let form = super::form(&questions.iter().map(String::as_str).collect::<Vec<_>>());
    let fields: Vec<_> = (0..10).map(|n| (format!("q{n}"), "𠮷".repeat(10_000))).collect();

    let reading = form.read(&fields, today());

    assert_eq!((form.check(), reading.flaws), (vec![], vec![]));
    assert_eq!(Answers::parse(&reading.answers.to_json()).unwrap(), reading.answers);
}
