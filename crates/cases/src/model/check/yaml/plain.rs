//! What a value without quotes is: nothing, a truth value, a number or text (YAML 1.2, core schema).
//! `no`, `on` and `yes` are words here; only `true` and `false` are truth values.

use super::tree::Value;

/// The value of a plain scalar.
pub(super) fn value(text: String) -> Value {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        it => number(it).unwrap_or(Value::Text(text)),
    }
}

fn number(text: &str) -> Option<Value> {
    let first = text.strip_prefix(['-', '+']).unwrap_or(text).chars().next()?;
    if !first.is_ascii_digit() && first != '.' {
        return None;
    }
    if let Some(it) = text.strip_prefix("0x").map(|it| u64::from_str_radix(it, 16)) {
        return it.ok().map(Value::UInt);
    }
    if let Some(it) = text.strip_prefix("0o").map(|it| u64::from_str_radix(it, 8)) {
        return it.ok().map(Value::UInt);
    }
    if let Ok(it) = text.parse::<i64>() {
        return Some(Value::Int(it));
    }
    if let Ok(it) = text.parse::<u64>() {
        return Some(Value::UInt(it));
    }
    let is_decimal = text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
    let digits = text.bytes().any(|it| it.is_ascii_digit());
    text.parse::<f64>().ok().filter(|it| is_decimal && digits && it.is_finite()).map(Value::Float)
}
