//! A message: its words in every language, and where more is to be read.
//! Knows neither who told it nor how it is kept.

use kit::{SubjectId, Time, Words, id};

id!(/** A message. */ MessageId, "message");

/// A message before it is told.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Whom it is for.
    pub subject: SubjectId,
    /// What happened, as `noun.verbed`; not sealed, so it says nothing of a person.
    pub kind: String,
    /// What it says.
    pub body: Body,
}

/// What a message says. All of it is sealed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Body {
    /// In a line.
    pub title: Words,
    /// In some sentences; an empty line begins a new paragraph.
    pub words: Words,
    /// The page of ours where more is to be read.
    pub href: String,
}

/// A message as it is read.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// What happened.
    pub kind: String,
    /// What it says; nothing once its reader was erased.
    pub body: Option<Body>,
    /// When it was told.
    pub told_at: Time,
    /// Whether nobody has opened it yet.
    pub is_unread: bool,
}
