//! Makes a table ready to decide, or collects everything that stops it from deciding.
//! Knows nothing of what the rows mean together; `check` does.

use std::{collections::BTreeSet, rc::Rc};

use crate::{
    Cell, Facts, Hit, INPUTS_MAX, Input, OUTPUTS_MAX, Output, Problem, ROWS_MAX, Row, Table,
    evaluate::Evaluation,
    expression::{Expr, Tests},
    parse,
};

use super::{Compiled, CompiledInput, CompiledOutput, CompiledRow};

pub(super) fn compile(table: &Table) -> Result<Compiled, Vec<Problem>> {
    let mut compiler = Compiler { problems: sizes(table) };
    if !compiler.problems.is_empty() {
        return Err(compiler.problems);
    }
    let inputs = table.inputs.iter().enumerate().filter_map(|(n, it)| compiler.input(n + 1, it)).collect();
    let outputs: Vec<_> = table
        .outputs
        .iter()
        .enumerate()
        .filter_map(|(n, it)| compiler.output(n + 1, it, table.hit))
        .collect();
    compiler.doubled_outputs(&table.outputs);
    let rows = table.rows.iter().enumerate();
    let rows = rows.filter_map(|(n, it)| compiler.row(n + 1, it, table, &outputs)).collect();
    match compiler.problems.is_empty() {
        true => Ok(Compiled { hit: table.hit, inputs, outputs, rows }),
        false => Err(compiler.problems),
    }
}

fn sizes(table: &Table) -> Vec<Problem> {
    let sizes = [
        ("inputs", table.inputs.len(), INPUTS_MAX),
        ("outputs", table.outputs.len(), OUTPUTS_MAX),
        ("rows", table.rows.len(), ROWS_MAX),
    ];
    let wrong = sizes.into_iter().filter_map(|(place, n, max)| match n {
        0 => Some(Problem::of(place, "table.empty")),
        n if n > max => Some(Problem::of(place, "table.too_large").with("max", max)),
        _ => None,
    });
    wrong.collect()
}

struct Compiler {
    problems: Vec<Problem>,
}

impl Compiler {
    fn input(&mut self, n: usize, input: &Input) -> Option<CompiledInput> {
        let fact = self.expression(format!("inputs.{n}.fact"), &input.fact);
        let values = self.declared(format!("inputs.{n}.values"), input.values.as_ref());
        Some(CompiledInput { source: input.fact.clone(), fact: fact?, values: values? })
    }

    fn output(&mut self, n: usize, output: &Output, hit: Hit) -> Option<CompiledOutput> {
        let values = self.declared(format!("outputs.{n}.values"), output.values.as_ref());
        let place = format!("outputs.{n}.default");
        if output.default.is_some() && hit == Hit::Collect {
            self.problems.push(Problem::of(place.as_str(), "output.default_of_a_list"));
        }
        let default = match &output.default {
            Some(it) => Some(self.expression(place, it.as_str())?),
            None => None,
        };
        Some(CompiledOutput { key: output.key.clone(), values: values?, default })
    }

    fn doubled_outputs(&mut self, outputs: &[Output]) {
        let mut seen = BTreeSet::new();
        for (n, output) in outputs.iter().enumerate() {
            if !seen.insert(&output.key) {
                self.problems.push(Problem::of(format!("outputs.{}", n + 1), "output.doubled"));
            }
        }
    }

    fn row(&mut self, n: usize, row: &Row, table: &Table, outputs: &[CompiledOutput]) -> Option<CompiledRow> {
        if row.when.len() != table.inputs.len() {
            let problem = Problem::of(format!("rows.{n}.when"), "row.cells_differ");
            self.problems.push(problem.with("wanted", table.inputs.len()).with("found", row.when.len()));
        }
        for key in row.then.keys().filter(|key| !table.outputs.iter().any(|it| it.key == **key)) {
            self.problems.push(Problem::of(format!("rows.{n}.then.{key}"), "output.unknown"));
        }
        let cells = row.when.iter().enumerate();
        let when: Vec<_> =
            cells.filter_map(|(m, it)| self.tests(format!("rows.{n}.when.{}", m + 1), it)).collect();
        let then: Vec<_> = table.outputs.iter().filter_map(|it| self.decided(n, row, &it.key)).collect();
        for (output, expr) in outputs.iter().zip(&then) {
            self.declares(n, output, expr);
        }
        let (clause, reason) = (row.clause.clone(), row.reason.clone());
        Some(CompiledRow { when, then, clause, reason })
    }

    fn decided(&mut self, n: usize, row: &Row, key: &str) -> Option<Expr> {
        let place = format!("rows.{n}.then.{key}");
        match row.then.get(key) {
            Some(it) => self.expression(place, it.as_str()),
            None => {
                self.problems.push(Problem::of(place, "output.missing"));
                None
            }
        }
    }

    /// A literal that the output does not declare is wrong before any case comes.
    fn declares(&mut self, n: usize, output: &CompiledOutput, expr: &Expr) {
        let (Expr::Literal(value), Some(values)) = (expr, &output.values) else { return };
        let facts = Facts::default();
        let declared = Evaluation::over(&facts).is_declared(&Rc::new(value.clone()), Some(values));
        if declared != Ok(true) {
            let problem = Problem::of(format!("rows.{n}.then.{}", output.key), "output.value_not_declared");
            self.problems.push(problem.with("value", value));
        }
    }

    /// The declared values of a column: tests that read no facts. Nothing if they are wrong.
    fn declared(&mut self, place: String, cell: Option<&Cell>) -> Option<Option<Tests>> {
        let Some(cell) = cell else { return Some(None) };
        let tests = self.tests(place.clone(), cell)?;
        let mut reads_facts = false;
        for test in tests.all() {
            test.visit(&mut |it| reads_facts |= matches!(it, Expr::Path(_)));
        }
        if reads_facts {
            self.problems.push(Problem::of(place, "values.read_facts"));
        }
        Some(Some(tests))
    }

    fn expression(&mut self, place: String, source: &str) -> Option<Expr> {
        parse::expression(source).map_err(|it| self.problems.push(it.at(place))).ok()
    }

    fn tests(&mut self, place: String, cell: &Cell) -> Option<Tests> {
        parse::tests(cell.as_str()).map_err(|it| self.problems.push(it.at(place))).ok()
    }
}
