//! The keys of an installation: what wraps the keys of subjects, and what signs the ledger.
//! They lie in files of their own, readable by their owner alone, and are in no backup.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use acts::LedgerKey;
use crypt::{Kek, SigningKey, SuiteName};
use data_encoding::{BASE64, HEXLOWER};
use kit::{Lang, Result, t};

use crate::stop::{Exit, Stop};

/// Where the key-encryption key is, if not in the folder of keys.
pub const KEK_FILE_VARIABLE: &str = "YIWANG_KEK_FILE";

/// How large a file with a key may be.
const KEY_BYTES_MAX: u64 = 4_096;

/// How the ledger's key begins in its file; the name of the log and the seed follow, as signed notes write them.
const LEDGER_KEY_START: &str = "PRIVATE+KEY+";

/// The byte that says Ed25519 in such a file.
const ED25519: u8 = 0x01;

/// The keys of an installation, read once.
pub struct Keys {
    /// Wraps the keys of subjects.
    pub kek: Arc<Kek>,
    /// Signs the ledger, under its name.
    pub ledger: Arc<LedgerKey>,
}

impl Keys {
    /// Whether this folder has keys already.
    pub fn exist(folder: &Path) -> bool {
        kek_path(folder).exists() || ledger_path(folder).exists()
    }

    /// Makes fresh keys; refuses where there are any. A key-encryption key kept elsewhere stays there.
    pub fn make(folder: &Path, origin: &str, lang: Lang) -> Result<(), Stop> {
        if Self::exist(folder) {
            return Err(Stop::new(Exit::Refused, t!("keys.exist", lang, folder = folder.display())));
        }
        make_folder(folder).map_err(|why| unwritable(folder, &why, lang))?;
        if std::env::var_os(KEK_FILE_VARIABLE).is_none() {
            write_new(&kek_path(folder), &format!("{}\n", HEXLOWER.encode(&secret())), lang)?;
        }
        Self::make_ledger_key(folder, origin, lang)
    }

    /// Makes a fresh key for the ledger alone, where there is none.
    pub fn make_ledger_key(folder: &Path, origin: &str, lang: Lang) -> Result<(), Stop> {
        let seed = secret();
        let key = ledger_key(origin, &seed)
            .map_err(|_| Stop::new(Exit::Usage, t!("keys.origin", lang, origin = origin)))?;
        let verifier = key.verifier().to_string();
        let id = verifier.split('+').nth(1).expect("a verifier key is name, id and key");
        let secret = BASE64.encode(&[&[ED25519], &seed[..]].concat());
        make_folder(folder).map_err(|why| unwritable(folder, &why, lang))?;
        write_new(&ledger_path(folder), &format!("{LEDGER_KEY_START}{origin}+{id}+{secret}\n"), lang)
    }

    /// Brings a key-encryption key that was kept elsewhere.
    pub fn put_kek(folder: &Path, from: &Path, lang: Lang) -> Result<(), Stop> {
        let text = read_file(from, lang)?;
        parse_kek(&text).ok_or_else(|| broken(from, lang))?;
        make_folder(folder).map_err(|why| unwritable(folder, &why, lang))?;
        write_new(&kek_path(folder), &text, lang)
    }

    /// Removes the keys of an installation that was never finished.
    pub fn remove(folder: &Path, lang: Lang) -> Result<(), Stop> {
        for path in [kek_path(folder), ledger_path(folder)] {
            match fs::remove_file(&path) {
                Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
                    return Err(unwritable(&path, &why, lang));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the keys.
    pub fn read(folder: &Path, lang: Lang) -> Result<Self, Stop> {
        let kek = match std::env::var_os(KEK_FILE_VARIABLE) {
            Some(path) => read_file(Path::new(&path), lang)?,
            None => read_private(&kek_path(folder), lang)?,
        };
        let kek = parse_kek(&kek).ok_or_else(|| broken(&kek_path(folder), lang))?;
        let path = ledger_path(folder);
        let ledger =
            parse_ledger_key(read_private(&path, lang)?.trim()).ok_or_else(|| broken(&path, lang))?;
        Ok(Self { kek: Arc::new(Kek::from_bytes(kek)), ledger: Arc::new(ledger) })
    }
}

/// The file of the key-encryption key.
fn kek_path(folder: &Path) -> PathBuf {
    folder.join("kek")
}

/// The file of the ledger's key.
fn ledger_path(folder: &Path) -> PathBuf {
    folder.join("ledger")
}

/// 32 bytes that nobody can guess.
#[expect(clippy::disallowed_methods, reason = "keys are made before there is a store to ask for chance")]
pub(crate) fn secret() -> [u8; 32] {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Writes a new file that its owner alone can read, and has it on disk before it goes on.
pub(crate) fn write_new(path: &Path, text: &str, lang: Lang) -> Result<(), Stop> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = file.and_then(|mut it| it.write_all(text.as_bytes()).and_then(|()| it.sync_all()));
    written.map_err(|why| unwritable(path, &why, lang))
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn parse_kek(text: &str) -> Option<[u8; 32]> {
    HEXLOWER.decode(text.trim().as_bytes()).ok()?.try_into().ok()
}

fn ledger_key(origin: &str, seed: &[u8; 32]) -> Result<LedgerKey> {
    LedgerKey::new(origin, SigningKey::from_seed(SuiteName::Ed25519, seed)?)
}

fn parse_ledger_key(text: &str) -> Option<LedgerKey> {
    let (origin, rest) = text.strip_prefix(LEDGER_KEY_START)?.split_once('+')?;
    let (id, secret) = rest.split_once('+')?;
    let secret = BASE64.decode(secret.as_bytes()).ok()?;
    let seed = secret.strip_prefix(&[ED25519])?.try_into().ok()?;
    let key = ledger_key(origin, &seed).ok()?;
    (key.verifier().to_string().split('+').nth(1) == Some(id)).then_some(key)
}

/// Reads a key that nobody else may be able to read.
fn read_private(path: &Path, lang: Lang) -> Result<String, Stop> {
    let open_to_others = fs::metadata(path).is_ok_and(|it| it.permissions().mode() & 0o077 != 0);
    if open_to_others {
        return Err(Stop::new(Exit::Unsound, t!("keys.open", lang, path = path.display())));
    }
    read_file(path, lang)
}

fn read_file(path: &Path, lang: Lang) -> Result<String, Stop> {
    let is_small = fs::metadata(path).is_ok_and(|it| it.len() <= KEY_BYTES_MAX);
    let text = if is_small { fs::read_to_string(path).ok() } else { None };
    text.ok_or_else(|| Stop::new(Exit::Unsound, t!("keys.missing", lang, path = path.display())))
}

fn broken(path: &Path, lang: Lang) -> Stop {
    Stop::new(Exit::Unsound, t!("keys.broken", lang, path = path.display()))
}

fn unwritable(path: &Path, why: &std::io::Error, lang: Lang) -> Stop {
    Stop::new(Exit::NotReady, t!("stop.unwritable", lang, path = path.display(), why = why))
}
