//! `yiwang check` over ten thousand matters, by the real binary: what a province waits before it publishes its list.
//! The matters are the first one under other names, so each has its whole form, process and rules.

use std::{fs, path::Path, process::Command, time::Instant};

use crate::{Asked, figure::Figures};

/// The matter whose copies are checked.
const MATTER: &str = include_str!("../../../matters/food-business-licence.yaml");
/// How many.
const MATTERS: usize = 10_000;
/// How long it may take, in seconds.
const SECONDS_MAX: f64 = 5.0;

/// Checks them, and one alone beside them.
pub(crate) fn measure(asked: &Asked, figures: &mut Figures) {
    let Some(binary) = &asked.binary else {
        eprintln!("check: not measured, --binary names no file");
        return;
    };
    let n_matters = if asked.quick { MATTERS / 10 } else { MATTERS };
    let folder = std::env::temp_dir().join(format!("yiwang-bench-check-{}", std::process::id()));
    let measured = write(&folder, n_matters).and_then(|()| {
        let one = check(binary, &folder, 1)?;
        Ok((one, check(binary, &folder, n_matters)?))
    });
    if let Err(why) = fs::remove_dir_all(&folder) {
        eprintln!("check: {}: {why}", folder.display());
    }
    match measured {
        Ok((one, all)) => {
            let what = format!("yiwang check of {MATTERS} matters");
            let note = match asked.quick {
                true => format!("{n_matters} took {all:.2} s"),
                false => format!("{:.2} ms each", all * 1_000.0 / n_matters as f64),
            };
            figures.at_most(&what, all * (MATTERS / n_matters) as f64, "s", SECONDS_MAX, note);
            figures.beside("yiwang check of one matter", one * 1_000.0, "ms");
        }
        Err(why) => eprintln!("check: not measured, {why}"),
    }
}

fn write(folder: &Path, n_matters: usize) -> Result<(), String> {
    let wrong = |why: std::io::Error| format!("{}: {why}", folder.display());
    fs::create_dir_all(folder).map_err(wrong)?;
    for n in 0..n_matters {
        let text = MATTER.replacen("key: food-business-licence\n", &format!("key: matter-{n:05}\n"), 1);
        fs::write(folder.join(name(n)), text).map_err(wrong)?;
    }
    Ok(())
}

fn name(n: usize) -> String {
    format!("matter-{n:05}.yaml")
}

/// How many seconds it takes; a refusal is no measurement.
fn check(binary: &Path, folder: &Path, n_matters: usize) -> Result<f64, String> {
    let binary = binary.canonicalize().map_err(|why| format!("{}: {why}", binary.display()))?;
    let started = Instant::now();
    let mut command = Command::new(binary);
    let done = command.current_dir(folder).arg("check").args((0..n_matters).map(name)).output();
    let took = started.elapsed().as_secs_f64();
    let done = done.map_err(|why| why.to_string())?;
    match done.status.success() {
        true => Ok(took),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
    }
}
