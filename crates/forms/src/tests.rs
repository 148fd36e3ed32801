//! Proofs that a form takes what is right, names what is wrong, and survives whatever is posted.

mod answers;
mod checks;
mod conditions;
mod flaws;
mod hostile;
mod kinds;
mod rows;

use kit::Flaw;

use crate::{Answers, Date, Form, Reading};

/// The first matter's form in small: 食品经营许可.
const FOOD_LICENCE: &str = include_str!("tests/food_licence.yaml");

/// 安和市's invented numbers, with right check digits.
const CITIZEN_NUMBER: &str = "990102199001010015";
const CREDIT_CODE: &str = "91990102MA00000070";

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn food_licence() -> Form {
    serde_saphyr::from_str(FOOD_LICENCE).unwrap()
}

/// A form of one page with these questions, each a line of YAML in braces.
fn form(questions: &[&str]) -> Form {
    let questions: Vec<_> = questions.iter().map(|it| format!("      - {it}")).collect();
    let yaml = format!(
        "pages:\n  - key: page\n    title: {{zh: 页, en: Page}}\n    questions:\n{}\n",
        questions.join("\n")
    );
    serde_saphyr::from_str(&yaml).unwrap()
}

/// A form of one question `q` of a kind with its settings.
fn one(kind: &str) -> Form {
    form(&[&format!("{{key: q, label: {{zh: 问, en: Q}}, kind: {kind}}}")])
}

fn posted(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(form: &Form, fields: &[(&str, &str)]) -> Reading {
    form.read(&posted(fields), today())
}

/// What is kept of one typed value, or the code of its flaw.
fn outcome(form: &Form, typed: &str) -> String {
    let reading = read(form, &[("q", typed)]);
    match reading.flaws.first() {
        Some(flaw) => flaw.code.to_owned(),
        None => reading.answers.to_json(),
    }
}

fn codes(flaws: &[Flaw]) -> Vec<(&str, &str)> {
    flaws.iter().map(|it| (it.field.as_str(), it.code)).collect()
}

/// Every field of the food licence filled in well, as people type.
fn well_filled() -> Vec<(String, String)> {
    posted(&[
        ("applicant", " 安和市  春风餐饮有限公司 "),
        ("credit_code", "91990102-MA00000070"),
        ("legal_person", "张·三丰"),
        ("citizen_number", "９９０１０２ 19900101 0015"),
        ("phone", "0990-123 4567"),
        ("email", "owner@Example.COM"),
        ("region", "990102"),
        ("address", "春风路 1 号\r\n二层 "),
        ("business", "restaurant"),
        ("items", "hot_food"),
        ("items", "cold_food"),
        ("area", "1,066.5"),
        ("staff", "８"),
        ("capital", "100000.50"),
        ("lease_until.day", "1"),
        ("lease_until.month", "02"),
        ("lease_until.year", "2029"),
        ("has_kitchen", "yes"),
        ("layout", "counter"),
        ("truthful", "yes"),
    ])
}

fn well_answered() -> Answers {
    let reading = food_licence().read(&well_filled(), today());
    assert_eq!(reading.flaws, []);
    reading.answers
}
