//! `cargo xtask bench`: builds everything as it is released and measures it.
//! Words after it go to `yiwang-bench`; `--postgres` without a URL measures a server of our own as well.

use std::path::Path;
use std::process::Command;

use crate::gallery::target;
use crate::postgres::Postgres;
use crate::steps::{Result, Tally, program, step};
use crate::test;

/// Asks for PostgreSQL; its URL may follow.
const POSTGRES: &str = "--postgres";

/// Builds, then measures.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<Tally> {
    let built = step("build", || {
        let packages = ["--package", "yiwang", "--package", "yiwang-bench"];
        program(test::cargo(root).args(["build", "--release"]).args(packages))
    });
    if 0 < built.n_failed {
        return Ok(built);
    }
    Ok(built.and(step("bench", || {
        let folder = target(root).join("release");
        let mut bench = Command::new(folder.join("yiwang-bench"));
        bench.current_dir(root).arg("--binary").arg(folder.join("yiwang"));
        let server = if lacks_url(args) { Some(Postgres::start()?) } else { None };
        for arg in args {
            bench.arg(arg);
            if let (true, Some(it)) = (arg == POSTGRES, &server) {
                bench.arg(url(&it.address()));
            }
        }
        program(&mut bench)
    })))
}

/// Whether PostgreSQL is asked for without saying where.
pub(crate) fn lacks_url(args: &[String]) -> bool {
    let at = args.iter().position(|it| it == POSTGRES);
    at.is_some_and(|at| !args.get(at + 1).is_some_and(|it| it.contains("://")))
}

/// The URL of a server that libpq's words describe.
pub(crate) fn url(address: &str) -> String {
    let word = |name: &str| address.split(' ').find_map(|it| it.strip_prefix(name)?.strip_prefix('='));
    let [host, user, name] = ["host", "user", "dbname"].map(|it| word(it).unwrap_or_default());
    format!("postgres:///{name}?host={host}&user={user}")
}
