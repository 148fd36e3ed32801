//! `cargo xtask`: everything a developer runs beside the compiler, one command each.
//! Knows the workspace from outside only: files, cargo and the programs tests need.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to whoever typed it")]

mod bench;
mod bpmn;
mod ci;
mod crash;
mod gallery;
mod postgres;
mod setup;
mod steps;
mod test;
#[cfg(test)]
mod tests;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use steps::{Result, Tally};

/// One command: its name, what `--help` says of it, and what it does.
struct Command {
    name: &'static str,
    help: &'static str,
    run: fn(&Path, &[String]) -> Result<Tally>,
}

/// Every command. A new one is a line here.
const COMMANDS: &[Command] = &[
    Command {
        name: "setup",
        help: "find or install what the tests need: PostgreSQL, Chromium, a Chinese font",
        run: setup::run,
    },
    Command { name: "tidy", help: "check the house rules no compiler knows", run: tidy::run },
    Command {
        name: "test",
        help: "set up, tidy, then every test on both engines; words after it go to cargo test",
        run: test::run,
    },
    Command {
        name: "gallery",
        help: "every page sample as HTML, checked in a browser; --shots DIR keeps pictures",
        run: gallery::run,
    },
    Command {
        name: "bpmn",
        help: "write every process as BPMN, open it with bpmn-moddle, and read it back equal",
        run: bpmn::run,
    },
    Command {
        name: "crash",
        help: "kill the real program under load and check that nothing is lost; --hostile, --all, --release",
        run: crash::run,
    },
    Command {
        name: "bench",
        help: "build as released and measure; --quick, --postgres, words of yiwang-bench",
        run: bench::run,
    },
    Command { name: "ci", help: "all of CI: format, clippy, then test", run: ci::run },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let asked = args.first().map(String::as_str).unwrap_or("--help");
    if matches!(asked, "-h" | "--help" | "help") || args.iter().any(|it| it == "--help") {
        println!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|it| it.name == asked) else {
        eprintln!("There is no command {asked}.\n\n{}", help());
        return ExitCode::from(2);
    };
    match (command.run)(&root(), &args[1..]) {
        Ok(tally) => {
            println!("{} passed, {} failed", tally.n_passed, tally.n_failed);
            if tally.n_failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("cargo xtask {asked}: {why}");
            println!("0 passed, 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let lines: Vec<String> = COMMANDS.iter().map(|it| format!("  {:<8}{}", it.name, it.help)).collect();
    format!("cargo xtask COMMAND\n\n{}\n\nEach ends with one line: N passed, N failed.", lines.join("\n"))
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this crate lies in crates/xtask").to_owned()
}
