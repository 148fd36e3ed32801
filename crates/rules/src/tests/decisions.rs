//! Proofs that a table decides as its rows say, and says why.

use serde_json::json;

use crate::{Cell, Core, Engine, Undecided, Value};

use super::{codes, facts, table, value};

/// A shop may be opened if it is large enough and the business is known; with invented numbers.
const OPENING: &str = r#"
key: opening
law: true
hit: first
inputs:
  - { label: { zh: 面积, en: Floor area }, fact: premises.area, values: '>= 0' }
  - { label: { zh: 业态, en: Business }, fact: kind, values: '"canteen", "shop", "stall"' }
outputs:
  - { key: result, values: '"granted", "refused"' }
  - { key: days, default: 0 }
rows:
  - { when: ['< 8', '-'], then: { result: '"refused"', days: 20 }, clause: example-law/3, reason: { zh: 面积不足, en: Too small } }
  - { when: ['[8..50)', not("canteen")], then: { result: '"granted"', days: 5 }, clause: example-law/4, reason: { zh: 符合, en: Fits } }
  - { when: ['>= 50', '-'], then: { result: '"granted"', days: 'if kind = "canteen" then 10 else 5' }, clause: example-law/4, reason: { zh: 符合, en: Fits } }
"#;

fn simple(hit: &str, rows: &[(&str, &str)]) -> crate::Table {
    let row = |(when, then): &(&str, &str)| {
        format!("  - {{ when: ['{when}'], then: {{ o: '{then}' }}, reason: {{ zh: 甲, en: A }} }}\n")
    };
    let rows: String = rows.iter().map(row).collect();
    table(&format!(
        "key: t\nhit: {hit}\ninputs: [{{ label: {{ zh: 甲, en: A }}, fact: n }}]\noutputs: [{{ key: o }}]\nrows:\n{rows}"
    ))
}

#[test]
fn a_decision_states_its_row_clause_reason_and_the_facts_it_rests_on() {
    let table = table(OPENING).compile().unwrap();

    let decision =
        table.decide(&facts(json!({"premises": {"area": 60.5}, "kind": "canteen", "other": 1}))).unwrap();

    assert_eq!(decision.outputs["result"], Value::text("granted"));
    assert_eq!(decision.outputs["days"], value("10"));
    assert_eq!(decision.fired.len(), 1);
    assert_eq!(decision.fired[0].row, 3);
    assert_eq!(decision.fired[0].clause.as_deref(), Some("example-law/4"));
    assert_eq!(decision.fired[0].reason.en, "Fits");
    let read: Vec<_> = decision.read.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(read, ["premises.area", "kind"]);
    assert!(decision.missing.is_empty() && decision.doubts.is_empty());
}

#[test]
fn a_missing_fact_is_named_and_fires_no_row_that_asks_for_it() {
    let table = table(OPENING).compile().unwrap();

    let decision = table.decide(&facts(json!({"kind": "stall"}))).unwrap();

    assert!(decision.fired.is_empty());
    assert_eq!(decision.missing, ["premises.area"]);
    assert_eq!(decision.outputs["result"], Value::Null);
    assert_eq!(decision.outputs["days"], value("0"));
}

#[test]
fn a_value_that_nobody_declared_is_doubted() {
    let table = table(OPENING).compile().unwrap();

    let decision = table.decide(&facts(json!({"premises": {"area": -1}, "kind": "stall"}))).unwrap();

    assert_eq!(decision.doubts[0].code, "doubt.value_not_declared");
    assert_eq!(decision.doubts[0].place, "inputs.1");
}

#[test]
fn a_decision_becomes_json() {
    let decision =
        table(OPENING).compile().unwrap().decide(&facts(json!({"premises": {"area": 1}}))).unwrap();

    let json = serde_json::to_value(&decision).unwrap();

    assert_eq!(json["outputs"], json!({"result": "refused", "days": 20}));
    assert_eq!(json["fired"][0]["clause"], "example-law/3");
    assert_eq!(json["read"], json!([{"path": "premises.area", "value": 1}]));
    assert_eq!(json["missing"], json!(["kind"]));
}

#[test]
fn a_unique_table_with_two_rows_that_fire_names_them() {
    let table = simple("unique", &[("< 5", "1"), ("> 9", "1"), ("> 3", "1")]).compile().unwrap();

    assert_eq!(table.decide(&facts(json!({"n": 4}))), Err(Undecided::NotUnique { rows: vec![1, 3] }));
    assert_eq!(table.decide(&facts(json!({"n": 3}))).unwrap().fired[0].row, 1);
}

#[test]
fn an_any_table_wants_its_rows_to_agree() {
    let table = simple("any", &[("> 1", "\"a\""), ("> 2", "\"a\""), ("> 3", "\"b\"")]).compile().unwrap();

    assert_eq!(table.decide(&facts(json!({"n": 3}))).unwrap().fired.len(), 2);
    assert_eq!(table.decide(&facts(json!({"n": 4}))), Err(Undecided::NotAgreed { rows: vec![1, 2, 3] }));
}

#[test]
fn a_collect_table_gathers_what_its_rows_say() {
    let table = simple("collect", &[("> 1", "\"a\""), ("> 9", "\"b\""), ("> 2", "n * 2")]).compile().unwrap();

    let decision = table.decide(&facts(json!({"n": 3}))).unwrap();

    assert_eq!(decision.outputs["o"].to_json(), json!(["a", 6]));
    assert_eq!(table.decide(&facts(json!({"n": 0}))).unwrap().outputs["o"].to_json(), json!([]));
}

#[test]
fn a_first_table_does_not_look_past_the_row_that_fires() {
    let table = simple("first", &[("> 1", "1"), ("> secret", "2")]).compile().unwrap();

    let decision = table.decide(&facts(json!({"n": 2, "secret": 0}))).unwrap();

    assert_eq!(decision.fired[0].row, 1);
    assert!(decision.read.iter().all(|it| it.path != "secret"));
    assert_eq!(table.facts(), ["n", "secret"]);
}

#[test]
fn cells_are_feels_unary_tests() {
    let holds = |cell: &str, n: serde_json::Value| {
        let cell = cell.replace('\'', "''");
        let table = simple("first", &[(&cell, "1")]).compile().unwrap();
        !table.decide(&facts(json!({"n": n, "limit": 5}))).unwrap().fired.is_empty()
    };

    assert!(holds("-", json!(null)) && holds("null", json!(null)) && !holds("not(null)", json!(null)));
    assert!(holds("1, 3", json!(3)) && !holds("1, 3", json!(2)));
    assert!(holds("-5", json!(-5)) && holds("0.1", json!(0.1)) && holds("= 4", json!(4)));
    assert!(holds("[1..3], > 7", json!(8)) && !holds("[1..3], > 7", json!(5)));
    assert!(holds("not(1, 2)", json!(3)) && !holds("not(1, 2)", json!(2)));
    assert!(holds("> limit", json!(6)) && holds("limit + 1", json!(6)) && holds("[5, 6]", json!(6)));
    assert!(holds("contains(?, \"食\")", json!("食品")) && !holds("contains(?, \"食\")", json!("药品")));
    assert!(holds("? > 1 and ? < limit", json!(2)) && !holds("? > 1 and ? < limit", json!(5)));
    assert!(holds("(1 + 2) * 2", json!(6)) && holds("(1..2]", json!(2)) && holds("true", json!(true)));
    assert!(!holds("< 10", json!(null)) && !holds("not(< 10)", json!(null)));
}

#[test]
fn everything_wrong_with_a_table_is_said_at_once_with_its_place() {
    let mut table = table(OPENING);
    table.inputs[0].fact = "premises.".to_owned();
    table.inputs[1].values = Some(Cell::from("kinds"));
    table.outputs[1].key = "result".to_owned();
    table.rows[0].when[0] = Cell::from("< ");
    table.rows[1].when.pop();
    table.rows[2].then.insert("result".to_owned(), Cell::from("\"maybe\""));

    let problems = Core.compile(&table).unwrap_err();

    assert_eq!(
        codes(&problems),
        [
            "expression.expected@inputs.1.fact",
            "values.read_facts@inputs.2.values",
            "output.doubled@outputs.2",
            "output.unknown@rows.1.then.days",
            "expression.expected@rows.1.when.1",
            "row.cells_differ@rows.2.when",
            "output.unknown@rows.2.then.days",
            "output.unknown@rows.3.then.days",
            "output.value_not_declared@rows.3.then.result",
        ]
    );
}

#[test]
fn an_empty_or_oversized_table_is_refused() {
    let mut empty = table(OPENING);
    empty.rows.clear();
    let mut large = table(OPENING);
    large.rows = vec![large.rows[0].clone(); crate::ROWS_MAX + 1];

    assert_eq!(codes(&empty.compile().unwrap_err()), ["table.empty@rows"]);
    assert_eq!(codes(&large.compile().unwrap_err()), ["table.too_large@rows"]);
}

#[test]
fn a_table_comes_back_from_json_as_it_went_in() {
    let table = table(OPENING);

    let json = serde_json::to_string(&table).unwrap();

    assert_eq!(serde_json::from_str::<crate::Table>(&json).unwrap(), table);
    assert!(serde_json::from_str::<crate::Table>(&json.replacen("\"law\"", "\"lwa\"", 1)).is_err());
}
