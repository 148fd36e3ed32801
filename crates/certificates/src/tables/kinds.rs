//! The rows of certificate types.
//! Knows nothing of certificates.

use kit::{Error, Result};
use store::{Read, Row, Tx};

use super::words;
use crate::model::kind::{CertificateType, HolderCategory, HolderShown, ValidityRange};

/// One type.
pub(crate) fn find(read: &mut Read<'_>, key: &str) -> Result<Option<CertificateType>> {
    read.one(
        "SELECT type_key, code, name_zh, name_en, definer_zh, definer_en, holders, shown, validity, face \
         FROM certificate_types WHERE type_key = $1",
        &[key.into()],
        kind,
    )
}

/// Keeps a type, or its new definition; none where another type, or this one before, has another code.
pub(crate) fn put(tx: &mut Tx<'_>, it: &CertificateType) -> Result<u64> {
    let now = tx.now();
    let face = serde_json::to_string(&it.face).expect("text and truth values print");
    tx.exec(
        "INSERT INTO certificate_types (type_key, code, name_zh, name_en, definer_zh, definer_en, holders, \
         shown, validity, face, defined_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (type_key) DO UPDATE SET name_zh = EXCLUDED.name_zh, name_en = EXCLUDED.name_en, \
         definer_zh = EXCLUDED.definer_zh, definer_en = EXCLUDED.definer_en, holders = EXCLUDED.holders, \
         shown = EXCLUDED.shown, validity = EXCLUDED.validity, face = EXCLUDED.face, \
         defined_at = EXCLUDED.defined_at WHERE certificate_types.code = EXCLUDED.code",
        &[
            (&it.key).into(),
            (&it.code()).into(),
            (&it.name.zh).into(),
            (&it.name.en).into(),
            (&it.definer_name.zh).into(),
            (&it.definer_name.en).into(),
            it.holders.as_str().into(),
            it.shown.as_str().into(),
            (&it.validity.word()).into(),
            (&face).into(),
            now.into(),
        ],
    )
}

/// The key of the type with this code.
pub(crate) fn key_of_code(read: &mut Read<'_>, code: &str) -> Result<Option<String>> {
    read.one("SELECT type_key FROM certificate_types WHERE code = $1", &[code.into()], |row| row.text(0))
}

fn kind(row: &Row<'_>) -> Result<CertificateType> {
    let (definer, number) = row.parsed(1, CertificateType::split_code)?;
    Ok(CertificateType {
        key: row.text(0)?,
        definer,
        number,
        name: words(row, 2)?,
        definer_name: words(row, 4)?,
        holders: row.parsed(6, HolderCategory::parse)?,
        shown: row.parsed(7, HolderShown::parse)?,
        validity: row.parsed(8, ValidityRange::parse)?,
        face: serde_json::from_str(&row.text(9)?)
            .map_err(|_| Error::fault("a stored face is not as it was written"))?,
    })
}
