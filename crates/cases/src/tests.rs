//! Proofs of cases: the five ways, the clocks, who may do what.

mod access;
mod affairs;
mod authoring;
mod check;
mod desk;
mod exports;
mod fields;
mod house;
mod items;
mod journeys;
mod kinds;
mod law;
mod matters;
mod portal;
mod reorganising;
mod successions;
mod urgency;
mod versions;
mod ways;
