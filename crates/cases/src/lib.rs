//! Matters and cases: what one can ask of the state, and how each asking is handled, on the clock and by reasons.
//! The desk of officials and the pages of applicants are here; certificates, people and agencies live below.

pub mod actions;
mod api;
mod events;
pub mod model;
mod pages;
mod tables;
#[cfg(test)]
mod tests;

use store::{Kind, Migration, Part, Table};

use kit::t;
use web::{Access, Block, Nav, Routes, pages::Face};

pub use events::WORK;

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "cases",
    part: PART,
    routes,
    texts: TEXTS,
    nav: &[
        Nav { face: Face::Portal, href: "/", text: t!("nav.start"), access: Access::Public },
        Nav { face: Face::Portal, href: "/cases", text: t!("nav.cases"), access: Access::Person },
        Nav { face: Face::Desk, href: "/desk", text: t!("nav.desk"), access: Access::Official },
        Nav { face: Face::Open, href: "/law", text: t!("nav.law"), access: Access::Public },
        Nav { face: Face::Admin, href: "/law", text: t!("nav.law"), access: Access::Public },
        Nav { face: Face::Admin, href: "/desk", text: t!("nav.desk"), access: Access::Official },
        Nav {
            face: Face::Admin,
            href: "/admin/reorganisations",
            text: t!("nav.admin.reorganisations"),
            access: Access::Power(directory::STEWARD),
        },
        Nav { face: Face::Desk, href: "/desk/cases", text: t!("nav.desk_cases"), access: Access::Official },
        Nav {
            face: Face::Admin,
            href: "/admin/matters",
            text: t!("author.title"),
            access: Access::AnyPower(&[actions::AUTHOR, actions::PUBLISHER]),
        },
    ],
    samples: pages::samples,
};

/// The tables of this block.
pub const PART: Part = Part {
    tables: &[
        Table { name: "matters", kind: Kind::Record },
        Table { name: "matter_versions", kind: Kind::Record },
        Table { name: "matter_drafts", kind: Kind::Record },
        Table { name: "matter_edits", kind: Kind::Record },
        Table { name: "competences", kind: Kind::Record },
        Table { name: "cases", kind: Kind::Record },
        Table { name: "tasks", kind: Kind::Record },
        Table { name: "timers", kind: Kind::Record },
        Table { name: "visits", kind: Kind::Record },
        Table { name: "procedures", kind: Kind::Record },
        Table { name: "extension_requests", kind: Kind::Record },
        Table { name: "task_holders", kind: Kind::Record },
        Table { name: "absences", kind: Kind::Record },
        Table { name: "escalations", kind: Kind::Record },
        Table { name: "remarks", kind: Kind::Record },
        Table { name: "promises", kind: Kind::Record },
        Table { name: "notices", kind: Kind::Record },
        Table { name: "notice_numbers", kind: Kind::Tending },
        Table { name: "drafts", kind: Kind::Tending },
        Table { name: "looks", kind: Kind::Tending },
        Table { name: "desk_filters", kind: Kind::Tending },
        Table { name: "service_items", kind: Kind::Tending },
        Table { name: "matter_popularity", kind: Kind::Derived },
        Table { name: "popularity_counted", kind: Kind::Tending },
    ],
    migrations: &[
        Migration { name: "cases_0001_cases", sql: include_str!("../migrations/0001_cases.sql") },
        Migration { name: "cases_0002_items", sql: include_str!("../migrations/0002_items.sql") },
        Migration { name: "cases_0003_popularity", sql: include_str!("../migrations/0003_popularity.sql") },
        Migration {
            name: "cases_0010_agency_lists",
            sql: include_str!("../migrations/0010_agency_lists.sql"),
        },
        Migration { name: "cases_0011_affairs", sql: include_str!("../migrations/0011_affairs.sql") },
        Migration { name: "cases_0012_successions", sql: include_str!("../migrations/0012_successions.sql") },
        Migration { name: "cases_0020_drafts", sql: include_str!("../migrations/0020_drafts.sql") },
        Migration { name: "cases_0021_seats", sql: include_str!("../migrations/0021_seats.sql") },
        Migration { name: "cases_0022_team", sql: include_str!("../migrations/0022_team.sql") },
        Migration { name: "cases_0040_authoring", sql: include_str!("../migrations/0040_authoring.sql") },
        Migration { name: "cases_0050_promises", sql: include_str!("../migrations/0050_promises.sql") },
    ],
};

pub(crate) const TEXTS: kit::Texts = kit::texts!();

fn routes() -> Routes {
    pages::routes()
        .api_get("/api/matters", Access::Public, api::MATTERS, api::list_matters)
        .api_get("/api/matters/{key}", Access::Public, api::MATTER, api::show_matter)
        .api_get("/api/matters.jsonld", Access::Public, api::exports::CPSV, api::exports::matters_cpsv)
        .api_get("/api/records/{table}", Access::Public, api::exports::TABLE, api::exports::table_csv)
        .api_get("/api/records", Access::Public, api::exports::RECORDS, api::exports::all_records)
        .api_post("/api/matters/{key}/cases", Access::Person, api::APPLY, api::apply)
        .api_get("/api/cases", Access::Person, api::CASES, api::list_cases)
        .api_get("/api/cases/{id}", Access::Person, api::CASE, api::show_case)
}
