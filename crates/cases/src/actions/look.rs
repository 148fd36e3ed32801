//! Officials looking at a case: what they see, and that they looked.
//! The look is recorded before anything is shown; the same post and case within a quarter of an hour is one look.

use files::{FileId, FileView};
use kit::{Actor, AgencyId, Refusal, Result};
use store::{Act, Read, Store, Tx};

use super::{
    open_case::OpenCase,
    views::{CaseView, NoticeView, case_view, notice_of},
};
use crate::{
    model::{CaseId, NoticeId},
    tables,
};

/// How long one look lasts.
const LOOK_MS: i64 = 15 * 60_000;
/// Why an official opens the file of a case their agency handles.
const CASE_LOOK_PURPOSE: &str = "case.handling";
/// On what ground: what the duty needs and no more (个人信息保护法 §34).
const CASE_LOOK_BASIS: &str = "personal-information-protection-law/13+17+34-35";

/// The file of a case as an official sees it.
pub struct CaseFile {
    /// The case with everything in it.
    pub view: CaseView,
    /// Who applied.
    pub applicant: identity::SubjectView,
}

/// Opens the file of a case that the official's agency handles; records the look first.
pub async fn open_file(store: &Store, by: &Actor, id: &CaseId) -> Result<CaseFile> {
    open_file_with(store, by, id, |_, file| Ok(file)).await
}

/// Opens a file with what else is to be shown beside it, all from one snapshot; records the look first.
pub(crate) async fn open_file_with<T: Send + 'static>(
    store: &Store,
    by: &Actor,
    id: &CaseId,
    beside: impl FnOnce(&mut Read<'_>, CaseFile) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (asking, case) = (by.clone(), id.clone());
    let read_all = move |read: &mut Read<'_>| {
        let (file, looked) = file(read, &asking, &case)?;
        Ok((beside(read, file)?, looked))
    };
    let (shown, looked) = store.read(read_all).await?;
    if !looked {
        let (by, id) = (by.clone(), id.clone());
        store.write(move |tx| record_look(tx, &by, &id)).await?;
    }
    Ok(shown)
}

/// A file handed in with a case that the official's agency handles; reading it is recorded first.
pub async fn file_of_case(store: &Store, by: &Actor, id: &CaseId, file: &FileId) -> Result<FileView> {
    open_file(store, by, id).await?;
    let (asking, case, wanted) = (by.clone(), id.clone(), file.clone());
    let found = store.read(move |read| {
        let open = handled(read, &asking, &case)?;
        let found = files::actions::find(read, &open.case.subject, &wanted)?;
        let found = found.filter(|it| it.holder.as_deref() == Some(case.as_str()));
        let found = found.ok_or_else(Refusal::not_found)?;
        let since = tables::last_look(read, &format!("{}/{wanted}", look_key(&asking, &case)?))?;
        Ok((found, since.is_some_and(|it| read.now().ms_since(it) < LOOK_MS)))
    });
    let (found, looked) = found.await?;
    if !looked {
        let (by, id, file) = (by.clone(), id.clone(), file.clone());
        store.write(move |tx| record_reading(tx, &by, &id, &file)).await?;
    }
    Ok(found)
}

fn record_reading(tx: &mut Tx<'_>, by: &Actor, id: &CaseId, file: &FileId) -> Result<()> {
    let open = handled(tx, by, id)?;
    tables::put_look(tx, &format!("{}/{file}", look_key(by, id)?))?;
    let act = Act::of("case.file_viewed", by, id.as_str())
        .in_case(id.as_str())
        .because(CASE_LOOK_PURPOSE, CASE_LOOK_BASIS)
        .body(serde_json::json!({ "file": file.as_str() }));
    let is_erased = tables::answers(tx, &open.case)?.is_none();
    tx.record(if is_erased { act } else { act.about(&open.case.subject) })
}

/// A notice of a case that the official's agency handles, and whom it is for; records the look first.
pub async fn open_notice(
    store: &Store,
    by: &Actor,
    case: &CaseId,
    id: &NoticeId,
) -> Result<(NoticeView, identity::SubjectView)> {
    let id = id.clone();
    let notice = move |read: &mut Read<'_>, file: CaseFile| {
        let CaseView { case, matter, calendar, .. } = file.view;
        Ok((notice_of(read, (case, matter, calendar), &id)?, file.applicant))
    };
    open_file_with(store, by, case, notice).await
}

fn file(read: &mut Read<'_>, by: &Actor, id: &CaseId) -> Result<(CaseFile, bool)> {
    let open = handled(read, by, id)?;
    let since = tables::last_look(read, &look_key(by, id)?)?;
    let looked = since.is_some_and(|it| read.now().ms_since(it) < LOOK_MS);
    let applicant = identity::subject_view(read, &open.case.subject)?;
    Ok((CaseFile { view: case_view(read, open)?, applicant }, looked))
}

fn record_look(tx: &mut Tx<'_>, by: &Actor, id: &CaseId) -> Result<()> {
    let open = handled(tx, by, id)?;
    tables::put_look(tx, &look_key(by, id)?)?;
    let act = Act::of("case.viewed", by, id.as_str())
        .in_case(id.as_str())
        .because(CASE_LOOK_PURPOSE, CASE_LOOK_BASIS);
    // Nothing can be sealed for a person who was erased, and nothing of theirs is left to be seen.
    let is_erased = tables::answers(tx, &open.case)?.is_none();
    tx.record(if is_erased { act } else { act.about(&open.case.subject) })
}

/// A case in which the official's agency has or had something to do.
pub(super) fn handled(read: &mut Read<'_>, by: &Actor, id: &CaseId) -> Result<OpenCase> {
    let acting = by.acting()?;
    let open = OpenCase::find(read, id)?;
    if has_had(read, id, &acting.agency)? { Ok(open) } else { Err(Refusal::not_found().into()) }
}

/// Whether an agency, or one that it took over from and answers for, has or had something to do in a case.
pub(super) fn has_had(read: &mut Read<'_>, id: &CaseId, agency: &AgencyId) -> Result<bool> {
    if 0 < tables::n_tasks_of_agency(read, id, agency)? {
        return Ok(true);
    }
    for before in directory::answered_by(read, agency)?.into_iter().filter(|it| it != agency) {
        if 0 < tables::n_tasks_of_agency(read, id, &before)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn look_key(by: &Actor, id: &CaseId) -> Result<String> {
    let acting = by.acting()?;
    Ok(format!("{}/{}/{id}", acting.post, acting.official))
}
