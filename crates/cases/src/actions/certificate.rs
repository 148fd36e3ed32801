//! The certificate a grant brings: its face from the answers, its holder from who applied.
//! Signing, numbering and checking are the affair of the block of certificates.

use calendar::Day;
use certificates::{
    CertificateType, FaceField, Holder, HolderCategory, HolderNumber, HolderShown, Issuer, NewCertificate,
    NumberKind, ValidityRange,
};
use identity::SubjectKind;
use kit::{Actor, CreditCode, Error, Lang, Refusal, Result};
use store::{Read, Tx};

use super::open_case::OpenCase;
use crate::{
    model::{CertificateOf, Matter},
    tables,
};

/// The type of certificate that a matter's grants bring, as the block of certificates knows it.
pub fn certificate_type(matter: &Matter) -> Result<Option<CertificateType>> {
    let Some(it) = &matter.result.certificate else { return Ok(None) };
    let broken = || Error::fault("a published matter has a broken certificate type");
    let (definer, number) = it.type_code.split_at_checked(18).ok_or_else(broken)?;
    let face = it.face.iter().map(|it| FaceField {
        key: it.key.clone(),
        label: it.label.clone(),
        public: it.public,
    });
    Ok(Some(CertificateType {
        key: it.key.clone(),
        definer: CreditCode::parse(definer).map_err(|_| broken())?,
        definer_name: it.defined_by.clone(),
        number: number.parse().map_err(|_| broken())?,
        name: it.name.clone(),
        holders: HolderCategory::Mixed,
        shown: HolderShown::InFull,
        validity: ValidityRange::Stated,
        face: face.collect(),
    }))
}

/// Issues the certificate of a granted case; nothing where the matter brings none.
pub(super) fn issue(tx: &mut Tx<'_>, by: &Actor, open: &OpenCase) -> Result<Option<String>> {
    let matter = open.matter.clone();
    let Some(law) = &matter.matter.result.certificate else { return Ok(None) };
    let agency = directory::agency(tx, &open.case.agency)?;
    let issuer = Issuer { id: agency.id, code: agency.code, name: agency.name, region: agency.region };
    let effective = Day::of(tx.now(), &open.calendar);
    let expires = open.calendar.deadline(tx.now(), law.validity).day;
    let new = NewCertificate {
        type_key: law.key.clone(),
        issuer,
        holder: holder(tx, open)?,
        number: open.case.number.clone(),
        face: face(tx, open, law)?,
        effective,
        expires: Some(expires),
        case: Some(open.case.id.as_str().to_owned()),
        basis: law.clause.clone(),
    };
    // Of several who decide together another agency may be the last to speak; the certificate is the deciding
    // agency's all the same.
    let joint = Actor::system("joint decision");
    let is_own = by.acting().is_ok_and(|it| it.agency == open.case.agency);
    let certificate = certificates::issue(tx, if is_own { by } else { &joint }, &open.calendar, &new)?;
    Ok(Some(certificate.id.as_str().to_owned()))
}

fn holder(read: &mut Read<'_>, open: &OpenCase) -> Result<Holder> {
    let subject = open.case.subject.clone();
    let view = identity::subject_view(read, &subject)?;
    let kind = match view.kind {
        SubjectKind::Company => NumberKind::CreditCode,
        SubjectKind::Person => NumberKind::CitizenNumber,
    };
    let name = view.name.ok_or_else(|| Refusal::conflict("subject.erased"))?;
    Ok(Holder { subject, name, number: view.number.map(|text| HolderNumber { kind, text }) })
}

/// What stands on the face, in the language of the law.
fn face(read: &mut Read<'_>, open: &OpenCase, law: &CertificateOf) -> Result<Vec<(String, String)>> {
    let answers = tables::answers(read, &open.case)?.ok_or_else(|| Refusal::conflict("subject.erased"))?;
    let form = &open.matter.matter.form;
    let field = |it: &crate::model::FaceField| {
        let question = form.question(&it.question)?;
        let value = forms::shown_in(question, &answers, Lang::ZH)?;
        Some((it.key.clone(), value.replace('\n', ", ")))
    };
    let mut face: Vec<_> = law.face.iter().filter_map(field).collect();
    if let Some(region) = directory::region(read, &open.case.region)? {
        // A region is kept by its code; a face is read by people.
        face.iter_mut()
            .filter(|(_, value)| value == open.case.region.as_str())
            .for_each(|it| it.1.clone_from(&region.name));
    }
    Ok(face)
}
