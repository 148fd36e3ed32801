//! What can be done with the directory, and what can be asked of it.
//! Knows no HTTP and no SQL text.

pub(crate) mod agencies;
pub(crate) mod calendars;
pub mod imports;
pub(crate) mod names;
pub(crate) mod officials;
pub(crate) mod regions;
pub(crate) mod reorganisations;
