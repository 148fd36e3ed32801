//! The files of matters and of law that the binary carries: every one in their folders, listed when it is built.
//! Holds their text only; `check` and the law register read it.

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
