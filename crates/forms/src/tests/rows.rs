//! Proofs of pages that are asked for each of several.

use super::{codes, posted, today};
use crate::{Answer, Answers, Form};

fn household() -> Form {
    let form: Form = serde_saphyr::from_str(
        "
pages:
  - key: home
    title: {zh: 住户, en: Home}
    questions:
      - {key: rented, label: {zh: 租住, en: Rented}, kind: yes_no}
  - key: members
    title: {zh: 成员, en: Members}
    repeat: {min: 1, max: 3, item: {zh: 成员, en: Member}}
    questions:
      - {key: name, label: {zh: 姓名, en: Name}, kind: name, personal: true}
      - {key: born, label: {zh: 出生, en: Born}, kind: date, latest: today}
      - {key: at_school, label: {zh: 在校, en: At school}, kind: yes_no, optional: true}
      - {key: school, label: {zh: 学校, en: School}, kind: organisation, when: {question: at_school, is: true}}
  - key: end
    title: {zh: 声明, en: Declaration}
    questions:
      - {key: truthful, label: {zh: 属实, en: True}, kind: declaration}
",
    )
    .unwrap();
    assert_eq!(form.check(), []);
    form
}

fn member<'a>(n: usize, name: &'a str, year: &'a str) -> Vec<(String, String)> {
    let field = |part: &str, value: &str| (format!("members.{n}.{part}"), value.to_owned());
    vec![field("name", name), field("born.day", "1"), field("born.month", "2"), field("born.year", year)]
}

fn with(rows: &[Vec<(String, String)>]) -> Vec<(String, String)> {
    let mut fields = posted(&[("rented", "yes"), ("truthful", "yes")]);
    fields.extend(rows.concat());
    fields
}

#[test]
fn each_row_is_kept_and_reads_back_as_it_was() {
    let form = household();
    let mut fields = with(&[member(0, "Li", "1980"), member(1, "Wang", "2015")]);
    fields.extend(posted(&[("members.1.at_school", "yes"), ("members.1.school", "No. 1 School")]));

    let reading = form.read(&fields, today());

    assert_eq!(reading.flaws, []);
    let json = r#"{"members":[{"born":"1980-02-01","name":"Li"},{"at_school":true,"born":"2015-02-01","name":"Wang","school":"No. 1 School"}],"rented":true,"truthful":true}"#;
    assert_eq!(reading.answers.to_json(), json);
    assert_eq!(Answers::parse(json).unwrap(), reading.answers);
    assert_eq!(form.review(&reading.answers, today()).answers, reading.answers);
    let facts = form.facts(&reading.answers);
    assert_eq!(facts["members"][1]["school"], "No. 1 School");
    assert_eq!(facts["members"][0]["school"], serde_json::Value::Null);
}

#[test]
fn a_row_without_anything_typed_is_no_row() {
    let form = household();
    let blank = posted(&[("members.1.name", " "), ("members.1.born.day", "")]);

    let one = form.read(&with(&[member(0, "Li", "1980"), blank.clone()]), today());
    let none = form.read(&with(&[blank]), today());

    assert_eq!(one.flaws, []);
    assert_eq!(one.answers.rows("members").len(), 1);
    assert_eq!(codes(&none.flaws), [("members", "rows.too_few")]);
    assert_eq!(none.answers.get("members"), None);
}

#[test]
fn a_flaw_names_its_row_and_leads_to_its_page_and_question() {
    let form = household();

    let reading = form.read(&with(&[member(0, "Li", "1980"), member(1, "", "2999")]), today());

    let found = [("members.1.name", "text.missing"), ("members.1.born.day", "date.too_late")];
    assert_eq!(codes(&reading.flaws), found);
    let field = &reading.flaws[1].field;
    assert_eq!(form.page_of(field).unwrap().key, "members");
    let (question, name) = form.question_of(field).unwrap();
    assert_eq!((question.key.as_str(), name, form.row_of(field)), ("born", "members.1.born", Some(1)));
    assert_eq!(form.question_of("members"), None);
    assert_eq!(form.page_of("members").map(|it| it.key.as_str()), Some("members"));
    assert_eq!(form.page_of("name"), None);
}

#[test]
fn rows_beyond_the_most_are_refused_and_not_kept() {
    let rows: Vec<_> = (0..5).map(|n| member(n, "Li", "1980")).collect();

    let reading = household().read(&with(&rows), today());

    assert_eq!(codes(&reading.flaws), [("", "form.unknown_field")]);
    assert_eq!(reading.answers.rows("members").len(), 3);
}

#[test]
fn one_row_is_read_in_the_place_of_its_own_or_added() {
    let form = household();
    let before = form.read(&with(&[member(0, "Li", "1980"), member(1, "Wang", "2015")]), today()).answers;

    let changed = form.read_row("members", 1, &before, &member(1, "Zhao", "2015"), today()).unwrap();
    let added = form.read_row("members", 2, &changed.answers, &member(2, "Qian", "2016"), today()).unwrap();

    assert_eq!(changed.flaws, []);
    let names: Vec<_> = added.answers.rows("members").iter().map(|it| it.text("name").unwrap()).collect();
    assert_eq!(names, ["Li", "Zhao", "Qian"]);
    assert_eq!(added.answers.get("rented"), Some(&Answer::Flag(true)));
    assert!(form.read_row("members", 3, &added.answers, &[], today()).is_none());
    assert!(form.read_row("members", 2, &before.clone(), &[], today()).is_some());
    assert!(form.read_row("members", 1, &Answers::default(), &[], today()).is_none());
    assert!(form.read_row("home", 0, &before, &[], today()).is_none());
}

#[test]
fn what_is_asked_several_times_cannot_be_compared_with_outside() {
    let mut form = household();
    form.pages[2].when = serde_json::from_str(r#"{"question": "at_school", "is": true}"#).unwrap();
    form.pages[1].questions[3].computed = Some("1".to_owned());
    form.pages[1].repeat.as_mut().unwrap().max = 0;

    let codes: Vec<_> = form.check().iter().map(|it| it.code).collect();

    assert_eq!(codes, ["computed.repeated", "computed.kind", "range.empty", "condition.repeated"]);
}
