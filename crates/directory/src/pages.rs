//! The human doors: the tree of regions to walk through, and what an agency is.
//! Each page is a pure function of its view; samples show it in every state.

pub(crate) mod admin;
mod agency;
mod region;
mod samples;

use axum::extract::{Path, Query};
use kit::{AgencyId, Refusal, RegionCode, Result, t};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{Face, Head},
};

use crate::{
    actions::{agencies, regions},
    model::page::Page,
};
use agency::{AgencyView, agency_page};
use region::{RegionView, RegionsView, region_page, regions_page};
pub(crate) use samples::samples;

/// What a visitor may ask of a list.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// Words that a name begins with.
    #[serde(default)]
    q: String,
    /// The regions after this code.
    #[serde(default)]
    after: String,
    /// The agencies after this id.
    #[serde(default)]
    agency: String,
}

impl Asked {
    /// The code to go on after; anything else is the beginning.
    pub(crate) fn after(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.after)
    }

    fn agency(&self) -> Option<AgencyId> {
        AgencyId::parse(&self.agency).ok()
    }
}

/// The topmost regions, or those of a name.
pub(crate) async fn list_regions(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = ctx.store.read(move |read| read_regions(read, asked)).await?;
    let title = t!("regions.title", ctx.lang);
    Ok(ctx.page(Face::Portal, &Head { wide: true, ..Head::titled(title) }, regions_page(ctx.lang, &view)))
}

/// A region: what lies in it, and the agencies there.
pub(crate) async fn show_region(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let code = RegionCode::parse(&code).ok_or_else(Refusal::not_found)?;
    let view = ctx.store.read(move |read| read_region(read, &code, &asked)).await?;
    let title = view.region.say(ctx.lang);
    Ok(ctx.page(Face::Portal, &Head { wide: true, ..Head::titled(title) }, region_page(ctx.lang, &view)))
}

/// An agency: what it is, where, and its posts. Officials are not named.
pub(crate) async fn show_agency(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = AgencyId::parse(&id)?;
    let view = ctx.store.read(move |read| read_agency(read, &id)).await?;
    let title = view.agency.name.say(ctx.lang);
    Ok(ctx.page(Face::Portal, &Head::titled(title), agency_page(ctx.lang, &view)))
}

fn read_regions(read: &mut Read<'_>, asked: Asked) -> Result<RegionsView> {
    let words = asked.q.trim().to_owned();
    if words.is_empty() {
        let top = regions::children(read, None, asked.after().as_ref())?;
        return Ok(RegionsView { words, top, found: Vec::new() });
    }
    let named = regions::regions_named(read, &words)?;
    let found = named.iter().map(|it| regions::path(read, &it.code)).collect::<Result<_>>()?;
    Ok(RegionsView { words, top: Page::default(), found })
}

fn read_region(read: &mut Read<'_>, code: &RegionCode, asked: &Asked) -> Result<RegionView> {
    Ok(RegionView {
        region: regions::region(read, code)?.ok_or_else(Refusal::not_found)?,
        path: regions::path(read, code)?,
        children: regions::children(read, Some(code), asked.after().as_ref())?,
        agencies: agencies::agencies_of(read, code, asked.agency().as_ref())?,
    })
}

fn read_agency(read: &mut Read<'_>, id: &AgencyId) -> Result<AgencyView> {
    let agency = agencies::agency(read, id)?;
    let other =
        |read: &mut Read<'_>, id: Option<&AgencyId>| id.map(|it| agencies::agency(read, it)).transpose();
    Ok(AgencyView {
        path: regions::path(read, &agency.region)?,
        principal: other(read, agency.kind.principal())?,
        supervisor: other(read, agency.supervisor.as_ref())?,
        posts: agencies::posts_in(read, id)?,
        agency,
    })
}
