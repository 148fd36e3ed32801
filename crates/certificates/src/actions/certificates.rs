//! Issuing certificates, raising their version, ending them, and noting who looked.
//! Knows no case; the id of one is kept as it is given.

use calendar::{Calendar, Day};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use kit::{Actor, CertificateIdentifier, Error, Refusal, Result, Who};
use serde_json::json;
use store::{Act, Tx};

use super::{keys, views};
use crate::{
    events::{CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, CERTIFICATE_SUPERSEDED, CERTIFICATE_VIEWED},
    model::{
        certificate::{Certificate, CertificateId, NewCertificate},
        check_issuer,
        ending::{EndReason, Ending, check_revoker},
        file::{Body, FaceEntry},
        key::Key,
        kind::{CertificateType, HolderShown},
    },
    tables::{self, certificates::CertificateRow},
};

/// How many letters a serial of ours has: a hundred bits, so that nobody guesses one.
const SERIAL_LETTERS: usize = 20;

/// How long one act stands for all looks of one post.
const LOOK_MS: i64 = 15 * 60_000;

/// Issues a certificate: signed by its agency, sealed for its holder, in force from its first day.
pub fn issue(tx: &mut Tx<'_>, by: &Actor, calendar: &Calendar, new: &NewCertificate) -> Result<Certificate> {
    check_issuer(by, &new.issuer.id)?;
    let serial = BASE32_NOPAD.encode(&tx.secret())[..SERIAL_LETTERS].to_owned();
    write(tx, by, calendar, new, &Edition { serial, version: 1 })
}

/// Issues the next version of a certificate, which holds instead of it: same type, agency, holder and serial.
pub fn supersede(
    tx: &mut Tx<'_>,
    by: &Actor,
    calendar: &Calendar,
    old: &CertificateId,
    new: &NewCertificate,
) -> Result<Certificate> {
    check_issuer(by, &new.issuer.id)?;
    let found = views::of_office(tx, old, &new.issuer.id)?;
    let old = found.ok_or_else(Refusal::not_found)?;
    old.span().may_end()?;
    if old.type_key != new.type_key || old.subject != new.holder.subject {
        return Err(Refusal::conflict("certificate.other").into());
    }
    let edition = Edition { serial: old.serial.clone(), version: old.version + 1 };
    let next = write(tx, by, calendar, new, &edition)?;
    let ended = (EndReason::NewVersion, new.basis.as_str());
    if tables::certificates::end(tx, &old.id, ended, Some(next.identifier.as_str()))? == 0 {
        return Err(Refusal::conflict("certificate.ended").into());
    }
    let act = Act::of(CERTIFICATE_SUPERSEDED, by, old.id.as_str())
        .about(&old.subject)
        .at_agency(&new.issuer.id, &new.issuer.region)
        .because(EndReason::NewVersion.as_str(), &new.basis)
        .body(json!({ "identifier": old.identifier, "successor": next.identifier.as_str() }));
    tx.record(act)?;
    Ok(next)
}

/// Ends a certificate of the official's own agency. The reason decides as what it stands from now on.
pub fn revoke(tx: &mut Tx<'_>, by: &Actor, id: &CertificateId, ending: &Ending) -> Result<()> {
    let agency = check_revoker(by)?;
    let found = views::of_office(tx, id, agency)?;
    let row = found.ok_or_else(Refusal::not_found)?;
    ending.check()?;
    row.span().may_end()?;
    if views::body(tx, &row)?.is_none() {
        return Err(Refusal::conflict("certificate.erased").into());
    }
    if tables::certificates::end(tx, id, (ending.reason, &ending.basis), None)? == 0 {
        return Err(Refusal::conflict("certificate.ended").into());
    }
    let status = ending.reason.status();
    let act = Act::of(CERTIFICATE_REVOKED, by, id.as_str())
        .about(&row.subject)
        .because(ending.reason.as_str(), &ending.basis)
        .body(json!({ "identifier": row.identifier, "status": status.as_str() }));
    tx.record(in_case(act, row.case.as_deref()))
}

/// Notes that an official looks at a certificate; within a quarter of an hour a post's looks are one act.
/// A holder who looks at their own leaves no trace.
pub fn look(tx: &mut Tx<'_>, by: &Actor, id: &CertificateId, purpose: &str) -> Result<()> {
    if matches!(by.who, Who::Person { .. }) {
        return Ok(());
    }
    let row = views::row(tx, by, id)?;
    let since = tx.now().plus_ms(-LOOK_MS);
    if tables::certificates::put_look(tx, id, &by.acting()?.post, since)? == 0 {
        return Ok(());
    }
    let act = Act::of(CERTIFICATE_VIEWED, by, id.as_str());
    // Nothing more can be sealed for someone who was erased, and nothing of them was seen.
    let act = match views::body(tx, &row)? {
        Some(body) => act.about(&row.subject).because(purpose, &body.basis),
        None => act.because(purpose, ""),
    };
    tx.record(in_case(act, row.case.as_deref()))
}

/// Which version of which serial.
struct Edition {
    serial: String,
    version: u16,
}

fn write(
    tx: &mut Tx<'_>,
    by: &Actor,
    calendar: &Calendar,
    new: &NewCertificate,
    edition: &Edition,
) -> Result<Certificate> {
    let kind = tables::kinds::find(tx, &new.type_key)?;
    let kind = kind.ok_or_else(|| Refusal::invalid("type", "certificate.type_unknown"))?;
    new.check(&kind)?;
    let number_blind = tx.blind("certificates.number", &format!("{}/{}", kind.code(), new.number.trim()));
    if tables::certificates::is_number_taken(tx, &number_blind, &edition.serial)? {
        return Err(Refusal::invalid("number", "certificate.number_taken").into());
    }
    let Edition { serial, version } = edition;
    let identifier =
        CertificateIdentifier::made(&kind.definer, kind.number, &new.issuer.code, serial, *version)
            .map_err(|flaw| Error::fault(format!("no identifier for version {version}: {flaw}")))?;
    let (key, signer) = keys::signer(tx, &new.issuer)?;
    let issued = Day::of(tx.now(), calendar);
    let body = body(&kind, &key, new, (&identifier, issued));
    let signature = body.sign(&signer);
    assert!(key.public.verify(&body.bytes(), &signature), "what was signed can be checked");
    let id: CertificateId = tx.new_id();
    let subject = &new.holder.subject;
    let row = CertificateRow {
        body: tx.seal(subject, views::place(&id, "body"), &body.bytes())?,
        signature: tx.seal(subject, views::place(&id, "signature"), &signature)?,
        token: HEXLOWER.encode(&tx.secret()[..16]),
        identifier: identifier.as_str().to_owned(),
        serial: serial.clone(),
        version: *version,
        type_key: kind.key.clone(),
        agency: new.issuer.id.clone(),
        subject: subject.clone(),
        case: new.case.clone(),
        key: key.id,
        zone: calendar.zone().to_owned(),
        effective_at: calendar.end_of(new.effective.plus(-1)),
        until_at: new.expires.map(|it| calendar.end_of(it)),
        issued_at: tx.now(),
        ended_at: None,
        ended_reason: None,
        ended_basis: None,
        successor: None,
        id,
    };
    if tables::certificates::insert(tx, &row, &number_blind)? == 0 {
        return Err(Refusal::conflict("certificate.case_done").into());
    }
    let act = Act::of(CERTIFICATE_ISSUED, by, row.id.as_str())
        .about(subject)
        .at_agency(&new.issuer.id, &new.issuer.region)
        .because("certificate", &new.basis)
        .body(json!({
            "identifier": row.identifier,
            "type": kind.code(),
            "body_hash": HEXLOWER.encode(&crypt::sha256(&body.bytes())),
        }));
    tx.record(in_case(act, new.case.as_deref()))?;
    Ok(Certificate { id: row.id, identifier, token: row.token })
}

fn body(
    kind: &CertificateType,
    key: &Key,
    new: &NewCertificate,
    (identifier, issued): (&CertificateIdentifier, Day),
) -> Body {
    let value = |key: &str| {
        let found = new.face.iter().find(|(it, value)| it == key && !value.trim().is_empty());
        found.map(|(_, value)| value.trim().to_owned())
    };
    let entry = |it: &crate::FaceField| {
        Some(FaceEntry {
            key: it.key.clone(),
            label: (&it.label).into(),
            public: it.public,
            value: value(&it.key)?,
        })
    };
    let number = new.holder.number.as_ref();
    Body {
        basis: new.basis.clone(),
        area: new.issuer.region.as_str().to_owned(),
        effective: new.effective,
        expires: new.expires,
        holder_number: number.map(|it| it.text.trim().to_owned()),
        holder_name: new.holder.name.trim().to_owned(),
        holder_number_kind: number.map(|it| it.kind),
        identifier: identifier.as_str().to_owned(),
        issued,
        issuer_code: new.issuer.code.as_str().to_owned(),
        issuer_name: (&new.issuer.name).into(),
        kind: (&kind.name).into(),
        number: new.number.trim().to_owned(),
        kind_code: kind.code(),
        effect: key.effect,
        face: kind.face.iter().filter_map(entry).collect(),
        format: Body::FORMAT.to_owned(),
        holder_is_public: kind.shown == HolderShown::InFull,
        signing_key: key.id.as_str().to_owned(),
    }
}

fn in_case(act: Act, case: Option<&str>) -> Act {
    match case {
        Some(it) => act.in_case(it),
        None => act,
    }
}
