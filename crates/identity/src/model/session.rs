//! A session: someone signed in, in one browser, for a while.
//! Its cookie is known to the browser alone; here stand its digest, its limits and what it stands for.

use crypt::{DataKey, Place};
use kit::{Error, OfficialId, PersonId, PostId, Result, SubjectId, Time, id};

use super::account::AccountId;

/// How long a session lasts without being used: one hour.
pub const IDLE_MS_MAX: i64 = 3_600_000;

/// How long a session lasts at all: twelve hours, a long working day.
pub const SESSION_MS_MAX: i64 = 12 * 3_600_000;

/// How old the moment a session was last seen may grow before it is written again.
pub const SEEN_EVERY_MS: i64 = 5 * 60_000;

/// How many sessions of one account are shown, the newest first.
pub const SESSIONS_SHOWN_MAX: usize = 20;

/// A cookie of ours: 32 bytes in hexadecimal.
const COOKIE_CHARACTERS: usize = 64;

id!(/** A session. */ SessionId, "session");

/// What a session stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A person, for themselves or for a company.
    Person { id: PersonId, subject: SubjectId, acting_for: Option<SubjectId> },
    /// An official, at a post once they chose one.
    Official { id: OfficialId, post: Option<PostId> },
}

/// A session as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) account: AccountId,
    pub(crate) standing: Standing,
    /// What the visitor is called, sealed under the cookie.
    pub(crate) name: Vec<u8>,
    pub(crate) started_at: Time,
    pub(crate) seen_at: Time,
    pub(crate) ends_at: Time,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Which session.
    pub id: SessionId,
    /// Since when.
    pub started_at: Time,
    /// When it was last seen, to within a few minutes.
    pub seen_at: Time,
    /// Whether it is the one that asks.
    pub is_this_one: bool,
}

/// A session that just began: what the browser is given, and for how long.
#[derive(Clone)]
pub(crate) struct Started {
    pub(crate) cookie: Cookie,
    pub(crate) seconds: u32,
    pub(crate) standing: Standing,
}

/// The secret of a session. It is never kept: its digest finds the row, a key made of it opens the name in there.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Cookie(String);

impl Cookie {
    /// A fresh one, of bytes that nobody can guess.
    pub(crate) fn of_secret(secret: [u8; 32]) -> Self {
        Self(data_encoding::HEXLOWER.encode(&secret))
    }

    /// What a browser sent, if it can be one of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == COOKIE_CHARACTERS && text.bytes().all(|it| it.is_ascii_hexdigit());
        shaped.then(|| Self(text.to_owned()))
    }

    /// What the browser keeps.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What the session is found by.
    pub(crate) fn digest(&self) -> [u8; 32] {
        crypt::sha256(self.0.as_bytes())
    }

    /// Seals the visitor's name: a stolen table does not tell who was here, and asking costs no second query.
    pub(crate) fn seal_name(&self, session: &SessionId, nonce: [u8; 32], name: &str) -> Vec<u8> {
        let (nonce, _) = nonce.split_first_chunk().expect("a nonce is shorter than 32 bytes");
        self.name_key().seal(&name_place(session), *nonce, name.as_bytes())
    }

    /// Opens the visitor's name.
    pub(crate) fn open_name(&self, session: &Session) -> Result<String> {
        let name = self.name_key().open(&name_place(&session.id), &session.name)?;
        String::from_utf8(name).map_err(|_| Error::fault("a session's name is not UTF-8"))
    }

    fn name_key(&self) -> DataKey {
        DataKey::from_bytes(crypt::sha256(format!("yiwang/session-name/v1/{}", self.0).as_bytes()))
    }
}

impl Session {
    /// Whether it still stands: neither at its end nor left alone too long.
    pub(crate) fn lives(&self, now: Time) -> bool {
        now < self.ends_at && now.ms_since(self.seen_at) < IDLE_MS_MAX
    }
}

fn name_place(session: &SessionId) -> Place<'_> {
    Place { table: "sessions", column: "name", row: session.as_str(), subject: "cookie" }
}
