//! A PostgreSQL of our own for the length of a test run: a folder, a socket, default durability.
//! Never touches a server that was there before, and leaves nothing behind however we end.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::setup::{is_root, on_path};
use crate::steps::Result;

/// A running server; it stops when this is dropped, or when we die.
pub(crate) struct Postgres {
    keeper: Child,
    folder: PathBuf,
    user: String,
    version: String,
}

/// Where Debian keeps the programs, by version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The oldest version we serve.
const VERSION_MIN: u32 = 15;

/// Connections the tests may hold at once.
const CONNECTIONS_MAX: u32 = 300;

/// Keeps the server for as long as its own input stays open. That is until we close it or die, of a
/// panic or of ctrl-c: the kernel closes it for us. It ignores the signals a terminal sends to everyone.
const KEEPER: &str = r#"
trap '' INT TERM HUP
programs=$1; folder=$2; connections=$3
fail() { echo failed; cat "$folder/log" >&2; rm -rf "$folder"; exit 1; }
"$programs/initdb" --pgdata="$folder/store" --locale=C --encoding=UTF8 --auth=trust --no-sync >"$folder/log" 2>&1 || fail
"$programs/pg_ctl" start --wait --silent --pgdata="$folder/store" --log="$folder/log" \
  --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=$connections" || fail
echo ready
read -r _ || true
"$programs/pg_ctl" stop --wait --silent --mode=fast --pgdata="$folder/store"
rm -rf "$folder"
"#;

impl Postgres {
    /// Starts a fresh server on a socket in a folder of its own.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().ok_or("no PostgreSQL; see `cargo xtask setup`")?;
        let owner = Owner::pick()?;
        let folder = std::env::temp_dir().join(format!("yiwang-postgres-{}", std::process::id()));
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .map_err(|why| format!("{}: {why}", folder.display()))?;
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER, "keeper"]).arg(&programs).arg(&folder).arg(CONNECTIONS_MAX.to_string());
        command.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some((uid, gid)) = owner.ids {
            std::os::unix::fs::chown(&folder, Some(uid), Some(gid))?;
            command.uid(uid).gid(gid);
        }
        let mut keeper = command.spawn().map_err(|why| format!("sh: {why}"))?;
        let mut out = BufReader::new(keeper.stdout.take().expect("it was piped"));
        let mut word = String::new();
        out.read_line(&mut word)?;
        if word.trim() != "ready" {
            keeper.wait()?;
            return Err("PostgreSQL did not start; its log is above".into());
        }
        let version = version(&programs).map_or_else(String::new, |it| it.to_string());
        Ok(Self { keeper, folder, user: owner.name, version })
    }

    /// A libpq connection string.
    pub(crate) fn address(&self) -> String {
        format!("host={} user={} dbname=postgres", self.folder.display(), self.user)
    }

    /// Where everything of the server lies until it stops.
    #[cfg(test)]
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The server's major version.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(why) = self.keeper.wait() {
            eprintln!("PostgreSQL in {} was not seen to stop: {why}", self.folder.display());
        }
    }
}

/// The folder with initdb and pg_ctl: the newest of Debian's, or the PATH's.
pub(crate) fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|it| it.path().join("bin"));
    let path = on_path("initdb").and_then(|it| Some(it.canonicalize().ok()?.parent()?.to_owned()));
    let all = debian.chain(path).filter(|it| it.join("initdb").is_file() && it.join("pg_ctl").is_file());
    let versioned = all.filter_map(|it| Some((version(&it)?, it)));
    versioned.filter(|(version, _)| *version >= VERSION_MIN).max().map(|(_, it)| it)
}

/// The major version: the first number `initdb --version` says.
fn version(programs: &Path) -> Option<u32> {
    let out = Command::new(programs.join("initdb")).arg("--version").output().ok()?;
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    said.split(|it: char| !it.is_ascii_digit()).find(|it| !it.is_empty())?.parse().ok()
}

/// Whom the server runs as: it refuses to run as root.
struct Owner {
    name: String,
    ids: Option<(u32, u32)>,
}

impl Owner {
    fn pick() -> Result<Self> {
        if !is_root() {
            let out = Command::new("id").arg("-un").output()?;
            return Ok(Self { name: String::from_utf8(out.stdout)?.trim().to_owned(), ids: None });
        }
        let mut users = String::new();
        std::fs::File::open("/etc/passwd")?.read_to_string(&mut users)?;
        for name in ["postgres", "nobody"] {
            let line = users.lines().find(|it| it.split(':').next() == Some(name));
            let mut ids =
                line.into_iter().flat_map(|it| it.split(':').skip(2)).map_while(|it| it.parse().ok());
            if let (Some(uid), Some(gid)) = (ids.next(), ids.next()) {
                return Ok(Self { name: name.to_owned(), ids: Some((uid, gid)) });
            }
        }
        Err("this is root, PostgreSQL refuses root, and there is no user postgres or nobody".into())
    }
}
