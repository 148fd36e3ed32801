//! Named steps: each says what it does, how long it took and what came of it.
//! Knows no particular step.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The result of a command; the error is a sentence for whoever typed it.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) n_passed: usize,
    pub(crate) n_failed: usize,
}

impl Tally {
    /// One check.
    pub(crate) fn one(passed: bool) -> Self {
        Self { n_passed: usize::from(passed), n_failed: usize::from(!passed) }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { n_passed: self.n_passed + other.n_passed, n_failed: self.n_failed + other.n_failed }
    }
}

/// Does one step, and says its name, its duration and its outcome. A step that cannot be done has failed.
#[expect(clippy::disallowed_methods, reason = "a developer wants to know how long a step took")]
pub(crate) fn step(name: &str, body: impl FnOnce() -> Result<Tally>) -> Tally {
    println!("== {name}");
    let start = std::time::Instant::now();
    let tally = body().unwrap_or_else(|why| {
        eprintln!("{why}");
        Tally::one(false)
    });
    let word = if tally.n_failed == 0 { "ok" } else { "FAILED" };
    println!("== {name}: {word}, {:.1} s", start.elapsed().as_secs_f32());
    tally
}

/// Runs a program as one check.
pub(crate) fn program(command: &mut Command) -> Result<Tally> {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|why| format!("{}: {why}", shown(command)))?;
    Ok(Tally::one(status.success()))
}

/// Runs a program that says its counts on a line of its own, after these words; one that does not has failed.
pub(crate) fn program_counting(command: &mut Command, words: &str) -> Result<Tally> {
    println!("$ {}", shown(command));
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|why| format!("{}: {why}", shown(command)))?;
    let out = child.stdout.take().expect("it was piped");
    let mut tally = None;
    for line in BufReader::new(out).lines() {
        let line = line?;
        println!("{line}");
        tally = line.strip_prefix(words).and_then(counts).or(tally);
    }
    child.wait()?;
    Ok(tally.unwrap_or_else(|| Tally::one(false)))
}

/// The counts in `N passed, M failed`.
pub(crate) fn counts(text: &str) -> Option<Tally> {
    let (passed, failed) = text.split_once(" passed, ")?;
    Some(Tally { n_passed: passed.parse().ok()?, n_failed: failed.strip_suffix(" failed")?.parse().ok()? })
}

/// Runs `cargo test` and counts its tests; a build that fails is one failure.
pub(crate) fn cargo_test(command: &mut Command) -> Result<Tally> {
    println!("$ {}", shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|why| format!("cargo: {why}"))?;
    let out = child.stdout.take().expect("it was piped");
    let mut tally = Tally::default();
    for line in BufReader::new(out).lines() {
        let line = line?;
        println!("{line}");
        tally = tally.and(counted(&line).unwrap_or_default());
    }
    let passed = child.wait()?.success();
    let unexplained = !passed && tally.n_failed == 0;
    Ok(if unexplained { tally.and(Tally::one(false)) } else { tally })
}

/// The counts in a line such as `test result: ok. 23 passed; 0 failed; …`.
pub(crate) fn counted(line: &str) -> Option<Tally> {
    let rest = line.strip_prefix("test result: ")?;
    let before = |word: &str| rest.split(word).next()?.split_whitespace().last()?.parse().ok();
    Some(Tally { n_passed: before(" passed")?, n_failed: before(" failed")? })
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|it| it.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
