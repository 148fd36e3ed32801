//! Decision tables with reasons: facts come in as JSON, a decision goes out with the rows that fired, their
//! clauses and every fact it rests on. Knows nothing of matters, cases, forms or storage.
//!
//! Expressions are a true subset of FEEL (DMN), so a full engine behind [`Engine`] reads every file written
//! for this one. Nothing here can run away: sources, depth, steps and texts have limits, and numbers are exact.

mod check;
mod day;
mod engine;
mod evaluate;
mod expression;
mod functions;
mod number;
mod parse;
mod problem;
mod table;
mod token;
mod value;

#[cfg(test)]
mod tests;

pub use day::Day;
pub use engine::{Compiled, Core, Decision, Engine, Expression, Fired, Undecided};
pub use evaluate::{Answer, Doubt, FactRead, STEPS_MAX, TEXT_BYTES_MAX, TooManySteps};
pub use number::{Number, SCALE_MAX};
pub use parse::{DEPTH_MAX, SOURCE_BYTES_MAX};
pub use problem::Problem;
pub use table::{Cell, Hit, INPUTS_MAX, Input, OUTPUTS_MAX, Output, ROWS_MAX, Row, Table};
pub use value::{FACTS_BYTES_MAX, FACTS_DEPTH_MAX, FACTS_VALUES_MAX, Facts, Value};
