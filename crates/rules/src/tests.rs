//! Proofs of the rules: numbers, FEEL's logic, the grammar's limits, decisions and what the check finds.
//! Reads tables as a matter's file writes them.

mod checks;
mod decisions;
mod expressions;
mod numbers;
mod soup;

use serde_json::json;

use crate::{Expression, Facts, Table, Value};

fn facts(json: serde_json::Value) -> Facts {
    Facts::from_json(&json).unwrap()
}

/// What an expression gives over no facts.
fn value(source: &str) -> Value {
    value_over(source, json!({}))
}

fn value_over(source: &str, json: serde_json::Value) -> Value {
    Expression::parse(source)
        .unwrap_or_else(|it| panic!("{source}: {it:?}"))
        .evaluate(&facts(json))
        .unwrap()
        .value
}

fn table(yaml: &str) -> Table {
    serde_saphyr::from_str(yaml).unwrap()
}

/// `code@place` of each problem.
fn codes(problems: &[crate::Problem]) -> Vec<String> {
    problems.iter().map(|it| format!("{}@{}", it.code, it.place)).collect()
}
