//! The rows of signing keys; the secret stands there sealed, under a subject of its own.
//! Knows nothing of what is signed.

use crypt::{PublicKey, SuiteName};
use kit::{AgencyId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::{agency, subject};
use crate::model::key::{Effect, Key, KeyId};

/// A key with its sealed secret.
pub(crate) struct KeyRow {
    pub(crate) key: Key,
    pub(crate) subject: SubjectId,
    pub(crate) secret: Vec<u8>,
}

/// One key, in use or retired.
pub(crate) fn find(read: &mut Read<'_>, id: &KeyId) -> Result<Option<Key>> {
    read.one(
        "SELECT id, agency, suite, public, effect, valid_from, valid_until, retired_at \
         FROM signing_keys WHERE id = $1",
        &[id.as_str().into()],
        key,
    )
}

/// The key an agency signs with now.
pub(crate) fn current(read: &mut Read<'_>, agency: &AgencyId) -> Result<Option<KeyRow>> {
    read.one(
        "SELECT id, agency, suite, public, effect, valid_from, valid_until, retired_at, subject, secret \
         FROM signing_keys WHERE agency = $1 AND retired_at IS NULL",
        &[agency.as_str().into()],
        |row| Ok(KeyRow { key: key(row)?, subject: subject(row, 8)?, secret: row.bytes(9)? }),
    )
}

/// The keys in use that end before a moment, the first to end first.
pub(crate) fn list_ending(read: &mut Read<'_>, before: Time, n_max: i64) -> Result<Vec<Key>> {
    read.list(
        "SELECT id, agency, suite, public, effect, valid_from, valid_until, retired_at \
         FROM signing_keys WHERE retired_at IS NULL AND valid_until < $1 ORDER BY valid_until, id LIMIT $2",
        &[before.into(), n_max.into()],
        key,
    )
}

/// Keeps a key; none where the agency has one in use.
pub(crate) fn insert(tx: &mut Tx<'_>, row: &KeyRow) -> Result<u64> {
    let it = &row.key;
    tx.exec(
        "INSERT INTO signing_keys (id, agency, suite, public, subject, secret, effect, valid_from, \
         valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (agency) WHERE retired_at IS NULL DO NOTHING",
        &[
            it.id.as_str().into(),
            it.agency.as_str().into(),
            it.public.suite.as_str().into(),
            (&it.public.bytes).into(),
            row.subject.as_str().into(),
            (&row.secret).into(),
            it.effect.as_str().into(),
            it.valid_from.into(),
            it.valid_until.into(),
        ],
    )
}

/// Takes a key out of use.
pub(crate) fn retire(tx: &mut Tx<'_>, id: &KeyId, now: Time) -> Result<()> {
    tx.put("UPDATE signing_keys SET retired_at = $2 WHERE id = $1", &[id.as_str().into(), now.into()])
}

fn key(row: &Row<'_>) -> Result<Key> {
    Ok(Key {
        id: row.parsed(0, |it| KeyId::parse(it).ok())?,
        agency: agency(row, 1)?,
        public: PublicKey { suite: row.parsed(2, SuiteName::parse)?, bytes: row.bytes(3)? },
        effect: row.parsed(4, Effect::parse)?,
        valid_from: row.time(5)?,
        valid_until: row.time(6)?,
        retired_at: row.opt_time(7)?,
    })
}
