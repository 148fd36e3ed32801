//! Keys that notes are signed and verified with, in the one text they are published in.
//! Holds no secret: signing is a closure of the caller.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use data_encoding::{BASE64, HEXLOWER};

use crate::{Error, Result};

/// The longest name of a key.
pub const NAME_BYTES_MAX: usize = 255;

const PUBLIC_BYTES: usize = 32;

/// What a key's signatures say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Signed the text of the note: a log.
    Ed25519,
    /// Saw this checkpoint at a time: a witness.
    Cosignature,
}

/// A key to verify notes with; printed, it is `name+id+key`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    public: [u8; PUBLIC_BYTES],
}

/// A key to sign notes with: its public half, and whoever holds the secret one.
#[derive(Clone, Copy)]
pub struct NoteSigner<'a> {
    /// The public half.
    pub key: &'a VerifierKey,
    /// Makes a plain Ed25519 signature of a message.
    pub sign: &'a dyn Fn(&[u8]) -> Vec<u8>,
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            KeyKind::Ed25519 => 0x01,
            KeyKind::Cosignature => 0x04,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [KeyKind::Ed25519, KeyKind::Cosignature].into_iter().find(|it| it.byte() == byte)
    }
}

impl VerifierKey {
    /// A key by its name and public half; refuses names that notes cannot carry.
    pub fn new(name: &str, kind: KeyKind, public: [u8; PUBLIC_BYTES]) -> Result<Self> {
        if !is_name(name) {
            return Err(flaw("the name is empty, too long, or holds a space, a plus or a control character"));
        }
        Ok(Self { name: name.to_owned(), kind, public })
    }

    /// Takes the published text; refuses a key whose id is not its own.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(flaw("it is not name, id and key with a plus between"));
        };
        let bytes = BASE64.decode(key.as_bytes()).map_err(|_| flaw("the key is not base64"))?;
        let (byte, public) = bytes.split_first().ok_or_else(|| flaw("the key is empty"))?;
        let kind = KeyKind::of(*byte).ok_or_else(|| flaw("the kind of key is not one of ours"))?;
        let public = public.try_into().map_err(|_| flaw("the key has not the length of its kind"))?;
        let key = Self::new(name, kind, public)?;
        if id != HEXLOWER.encode(&key.id()) {
            return Err(flaw("the id is not that of the key"));
        }
        Ok(key)
    }

    /// The name, which for a log is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The four bytes that stand before each signature.
    pub fn id(&self) -> [u8; 4] {
        let bytes = [self.name.as_bytes(), b"\n", &[self.kind.byte()], &self.public].concat();
        let digest = digest(&SHA256, &bytes);
        *digest.as_ref().first_chunk().expect("a digest has more than four bytes")
    }

    /// Whether the plain signature is one of this key over the message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.public).verify(message, signature).is_ok()
    }
}

impl NoteSigner<'_> {
    /// A plain signature that is known to verify: a wrong secret never leaves a wrong signature behind.
    pub(crate) fn signature(&self, message: &[u8]) -> Result<Vec<u8>> {
        let signature = (self.sign)(message);
        match self.key.verify(message, &signature) {
            true => Ok(signature),
            false => Err(Error::SignatureFails { name: self.key.name.clone() }),
        }
    }
}

/// Whether notes can carry the name.
pub(crate) fn is_name(name: &str) -> bool {
    let fits = |it: char| !it.is_whitespace() && !it.is_control() && it != '+';
    (1..=NAME_BYTES_MAX).contains(&name.len()) && name.chars().all(fits)
}

fn flaw(flaw: &'static str) -> Error {
    Error::Malformed { document: "verifier key", line: 1, flaw }
}

/// `name+id+key`.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.byte()][..], &self.public].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.id()), BASE64.encode(&key))
    }
}
