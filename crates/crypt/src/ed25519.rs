//! Ed25519 as a signing suite: 32 bytes of seed, 32 of public key, 64 of signature.
//! Does not know whose keys they are.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::suite::{Secret, Suite};

pub(crate) struct Ed25519;

impl Suite for Ed25519 {
    fn secret(&self, seed: &[u8]) -> Option<Box<dyn Secret>> {
        Some(Box::new(Ed25519KeyPair::from_seed_unchecked(seed).ok()?))
    }

    fn verify(&self, public: &[u8], message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, public).verify(message, signature).is_ok()
    }
}

impl Secret for Ed25519KeyPair {
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        Ed25519KeyPair::sign(self, message).as_ref().to_vec()
    }

    fn public(&self) -> &[u8] {
        self.public_key().as_ref()
    }
}
