//! One recorded doing, on its way into the ledger.
//! Knows what an act says; what the tree makes of it is the affair of `acts`.

use kit::{Actor, AgencyId, RegionCode, SubjectId, Who};
use serde_json::{Map, Value, json};

/// The schema of the body as written today; bodies stay readable for ever.
const BODY_VERSION: u32 = 1;

/// One recorded doing. `Act::of("case.submitted", by, case.id.as_str())` and what else is worth saying.
#[derive(Clone, Debug)]
pub struct Act {
    pub(crate) kind: &'static str,
    pub(crate) thing: String,
    pub(crate) agency: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) subject: Option<SubjectId>,
    doing: Map<String, Value>,
    person: Map<String, Value>,
}

impl Act {
    /// What was done (`noun.verbed`), by whom, to which thing.
    pub fn of(kind: &'static str, by: &Actor, thing: &str) -> Self {
        debug_assert!(kind.split('.').count() == 2, "act kinds are noun.verbed");
        let (mut doing, mut person) = (Map::new(), Map::new());
        let (mut agency, mut region) = (None, None);
        doing.insert("channel".to_owned(), by.channel.as_str().into());
        match &by.who {
            Who::Anyone => drop(doing.insert("actor".to_owned(), "anyone".into())),
            Who::System(part) => drop(doing.insert("actor".to_owned(), format!("system:{part}").into())),
            // Two acts of one person must not be linked by what outlives the person's key.
            Who::Person { id, .. } => {
                doing.insert("actor".to_owned(), "person".into());
                person.insert("by".to_owned(), id.as_str().into());
            }
            Who::Official(it) => {
                doing.insert("actor".to_owned(), it.official.as_str().into());
                doing.insert("post".to_owned(), it.post.as_str().into());
                agency = Some(it.agency.as_str().to_owned());
                region = Some(it.region.as_str().to_owned());
            }
        }
        if let Some(it) = &by.acting_for {
            person.insert("acting_for".to_owned(), it.as_str().into());
        }
        let subject = by.subject().ok().cloned();
        Self { kind, thing: thing.to_owned(), agency, region, subject, doing, person }
    }

    /// The person or company this is about: their key seals the personal part.
    #[must_use]
    pub fn about(mut self, subject: &SubjectId) -> Self {
        self.subject = Some(subject.clone());
        self
    }

    /// The agency that answers for it, where it is not the actor's.
    #[must_use]
    pub fn at_agency(mut self, agency: &AgencyId, region: &RegionCode) -> Self {
        self.agency = Some(agency.as_str().to_owned());
        self.region = Some(region.as_str().to_owned());
        self
    }

    /// The case it belongs to.
    #[must_use]
    pub fn in_case(self, case: &str) -> Self {
        self.says("case", case)
    }

    /// Why it was done, and on what legal ground.
    #[must_use]
    pub fn because(self, purpose: &str, basis: &str) -> Self {
        self.says("purpose", purpose).says("basis", basis)
    }

    /// What else is worth keeping; sealed under the subject's key.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.person.insert("body".to_owned(), body);
        self
    }

    fn says(mut self, name: &str, value: &str) -> Self {
        self.doing.insert(name.to_owned(), value.into());
        self
    }

    /// The bytes of the part about the doing.
    pub(crate) fn doing_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.doing).expect("JSON values print")
    }

    /// The bytes of the part about the person.
    pub(crate) fn person_bytes(&mut self) -> Vec<u8> {
        self.person.insert("v".to_owned(), json!(BODY_VERSION));
        self.person.insert("thing".to_owned(), self.thing.as_str().into());
        if let Some(it) = &self.subject {
            self.person.insert("subject".to_owned(), it.as_str().into());
        }
        serde_json::to_vec(&self.person).expect("JSON values print")
    }
}
