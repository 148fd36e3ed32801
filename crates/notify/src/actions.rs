//! The verbs of messages: tell, list, open, count.
//! Telling happens within the transaction of whoever tells, whose act it goes with.

use kit::{Actor, Refusal, Result, Time};
use store::{Read, Tx};

use crate::{
    model::{Message, MessageId, NewMessage},
    tables,
};

/// How many messages a page of the inbox has.
pub const PAGE_ROWS: usize = 30;
/// More unread ones than this are not counted one by one.
pub const UNREAD_MAX: usize = 99;

/// Tells somebody something: it is told if and only if what it is about happened. The caller records the act.
pub fn tell(tx: &mut Tx<'_>, new: &NewMessage) -> Result<MessageId> {
    let message = Message {
        id: tx.new_id(),
        kind: new.kind.clone(),
        body: Some(new.body.clone()),
        told_at: tx.now(),
        is_unread: true,
    };
    tables::insert(tx, &new.subject, &message)?;
    Ok(message.id)
}

/// How many messages nobody has opened, for whoever asks; none for those who have no inbox.
pub fn unread(read: &mut Read<'_>, by: &Actor) -> Result<usize> {
    match by.subject() {
        Ok(subject) => tables::n_unread(read, subject, UNREAD_MAX as i64),
        Err(_) => Ok(0),
    }
}

/// The messages of whoever asks, newest first, after the last one of the page before.
pub fn list(read: &mut Read<'_>, by: &Actor, before: Option<&MessageId>) -> Result<Vec<Message>> {
    let subject = by.subject()?;
    let before = match before {
        Some(id) => {
            let last = tables::find(read, subject, id)?.ok_or_else(Refusal::not_found)?;
            (last.told_at, last.id.as_str().to_owned())
        }
        None => (Time::from_ms(i64::MAX), String::new()),
    };
    tables::list(read, subject, (before.0, &before.1), PAGE_ROWS as i64)
}

/// Opens a message of whoever asks; from now on it is read.
pub fn open(tx: &mut Tx<'_>, by: &Actor, id: &MessageId) -> Result<Message> {
    let subject = by.subject()?;
    let message = tables::find(tx, subject, id)?.ok_or_else(Refusal::not_found)?;
    if message.is_unread {
        tables::set_read(tx, subject, id)?;
    }
    Ok(message)
}
