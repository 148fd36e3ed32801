//! Proofs of certificates, on both engines: what they share, and where each noun's proofs stand.

mod doors;
mod endings;
mod files;
mod issuing;
mod keys;
mod looks;

use calendar::{Calendar, Day};
use kit::{
    Acting, Actor, AgencyId, CreditCode, Error, Id128, OfficialId, PersonId, PostId, RegionCode, SubjectId,
    Words,
};
use store::{
    Part, Store, Tx,
    testing::{TestStore, on_both},
};

use crate::{
    BLOCK, Certificate, CertificateType, Effect, FaceField, Holder, HolderCategory, HolderNumber,
    HolderShown, Issuer, NewCertificate, NumberKind, REVOKE, ValidityRange, define_type, issue, make_key,
};

const PARTS: [Part; 3] = [acts::PART, directory::BLOCK.part, BLOCK.part];
const LICENCE: &str = "food-business-licence";
const CARD: &str = "disability-certificate";
const NAME: &str = "安和市老街面馆有限公司";
const NUMBER: &str = "JY29901010000018";
const LEADER: &str = "周小满";

/// Runs a proof on a store of each engine that has two types and an agency with a key.
fn in_anhe(proof: impl Fn(&TestStore)) {
    on_both(&PARTS, |it| {
        write(&it.store, |tx| {
            define_type(tx, &system(), &licence())?;
            define_type(tx, &system(), &card())?;
            make_key(tx, &system(), &bureau(), Effect::Demonstration)
        })
        .unwrap();
        proof(&it);
    });
}

fn write<T: Send + 'static>(
    store: &Store,
    f: impl Fn(&mut Tx<'_>) -> kit::Result<T> + Send + 'static,
) -> kit::Result<T> {
    store.write(f).wait()
}

fn read<T: Send + 'static>(
    store: &Store,
    f: impl FnOnce(&mut store::Read<'_>) -> kit::Result<T> + Send + 'static,
) -> kit::Result<T> {
    store.read(f).wait()
}

fn give(it: &TestStore, new: NewCertificate) -> kit::Result<Certificate> {
    write(&it.store, move |tx| issue(tx, &system(), &Calendar::china(), &new))
}

/// The code and the fields of a refusal.
fn refused<T: std::fmt::Debug>(answer: kit::Result<T>) -> Vec<String> {
    match answer {
        Err(Error::Refused(it)) if it.flaws.is_empty() => vec![it.code.to_owned()],
        Err(Error::Refused(it)) => it.flaws.iter().map(|it| format!("{}: {}", it.field, it.code)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn system() -> Actor {
    Actor::system("certificates")
}

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn region() -> RegionCode {
    RegionCode::parse("990101").unwrap()
}

fn code(body: &str) -> CreditCode {
    CreditCode::made("11", &region(), body).unwrap()
}

fn bureau() -> Issuer {
    Issuer {
        id: AgencyId::from(Id128(1)),
        code: code("MB000001"),
        name: words("安和市行政审批局", "Anhe Approval Bureau"),
        region: region(),
    }
}

fn licence() -> CertificateType {
    let field = |key: &str, zh, en, public| FaceField { key: key.to_owned(), label: words(zh, en), public };
    CertificateType {
        key: LICENCE.to_owned(),
        definer: code("MB000009"),
        definer_name: words("安和省市场监督管理局", "Anhe Market Regulator"),
        number: 21,
        name: words("食品经营许可证", "Food Business Licence"),
        holders: HolderCategory::Company,
        shown: HolderShown::InFull,
        validity: ValidityRange::Years(5),
        face: vec![
            field("address", "经营场所", "Place of business", true),
            field("leader", "法定代表人", "Legal representative", true),
            field("phone", "联系电话", "Telephone", false),
        ],
    }
}

fn card() -> CertificateType {
    CertificateType {
        key: CARD.to_owned(),
        number: 22,
        name: words("残疾人证", "Disability Certificate"),
        holders: HolderCategory::Person,
        shown: HolderShown::Masked,
        validity: ValidityRange::Unlimited,
        face: Vec::new(),
        ..licence()
    }
}

fn company() -> SubjectId {
    SubjectId::from(Id128(10))
}

fn person() -> SubjectId {
    SubjectId::from(Id128(11))
}

/// A licence for the noodle shop, from a case of its own.
fn shop_licence(case: &str) -> NewCertificate {
    let value = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    NewCertificate {
        type_key: LICENCE.to_owned(),
        issuer: bureau(),
        holder: Holder {
            subject: company(),
            name: NAME.to_owned(),
            number: Some(HolderNumber {
                kind: NumberKind::CreditCode,
                text: code("MA000001").as_str().to_owned(),
            }),
        },
        number: NUMBER.to_owned(),
        face: vec![
            value("leader", LEADER),
            value("address", "安和市东河区老街12号"),
            value("phone", "0990-5550123"),
        ],
        effective: Day::parse("2026-11-23").unwrap(),
        expires: Day::parse("2031-11-22"),
        case: Some(case.to_owned()),
        basis: "food-safety-law/35".to_owned(),
    }
}

/// A card of a person, from no case.
fn person_card() -> NewCertificate {
    NewCertificate {
        type_key: CARD.to_owned(),
        holder: Holder {
            subject: person(),
            name: LEADER.to_owned(),
            number: Some(HolderNumber {
                kind: NumberKind::CitizenNumber,
                text: "990101199003074216".to_owned(),
            }),
        },
        number: "9901012026000042".to_owned(),
        face: Vec::new(),
        expires: None,
        case: None,
        ..shop_licence("none")
    }
}

fn official(agency: u128, post: u128, power: &str) -> Actor {
    Actor::official_is(Acting {
        official: OfficialId::from(Id128(post)),
        post: PostId::from(Id128(post)),
        agency: AgencyId::from(Id128(agency)),
        region: region(),
        powers: vec![power.to_owned()],
    })
}

/// An official of the bureau who may end its certificates.
fn revoker() -> Actor {
    official(1, 20, REVOKE)
}

fn holder() -> Actor {
    let id = PersonId::from(Id128(12));
    Actor { acting_for: Some(company()), ..Actor::person_is(id, person()) }
}
