//! The demonstration: an invented city whose history is made by real actions under a moved clock.
//! Inserts no row itself; what it shows could have happened on any day at any counter.

mod city;
mod departments;
mod history;
mod people;
mod stories;

use std::collections::{BTreeMap, BTreeSet};

use acts::Keeper;
use cases::actions;
use certificates::{Effect, Issuer};
use kit::{AgencyId, Result, Time};
use store::{Clock, Store, Tx};
use tokio::runtime::Runtime;

/// How long before its first start a demonstration's history begins.
const HISTORY_MS: i64 = 120 * 86_400_000;

/// Where a demonstration's history is made.
pub struct Stage {
    /// Its data.
    pub store: Store,
    /// What time it is there.
    pub clock: Clock,
    keeper: Keeper,
    runtime: Runtime,
}

impl Stage {
    /// A stage whose ledger this keeper keeps.
    pub fn new(store: Store, clock: Clock, keeper: Keeper) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|why| kit::Error::Fault(why.into()))?;
        Ok(Self { store, clock, keeper, runtime })
    }

    /// Moves the clock to this moment and does everything that is due by then.
    pub fn at(&self, moment: Time) -> Result<()> {
        self.clock.set(moment);
        self.settle()
    }

    /// Lets everything that waits happen: places in the ledger, reactions, jobs that are due.
    pub fn settle(&self) -> Result<()> {
        self.runtime.block_on(self.keeper.settle())
    }
}

/// When the history of a demonstration begins that is built now; its store is founded at that moment.
pub fn beginning(now: Time) -> Time {
    now.plus_ms(-HISTORY_MS)
}

/// Builds the city and its history up to now, which is when it is called; `tell` hears what is being built.
pub fn build(stage: &Stage, tell: &mut dyn FnMut(&str)) -> Result<()> {
    let now = stage.clock.now();
    stage.clock.set(beginning(now));
    tell("city");
    let cast = people::found(&stage.store)?;
    tell("matters");
    let agencies = cast.agencies.clone();
    stage.store.write(move |tx| publish(tx, &agencies)).wait()?;
    stage.settle()?;
    history::make(stage, &cast, now, tell)?;
    stage.clock.release();
    stage.settle()
}

/// Publishes the matters that come with the platform and makes the agencies able to decide them.
fn publish(tx: &mut Tx<'_>, agencies: &BTreeMap<String, AgencyId>) -> Result<()> {
    let by = people::founder();
    let mut certified = BTreeSet::new();
    for published in cases::model::Published::built_in()? {
        actions::publish_matter(tx, &by, &published)?;
        if let Some(it) = actions::certificate_type(&published.matter)? {
            certificates::define_type(tx, &by, &it)?;
            certified.insert((published.matter.key.clone(), published.deciding_role().to_owned()));
        }
    }
    let mut issuers = BTreeSet::new();
    for (matter, role, at, agency) in competences() {
        let agency = &agencies[&agency];
        actions::assign_competence(tx, &by, (matter, role), &people::region(at)?, agency)?;
        if certified.contains(&(matter.to_owned(), role.to_owned())) && issuers.insert(agency) {
            let it = directory::agency(tx, agency)?;
            let issuer = Issuer { id: it.id, code: it.code, name: it.name, region: it.region };
            certificates::make_key(tx, &by, &issuer, Effect::Demonstration)?;
        }
    }
    actions::plan_sweep(tx)
}

/// Who is competent: matter, role, region, agency by its key.
fn competences() -> impl Iterator<Item = (&'static str, &'static str, &'static str, String)> {
    let named = city::COMPETENCES
        .iter()
        .map(|(matter, role, at, agency)| (*matter, *role, *at, (*agency).to_owned()));
    let shared = departments::DISTRICTS.iter().flat_map(|it| {
        let parts = departments::PARTS.iter();
        parts
            .map(|(matter, role, department)| (*matter, *role, it.region, format!("{}-{department}", it.key)))
    });
    named.chain(shared)
}
