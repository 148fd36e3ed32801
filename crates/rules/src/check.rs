//! What a lawyer should see in a table that can decide: rows that cannot fire, rows that collide, and gaps.
//! Knows no facts: each column is cut at the values its cells speak of, and one sample stands for each piece.

use std::{
    collections::{BTreeSet, HashSet},
    rc::Rc,
};

use crate::{
    Compiled, Facts, Hit, Number, Problem, Value,
    evaluate::Evaluation,
    expression::{Comparison, Expr, Test, Tests},
};

/// How many combinations of samples are looked at before the check gives up, and says so.
const COMBINATIONS_MAX: usize = 50_000;
/// How many findings are worth reading.
const FINDINGS_MAX: usize = 50;

/// Everything found, in the order of the rows, gaps last.
pub(crate) fn findings(table: &Compiled) -> Vec<Problem> {
    let columns: Vec<_> = (0..table.inputs.len()).map(|n| Column::of(table, n)).collect();
    let mut found = Vec::new();
    let mut never = BTreeSet::new();
    for row in 0..table.rows.len() {
        if let Some(n) = columns.iter().position(|it| it.never_holds(row)) {
            never.insert(row);
            found.push(Problem::of(format!("rows.{}.when.{}", row + 1, n + 1), "row.never_holds"));
        } else if table.hit == Hit::First {
            found.extend(hidden(&columns, row));
        }
    }
    if matches!(table.hit, Hit::Unique | Hit::Any) {
        collisions(table, &columns, &never, &mut found);
    }
    found.extend(gap(table, &columns));
    found.truncate(FINDINGS_MAX);
    found
}

/// One input's samples, and which rows hold for them.
struct Column {
    samples: Vec<Rc<Value>>,
    /// Samples that stand for values a case can be expected to have; none if that cannot be said.
    expected: Option<Vec<usize>>,
    /// For each row, whether its cell holds for each sample; none if the cell depends on facts.
    holds: Vec<Option<Vec<bool>>>,
}

impl Column {
    fn of(table: &Compiled, n: usize) -> Column {
        let values = table.inputs[n].values.as_ref();
        let mut bounds = Vec::new();
        let mut decidable = Vec::new();
        for row in &table.rows {
            let constants = constants(&row.when[n]);
            decidable.push(constants.is_some());
            bounds.extend(constants.unwrap_or_default());
        }
        let declared = values.map(constants);
        let declarable = declared.as_ref().is_none_or(Option::is_some);
        bounds.extend(declared.flatten().unwrap_or_default());
        let samples = samples(bounds);
        let expected = declarable.then(|| expected(&samples, values)).flatten();
        let holds = table.rows.iter().zip(decidable).map(|(row, decidable)| {
            decidable.then(|| samples.iter().map(|it| passes(it, &row.when[n])).collect())
        });
        Column { holds: holds.collect(), samples, expected }
    }

    fn never_holds(&self, row: usize) -> bool {
        self.holds[row].as_ref().is_some_and(|it| !it.contains(&true))
    }

    /// Whether a row may hold for a sample: surely not only if its cell can be decided.
    fn may_hold(&self, row: usize, sample: usize) -> bool {
        self.holds[row].as_ref().is_none_or(|it| it[sample])
    }
}

/// The values a cell cuts its column at; none if it depends on facts or on more than equality and order.
fn constants(tests: &Tests) -> Option<Vec<Value>> {
    let mut found = Vec::new();
    for test in tests.all() {
        match test {
            Test::Compare(comparison, expr) => {
                let value = constant(expr)?;
                let by_order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
                if by_order && matches!(value, Value::Text(_)) {
                    return None;
                }
                found.push(value);
            }
            Test::Range(it) => {
                for value in [constant(&it.from)?, constant(&it.to)?] {
                    if matches!(value, Value::Text(_)) {
                        return None;
                    }
                    found.push(value);
                }
            }
            Test::Value(expr) => match constant(expr)? {
                Value::List(all) => found.extend(all),
                value => found.push(value),
            },
        }
    }
    let simple = |it: &Value| !matches!(it, Value::List(_) | Value::Context(_));
    found.iter().all(simple).then_some(found)
}

/// The value of an expression that reads no fact and speaks of no tested value.
fn constant(expr: &Expr) -> Option<Value> {
    let mut depends = false;
    expr.visit(&mut |it| depends |= matches!(it, Expr::Path(_) | Expr::Tested));
    let facts = Facts::default();
    if depends { None } else { Evaluation::over(&facts).value(expr).ok() }
}

/// Where the samples stand that every column has.
const NULL: usize = 0;
const SOMETHING_ELSE: usize = 1;

/// Null, a text no cell knows, every bound, and something between, below and above them of the same kind.
fn samples(bounds: Vec<Value>) -> Vec<Rc<Value>> {
    let (mut numbers, mut days, mut texts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut truths = BTreeSet::new();
    for it in bounds {
        match it {
            Value::Number(it) => _ = numbers.insert(it),
            Value::Day(it) => _ = days.insert(it),
            Value::Text(it) => _ = texts.insert(it),
            Value::Bool(_) => truths.extend([true, false]),
            _ => {}
        }
    }
    let other =
        (1..).map(|n| "…".repeat(n)).find(|it| !texts.contains(it)).expect("one is not in a finite set");
    let mut samples = vec![Value::Null, Value::Text(other)];
    samples.extend(truths.into_iter().map(Value::Bool));
    samples.extend(texts.into_iter().map(Value::Text));
    let two = Number::from(2);
    for it in &numbers {
        samples
            .extend(it.checked_sub(Number::ONE).filter(|_| Some(it) == numbers.first()).map(Value::Number));
        samples.push(Value::Number(*it));
        let above = match numbers.range((std::ops::Bound::Excluded(it), std::ops::Bound::Unbounded)).next() {
            Some(next) => it.checked_add(*next).and_then(|it| it.checked_div(two)),
            None => it.checked_add(Number::ONE),
        };
        samples.extend(above.map(Value::Number));
    }
    for it in &days {
        samples.extend([it.previous(), Some(*it), it.next()].into_iter().flatten().map(Value::Day));
    }
    samples.into_iter().map(Rc::new).collect()
}

/// The samples a case is expected to have: the declared ones, else all of the one kind the cells speak of.
/// What texts there are beside those in the cells is not known unless declared; null is never expected.
fn expected(samples: &[Rc<Value>], values: Option<&Tests>) -> Option<Vec<usize>> {
    if let Some(values) = values {
        return Some((SOMETHING_ELSE..samples.len()).filter(|it| passes(&samples[*it], values)).collect());
    }
    let known = SOMETHING_ELSE + 1..samples.len();
    let kinds: HashSet<_> = samples[known.clone()].iter().map(|it| std::mem::discriminant(&**it)).collect();
    match kinds.len() {
        0 => Some(vec![SOMETHING_ELSE]),
        1 => Some(known.collect()),
        _ => None,
    }
}

fn passes(value: &Rc<Value>, tests: &Tests) -> bool {
    let facts = Facts::default();
    Evaluation::over(&facts).passes(value, tests) == Ok(Some(true))
}

/// Whether earlier rows always fire before this one.
fn hidden(columns: &[Column], row: usize) -> Option<Problem> {
    let decided = |row: usize| columns.iter().all(|it| it.holds[row].is_some());
    let earlier: Vec<_> = (0..row).filter(|it| decided(*it)).collect();
    if earlier.is_empty() || !decided(row) {
        return None;
    }
    let own = |it: &Column| (0..it.samples.len()).filter(|sample| it.may_hold(row, *sample)).collect();
    let wanted: Vec<Vec<usize>> = columns.iter().map(own).collect();
    let mut search = Search::new(columns, &wanted);
    let place = format!("rows.{}", row + 1);
    match search.uncovered(&earlier, 0) {
        Ok(None) => Some(Problem::of(place, "row.hidden")),
        Ok(Some(_)) => None,
        Err(GaveUp) => Some(Problem::of(place, "row.not_checked")),
    }
}

/// Pairs of rows that both fire for the same facts: under Any only if they then say different things.
fn collisions(table: &Compiled, columns: &[Column], never: &BTreeSet<usize>, found: &mut Vec<Problem>) {
    let rows: Vec<_> = (0..table.rows.len()).filter(|it| !never.contains(it)).collect();
    for (n, a) in rows.iter().enumerate() {
        for b in &rows[n + 1..] {
            if table.hit == Hit::Any && table.rows[*a].then == table.rows[*b].then {
                continue;
            }
            let Some(facts) = columns.iter().map(|it| shared(it, *a, *b)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let problem = Problem::of(format!("rows.{}", b + 1), "row.collides");
            found.push(problem.with("other", a + 1).with("facts", describe(table, columns, &facts)));
            if found.len() >= FINDINGS_MAX {
                return;
            }
        }
    }
}

/// A sample for which both rows surely hold; the plainest there is.
fn shared(column: &Column, a: usize, b: usize) -> Option<usize> {
    let (a, b) = (column.holds[a].as_ref()?, column.holds[b].as_ref()?);
    let both = |it: &usize| a[*it] && b[*it];
    (SOMETHING_ELSE + 1..a.len()).find(both).or_else(|| [SOMETHING_ELSE, NULL].into_iter().find(both))
}

/// Expected facts for which no row can fire.
fn gap(table: &Compiled, columns: &[Column]) -> Option<Problem> {
    let wanted: Vec<_> = columns.iter().map(|it| it.expected.clone()).collect::<Option<_>>()?;
    let all: Vec<_> = (0..table.rows.len()).collect();
    let mut search = Search::new(columns, &wanted);
    match search.uncovered(&all, 0) {
        Ok(None) => None,
        Ok(Some(facts)) => {
            let facts = describe(table, columns, &facts);
            Some(Problem::of("rows", "table.gap").with("facts", facts))
        }
        Err(GaveUp) => Some(Problem::of("rows", "table.gaps_not_checked")),
    }
}

/// `premises.area = 50, kind = "new"`; an input that may be anything is left out.
fn describe(table: &Compiled, columns: &[Column], facts: &[usize]) -> String {
    let named = table
        .inputs
        .iter()
        .zip(columns)
        .zip(facts)
        .filter(|((_, column), _)| column.samples.len() > SOMETHING_ELSE + 1);
    let named = named.map(|((input, column), n)| format!("{} = {}", input.source, column.samples[*n]));
    named.collect::<Vec<_>>().join(", ")
}

/// Looks for a combination of wanted samples that no row covers.
struct Search<'a> {
    columns: &'a [Column],
    wanted: &'a [Vec<usize>],
    /// For each row, the column from which on it may hold for everything wanted.
    open_from: Vec<usize>,
    n_left: usize,
}

struct GaveUp;

impl<'a> Search<'a> {
    fn new(columns: &'a [Column], wanted: &'a [Vec<usize>]) -> Self {
        let n_rows = columns.first().map_or(0, |it| it.holds.len());
        let open =
            |row: usize, depth: usize| wanted[depth].iter().all(|it| columns[depth].may_hold(row, *it));
        let open_from = |row| (0..columns.len()).rfind(|depth| !open(row, *depth)).map_or(0, |it| it + 1);
        Self { columns, wanted, open_from: (0..n_rows).map(open_from).collect(), n_left: COMBINATIONS_MAX }
    }

    /// As deep as there are columns. Samples that leave the same rows are looked at once.
    fn uncovered(&mut self, rows: &[usize], depth: usize) -> Result<Option<Vec<usize>>, GaveUp> {
        self.n_left = self.n_left.checked_sub(1).ok_or(GaveUp)?;
        if rows.iter().any(|it| self.open_from[*it] <= depth) {
            return Ok(None);
        }
        let Some(column) = self.columns.get(depth) else { return Ok(Some(Vec::new())) };
        let mut seen = BTreeSet::new();
        for sample in &self.wanted[depth] {
            let left: Vec<_> = rows.iter().copied().filter(|it| column.may_hold(*it, *sample)).collect();
            if !seen.insert(left.clone()) {
                continue;
            }
            if let Some(mut rest) = self.uncovered(&left, depth + 1)? {
                rest.insert(0, *sample);
                return Ok(Some(rest));
            }
        }
        Ok(None)
    }
}
