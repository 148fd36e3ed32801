//! The tree an expression is read into.
//! Chains (`a + b + c`) are one node, so that the tree is never deeper than its brackets.

use crate::{Value, functions::Function};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Literal(Value),
    /// `?`: the value a cell tests.
    Tested,
    /// A fact, or a name bound by `some` or `every`, and members of it.
    Path(Vec<String>),
    /// Members of what an expression gives.
    Member(Box<Expr>, Vec<String>),
    List(Vec<Expr>),
    Negative(Box<Expr>),
    /// Terms joined from left to right, all of one precedence.
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    Between(Box<[Expr; 3]>),
    In(Box<Expr>, Vec<Test>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    If(Box<[Expr; 3]>),
    Quantified(Box<Quantified>),
    Call(Function, Vec<Expr>),
    /// Stands only for a moment while reading: a range is a test, never a value.
    Range(Box<Range>),
}

/// `some x in list satisfies condition`, or `every`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantified {
    pub(crate) every: bool,
    pub(crate) name: String,
    pub(crate) list: Expr,
    pub(crate) condition: Expr,
}

/// Between two ends, each of which belongs to it or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) from: Expr,
    pub(crate) from_included: bool,
    pub(crate) to: Expr,
    pub(crate) to_included: bool,
}

/// What a value is held against.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Compare(Comparison, Expr),
    Range(Range),
    /// Equal to it, in it if it is a list, or true of it if it speaks of `?`.
    Value(Expr),
}

/// What stands in a cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tests {
    /// `-`
    Any,
    /// One of them holds.
    One(Vec<Test>),
    /// None of them holds.
    None(Vec<Test>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Expr {
    /// Shows every part of the expression to the visitor, the whole first.
    pub(crate) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expr)) {
        see(self);
        match self {
            Expr::Literal(_) | Expr::Tested | Expr::Path(_) => {}
            Expr::Member(it, _) | Expr::Negative(it) => it.visit(see),
            Expr::List(all) | Expr::And(all) | Expr::Or(all) | Expr::Call(_, all) => {
                all.iter().for_each(|it| it.visit(see));
            }
            Expr::Chain(first, rest) => {
                first.visit(see);
                rest.iter().for_each(|(_, it)| it.visit(see));
            }
            Expr::Compare(_, a, b) => [a, b].into_iter().for_each(|it| it.visit(see)),
            Expr::Between(all) | Expr::If(all) => all.iter().for_each(|it| it.visit(see)),
            Expr::In(it, tests) => {
                it.visit(see);
                tests.iter().for_each(|it| it.visit(see));
            }
            Expr::Quantified(it) => [&it.list, &it.condition].into_iter().for_each(|it| it.visit(see)),
            Expr::Range(it) => [&it.from, &it.to].into_iter().for_each(|it| it.visit(see)),
        }
    }

    /// Whether it speaks of the value a cell tests.
    pub(crate) fn mentions_tested(&self) -> bool {
        let mut found = false;
        self.visit(&mut |it| found |= matches!(it, Expr::Tested));
        found
    }
}

impl Test {
    /// Shows every part of every expression in it to the visitor.
    pub(crate) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expr)) {
        match self {
            Test::Compare(_, it) | Test::Value(it) => it.visit(see),
            Test::Range(it) => [&it.from, &it.to].into_iter().for_each(|it| it.visit(see)),
        }
    }
}

impl Tests {
    /// The tests, whether they are to hold or not.
    pub(crate) fn all(&self) -> &[Test] {
        match self {
            Tests::Any => &[],
            Tests::One(it) | Tests::None(it) => it,
        }
    }
}
