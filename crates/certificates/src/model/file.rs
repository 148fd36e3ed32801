//! The signed body of a certificate and the file it travels in, which anyone can check without us.
//! Pure: bytes in, a named flaw out; knows no store, and trusts no key but the one it is given.

use std::fmt;

use calendar::Day;
use crypt::{PublicKey, SigningKey, SuiteName};
use data_encoding::BASE64;
use kit::{CertificateIdentifier, Lang, Words, t};
use serde::{Deserialize, Serialize};

use super::{certificate::NumberKind, key::Effect};

/// How large a file may be.
pub const FILE_BYTES_MAX: usize = 256 * 1024;

/// What a body calls its own form. A new form gets a new name, and this one stays readable.
const FORMAT: &str = "yiwang/certificate/v1";

/// What the agency signed. Names follow GB/T 36903 where it has one.
///
/// The signed bytes are the body as JSON in the canonical form of RFC 8785: no spaces, names in order.
/// Fields stand here in that order, and hold nothing but text and truth values.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The law it is given by.
    pub basis: String,
    /// The region of the agency.
    #[serde(rename = "certificateAreaCode")]
    pub area: String,
    /// Its first day.
    #[serde(rename = "certificateEffectiveDate")]
    pub effective: Day,
    /// Its last day, if it has one.
    #[serde(rename = "certificateExpiringDate")]
    pub expires: Option<Day>,
    /// What the holder is known by.
    #[serde(rename = "certificateHolderCode")]
    pub holder_number: Option<String>,
    /// What the holder is called.
    #[serde(rename = "certificateHolderName")]
    pub holder_name: String,
    /// What kind of number the holder is known by.
    #[serde(rename = "certificateHolderType")]
    pub holder_number_kind: Option<NumberKind>,
    /// What the world knows it by.
    #[serde(rename = "certificateIdentifier")]
    pub identifier: String,
    /// The day it was issued.
    #[serde(rename = "certificateIssuedDate")]
    pub issued: Day,
    /// The credit code of the agency.
    #[serde(rename = "certificateIssuingAuthorityCode")]
    pub issuer_code: String,
    /// What the agency is called.
    #[serde(rename = "certificateIssuingAuthorityName")]
    pub issuer_name: Saying,
    /// What the type is called.
    #[serde(rename = "certificateName")]
    pub kind: Saying,
    /// The number on it.
    #[serde(rename = "certificateNumber")]
    pub number: String,
    /// The code of the type.
    #[serde(rename = "certificateTypeCode")]
    pub kind_code: String,
    /// What it counts as.
    pub effect: Effect,
    /// What its face says.
    pub face: Vec<FaceEntry>,
    /// The name of this form.
    pub format: String,
    /// Whether strangers see who holds it.
    #[serde(rename = "holderIsPublic")]
    pub holder_is_public: bool,
    /// The key it is signed with.
    #[serde(rename = "signingKey")]
    pub signing_key: String,
}

/// One field of a face with its value.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceEntry {
    /// What those who issue call it by.
    pub key: String,
    /// What the face calls it.
    pub label: Saying,
    /// Whether strangers see the value.
    pub public: bool,
    /// The value.
    pub value: String,
}

/// One saying in each language, in the order of the canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// English.
    pub en: String,
    /// 中文.
    pub zh: String,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFlaw {
    /// It is larger than any certificate.
    TooLarge,
    /// It is no certificate file: not JSON, or other fields than a certificate has.
    Broken,
    /// It says what a certificate says, but not byte for byte as we write it.
    Form,
    /// Its body is of a form this version does not know.
    Format,
    /// Its identifier is none, or is not of the type and agency the body names.
    Identifier,
    /// It is signed in a way this version does not know.
    Suite,
    /// It brings another key than the one that must have signed it.
    OtherKey,
    /// The signature is not this key's over this body: something was changed.
    Signature,
}

/// What a sound file proves.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified {
    /// What was signed.
    pub body: Body,
    /// The key that signed it.
    pub key: PublicKey,
    /// Whether that is a key the caller trusts; otherwise all it proves is that nothing was changed since.
    pub is_trusted: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    body: Body,
    key: FileKey,
    signature: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileKey {
    public: String,
    suite: String,
}

/// Checks a certificate file without a store or a network. `key` is the agency's, from a source the caller
/// trusts; without it only that nothing was changed is shown. Whether it was ended since, only we can say.
pub fn verify(bytes: &[u8], key: Option<&PublicKey>) -> Result<Verified, FileFlaw> {
    if FILE_BYTES_MAX < bytes.len() {
        return Err(FileFlaw::TooLarge);
    }
    let file: File = serde_json::from_slice(bytes).map_err(|_| FileFlaw::Broken)?;
    if bytes_of(&file) != bytes {
        return Err(FileFlaw::Form);
    }
    if file.body.format != FORMAT {
        return Err(FileFlaw::Format);
    }
    if !file.body.names_itself() {
        return Err(FileFlaw::Identifier);
    }
    let suite = SuiteName::parse(&file.key.suite).ok_or(FileFlaw::Suite)?;
    let public = BASE64.decode(file.key.public.as_bytes()).map_err(|_| FileFlaw::Signature)?;
    let public = PublicKey { suite, bytes: public };
    if key.is_some_and(|it| *it != public) {
        return Err(FileFlaw::OtherKey);
    }
    let signature = BASE64.decode(file.signature.as_bytes()).map_err(|_| FileFlaw::Signature)?;
    if !public.verify(&file.body.bytes(), &signature) {
        return Err(FileFlaw::Signature);
    }
    Ok(Verified { body: file.body, key: public, is_trusted: key.is_some() })
}

/// The file of a body, its signature and the key that made it.
pub(crate) fn file(body: Body, key: &PublicKey, signature: &[u8]) -> Vec<u8> {
    let key = FileKey { public: BASE64.encode(&key.bytes), suite: key.suite.as_str().to_owned() };
    bytes_of(&File { body, key, signature: BASE64.encode(signature) })
}

impl Body {
    /// The name of the form that is written today.
    pub(crate) const FORMAT: &'static str = FORMAT;

    /// The bytes that are signed.
    pub fn bytes(&self) -> Vec<u8> {
        bytes_of(self)
    }

    pub(crate) fn sign(&self, key: &SigningKey) -> Vec<u8> {
        key.sign(&self.bytes())
    }

    /// Whether the identifier is one, and names the type and the agency that the body names.
    fn names_itself(&self) -> bool {
        CertificateIdentifier::parse(&self.identifier).is_ok_and(|it| {
            it.as_str() == self.identifier && it.kind() == self.kind_code && it.issuer() == self.issuer_code
        })
    }
}

impl Saying {
    /// The words in this language.
    pub fn say(&self, lang: Lang) -> &str {
        if lang == Lang::ZH { &self.zh } else { &self.en }
    }
}

impl From<&Words> for Saying {
    fn from(it: &Words) -> Self {
        Self { en: it.en.clone(), zh: it.zh.clone() }
    }
}

impl FileFlaw {
    /// The flaw's code, for machines.
    pub fn code(self) -> &'static str {
        match self {
            FileFlaw::TooLarge => "too_large",
            FileFlaw::Broken => "broken",
            FileFlaw::Form => "form",
            FileFlaw::Format => "format",
            FileFlaw::Identifier => "identifier",
            FileFlaw::Suite => "suite",
            FileFlaw::OtherKey => "other_key",
            FileFlaw::Signature => "signature",
        }
    }

    /// What is wrong, for people.
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            FileFlaw::TooLarge => t!("file_flaw.too_large", lang),
            FileFlaw::Broken => t!("file_flaw.broken", lang),
            FileFlaw::Form => t!("file_flaw.form", lang),
            FileFlaw::Format => t!("file_flaw.format", lang),
            FileFlaw::Identifier => t!("file_flaw.identifier", lang),
            FileFlaw::Suite => t!("file_flaw.suite", lang),
            FileFlaw::OtherKey => t!("file_flaw.other_key", lang),
            FileFlaw::Signature => t!("file_flaw.signature", lang),
        }
    }
}

impl fmt::Display for FileFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for FileFlaw {}

/// Says nothing of the holder.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("identifier", &self.identifier).finish_non_exhaustive()
    }
}

/// Says nothing of the holder.
impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("body", &self.body).field("is_trusted", &self.is_trusted).finish()
    }
}

fn bytes_of(it: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(it).expect("text and truth values print")
}
