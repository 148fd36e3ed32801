//! The platform on one screen: every block, what it does unasked, and how a cookie becomes a visitor.
//! Routes, migrations, OpenAPI, site map, gallery, jobs and the tests of doors all derive from these lists.

use std::pin::Pin;

use acts::{Follower, Running, Work};
use kit::{Lang, Result, Texts};
use store::{Part, Store};
use web::{Block, Identify, Metric, Unread};

use crate::house;

/// Every block, lower layers first.
pub const BLOCKS: &[Block] = &[
    ledger::BLOCK,
    directory::BLOCK,
    files::BLOCK,
    identity::BLOCK,
    notify::BLOCK,
    certificates::BLOCK,
    cases::BLOCK,
];

/// What blocks do after acts were recorded, and later.
pub const WORKS: &[Work] = &[house::WORK, directory::WORK, certificates::WORK, cases::WORK];

/// What blocks keep in memory on every node, told of acts in order.
pub const FOLLOWERS: &[Follower] = &[cases::actions::FOLLOWER];

/// What blocks do about once a minute on every node.
pub const TENDINGS: &[Tending] = &[
    Tending {
        name: "identity.sessions",
        run: |store| Box::pin(async move { identity::tend_sessions(&store).await }),
    },
    Tending {
        name: "directory.names",
        run: |store| Box::pin(async move { directory::tend_names(&store).await }),
    },
    Tending {
        name: "cases.popularity",
        run: |store| Box::pin(async move { cases::actions::tend_popularity(&store).await }),
    },
    Tending {
        name: "files.orphans",
        run: |store| Box::pin(async move { files::actions::tend(&store).await }),
    },
];

/// What operators see of blocks at `/metrics`, looked at every few seconds.
pub const LOOKS: &[Look] = &[
    |store| Box::pin(async move { house::look(&store).await }),
    |store| Box::pin(async move { certificates::metrics(&store).await }),
];

/// Tells who a session's cookie stands for.
pub const IDENTIFY: Identify = identity::identify;

/// Tells how many messages wait for whoever asks.
pub const UNREAD: Unread = notify::unread;

/// Something a block does about once a minute on every node.
#[derive(Clone, Copy)]
pub struct Tending {
    /// What is tended, as `block.what`.
    pub name: &'static str,
    /// Does it once.
    pub run: fn(Store) -> Running,
}

/// A look at what operators want to know of a block.
pub type Look = fn(Store) -> Pin<Box<dyn Future<Output = Result<Vec<Metric>>> + Send>>;

/// What every store of this platform holds: the installation, the ledger, and each block's tables.
pub fn parts() -> Vec<Part> {
    let own = [crate::tables::PART, acts::PART];
    own.into_iter().chain(BLOCKS.iter().map(|it| it.part)).collect()
}

/// The words of a code known only when running, wherever they are kept.
pub fn say(lang: Lang, key: &str) -> Option<&'static str> {
    let own: [Texts; 2] = [crate::TEXTS, web::TEXTS];
    own.iter().chain(BLOCKS.iter().map(|it| &it.texts)).find_map(|it| it.find(lang, key))
}
