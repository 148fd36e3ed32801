//! Proofs of cases: the five ways, the clocks, who may do what.

mod access;
mod house;
mod journeys;
