//! Drafts of matters and who changed what in them, as stored.
//! A draft that ended stays, so that it can be told how a version came about.

use kit::{OfficialId, Result, Time};
use store::{Read, Row, Tx};

use super::ours;
use crate::model::draft::{Ended, MatterDraft, MatterEdit};

/// How many drafts are listed.
const DRAFTS_MAX: i64 = 500;
/// How many edits of a draft are listed.
const EDITS_MAX: i64 = 500;

pub(crate) fn insert_matter_draft(tx: &mut Tx<'_>, it: &MatterDraft) -> Result<bool> {
    const SQL: &str = "INSERT INTO matter_drafts (id, matter, base, body, revision, started_at, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING";
    let base = it.base.as_deref();
    let n_rows = tx.exec(
        SQL,
        &[
            it.id.as_str().into(),
            it.matter.as_str().into(),
            base.into(),
            it.body.as_str().into(),
            it.revision.into(),
            it.changed_at.into(),
        ],
    )?;
    Ok(n_rows == 1)
}

pub(crate) fn find_matter_draft(read: &mut Read<'_>, id: &str) -> Result<Option<MatterDraft>> {
    const SQL: &str = "SELECT id, matter, base, body, revision, changed_at, submitted_at, publish_at, approved_by, \
        ended_at, ended_as FROM matter_drafts WHERE id = $1";
    read.one(SQL, &[id.into()], draft)
}

pub(crate) fn open_draft_of(read: &mut Read<'_>, matter: &str) -> Result<Option<MatterDraft>> {
    const SQL: &str = "SELECT id, matter, base, body, revision, changed_at, submitted_at, publish_at, approved_by, \
        ended_at, ended_as FROM matter_drafts WHERE matter = $1 AND ended_at IS NULL";
    read.one(SQL, &[matter.into()], draft)
}

/// Drafts that are open, by their matters.
pub(crate) fn open_drafts(read: &mut Read<'_>) -> Result<Vec<MatterDraft>> {
    const SQL: &str = "SELECT id, matter, base, body, revision, changed_at, submitted_at, publish_at, approved_by, \
        ended_at, ended_as FROM matter_drafts WHERE ended_at IS NULL ORDER BY matter LIMIT $1";
    read.list(SQL, &[DRAFTS_MAX.into()], draft)
}

/// Keeps a changed draft, if nobody changed it since.
pub(crate) fn set_draft_body(tx: &mut Tx<'_>, it: &MatterDraft, body: &str) -> Result<bool> {
    const SQL: &str = "UPDATE matter_drafts SET body = $1, revision = revision + 1, changed_at = $2 \
        WHERE id = $3 AND revision = $4 AND submitted_at IS NULL AND ended_at IS NULL";
    let now = tx.now();
    Ok(tx.exec(SQL, &[body.into(), now.into(), it.id.as_str().into(), it.revision.into()])? == 1)
}

pub(crate) fn set_draft_submitted(tx: &mut Tx<'_>, id: &str, at: Option<Time>) -> Result<()> {
    const SQL: &str =
        "UPDATE matter_drafts SET submitted_at = $1, publish_at = NULL, approved_by = NULL WHERE id = $2";
    tx.put(SQL, &[at.into(), id.into()])
}

pub(crate) fn set_draft_planned(tx: &mut Tx<'_>, id: &str, at: Time, by: &OfficialId) -> Result<()> {
    const SQL: &str = "UPDATE matter_drafts SET publish_at = $1, approved_by = $2 WHERE id = $3";
    tx.put(SQL, &[at.into(), by.as_str().into(), id.into()])
}

pub(crate) fn set_draft_ended(tx: &mut Tx<'_>, id: &str, how: Ended) -> Result<()> {
    const SQL: &str = "UPDATE matter_drafts SET ended_at = $1, ended_as = $2 WHERE id = $3";
    let now = tx.now();
    tx.put(SQL, &[now.into(), how.as_str().into(), id.into()])
}

pub(crate) fn insert_edit(tx: &mut Tx<'_>, draft: &str, it: &MatterEdit) -> Result<()> {
    const SQL: &str = "INSERT INTO matter_edits (draft, revision, at, official, what, path) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    tx.put(
        SQL,
        &[
            draft.into(),
            it.revision.into(),
            it.at.into(),
            it.official.as_str().into(),
            it.what.as_str().into(),
            it.path.as_str().into(),
        ],
    )
}

/// What was changed in a draft, the newest first.
pub(crate) fn edits_of(read: &mut Read<'_>, draft: &str) -> Result<Vec<MatterEdit>> {
    const SQL: &str = "SELECT revision, at, official, what, path FROM matter_edits WHERE draft = $1 \
        ORDER BY revision DESC LIMIT $2";
    read.list(SQL, &[draft.into(), EDITS_MAX.into()], |row| {
        let official = ours(OfficialId::parse(&row.text(2)?))?;
        Ok(MatterEdit {
            revision: row.int(0)?,
            at: row.time(1)?,
            official,
            what: row.text(3)?,
            path: row.text(4)?,
        })
    })
}

/// Whether an official changed anything in a draft.
pub(crate) fn has_edited(read: &mut Read<'_>, draft: &str, official: &OfficialId) -> Result<bool> {
    const SQL: &str =
        "SELECT revision FROM matter_edits WHERE official = $1 AND draft = $2 ORDER BY revision LIMIT 1";
    Ok(read.one(SQL, &[official.as_str().into(), draft.into()], |row| row.int(0))?.is_some())
}

fn draft(row: &Row<'_>) -> Result<MatterDraft> {
    let approved_by = row.opt_text(8)?.map(|it| ours(OfficialId::parse(&it))).transpose()?;
    Ok(MatterDraft {
        id: row.text(0)?,
        matter: row.text(1)?,
        base: row.opt_text(2)?,
        body: row.text(3)?,
        revision: row.int(4)?,
        changed_at: row.time(5)?,
        submitted_at: row.opt_time(6)?,
        publish_at: row.opt_time(7)?,
        approved_by,
        ended_at: row.opt_time(9)?,
        ended_as: row.opt_text(10)?,
    })
}
