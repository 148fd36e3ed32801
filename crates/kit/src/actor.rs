//! Who does something, for whom, and through which channel.
//! Holds identifiers only; names and numbers stay with the blocks that own them.

use crate::{Refusal, RegionCode, Result, id};

id!(/** A natural person. */ PersonId, "person");
id!(/** Someone who works for an agency. */ OfficialId, "official");
id!(/** A seat in an agency that holds powers. */ PostId, "post");
id!(/** An authority, or a body that acts as one. */ AgencyId, "agency");
id!(/** Whom the state serves: a person or a company. Owner of a sealing key. */ SubjectId, "subject");

/// Who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody we know.
    Anyone,
    /// A signed-in person, with the subject that stands for them.
    Person {
        /// The person.
        id: PersonId,
        /// The subject that is this person.
        subject: SubjectId,
    },
    /// An official through a post.
    Official(Box<Acting>),
    /// The platform itself: a timer, a reaction, a command; the word says which.
    System(&'static str),
}

/// An official at a post, with what that post may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The official.
    pub official: OfficialId,
    /// The post they act through.
    pub post: PostId,
    /// The agency of that post.
    pub agency: AgencyId,
    /// The region of that agency.
    pub region: RegionCode,
    /// What the post may do, as `noun.verb`.
    pub powers: Vec<String>,
}

/// Which way the wish came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A browser.
    Web,
    /// A machine door.
    Api,
    /// Across a counter, typed by an official.
    Counter,
    /// The platform's own doing.
    Inside,
    /// An operator's command.
    Command,
}

impl Channel {
    /// The word stored in acts.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Api => "api",
            Channel::Counter => "counter",
            Channel::Inside => "inside",
            Channel::Command => "command",
        }
    }
}

/// Who does something, for whom, and how it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who does it.
    pub who: Who,
    /// The person or company it is done for, when it is not the doer.
    pub acting_for: Option<SubjectId>,
    /// The way it came in.
    pub channel: Channel,
}

impl Actor {
    /// Nobody we know, through a browser.
    pub fn anyone() -> Self {
        Self { who: Who::Anyone, acting_for: None, channel: Channel::Web }
    }

    /// The platform itself; the word says which part.
    pub fn system(part: &'static str) -> Self {
        Self { who: Who::System(part), acting_for: None, channel: Channel::Inside }
    }

    /// A person for themselves, through a browser.
    pub fn person_is(id: PersonId, subject: SubjectId) -> Self {
        Self { who: Who::Person { id, subject }, acting_for: None, channel: Channel::Web }
    }

    /// An official through a post, through a browser.
    pub fn official_is(acting: Acting) -> Self {
        Self { who: Who::Official(Box::new(acting)), acting_for: None, channel: Channel::Web }
    }

    /// The signed-in person, or a refusal.
    pub fn person(&self) -> Result<&PersonId> {
        match &self.who {
            Who::Person { id, .. } => Ok(id),
            Who::Anyone => Err(Refusal::sign_in().into()),
            _ => Err(Refusal::forbidden("not_a_person").into()),
        }
    }

    /// Whom a signed-in person speaks for: the one acted for, else themselves.
    pub fn subject(&self) -> Result<&SubjectId> {
        match (&self.who, &self.acting_for) {
            (Who::Person { .. }, Some(it)) | (Who::Person { subject: it, .. }, None) => Ok(it),
            (Who::Anyone, _) => Err(Refusal::sign_in().into()),
            _ => Err(Refusal::forbidden("not_a_person").into()),
        }
    }

    /// The official at their post, or a refusal.
    pub fn acting(&self) -> Result<&Acting> {
        match &self.who {
            Who::Official(it) => Ok(it),
            Who::Anyone => Err(Refusal::sign_in().into()),
            _ => Err(Refusal::forbidden("not_an_official").into()),
        }
    }

    /// Whether the post acted through holds this power.
    pub fn has_power(&self, power: &str) -> bool {
        matches!(&self.who, Who::Official(it) if it.powers.iter().any(|held| held == power))
    }
}
