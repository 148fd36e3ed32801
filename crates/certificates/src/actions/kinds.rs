//! Defining types of certificates.
//! Knows no certificate: those issued before keep the face they were issued with.

use kit::{Actor, Refusal, Result};
use serde_json::json;
use store::{Act, Read, Tx};

use crate::{
    events::TYPE_DEFINED,
    model::{check_operator, kind::CertificateType},
    tables,
};

/// Defines a type, or defines it anew under the same code; what stands already is left as it is.
pub fn define_type(tx: &mut Tx<'_>, by: &Actor, kind: &CertificateType) -> Result<()> {
    check_operator(by)?;
    kind.check()?;
    if tables::kinds::find(tx, &kind.key)?.as_ref() == Some(kind) {
        return Ok(());
    }
    let known = tables::kinds::key_of_code(tx, &kind.code())?;
    if known.is_some_and(|it| it != kind.key) || tables::kinds::put(tx, kind)? == 0 {
        return Err(Refusal::conflict("certificate.type_code").into());
    }
    let body = json!({
        "code": kind.code(),
        "name": kind.name,
        "definer": kind.definer_name,
        "holders": kind.holders.as_str(),
        "shown": kind.shown.as_str(),
        "validity": kind.validity.word(),
        "face": kind.face,
    });
    tx.record(Act::of(TYPE_DEFINED, by, &kind.key).body(body))
}

/// One type.
pub fn certificate_type(read: &mut Read<'_>, key: &str) -> Result<CertificateType> {
    tables::kinds::find(read, key)?.ok_or_else(|| Refusal::not_found().into())
}
