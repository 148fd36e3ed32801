//! The rows of certificates, of their acts and of who looked.
//! What a certificate says stands there sealed; numbers are found by their blind index.

use kit::{AgencyId, PostId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::{agency, subject};
use crate::model::{
    certificate::CertificateId,
    ending::{EndReason, Span},
    key::KeyId,
};

/// A certificate as it is kept.
pub(crate) struct CertificateRow {
    pub(crate) id: CertificateId,
    pub(crate) identifier: String,
    pub(crate) serial: String,
    pub(crate) version: u16,
    pub(crate) token: String,
    pub(crate) type_key: String,
    pub(crate) agency: AgencyId,
    pub(crate) subject: SubjectId,
    pub(crate) case: Option<String>,
    pub(crate) key: KeyId,
    pub(crate) body: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) zone: String,
    pub(crate) effective_at: Time,
    pub(crate) until_at: Option<Time>,
    pub(crate) issued_at: Time,
    pub(crate) ended_at: Option<Time>,
    pub(crate) ended_reason: Option<EndReason>,
    pub(crate) ended_basis: Option<String>,
    pub(crate) successor: Option<String>,
}

impl CertificateRow {
    pub(crate) fn span(&self) -> Span {
        Span { from: self.effective_at, until: self.until_at, ended: self.ended_reason }
    }
}

/// Keeps a certificate; none where its case has given one of the type before.
pub(crate) fn insert(tx: &mut Tx<'_>, it: &CertificateRow, number_blind: &[u8; 32]) -> Result<u64> {
    tx.exec(
        "INSERT INTO certificates (id, identifier, serial, version, token, type_key, agency, subject, \
         case_id, number_blind, signing_key, body, signature, zone, effective_at, until_at, issued_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (case_id, type_key) DO NOTHING",
        &[
            it.id.as_str().into(),
            (&it.identifier).into(),
            (&it.serial).into(),
            i64::from(it.version).into(),
            (&it.token).into(),
            (&it.type_key).into(),
            it.agency.as_str().into(),
            it.subject.as_str().into(),
            it.case.as_ref().into(),
            number_blind.into(),
            it.key.as_str().into(),
            (&it.body).into(),
            (&it.signature).into(),
            (&it.zone).into(),
            it.effective_at.into(),
            it.until_at.into(),
            it.issued_at.into(),
        ],
    )
}

/// Ends a certificate that has not ended.
pub(crate) fn end(
    tx: &mut Tx<'_>,
    id: &CertificateId,
    (reason, basis): (EndReason, &str),
    successor: Option<&str>,
) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "UPDATE certificates SET ended_at = $2, ended_reason = $3, ended_basis = $4, successor = $5 \
         WHERE id = $1 AND ended_at IS NULL",
        &[id.as_str().into(), now.into(), reason.as_str().into(), basis.into(), successor.into()],
    )
}

/// One certificate, for the platform itself.
pub(crate) fn find(read: &mut Read<'_>, id: &CertificateId) -> Result<Option<CertificateRow>> {
    read.one(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE id = $1",
        &[id.as_str().into()],
        certificate,
    )
}

/// One certificate of a holder.
pub(crate) fn find_of_holder(
    read: &mut Read<'_>,
    id: &CertificateId,
    holder: &SubjectId,
) -> Result<Option<CertificateRow>> {
    read.one(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE id = $1 AND subject = $2",
        &[id.as_str().into(), holder.as_str().into()],
        certificate,
    )
}

/// One certificate of an agency.
pub(crate) fn find_of_agency(
    read: &mut Read<'_>,
    id: &CertificateId,
    agency: &AgencyId,
) -> Result<Option<CertificateRow>> {
    read.one(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE id = $1 AND agency = $2",
        &[id.as_str().into(), agency.as_str().into()],
        certificate,
    )
}

/// The certificate whose QR code says this.
pub(crate) fn find_by_token(read: &mut Read<'_>, token: &str) -> Result<Option<CertificateRow>> {
    read.one(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE token = $1",
        &[token.into()],
        certificate,
    )
}

/// The certificate the world knows by this.
pub(crate) fn find_by_identifier(read: &mut Read<'_>, identifier: &str) -> Result<Option<CertificateRow>> {
    read.one(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE identifier = $1",
        &[identifier.into()],
        certificate,
    )
}

/// The certificates of a case.
pub(crate) fn list_of_case(read: &mut Read<'_>, case: &str, n_max: i64) -> Result<Vec<CertificateRow>> {
    read.list(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates WHERE case_id = $1 ORDER BY type_key LIMIT $2",
        &[case.into(), n_max.into()],
        certificate,
    )
}

/// The certificates of a holder issued before a moment, the newest first.
pub(crate) fn list_of_holder(
    read: &mut Read<'_>,
    holder: &SubjectId,
    before: (Time, &str),
    n_max: i64,
) -> Result<Vec<CertificateRow>> {
    read.list(
        "SELECT id, identifier, serial, version, token, type_key, agency, subject, case_id, signing_key, \
         body, signature, zone, effective_at, until_at, issued_at, ended_at, ended_reason, ended_basis, \
         successor FROM certificates \
         WHERE subject = $1 AND (issued_at < $2 OR (issued_at = $2 AND id < $3)) \
         ORDER BY issued_at DESC, id DESC LIMIT $4",
        &[holder.as_str().into(), before.0.into(), before.1.into(), n_max.into()],
        certificate,
    )
}

/// Whether a number is on a certificate with another serial.
pub(crate) fn is_number_taken(read: &mut Read<'_>, number_blind: &[u8; 32], serial: &str) -> Result<bool> {
    let found = read.list(
        "SELECT id FROM certificates WHERE number_blind = $1 AND serial <> $2 ORDER BY id LIMIT 1",
        &[number_blind.into(), serial.into()],
        |row| row.text(0),
    )?;
    Ok(!found.is_empty())
}

/// Keeps which act did this to a certificate.
pub(crate) fn put_act(tx: &mut Tx<'_>, certificate: &str, kind: &str, act: &str) -> Result<()> {
    tx.put(
        "INSERT INTO certificate_acts (certificate, kind, act) VALUES ($1, $2, $3) \
         ON CONFLICT (certificate, kind) DO NOTHING",
        &[certificate.into(), kind.into(), act.into()],
    )
}

/// The acts of a certificate, as (kind, act).
pub(crate) fn list_acts(read: &mut Read<'_>, id: &CertificateId) -> Result<Vec<(String, String)>> {
    read.list(
        "SELECT kind, act FROM certificate_acts WHERE certificate = $1 ORDER BY kind LIMIT 10",
        &[id.as_str().into()],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Notes that a post looked; none where it did since the given moment.
pub(crate) fn put_look(tx: &mut Tx<'_>, id: &CertificateId, post: &PostId, since: Time) -> Result<u64> {
    let now = tx.now();
    tx.exec(
        "INSERT INTO certificate_looks (certificate, post, looked_at) VALUES ($1, $2, $3) \
         ON CONFLICT (certificate, post) DO UPDATE SET looked_at = EXCLUDED.looked_at \
         WHERE certificate_looks.looked_at <= $4",
        &[id.as_str().into(), post.as_str().into(), now.into(), since.into()],
    )
}

fn certificate(row: &Row<'_>) -> Result<CertificateRow> {
    let reason = match row.opt_text(17)? {
        Some(_) => Some(row.parsed(17, EndReason::parse_stored)?),
        None => None,
    };
    Ok(CertificateRow {
        id: row.parsed(0, |it| CertificateId::parse(it).ok())?,
        identifier: row.text(1)?,
        serial: row.text(2)?,
        version: u16::try_from(row.int(3)?).map_err(|_| kit::Error::fault("a version out of range"))?,
        token: row.text(4)?,
        type_key: row.text(5)?,
        agency: agency(row, 6)?,
        subject: subject(row, 7)?,
        case: row.opt_text(8)?,
        key: row.parsed(9, |it| KeyId::parse(it).ok())?,
        body: row.bytes(10)?,
        signature: row.bytes(11)?,
        zone: row.text(12)?,
        effective_at: row.time(13)?,
        until_at: row.opt_time(14)?,
        issued_at: row.time(15)?,
        ended_at: row.opt_time(16)?,
        ended_reason: reason,
        ended_basis: row.opt_text(18)?,
        successor: row.opt_text(19)?,
    })
}
