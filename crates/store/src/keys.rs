//! The keys of those whom the state serves: one per subject, wrapped, made at first need, destroyed once.
//! An erased subject's fields never open again, and no new ones are sealed for them.

use crypt::{DataKey, Kek};
use kit::{Error, Refusal, Result, SubjectId, Time};

use crate::{Value, engine::Conn};

/// What is known of a subject's key.
pub(crate) enum Found {
    None,
    Key(DataKey),
    Destroyed,
}

pub(crate) fn find(conn: &mut Conn, kek: &Kek, subject: &SubjectId) -> Result<Found> {
    const SQL: &str = "SELECT wrapped FROM subject_keys WHERE subject = $1";
    let wrapped = conn.list(SQL, &[subject.as_str().into()], |row| row.opt_bytes(0))?.pop();
    match wrapped {
        None => Ok(Found::None),
        Some(None) => Ok(Found::Destroyed),
        Some(Some(it)) => kek.unwrap(subject.as_str(), &it).map(Found::Key),
    }
}

pub(crate) fn insert(
    conn: &mut Conn,
    kek: &Kek,
    subject: &SubjectId,
    (secret, nonce): ([u8; 32], [u8; 12]),
    now: Time,
) -> Result<DataKey> {
    const SQL: &str = "INSERT INTO subject_keys (subject, wrapped, made_at) VALUES ($1, $2, $3)";
    let key = DataKey::from_bytes(secret);
    let wrapped = kek.wrap(subject.as_str(), &key, nonce);
    conn.put(SQL, &[subject.as_str().into(), Value::Bytes(&wrapped), now.into()])?;
    Ok(key)
}

/// Destroys the key: whatever it sealed is gone for good.
pub(crate) fn destroy(conn: &mut Conn, subject: &SubjectId, now: Time) -> Result<()> {
    const SQL: &str = "UPDATE subject_keys SET wrapped = NULL, destroyed_at = $2 \
                       WHERE subject = $1 AND destroyed_at IS NULL";
    match conn.exec(SQL, &[subject.as_str().into(), now.into()])? {
        1 => Ok(()),
        0 => Err(erased()),
        _ => Err(Error::fault("two keys for one subject")),
    }
}

/// The refusal for anything that needs a key that was destroyed or never was.
pub(crate) fn erased() -> Error {
    Refusal::conflict("subject.erased").into()
}
