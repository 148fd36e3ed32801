//! Finding services by words as people type them: Chinese, English, pinyin, initials, with slips and other words.
//! Keeps its index in memory and knows neither the store nor a clock; what a service is, its caller knows.

mod entry;
mod fold;
mod marks;
mod meant;
mod parse;
mod postings;
mod score;
mod search;
mod segment;
mod sound;
#[cfg(test)]
mod tests;
mod words;

pub use entry::{Audience, Entry};
pub use search::{Counted, Facets, Found, Hit, Index, Only, PAGE_ROWS_MAX, Query, WORDS_CHARS_MAX};
pub use segment::Segment;
pub use sound::sounds_like;
