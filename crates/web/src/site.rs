//! The site as a whole: its store, its name, its blocks, and the router made of them.
//! Built once at the start; every request shares it.

use std::sync::Arc;

use axum::{Extension, Router, extract::Request};
use kit::{Actor, Lang, Result};
use store::{Read, Store};

use crate::{
    Block, Metric, Routes, answer, guard, metrics, openapi,
    pages::{ASSETS, Face, INBOX_PATH, NavItem},
    watch::Watch,
};

/// Who a session cookie stands for.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who acts.
    pub by: Actor,
    /// What they are called, for the head of the page.
    pub name: String,
}

/// Tells who a session cookie stands for; brought by the binary, since the edge knows no block.
pub type Identify = fn(&mut Read<'_>, &str) -> Result<Option<Visitor>>;

/// How many messages wait for an actor.
pub type Unread = fn(&mut Read<'_>, &Actor) -> Result<usize>;

/// What an operator decides about the edge.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Whose site it is, per language.
    pub name: kit::Words,
    /// Where it is reached from outside, `https://…` without a slash at the end.
    pub origin: String,
    /// Whether this is a demonstration without legal effect.
    pub demo: bool,
}

/// What every request shares.
pub struct Site {
    /// The data.
    pub store: Store,
    /// What the operator decided.
    pub settings: SiteSettings,
    /// Who a cookie is.
    pub identify: Identify,
    /// How many messages wait for whoever asks; brought by the binary, since the edge knows no block.
    pub unread: Unread,
    /// What other parts want shown at `/metrics`.
    pub metrics: Vec<Arc<dyn Fn() -> Vec<Metric> + Send + Sync>>,
    /// Whether the node may be sent visitors; the words say why not.
    pub ready: Arc<dyn Fn() -> std::result::Result<(), String> + Send + Sync>,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// What the edge has counted.
    pub(crate) watch: Watch,
    pub(crate) openapi: String,
}

impl Site {
    /// A site of these blocks.
    pub fn new(store: Store, settings: SiteSettings, identify: Identify, blocks: Vec<Block>) -> Self {
        let doors: Vec<_> = blocks.iter().flat_map(|it| (it.routes)().doors).collect();
        let openapi = openapi::document(&settings.origin, &doors).to_string();
        let ready: Arc<dyn Fn() -> std::result::Result<(), String> + Send + Sync> = Arc::new(|| Ok(()));
        Self {
            store,
            settings,
            identify,
            unread: |_, _| Ok(0),
            metrics: Vec::new(),
            ready,
            blocks,
            watch: Watch::default(),
            openapi,
        }
    }

    pub(crate) fn nav(&self, face: Face, by: &Actor, lang: Lang, n_unread: usize) -> Vec<NavItem> {
        // Higher blocks are nearer to what people came for.
        let links = self.blocks.iter().rev().flat_map(|it| it.nav);
        let shown = links.filter(|it| it.face == face && it.access.admits(by));
        let waiting = |href: &str| if href == INBOX_PATH { n_unread } else { 0 };
        shown.map(|it| NavItem::new(it.href, it.text.say(lang)).waiting(waiting(it.href))).collect()
    }

    /// The words of a code known only when running, wherever a block keeps them.
    pub(crate) fn say(&self, lang: Lang, key: &str) -> Option<&'static str> {
        let own = crate::TEXTS.find(lang, key);
        own.or_else(|| self.blocks.iter().find_map(|it| it.texts.find(lang, key)))
    }
}

/// The whole site, ready to serve.
pub fn router(site: Site) -> Router {
    let site = Arc::new(site);
    let routes = site.blocks.iter().fold(own_routes(), |all, it| all.merge((it.routes)()));
    let shared = site.clone();
    let fallback = move |request: Request| guard::nowhere(shared.clone(), request);
    routes.router.fallback(fallback).layer(Extension(site.clone())).with_state(site)
}

/// The doors that belong to no block.
fn own_routes() -> Routes {
    use crate::Access::Public;
    let routes = Routes::default()
        .file("/healthz", Public, metrics::healthz)
        .file("/readyz", Public, metrics::readyz)
        .file("/metrics", Public, metrics::metrics)
        .file("/api/openapi.json", Public, openapi::serve);
    ASSETS.iter().fold(routes, |routes, asset| {
        routes.file(asset.path, Public, async move || {
            answer::file(asset.content_type, answer::FOR_EVER, asset.bytes.to_vec())
        })
    })
}
