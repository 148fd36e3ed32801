//! What is left of a password, and whether one is right: argon2id, as PHC strings.
//! Slow and hungry by design, so it runs outside of every transaction and only a few times at once.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64_NOPAD;
use kit::{Error, Result};
use tokio::sync::Semaphore;

/// Memory of one hashing in KiB: 19 MiB, the least that OWASP allows with two passes.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
const PASSES: u32 = 2;
/// Lanes of that memory.
const LANES: u32 = 1;
/// The most that a kept password may ask for, so that no stored text can exhaust us.
const MEMORY_KIB_MAX: u32 = 256 * 1024;
/// The most passes that a kept password may ask for.
const PASSES_MAX: u32 = 10;
/// Random bytes that make equal passwords differ.
const SALT_BYTES: usize = 16;
/// Bytes of what is left.
const HASH_BYTES: usize = 32;

/// How many are hashed at once: a flood cannot take more than so many times [`MEMORY_KIB`].
const AT_ONCE_MAX: usize = 4;
/// How long one may wait for its turn.
const WAIT_MS_MAX: u64 = 3_000;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE_MAX);

/// What is left of a password, with what it takes to compare another one.
struct Kept {
    memory_kib: u32,
    passes: u32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

/// What may be kept of a password. Takes about 20 ms and 19 MiB: never inside a transaction.
/// `secret` is 32 bytes that nobody can guess, from `store.secret()`.
pub fn hash_password(password: &str, secret: [u8; 32]) -> Result<String> {
    let mut kept = Kept::blank(&secret[..SALT_BYTES]);
    kept.hash = kept.hash_of(password)?.to_vec();
    Ok(kept.written())
}

/// [`hash_password`] off the runtime's threads, when its turn comes.
pub(crate) async fn hash(password: String, secret: [u8; 32]) -> Result<String> {
    in_turn(move || hash_password(&password, secret)).await
}

/// Whether a password is right. Where nothing is kept, it is wrong, and that takes as long to find out.
pub(crate) async fn is_right(password: String, kept: Option<String>) -> Result<bool> {
    let compare = move || match kept {
        Some(it) => {
            Kept::parse(&it).ok_or_else(|| Error::fault("a kept password does not read"))?.fits(&password)
        }
        None => Kept::blank(&[0; SALT_BYTES]).fits(&password).map(|_| false),
    };
    in_turn(compare).await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(Duration::from_millis(WAIT_MS_MAX), TURNS.acquire()).await;
    let Ok(Ok(turn)) = turn else { return Err(Error::Busy("passwords")) };
    // The turn ends with the work, also when whoever waits for it has gone away.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Error::fault("a hashing broke off")))
}

impl Kept {
    /// The kept form of no password at all.
    fn blank(salt: &[u8]) -> Self {
        Self { memory_kib: MEMORY_KIB, passes: PASSES, salt: salt.to_owned(), hash: vec![0; HASH_BYTES] }
    }

    /// Compares without telling how much was equal.
    fn fits(&self, password: &str) -> Result<bool> {
        Ok(crypt::same(&self.hash_of(password)?, &self.hash))
    }

    fn hash_of(&self, password: &str) -> Result<[u8; HASH_BYTES]> {
        let failed = |err: argon2::Error| Error::fault(format!("argon2: {err}"));
        let params = Params::new(self.memory_kib, self.passes, LANES, Some(HASH_BYTES)).map_err(failed)?;
        let mut hash = [0; HASH_BYTES];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &self.salt, &mut hash)
            .map_err(failed)?;
        Ok(hash)
    }

    fn written(&self) -> String {
        let Self { memory_kib, passes, salt, hash } = self;
        let (salt, hash) = (BASE64_NOPAD.encode(salt), BASE64_NOPAD.encode(hash));
        format!("$argon2id$v=19$m={memory_kib},t={passes},p={LANES}${salt}${hash}")
    }

    /// Reads a PHC string of ours; nothing where it is another's or asks for too much.
    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("$argon2id$v=19$")?;
        let [costs, salt, hash]: [&str; 3] = rest.split('$').collect::<Vec<_>>().try_into().ok()?;
        let [memory, passes, lanes]: [&str; 3] = costs.split(',').collect::<Vec<_>>().try_into().ok()?;
        let cost = |text: &str, name: &str| text.strip_prefix(name)?.parse::<u32>().ok();
        let (memory_kib, passes) = (cost(memory, "m=")?, cost(passes, "t=")?);
        let is_affordable =
            memory_kib <= MEMORY_KIB_MAX && passes <= PASSES_MAX && cost(lanes, "p=")? == LANES;
        let decode = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).ok();
        is_affordable.then_some(Self { memory_kib, passes, salt: decode(salt)?, hash: decode(hash)? })
    }
}
