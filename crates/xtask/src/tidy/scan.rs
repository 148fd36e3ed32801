//! Rust source as tidy reads it: code with comments and strings blanked, and these beside it.
//! A scanner, not a parser: it knows strings, comments and brackets, and nothing of grammar.

use std::ops::Range;

/// One Rust file.
pub(super) struct Source {
    /// Its path in the repository.
    pub(super) path: String,
    /// What it says.
    pub(super) text: String,
    /// The same length, with comments and the insides of strings blanked.
    pub(super) code: String,
    /// Its string literals, in order.
    pub(super) literals: Vec<Literal>,
    /// Where its comments are.
    pub(super) comments: Vec<Range<usize>>,
    tests: Vec<Range<usize>>,
}

/// One string literal.
pub(super) struct Literal {
    /// Where it is, quotes included.
    pub(super) at: Range<usize>,
    /// What it means.
    pub(super) value: String,
}

impl Source {
    /// Reads one file.
    pub(super) fn of(path: &str, text: &str) -> Self {
        let mut scan =
            Scan { text, code: text.as_bytes().to_vec(), literals: Vec::new(), comments: Vec::new() };
        scan.run();
        let code = String::from_utf8(scan.code).expect("whole characters were blanked");
        let tests = test_ranges(&code);
        let (literals, comments) = (scan.literals, scan.comments);
        Self { path: path.to_owned(), text: text.to_owned(), code, literals, comments, tests }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// Whether an offset is in code that only tests run.
    pub(super) fn is_test(&self, at: usize) -> bool {
        let path = &self.path;
        let by_path = ["/tests/", "/benches/", "/testing/"].iter().any(|it| path.contains(it))
            || ["/tests.rs", "/testing.rs"].iter().any(|it| path.ends_with(it));
        by_path || self.tests.iter().any(|it| it.contains(&at))
    }

    /// Where a word stands alone in the code.
    pub(super) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let before = self.code[..*at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            !before.is_some_and(is_name) && !after.is_some_and(is_name)
        })
    }

    /// The arguments of a call, by the offset of its opening parenthesis.
    pub(super) fn arguments(&self, open: usize) -> Vec<Range<usize>> {
        let Some(close) = matching(&self.code, open) else { return Vec::new() };
        let (mut parts, mut depth, mut start) = (Vec::new(), 0, open + 1);
        for (at, it) in self.code[open + 1..close].bytes().enumerate().map(|(n, it)| (open + 1 + n, it)) {
            match it {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 0 => {
                    parts.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(start..close);
        parts
    }

    /// The string literal that a piece of code starts with.
    pub(super) fn literal_in(&self, range: Range<usize>) -> Option<&Literal> {
        let start = range.start + self.code[range.clone()].find(|it: char| !it.is_whitespace())?;
        self.literals.iter().find(|it| it.at.start == start)
    }

    /// The names of the calls and macros an offset is inside of, innermost first, up to its block.
    pub(super) fn calls_around(&self, at: usize) -> Vec<&str> {
        let (mut names, mut depth) = (Vec::new(), 0);
        for (n, it) in self.code[..at].bytes().enumerate().rev() {
            match it {
                b')' | b']' | b'}' => depth += 1,
                b'(' | b'[' | b'{' if depth > 0 => depth -= 1,
                b'{' => break,
                b'(' => names.push(name_before(&self.code[..n])),
                _ => {}
            }
        }
        names
    }
}

/// The name a piece of code ends with, a macro's `!` included.
fn name_before(code: &str) -> &str {
    let start = code.rfind(|it: char| !is_name(it) && it != '!').map_or(0, |at| at + 1);
    code.get(start..).unwrap_or_default()
}

fn is_name(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

/// The bracket that closes the one at `open`.
pub(super) fn matching(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (n, it) in code[open..].bytes().enumerate() {
        match it {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + n);
        }
    }
    None
}

/// What stands under `#[cfg(test)]` in braces.
fn test_ranges(code: &str) -> Vec<Range<usize>> {
    let marks = code.match_indices("#[cfg(test)]").map(|(at, it)| (at, at + it.len()));
    marks
        .filter_map(|(start, end)| {
            let stop = end + code[end..].find(['{', ';'])?;
            let last = if code.as_bytes()[stop] == b'{' { matching(code, stop)? } else { stop };
            Some(start..last + 1)
        })
        .collect()
}

struct Scan<'a> {
    text: &'a str,
    code: Vec<u8>,
    literals: Vec<Literal>,
    comments: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.next(at);
        }
    }

    /// Takes what stands at an offset; the offset after it.
    fn next(&mut self, at: usize) -> usize {
        let (text, rest) = (self.text, &self.text.as_bytes()[at..]);
        if rest.starts_with(b"//") {
            return self.comment(at, text[at..].find('\n').map_or(text.len(), |n| at + n));
        }
        if rest.starts_with(b"/*") {
            return self.comment(at, block_comment_end(text, at));
        }
        if let Some(hashes) = raw_string(text, at) {
            let open = at + text[at..].find('"').expect("raw_string saw it") + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            let end = text[open..].find(&close).map_or(text.len(), |n| open + n);
            return self.literal(
                at,
                open..end,
                (end + close.len()).min(text.len()),
                text[open..end].to_owned(),
            );
        }
        match rest[0] {
            b'"' => {
                let end = plain_string_end(text, at + 1);
                self.literal(at, at + 1..end, (end + 1).min(text.len()), unescaped(&text[at + 1..end]))
            }
            b'\'' => character_end(text, at),
            _ => at + text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }

    fn comment(&mut self, start: usize, end: usize) -> usize {
        self.blank(start..end);
        self.comments.push(start..end);
        end
    }

    fn literal(&mut self, start: usize, inside: Range<usize>, end: usize, value: String) -> usize {
        self.blank(inside);
        self.literals.push(Literal { at: start..end, value });
        end
    }

    fn blank(&mut self, range: Range<usize>) {
        for it in &mut self.code[range] {
            if *it != b'\n' {
                *it = b' ';
            }
        }
    }
}

fn block_comment_end(text: &str, start: usize) -> usize {
    let (bytes, mut depth, mut at) = (text.as_bytes(), 0, start);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// How many hashes a raw string at this place has, if there is one.
fn raw_string(text: &str, at: usize) -> Option<usize> {
    if text[..at].chars().next_back().is_some_and(is_name) {
        return None;
    }
    let rest = &text[at..];
    let rest =
        rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let opened = rest.trim_start_matches('#');
    opened.starts_with('"').then(|| rest.len() - opened.len())
}

fn plain_string_end(text: &str, start: usize) -> usize {
    let (bytes, mut at) = (text.as_bytes(), start);
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// After a character literal, or after the quote of a lifetime.
fn character_end(text: &str, at: usize) -> usize {
    let mut rest = text[at + 1..].char_indices();
    match rest.next() {
        Some((_, '\\')) => {
            let escaped = at + 2 + text[at + 2..].chars().next().map_or(0, char::len_utf8);
            text[escaped..].find('\'').map_or(text.len(), |n| escaped + n + 1)
        }
        Some(_) => match rest.next() {
            Some((n, '\'')) => at + 1 + n + 1,
            _ => at + 1,
        },
        None => text.len(),
    }
}

fn unescaped(text: &str) -> String {
    let (mut value, mut rest) = (String::with_capacity(text.len()), text.chars().peekable());
    while let Some(it) = rest.next() {
        if it != '\\' {
            value.push(it);
            continue;
        }
        match rest.next() {
            Some('n') => value.push('\n'),
            Some('\n') => while rest.next_if(|it| it.is_whitespace()).is_some() {},
            Some('u') => {
                let digits: String = rest.by_ref().skip(1).take_while(|it| *it != '}').collect();
                value.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(it) => value.push(it),
            None => {}
        }
    }
    value
}
