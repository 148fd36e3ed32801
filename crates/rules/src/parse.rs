//! Reads expressions and cells: a subset of FEEL's grammar, by descent, never deeper than [`DEPTH_MAX`].
//! Knows no facts: whether a name stands for anything is seen when deciding.

mod cell;
mod cursor;

pub(crate) use cell::tests;

use crate::{
    Problem, Value,
    expression::{Comparison, Expr, Operator, Quantified, Range, Test},
    functions::Function,
    token::{self, Placed, Token},
};

/// How many bytes an expression may have.
pub const SOURCE_BYTES_MAX: usize = 4096;
/// How deep brackets, conditions and calls may nest.
pub const DEPTH_MAX: usize = 32;

/// Words that cannot name a fact: the language's own, those of full FEEL included.
const RESERVED: [&str; 18] = [
    "and",
    "between",
    "else",
    "every",
    "external",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "null",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

const COMPARISONS: [(&str, Comparison); 6] = [
    ("=", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

/// Reads an expression.
pub(crate) fn expression(source: &str) -> Result<Expr, Problem> {
    let mut parser = Parser::new(source, false)?;
    let expr = parser.expr()?;
    parser.finish()?;
    Ok(expr)
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    /// Whether `?` means anything here.
    in_cell: bool,
    /// Ranges read and not yet taken as a test: a range is no value.
    n_loose_ranges: usize,
}

impl Parser {
    fn new(source: &str, in_cell: bool) -> Result<Self, Problem> {
        if source.len() > SOURCE_BYTES_MAX {
            return Err(Problem::of("", "expression.too_long").with("max", SOURCE_BYTES_MAX));
        }
        let tokens = token::tokens(source)?;
        Ok(Self { tokens, next: 0, depth: 0, in_cell, n_loose_ranges: 0 })
    }

    fn finish(&self) -> Result<(), Problem> {
        if *self.peek() != Token::End {
            return Err(self.expected("end"));
        }
        match self.n_loose_ranges {
            0 => Ok(()),
            _ => Err(Problem::of("", "expression.range_out_of_place")),
        }
    }

    /// The whole grammar comes back here, and only here: this is where depth is counted.
    fn expr(&mut self) -> Result<Expr, Problem> {
        if self.depth == DEPTH_MAX {
            return Err(self.problem("expression.too_deep").with("max", DEPTH_MAX));
        }
        self.depth += 1;
        let expr = match self.peek() {
            Token::Word(it) if it == "if" => self.conditional(),
            Token::Word(it) if it == "some" || it == "every" => self.quantified(),
            _ => self.or(),
        };
        self.depth -= 1;
        expr
    }

    fn conditional(&mut self) -> Result<Expr, Problem> {
        self.expect_word("if")?;
        let condition = self.expr()?;
        self.expect_word("then")?;
        let then = self.expr()?;
        self.expect_word("else")?;
        Ok(Expr::If(Box::new([condition, then, self.expr()?])))
    }

    fn quantified(&mut self) -> Result<Expr, Problem> {
        let every = self.take_word("every");
        if !every {
            self.expect_word("some")?;
        }
        let name = self.name()?;
        self.expect_word("in")?;
        let list = self.expr()?;
        self.expect_word("satisfies")?;
        let condition = self.expr()?;
        Ok(Expr::Quantified(Box::new(Quantified { every, name, list, condition })))
    }

    fn or(&mut self) -> Result<Expr, Problem> {
        let mut all = vec![self.and()?];
        while self.take_word("or") {
            all.push(self.and()?);
        }
        Ok(one_or(all, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, Problem> {
        let mut all = vec![self.comparison()?];
        while self.take_word("and") {
            all.push(self.comparison()?);
        }
        Ok(one_or(all, Expr::And))
    }

    fn comparison(&mut self) -> Result<Expr, Problem> {
        let left = self.sum()?;
        if let Some(comparison) = self.take_comparison() {
            let right = self.sum()?;
            if self.peek_comparison().is_some() {
                return Err(self.problem("expression.comparisons_chained"));
            }
            return Ok(Expr::Compare(comparison, Box::new(left), Box::new(right)));
        }
        if self.take_word("between") {
            let from = self.sum()?;
            self.expect_word("and")?;
            return Ok(Expr::Between(Box::new([left, from, self.sum()?])));
        }
        if self.take_word("in") {
            return Ok(Expr::In(Box::new(left), self.in_tests()?));
        }
        Ok(left)
    }

    /// What follows `in`: one test, or several in brackets.
    fn in_tests(&mut self) -> Result<Vec<Test>, Problem> {
        if !self.take("(") {
            return Ok(vec![self.test(Parser::sum)?]);
        }
        let first = self.test(Parser::expr)?;
        match first {
            Test::Value(from) if self.take("..") => {
                let range = self.range_to(from, false)?;
                Ok(vec![Test::Range(range)])
            }
            first => {
                let mut tests = vec![first];
                while self.take(",") {
                    tests.push(self.test(Parser::expr)?);
                }
                self.expect(")")?;
                Ok(tests)
            }
        }
    }

    fn test(&mut self, operand: fn(&mut Parser) -> Result<Expr, Problem>) -> Result<Test, Problem> {
        if let Some(comparison) = self.take_comparison() {
            return Ok(Test::Compare(comparison, self.sum()?));
        }
        Ok(match operand(self)? {
            Expr::Range(it) => {
                self.n_loose_ranges -= 1;
                Test::Range(*it)
            }
            it => Test::Value(it),
        })
    }

    fn sum(&mut self) -> Result<Expr, Problem> {
        self.chain(Parser::product, &[("+", Operator::Plus), ("-", Operator::Minus)])
    }

    fn product(&mut self) -> Result<Expr, Problem> {
        self.chain(Parser::negative, &[("*", Operator::Times), ("/", Operator::Over)])
    }

    fn chain(
        &mut self,
        term: fn(&mut Parser) -> Result<Expr, Problem>,
        operators: &[(&str, Operator)],
    ) -> Result<Expr, Problem> {
        let first = term(self)?;
        let mut rest = Vec::new();
        while let Some((_, operator)) = operators.iter().find(|it| self.take(it.0)) {
            rest.push((*operator, term(self)?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Chain(Box::new(first), rest) })
    }

    /// Any number of minus signs is one or two: more would nest without brackets.
    fn negative(&mut self) -> Result<Expr, Problem> {
        let mut n_signs = 0;
        while self.take("-") {
            n_signs += 1;
        }
        let mut expr = self.member()?;
        if let (1, Expr::Literal(Value::Number(it))) = (n_signs, &expr) {
            return Ok(Expr::Literal(Value::Number(it.negative())));
        }
        let n_nodes = if n_signs == 0 { 0 } else { 2 - n_signs % 2 };
        for _ in 0..n_nodes {
            expr = Expr::Negative(Box::new(expr));
        }
        Ok(expr)
    }

    fn member(&mut self) -> Result<Expr, Problem> {
        let expr = self.primary()?;
        let mut names = Vec::new();
        while self.take(".") {
            names.push(self.name()?);
        }
        if matches!(self.peek(), Token::Sign("[" | "{")) {
            return Err(self.problem("expression.not_supported"));
        }
        Ok(match (expr, names.is_empty()) {
            (expr, true) => expr,
            (Expr::Path(mut path), false) => {
                path.append(&mut names);
                Expr::Path(path)
            }
            (expr, false) => Expr::Member(Box::new(expr), names),
        })
    }

    fn primary(&mut self) -> Result<Expr, Problem> {
        let token = self.peek().clone();
        match token {
            Token::Number(it) => Ok(self.taken(Expr::Literal(Value::Number(it)))),
            Token::Text(it) => Ok(self.taken(Expr::Literal(Value::Text(it)))),
            Token::Sign("?") if self.in_cell => Ok(self.taken(Expr::Tested)),
            Token::Sign("(") => self.bracketed(),
            Token::Sign("[") => self.listed(),
            Token::Sign("{") => Err(self.problem("expression.not_supported")),
            Token::Word(it) => match it.as_str() {
                "true" => Ok(self.taken(Expr::Literal(Value::Bool(true)))),
                "false" => Ok(self.taken(Expr::Literal(Value::Bool(false)))),
                "null" => Ok(self.taken(Expr::Literal(Value::Null))),
                "for" | "function" | "external" => Err(self.problem("expression.not_supported")),
                _ => self.named(),
            },
            _ => Err(self.expected("value")),
        }
    }

    /// `(a)` or `(a..b]`
    fn bracketed(&mut self) -> Result<Expr, Problem> {
        self.expect("(")?;
        let expr = self.expr()?;
        if self.take("..") {
            return self.loose_range(expr, false);
        }
        self.expect(")")?;
        Ok(expr)
    }

    /// `[]`, `[a, b]` or `[a..b)`
    fn listed(&mut self) -> Result<Expr, Problem> {
        self.expect("[")?;
        if self.take("]") {
            return Ok(Expr::List(Vec::new()));
        }
        let first = self.expr()?;
        if self.take("..") {
            return self.loose_range(first, true);
        }
        let mut all = vec![first];
        while self.take(",") {
            all.push(self.expr()?);
        }
        self.expect("]")?;
        Ok(Expr::List(all))
    }

    fn loose_range(&mut self, from: Expr, from_included: bool) -> Result<Expr, Problem> {
        self.n_loose_ranges += 1;
        Ok(Expr::Range(Box::new(self.range_to(from, from_included)?)))
    }

    fn range_to(&mut self, from: Expr, from_included: bool) -> Result<Range, Problem> {
        let to = self.expr()?;
        let to_included = self.take("]");
        if !to_included {
            self.expect(")")?;
        }
        Ok(Range { from, from_included, to, to_included })
    }

    /// A call if a function's name (of one or two words) and a bracket follow; else a fact.
    fn named(&mut self) -> Result<Expr, Problem> {
        let (line, column) = self.place();
        let mut name = self.name()?;
        if let Token::Word(second) = self.peek()
            && Function::find(&format!("{name} {second}")).is_some()
        {
            name = format!("{name} {second}");
            self.next += 1;
        } else if *self.peek() != Token::Sign("(") {
            return Ok(Expr::Path(vec![name]));
        }
        self.expect("(")?;
        let unknown = || token::at(Problem::of("", "expression.function_unknown"), line, column);
        let (function, fewest, most) = Function::find(&name).ok_or_else(|| unknown().with("name", &name))?;
        let mut args = vec![self.expr()?];
        while self.take(",") {
            args.push(self.expr()?);
        }
        self.expect(")")?;
        if !(fewest..=most).contains(&args.len()) {
            let problem = Problem::of("", "expression.arguments_differ");
            return Err(token::at(problem, line, column).with("name", name).with("wanted", fewest));
        }
        Ok(Expr::Call(function, args))
    }

    fn name(&mut self) -> Result<String, Problem> {
        match self.peek().clone() {
            Token::Word(it) if !RESERVED.contains(&it.as_str()) => Ok(self.taken(it)),
            _ => Err(self.expected("name")),
        }
    }
}

fn one_or(mut all: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    if all.len() == 1 { all.remove(0) } else { many(all) }
}
