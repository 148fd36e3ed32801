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
    agencies_of, agency, agency_by_code, change_powers, close_post, found_agency, open_post, post, posts_in,
    posts_with, rename_agency,
};
pub use actions::calendars::{current_calendar, import_holidays, put_holidays, weigh_holidays};
pub use actions::imports;
pub use actions::names::{
    AGENCIES_FOUND_MAX, OFFICIALS_FOUND_MAX, agencies_named, list_agencies, list_officials, names_of,
    officials_named, tend_names,
};
pub use actions::officials::{
    acting, appoint_official, assign_post, holders_of, holdings_of, leave_post, official, official_by_number,
    official_name, officials_with, posts_of,
};
pub use actions::regions::{
    CN_PROVINCES, NAMED_MAX, RegionFiles, children, import_regions, path, put_regions, region, regions_named,
};
pub use actions::reorganisations::{
    answered_by, answering, check_plan, name_at, plan_reorganisation, reorganisation, reorganisations,
    successors_of, taken_over, withdraw_reorganisation,
};
pub use events::{
    AGENCY_FOUNDED, AGENCY_MOVED, AGENCY_RENAMED, AGENCY_SUCCEEDED, HOLIDAYS_IMPORTED, NAMES_INDEXED,
    OFFICIAL_APPOINTED, POST_ASSIGNED, POST_CLOSED, POST_LEFT, POST_OPENED, POWERS_CHANGED, REGIONS_IMPORTED,
    REORGANISATION_DONE, REORGANISATION_PLANNED, REORGANISATION_WITHDRAWN, WORK,
};
pub use model::agency::{
    ADMIN_POWERS, Agency, AgencyKind, Named, NewAgency, NewPost, OPERATE, POSTS_MAX, POWERS, Post, Power,
    STEWARD, WATCH,
};
pub use model::official::{HOLDERS_MAX, HOLDINGS_MAX, Held, NewOfficial, Official};
pub use model::page::{PAGE_ROWS_MAX, Page};
pub use model::region::{NAME_CHARS_MAX, Region};
pub use model::reorganisation::{
    AGENCIES_MAX, BASIS_CHARS_MAX, Change, NewReorganisation, Reorganisation, ReorganisationId, SHARES_MAX,
    Succession, Successor,
};

/// The block, as the list of blocks shows it.
pub const BLOCK: Block = Block {
    name: "directory",
    part: tables::PART,
    routes,
    texts: TEXTS,
    nav: &[
        Nav { face: Face::Portal, href: "/regions", text: t!("nav.regions"), access: Access::Public },
        Nav { face: Face::Desk, href: "/admin", text: t!("nav.admin"), access: ANY_ADMIN },
        Nav {
            face: Face::Admin,
            href: "/admin/agencies",
            text: t!("nav.admin.agencies"),
            access: Access::Power(STEWARD),
        },
        Nav {
            face: Face::Admin,
            href: "/admin/officials",
            text: t!("nav.admin.officials"),
            access: Access::Power(STEWARD),
        },
        Nav {
            face: Face::Admin,
            href: "/admin/calendars",
            text: t!("nav.admin.calendars"),
            access: Access::Power(STEWARD),
        },
    ],
    samples: pages::samples,
};

pub(crate) const TEXTS: Texts = texts!();

/// Whoever has anything to do in administration.
const ANY_ADMIN: Access = Access::AnyPower(ADMIN_POWERS);

fn routes() -> Routes {
    Routes::default()
        .get("/regions", Access::Public, pages::list_regions)
        .get("/regions/{code}", Access::Public, pages::show_region)
        .get("/agencies/{id}", Access::Public, pages::show_agency)
        .merge(admin_routes())
        .api_get("/api/regions/{code}", Access::Public, api::REGION, api::show_region)
        .api_get("/api/agencies/{id}", Access::Public, api::AGENCY, api::show_agency)
}

fn admin_routes() -> Routes {
    use pages::admin::{agencies, agency, calendars, founding, home, officials, post};
    let steward = Access::Power(STEWARD);
    Routes::default()
        .get("/admin", ANY_ADMIN, home::show)
        .get("/admin/calendars", steward, calendars::show)
        .post("/admin/calendars/preview", steward, calendars::preview)
        .post("/admin/calendars", steward, calendars::import)
        .get("/admin/agencies", steward, agencies::list)
        .post("/admin/agencies", steward, founding::found)
        .get("/admin/agencies/founding", steward, founding::ask)
        .get("/admin/agencies/{id}", steward, agency::show)
        .post("/admin/agencies/{id}/posts", steward, agency::open)
        .get("/admin/posts/{id}", steward, post::show)
        .post("/admin/posts/{id}/powers", steward, post::change_powers)
        .post("/admin/posts/{id}/holders", steward, post::assign)
        .post("/admin/posts/{id}/departure", steward, post::leave)
        .post("/admin/posts/{id}/closing", steward, post::close)
        .get("/admin/officials", steward, officials::list)
        .post("/admin/officials", steward, officials::appoint)
        .get("/admin/officials/appointment", steward, officials::ask)
        .get("/admin/officials/{id}", steward, officials::show)
}
