//! Measures what the platform promises, each figure beside a baseline of the same run on the same machine.
//! Prints a table and writes JSON; judges nothing, so a slow machine fails no build.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]
#![expect(clippy::disallowed_methods, reason = "measuring is reading clocks")]

mod checking;
mod client;
mod door;
mod figure;
mod find;
mod house;
mod machine;
mod many;
mod store_writes;
mod visitor;

use std::{path::PathBuf, process::ExitCode};

use figure::Figures;

const HELP: &str = "\
Measures the platform. Figures are ratios to a baseline of the same run; absolute numbers move with the machine.

usage: yiwang-bench [--quick] [--json FILE] [--binary PATH] [--postgres URL] [--cases N]
                    [store] [door] [check] [find] [cases]

  store     durable acts through the store against a bare group-commit loop
  door      submissions and case pages over HTTP, start, memory, receipt (needs --binary)
  check     yiwang check over ten thousand matters (needs --binary)
  find      108,103 services found: the index, the search page and its machine door (needs --binary)
  cases     pages and searches with a million cases in the store beside ten thousand (needs --binary; takes
            minutes and gigabytes, so it is done only when asked for)
  --cases N how many cases (1,000,000)
  --quick   a tenth of the time, for trying it out
  --postgres  also measure submissions on this server, an empty database
";

/// What was asked for on the command line.
pub(crate) struct Asked {
    pub(crate) quick: bool,
    pub(crate) json: PathBuf,
    pub(crate) binary: Option<PathBuf>,
    pub(crate) postgres: Option<String>,
    pub(crate) n_cases: u64,
    parts: Vec<String>,
}

fn main() -> ExitCode {
    let asked = match asked() {
        Ok(it) => it,
        Err(words) => {
            eprintln!("{words}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let mut figures = Figures::default();
    for part in &asked.parts {
        match part.as_str() {
            "store" => store_writes::measure(&asked, &mut figures),
            "find" => find::measure(&asked, &mut figures),
            "cases" => many::measure(&asked, &mut figures),
            "check" => checking::measure(&asked, &mut figures),
            _ => door::measure(&asked, &mut figures),
        }
    }
    let machine = machine::facts();
    println!("{}", figures.table(&machine));
    match figures.write(&machine, &asked.json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("{}: {err}", asked.json.display());
            ExitCode::FAILURE
        }
    }
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked {
        quick: false,
        json: "bench-results/bench.json".into(),
        binary: None,
        postgres: None,
        n_cases: 1_000_000,
        parts: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} takes a value"));
        match word.as_str() {
            "--quick" => asked.quick = true,
            "--json" => asked.json = value()?.into(),
            "--binary" => asked.binary = Some(value()?.into()),
            "--postgres" => asked.postgres = Some(value()?),
            "--cases" => asked.n_cases = value()?.parse().map_err(|_| "--cases takes a number".to_owned())?,
            "store" | "door" | "check" | "find" | "cases" => asked.parts.push(word),
            _ => return Err(format!("unknown word: {word}")),
        }
    }
    if asked.parts.is_empty() {
        asked.parts = ["store", "door", "check", "find"].map(str::to_owned).to_vec();
    }
    Ok(asked)
}
