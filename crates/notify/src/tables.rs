//! The SQL of messages: sealed words, and a mark for each that nobody has opened.
//! A message is never read without its subject.

use kit::{Error, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use crate::model::{Body, Message, MessageId};

type Stored = (MessageId, String, Vec<u8>, Time, bool);

pub(crate) fn insert(tx: &mut Tx<'_>, subject: &SubjectId, it: &Message) -> Result<()> {
    const SQL: &str = "INSERT INTO messages (id, subject, kind, body, told_at) VALUES ($1, $2, $3, $4, $5)";
    const UNREAD: &str = "INSERT INTO messages_unread (subject, message) VALUES ($1, $2)";
    let body = serde_json::to_vec(&it.body).expect("words print as JSON");
    let sealed = tx.seal(subject, ("messages", "body", it.id.as_str()), &body)?;
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            subject.as_str().into(),
            (&it.kind).into(),
            (&sealed).into(),
            it.told_at.into(),
        ],
    )?;
    tx.put(UNREAD, &[subject.as_str().into(), it.id.as_str().into()])
}

pub(crate) fn find(read: &mut Read<'_>, subject: &SubjectId, id: &MessageId) -> Result<Option<Message>> {
    const SQL: &str = "SELECT m.id, m.kind, m.body, m.told_at, u.message FROM messages m \
        LEFT JOIN messages_unread u ON u.subject = m.subject AND u.message = m.id \
        WHERE m.id = $1 AND m.subject = $2";
    let found = read.one(SQL, &[id.as_str().into(), subject.as_str().into()], stored)?;
    found.map(|it| opened(read, subject, it)).transpose()
}

/// The newest before a moment and identifier.
pub(crate) fn list(
    read: &mut Read<'_>,
    subject: &SubjectId,
    (before_at, before_id): (Time, &str),
    n_max: i64,
) -> Result<Vec<Message>> {
    const SQL: &str = "SELECT m.id, m.kind, m.body, m.told_at, u.message FROM messages m \
        LEFT JOIN messages_unread u ON u.subject = m.subject AND u.message = m.id \
        WHERE m.subject = $1 AND (m.told_at, m.id) < ($2, $3) \
        ORDER BY m.told_at DESC, m.id DESC LIMIT $4";
    let params = [subject.as_str().into(), before_at.into(), before_id.into(), n_max.into()];
    let found = read.list(SQL, &params, stored)?;
    found.into_iter().map(|it| opened(read, subject, it)).collect()
}

pub(crate) fn n_unread(read: &mut Read<'_>, subject: &SubjectId, n_max: i64) -> Result<usize> {
    const SQL: &str = "SELECT message FROM messages_unread WHERE subject = $1 ORDER BY message LIMIT $2";
    let found = read.list(SQL, &[subject.as_str().into(), n_max.into()], |row| row.text(0))?;
    Ok(found.len())
}

pub(crate) fn set_read(tx: &mut Tx<'_>, subject: &SubjectId, id: &MessageId) -> Result<()> {
    let sql = "DELETE FROM messages_unread WHERE subject = $1 AND message = $2";
    tx.put(sql, &[subject.as_str().into(), id.as_str().into()])
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    let id = MessageId::parse(&row.text(0)?);
    let id = id.map_err(|_| Error::fault("a stored identifier does not parse"))?;
    Ok((id, row.text(1)?, row.bytes(2)?, row.time(3)?, row.opt_text(4)?.is_some()))
}

fn opened(read: &mut Read<'_>, subject: &SubjectId, it: Stored) -> Result<Message> {
    let (id, kind, sealed, told_at, is_unread) = it;
    let text = read.open_text(subject, ("messages", "body", id.as_str()), &sealed)?;
    let body: Option<Option<Body>> = text
        .map(|it| serde_json::from_str(&it))
        .transpose()
        .map_err(|_| Error::fault("a stored message cannot be read"))?;
    Ok(Message { id, kind, body: body.flatten(), told_at, is_unread })
}
