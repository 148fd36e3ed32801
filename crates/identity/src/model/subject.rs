//! Whom the state serves, as officials see them in a case file: a person or a company.
//! Does not decide who may look.

use kit::Time;

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// A natural person.
    Person,
    /// A company or other body.
    Company,
}

/// A person or company, as those see them who have a reason.
#[derive(Clone, PartialEq, Eq)]
pub struct SubjectView {
    /// What they are.
    pub kind: SubjectKind,
    /// Their name; nothing once they were erased.
    pub name: Option<String>,
    /// The citizen number or unified social credit code, in full; nothing for a newborn or once erased.
    pub number: Option<String>,
    /// The same for eyes that need not see it all; a company's code is public.
    pub masked: Option<String>,
}

/// What one register holds of whoever asks, for themselves to see.
#[derive(Clone)]
pub struct Known {
    /// Which register: `people` or `companies`.
    pub register: &'static str,
    /// Since when it says so.
    pub as_of: Time,
    /// Its fields that are filled, by name.
    pub fields: Vec<(&'static str, String)>,
}

impl Known {
    pub(crate) fn of<const N: usize>(
        register: &'static str,
        as_of: Time,
        fields: [(&'static str, Option<String>); N],
    ) -> Self {
        let fields = fields.into_iter().filter_map(|(name, it)| Some((name, it?)));
        Self { register, as_of, fields: fields.collect() }
    }
}

/// Says nothing of who it is.
impl std::fmt::Debug for SubjectView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubjectView").field("kind", &self.kind).finish_non_exhaustive()
    }
}
