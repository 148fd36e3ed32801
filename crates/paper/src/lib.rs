//! Official papers as PDF: what a notice says, laid out on A4 as Chinese offices do, with the agency's seal.
//! Pure: the same paper gives the same bytes; knows no case, no clock and no font but the one it carries.

mod face;
mod layout;
mod line;
mod model;
mod outline;
mod pdf;
mod seal;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;

pub use model::{CHARS_MAX, Flaw, PAGES_MAX, Paper, Part, Reason, Row, Signed};
pub use pdf::pdf;
pub use seal::Seal;
