//! A posted page of questions that may bring files: each is judged and shelved as it arrives, and named in its field.
//! What is wrong with a file is a flaw of its question; the other answers are none the worse.

use std::collections::BTreeMap;

use files::{FileId, FileView};
use forms::Form;
use kit::{Actor, Error, Flaw, Refusal, Result};
use store::Read;
use web::{Ctx, Posted, Upload};

use super::super::question::{self, Attached};

/// The button that adds files and stays on the page.
const UPLOAD: &str = "upload";
/// The button that takes a file away and stays on the page.
const REMOVE: &str = "remove";
/// The name of the button that leaves the page for later.
pub(super) const LATER: &str = "later";

/// What a page sent.
pub(in super::super) struct Sent {
    /// What was typed, with the files that arrived.
    pub(in super::super) fields: Vec<(String, String)>,
    /// What was wrong with files.
    pub(in super::super) flaws: Vec<Flaw>,
    /// What was posted, for the proofs and buttons.
    pub(in super::super) posted: Posted,
    /// Whether a button was pressed that stays on the page.
    pub(in super::super) stays: bool,
}

impl Sent {
    /// Reads it all; refused as a whole only where it does not come from our page or cannot be kept.
    pub(in super::super) async fn read(
        ctx: &Ctx,
        form: &Form,
        mut upload: Upload,
        ours: &[&str],
    ) -> Result<Sent> {
        let (mut given, mut flaws) = (Vec::<(String, FileId)>::new(), Vec::new());
        while let Some(file) = upload.next_file().await? {
            let field = file.field.clone();
            let asked = form.question_of(&field).and_then(|(it, name)| it.kind.files(name));
            let Some((rules, _)) = asked.filter(|(_, name)| *name == field) else {
                return Err(Refusal::invalid("", "form.unknown_field").into());
            };
            let before = upload.posted()?.all(&field).count();
            if rules.files_max as usize <= before + given.iter().filter(|(it, _)| *it == field).count() {
                flaws.push(Flaw::of(&field, "files.too_many").with("max", rules.files_max));
                continue;
            }
            match files::actions::receive(&ctx.store, &ctx.by, rules, file).await {
                Ok(id) => given.push((field, id)),
                Err(Error::Refused(it)) if !it.flaws.is_empty() => flaws.extend(it.flaws),
                Err(err) => return Err(err),
            }
        }
        let posted = upload.posted()?.clone();
        let all: Vec<_> = ours.iter().copied().chain([UPLOAD, REMOVE, LATER]).collect();
        let mut fields = question::posted_answers(form, &posted, &all);
        for (field, id) in given {
            choose_upload(&mut fields, &field);
            fields.push((field, id.as_str().to_owned()));
        }
        let removed = posted.get(REMOVE).to_owned();
        fields.retain(|(_, value)| removed.is_empty() || *value != removed);
        let stays = !removed.is_empty() || !posted.get(UPLOAD).is_empty();
        Ok(Sent { fields, flaws, posted, stays })
    }

    pub(in super::super) fn is_later(&self) -> bool {
        !self.posted.get(LATER).is_empty()
    }
}

/// Who sends files with a material means to hand it in so, whatever was chosen before.
fn choose_upload(fields: &mut Vec<(String, String)>, field: &str) {
    let Some(way) = field.strip_suffix(".files") else { return };
    fields.retain(|(name, _)| name != way);
    fields.push((way.to_owned(), "upload".to_owned()));
}

/// Files of whoever asks, as a page shows them.
pub(in super::super) fn attached(
    read: &mut Read<'_>,
    by: &Actor,
    ids: &[FileId],
) -> Result<BTreeMap<String, Attached>> {
    let subject = by.subject()?;
    let mut found = BTreeMap::new();
    for id in ids {
        if let Some(it) = files::actions::find(read, subject, id)? {
            found.insert(id.as_str().to_owned(), own(it));
        }
    }
    Ok(found)
}

fn own(it: FileView) -> Attached {
    let href = format!("/me/files/{}", it.id);
    Attached { name: it.name.unwrap_or_default(), n_bytes: it.n_bytes, href }
}
