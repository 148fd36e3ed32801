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
        // The server stops when it is dropped, which is after the measuring.
        let (_server, args) = with_server(args)?;
        let mut bench = Command::new(folder.join("yiwang-bench"));
        program(bench.current_dir(root).arg("--binary").arg(folder.join("yiwang")).args(args))
    })))
}

/// A server of our own where PostgreSQL is asked for without saying where, and the words with its URL in place.
pub(crate) fn with_server(args: &[String]) -> Result<(Option<Postgres>, Vec<String>)> {
    if !lacks_url(args) {
        return Ok((None, args.to_vec()));
    }
    let server = Postgres::start()?;
    let url = url(&server.address());
    let words = args.iter().flat_map(|it| [Some(it), (it == POSTGRES).then_some(&url)]);
    let words = words.flatten().cloned().collect();
    Ok((Some(server), words))
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
