//! Proofs that expressions mean what FEEL says, and that errors say where and what.

use serde_json::json;

use crate::{Expression, Value};

use super::{facts, value, value_over};

/// Each expression on the left gives what the one on the right gives.
fn all_equal(pairs: &[(&str, &str)]) {
    for (source, wanted) in pairs {
        assert_eq!(value(source), value(wanted), "{source}");
    }
}

#[test]
fn arithmetic_is_exact_and_binds_as_in_school() {
    all_equal(&[
        ("0.1 + 0.2", "0.3"),
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 3 - 2", "5"),
        ("12 / 3 / 2", "2"),
        ("-2 * -3", "6"),
        ("- - -2", "-2"),
        ("2 - -1", "3"),
        ("\"a\" + \"b\"", "\"ab\""),
    ]);
}

#[test]
fn logic_has_three_values() {
    let terms = ["true", "false", "null"];
    let and = ["true", "false", "null", "false", "false", "false", "null", "false", "null"];
    let or = ["true", "true", "true", "true", "false", "null", "true", "null", "null"];
    for (n, (and, or)) in and.iter().zip(or).enumerate() {
        let (a, b) = (terms[n / 3], terms[n % 3]);

        assert_eq!(value(&format!("{a} and {b}")), value(and), "{a} and {b}");
        assert_eq!(value(&format!("{a} or {b}")), value(or), "{a} or {b}");
    }
    all_equal(&[("not(true)", "false"), ("not(null)", "null"), ("false or false or true", "true")]);
}

#[test]
fn null_equals_only_null_and_has_no_order() {
    all_equal(&[
        ("null = null", "true"),
        ("null = 1", "false"),
        ("null != 1", "true"),
        ("null < 1", "null"),
        ("null in [1..2]", "null"),
        ("1 + null", "null"),
        ("null between 1 and 2", "null"),
        ("if null then 1 else 2", "2"),
    ]);
}

#[test]
fn values_of_different_kinds_do_not_compare_and_leave_a_doubt() {
    for source in ["1 = \"1\"", "1 < \"1\"", "1 + \"1\"", "true and 1", "-\"a\"", "min(1, \"a\")", "(5).year"]
    {
        let answer = Expression::parse(source).unwrap().evaluate(&facts(json!({}))).unwrap();

        assert_eq!(answer.value, Value::Null, "{source}");
        assert_eq!(answer.doubts.len(), 1, "{source}");
    }
    let divided = Expression::parse("1 / 0").unwrap().evaluate(&facts(json!({}))).unwrap();
    assert_eq!(divided.doubts[0].code, "doubt.division_by_zero");
}

#[test]
fn ranges_hold_their_ends_or_not() {
    all_equal(&[
        ("1 in [1..5]", "true"),
        ("1 in (1..5]", "false"),
        ("5 in [1..5)", "false"),
        ("5 in (1..5]", "true"),
        ("0.5 in (0..1)", "true"),
        ("5 between 1 and 5 and true", "true"),
        ("date(\"2026-03-01\") in [date(\"2026-01-01\")..date(\"2026-12-31\")]", "true"),
        ("3 in (<2, >=3)", "true"),
        ("3 in >= 3", "true"),
        ("\"b\" in [\"a\", \"b\"]", "true"),
        ("\"b\" in (\"a\", \"b\")", "true"),
        ("\"b\" in \"b\"", "true"),
        ("1 in []", "false"),
        ("1 + 1 in [2..2]", "true"),
    ]);
}

#[test]
fn functions_bear_their_feel_names() {
    all_equal(&[
        ("count([1, 2, 3])", "3"),
        ("sum([0.1, 0.2])", "0.3"),
        ("sum(1, 2)", "3"),
        ("sum([])", "null"),
        ("min(3, 1, 2)", "1"),
        ("max([date(\"2026-01-01\"), date(\"2025-01-01\")])", "date(\"2026-01-01\")"),
        ("contains(\"食品经营\", \"经营\")", "true"),
        ("starts with(\"abc\", \"ab\")", "true"),
        ("ends with(\"abc\", \"ab\")", "false"),
        ("lower case(\"ABC\")", "\"abc\""),
        ("upper case(\"abc\")", "\"ABC\""),
        ("string length(\"食品\")", "2"),
        ("list contains([1, null], null)", "true"),
        ("date(\"2026-02-30\")", "null"),
        ("contains(null, \"a\")", "null"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [1, 2] satisfies x > 1", "false"),
        ("every x in [] satisfies x > 1", "true"),
        ("some x in [1, null] satisfies x > 1", "null"),
    ]);
}

#[test]
fn paths_lead_into_facts_lists_and_days() {
    let json = json!({"shop": {"area": 80.5, "staff": [{"age": 20}, {"age": 30}]}, "opened": "2026-05-01", "面积": 3});

    assert_eq!(value_over("shop.area", json.clone()), value("80.5"));
    assert_eq!(value_over("sum(shop.staff.age)", json.clone()), value("50"));
    assert_eq!(value_over("every it in shop.staff satisfies it.age >= 18", json.clone()), value("true"));
    assert_eq!(value_over("date(opened).month", json.clone()), value("5"));
    assert_eq!(value_over("面积 * 2", json), value("6"));
}

#[test]
fn the_answer_names_each_fact_it_rests_on_and_each_it_missed() {
    let expression = Expression::parse("a.b > 1 or a.b = c or d.e = null or a.b = 0").unwrap();

    let answer = expression.evaluate(&facts(json!({"a": {"b": 1}, "c": null, "f": 2}))).unwrap();

    let read: Vec<_> = answer.read.iter().map(|it| (it.path.as_str(), it.value.to_string())).collect();
    assert_eq!(read, [("a.b", "1".to_owned()), ("c", "null".to_owned())]);
    assert_eq!(answer.missing, ["d.e"]);
    assert_eq!(expression.facts(), ["a.b", "c", "d.e"]);
}

#[test]
fn a_fact_not_needed_is_not_read() {
    let answer = Expression::parse("true or secret").unwrap().evaluate(&facts(json!({"secret": 1}))).unwrap();

    assert_eq!(answer.value, Value::Bool(true));
    assert!(answer.read.is_empty());
}

#[test]
fn an_error_says_where_it_is_and_what_was_expected() {
    let wrong = |source: &str| {
        let problem = Expression::parse(source).unwrap_err();
        let arg = |name| problem.args.iter().find(|it| it.0 == name).map_or(String::new(), |it| it.1.clone());
        format!("{} {}:{} {} {}", problem.code, arg("line"), arg("column"), arg("expected"), arg("found"))
    };

    assert_eq!(wrong("1 +\n  )"), "expression.expected 2:3 value )");
    assert_eq!(wrong("(1 + 2"), "expression.expected 1:7 ) end");
    assert_eq!(wrong("if a then b"), "expression.expected 1:12 else end");
    assert_eq!(wrong("a b"), "expression.expected 1:3 end b");
    assert_eq!(wrong("\"open"), "expression.text_open 1:1  ");
    assert_eq!(wrong("a # b"), "expression.sign_unknown 1:3  ");
    assert_eq!(wrong("1 < 2 < 3"), "expression.comparisons_chained 1:7  ");
    assert_eq!(wrong("length(a)"), "expression.function_unknown 1:1  ");
    assert_eq!(wrong("count(a, b)"), "expression.arguments_differ 1:1  ");
    assert_eq!(wrong("for x in a return x"), "expression.not_supported 1:1  ");
    assert_eq!(wrong("a[1]"), "expression.not_supported 1:2  ");
    assert_eq!(wrong("[1..2] = a"), "expression.range_out_of_place :  ");
    assert_eq!(wrong("? > 1"), "expression.expected 1:1 value ?");
    assert_eq!(wrong(""), "expression.expected 1:1 value end");
}
