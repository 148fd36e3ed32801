//! How officials list and seek their agency's cases, and the filters they keep.
//! Knows no SQL; what may be seen is for the actions to say.

use kit::{CitizenNumber, CreditCode, id};

use super::Stage;

id!(/** A filter somebody keeps at their desk. */ DeskFilterId, "filter");

/// How many filters one official keeps at one post.
pub const FILTERS_MAX: usize = 20;

/// Which of an agency's cases are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasesAsked {
    /// Where they stand.
    pub standing: Standing,
    /// Of which matter, by key; of all where none is named.
    pub matter: Option<String>,
}

/// Where the cases of a list stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Whatever is not ended, the longest waiting first.
    #[default]
    Open,
    /// At one stage.
    At(Stage),
}

/// A filter somebody keeps, as the query of its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFilter {
    /// Its identifier.
    pub id: DeskFilterId,
    /// What they call it.
    pub name: String,
    /// `standing=accepted&matter=…`.
    pub query: String,
}

/// What an official typed to find cases, by what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// 办件编号.
    Number(String),
    /// A person, by their number.
    Person(CitizenNumber),
    /// A company, by its code.
    Company(CreditCode),
}

/// How long a number of a case may be.
const NUMBER_CHARS_MAX: usize = 64;

impl Standing {
    /// The stages it takes in.
    pub fn stages(self) -> Vec<Stage> {
        match self {
            Standing::Open => Stage::ALL.into_iter().filter(|it| *it != Stage::Ended).collect(),
            Standing::At(it) => vec![it],
        }
    }

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::At(it) => it.as_str(),
        }
    }

    /// Takes the word of an address; anything else is open.
    pub fn of(word: &str) -> Standing {
        Stage::parse(word).map_or(Standing::Open, Standing::At)
    }
}

impl Sought {
    /// Tells what was typed by its form; nothing where it is neither a number of a case, a person nor a company.
    pub fn parse(typed: &str) -> Option<Sought> {
        let typed: String =
            typed.chars().filter(|it| !it.is_whitespace()).take(NUMBER_CHARS_MAX + 1).collect();
        let typed = typed.to_uppercase();
        if let Ok(it) = CitizenNumber::parse(&typed) {
            return Some(Sought::Person(it));
        }
        if let Ok(it) = CreditCode::parse(&typed) {
            return Some(Sought::Company(it));
        }
        let is_number = typed.len() <= NUMBER_CHARS_MAX
            && typed.contains('-')
            && typed.bytes().all(|it| it == b'-' || it.is_ascii_alphanumeric());
        is_number.then_some(Sought::Number(typed))
    }
}
