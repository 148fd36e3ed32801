//! Proofs of the kinds of several parts, and of those with rules of their own.

use super::{codes, form, one, outcome, read, today};
use crate::{Answer, Form, shown_in};
use kit::{LANGS, Lang};

/// What is kept of fields typed into one question `q`, or the field and code of the first flaw.
fn of(form: &Form, fields: &[(&str, &str)]) -> String {
    let reading = read(form, fields);
    match reading.flaws.first() {
        Some(flaw) => format!("{} {}", flaw.field, flaw.code),
        None => {
            let again = form.review(&reading.answers, today());
            assert_eq!((again.answers, again.flaws), (reading.answers.clone(), Vec::new()));
            reading.answers.to_json()
        }
    }
}

#[test]
fn a_time_is_read_however_it_is_typed_and_kept_in_one_way() {
    let form = one("time, opens: \"09:00\", closes: \"17:30\"");

    for typed in ["9:30", "09:30", "9.30", "0930", "９：３０", "9点30分", " 9 : 30 "] {
        assert_eq!(outcome(&form, typed), r#"{"q":"09:30"}"#, "{typed}");
    }
    assert_eq!(outcome(&form, "9点"), r#"{"q":"09:00"}"#);
    for (typed, code) in [
        ("24:00", "time.wrong"),
        ("9:60", "time.wrong"),
        ("930", "time.wrong"),
        ("noon", "time.wrong"),
        ("8:59", "time.too_early"),
        ("17:31", "time.too_late"),
        ("", "time.missing"),
    ] {
        assert_eq!(outcome(&form, typed), code, "{typed}");
    }
}

#[test]
fn a_month_is_held_against_the_months_of_its_bounds() {
    let form = one("year_month, earliest: 2026-03-20, latest: today");

    assert_eq!(of(&form, &[("q.month", "3"), ("q.year", "2026")]), r#"{"q":"2026-03"}"#);
    assert_eq!(of(&form, &[("q.month", "11"), ("q.year", "2026")]), r#"{"q":"2026-11"}"#);
    assert_eq!(of(&form, &[("q.month", "2"), ("q.year", "2026")]), "q.month date.too_early");
    assert_eq!(of(&form, &[("q.month", "12"), ("q.year", "2026")]), "q.month date.too_late");
    assert_eq!(of(&form, &[("q.month", "13"), ("q.year", "2026")]), "q.month date.month_wrong");
    assert_eq!(of(&form, &[("q.month", "3")]), "q.year date.year_missing");
}

#[test]
fn a_period_ends_when_it_begins_or_later() {
    let form = one("date_range, earliest: today");
    let days = |from: [&'static str; 3], to: [&'static str; 3]| {
        let names = ["q.from.day", "q.from.month", "q.from.year", "q.to.day", "q.to.month", "q.to.year"];
        let fields: Vec<_> = names.into_iter().zip([from, to].concat()).collect();
        of(&form, &fields)
    };

    let kept = r#"{"q":{"from":"2026-11-22","to":"2026-12-01"}}"#;
    assert_eq!(days(["22", "11", "2026"], ["1", "12", "2026"]), kept);
    assert_eq!(days(["2", "12", "2026"], ["1", "12", "2026"]), "q.to.day date_range.order");
    assert_eq!(days(["2", "12", "2026"], ["", "", ""]), "q.to.day date_range.to_missing");
    assert_eq!(days(["", "", ""], ["1", "12", "2026"]), "q.from.day date_range.from_missing");
    assert_eq!(days(["21", "11", "2026"], ["1", "12", "2026"]), "q.from.day date.too_early");
    assert_eq!(days(["30", "2", "2027"], ["1", "12", "2027"]), "q.from.day date.not_real");
    assert_eq!(days(["", "", ""], ["", "", ""]), "q.from.day date_range.missing");
}

#[test]
fn other_asks_for_its_words_and_keeps_them_beside_the_answer() {
    let options = "options: [{key: a, label: {zh: 甲, en: A}}], other: {zh: 其他, en: Other}";
    let (choice, choices) = (one(&format!("choice, {options}")), one(&format!("choices, {options}")));

    let kept = of(&choice, &[("q", "other"), ("q.other", " 乙  方 ")]);
    assert_eq!(kept, r#"{"q":"other","q.other":"乙 方"}"#);
    assert_eq!(of(&choice, &[("q", "other"), ("q.other", " ")]), "q.other other.missing");
    assert_eq!(of(&choice, &[("q", "a"), ("q.other", "left over")]), r#"{"q":"a"}"#);
    let kept = of(&choices, &[("q", "other"), ("q", "a"), ("q.other", "b")]);
    assert_eq!(kept, r#"{"q":["a","other"],"q.other":"b"}"#);
    let closed = one("choice, options: [{key: a, label: {zh: 甲, en: A}}]");
    assert_eq!(of(&closed, &[("q", "other")]), "q choice.unknown");

    let reading = read(&choices, &[("q", "other"), ("q", "a"), ("q.other", "b")]);
    let said = shown_in(choices.question("q").unwrap(), &reading.answers, Lang::EN).unwrap();
    assert_eq!(said, "A, Other: b");
}

#[test]
fn none_of_these_stands_alone() {
    let form = one(
        "choices, picks_min: 2, options: [{key: a, label: {zh: 甲, en: A}}, {key: b, label: {zh: 乙, en: B}}, \
         {key: none, label: {zh: 都不是, en: None of these}, alone: true}]",
    );

    assert_eq!(of(&form, &[("q", "none")]), r#"{"q":["none"]}"#);
    assert_eq!(of(&form, &[("q", "none"), ("q", "a")]), "q choices.alone");
    assert_eq!(of(&form, &[("q", "a")]), "q choices.too_few");
}

#[test]
fn a_long_list_takes_what_is_read_in_any_language() {
    let form = one(
        "list, options: [{key: c01, label: {zh: 安和市, en: Anhe City}}, {key: c02, label: {zh: 宁海市, en: Ninghai}}]",
    );

    for typed in ["c01", "安和市", "anhe city", " Anhe  City", "ＡｎｈｅＣｉｔｙ"] {
        assert_eq!(outcome(&form, typed), r#"{"q":"c01"}"#, "{typed}");
    }
    assert_eq!(outcome(&form, "anhe"), "list.unknown");
    assert_eq!(outcome(&form, ""), "choice.missing");
}

#[test]
fn a_rating_and_a_scale_take_only_their_steps() {
    let rating = one("rating, steps: 3, low: {zh: 低, en: Low}, high: {zh: 高, en: High}");
    let likert = one(
        "likert, statements: [{key: clear, label: {zh: 清楚, en: Clear}}, {key: fast, label: {zh: 快, en: Fast}}], \
         options: [{key: yes, label: {zh: 同意, en: Agree}}, {key: no, label: {zh: 不同意, en: Disagree}}]",
    );

    assert_eq!(outcome(&rating, "3"), r#"{"q":3}"#);
    for typed in ["0", "4", "-1", "1.5"] {
        assert_eq!(outcome(&rating, typed), "rating.unknown", "{typed}");
    }
    let both = [("q.clear", "yes"), ("q.fast", "no")];
    assert_eq!(of(&likert, &both), r#"{"q":{"clear":"yes","fast":"no"}}"#);
    assert_eq!(of(&likert, &both[..1]), "q.fast likert.missing");
    assert_eq!(of(&likert, &[("q.clear", "yes"), ("q.fast", "maybe")]), "q.fast likert.unknown");
}

#[test]
fn a_card_is_held_against_its_last_digit_and_an_account_is_not() {
    let (any, cards) = (one("bank_account"), one("bank_account, accounts: cards"));

    assert_eq!(outcome(&any, "6222 0212 3456 7890 128"), r#"{"q":"6222021234567890128"}"#);
    assert_eq!(outcome(&any, "6222021234567890127"), "bank_account.wrong");
    assert_eq!(outcome(&any, "1234567890123456"), r#"{"q":"1234567890123456"}"#);
    assert_eq!(outcome(&cards, "1234567890123456"), "bank_account.wrong");
    assert_eq!(outcome(&cards, "４１１１-1111-1111-1111"), r#"{"q":"4111111111111111"}"#);
    assert_eq!(outcome(&any, "1234567"), "bank_account.length");
    assert_eq!(outcome(&any, "12345678x"), "bank_account.characters");
}

#[test]
fn the_number_of_a_certificate_may_be_of_any_script() {
    let form = one("certificate_number");

    let kept = r#"{"q":"皖(2020)安和市不动产权第0012345号"}"#;
    assert_eq!(outcome(&form, "皖（2020） 安和市不动产权第0012345号"), kept);
    assert_eq!(outcome(&form, "jy24201020012345"), r#"{"q":"JY24201020012345"}"#);
    assert_eq!(outcome(&form, "1.2.156.3005.2.nonsense"), "certificate_number.wrong");
    assert_eq!(outcome(&form, "a<b>"), "certificate_number.characters");
    assert_eq!(outcome(&form, "abc"), "certificate_number.length");
}

#[test]
fn an_address_lies_in_its_region() {
    let form = one("region_address, within: \"9901\", level_min: 3");
    let at = |region, lines| of(&form, &[("q.region", region), ("q.lines", lines)]);

    assert_eq!(at("990102", "春风路 1 号"), r#"{"q":{"lines":"春风路 1 号","region":"990102"}}"#);
    assert_eq!(at("990102", ""), "q.lines address.missing");
    assert_eq!(at("", "春风路 1 号"), "q.region region.missing");
    assert_eq!(at("110101", "春风路 1 号"), "q.region region.outside");
    assert_eq!(at("9901", "春风路 1 号"), "q.region region.too_wide");
}

#[test]
fn a_signature_is_a_name_and_a_tick_and_carries_the_day_it_was_read() {
    let form = one("signature");
    let signed = |name, agreed| of(&form, &[("q", name), ("q.agreed", agreed)]);

    assert_eq!(signed("张·三丰", "yes"), r#"{"q":{"name":"张·三丰","on":"2026-11-22"}}"#);
    assert_eq!(signed("张三", ""), "q.agreed signature.not_agreed");
    assert_eq!(signed("", "yes"), "q signature.missing");
    assert_eq!(signed("1234", "yes"), "q text.letters");
}

#[test]
fn files_are_named_by_identifiers_and_nothing_else() {
    let form = one("files, files_max: 2");

    assert_eq!(
        of(&form, &[("q", "file_a1"), ("q", "file_b2"), ("q", "file_a1")]),
        r#"{"q":["file_a1","file_b2"]}"#
    );
    assert_eq!(of(&form, &[("q", "a"), ("q", "b"), ("q", "c")]), "q files.too_many");
    for typed in ["../../etc/passwd", "A", "x y", "文件"] {
        assert_eq!(of(&form, &[("q", typed)]), "q files.unknown", "{typed}");
    }
    assert_eq!(of(&form, &[]), "q files.missing");
}

#[test]
fn a_material_sent_with_the_form_has_its_files() {
    let form = one("material, files_max: 1");

    assert_eq!(
        of(&form, &[("q", "upload"), ("q.files", "file_1")]),
        r#"{"q":"upload","q.files":["file_1"]}"#
    );
    assert_eq!(of(&form, &[("q", "upload")]), "q.files files.missing");
    assert_eq!(of(&form, &[("q", "upload"), ("q.files", "a"), ("q.files", "b")]), "q.files files.too_many");
    assert_eq!(of(&form, &[("q", "post"), ("q.files", "file_1")]), r#"{"q":"post"}"#);
    assert_eq!(of(&one("material, ways: [post]"), &[("q", "upload")]), "q material.unknown");
}

#[test]
fn words_between_questions_ask_for_nothing() {
    let form = form(&[
        "{key: note, label: {zh: 说明, en: Note}, kind: statement}",
        "{key: a, label: {zh: 问, en: Q}, kind: yes_no}",
    ]);

    assert_eq!(of(&form, &[("a", "yes")]), r#"{"a":true}"#);
    assert_eq!(codes(&read(&form, &[("a", "yes"), ("note", "x")]).flaws), [("", "form.unknown_field")]);
    assert_eq!(form.facts(&read(&form, &[("a", "yes")]).answers).to_string(), r#"{"a":true}"#);
}

#[test]
fn a_computed_answer_is_worked_out_and_never_taken_from_the_page() {
    let form = form(&[
        "{key: rent, label: {zh: 租金, en: Rent}, kind: money, currency: CNY}",
        "{key: months, label: {zh: 月数, en: Months}, kind: number}",
        "{key: total, label: {zh: 合计, en: Total}, kind: money, currency: CNY, computed: rent * months}",
    ]);
    let mut answers = read(&form, &[("rent", "1200.50"), ("months", "3")]).answers;

    form.compute(&mut answers, &|expression, facts| {
        assert_eq!(expression, "rent * months");
        let n = |key: &str| facts[key].as_f64();
        Some(serde_json::json!(n("rent")? * n("months")?))
    });

    assert_eq!(answers.get("total"), Some(&Answer::Number(360_150)));
    let forged = read(&form, &[("rent", "1"), ("months", "1"), ("total", "1")]);
    assert_eq!(codes(&forged.flaws), [("", "form.unknown_field")]);
    assert_eq!(forged.answers.get("total"), None);
    form.compute(&mut answers, &|_, _| None);
    assert_eq!(answers.get("total"), None);
}

#[test]
fn every_kind_is_said_in_every_language() {
    let form = form(&[
        "{key: r, label: {zh: 问, en: Q}, kind: date_range}",
        "{key: m, label: {zh: 问, en: Q}, kind: year_month}",
        "{key: s, label: {zh: 问, en: Q}, kind: signature}",
        "{key: b, label: {zh: 问, en: Q}, kind: bank_account}",
        "{key: l, label: {zh: 问, en: Q}, kind: material}",
    ]);
    let answers = crate::Answers::parse(
        r#"{"r":{"from":"2026-11-22","to":"2026-12-01"},"m":"2026-11","s":{"name":"Li","on":"2026-11-22"},
           "b":"12345678901","l":"upload","l.files":["f1","f2"]}"#,
    )
    .unwrap();
    let say = |key: &str, lang| shown_in(form.question(key).unwrap(), &answers, lang).unwrap();

    assert_eq!(say("r", Lang::EN), "22 November 2026 to 1 December 2026");
    assert_eq!(say("m", Lang::EN), "November 2026");
    assert_eq!(say("m", Lang::ZH), "2026年11月");
    assert_eq!(say("s", Lang::EN), "Li (signed on 22 November 2026)");
    assert_eq!(say("b", Lang::EN), "1234 5678 901");
    assert_eq!(say("l", Lang::EN), "Upload now, 2 files");
    assert_eq!(Lang::all().count(), LANGS.len());
}
