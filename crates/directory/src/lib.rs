//! Where the state is (regions), who it is (agencies, posts, officials) and when it works (calendars).
//! Knows nobody the state serves and no case; those above ask it who may act, where, and by which calendar.

mod actions;
mod api;
mod events;
mod model;
mod pages;
mod tables;

#[cfg(test)]
mod tests;

use kit::{Texts, t, texts};
use web::{Access, Block, Nav, Routes, pages::Face};

pub use actions::agencies::{
    agencies_of, agency, agency_by_code, change_powers, found_agency, open_post, post, posts_in, posts_with,
};
pub use actions::calendars::{current_calendar, import_holidays};
pub use actions::imports;
pub use actions::officials::{
    acting, appoint_official, assign_post, holders_of, holdings_of, leave_post, official, official_by_number,
    official_name, officials_with, posts_of,
};
pub use actions::regions::{
    CN_PROVINCES, NAMED_MAX, RegionFiles, children, import_regions, path, put_regions, region, regions_named,
};
pub use events::{
    AGENCY_FOUNDED, HOLIDAYS_IMPORTED, OFFICIAL_APPOINTED, POST_ASSIGNED, POST_LEFT, POST_OPENED,
    POWERS_CHANGED, REGIONS_IMPORTED,
};
pub use model::agency::{Agency, AgencyKind, NewAgency, NewPost, POSTS_MAX, POWERS, Post, Power, STEWARD};
pub use model::official::{HOLDERS_MAX, HOLDINGS_MAX, Held, NewOfficial, Official};
pub use model::page::{PAGE_ROWS_MAX, Page};
pub use model::region::{NAME_CHARS_MAX, Region};

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "directory",
    part: tables::PART,
    routes,
    texts: TEXTS,
    nav: &[Nav { face: Face::Portal, href: "/regions", text: t!("nav.regions"), access: Access::Public }],
    samples: pages::samples,
};

pub(crate) const TEXTS: Texts = texts!();

fn routes() -> Routes {
    Routes::default()
        .get("/regions", Access::Public, pages::list_regions)
        .get("/regions/{code}", Access::Public, pages::show_region)
        .get("/agencies/{id}", Access::Public, pages::show_agency)
        .api_get("/api/regions/{code}", Access::Public, api::REGION, api::show_region)
        .api_get("/api/agencies/{id}", Access::Public, api::AGENCY, api::show_agency)
}
