//! Applications begun and not yet made, sealed under the applicant's key.
//! One a matter and applicant; it goes when the application is made.

use kit::{Result, SubjectId};
use store::{Read, Tx};

use super::ours;
use crate::model::{Draft, DraftId};

type Stored = (String, String, String, Vec<u8>, Option<Vec<u8>>, kit::Time);

fn open(read: &mut Read<'_>, subject: &SubjectId, stored: Option<Stored>) -> Result<Option<Draft>> {
    let Some((id, matter, version, sealed, typed, updated_at)) = stored else { return Ok(None) };
    let Some(text) = read.open_text(subject, ("drafts", "answers", &id), &sealed)? else { return Ok(None) };
    let typed = match typed {
        Some(it) => read.open_text(subject, ("drafts", "typed", &id), &it)?.unwrap_or_default(),
        None => String::new(),
    };
    // What was typed helps and decides nothing: if it cannot be read it is as if nothing had been.
    let typed = serde_json::from_str(&typed).unwrap_or_default();
    let id = ours(DraftId::parse(&id))?;
    Ok(Some(Draft { id, matter, version, answers: forms::Answers::parse(&text)?, typed, updated_at }))
}

pub(crate) fn find_draft(read: &mut Read<'_>, subject: &SubjectId, matter: &str) -> Result<Option<Draft>> {
    const SQL: &str = "SELECT id, matter, version, answers, typed, updated_at FROM drafts \
        WHERE subject = $1 AND matter = $2 ORDER BY updated_at DESC LIMIT 1";
    let stored = read.one(SQL, &[subject.as_str().into(), matter.into()], |row| {
        Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.bytes(3)?, row.opt_bytes(4)?, row.time(5)?))
    })?;
    open(read, subject, stored)
}

pub(crate) fn list_drafts(read: &mut Read<'_>, subject: &SubjectId) -> Result<Vec<(String, kit::Time)>> {
    const SQL: &str =
        "SELECT matter, updated_at FROM drafts WHERE subject = $1 ORDER BY matter, updated_at LIMIT 100";
    read.list(SQL, &[subject.as_str().into()], |row| Ok((row.text(0)?, row.time(1)?)))
}

pub(crate) fn put_draft(tx: &mut Tx<'_>, subject: &SubjectId, it: &Draft) -> Result<()> {
    const SQL: &str = "INSERT INTO drafts (id, subject, matter, version, answers, typed, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, \
        answers = EXCLUDED.answers, typed = EXCLUDED.typed, updated_at = EXCLUDED.updated_at";
    let sealed = tx.seal(subject, ("drafts", "answers", it.id.as_str()), it.answers.to_json().as_bytes())?;
    let typed = match it.typed.is_empty() {
        true => None,
        false => {
            let text = super::cases::json_of(&it.typed);
            Some(tx.seal(subject, ("drafts", "typed", it.id.as_str()), text.as_bytes())?)
        }
    };
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            subject.as_str().into(),
            (&it.matter).into(),
            (&it.version).into(),
            (&sealed).into(),
            typed.as_ref().into(),
            it.updated_at.into(),
        ],
    )
}

pub(crate) fn delete_drafts(tx: &mut Tx<'_>, subject: &SubjectId, matter: &str) -> Result<()> {
    tx.put("DELETE FROM drafts WHERE subject = $1 AND matter = $2", &[subject.as_str().into(), matter.into()])
}
