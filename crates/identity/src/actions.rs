//! The verbs of identity: load, check, change, record.
//! Knows no HTTP and no SQL text.

pub(crate) mod accounts;
pub(crate) mod companies;
pub(crate) mod demo;
pub(crate) mod passwords;
pub(crate) mod people;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod standing;
pub(crate) mod subjects;

/// The fields that blind indexes are made for.
const NUMBER_FIELD: &str = "identity.person_number";
const CODE_FIELD: &str = "identity.company_code";
const LOGIN_FIELD: &str = "identity.login";
