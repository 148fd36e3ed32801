//! The nouns of identity and their rules.
//! Knows no SQL, no HTTP and no clock.

pub(crate) mod account;
pub(crate) mod company;
pub(crate) mod demo;
pub(crate) mod person;
pub(crate) mod session;
pub(crate) mod subject;

use kit::{Actor, Flaw, Refusal, Result, Who};

/// The power of a post that tends people, companies and accounts.
pub const OPERATE: &str = "platform.operate";

/// How long a path to go on to may be.
const PATH_BYTES_MAX: usize = 512;

/// Whether a text is a path of this site: nobody is sent anywhere else after signing in.
pub(crate) fn is_own_path(text: &str) -> bool {
    let plain = text.bytes().all(|it| it.is_ascii_graphic() && it != b'\\');
    text.starts_with('/') && !text.starts_with("//") && plain && text.len() <= PATH_BYTES_MAX
}

/// Only the platform itself, or an official who operates it.
pub(crate) fn check_operator(by: &Actor) -> Result<()> {
    match &by.who {
        Who::System(_) => Ok(()),
        Who::Anyone => Err(Refusal::sign_in().into()),
        _ if by.has_power(OPERATE) => Ok(()),
        _ => Err(Refusal::forbidden("identity.operate").into()),
    }
}

/// Nothing, where there are no flaws.
pub(crate) fn sound(flaws: Vec<Flaw>) -> Result<()> {
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::flawed(flaws).into()) }
}

/// What is wrong with a text that people type: nothing, too much, or signs that nobody types.
pub(crate) fn text_flaw(field: &str, text: &str, chars_max: usize) -> Option<Flaw> {
    if text.trim().is_empty() {
        Some(Flaw::of(field, "identity.empty"))
    } else if chars_max < text.chars().count() {
        Some(Flaw::of(field, "identity.long").with("max", chars_max))
    } else if text.chars().any(char::is_control) {
        Some(Flaw::of(field, "identity.signs"))
    } else {
        None
    }
}
