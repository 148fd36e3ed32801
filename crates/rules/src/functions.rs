//! The functions an expression may call, under FEEL's own names.
//! Knows values only; the facts and the limits are the evaluator's.

use crate::{Day, Number, Value, evaluate::TEXT_BYTES_MAX};

/// One of FEEL's functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Contains,
    Count,
    Date,
    EndsWith,
    ListContains,
    LowerCase,
    Max,
    Min,
    Not,
    StartsWith,
    StringLength,
    Sum,
    UpperCase,
}

/// Name, function, fewest and most arguments.
const FUNCTIONS: [(&str, Function, usize, usize); 13] = [
    ("contains", Function::Contains, 2, 2),
    ("count", Function::Count, 1, 1),
    ("date", Function::Date, 1, 1),
    ("ends with", Function::EndsWith, 2, 2),
    ("list contains", Function::ListContains, 2, 2),
    ("lower case", Function::LowerCase, 1, 1),
    ("max", Function::Max, 1, usize::MAX),
    ("min", Function::Min, 1, usize::MAX),
    ("not", Function::Not, 1, 1),
    ("starts with", Function::StartsWith, 2, 2),
    ("string length", Function::StringLength, 1, 1),
    ("sum", Function::Sum, 1, usize::MAX),
    ("upper case", Function::UpperCase, 1, 1),
];

impl Function {
    /// The function of this name, with how many arguments it takes at least and at most.
    pub(crate) fn find(name: &str) -> Option<(Function, usize, usize)> {
        let (_, function, fewest, most) = FUNCTIONS.iter().find(|it| it.0 == name)?;
        Some((*function, *fewest, *most))
    }

    /// What it gives, or why it gives nothing. Of nothing comes nothing: a null argument makes null.
    pub(crate) fn call(self, args: &[Value]) -> Result<Value, &'static str> {
        use Value::{Bool, List, Text};
        match (self, args) {
            (Function::Count, [List(it)]) => Ok(whole(it.len())),
            (Function::ListContains, [List(list), wanted]) => {
                Ok(Bool(list.iter().any(|it| it.equals(wanted) == Some(true))))
            }
            (Function::Min | Function::Max | Function::Sum, [List(it)]) => self.gather(it),
            (Function::Min | Function::Max | Function::Sum, it) => self.gather(it),
            (_, it) if it.contains(&Value::Null) => Ok(Value::Null),
            (Function::Contains, [Text(text), Text(part)]) => Ok(Bool(text.contains(part))),
            (Function::StartsWith, [Text(text), Text(part)]) => Ok(Bool(text.starts_with(part))),
            (Function::EndsWith, [Text(text), Text(part)]) => Ok(Bool(text.ends_with(part))),
            (Function::LowerCase, [Text(it)]) => bounded(it.to_lowercase()),
            (Function::UpperCase, [Text(it)]) => bounded(it.to_uppercase()),
            (Function::StringLength, [Text(it)]) => Ok(whole(it.chars().count())),
            (Function::Not, [Bool(it)]) => Ok(Bool(!it)),
            (Function::Date, [Text(it)]) => Day::parse(it).map(Value::Day).ok_or("doubt.not_a_day"),
            (Function::Date, [it @ Value::Day(_)]) => Ok(it.clone()),
            _ => Err("doubt.kinds_differ"),
        }
    }

    /// Least, greatest or sum. Of an empty list: null.
    fn gather(self, all: &[Value]) -> Result<Value, &'static str> {
        let Some((first, rest)) = all.split_first() else { return Ok(Value::Null) };
        if all.contains(&Value::Null) {
            return Ok(Value::Null);
        }
        if self == Function::Sum {
            return sum(all);
        }
        let wanted =
            if self == Function::Min { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        let mut best = first;
        best.order(best).ok_or("doubt.kinds_differ")?;
        for it in rest {
            if it.order(best).ok_or("doubt.kinds_differ")? == wanted {
                best = it;
            }
        }
        Ok(best.clone())
    }
}

fn sum(all: &[Value]) -> Result<Value, &'static str> {
    let mut total = Number::ZERO;
    for it in all {
        let Value::Number(it) = it else { return Err("doubt.kinds_differ") };
        total = total.checked_add(*it).ok_or("doubt.number_too_large")?;
    }
    Ok(Value::Number(total))
}

/// A text an expression made, if it is not too long.
pub(crate) fn bounded(text: String) -> Result<Value, &'static str> {
    if text.len() > TEXT_BYTES_MAX { Err("doubt.text_too_long") } else { Ok(Value::Text(text)) }
}

fn whole(n: usize) -> Value {
    Value::Number(Number::from(i64::try_from(n).unwrap_or(i64::MAX)))
}
