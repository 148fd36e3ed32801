//! Proofs that files are judged by what they are, sealed, found again, and gone when they should be.

mod judging;
mod keeping;
mod made;
