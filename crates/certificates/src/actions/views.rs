//! What is asked of certificates: by their holder, their agency, a case, or a stranger who holds a code.
//! Ownership stands in each query: "not yours" and "not there" are one answer.

use calendar::{Calendar, Day};
use kit::{Actor, AgencyId, CertificateIdentifier, Error, Refusal, Result, SubjectId, Time, Who};
use store::Read;

use crate::{
    events::CERTIFICATE_ISSUED,
    model::{
        ISSUER_POWERS,
        certificate::CertificateId,
        ending::{Ended, Status},
        file::Body,
        view::{Acts, CertificateView, Page, PublicView},
    },
    tables::{self, certificates::CertificateRow},
};

/// How many certificates one page of a holder's list shows.
pub const CERTIFICATES_SHOWN_MAX: usize = 20;

/// How many certificates one case can give.
const CASE_CERTIFICATES_MAX: i64 = 50;

/// A token's letters: sixteen bytes in hexadecimal.
const TOKEN_LETTERS: usize = 32;

/// One certificate in full, for its holder or an official of its agency at a post that may see it.
/// An official's look is recorded by [`crate::look`] before it is shown.
pub fn get(read: &mut Read<'_>, by: &Actor, id: &CertificateId) -> Result<CertificateView> {
    let row = row(read, by, id)?;
    view(read, row)
}

/// The certificates of a holder, the newest first, after the last one of the page before.
/// The caller has made sure that the holder is asking, or someone who may.
pub fn of_holder(read: &mut Read<'_>, holder: &SubjectId, after: Option<&CertificateId>) -> Result<Page> {
    let last = match after {
        Some(it) => tables::certificates::find_of_holder(read, it, holder)?,
        None => None,
    };
    let before = last.as_ref().map_or((Time::from_ms(i64::MAX), ""), |it| (it.issued_at, it.id.as_str()));
    let n_max = CERTIFICATES_SHOWN_MAX as i64 + 1;
    let mut rows = tables::certificates::list_of_holder(read, holder, before, n_max)?;
    let has_more = CERTIFICATES_SHOWN_MAX < rows.len();
    rows.truncate(CERTIFICATES_SHOWN_MAX);
    let next = rows.last().filter(|_| has_more).map(|it| it.id.clone());
    let rows = rows.into_iter().map(|it| view(read, it)).collect::<Result<_>>()?;
    Ok(Page { rows, next })
}

/// The certificates a case gave. The caller has made sure that whoever asks may see the case.
pub fn of_case(read: &mut Read<'_>, case: &str) -> Result<Vec<CertificateView>> {
    let rows = tables::certificates::list_of_case(read, case, CASE_CERTIFICATES_MAX)?;
    rows.into_iter().map(|it| view(read, it)).collect()
}

/// What anyone may see of the certificate whose QR code they scanned.
pub fn get_public(read: &mut Read<'_>, token: &str) -> Result<PublicView> {
    let row = match token.len() {
        TOKEN_LETTERS => tables::certificates::find_by_token(read, token)?,
        _ => None,
    };
    let row = row.ok_or_else(Refusal::not_found)?;
    Ok(view(read, row)?.public())
}

/// What anyone may see of the certificate with this identifier.
pub fn get_by_identifier(read: &mut Read<'_>, identifier: &CertificateIdentifier) -> Result<PublicView> {
    let row = tables::certificates::find_by_identifier(read, identifier.as_str())?;
    let row = row.ok_or_else(Refusal::not_found)?;
    Ok(view(read, row)?.public())
}

/// The id of the certificate with this identifier, for officials who may end it.
pub(crate) fn id_of(read: &mut Read<'_>, by: &Actor, identifier: &str) -> Result<Option<CertificateId>> {
    let Ok(acting) = by.acting() else { return Ok(None) };
    let row = tables::certificates::find_by_identifier(read, identifier)?;
    let Some(row) = row.filter(|_| may_look(by)) else { return Ok(None) };
    let answers = row.agency == acting.agency
        || directory::taken_over(read, &row.agency)?.is_some_and(|it| it.id == acting.agency);
    Ok(answers.then_some(row.id))
}

/// The row of a certificate that this actor may see in full.
pub(crate) fn row(read: &mut Read<'_>, by: &Actor, id: &CertificateId) -> Result<CertificateRow> {
    let row = match &by.who {
        Who::System(_) => tables::certificates::find(read, id)?,
        Who::Official(it) if may_look(by) => of_office(read, id, &it.agency)?,
        Who::Official(_) => None,
        _ => tables::certificates::find_of_holder(read, id, by.subject()?)?,
    };
    row.ok_or_else(|| Refusal::not_found().into())
}

/// A certificate of an agency, or of one that it answers for since it took over.
pub(crate) fn of_office(
    read: &mut Read<'_>,
    id: &CertificateId,
    agency: &AgencyId,
) -> Result<Option<CertificateRow>> {
    if let Some(row) = tables::certificates::find_of_agency(read, id, agency)? {
        return Ok(Some(row));
    }
    let Some(row) = tables::certificates::find(read, id)? else { return Ok(None) };
    let answers = directory::taken_over(read, &row.agency)?;
    Ok(answers.is_some_and(|it| it.id == *agency).then_some(row))
}

/// What was signed; nothing once the holder was erased.
pub(crate) fn body(read: &mut Read<'_>, row: &CertificateRow) -> Result<Option<Body>> {
    let Some(bytes) = read.open(&row.subject, place(&row.id, "body"), &row.body)? else { return Ok(None) };
    let body = serde_json::from_slice(&bytes);
    body.map(Some).map_err(|_| Error::fault(format!("the body of {} cannot be read", row.id)))
}

/// Where a sealed field of a certificate stands.
pub(crate) fn place<'a>(id: &'a CertificateId, column: &'a str) -> (&'a str, &'a str, &'a str) {
    ("certificates", column, id.as_str())
}

fn may_look(by: &Actor) -> bool {
    ISSUER_POWERS.iter().any(|it| by.has_power(it))
}

fn view(read: &mut Read<'_>, row: CertificateRow) -> Result<CertificateView> {
    let gone = |what: &str| Error::fault(format!("the {what} of {} is gone", row.id));
    let kind = tables::kinds::find(read, &row.type_key)?.ok_or_else(|| gone("type"))?;
    let key = tables::keys::find(read, &row.key)?.ok_or_else(|| gone("key"))?;
    let body = body(read, &row)?;
    let signature = read.open(&row.subject, place(&row.id, "signature"), &row.signature)?;
    let is_sound = match (&body, &signature) {
        (Some(body), Some(signature)) => key.public.verify(&body.bytes(), signature),
        _ => false,
    };
    let ended = ended(read, &row)?;
    let status = if body.is_some() { row.span().status(read.now()) } else { Status::Erased };
    let mut acts = Acts::default();
    let end_kind = ended.as_ref().map(|it| Acts::end_kind(it.reason));
    for (kind, act) in tables::certificates::list_acts(read, &row.id)? {
        match kind.as_str() {
            CERTIFICATE_ISSUED => acts.issued = Some(act),
            it if Some(it) == end_kind => acts.ended = Some(act),
            _ => {}
        }
    }
    let answers = directory::taken_over(read, &row.agency)?.map(|it| it.name);
    Ok(CertificateView {
        answers,
        kind: kind.name,
        status,
        body,
        signature,
        key,
        is_sound,
        ended,
        acts,
        id: row.id,
        identifier: row.identifier,
        token: row.token,
        agency: row.agency,
        holder: row.subject,
        case: row.case,
        successor: row.successor,
    })
}

fn ended(read: &mut Read<'_>, row: &CertificateRow) -> Result<Option<Ended>> {
    let (Some(at), Some(reason)) = (row.ended_at, row.ended_reason) else { return Ok(None) };
    // A zone's name never changes what it means, so its tables are made once.
    let zone =
        read.cached(&format!("certificates/zone/{}", row.zone), |_| Calendar::new(&row.zone, &[], 0, []))?;
    let basis = row.ended_basis.clone().unwrap_or_default();
    Ok(Some(Ended { at, day: Day::of(at, &zone), reason, basis }))
}
