//! Questions, answers and their validation: what a matter file asks, and what a person typed.
//! Knows no HTML, no storage and no matter; sentences about a flaw stand in this crate's `texts/`.

mod answer;
mod check;
mod condition;
mod date;
mod flaws;
mod form;
mod kind;
mod posted;
mod read;
mod shown;
mod written;

#[cfg(test)]
mod tests;

pub use answer::{ANSWERS_BYTES_MAX, ANSWERS_MAX, Answer, Answers, TEXT_BYTES_MAX};
pub use check::{
    FILES_MAX, LENGTH_MAX, LENGTH_TOTAL_MAX, LIST_MAX, MEGABYTES_MAX, NUMBER_MAX, OPTIONS_MAX, PAGES_MAX,
    PLACES_MAX, PROBLEM_CODES, Problem, QUESTIONS_MAX, ROWS_MAX, STEPS_MAX, WORDS_BYTES_MAX,
};
pub use condition::{CONDITION_DEPTH_MAX, Condition};
pub use date::{Bound, Date, Step};
pub use flaws::{FLAW_CODES, say};
pub use form::{Asked, Form, Page, Question, Repeat, Source};
pub use kind::{Accounts, Alternative, Clock, FileType, Files, Kind, Letters, Way};
pub use posted::{FIELDS_MAX, Typed, VALUE_BYTES_MAX};
pub use read::Reading;
pub use shown::{shown, shown_in};

pub(crate) const TEXTS: kit::Texts = kit::texts!();
