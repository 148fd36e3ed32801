//! How the reader looks at the next token, takes it, or says what should have stood there.
//! Knows no grammar.

use crate::{
    Problem,
    expression::Comparison,
    token::{self, Placed, Token},
};

use super::{COMPARISONS, Parser};

/// How much of an unexpected word a problem repeats.
const FOUND_CHARS_MAX: usize = 40;

impl Parser {
    pub(super) fn peek(&self) -> &Token {
        // The last token is always the end, and nothing takes it.
        &self.tokens[self.next].token
    }

    pub(super) fn taken<T>(&mut self, what: T) -> T {
        self.next += 1;
        what
    }

    pub(super) fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(it) if *it == sign);
        self.next += usize::from(found);
        found
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(it) if it == word);
        self.next += usize::from(found);
        found
    }

    pub(super) fn peek_comparison(&self) -> Option<Comparison> {
        let Token::Sign(sign) = self.peek() else { return None };
        COMPARISONS.iter().find(|it| it.0 == *sign).map(|it| it.1)
    }

    pub(super) fn take_comparison(&mut self) -> Option<Comparison> {
        let comparison = self.peek_comparison()?;
        Some(self.taken(comparison))
    }

    pub(super) fn expect(&mut self, sign: &'static str) -> Result<(), Problem> {
        if self.take(sign) { Ok(()) } else { Err(self.expected(sign)) }
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Result<(), Problem> {
        if self.take_word(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    /// Something else should stand here: a sign, a word, or `name`, `value`, `end`.
    pub(super) fn expected(&self, what: &'static str) -> Problem {
        let found = match self.peek() {
            Token::Number(it) => it.to_string(),
            Token::Text(_) => "text".to_owned(),
            Token::Word(it) => it.chars().take(FOUND_CHARS_MAX).collect(),
            Token::Sign(it) => (*it).to_owned(),
            Token::End => "end".to_owned(),
        };
        self.problem("expression.expected").with("expected", what).with("found", found)
    }

    pub(super) fn problem(&self, code: &'static str) -> Problem {
        let (line, column) = self.place();
        token::at(Problem::of("", code), line, column)
    }

    pub(super) fn place(&self) -> (usize, usize) {
        let Placed { line, column, .. } = self.tokens[self.next];
        (line, column)
    }
}
