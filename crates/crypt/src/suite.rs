//! Signing suites: which way of signing a key belongs to, behind one trait that each suite fills.
//! Does not know any suite's mathematics, nor whose keys they are.

use std::fmt;

use kit::{Error, Result};

use crate::ed25519::Ed25519;

/// A way of signing; a profile picks it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuiteName {
    /// RFC 8032, as the transparency log speaks it.
    Ed25519,
}

/// What signs; shows nothing of its secret.
pub struct SigningKey {
    suite: SuiteName,
    secret: Box<dyn Secret>,
}

/// What anyone may hold to check signatures of one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey {
    /// The way of signing.
    pub suite: SuiteName,
    /// The key as its suite writes it; one that is none verifies nothing.
    pub bytes: Vec<u8>,
}

/// Each suite, once: a new one is a variant, a line in `ALL`, and a type that is a `Suite`.
impl SuiteName {
    /// Every suite there is.
    pub const ALL: &[SuiteName] = &[SuiteName::Ed25519];

    /// The word in configuration and in stored keys.
    pub fn as_str(self) -> &'static str {
        match self {
            SuiteName::Ed25519 => "ed25519",
        }
    }

    /// The suite of a word, if there is one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == word)
    }

    fn suite(self) -> &'static dyn Suite {
        match self {
            SuiteName::Ed25519 => &Ed25519,
        }
    }
}

impl SigningKey {
    /// Makes a key of its secret seed; a fault when the seed is not one of this suite.
    pub fn from_seed(suite: SuiteName, seed: &[u8]) -> Result<Self> {
        match suite.suite().secret(seed) {
            Some(secret) => Ok(Self { suite, secret }),
            None => Err(Error::fault(format!("a seed of {} bytes makes no {suite} key", seed.len()))),
        }
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.secret.sign(message)
    }

    /// The key to check its signatures with.
    pub fn public(&self) -> PublicKey {
        PublicKey { suite: self.suite, bytes: self.secret.public().to_vec() }
    }
}

impl PublicKey {
    /// Whether the key signed exactly this message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.suite.suite().verify(&self.bytes, message, signature)
    }
}

/// One way of signing.
pub(crate) trait Suite: Sync {
    /// A seed made ready to sign, unless it is none.
    fn secret(&self, seed: &[u8]) -> Option<Box<dyn Secret>>;

    /// Whether the signature is one of the public key over the message; anything malformed is not.
    fn verify(&self, public: &[u8], message: &[u8], signature: &[u8]) -> bool;
}

/// The secret half of a key of some suite, made ready once.
pub(crate) trait Secret: Send + Sync {
    fn sign(&self, message: &[u8]) -> Vec<u8>;

    fn public(&self) -> &[u8];
}

/// The word of the suite.
impl fmt::Display for SuiteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Says nothing of the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ..)", self.suite)
    }
}
