//! A certificate before and after it is issued: who states what about whom.
//! Its signed body is in `file`, what is seen of it in `view`.

use std::collections::BTreeSet;

use calendar::Day;
use kit::{AgencyId, CertificateIdentifier, CreditCode, Flaw, RegionCode, Result, SubjectId, Words, id};

use super::{
    basis_flaw,
    kind::{CertificateType, VALUE_CHARS_MAX},
    sound, text_flaw,
};

/// How long a number on a certificate may be.
const NUMBER_CHARS_MAX: usize = 64;

/// How long a holder's name may be.
const HOLDER_CHARS_MAX: usize = 200;

/// How long the id of a case may be.
const CASE_CHARS_MAX: usize = 64;

id!(/** A certificate: one version of it. */ CertificateId, "certificate");

/// The agency that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The agency.
    pub id: AgencyId,
    /// Its credit code.
    pub code: CreditCode,
    /// What it is called.
    pub name: Words,
    /// The region it acts in.
    pub region: RegionCode,
}

/// Whom it is about.
#[derive(Clone)]
pub struct Holder {
    /// Whose key seals it.
    pub subject: SubjectId,
    /// What they are called.
    pub name: String,
    /// What they are known by; a newborn has none yet.
    pub number: Option<HolderNumber>,
}

/// What a holder is known by.
#[derive(Clone)]
pub struct HolderNumber {
    /// What kind of number it is.
    pub kind: NumberKind,
    /// The number.
    pub text: String,
}

/// What kind of number a holder is known by 持证主体代码类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum NumberKind {
    /// The unified social credit code.
    #[serde(rename = "001")]
    CreditCode,
    /// The citizen number.
    #[serde(rename = "111")]
    CitizenNumber,
    /// Any other.
    #[serde(rename = "999")]
    Other,
}

/// A certificate before it is issued.
#[derive(Clone)]
pub struct NewCertificate {
    /// The type.
    pub type_key: String,
    /// Who states it.
    pub issuer: Issuer,
    /// About whom.
    pub holder: Holder,
    /// The number on it 证照编号.
    pub number: String,
    /// The fields of its face, as (key, value); one without a value is not printed.
    pub face: Vec<(String, String)>,
    /// Its first day.
    pub effective: Day,
    /// Its last day, if it has one.
    pub expires: Option<Day>,
    /// The case it comes out of; one case gives one certificate of a type.
    pub case: Option<String>,
    /// The law it is given by: `food-safety-law/35`.
    pub basis: String,
}

/// A certificate that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its id here.
    pub id: CertificateId,
    /// What the world knows it by 证照标识.
    pub identifier: CertificateIdentifier,
    /// What its QR code says after `/c/`: opaque, and nothing about anyone.
    pub token: String,
}

impl NewCertificate {
    pub(crate) fn check(&self, kind: &CertificateType) -> Result<()> {
        let number = self.holder.number.as_ref();
        let mut flaws: Vec<Flaw> = [
            text_flaw("holder_name", &self.holder.name, HOLDER_CHARS_MAX),
            number.and_then(|it| text_flaw("holder_number", &it.text, NUMBER_CHARS_MAX)),
            text_flaw("number", &self.number, NUMBER_CHARS_MAX),
            self.case.as_ref().and_then(|it| text_flaw("case", it, CASE_CHARS_MAX)),
            basis_flaw(&self.basis),
            kind.span_flaw(self.effective, self.expires),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut keys = BTreeSet::new();
        for (key, value) in &self.face {
            if !kind.face.iter().any(|it| it.key == *key) {
                flaws.push(Flaw::of(key, "certificate.face_unknown"));
            } else if !keys.insert(key) {
                flaws.push(Flaw::of(key, "certificate.face_doubled"));
            } else if !value.trim().is_empty() {
                flaws.extend(text_flaw(key, value, VALUE_CHARS_MAX));
            }
        }
        sound(flaws)
    }
}
