//! The interface of an engine, and ours behind it: compiles tables once, decides many times, gives reasons.
//! Knows no files and no law; clauses and reasons are passed on as they stand in the rows.

mod compile;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    rc::Rc,
};

use kit::Words;

use crate::{
    Answer, Doubt, FactRead, Facts, Hit, Problem, Table, TooManySteps, Value,
    evaluate::Evaluation,
    expression::{Expr, Tests},
    parse,
};

/// What reads expressions and decides tables. [`Core`] is one; a full FEEL engine can take its place.
pub trait Engine {
    /// An expression ready to be worked out.
    type Expression;
    /// A table ready to decide.
    type Compiled;

    /// Reads an expression.
    fn read(&self, source: &str) -> Result<Self::Expression, Problem>;

    /// Works an expression out over facts.
    fn evaluate(&self, expression: &Self::Expression, facts: &Facts) -> Result<Answer, TooManySteps>;

    /// Makes a table ready, or says everything that is wrong with it.
    fn compile(&self, table: &Table) -> Result<Self::Compiled, Vec<Problem>>;

    /// Decides over facts.
    fn decide(&self, table: &Self::Compiled, facts: &Facts) -> Result<Decision, Undecided>;
}

/// The engine of this crate: a subset of FEEL.
#[derive(Clone, Copy, Debug, Default)]
pub struct Core;

/// An expression that was read.
#[derive(Clone, Debug)]
pub struct Expression(Expr);

/// A table that was compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(crate) hit: Hit,
    pub(crate) inputs: Vec<CompiledInput>,
    pub(crate) outputs: Vec<CompiledOutput>,
    pub(crate) rows: Vec<CompiledRow>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledInput {
    pub(crate) source: String,
    pub(crate) fact: Expr,
    pub(crate) values: Option<Tests>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledOutput {
    pub(crate) key: String,
    pub(crate) values: Option<Tests>,
    pub(crate) default: Option<Expr>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledRow {
    pub(crate) when: Vec<Tests>,
    /// In the order of the outputs.
    pub(crate) then: Vec<Expr>,
    pub(crate) clause: Option<String>,
    pub(crate) reason: Words,
}

/// What was decided and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Decision {
    /// What each output is.
    pub outputs: BTreeMap<String, Value>,
    /// The rows that fired; none if no row spoke to these facts.
    pub fired: Vec<Fired>,
    /// The facts it rests on, in the order they were first read.
    pub read: Vec<FactRead>,
    /// The facts the table asked for that nobody gave; they counted as null.
    pub missing: Vec<String>,
    /// Where the rules made no sense of the facts and took null.
    pub doubts: Vec<Doubt>,
}

/// A row that fired.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fired {
    /// Which, counted from one.
    pub row: usize,
    /// The clause it applies.
    pub clause: Option<String>,
    /// The reason it gives.
    pub reason: Words,
}

/// Why a table could not decide: the fault is the table's, not the facts'. Rows are counted from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Several rows fired where one may.
    NotUnique {
        /// Those rows.
        rows: Vec<usize>,
    },
    /// The rows that fired do not say the same.
    NotAgreed {
        /// Those rows.
        rows: Vec<usize>,
    },
    /// It takes too much work.
    TooManySteps,
}

impl Expression {
    /// Reads an expression of the core.
    pub fn parse(source: &str) -> Result<Expression, Problem> {
        parse::expression(source).map(Expression)
    }

    /// Works it out over facts.
    pub fn evaluate(&self, facts: &Facts) -> Result<Answer, TooManySteps> {
        let mut evaluation = Evaluation::over(facts);
        let value = evaluation.value(&self.0)?;
        let trace = evaluation.trace;
        Ok(Answer { value, read: trace.read, missing: trace.missing, doubts: trace.doubts })
    }

    /// The paths of all facts it may read, sorted: each should be asked or fetched somewhere.
    pub fn facts(&self) -> Vec<String> {
        fact_paths([&self.0])
    }
}

impl Compiled {
    /// Decides over facts; the reasons come with the decision.
    pub fn decide(&self, facts: &Facts) -> Result<Decision, Undecided> {
        Core.decide(self, facts)
    }

    /// The paths of all facts it may read, sorted: each should be asked or fetched somewhere.
    pub fn facts(&self) -> Vec<String> {
        let asked = self.inputs.iter().map(|it| &it.fact);
        let decided = self.rows.iter().flat_map(|row| &row.then);
        let defaults = self.outputs.iter().filter_map(|it| it.default.as_ref());
        let mut cells = Vec::new();
        for test in self.rows.iter().flat_map(|row| &row.when).flat_map(|it| it.all()) {
            test.visit(&mut |it| cells.push(it));
        }
        fact_paths(asked.chain(decided).chain(defaults).chain(cells))
    }
}

impl Engine for Core {
    type Expression = Expression;
    type Compiled = Compiled;

    fn read(&self, source: &str) -> Result<Expression, Problem> {
        Expression::parse(source)
    }

    fn evaluate(&self, expression: &Expression, facts: &Facts) -> Result<Answer, TooManySteps> {
        expression.evaluate(facts)
    }

    fn compile(&self, table: &Table) -> Result<Compiled, Vec<Problem>> {
        compile::compile(table)
    }

    fn decide(&self, table: &Compiled, facts: &Facts) -> Result<Decision, Undecided> {
        let mut evaluation = Evaluation::over(facts);
        let asked = ask(table, &mut evaluation)?;
        let rows = fire(table, &asked, &mut evaluation)?;
        let outputs = conclude(table, &rows, &mut evaluation)?;
        let fired = rows.iter().map(|n| {
            let CompiledRow { clause, reason, .. } = &table.rows[*n];
            Fired { row: n + 1, clause: clause.clone(), reason: reason.clone() }
        });
        let (fired, trace) = (fired.collect(), evaluation.trace);
        Ok(Decision { outputs, fired, read: trace.read, missing: trace.missing, doubts: trace.doubts })
    }
}

/// What each input is; a value that is not among the declared ones is doubted.
fn ask<'a>(table: &'a Compiled, evaluation: &mut Evaluation<'a>) -> Result<Vec<Rc<Value>>, TooManySteps> {
    let mut asked = Vec::new();
    for (n, input) in table.inputs.iter().enumerate() {
        evaluation.stand_at(format!("inputs.{}", n + 1));
        let value = Rc::new(evaluation.value(&input.fact)?);
        if !evaluation.is_declared(&value, input.values.as_ref())? {
            evaluation.doubt("doubt.value_not_declared");
        }
        asked.push(value);
    }
    Ok(asked)
}

/// The rows that fire, by their index: the first alone where that is the rule.
fn fire<'a>(
    table: &'a Compiled,
    asked: &[Rc<Value>],
    evaluation: &mut Evaluation<'a>,
) -> Result<Vec<usize>, TooManySteps> {
    let mut fired = Vec::new();
    for (n, row) in table.rows.iter().enumerate() {
        let mut holds = true;
        for (m, (tests, value)) in row.when.iter().zip(asked).enumerate() {
            evaluation.stand_at(format!("rows.{}.when.{}", n + 1, m + 1));
            holds = evaluation.passes(value, tests)? == Some(true);
            if !holds {
                break;
            }
        }
        if holds {
            fired.push(n);
        }
        if holds && table.hit == Hit::First {
            break;
        }
    }
    Ok(fired)
}

/// What the rows that fired say, by the table's rule.
fn conclude<'a>(
    table: &'a Compiled,
    fired: &[usize],
    evaluation: &mut Evaluation<'a>,
) -> Result<BTreeMap<String, Value>, Undecided> {
    let rows = || fired.iter().map(|it| it + 1).collect();
    if table.hit == Hit::Unique && fired.len() > 1 {
        return Err(Undecided::NotUnique { rows: rows() });
    }
    let mut outputs = BTreeMap::new();
    for (n, output) in table.outputs.iter().enumerate() {
        let mut said = Vec::new();
        for row in fired {
            evaluation.stand_at(format!("rows.{}.then.{}", row + 1, output.key));
            let value = Rc::new(evaluation.value(&table.rows[*row].then[n])?);
            if !evaluation.is_declared(&value, output.values.as_ref())? {
                evaluation.doubt("doubt.value_not_declared");
            }
            said.push(Rc::unwrap_or_clone(value));
        }
        if table.hit == Hit::Any && said.windows(2).any(|it| it[0] != it[1]) {
            return Err(Undecided::NotAgreed { rows: rows() });
        }
        let value = match (table.hit, said.is_empty(), &output.default) {
            (Hit::Collect, _, _) => Value::List(said),
            (_, false, _) => said.swap_remove(0),
            (_, true, Some(default)) => {
                evaluation.stand_at(format!("outputs.{}.default", n + 1));
                evaluation.value(default)?
            }
            (_, true, None) => Value::Null,
        };
        outputs.insert(output.key.clone(), value);
    }
    Ok(outputs)
}

/// The facts expressions may read: every path that does not begin with a name they bind themselves.
fn fact_paths<'a>(all: impl IntoIterator<Item = &'a Expr>) -> Vec<String> {
    let (mut paths, mut bound) = (BTreeSet::new(), BTreeSet::new());
    for expr in all {
        expr.visit(&mut |it| match it {
            Expr::Path(names) => _ = paths.insert(names),
            Expr::Quantified(it) => _ = bound.insert(&it.name),
            _ => {}
        });
    }
    paths.into_iter().filter(|it| !bound.contains(&it[0])).map(|it| it.join(".")).collect()
}

impl From<TooManySteps> for Undecided {
    fn from(_: TooManySteps) -> Self {
        Undecided::TooManySteps
    }
}

/// For operators: a table that cannot decide is our fault, not the caller's.
impl From<Undecided> for kit::Error {
    fn from(it: Undecided) -> Self {
        kit::Error::Fault(Box::new(it))
    }
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Undecided::NotUnique { rows } => write!(f, "rows {rows:?} of the table fired where one may"),
            Undecided::NotAgreed { rows } => write!(f, "rows {rows:?} of the table fired and differ"),
            Undecided::TooManySteps => TooManySteps.fmt(f),
        }
    }
}

impl std::error::Error for Undecided {}
