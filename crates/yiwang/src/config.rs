//! What an operator decides: one typed TOML file, a default for everything but secrets, flags above the file.
//! Opens nothing and starts nothing; it only says what is meant.

mod flaw;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use kit::{Lang, Result, Words, t};
use serde::Deserialize;
use web::TlsFiles;

use crate::stop::{Exit, Stop};

/// Where everything lies when nothing else is said.
pub const DATA_DEFAULT: &str = "./yiwang-data";

/// Where it listens when nothing else is said.
pub const LISTEN_DEFAULT: &str = "127.0.0.1:8080";

/// The file read from the data folder when none is named.
pub const FILE_NAME: &str = "yiwang.toml";

/// What was said on the command line; each goes above the file.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The folder for everything.
    pub data: Option<PathBuf>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// The file of configuration.
    pub config: Option<PathBuf>,
}

/// What was decided, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder for everything that has no place of its own.
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://…`. May hold a password: never shown.
    pub store_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the site is reached from outside, without a slash at the end.
    pub origin: String,
    /// Whether somebody said so, or it was only taken from the address.
    pub is_origin_said: bool,
    /// Who may speak plain HTTP to us from elsewhere.
    pub trusted_proxies: Vec<IpAddr>,
    /// The certificate to speak TLS with.
    pub tls: Option<TlsFiles>,
    /// The folder of keys.
    pub keys: PathBuf,
    /// The name of a new ledger; one that exists keeps the name in its key.
    pub ledger_origin: Option<String>,
    /// Where the last checkpoint is kept outside of the store.
    pub anchor: PathBuf,
    /// Whose site it is; nothing where the installation's own default is meant.
    pub name: Option<Words>,
    /// How logs are written.
    pub log: LogFormat,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Plain,
    /// A JSON object a line, for collectors.
    Json,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    store: StorePart,
    http: HttpPart,
    tls: Option<TlsPart>,
    keys: KeysPart,
    ledger: LedgerPart,
    site: SitePart,
    log: LogPart,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StorePart {
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HttpPart {
    listen: Option<SocketAddr>,
    origin: Option<String>,
    trusted_proxies: Vec<IpAddr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TlsPart {
    certificate: PathBuf,
    key: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct KeysPart {
    folder: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LedgerPart {
    origin: Option<String>,
    anchor: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SitePart {
    name_zh: Option<String>,
    name_en: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LogPart {
    format: LogFormat,
}

impl Config {
    /// Reads the file that the flags name, or the one in the data folder, and puts the flags above it.
    pub fn read(flags: &Flags, lang: Lang) -> Result<Self, Stop> {
        let data = flags.data.clone().unwrap_or_else(|| DATA_DEFAULT.into());
        let own = data.join(FILE_NAME);
        let path = flags.config.clone().or_else(|| own.is_file().then_some(own));
        let Some(path) = path else { return Self::of(flags, &data, "", Path::new(FILE_NAME), lang) };
        let text = std::fs::read_to_string(&path).map_err(|why| {
            Stop::new(Exit::Usage, t!("config.unreadable", lang, path = path.display(), why = why))
        })?;
        Self::of(flags, &data, &text, &path, lang)
    }

    /// The configuration that a file's text and the flags give; paths in the file are taken from its folder.
    pub fn of(flags: &Flags, data: &Path, text: &str, path: &Path, lang: Lang) -> Result<Self, Stop> {
        let wrong = |words: String| Stop::new(Exit::Usage, words);
        let file: File = toml::from_str(text).map_err(|why| wrong(flaw::words(path, text, &why, lang)))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let placed = |it: PathBuf| folder.join(it);
        let listen = flags.listen.or(file.http.listen);
        let listen = listen.unwrap_or_else(|| LISTEN_DEFAULT.parse().expect("the default is an address"));
        let tls = file.tls.map(|it| TlsFiles { certificate: placed(it.certificate), key: placed(it.key) });
        let store_url = match file.store.url {
            Some(it) => store_url(&it, folder)
                .ok_or_else(|| wrong(t!("config.store_url", lang, path = path.display())))?,
            None => format!("sqlite:{}", data.join("store.db").display()),
        };
        let is_origin_said = file.http.origin.is_some();
        let origin = file
            .http
            .origin
            .unwrap_or_else(|| format!("{}://{listen}", if tls.is_some() { "https" } else { "http" }));
        if !is_origin(&origin) {
            return Err(wrong(t!("config.origin", lang, path = path.display())));
        }
        if tls.is_none() && !listen.ip().is_loopback() && file.http.trusted_proxies.is_empty() {
            return Err(wrong(t!("config.plain_http", lang, listen = listen)));
        }
        let name = match (file.site.name_zh, file.site.name_en) {
            (Some(zh), Some(en)) => Some(Words { zh, en }),
            (None, None) => None,
            _ => return Err(wrong(t!("config.site_name", lang, path = path.display()))),
        };
        Ok(Self {
            store_url,
            listen,
            origin,
            is_origin_said,
            trusted_proxies: file.http.trusted_proxies,
            tls,
            keys: file.keys.folder.map_or_else(|| data.join("keys"), placed),
            ledger_origin: file.ledger.origin,
            anchor: file.ledger.anchor.map_or_else(|| data.join("anchor"), placed),
            name,
            log: file.log.format,
            data: data.to_owned(),
        })
    }

    /// The name of a new ledger: the one decided, or the host's, which is where people will look for it.
    pub fn new_ledger_origin(&self) -> String {
        let host = self.origin.split_once("://").map_or(&*self.origin, |(_, it)| it);
        self.ledger_origin.clone().unwrap_or_else(|| format!("{host}/ledger"))
    }
}

/// A store's URL with its path taken from the file's folder; nothing for an engine we do not have.
fn store_url(url: &str, folder: &Path) -> Option<String> {
    match url.strip_prefix("sqlite:") {
        Some("") => None,
        Some(path) => Some(format!("sqlite:{}", folder.join(path).display())),
        None if url.starts_with("postgres://") || url.starts_with("postgresql://") => Some(url.to_owned()),
        None => None,
    }
}

fn is_origin(origin: &str) -> bool {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    host.is_some_and(|it| !it.is_empty() && !it.contains(['/', '?', '#', ' ', '"', '\\']))
}
