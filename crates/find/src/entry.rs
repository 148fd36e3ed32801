//! What can be found: a name with what is said besides, and what it is narrowed down by.
//! Its words are public ones; nothing here is about anybody.

use kit::RegionCode;

/// Whom a service is for; both bits where it is for both, none where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience(pub(crate) u8);

impl Audience {
    /// People.
    pub const PERSON: Audience = Audience(1);
    /// Companies.
    pub const COMPANY: Audience = Audience(2);

    /// Either of two.
    #[must_use]
    pub fn and(self, other: Audience) -> Audience {
        Audience(self.0 | other.0)
    }

    /// Whether they have somebody in common.
    pub fn meets(self, other: Audience) -> bool {
        self.0 & other.0 != 0
    }
}

/// A service that can be found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What tells it from every other; it is found by that too.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its name in English, where it has one.
    pub name_en: Option<String>,
    /// Words people search it by.
    pub also: Vec<String>,
    /// What else is said of it: a sentence, what it is a part of.
    pub about: Vec<String>,
    /// The agency, by name; empty where it differs by place.
    pub agency: String,
    /// Its type, as a word of the caller's.
    pub kind: &'static str,
    /// Whom it is for.
    pub audience: Audience,
    /// Where it is offered.
    pub region: RegionCode,
    /// Whether it can be applied for here.
    pub online: bool,
}
