//! Kills the real program at any moment, attacks it from every side, and looks whether anything acknowledged is gone.
//! Knows the platform from outside only: its binary, its doors, its files.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]
#![expect(clippy::disallowed_methods, reason = "killing at a moment is waiting for it")]

mod book;
mod chance;
mod client;
mod files;
mod hostile;
mod house;
mod kills;
mod leaves;
mod load;
mod making;
mod program;
mod report;
mod stand;
#[cfg(test)]
mod tests;
mod visitor;

use std::{process::ExitCode, time::Instant};

use report::{Came, Report};
use stand::{Asked, Stand};

const HELP: &str = "\
Kills yiwang with SIGKILL under load and while it builds, imports, backs up and restores; checks that nothing
acknowledged is lost, nothing is doubled, and the ledger only grew.

usage: yiwang-crash --binary PATH [--kills N] [--seconds S] [--load-ms N] [--clients N] [--seed N] [--keep] [--only WORD]
                    [--postgres URL] [--hostile | --all]

  --kills N     how many kills under load (12)
  --seconds S   begin no further kill under load after so many seconds (30, without end where --kills is said)
  --load-ms N   the longest time under load before a kill (1200)
  --clients N   how many clients apply at once (8)
  --seed N      the same moments again, as far as a machine repeats itself
  --keep        leave the folders for whoever wants to look
  --hostile     no kills; two processes, full disks, torn logs, a clock that jumped, slow clients, broken
                requests, flipped bits
  --all         both
  --only WORD   only what has this in its name
  --postgres URL  kills under load on this server, an empty database; the rest stays embedded
";

/// What went wrong, in a sentence for whoever ran it.
type Failure = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Failure>;

/// One trial.
type Trial = fn(&mut Stand, &mut Report) -> Result<Came>;

fn main() -> ExitCode {
    let asked = match Asked::of(std::env::args().skip(1)) {
        Ok(it) => it,
        Err(why) => {
            eprintln!("{why}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let started = Instant::now();
    let mut stand = match Stand::new(&asked) {
        Ok(it) => it,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::default();
    let kills: &[(&str, Trial)] = &[("kills under load", kills::run)];
    let kills = kills.iter().chain(making::TRIALS).filter(|_| asked.kills);
    let hostile = hostile::TRIALS.iter().filter(|_| asked.hostile);
    for (name, run) in kills.chain(hostile).filter(|it| asked.wants(it.0)) {
        report.trial(name, |report| run(&mut stand, report));
    }
    println!("{}", report.table(stand.seed, started.elapsed()));
    println!("crash: {} passed, {} failed", report.n_passed, report.n_failed);
    if report.n_failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Fails with these words unless it holds.
fn ensure(holds: bool, words: impl FnOnce() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(words().into()) }
}
