//! The keys agencies sign with: one at a time, each with its span, its public half kept for ever.
//! Does not hold a secret; that is sealed beside it and destroyed when the key retires.

use crypt::PublicKey;
use kit::{AgencyId, Refusal, Result, Time, id};

/// How long a key may sign: two years.
pub const KEY_VALID_MS: i64 = 730 * 86_400_000;

/// How long before its end a key is worth an alarm: sixty days.
pub const KEY_ALARM_MS: i64 = 60 * 86_400_000;

id!(/** A signing key of an agency. */ KeyId, "key");

/// A key of an agency, its public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// Whose it is.
    pub agency: AgencyId,
    /// What its signatures are checked with.
    pub public: PublicKey,
    /// What is signed with it counts as this.
    pub effect: Effect,
    /// Since when it may sign.
    pub valid_from: Time,
    /// Until when it may sign.
    pub valid_until: Time,
    /// When it was replaced; its secret was destroyed then.
    pub retired_at: Option<Time>,
}

/// What statements count as. A key has one for life, so a file says by itself what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// They are the agency's word.
    Legal,
    /// They are a show without legal effect.
    Demonstration,
}

impl Effect {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Legal => "legal",
            Effect::Demonstration => "demonstration",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Effect::Legal, Effect::Demonstration].into_iter().find(|it| it.as_str() == word)
    }
}

impl Key {
    /// Whether it may sign now.
    pub(crate) fn may_sign(&self, now: Time) -> Result<()> {
        let in_time = self.valid_from <= now && now < self.valid_until && self.retired_at.is_none();
        if in_time { Ok(()) } else { Err(Refusal::conflict("certificate.key_over").into()) }
    }
}
