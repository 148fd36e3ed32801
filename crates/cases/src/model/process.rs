//! Kinds of process 办理方式: in several steps, at once 即办, on a promise 告知承诺.
//! What a kind means for a case is the actions' affair.

use calendar::Limit;
use kit::{Time, Words};

use super::{
    Silence,
    matter::{Condition, Duty},
};

/// How a matter is handled.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Which way.
    #[serde(default)]
    pub kind: ProcessKind,
    /// Whether what the rules propose to grant is granted as it comes in; anything else goes to an official.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic: Option<Automatic>,
    /// What the applicant promises, where that is the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
}

/// The ways a matter can be handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcessKind {
    /// In several steps.
    #[default]
    Ordinary,
    /// 即办: accepted and decided at once, in one task.
    Immediate,
    /// 告知承诺: decided at once on a signed promise, which is inspected afterwards.
    PromiseFirst,
}

/// A decision that the rules make by themselves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Automatic {
    /// By which clause they may.
    pub clause: String,
}

/// A promise 承诺: what is promised, what follows if it is false, and when it is looked at.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The declaration of the form by which it is signed.
    pub question: String,
    /// What is promised, each with the clause it fulfils.
    pub terms: Vec<Condition>,
    /// What follows if it is false.
    pub consequences: Words,
    /// By which clause that follows.
    pub clause: String,
    /// Until when it is inspected, from the decision.
    pub inspect_within: Within,
    /// Until when what is found must be mended, from the order.
    pub mend_within: Within,
}

/// The words of a promise as they were signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedWords {
    /// What was promised.
    pub terms: Vec<Condition>,
    /// What follows if it is false.
    pub consequences: Words,
    /// By which clause that follows.
    pub clause: String,
}

/// A promise that was signed with an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// When.
    pub at: Time,
    /// Its words; nothing once the person was erased.
    pub words: Option<SignedWords>,
}

/// A time with its clause.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// How long.
    pub limit: Limit,
    /// By which clause.
    pub clause: String,
}

impl Process {
    /// Whether a file says nothing of it: handled in several steps.
    pub fn is_ordinary(&self) -> bool {
        *self == Process::default()
    }
}

impl Promise {
    /// Its words, as an applicant signs them.
    pub fn words(&self) -> SignedWords {
        let (terms, consequences) = (self.terms.clone(), self.consequences.clone());
        SignedWords { terms, consequences, clause: self.clause.clone() }
    }
}

impl Within {
    /// As the time of a duty.
    pub fn duty(&self) -> Duty {
        Duty {
            statutory: self.limit,
            clause: self.clause.clone(),
            from: None,
            promised: None,
            extension: None,
            note: None,
            silence: Silence::Nothing,
        }
    }
}
