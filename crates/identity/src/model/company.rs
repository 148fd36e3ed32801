//! A company or other body, and the people who may speak for it.
//! What else they may do in its name is the affair of mandates.

use kit::{CreditCode, Flaw, PersonId, Result, SubjectId, Time, id};

use super::{person::NAME_CHARACTERS_MAX, sound, text_flaw};

/// How long the words about the evidence of a representation may be.
pub const EVIDENCE_CHARACTERS_MAX: usize = 500;

id!(/** That one person speaks for one company. */ RepresentativeId, "representative");

/// A company before it is known.
#[derive(Clone, Debug)]
pub struct NewCompany {
    /// Its registered name.
    pub name: String,
    /// Its unified social credit code.
    pub code: CreditCode,
}

/// A company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Whose key seals what we know of it; also what it is known by.
    pub subject: SubjectId,
}

/// A company as its representatives see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyView {
    /// What it is known by.
    pub subject: SubjectId,
    /// Its name.
    pub name: String,
    /// Its unified social credit code.
    pub code: String,
}

/// That a person may speak for a company, before it has an id.
#[derive(Clone, Debug)]
pub struct NewRepresentative {
    /// For which company.
    pub company: SubjectId,
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since: Time,
    /// Until when, where that is known.
    pub until: Option<Time>,
    /// What shows it: the entry of the register, the document.
    pub evidence: String,
}

impl NewCompany {
    /// A name that can be read.
    pub(crate) fn check(&self) -> Result<()> {
        sound(text_flaw("name", &self.name, NAME_CHARACTERS_MAX).into_iter().collect())
    }
}

impl NewRepresentative {
    /// An end after its beginning, and words about the evidence.
    pub(crate) fn check(&self) -> Result<()> {
        let evidence = text_flaw("evidence", &self.evidence, EVIDENCE_CHARACTERS_MAX);
        let ends_first = self.until.is_some_and(|it| it <= self.since);
        let until = ends_first.then(|| Flaw::of("until", "representative.until"));
        sound(evidence.into_iter().chain(until).collect())
    }
}
