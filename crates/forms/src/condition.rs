//! When something is asked: a plain question about answers already given.
//! Deliberately less than the rules engine; what the law decides never stands here.

use crate::{Answer, Answers};

/// How deep conditions may nest.
pub const CONDITION_DEPTH_MAX: usize = 5;

/// Whether something is asked. A question without an answer equals nothing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged, try_from = "Written")]
pub enum Condition {
    /// The answer is this; of several keys, one is this.
    Is {
        /// The key of the question.
        question: String,
        /// What it has to be.
        is: Answer,
    },
    /// The answer is one of these.
    OneOf {
        /// The key of the question.
        question: String,
        /// What it may be.
        one_of: Vec<Answer>,
    },
    /// All of these hold.
    All {
        /// The conditions.
        all: Vec<Condition>,
    },
    /// At least one of these holds.
    Any {
        /// The conditions.
        any: Vec<Condition>,
    },
    /// This does not hold.
    Not {
        /// The condition.
        not: Box<Condition>,
    },
}

impl Condition {
    /// Whether it holds for these answers.
    pub fn holds(&self, answers: &Answers) -> bool {
        match self {
            Condition::Is { question, is } => equals(answers.get(question), is),
            Condition::OneOf { question, one_of } => {
                let given = answers.get(question);
                one_of.iter().any(|it| equals(given, it))
            }
            Condition::All { all } => all.iter().all(|it| it.holds(answers)),
            Condition::Any { any } => any.iter().any(|it| it.holds(answers)),
            Condition::Not { not } => !not.holds(answers),
        }
    }

    /// How deep it nests: 1 when it speaks of a question itself.
    pub fn depth(&self) -> usize {
        self.inner().iter().map(Condition::depth).max().unwrap_or(0) + 1
    }

    /// The question it speaks of itself, with the answers it names.
    pub(crate) fn named(&self) -> Option<(&str, &[Answer])> {
        match self {
            Condition::Is { question, is } => Some((question, std::slice::from_ref(is))),
            Condition::OneOf { question, one_of } => Some((question, one_of)),
            _ => None,
        }
    }

    /// The conditions directly inside.
    pub(crate) fn inner(&self) -> &[Condition] {
        match self {
            Condition::All { all: inner } | Condition::Any { any: inner } => inner,
            Condition::Not { not } => std::slice::from_ref(not),
            _ => &[],
        }
    }
}

fn equals(given: Option<&Answer>, wanted: &Answer) -> bool {
    match (given, wanted) {
        (Some(Answer::Keys(keys)), Answer::Text(key)) => keys.contains(key),
        (given, wanted) => given == Some(wanted),
    }
}

/// A condition as files spell it: exactly one of the forms.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    question: Option<String>,
    is: Option<Answer>,
    one_of: Option<Vec<Answer>>,
    all: Option<Vec<Condition>>,
    any: Option<Vec<Condition>>,
    not: Option<Box<Condition>>,
}

impl TryFrom<Written> for Condition {
    type Error = &'static str;

    fn try_from(it: Written) -> Result<Condition, &'static str> {
        match (it.question, it.is, it.one_of, it.all, it.any, it.not) {
            (Some(question), Some(is), None, None, None, None) => Ok(Condition::Is { question, is }),
            (Some(question), None, Some(one_of), None, None, None) => {
                Ok(Condition::OneOf { question, one_of })
            }
            (None, None, None, Some(all), None, None) => Ok(Condition::All { all }),
            (None, None, None, None, Some(any), None) => Ok(Condition::Any { any }),
            (None, None, None, None, None, Some(not)) => Ok(Condition::Not { not }),
            _ => Err("a condition is `question` with `is` or `one_of`, or one of `all`, `any`, `not`"),
        }
    }
}
