//! Proofs that nothing that is posted makes reading panic, keep what was not offered, or take long.

use std::collections::BTreeSet;

use super::{food_licence, posted, read, today, well_filled};
use crate::{Answer, FIELDS_MAX, FLAW_CODES, Form, TEXT_BYTES_MAX, VALUE_BYTES_MAX};

/// Knuth's linear congruential generator: the same attacks on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

fn hostile_values() -> Vec<String> {
    let plain = [
        "",
        " ",
        "0",
        "-1",
        "1",
        "yes",
        "no",
        "true",
        "null",
        "restaurant",
        "canteen",
        "hot_food",
        "counter",
        "post",
        "9901",
        "990102",
        "９９０１０２",
        "2026",
        "31",
        "02",
        "99999999999999999999",
        "1,000",
        "1e9",
        "-",
        "−5",
        ".",
        "\0",
        "a\0b",
        "\u{202E}x",
        "\u{FEFF}",
        "\u{FFFF}",
        "\u{10FFFF}",
        "\u{1F469}\u{200D}\u{1F373}",
        "İ",
        "ß",
        "\r\n\r\n",
        "a@b.cn",
        "@",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{label}",
        "${jndi:x}",
        "../../etc/passwd",
        "%00",
        "990102199001010015",
        "91990102MA00000070",
        "x x",
        "安和",
        "𠮷野家",
        "+8613800000000",
        "²",
        "٣",
        "Ⅷ",
    ];
    let mut values: Vec<_> = plain.iter().map(|it| (*it).to_owned()).collect();
    values
        .extend(["x", "9", "安", " ", "\n", "\u{200B}", "１", ",", "-", "@", "."].map(|it| it.repeat(5_000)));
    values.push("安".repeat(VALUE_BYTES_MAX));
    values
}

/// Every field of a form, some parts of them, and some that are none.
fn fields(form: &Form) -> Vec<String> {
    let mut fields: Vec<_> = form.questions().flat_map(|it| it.kind.fields(&it.key)).collect();
    fields.extend(
        ["", "q", "lease_until", "area.day", "items[]", "applicant\0", "__proto__"].map(str::to_owned),
    );
    fields
}

#[test]
fn whatever_is_posted_only_right_answers_are_kept_and_every_flaw_is_a_known_one() {
    let form = food_licence();
    let (fields, values) = (fields(&form), hostile_values());
    let mut chance = Chance(20_261_122);
    let mut seen = BTreeSet::new();

    for _ in 0..3_000 {
        let n = chance.below(30);
        let attack: Vec<_> = (0..n)
            .map(|_| (fields[chance.below(fields.len())].clone(), values[chance.below(values.len())].clone()))
            .collect();

        let reading = form.read(&attack, today());

        for flaw in &reading.flaws {
            assert!(FLAW_CODES.contains(&flaw.code));
            let question = flaw.field.split('.').next().unwrap();
            assert_eq!(reading.answers.get(question), None, "{flaw:?}");
            seen.insert(flaw.code);
        }
        for (key, answer) in reading.answers.iter() {
            let Answer::Text(text) = answer else { continue };
            assert!(
                text.len() <= TEXT_BYTES_MAX && !text.contains(['\0', '\u{202E}', '\r']),
                "{key}: {text:?}"
            );
        }
        // What was kept is right: read again it is the same.
        assert_eq!(form.review(&reading.answers, today()).answers, reading.answers);
    }

    assert!(seen.len() > 40, "{seen:?}");
}

#[test]
fn a_form_that_is_well_filled_but_for_one_field_is_flawed_there_alone() {
    let form = food_licence();
    for n in 0..well_filled().len() {
        let mut fields = well_filled();
        fields[n].1 = "\0".to_owned();

        let reading = form.read(&fields, today());

        assert_eq!(reading.flaws.len(), 1, "{:?}", fields[n].0);
        let question = fields[n].0.split('.').next().unwrap();
        assert!(reading.flaws[0].field.starts_with(question));
    }
}

#[test]
fn what_is_too_much_is_cut_short() {
    let huge = "安".repeat(1_000_000);
    let crowd: Vec<_> = (0..=FIELDS_MAX).map(|n| (format!("f{n}"), "x".to_owned())).collect();

    let one_huge = read(&food_licence(), &[("applicant", &huge)]);
    let many = food_licence().read(&crowd, today());

    assert_eq!(one_huge.flaws[0].code, "field.too_large");
    assert!(one_huge.typed.first("applicant").len() <= VALUE_BYTES_MAX);
    assert_eq!(super::codes(&many.flaws), [("", "form.too_many_fields")]);
}

#[test]
fn a_doubled_field_is_refused_but_where_several_are_picked() {
    let doubled =
        read(&food_licence(), &[("staff", "1"), ("staff", "2"), ("items", "pastry"), ("items", "pastry")]);

    assert!(super::codes(&doubled.flaws).contains(&("staff", "field.doubled")));
    assert_eq!(doubled.answers.get("items"), Some(&Answer::Keys(vec!["pastry".to_owned()])));
}

#[test]
fn fields_of_another_page_are_unknown_on_this_one() {
    let before = crate::Answers::default();
    let fields = posted(&[("layout", "post"), ("truthful", "yes")]);

    let reading = food_licence().read_page("papers", &before, &fields, today()).unwrap();

    assert_eq!(super::codes(&reading.flaws), [("", "form.unknown_field")]);
    assert_eq!(reading.answers.get("truthful"), None);
}
