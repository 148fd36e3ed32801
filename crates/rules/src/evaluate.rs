//! Works an expression out over facts, in FEEL's logic of true, false and not known, and keeps a trace.
//! Knows no tables. What makes no sense gives null and a doubt, never a panic; work is counted in steps.

use std::{fmt, rc::Rc};

use crate::{
    Day, Facts, Number, Value,
    expression::{Comparison, Expr, Operator, Quantified, Range, Test, Tests},
    functions::{self, Function},
};

/// How many steps one evaluation or decision may take; copying a large value takes more than one.
pub const STEPS_MAX: usize = 200_000;
/// How many bytes a text made by an expression may have.
pub const TEXT_BYTES_MAX: usize = 1 << 16;
/// How many doubts a trace keeps.
const DOUBTS_MAX: usize = 20;

/// What an expression gave, and on what grounds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Answer {
    /// What it gave.
    pub value: Value,
    /// The facts it rests on, in the order they were first read.
    pub read: Vec<FactRead>,
    /// The facts it asked for that nobody gave; they counted as null.
    pub missing: Vec<String>,
    /// Where it had to say null because something made no sense.
    pub doubts: Vec<Doubt>,
}

/// A fact as it stood when it was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FactRead {
    /// Its name, with dots.
    pub path: String,
    /// Its value.
    pub value: Value,
}

/// A null that comes from the rules, not from the facts: a text held against a number, a division by zero.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Doubt {
    /// Where in the table, as a problem's place.
    pub place: String,
    /// What made no sense.
    pub code: &'static str,
}

/// The rules ask for more work than [`STEPS_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManySteps;

impl fmt::Display for TooManySteps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rules take more than {STEPS_MAX} steps")
    }
}

impl std::error::Error for TooManySteps {}

/// What was read and doubted so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    pub(crate) read: Vec<FactRead>,
    pub(crate) missing: Vec<String>,
    pub(crate) doubts: Vec<Doubt>,
}

/// One evaluation over one set of facts.
pub(crate) struct Evaluation<'a> {
    facts: &'a Facts,
    locals: Vec<(&'a str, Value)>,
    tested: Option<Rc<Value>>,
    place: String,
    steps_left: usize,
    pub(crate) trace: Trace,
}

type Outcome = Result<Value, TooManySteps>;

impl<'a> Evaluation<'a> {
    pub(crate) fn over(facts: &'a Facts) -> Self {
        let (locals, place, trace) = (Vec::new(), String::new(), Trace::default());
        Self { facts, locals, tested: None, place, steps_left: STEPS_MAX, trace }
    }

    /// Says where in the table the next expressions stand.
    pub(crate) fn stand_at(&mut self, place: String) {
        self.place = place;
    }

    /// Whether a value passes the tests of a cell; nothing if that is not known.
    pub(crate) fn passes(
        &mut self,
        tested: &Rc<Value>,
        tests: &'a Tests,
    ) -> Result<Option<bool>, TooManySteps> {
        self.tested = Some(Rc::clone(tested));
        let passed = match tests {
            Tests::Any => Some(true),
            Tests::One(it) => self.one_holds(tested, it)?,
            Tests::None(it) => self.one_holds(tested, it)?.map(|it| !it),
        };
        self.tested = None;
        Ok(passed)
    }

    /// Whether a value is null or one of those declared, if any are.
    pub(crate) fn is_declared(
        &mut self,
        value: &Rc<Value>,
        declared: Option<&'a Tests>,
    ) -> Result<bool, TooManySteps> {
        match declared {
            Some(tests) if **value != Value::Null => Ok(self.passes(value, tests)? == Some(true)),
            _ => Ok(true),
        }
    }

    pub(crate) fn value(&mut self, expr: &'a Expr) -> Outcome {
        self.spend(1)?;
        match expr {
            Expr::Literal(it) => self.copy(it),
            Expr::Tested => self.tested.clone().map_or(Ok(Value::Null), |it| self.copy(&it)),
            Expr::Path(names) => self.path(names),
            Expr::Member(of, names) => {
                let of = self.value(of)?;
                let found = walk(&of, names);
                Ok(self.or_doubt(found.map(|it| it.unwrap_or(Value::Null))))
            }
            Expr::List(all) => Ok(Value::List(self.values(all)?)),
            Expr::Negative(it) => match self.value(it)? {
                Value::Number(it) => Ok(Value::Number(it.negative())),
                Value::Null => Ok(Value::Null),
                _ => Ok(self.doubt("doubt.kinds_differ")),
            },
            Expr::Chain(first, rest) => self.chain(first, rest),
            Expr::Compare(comparison, a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                Ok(answer(self.compare(*comparison, &a, &b)))
            }
            Expr::Between(it) => {
                let [it, from, to] = &**it;
                let (it, from, to) = (self.value(it)?, self.value(from)?, self.value(to)?);
                let above = self.compare(Comparison::GreaterOrEqual, &it, &from);
                Ok(answer(both(above, self.compare(Comparison::LessOrEqual, &it, &to))))
            }
            Expr::In(it, tests) => {
                let it = self.value(it)?;
                Ok(answer(self.one_holds(&it, tests)?))
            }
            Expr::And(all) => self.first_that_is(false, all),
            Expr::Or(all) => self.first_that_is(true, all),
            Expr::If(it) => {
                let [condition, then, otherwise] = &**it;
                let holds = self.truth(condition)? == Some(true);
                self.value(if holds { then } else { otherwise })
            }
            Expr::Quantified(it) => self.quantified(it),
            Expr::Call(function, args) => self.call(*function, args),
            // The reader refuses a range that is not a test.
            Expr::Range(_) => Ok(self.doubt("doubt.kinds_differ")),
        }
    }

    fn values(&mut self, all: &'a [Expr]) -> Result<Vec<Value>, TooManySteps> {
        all.iter().map(|it| self.value(it)).collect()
    }

    /// A name bound by `some` or `every`, else a fact.
    fn path(&mut self, names: &'a [String]) -> Outcome {
        let (name, members) = names.split_first().expect("a path is read from at least one name");
        let local = self.locals.iter().rfind(|it| it.0 == name).map(|it| walk(&it.1, members));
        if let Some(found) = local {
            let value = self.or_doubt(found.map(|it| it.unwrap_or(Value::Null)));
            self.spend(value.weight())?;
            return Ok(value);
        }
        let path = names.join(".");
        let found = self.facts.get(name).map_or(Ok(None), |it| walk(it, members));
        match found {
            Ok(Some(value)) => {
                self.spend(value.weight())?;
                if !self.trace.read.iter().any(|it| it.path == path) {
                    self.trace.read.push(FactRead { path, value: value.clone() });
                }
                Ok(value)
            }
            Ok(None) => {
                if !self.trace.missing.contains(&path) {
                    self.trace.missing.push(path);
                }
                Ok(Value::Null)
            }
            Err(code) => Ok(self.doubt(code)),
        }
    }

    fn chain(&mut self, first: &'a Expr, rest: &'a [(Operator, Expr)]) -> Outcome {
        let mut total = self.value(first)?;
        for (operator, term) in rest {
            let term = self.value(term)?;
            let joined = join(*operator, total, term);
            total = self.or_doubt(joined);
        }
        Ok(total)
    }

    /// `and` ends at the first false, `or` at the first true; one not known makes the rest not known.
    fn first_that_is(&mut self, wanted: bool, all: &'a [Expr]) -> Outcome {
        let mut verdict = Some(!wanted);
        for it in all {
            match self.truth(it)? {
                Some(it) if it == wanted => return Ok(Value::Bool(wanted)),
                Some(_) => {}
                None => verdict = None,
            }
        }
        Ok(answer(verdict))
    }

    fn truth(&mut self, expr: &'a Expr) -> Result<Option<bool>, TooManySteps> {
        Ok(match self.value(expr)? {
            Value::Bool(it) => Some(it),
            Value::Null => None,
            _ => {
                self.doubt("doubt.kinds_differ");
                None
            }
        })
    }

    fn quantified(&mut self, it: &'a Quantified) -> Outcome {
        let list = match self.value(&it.list)? {
            Value::List(list) => list,
            Value::Null => return Ok(Value::Null),
            _ => return Ok(self.doubt("doubt.kinds_differ")),
        };
        let mut verdict = Some(it.every);
        for value in list {
            self.locals.push((&it.name, value));
            let truth = self.truth(&it.condition);
            self.locals.pop();
            match truth? {
                Some(truth) if truth != it.every => return Ok(Value::Bool(truth)),
                Some(_) => {}
                None => verdict = None,
            }
        }
        Ok(answer(verdict))
    }

    fn call(&mut self, function: Function, args: &'a [Expr]) -> Outcome {
        let args = self.values(args)?;
        Ok(self.or_doubt(function.call(&args)))
    }

    fn one_holds(&mut self, tested: &Value, tests: &'a [Test]) -> Result<Option<bool>, TooManySteps> {
        let mut verdict = Some(false);
        for test in tests {
            match self.holds(tested, test)? {
                Some(true) => return Ok(Some(true)),
                Some(false) => {}
                None => verdict = None,
            }
        }
        Ok(verdict)
    }

    fn holds(&mut self, tested: &Value, test: &'a Test) -> Result<Option<bool>, TooManySteps> {
        match test {
            Test::Compare(comparison, expr) => {
                let value = self.value(expr)?;
                Ok(self.compare(*comparison, tested, &value))
            }
            Test::Range(it) => self.lies_in(tested, it),
            Test::Value(expr) if expr.mentions_tested() => self.truth(expr),
            Test::Value(expr) => match self.value(expr)? {
                Value::List(list) => {
                    let is_it = matches!(tested, Value::List(it) if *it == list);
                    Ok(Some(is_it || list.iter().any(|it| tested.equals(it) == Some(true))))
                }
                value => Ok(self.compare(Comparison::Equal, tested, &value)),
            },
        }
    }

    fn lies_in(&mut self, tested: &Value, range: &'a Range) -> Result<Option<bool>, TooManySteps> {
        let (from, to) = (self.value(&range.from)?, self.value(&range.to)?);
        let above = if range.from_included { Comparison::GreaterOrEqual } else { Comparison::Greater };
        let below = if range.to_included { Comparison::LessOrEqual } else { Comparison::Less };
        let above = self.compare(above, tested, &from);
        Ok(both(above, self.compare(below, tested, &to)))
    }

    fn compare(&mut self, comparison: Comparison, a: &Value, b: &Value) -> Option<bool> {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        let one_is_null = matches!((a, b), (Value::Null, _) | (_, Value::Null));
        let verdict = match comparison {
            Equal => a.equals(b),
            NotEqual => a.equals(b).map(|it| !it),
            _ if one_is_null => return None,
            Less => a.order(b).map(|it| it.is_lt()),
            LessOrEqual => a.order(b).map(|it| it.is_le()),
            Greater => a.order(b).map(|it| it.is_gt()),
            GreaterOrEqual => a.order(b).map(|it| it.is_ge()),
        };
        if verdict.is_none() {
            self.doubt("doubt.kinds_differ");
        }
        verdict
    }

    fn or_doubt(&mut self, value: Result<Value, &'static str>) -> Value {
        value.unwrap_or_else(|code| self.doubt(code))
    }

    /// Notes a doubt where we stand; its value is null.
    pub(crate) fn doubt(&mut self, code: &'static str) -> Value {
        let doubt = Doubt { place: self.place.clone(), code };
        if self.trace.doubts.len() < DOUBTS_MAX && !self.trace.doubts.contains(&doubt) {
            self.trace.doubts.push(doubt);
        }
        Value::Null
    }

    fn copy(&mut self, value: &Value) -> Outcome {
        self.spend(value.weight())?;
        Ok(value.clone())
    }

    fn spend(&mut self, n_steps: usize) -> Result<(), TooManySteps> {
        self.steps_left = self.steps_left.checked_sub(n_steps).ok_or(TooManySteps)?;
        Ok(())
    }
}

/// Follows names into a value: nothing if a name leads nowhere, a doubt if the value has no members at all.
/// As deep as the value at most, which is bounded.
fn walk(value: &Value, names: &[String]) -> Result<Option<Value>, &'static str> {
    let Some((name, rest)) = names.split_first() else { return Ok(Some(value.clone())) };
    match value {
        Value::Null => Ok(None),
        Value::Context(it) => it.get(name).map_or(Ok(None), |it| walk(it, rest)),
        Value::List(all) => {
            let members = all.iter().map(|it| Ok(walk(it, names)?.unwrap_or(Value::Null)));
            members.collect::<Result<_, _>>().map(|it| Some(Value::List(it)))
        }
        Value::Day(it) => match day_member(*it, name) {
            Some(it) => walk(&it, rest),
            None => Err("doubt.no_members"),
        },
        _ => Err("doubt.no_members"),
    }
}

fn day_member(day: Day, name: &str) -> Option<Value> {
    let n = match name {
        "year" => i64::from(day.year()),
        "month" => i64::from(day.month()),
        "day" => i64::from(day.day()),
        _ => return None,
    };
    Some(Value::Number(Number::from(n)))
}

/// Numbers are reckoned with, texts are joined by `+`. Of nothing comes nothing.
fn join(operator: Operator, a: Value, b: Value) -> Result<Value, &'static str> {
    let (a, b) = match (a, b) {
        (Value::Null, _) | (_, Value::Null) => return Ok(Value::Null),
        (Value::Number(a), Value::Number(b)) => (a, b),
        (Value::Text(a), Value::Text(b)) if operator == Operator::Plus => return functions::bounded(a + &b),
        _ => return Err("doubt.kinds_differ"),
    };
    let result = match operator {
        Operator::Plus => a.checked_add(b),
        Operator::Minus => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        Operator::Over if b.is_zero() => return Err("doubt.division_by_zero"),
        Operator::Over => a.checked_div(b),
    };
    result.map(Value::Number).ok_or("doubt.number_too_large")
}

fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn answer(verdict: Option<bool>) -> Value {
    verdict.map_or(Value::Null, Value::Bool)
}
