//! What can be done with certificates, and what can be asked of them.
//! Knows no HTTP and no SQL text.

pub(crate) mod certificates;
pub(crate) mod keys;
pub(crate) mod kinds;
pub(crate) mod views;
