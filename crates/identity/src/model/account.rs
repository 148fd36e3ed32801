//! An account: what someone signs in with, and whose it is.
//! Holds no password; how one is kept and compared is the affair of `actions::passwords`.

use std::collections::BTreeSet;

use kit::{CitizenNumber, Flaw, OfficialId, PersonId, Result, id};

use super::{sound, text_flaw};

/// How long a chosen login may be.
pub const LOGIN_CHARACTERS_MAX: usize = 64;

/// How short a password may be.
pub const PASSWORD_CHARACTERS_MIN: usize = 12;

/// How large a password may be.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// How many different characters a password needs at least.
const PASSWORD_DIFFERENT_MIN: usize = 5;

id!(/** An account. */ AccountId, "account");

/// Whose account it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A person.
    Person(PersonId),
    /// An official.
    Official(OfficialId),
}

/// An account as signing in needs it.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) owner: Owner,
    /// The kept form of the password; nothing once the account is closed.
    pub(crate) password: Option<String>,
}

/// What an account is found by, the same however it was typed: a citizen number, or a chosen name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Login(String);

impl Login {
    /// Takes what someone typed.
    pub(crate) fn of(typed: &str) -> Self {
        match CitizenNumber::parse(typed) {
            Ok(number) => Self::of_number(&number),
            Err(_) => {
                Self(typed.trim().chars().take(LOGIN_CHARACTERS_MAX + 1).collect::<String>().to_lowercase())
            }
        }
    }

    /// The login of someone who signs in with their number.
    pub(crate) fn of_number(number: &CitizenNumber) -> Self {
        Self(number.as_str().to_owned())
    }

    /// The text to be blinded; think twice before showing it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A login that can be typed again.
    pub(crate) fn check(&self) -> Result<()> {
        sound(text_flaw("login", &self.0, LOGIN_CHARACTERS_MAX).into_iter().collect())
    }
}

/// What is wrong with a password being chosen. Nobody is made to mix signs or to change it every month.
pub(crate) fn password_flaw(field: &str, password: &str) -> Option<Flaw> {
    let different = || password.chars().collect::<BTreeSet<_>>().len();
    if password.chars().count() < PASSWORD_CHARACTERS_MIN {
        Some(Flaw::of(field, "password.short").with("min", PASSWORD_CHARACTERS_MIN))
    } else if PASSWORD_BYTES_MAX < password.len() {
        Some(Flaw::of(field, "password.long").with("max", PASSWORD_BYTES_MAX))
    } else if different() < PASSWORD_DIFFERENT_MIN {
        Some(Flaw::of(field, "password.plain"))
    } else {
        None
    }
}
