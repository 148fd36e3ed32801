//! The human doors: pages of the people, and pages of the officials.
//! Only lists both; each page is a pure function of its view.

mod admin;
mod authoring;
mod desk;
mod law;
mod portal;

use web::{Routes, Sample};

/// What a visitor asks of the search: the same for people and machines.
pub(crate) mod search {
    pub(crate) use super::portal::{Asked, audience_of};
}

/// Every page, with who may open it.
pub(crate) fn routes() -> Routes {
    portal::routes()
        .merge(desk::routes())
        .merge(admin::routes())
        .merge(authoring::routes())
        .merge(law::routes())
}

/// Every page in every state.
pub(crate) fn samples() -> Vec<Sample> {
    portal::samples()
        .into_iter()
        .chain(desk::samples())
        .chain(admin::samples())
        .chain(authoring::samples())
        .chain(law::samples())
        .collect()
}
