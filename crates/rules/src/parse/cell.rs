//! Reads the cells of a table: FEEL's unary tests.
//! Knows the grammar of tests only; that of expressions is its parent's.

use crate::{
    Problem,
    expression::{Test, Tests},
    token::Token,
};

use super::Parser;

/// Reads a cell: `-`, `not(…)`, or tests of which one has to hold.
pub(crate) fn tests(source: &str) -> Result<Tests, Problem> {
    let mut parser = Parser::new(source, true)?;
    let tests = parser.cell()?;
    parser.finish()?;
    Ok(tests)
}

impl Parser {
    fn cell(&mut self) -> Result<Tests, Problem> {
        let next_is = |n: usize, wanted: Token| self.tokens.get(n).is_some_and(|it| it.token == wanted);
        if next_is(0, Token::Sign("-")) && next_is(1, Token::End) {
            return Ok(self.taken(Tests::Any));
        }
        if next_is(0, Token::Word("not".to_owned())) && next_is(1, Token::Sign("(")) {
            self.next += 2;
            let tests = self.tests_listed()?;
            self.expect(")")?;
            return Ok(Tests::None(tests));
        }
        Ok(Tests::One(self.tests_listed()?))
    }

    fn tests_listed(&mut self) -> Result<Vec<Test>, Problem> {
        let mut tests = vec![self.test(Parser::expr)?];
        while self.take(",") {
            tests.push(self.test(Parser::expr)?);
        }
        Ok(tests)
    }
}
