//! The binary as a library: the list of blocks, the configuration, the commands, a store opened as a house.
//! Knows every block by its public name and none from inside.

pub mod blocks;
pub mod commands;
pub mod config;
pub mod demo;
pub mod house;
mod staffing;
pub mod stop;
mod tables;
pub mod terminal;

#[cfg(test)]
mod tests;

pub(crate) const TEXTS: kit::Texts = kit::texts!();
