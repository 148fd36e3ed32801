//! The edge: who is asking, which doors exist, how an answer looks, in which language.
//! Knows no block; the binary brings the list of blocks and the way to tell who a cookie is.

mod answer;
mod block;
mod ctx;
mod door;
mod guard;
mod metrics;
mod openapi;
pub mod pages;
mod posted;
mod problem;
mod serve;
mod site;
#[cfg(test)]
mod tests;
mod throttle;
mod upload;
mod watch;

pub use answer::{Answer, file, json, redirect};
pub use block::{Block, Nav, Sample};
pub use ctx::Ctx;
pub use door::{About, Access, Door, DoorKind, Method, Routes};
pub use metrics::Metric;
pub use openapi::{Schema, document};
pub use posted::{Json, Posted};
pub use problem::Problem;
pub use serve::{Listener, TlsFiles, serve};
pub use site::{Identify, Site, SiteSettings, Unread, Visitor, router};
pub use throttle::Throttle;
pub use upload::{Incoming, UPLOAD_BYTES_MAX, Upload};

/// What the edge says, also for whoever speaks of its refusals elsewhere.
pub const TEXTS: kit::Texts = kit::texts!();
