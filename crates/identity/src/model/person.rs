//! A natural person, and how surely we know that they are who they say.
//! Their name, number and phone are sealed; only views hold them in clear.

use kit::{CitizenNumber, Flaw, PersonId, Result, SubjectId, Time};

use super::{sound, text_flaw};

/// How long a name may be.
pub const NAME_CHARACTERS_MAX: usize = 100;

/// How long a telephone number may be.
const PHONE_CHARACTERS_MAX: usize = 24;

/// How surely we know who someone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// They said so themselves.
    Declared,
    /// A register or a document was held against it.
    Verified,
}

/// A person before they have an id.
#[derive(Clone)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// Their citizen number; a newborn has none yet.
    pub number: Option<CitizenNumber>,
    /// Where they can be called.
    pub phone: Option<String>,
    /// How surely we know.
    pub assurance: Assurance,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Whose key seals what we know of them.
    pub subject: SubjectId,
}

/// A person as they see themselves.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Their id.
    pub id: PersonId,
    /// Their name; nothing once they were erased.
    pub name: Option<String>,
    /// Their number with its middle hidden.
    pub number_masked: Option<String>,
    /// Where they can be called.
    pub phone: Option<String>,
    /// How surely we know.
    pub assurance: Assurance,
    /// Since when they are known.
    pub registered_at: Time,
}

impl Assurance {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Assurance::Declared => "declared",
            Assurance::Verified => "verified",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Assurance::Declared, Assurance::Verified].into_iter().find(|it| it.as_str() == word)
    }
}

impl NewPerson {
    /// A name that can be read, a phone that can be called.
    pub(crate) fn check(&self) -> Result<()> {
        let name = text_flaw("name", &self.name, NAME_CHARACTERS_MAX);
        let phone =
            self.phone.as_deref().filter(|it| !is_phone(it)).map(|_| Flaw::of("phone", "phone.wrong"));
        sound(name.into_iter().chain(phone).collect())
    }
}

fn is_phone(text: &str) -> bool {
    let shaped = text.chars().all(|it| it.is_ascii_digit() || matches!(it, '+' | '-' | ' ' | '(' | ')'));
    shaped && text.len() <= PHONE_CHARACTERS_MAX && text.chars().any(|it| it.is_ascii_digit())
}
