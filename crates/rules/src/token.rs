//! Cuts the source of an expression into words and signs, each with its place.
//! Knows no grammar.

use crate::{Number, Problem};

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Number(Number),
    Text(String),
    /// A name or a word of the language.
    Word(String),
    /// One of [`SIGNS`].
    Sign(&'static str),
    /// After the last.
    End,
}

/// A token and where it begins, counted from one.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Every sign, a longer one before the shorter it begins with.
const SIGNS: [&str; 20] =
    ["..", "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".", "?", "{", "}"];

/// Cuts the source; the last token is [`Token::End`].
pub(crate) fn tokens(source: &str) -> Result<Vec<Placed>, Problem> {
    let mut cutter = Cutter { rest: source, line: 1, column: 1 };
    let mut tokens = Vec::new();
    loop {
        cutter.skip(char::is_whitespace);
        let (line, column) = (cutter.line, cutter.column);
        let token = cutter.token().map_err(|code| at(Problem::of("", code), line, column))?;
        let is_last = token == Token::End;
        tokens.push(Placed { token, line, column });
        if is_last {
            return Ok(tokens);
        }
    }
}

/// Adds where in the source a problem lies.
pub(crate) fn at(problem: Problem, line: usize, column: usize) -> Problem {
    problem.with("line", line).with("column", column)
}

struct Cutter<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Cutter<'a> {
    fn token(&mut self) -> Result<Token, &'static str> {
        let Some(first) = self.rest.chars().next() else { return Ok(Token::End) };
        let second_is_digit = self.rest.chars().nth(1).is_some_and(|it| it.is_ascii_digit());
        if first.is_ascii_digit() || (first == '.' && second_is_digit) {
            return self.number();
        }
        if first == '"' {
            return self.text();
        }
        if first == '_' || first.is_alphabetic() {
            return Ok(Token::Word(self.skip(|it| it == '_' || it.is_alphanumeric()).to_owned()));
        }
        let sign = SIGNS.iter().find(|it| self.rest.starts_with(**it)).ok_or("expression.sign_unknown")?;
        self.advance(sign.len());
        Ok(Token::Sign(sign))
    }

    /// Digits, and decimals if a digit follows the point: `1..5` is a range.
    fn number(&mut self) -> Result<Token, &'static str> {
        let whole = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = &self.rest.as_bytes()[whole..];
        let decimals = after.iter().skip(1).take_while(|it| it.is_ascii_digit()).count();
        let has_decimals = after.first() == Some(&b'.') && decimals > 0;
        let text = self.advance(if has_decimals { whole + 1 + decimals } else { whole });
        Number::parse(text).map(Token::Number).ok_or("expression.number_unfit")
    }

    fn text(&mut self) -> Result<Token, &'static str> {
        let mut text = String::new();
        self.advance(1);
        loop {
            let next = self.rest.chars().next().ok_or("expression.text_open")?;
            self.advance(next.len_utf8());
            match next {
                '"' => return Ok(Token::Text(text)),
                '\\' => text.push(self.escaped()?),
                it => text.push(it),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, &'static str> {
        let kind = self.rest.chars().next().ok_or("expression.text_open")?;
        self.advance(kind.len_utf8());
        let n_digits = match kind {
            'n' => return Ok('\n'),
            'r' => return Ok('\r'),
            't' => return Ok('\t'),
            '"' | '\\' | '\'' => return Ok(kind),
            'u' => 4,
            'U' => 6,
            _ => return Err("expression.escape_unknown"),
        };
        let digits = self.rest.get(..n_digits).filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
        self.advance(code.map_or(0, |_| n_digits));
        code.ok_or("expression.escape_unknown")
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|it| !wanted(it)).unwrap_or(self.rest.len());
        self.advance(end)
    }

    /// Takes so many bytes, which must end a character, and counts lines and columns.
    fn advance(&mut self, n_bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(n_bytes);
        self.rest = rest;
        for it in taken.chars() {
            (self.line, self.column) =
                if it == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        taken
    }
}
