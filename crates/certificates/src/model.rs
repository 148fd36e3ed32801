//! The nouns of certificates and their rules.
//! Knows no SQL, no HTTP and no clock.

pub(crate) mod certificate;
pub(crate) mod ending;
pub(crate) mod file;
pub(crate) mod key;
pub(crate) mod kind;
pub(crate) mod mask;
pub(crate) mod view;

use kit::{Actor, AgencyId, Flaw, Refusal, Result, Who};

/// The power of a post that ends its agency's certificates.
pub const REVOKE: &str = "certificate.revoke";

/// The power of a post that defines types and makes keys.
pub const OPERATE: &str = "platform.operate";

/// Any of these lets a post of the issuing agency look at a certificate in full.
pub const ISSUER_POWERS: [&str; 3] = [REVOKE, "case.decide", "case.deliver"];

/// How long a legal basis may be.
const BASIS_CHARS_MAX: usize = 200;

/// Only the platform itself, or an official who operates it.
pub(crate) fn check_operator(by: &Actor) -> Result<()> {
    match &by.who {
        Who::System(_) => Ok(()),
        Who::Anyone => Err(Refusal::sign_in().into()),
        _ if by.has_power(OPERATE) => Ok(()),
        _ => Err(Refusal::forbidden("certificate.operate").into()),
    }
}

/// Only the platform itself, or an official of the agency whose statement it is.
pub(crate) fn check_issuer(by: &Actor, agency: &AgencyId) -> Result<()> {
    match &by.who {
        Who::System(_) => Ok(()),
        _ if by.acting()?.agency == *agency => Ok(()),
        _ => Err(Refusal::forbidden("certificate.issuer").into()),
    }
}

/// Nothing, where there are no flaws.
pub(crate) fn sound(flaws: Vec<Flaw>) -> Result<()> {
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::flawed(flaws).into()) }
}

/// What is wrong with a text that must say something: nothing, too much, or signs that nobody types.
pub(crate) fn text_flaw(field: &str, text: &str, chars_max: usize) -> Option<Flaw> {
    if text.trim().is_empty() {
        Some(Flaw::of(field, "certificate.empty"))
    } else if chars_max < text.chars().count() {
        Some(Flaw::of(field, "certificate.long").with("max", chars_max))
    } else if text.chars().any(char::is_control) {
        Some(Flaw::of(field, "certificate.signs"))
    } else {
        None
    }
}

/// What is wrong with a legal basis.
pub(crate) fn basis_flaw(basis: &str) -> Option<Flaw> {
    text_flaw("basis", basis, BASIS_CHARS_MAX)
}
