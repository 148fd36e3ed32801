//! Writes the process of each YAML file as BPMN into a folder, or compares what another tool made of it.
//! Used by `cargo xtask bpmn`: `bpmn write FOLDER FILES…`, then `bpmn compare FOLDER FILES…`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to whoever typed it")]

use std::path::Path;
use std::process::ExitCode;
use std::{error, fs};

use flow::{Graph, bpmn};

/// Of a matter or sample, the process.
#[derive(serde::Deserialize)]
struct File {
    flow: Graph,
}

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let (what, folder, files) = match words.as_slice() {
        [what, folder, files @ ..] => (what.as_str(), Path::new(folder), files),
        _ => ("", Path::new(""), &[][..]),
    };
    let one = match what {
        "write" => write,
        "compare" => compare,
        _ => {
            eprintln!("use: bpmn write|compare FOLDER FILES…");
            return ExitCode::from(2);
        }
    };
    let done = files.iter().map(|it| one(folder, Path::new(it)).inspect_err(|why| eprintln!("{it}: {why}")));
    let n_failed = done.filter(Result::is_err).count();
    println!("bpmn {what}: {} passed, {n_failed} failed", files.len() - n_failed);
    if n_failed == 0 && !files.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write(folder: &Path, file: &Path) -> Result<(), Box<dyn error::Error>> {
    let xml = bpmn::export(&graph(file)?).map_err(|it| format!("{it:?}"))?;
    Ok(fs::write(folder.join(name(file)?), xml)?)
}

fn compare(folder: &Path, file: &Path) -> Result<(), Box<dyn error::Error>> {
    let xml = fs::read_to_string(folder.join("back").join(name(file)?))?;
    let back = bpmn::import(&xml).map_err(|it| format!("{it:?}"))?;
    if back == graph(file)? { Ok(()) } else { Err("it did not come back equal".into()) }
}

fn graph(file: &Path) -> Result<Graph, Box<dyn error::Error>> {
    let yaml = fs::read_to_string(file)?;
    Ok(serde_saphyr::from_str::<File>(&yaml)?.flow)
}

fn name(file: &Path) -> Result<String, Box<dyn error::Error>> {
    let stem = file.file_stem().and_then(|it| it.to_str()).ok_or("a file without a name")?;
    Ok(format!("{stem}.bpmn"))
}
