//! Process graphs: read from a matter's file, checked once, then run as a pure machine that turns a state and
//! an event into a state and commands. Knows nothing of cases, agencies, clocks or storage: roles and duties
//! are opaque words, and whoever runs the machine carries out its commands.
//!
//! A graph that passed [`Graph::check`] cannot get stuck: whatever outcomes are given, some node is open until
//! the end, no node is open twice, and nothing is open after it.

pub mod bpmn;
mod check;
mod graph;
mod layout;
mod machine;
mod problem;

#[cfg(test)]
mod tests;

pub use check::{Checked, EDGES_MAX, KEY_BYTES_MAX, NESTING_MAX, NODES_MAX, SEATS_MAX, SUB_DEPTH_MAX};
pub use graph::{Agree, DONE, Edge, Graph, Kind, Next, Node, OTHERWISE, Review, Timer};
pub use layout::{Drawn, Layout, Placed};
pub use machine::{Command, Event, OPINIONS, Refused, Seat, State, VISITS_MAX, WITHDRAWN, migrate, step};
pub use problem::Problem;
