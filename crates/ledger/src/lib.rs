//! The ledger as everyone sees it: its files, its pages, its receipts, and the ways to check it without trust.
//! Serves what `acts` keeps; knows no kind of act but its own, and never who an act is about.

mod actions;
mod api;
mod events;
mod model;
mod pages;

#[cfg(test)]
mod tests;

use actions::leftovers::{OPERATE, WATCH};
use kit::{Texts, t, texts};
use store::Part;
use web::{Access, Block, Nav, Routes, pages::Face};

pub use actions::gauges::Gauges;
pub use actions::leftovers::{discard_job, discard_reaction, retry_job, retry_reaction};
pub use actions::{anchor, erasures, restore};
pub use api::reading::{Folder, Target, Web};
pub use events::{
    ERASURE_REAPPLIED, JOB_DISCARDED, JOB_RETRIED, LEDGER_RESTORED, REACTION_DISCARDED, REACTION_RETRIED,
};
pub use model::verify;

/// The block, as the list of blocks shows it. Its tables are those of `acts`.
pub const BLOCK: Block = Block {
    name: "ledger",
    part: Part { tables: &[], migrations: &[] },
    routes,
    texts: TEXTS,
    nav: &[
        Nav { face: Face::Open, href: "/ledger", text: t!("nav.ledger"), access: Access::Public },
        Nav { face: Face::Open, href: "/ledger/acts", text: t!("nav.acts"), access: Access::Public },
        Nav { face: Face::Open, href: "/ledger/check", text: t!("nav.check"), access: Access::Public },
        Nav { face: Face::Admin, href: "/admin/operations", text: t!("nav.operations"), access: WATCHERS },
    ],
    samples: pages::samples,
};

pub(crate) const TEXTS: Texts = texts!();

/// Whoever sees how the platform does.
const WATCHERS: Access = Access::AnyPower(&[OPERATE, WATCH]);

fn routes() -> Routes {
    use Access::Public;
    operations_routes()
        .get("/ledger", Public, pages::show_ledger)
        .get("/ledger/acts", Public, pages::list_acts)
        .get("/ledger/acts/{id}", Public, pages::show_act)
        .file("/ledger/acts/{id}/receipt", Public, api::receipt_file)
        .get("/ledger/check", Public, pages::ask_receipt)
        .post("/ledger/check", Public, pages::check_receipt)
        .file("/ledger/checkpoint", Public, api::checkpoint)
        .file("/ledger/key", Public, api::key)
        .file("/ledger/tile/{*path}", Public, api::tile)
        .file("/ledger/epochs/{epoch}/checkpoint", Public, api::epoch_checkpoint)
        .file("/ledger/epochs/{epoch}/key", Public, api::epoch_key)
        .file("/ledger/epochs/{epoch}/tile/{*path}", Public, api::epoch_tile)
        .api_get("/api/ledger", Public, api::LEDGER, api::show_ledger)
        .api_get("/api/ledger/acts/{id}", Public, api::ACT, api::show_act)
}

fn operations_routes() -> Routes {
    use pages::operations::{jobs, overview, parked};
    let operators = Access::Power(OPERATE);
    Routes::default()
        .get("/admin/operations", WATCHERS, overview::show)
        .get("/admin/operations/jobs", WATCHERS, jobs::list)
        .get("/admin/operations/jobs/{id}", WATCHERS, jobs::show)
        .post("/admin/operations/jobs/{id}/settlement", operators, jobs::settle)
        .get("/admin/operations/parked", WATCHERS, parked::list)
        .get("/admin/operations/parked/{reaction}/{position}", WATCHERS, parked::show)
        .post("/admin/operations/parked/{reaction}/{position}/settlement", operators, parked::settle)
}
