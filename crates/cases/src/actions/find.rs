//! Everything that can be found, kept in memory on every node: matters in force and service items.
//! Made from the store, kept current by the acts, and answered from without asking the store again.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use acts::{Follower, HEARD_MAX, Heard};
use directory::{
    REGIONS_IMPORTED, Region,
    imports::{self, VersionId},
};
use find::{Audience, Entry, Index, Segment};
use kit::{Error, RegionCode, Result};
use store::Store;

use super::{ITEMS_IMPORTED, MATTER_PUBLISHED, items, matter_version};
use crate::{
    model::{Audience as For, Card, Matter, items::ServiceItem},
    tables,
};

/// Keeps what can be found current on every node.
pub const FOLLOWER: Follower = Follower {
    name: "cases.find",
    kinds: &[MATTER_PUBLISHED, ITEMS_IMPORTED, REGIONS_IMPORTED],
    make: |store| Box::pin(async move { make(&store).await }),
    hear: |store, heard| Box::pin(async move { hear(&store, &heard).await }),
};

/// How many matters one look at the store brings.
const MATTERS_AT_ONCE: usize = 50;
/// So many matters a first visitor waits for; of more, the first answers say that they are being made ready.
const AWAITED_MATTERS_MAX: usize = 200;
/// How many rounds of counting one tending does.
const ROUNDS_MAX: usize = 64;
/// What a case is made by.
const CASE_SUBMITTED: &str = "case.submitted";

/// What can be found at one moment; never changed, only replaced.
#[derive(Clone, Debug, Default)]
pub struct Ready {
    /// All of it.
    pub index: Index,
    /// Whether all of it is there yet: just after a start the items may still be on their way.
    pub is_whole: bool,
    /// What a page says of a matter beside its name, by key.
    pub cards: BTreeMap<String, Card>,
    /// The regions of everything there is, as far as the directory knows them.
    pub regions: BTreeMap<RegionCode, Region>,
    /// Every agency with how many items it has.
    pub agencies: Vec<(String, usize)>,
    matters: Option<Arc<Segment>>,
    items: BTreeMap<String, Arc<Segment>>,
}

/// What this process keeps.
#[derive(Default)]
struct Finder(RwLock<Arc<Ready>>);

/// What can be found now. Whoever comes first waits for the matters, unless they are many, never for the items.
pub async fn ready(store: &Store) -> Result<Arc<Ready>> {
    let finder = store.memory::<Finder>();
    let now = finder.now();
    if now.matters.is_some() {
        return Ok(now);
    }
    let versions = store.read(tables::list_matters).await?;
    if versions.len() <= AWAITED_MATTERS_MAX {
        make_matters(store).await?;
    }
    Ok(finder.now())
}

/// Makes all of it from the store as it is, the matters first.
async fn make(store: &Store) -> Result<()> {
    make_matters(store).await?;
    make_items(store).await?;
    store.memory::<Finder>().change(|it| it.is_whole = true);
    tend_popularity(store).await
}

async fn hear(store: &Store, heard: &[Heard]) -> Result<()> {
    let any = |kind: &str| heard.iter().any(|it| it.kind == kind);
    if any(MATTER_PUBLISHED) {
        make_matters(store).await?;
        show_popularity(store).await?;
    }
    if any(ITEMS_IMPORTED) || any(REGIONS_IMPORTED) {
        make_items(store).await?;
    }
    Ok(())
}

async fn make_matters(store: &Store) -> Result<()> {
    let versions = store.read(tables::list_matters).await?;
    let (mut entries, mut cards) = (Vec::new(), BTreeMap::new());
    for few in versions.chunks(MATTERS_AT_ONCE) {
        let few = few.to_vec();
        let read = store.read(move |read| {
            let each = few.iter().map(|(_, version)| matter_version(read, version));
            each.collect::<Result<Vec<_>>>()
        });
        for it in read.await? {
            cards.insert(it.matter.key.clone(), Card::of(&it.matter));
            entries.extend(matter_entry(&it.matter));
        }
    }
    let segment = made(entries).await?;
    store.memory::<Finder>().change(|it| (it.matters, it.cards) = (Some(segment.clone()), cards.clone()));
    name_regions(store).await
}

/// Makes the versions that became current and forgets those that are no longer.
async fn make_items(store: &Store) -> Result<()> {
    let finder = store.memory::<Finder>();
    let current = store.read(|read| imports::all_current(read, items::KIND)).await?;
    let current: Vec<_> = current.into_iter().map(|it| it.version).collect();
    for version in &current {
        if !finder.now().items.contains_key(version.as_str()) {
            let segment = made(whole(store, version).await?).await?;
            finder.change(|it| drop(it.items.insert(version.as_str().to_owned(), segment.clone())));
        }
    }
    let is_current = |key: &String| current.iter().any(|it| it.as_str() == key);
    finder.change(|it| it.items.retain(|key, _| is_current(key)));
    name_regions(store).await
}

/// Every item of a version, read page by page, so that no reader is kept from others for long.
async fn whole(store: &Store, version: &VersionId) -> Result<Vec<Entry>> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let version = version.clone();
        let page = store.read(move |read| tables::list_items(read, &version, &after)).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.code.clone();
        all.extend(page.into_iter().map(item_entry));
    }
}

async fn name_regions(store: &Store) -> Result<()> {
    let finder = store.memory::<Finder>();
    let facets = finder.now().index.search(&find::Query { n: 1, ..find::Query::default() }).facets;
    let codes: Vec<_> = facets.regions.into_keys().collect();
    let read = store.read(move |read| {
        let mut named = BTreeMap::new();
        for code in codes {
            if let Some(it) = directory::region(read, &code)? {
                named.insert(code, it);
            }
        }
        Ok(named)
    });
    let named = read.await?;
    let agencies: Vec<_> = facets.agencies.into_iter().collect();
    finder.change(|it| (it.regions, it.agencies) = (named.clone(), agencies.clone()));
    Ok(())
}

/// Makes an index where it holds up nobody who is being answered.
async fn made(entries: Vec<Entry>) -> Result<Arc<Segment>> {
    let made = tokio::task::spawn_blocking(move || Arc::new(Segment::of(entries)));
    made.await.map_err(|_| Error::fault("the index could not be made"))
}

/// Counts the cases of each matter on from where it was counted to, and ranks by them; about once a minute.
/// Not in the transaction of applying, which has better things to wait for, and never by person.
pub async fn tend_popularity(store: &Store) -> Result<()> {
    for _ in 0..ROUNDS_MAX {
        if count(store).await? < HEARD_MAX as usize {
            break;
        }
    }
    show_popularity(store).await
}

/// Counts one batch of acts; says how many there were.
async fn count(store: &Store) -> Result<usize> {
    let read = store.read(|read| {
        let from = tables::counted_to(read)?;
        let heard = acts::heard_since(read, from)?;
        let applied = heard.iter().filter(|it| it.kind == CASE_SUBMITTED);
        let cases: Vec<_> = applied.map(|it| it.thing.clone()).collect();
        let to = heard.last().map_or(from, |it| it.position);
        Ok((from, to, heard.len(), tables::matters_of(read, &cases)?))
    });
    let (from, to, n_heard, matters) = read.await?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for it in matters {
        *counts.entry(it).or_default() += 1;
    }
    if n_heard == 0 {
        return Ok(0);
    }
    let write = store.write(move |tx| {
        // Another node counted the same acts: then this one has nothing to add.
        if tables::count_to(tx, from, to)? {
            counts.iter().try_for_each(|(matter, n)| tables::add_popularity(tx, matter, *n))?;
        }
        Ok(())
    });
    write.await.map(|()| n_heard)
}

async fn show_popularity(store: &Store) -> Result<()> {
    let all = store.read(tables::all_popularity).await?;
    if let Some(segment) = &store.memory::<Finder>().now().matters {
        for (matter, n) in all {
            segment.set_popularity(&matter, n.clamp(0, i64::from(u32::MAX)) as u32);
        }
    }
    Ok(())
}

impl Finder {
    fn now(&self) -> Arc<Ready> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces what can be found by what it is changed to.
    fn change(&self, change: impl Fn(&mut Ready)) {
        let mut now = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Ready::clone(&now);
        change(&mut next);
        next.index = Index::of(next.matters.iter().chain(next.items.values()).cloned().collect());
        *now = Arc::new(next);
    }
}

impl Ready {
    /// These matters and items and nothing else, for samples.
    pub fn of(matters: &[&Matter], items: Vec<ServiceItem>, regions: Vec<Region>) -> Ready {
        let cards = matters.iter().map(|it| (it.key.clone(), Card::of(it))).collect();
        let matters = Segment::of(matters.iter().filter_map(|it| matter_entry(it)));
        let items = Segment::of(items.into_iter().map(item_entry));
        let index = Index::of(vec![Arc::new(matters), Arc::new(items)]);
        let regions = regions.into_iter().map(|it| (it.code.clone(), it)).collect();
        let all = index.search(&find::Query { n: 1, ..find::Query::default() });
        let agencies = all.facets.agencies.into_iter().collect();
        Ready { index, is_whole: true, cards, regions, agencies, ..Ready::default() }
    }
}

/// A matter as it is found; none where its region is no code, which a checked one never is.
fn matter_entry(it: &Matter) -> Option<Entry> {
    let audience = it.catalogue.audience.iter().fold(Audience::default(), |all, one| {
        all.and(match one {
            For::Person => Audience::PERSON,
            For::Company => Audience::COMPANY,
        })
    });
    Some(Entry {
        key: it.key.clone(),
        name: it.name.zh.clone(),
        name_en: Some(it.name.en.clone()),
        also: it.keywords.clone(),
        about: vec![it.summary.zh.clone(), it.summary.en.clone()],
        agency: String::new(),
        kind: it.catalogue.task_type.as_str(),
        audience,
        region: RegionCode::parse(&it.region)?,
        online: true,
    })
}

fn item_entry(it: ServiceItem) -> Entry {
    Entry {
        key: it.code,
        name: it.name,
        name_en: None,
        also: Vec::new(),
        about: it.main_item.into_iter().collect(),
        agency: it.department,
        kind: it.task_type.as_str(),
        audience: Audience::default(),
        region: it.region,
        online: false,
    }
}
