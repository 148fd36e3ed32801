//! Proofs that numbers are exact, and days real.

use std::cmp::Ordering;

use serde_json::json;

use crate::{Day, Number, Value};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn a_tenth_and_two_tenths_are_three_tenths() {
    let sum = number("0.1").checked_add(number("0.2")).unwrap();

    assert_eq!(sum, number("0.3"));
    assert_eq!(sum.to_string(), "0.3");
}

#[test]
fn a_number_is_one_however_it_is_written() {
    for text in ["12.5", "12.50", "1.25e1", "125E-1", "012.500000"] {
        assert_eq!(number(text).to_string(), "12.5");
    }
    assert_eq!(number("-0.00"), Number::ZERO);
    assert_eq!(number("1e3").as_i64(), Some(1000));
    assert_eq!(number("-.5").to_string(), "-0.5");
}

#[test]
fn what_is_no_exact_number_is_none() {
    for text in ["", "-", ".", "1.", "1e", "e1", "+1", "1_0", "٣", "0.1234567890123456789", "1e99", "1e-99"]
    {
        assert_eq!(Number::parse(text), None, "{text}");
    }
}

#[test]
fn a_quotient_is_rounded_half_to_even_at_the_last_decimal() {
    let divided = |a: &str, b: &str| number(a).checked_div(number(b)).unwrap().to_string();

    assert_eq!(divided("1", "3"), "0.333333333333333333");
    assert_eq!(divided("-2", "3"), "-0.666666666666666667");
    assert_eq!(divided("1", "0.004"), "250");
    assert_eq!(divided("0.000000000000000001", "2"), "0");
    assert_eq!(divided("0.000000000000000003", "2"), "0.000000000000000002");
    assert_eq!(number("1").checked_div(Number::ZERO), None);
}

#[test]
fn arithmetic_agrees_with_whole_numbers_on_many_pairs() {
    let mut lcg = super::soup::Lcg(7);
    for _ in 0..20_000 {
        let (a, b) = (lcg.below(2_000_001) as i64 - 1_000_000, lcg.below(2_000_001) as i64 - 1_000_000);
        let hundredths = |it: i64| Number::from(it).checked_div(Number::from(100)).unwrap();
        let (x, y) = (hundredths(a), hundredths(b));

        assert_eq!(x.cmp(&y), a.cmp(&b));
        assert_eq!(x.checked_add(y), Some(hundredths(a + b)));
        assert_eq!(x.checked_sub(y), Some(hundredths(a - b)));
        assert_eq!(x.checked_mul(y), hundredths(a * b).checked_div(Number::from(100)));
        assert_eq!(number(&x.to_string()), x);
    }
}

#[test]
fn what_does_not_fit_is_no_number() {
    let large = number("999999999999999999999999999999999999");

    assert_eq!(large.checked_add(Number::ONE), None);
    assert_eq!(large.checked_mul(large), None);
    assert_eq!(large.negative().cmp(&large), Ordering::Less);
    assert_eq!(large.cmp(&number("0.000000000000000001")), Ordering::Greater);
}

#[test]
fn json_comes_back_as_it_went_in() {
    let json = json!({"a": [1, 0.1, -2.5, "x", null, true, {"b": 9_007_199_254_740_993_i64}]});

    assert_eq!(Value::from_json(&json).unwrap().to_json(), json);
}

#[test]
fn a_number_that_a_float_would_change_becomes_text() {
    let third = Value::Number(number("0.333333333333333333"));

    assert_eq!(third.to_json(), json!("0.333333333333333333"));
}

#[test]
fn facts_have_limits() {
    let deep = (0..crate::FACTS_DEPTH_MAX).fold(json!(1), |it, _| json!([it]));
    let many = json!(vec![0; crate::FACTS_VALUES_MAX]);
    let long = json!("x".repeat(crate::FACTS_BYTES_MAX + 1));

    assert_eq!(Value::from_json(&deep).unwrap_err().code, "facts.too_deep");
    assert_eq!(Value::from_json(&many).unwrap_err().code, "facts.too_large");
    assert_eq!(Value::from_json(&long).unwrap_err().code, "facts.too_large");
    assert_eq!(Value::from_json(&json!({"a": [1e300]})).unwrap_err().place, "a.1");
    assert_eq!(crate::Facts::from_json(&json!([])).unwrap_err().code, "facts.not_an_object");
}

#[test]
fn only_days_that_exist_are_days() {
    for text in
        ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "0000-01-01", "２026-01-1"]
    {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    let leap = Day::parse("2000-02-29").unwrap();
    assert_eq!(leap.next().unwrap().to_string(), "2000-03-01");
    assert_eq!(Day::parse("2026-01-01").unwrap().previous().unwrap().to_string(), "2025-12-31");
    assert_eq!(Day::parse("9999-12-31").unwrap().next(), None);
}

#[test]
fn the_next_day_and_the_previous_undo_each_other_for_four_hundred_years() {
    let mut day = Day::parse("1800-01-01").unwrap();
    let mut n_days = 0;
    while day.year() < 2200 {
        let next = day.next().unwrap();

        assert!(next > day);
        assert_eq!(next.previous(), Some(day));
        (day, n_days) = (next, n_days + 1);
    }
    assert_eq!(n_days, 146_097);
}
