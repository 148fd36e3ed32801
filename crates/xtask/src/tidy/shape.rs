//! Rules about the shape of a Rust file: its head, its length, its functions, its name, its marks.
//! Knows nothing of what the code means.

use super::Finding;
use super::house::House;
use super::scan::{Source, matching};

/// Lines of a file, tests included.
const FILE_LINES_MAX: usize = 600;

/// Lines of a function. A shorter one may not grow past it.
const FUNCTION_LINES_MAX: usize = 70;

/// How far past the limit a function counts as just grown: these fail.
const FUNCTION_LINES_GROWN: usize = 75;

/// Functions longer still, from before the rule. This number only goes down.
const LONG_FUNCTIONS_MAX: usize = 0;

/// Names that say nothing.
const BANNED_NAMES: [&str; 8] = ["mod", "utils", "util", "common", "helpers", "helper", "types", "misc"];

/// The files of a block; `main` is the binary's own affair.
const BLOCK_FILES: [&str; 8] = ["lib", "model", "tables", "actions", "events", "api", "pages", "tests"];

/// Marks of unfinished work.
const MARKS: [&str; 3] = ["TODO", "FIXME", "XXX"];

/// Every file opens with what it is for, and ends before it is too long.
pub(super) fn files(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for it in &house.sources {
        if !it.text.starts_with("//!") {
            let what = "no head; open with `//!`: what the file is for and what it must not know";
            found.push(Finding::new("head", &it.path, 1, what));
        }
        let n_lines = it.text.lines().count();
        if n_lines > FILE_LINES_MAX {
            let what =
                format!("{n_lines} lines, at most {FILE_LINES_MAX}; make it a folder of the same name");
            found.push(Finding::new("file-length", &it.path, FILE_LINES_MAX + 1, what));
        }
    }
    found
}

/// Short functions stay short.
pub(super) fn functions(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut long = Vec::new();
    for source in &house.sources {
        for (name, line, n_lines) in functions_of(source) {
            let what =
                format!("fn {name} has {n_lines} lines, at most {FUNCTION_LINES_MAX}; name a part of it");
            let finding = Finding::new("function-length", &source.path, line, what);
            if n_lines > FUNCTION_LINES_GROWN {
                long.push(finding);
            } else if n_lines > FUNCTION_LINES_MAX {
                found.push(finding);
            }
        }
    }
    if long.len() > LONG_FUNCTIONS_MAX {
        found.append(&mut long);
    } else if !long.is_empty() {
        println!("tidy: {} long functions left, at most {LONG_FUNCTIONS_MAX}", long.len());
    }
    found
}

/// Name, line and length of every function that has a body.
fn functions_of(source: &Source) -> Vec<(String, usize, usize)> {
    let code = &source.code;
    let bodies = source.words("fn").filter_map(|at| {
        let name: String =
            code[at + 2..].trim_start().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        let end = matching(code, body_of(code, at)?)?;
        let (first, last) = (source.line(at), source.line(end));
        (!name.is_empty()).then_some((name, first, last - first + 1))
    });
    bodies.collect()
}

/// The brace that opens a function's body: the first outside its brackets, unless a `;` comes first.
fn body_of(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (n, it) in code[at..].bytes().enumerate() {
        match it {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at + n),
            b';' if depth == 0 => return None,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    None
}

/// Files are named by what they hold; a block has its eight.
pub(super) fn names(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &house.sources {
        let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        if BANNED_NAMES.contains(&stem) {
            let what = format!("{stem}.rs says nothing; name the file by its noun (x.rs + x/, no mod.rs)");
            found.push(Finding::new("name", &source.path, 1, what));
        }
        if let Some(ninth) = ninth_file(house, &source.path) {
            let files = BLOCK_FILES.join(", ");
            let what =
                format!("a block has no {ninth}.rs; its files are {files}, and folders of these names");
            found.push(Finding::new("ninth-file", &source.path, 1, what));
        }
    }
    found
}

/// The name of a file or folder directly in a block's sources that is none of the eight.
fn ninth_file<'a>(house: &House, path: &'a str) -> Option<&'a str> {
    let (name, inner) = path.strip_prefix("crates/")?.split_once("/src/")?;
    house.find(name).filter(|it| it.is_block())?;
    let first = inner.split('/').next()?.trim_end_matches(".rs");
    (!BLOCK_FILES.contains(&first)).then_some(first)
}

/// No `#[allow]`, and no mark of unfinished work without its issue.
pub(super) fn marks(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &house.sources {
        for sign in ["#[allow", "#![allow"] {
            found.extend(source.code.match_indices(sign).map(|(at, _)| {
                let what = "#[allow] outlives its cause; write #[expect(lint, reason = \"why\")]";
                Finding::new("allow", &source.path, source.line(at), what)
            }));
        }
        for comment in source.comments.iter() {
            for (n, line) in source.text[comment.clone()].lines().enumerate() {
                let marked = MARKS.iter().find(|it| has_word(line, it));
                if let Some(mark) = marked.filter(|_| !names_issue(line)) {
                    let what = format!("a {mark} names its issue (`issue 12`) or leaves");
                    found.push(Finding::new("todo", &source.path, source.line(comment.start) + n, what));
                }
            }
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|it: char| !it.is_alphanumeric()).any(|it| it == word)
}

fn names_issue(line: &str) -> bool {
    let after = |sign: &str| line.split(sign).skip(1).any(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    after("issue ") || after("#")
}
