//! AES-256-GCM with its frame: one version byte, the nonce, the sealed bytes, the tag.
//! Does not know what it seals, nor where the bound words come from.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// Length of every symmetric key.
pub const KEY_BYTES: usize = 32;

/// Length of every nonce; the caller never uses one twice under one key.
pub const NONCE_BYTES: usize = 12;

/// The most that is sealed at once; longer things are sealed in chunks.
pub const PLAIN_BYTES_MAX: usize = 16 << 20;

/// Names the cipher and the frame, so that another one can stand beside it later.
const VERSION: u8 = 1;

const TAG_BYTES: usize = 16;
const HEAD_BYTES: usize = 1 + NONCE_BYTES;
/// How many bytes sealing adds.
pub const FRAME_BYTES: usize = HEAD_BYTES + TAG_BYTES;

/// A key made ready once, for many sealings.
pub(crate) struct Cipher(LessSafeKey);

impl Cipher {
    pub(crate) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).expect("AES-256 takes 32 bytes")))
    }

    /// Seals, bound to words that have to be the same when it is opened.
    pub(crate) fn seal(&self, bound: &[u8], nonce: [u8; NONCE_BYTES], plain: &[u8]) -> Vec<u8> {
        assert!(plain.len() <= PLAIN_BYTES_MAX, "what is sealed at once has a limit, the caller keeps it");
        let mut sealed = Vec::with_capacity(FRAME_BYTES + plain.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound),
                &mut sealed[HEAD_BYTES..],
            )
            .expect("a text within its limit can be sealed");
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }

    /// Opens; nothing comes back unless key, bound words and every byte are right.
    pub(crate) fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let length = sealed.len().checked_sub(FRAME_BYTES).filter(|it| *it <= PLAIN_BYTES_MAX)?;
        let (head, rest) = sealed.split_at(HEAD_BYTES);
        let (text, tag) = rest.split_at(length);
        let (version, nonce) = head.split_first()?;
        if *version != VERSION {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut plain = vec![0; length];
        self.0.open_separate_gather(nonce, Aad::from(bound), text, tag, &mut plain).ok()?;
        Some(plain)
    }
}
