//! Proofs that each flaw is found where it is, and has its sentence in every language.

use std::collections::BTreeSet;

use kit::Lang;

use super::{FOOD_LICENCE, one, posted, read, today};
use crate::{FIELDS_MAX, FLAW_CODES, Form, VALUE_BYTES_MAX, say};

/// A kind with its settings, what was typed, and the flaw that must come of it.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("text", " \u{3000}\t", "text.missing"),
    ("text", "a\u{0}b", "text.characters"),
    ("text", "\u{202E}evil", "text.characters"),
    ("text", "\u{FFFD}", "text.characters"),
    ("text, length_max: 3", "安和市长", "text.too_long"),
    ("text, length_min: 2", "安", "text.too_short"),
    ("text, letters: name", "R2-D2", "text.letters"),
    ("text, letters: digits", "12a", "text.digits"),
    ("text, letters: code", "AB_1", "text.code"),
    ("long_text", "\r\n", "long_text.missing"),
    ("long_text", "a\u{7}", "long_text.characters"),
    ("long_text, length_max: 3", "a\r\nbc", "long_text.too_long"),
    ("long_text, length_min: 3", "ab", "long_text.too_short"),
    ("number", "", "number.missing"),
    ("number", "eight", "number.wrong"),
    ("number", "8.5", "number.not_whole"),
    ("number, min: 1", "0", "number.too_small"),
    ("number, max: 9", "10", "number.too_large"),
    ("decimal", "", "decimal.missing"),
    ("decimal", "m²", "decimal.wrong"),
    ("decimal, places: 1", "8.55", "decimal.places"),
    ("decimal, min: 1", "0.99", "decimal.too_small"),
    ("decimal, max: 9", "9.01", "decimal.too_large"),
    ("money, currency: CNY", "", "money.missing"),
    ("money, currency: CNY", "¥5", "money.wrong"),
    ("money, currency: CNY", "5.001", "money.places"),
    ("money, currency: CNY", "-1", "money.too_small"),
    ("money, currency: CNY, max: 5", "5.01", "money.too_large"),
    ("choice, options: [{key: a, label: {zh: 甲, en: A}}]", "", "choice.missing"),
    ("choice, options: [{key: a, label: {zh: 甲, en: A}}]", "b", "choice.unknown"),
    ("choices, options: [{key: a, label: {zh: 甲, en: A}}]", "", "choices.missing"),
    ("choices, options: [{key: a, label: {zh: 甲, en: A}}]", "b", "choices.unknown"),
    ("choices, picks_min: 2, options: [{key: a, label: {zh: 甲, en: A}}]", "a", "choices.too_few"),
    (
        "choices, picks_min: 0, picks_max: 0, options: [{key: a, label: {zh: 甲, en: A}}]",
        "a",
        "choices.too_many",
    ),
    ("yes_no", "", "yes_no.missing"),
    ("yes_no", "true", "yes_no.unknown"),
    ("citizen_number", " - ", "citizen_number.length"),
    ("citizen_number", "", "citizen_number.missing"),
    ("citizen_number", "99010219900101001", "citizen_number.length"),
    ("citizen_number", "99010219900101001A", "citizen_number.characters"),
    ("citizen_number", "990102199002300017", "citizen_number.birth"),
    ("citizen_number", "990102199001010018", "citizen_number.wrong"),
    ("credit_code", "", "credit_code.missing"),
    ("credit_code", "91990102MA0000001", "credit_code.length"),
    ("credit_code", "91990102MAO0000070", "credit_code.characters"),
    ("credit_code", "91990102MA00000071", "credit_code.wrong"),
    ("phone", "", "phone.missing"),
    ("phone", "1234", "phone.wrong"),
    ("phone", "+12345678901234567", "phone.wrong"),
    ("phone", "call me", "phone.wrong"),
    ("email", "", "email.missing"),
    ("email", "a@b", "email.wrong"),
    ("email", "a@@b.cn", "email.wrong"),
    ("email", "a b@c.cn", "email.wrong"),
    ("email", ".a@c.cn", "email.wrong"),
    ("email", "a@c..cn", "email.wrong"),
    ("email", "a@-c.cn", "email.wrong"),
    ("email", "a\u{0}@c.cn", "email.wrong"),
    ("address", "\n\n", "address.missing"),
    ("address", "a\u{1b}", "address.characters"),
    ("address, length_max: 2", "abc", "address.too_long"),
    ("region", "", "region.missing"),
    ("region", "99010", "region.wrong"),
    ("region, within: \"9901\"", "990201", "region.outside"),
    ("region, within: \"9901\", level_min: 3", "9901", "region.too_wide"),
    ("declaration", "", "declaration.missing"),
    ("declaration", "no", "declaration.unknown"),
    ("material", "", "material.missing"),
    ("material, ways: [counter]", "post", "material.unknown"),
    ("bank_account", "", "bank_account.missing"),
    ("bank_account", "1234567", "bank_account.length"),
    ("bank_account", "12345678x", "bank_account.characters"),
    ("bank_account, accounts: cards", "4111111111111112", "bank_account.wrong"),
    ("certificate_number", "", "certificate_number.missing"),
    ("certificate_number", "abc", "certificate_number.length"),
    ("certificate_number", "a<b>", "certificate_number.characters"),
    ("certificate_number", "1.2.156.3005.2.9", "certificate_number.wrong"),
    ("list, options: [{key: x, label: {zh: 丙, en: X}}]", "y", "list.unknown"),
    ("time", "", "time.missing"),
    ("time", "25:00", "time.wrong"),
    ("time, opens: \"09:00\"", "8:00", "time.too_early"),
    ("time, closes: \"17:00\"", "18:00", "time.too_late"),
    ("rating, low: {zh: 低, en: Low}, high: {zh: 高, en: High}", "", "rating.missing"),
    ("rating, low: {zh: 低, en: Low}, high: {zh: 高, en: High}", "6", "rating.unknown"),
    ("signature", "", "signature.missing"),
    ("files", "", "files.missing"),
    ("files", "../x", "files.unknown"),
];

/// Day, month and year as typed, the field to mend, and the flaw.
const DATES: &[([&str; 3], &str, &str)] = &[
    (["", " ", ""], "q.day", "date.missing"),
    (["", "2", "2027"], "q.day", "date.day_missing"),
    (["1", "", ""], "q.month", "date.month_missing"),
    (["1", "2", ""], "q.year", "date.year_missing"),
    (["32", "2", "2027"], "q.day", "date.day_wrong"),
    (["+1", "2", "2027"], "q.day", "date.day_wrong"),
    (["1", "13", "2027"], "q.month", "date.month_wrong"),
    (["1", "Feb", "2027"], "q.month", "date.month_wrong"),
    (["1", "2", "27"], "q.year", "date.year_wrong"),
    (["1", "2", "99999999999999"], "q.year", "date.year_wrong"),
    (["29", "2", "2027"], "q.day", "date.not_real"),
    (["21", "11", "2026"], "q.day", "date.too_early"),
    (["23", "11", "2027"], "q.day", "date.too_late"),
];

/// Fields with what was typed into them.
type Fields = &'static [(&'static str, &'static str)];

/// A kind of several fields with its settings, what was typed, and the flaw that must come of it.
const PARTS: &[(&str, Fields, &str)] = &[
    ("date_range", &[], "date_range.missing"),
    (
        "date_range",
        &[("q.to.day", "1"), ("q.to.month", "1"), ("q.to.year", "2027")],
        "date_range.from_missing",
    ),
    (
        "date_range",
        &[("q.from.day", "1"), ("q.from.month", "1"), ("q.from.year", "2027")],
        "date_range.to_missing",
    ),
    (
        "date_range",
        &[
            ("q.from.day", "2"),
            ("q.from.month", "1"),
            ("q.from.year", "2027"),
            ("q.to.day", "1"),
            ("q.to.month", "1"),
            ("q.to.year", "2027"),
        ],
        "date_range.order",
    ),
    ("year_month", &[], "year_month.missing"),
    ("files, files_max: 1", &[("q", "a"), ("q", "b")], "files.too_many"),
    ("signature", &[("q", "Li")], "signature.not_agreed"),
    ("choice, other: {zh: 其他, en: Other}, options: []", &[("q", "other")], "other.missing"),
    (
        "choices, options: [{key: a, label: {zh: 甲, en: A}}, {key: z, label: {zh: 无, en: None}, alone: true}]",
        &[("q", "a"), ("q", "z")],
        "choices.alone",
    ),
    (
        "likert, statements: [{key: a, label: {zh: 甲, en: A}}], options: [{key: x, label: {zh: 丙, en: X}}]",
        &[],
        "likert.missing",
    ),
    (
        "likert, statements: [{key: a, label: {zh: 甲, en: A}}], options: [{key: x, label: {zh: 丙, en: X}}]",
        &[("q.a", "y")],
        "likert.unknown",
    ),
];

/// Reads, and says every flaw in every language, holding the sentence against its places.
fn found(form: &Form, fields: &[(&str, &str)]) -> Vec<(String, &'static str)> {
    let reading = read(form, fields);
    for flaw in &reading.flaws {
        for lang in Lang::all() {
            let said = say(form.question("q"), flaw, lang).unwrap();
            assert!(!said.contains('{'), "{said}");
        }
    }
    reading.flaws.iter().map(|it| (it.field.clone(), it.code)).collect()
}

#[test]
fn every_flaw_is_found_by_its_example_and_has_its_sentence() {
    let mut seen = BTreeSet::new();

    for (kind, typed, code) in EXAMPLES {
        assert_eq!(found(&one(kind), &[("q", typed)]), [("q".to_owned(), *code)], "{kind} {typed:?}");
        seen.insert(*code);
    }
    let date = one("date, earliest: today, latest: today+1y");
    for (typed, field, code) in DATES {
        let fields = [("q.day", typed[0]), ("q.month", typed[1]), ("q.year", typed[2])];
        assert_eq!(found(&date, &fields), [((*field).to_owned(), *code)], "{typed:?}");
        seen.insert(*code);
    }
    for (kind, fields, code) in PARTS {
        assert_eq!(found(&one(kind), fields)[0].1, *code, "{kind} {fields:?}");
        seen.insert(*code);
    }
    let huge = "x".repeat(VALUE_BYTES_MAX + 1);
    let crowd = vec![("q", "1"); FIELDS_MAX + 1];
    let others: [(&[(&str, &str)], &str); 4] = [
        (&[("q", "1"), ("q", "1")], "field.doubled"),
        (&[("q", &huge)], "field.too_large"),
        (&crowd, "form.too_many_fields"),
        (&[("q", "1"), ("is_admin", "1")], "form.unknown_field"),
    ];
    for (fields, code) in others {
        assert_eq!(found(&one("number"), fields)[0].1, code);
        seen.insert(code);
    }

    let rows: Form = serde_saphyr::from_str(
        "pages: [{key: q, title: {zh: 页, en: Page}, repeat: {min: 1, max: 2, item: {zh: 项, en: item}}, \
         questions: [{key: n, label: {zh: 问, en: Q}, kind: number}]}]",
    )
    .unwrap();
    seen.insert(found(&rows, &[])[0].1);

    assert_eq!(seen.into_iter().collect::<Vec<_>>(), FLAW_CODES);
}

#[test]
fn an_optional_question_may_stay_empty_but_not_be_wrong() {
    for (kind, typed, code) in EXAMPLES {
        let form = one(&format!("{kind}, optional: true"));

        let flaws = found(&form, &[("q", typed)]);

        match code.ends_with(".missing") {
            true => assert_eq!(flaws, [], "{kind}"),
            false => assert_eq!(flaws, [("q".to_owned(), *code)]),
        }
    }
}

#[test]
fn a_sentence_names_the_question_and_the_limit_and_never_what_was_typed() {
    let form = one("text, length_max: 3");
    let flaw = &read(&form, &[("q", "secret")]).flaws[0];

    assert_eq!(say(form.question("q"), flaw, Lang::EN).unwrap(), "“Q” must be 3 characters or less");
    assert_eq!(say(form.question("q"), flaw, Lang::ZH).unwrap(), "“问”不得超过 3 个字");
    let form = one("date, earliest: today-18y");
    let flaw = &form.read(&posted(&[("q.day", "1"), ("q.month", "1"), ("q.year", "1990")]), today()).flaws[0];
    assert_eq!(say(form.question("q"), flaw, Lang::EN).unwrap(), "“Q” must be 22 November 2008 or later");
    assert_eq!(say(None, &kit::Flaw::of("", "no.such"), Lang::EN), None);
}

#[test]
fn an_empty_page_names_every_question_in_order() {
    let form: Form = serde_saphyr::from_str(FOOD_LICENCE).unwrap();

    let flaws = read(&form, &[]).flaws;

    let fields: Vec<_> = flaws.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "applicant",
            "credit_code",
            "legal_person",
            "citizen_number",
            "phone",
            "region",
            "address",
            "business",
            "items",
            "area",
            "staff",
            "lease_until.day",
            "layout",
            "truthful"
        ]
    );
    assert!(flaws.iter().all(|it| it.code.ends_with(".missing")));
}
