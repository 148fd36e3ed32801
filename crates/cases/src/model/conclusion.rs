//! What an official concludes a task with, and the reasons a decision states.
//! A decision that departs from what the rules propose says why in words of its own.

use std::collections::BTreeMap;

use kit::{Flaw, Refusal, Result, Words};
use serde_json::{Value, json};

use super::{Matter, remedy::RemedyView};

/// The fewest and most characters of words that an official must give.
const WORDS_MIN: usize = 4;
/// The most characters of any words given with a conclusion.
pub(crate) const WORDS_MAX: usize = 2_000;

/// What an official concludes a task with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// The application is complete and accepted.
    Accepted,
    /// Something is missing: everything that is, told at once and once.
    Correction {
        /// The materials and questions to mend, by key.
        items: Vec<String>,
        /// What to do about them.
        words: String,
    },
    /// The application cannot be accepted.
    NotAccepted {
        /// Why.
        words: String,
    },
    /// The papers were examined.
    Examined {
        /// Whether they are complete and in order.
        complete: bool,
        /// What was found.
        words: String,
    },
    /// The place was inspected.
    Inspected {
        /// Each item of the matter: whether it is in order.
        findings: BTreeMap<String, bool>,
        /// What was found.
        words: String,
    },
    /// The case is decided.
    Decided {
        /// Whether it is granted.
        granted: bool,
        /// Why, where this departs from what the rules propose; may be empty otherwise.
        words: String,
    },
    /// A colleague who was asked gave their opinion.
    Reviewed {
        /// Whether they agree.
        agreed: bool,
        /// Why; may be empty where they agree.
        words: String,
    },
    /// The case is decided at once.
    Settled {
        /// How.
        settled: Settled,
        /// Why, where this departs from what the rules propose or nothing is taken up.
        words: String,
    },
    /// It was inspected whether a promise is kept.
    Verified {
        /// Each item of the matter: whether it is in order.
        findings: BTreeMap<String, bool>,
        /// What was found.
        words: String,
    },
    /// A decision that rests on a false promise is revoked.
    Revoked {
        /// Why.
        words: String,
    },
    /// The decision was handed over.
    Delivered {
        /// `online`, `counter` or `post`.
        way: String,
    },
}

/// How a case is decided at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Granted.
    Granted,
    /// Refused.
    Refused,
    /// Not taken up.
    NotAccepted,
}

impl Settled {
    /// The outcome in the flow.
    pub fn as_str(self) -> &'static str {
        match self {
            Settled::Granted => "granted",
            Settled::Refused => "refused",
            Settled::NotAccepted => "not_accepted",
        }
    }

    /// Takes an outcome.
    pub fn parse(word: &str) -> Option<Self> {
        [Settled::Granted, Settled::Refused, Settled::NotAccepted].into_iter().find(|it| it.as_str() == word)
    }
}

impl Conclusion {
    /// The duty of a colleague whose opinion was asked; no node of a flow has it.
    pub const REVIEW: &str = "review";

    /// The outcome in the flow.
    pub fn outcome(&self) -> &'static str {
        match self {
            Conclusion::Accepted => "accepted",
            Conclusion::Correction { .. } => "correction",
            Conclusion::NotAccepted { .. } => "not_accepted",
            Conclusion::Examined { .. }
            | Conclusion::Inspected { .. }
            | Conclusion::Revoked { .. }
            | Conclusion::Delivered { .. } => flow::DONE,
            Conclusion::Settled { settled, .. } => settled.as_str(),
            Conclusion::Verified { findings, .. } if findings.values().all(|it| *it) => "kept",
            Conclusion::Verified { .. } => "broken",
            Conclusion::Reviewed { agreed: true, .. } => flow::OPINIONS[0],
            Conclusion::Reviewed { agreed: false, .. } => flow::OPINIONS[1],
            Conclusion::Decided { granted: true, .. } => "granted",
            Conclusion::Decided { granted: false, .. } => "refused",
        }
    }

    /// The duty it concludes.
    pub fn duty(&self) -> &'static str {
        match self {
            Conclusion::Accepted | Conclusion::Correction { .. } | Conclusion::NotAccepted { .. } => "accept",
            Conclusion::Examined { .. } => "examine",
            Conclusion::Inspected { .. } => "inspect",
            Conclusion::Decided { .. } => "decide",
            Conclusion::Settled { .. } => "settle",
            Conclusion::Verified { .. } => "verify",
            Conclusion::Revoked { .. } => "revoke",
            Conclusion::Delivered { .. } => "deliver",
            Conclusion::Reviewed { .. } => Conclusion::REVIEW,
        }
    }

    /// Whether it says all it must.
    pub fn check(&self, matter: &Matter) -> Result<()> {
        let mut flaws = Vec::new();
        match self {
            Conclusion::Correction { items, words } => {
                let known = |key: &String| {
                    matter.materials.iter().any(|it| it.key == *key) || matter.form.question(key).is_some()
                };
                if items.is_empty() || !items.iter().all(known) {
                    flaws.push(Flaw::of("items", "conclusion.items"));
                }
                flaws.extend(words_flaw(words, WORDS_MIN));
            }
            Conclusion::NotAccepted { words }
            | Conclusion::Revoked { words }
            | Conclusion::Settled { words, settled: Settled::NotAccepted }
            | Conclusion::Examined { words, complete: false }
            | Conclusion::Reviewed { words, agreed: false } => {
                flaws.extend(words_flaw(words, WORDS_MIN));
            }
            Conclusion::Inspected { findings, words } | Conclusion::Verified { findings, words } => {
                let all = matter.inspection.iter().all(|it| findings.contains_key(&it.key));
                if !all || findings.len() != matter.inspection.len() {
                    flaws.push(Flaw::of("findings", "conclusion.findings"));
                }
                flaws.extend(words_flaw(words, if findings.values().all(|it| *it) { 0 } else { WORDS_MIN }));
            }
            Conclusion::Examined { words, .. }
            | Conclusion::Decided { words, .. }
            | Conclusion::Settled { words, .. }
            | Conclusion::Reviewed { words, .. } => {
                flaws.extend(words_flaw(words, 0));
            }
            Conclusion::Delivered { way } if !["online", "counter", "post"].contains(&way.as_str()) => {
                flaws.push(Flaw::of("way", "conclusion.way"));
            }
            Conclusion::Accepted | Conclusion::Delivered { .. } => {}
        }
        if flaws.is_empty() { Ok(()) } else { Err(Refusal::flawed(flaws).into()) }
    }

    /// What is kept of it with the task, sealed.
    pub fn to_json(&self) -> Value {
        match self {
            Conclusion::Accepted => json!({}),
            Conclusion::Correction { items, words } => json!({ "items": items, "words": words }),
            Conclusion::NotAccepted { words } => json!({ "words": words }),
            Conclusion::Examined { complete, words } => json!({ "complete": complete, "words": words }),
            Conclusion::Inspected { findings, words } => json!({ "findings": findings, "words": words }),
            Conclusion::Decided { granted, words } => json!({ "granted": granted, "words": words }),
            Conclusion::Settled { settled, words } => {
                json!({ "settled": settled.as_str(), "words": words })
            }
            Conclusion::Verified { findings, words } => json!({ "findings": findings, "words": words }),
            Conclusion::Revoked { words } => json!({ "words": words }),
            Conclusion::Delivered { way } => json!({ "way": way }),
            Conclusion::Reviewed { agreed, words } => json!({ "agreed": agreed, "words": words }),
        }
    }
}

fn words_flaw(words: &str, n_min: usize) -> Option<Flaw> {
    match words.trim().chars().count() {
        n if n < n_min => Some(Flaw::of("words", "conclusion.words")),
        n if WORDS_MAX < n => Some(Flaw::of("words", "text.too_long").with("max", WORDS_MAX)),
        _ => None,
    }
}

/// What a decision rests on: answers, findings, examination.
#[derive(Clone, Debug, Default)]
pub struct Facts(pub Value);

/// The reasons of a decision, as they are stated and kept.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reasons {
    /// What the rules propose: `granted`, `refused`, or nothing where they are silent.
    pub proposed: Option<String>,
    /// The rules that fired, each with its clause.
    pub fired: Vec<FiredRule>,
    /// The facts they read, each by its path.
    pub facts: Vec<(String, Value)>,
    /// What else the official says.
    pub words: String,
    /// What can be done against it.
    pub remedies: Vec<RemedyView>,
}

/// One rule that fired.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct FiredRule {
    /// What it says.
    pub reason: Words,
    /// The clause it applies.
    pub clause: Option<String>,
}

impl Reasons {
    /// The reasons of what a decision table came to.
    pub fn of(decision: &rules::Decision, output: &str) -> Self {
        let proposed = decision.outputs.get(output).and_then(|it| match it {
            rules::Value::Text(it) => Some(it.to_string()),
            _ => None,
        });
        let fired = decision
            .fired
            .iter()
            .map(|it| FiredRule { reason: it.reason.clone(), clause: it.clause.clone() });
        let facts = decision.read.iter().map(|it| (it.path.clone(), it.value.to_json()));
        Self {
            proposed,
            fired: fired.collect(),
            facts: facts.collect(),
            words: String::new(),
            remedies: Vec::new(),
        }
    }
}

/// Whether an official departs from the proposal, which takes words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// As proposed.
    None,
    /// Otherwise than proposed, or where the rules are silent.
    Some,
}

impl Departure {
    /// Compares an outcome with what the rules propose.
    pub fn between(proposed: Option<&str>, outcome: &str) -> Self {
        if proposed == Some(outcome) { Departure::None } else { Departure::Some }
    }

    /// Words are required where it departs.
    pub fn check(self, words: &str) -> Result<()> {
        match (self, words_flaw(words, WORDS_MIN)) {
            (Departure::Some, Some(flaw)) => Err(Refusal::flawed(vec![flaw]).into()),
            _ => Ok(()),
        }
    }
}
