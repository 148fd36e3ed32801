//! Failure comes in three kinds, because three different people act on it.
//! Codes only: what people read about a code stands in `texts/` under `refused.<code>`.

use std::fmt;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something did not happen, by who has to act.
#[derive(Debug)]
pub enum Error {
    /// The caller asked for something that cannot be done, and is told what to do instead.
    Refused(Box<Refusal>),
    /// Nobody did wrong; trying again shortly will work. The word says what was busy.
    Busy(&'static str),
    /// We did wrong: an operator is told, the caller only learns a reference.
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

/// What kind of refusal it is; decides the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// There is no such thing, or the caller may not know that there is.
    NotFound,
    /// The caller has to sign in first.
    SignIn,
    /// The caller is known and not allowed.
    Forbidden,
    /// The thing is in a state that does not allow it.
    Conflict,
    /// Something in the request is wrong; `flaws` says what.
    Invalid,
    /// The request is larger than its limit.
    TooLarge,
    /// The caller asks too often.
    TooMany,
}

/// Why the caller was refused. `code` names the rule; `flaws` name the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind it is.
    pub kind: RefusalKind,
    /// The rule, as `noun.rule`: its text is `refused.<code>`.
    pub code: &'static str,
    /// What is wrong with which field.
    pub flaws: Vec<Flaw>,
}

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The field as the form or document names it.
    pub field: String,
    /// What is wrong: its text is `flaw.<code>`.
    pub code: &'static str,
    /// Values the text speaks of, as `{name}`; never what the caller typed.
    pub args: Vec<(&'static str, String)>,
}

impl Flaw {
    /// A flaw whose text needs no values.
    pub fn of(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    /// Adds a value the text speaks of.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl Refusal {
    /// No such thing, or not yours: one answer.
    pub fn not_found() -> Self {
        Self::of(RefusalKind::NotFound, "not_found")
    }

    /// The caller has to sign in first.
    pub fn sign_in() -> Self {
        Self::of(RefusalKind::SignIn, "sign_in")
    }

    /// The caller is known and not allowed.
    pub fn forbidden(code: &'static str) -> Self {
        Self::of(RefusalKind::Forbidden, code)
    }

    /// The thing is in a state that does not allow it.
    pub fn conflict(code: &'static str) -> Self {
        Self::of(RefusalKind::Conflict, code)
    }

    /// One field is wrong.
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::flawed(vec![Flaw::of(field, code)])
    }

    /// Several fields are wrong.
    pub fn flawed(flaws: Vec<Flaw>) -> Self {
        Self { kind: RefusalKind::Invalid, code: "invalid", flaws }
    }

    /// Any kind, with its code.
    pub fn of(kind: RefusalKind, code: &'static str) -> Self {
        Self { kind, code, flaws: Vec::new() }
    }
}

impl Error {
    /// A fault described in words for operators; never holds personal data.
    pub fn fault(words: impl Into<String>) -> Self {
        Self::Fault(words.into().into())
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Error::Refused(it) => Some(it),
            _ => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(it: Refusal) -> Self {
        Error::Refused(Box::new(it))
    }
}

/// For operators and logs.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(it) => {
                write!(f, "refused: {}", it.code)?;
                it.flaws.iter().try_for_each(|flaw| write!(f, " [{}: {}]", flaw.field, flaw.code))
            }
            Error::Busy(what) => write!(f, "busy: {what}"),
            Error::Fault(it) => write!(f, "fault: {it}"),
        }
    }
}

impl std::error::Error for Error {}
