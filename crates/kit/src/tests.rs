//! Proofs of the small words.

mod numbers;

use crate::{Currency, Id128, Lang, Money, RegionCode, Texts, Time, is_id};

#[test]
fn a_moment_reads_as_rfc_3339() {
    assert_eq!(Time::from_ms(0).to_string(), "1970-01-01T00:00:00.000Z");
    assert_eq!(Time::from_ms(1_795_319_460_123).to_string(), "2026-11-22T03:51:00.123Z");
    assert_eq!(Time::from_ms(-1).to_string(), "1969-12-31T23:59:59.999Z");
}

#[test]
fn an_identifier_is_its_prefix_and_26_characters() {
    let text = Id128(u128::MAX).text("case");

    assert_eq!(text, "case_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    assert!(is_id("case", &text));
    assert!(!is_id("person", &text));
    assert!(!is_id("case", "case_7zzz"));
}

#[test]
fn money_of_two_currencies_does_not_add() {
    let yuan = Money { minor: 1250, currency: Currency::CNY };
    let euro = Money { minor: 1, currency: Currency::parse("EUR").unwrap() };

    assert_eq!(yuan.to_string(), "CNY 12.50");
    assert_eq!(yuan.checked_add(euro), None);
    assert_eq!(yuan.checked_add(yuan).unwrap().minor, 2500);
}

#[test]
fn a_region_knows_its_level_and_parent_by_its_shape() {
    let town = RegionCode::parse("990102001").unwrap();

    assert_eq!(town.level(), 4);
    assert_eq!(town.parent().unwrap().as_str(), "990102");
    assert!(RegionCode::parse("9901").unwrap().covers(&town));
    assert!(RegionCode::parse("990").is_none());
    assert!(RegionCode::parse("99010a").is_none());
    assert!(RegionCode::parse("99").unwrap().parent().is_none());
}

#[test]
fn a_text_is_found_in_each_language_and_filled() {
    const TEXTS: Texts = Texts(["a.b = 你好,{name}\nc = 二\n", "a = no\na.b = Hello {name}\nc = two\n"]);
    const TEXT: crate::Text = TEXTS.key("a.b");

    assert_eq!(TEXT.fill(Lang::ZH, &[("name", "安和")]), "你好,安和");
    assert_eq!(TEXT.fill(Lang::EN, &[("name", "Anhe")]), "Hello Anhe");
    assert_eq!(TEXTS.find(Lang::EN, "c"), Some("two"));
    assert_eq!(TEXTS.find(Lang::EN, "d"), None);
    assert_eq!(Lang::parse("zh-Hans"), Some(Lang::ZH));
    assert_eq!(Lang::parse("fr"), None);
}
