//! Agencies that change: another name, another region, or others that take over from them, at a moment, by a basis.
//! Who takes over first answers for what was done before; what else is shared out is known to those above.

use std::collections::BTreeMap;

use kit::{AgencyId, PostId, RegionCode, Time, Words, id};
use serde_json::{Value, json};

id!(/** A change of agencies, planned or done. */ ReorganisationId, "reorganisation");

/// How many agencies one change may end, or hand over to.
pub const AGENCIES_MAX: usize = 20;

/// How long the legal basis may be.
pub const BASIS_CHARS_MAX: usize = 200;

/// How many shares of work one change may give out by name.
pub const SHARES_MAX: usize = 2_000;

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An agency is called otherwise.
    Rename {
        /// The agency.
        agency: AgencyId,
        /// What it will be called.
        name: Words,
    },
    /// An agency acts in another region, or on another level.
    Move {
        /// The agency.
        agency: AgencyId,
        /// The region it will act in.
        region: RegionCode,
        /// Its level there.
        level: usize,
    },
    /// Agencies are no more, and others take over: merged, split, or taken over by one that stays.
    Succession(Succession),
}

/// Agencies that are no more, and those that take over from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Succession {
    /// Those that will be no more.
    pub from: Vec<AgencyId>,
    /// Those that take over; the first answers for what was done before.
    pub into: Vec<AgencyId>,
    /// The posts that go to another than the first.
    pub posts: BTreeMap<PostId, AgencyId>,
    /// The work that goes to another than the first, by names that those above give it.
    pub shares: BTreeMap<String, AgencyId>,
}

/// A change before it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReorganisation {
    /// What changes.
    pub change: Change,
    /// The act or decision it rests on.
    pub basis: String,
    /// From when on.
    pub effective_at: Time,
}

/// A change, planned or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reorganisation {
    /// Its id.
    pub id: ReorganisationId,
    /// What changes.
    pub change: Change,
    /// The act or decision it rests on.
    pub basis: String,
    /// When it was planned.
    pub planned_at: Time,
    /// From when on.
    pub effective_at: Time,
    /// When it was carried out.
    pub done_at: Option<Time>,
    /// When it was taken back.
    pub withdrawn_at: Option<Time>,
}

/// An agency that took over from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The one that is no more.
    pub predecessor: AgencyId,
    /// The one that took over.
    pub successor: AgencyId,
    /// Since when.
    pub since: Time,
    /// By which change.
    pub reorganisation: ReorganisationId,
}

impl Change {
    /// The agencies it changes or ends.
    pub fn about(&self) -> Vec<AgencyId> {
        match self {
            Change::Rename { agency, .. } | Change::Move { agency, .. } => vec![agency.clone()],
            Change::Succession(it) => it.from.clone(),
        }
    }

    /// As it is stored and recorded.
    pub(crate) fn to_json(&self) -> Value {
        let ids = |all: &[AgencyId]| all.iter().map(AgencyId::as_str).map(str::to_owned).collect::<Vec<_>>();
        match self {
            Change::Rename { agency, name } => json!({ "rename": agency.as_str(), "name": name }),
            Change::Move { agency, region, level } => {
                json!({ "move": agency.as_str(), "region": region.as_str(), "level": level })
            }
            Change::Succession(it) => {
                let posts: BTreeMap<_, _> =
                    it.posts.iter().map(|(post, to)| (post.as_str(), to.as_str())).collect();
                let shares: BTreeMap<_, _> = it.shares.iter().map(|(key, to)| (key, to.as_str())).collect();
                json!({ "from": ids(&it.from), "into": ids(&it.into), "posts": posts, "shares": shares })
            }
        }
    }

    /// What was stored.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let it: Value = serde_json::from_str(text).ok()?;
        let agency = |it: &Value| AgencyId::parse(it.as_str()?).ok();
        if let Some(id) = it.get("rename") {
            let name = serde_json::from_value(it["name"].clone()).ok()?;
            return Some(Change::Rename { agency: agency(id)?, name });
        }
        if let Some(id) = it.get("move") {
            let region = RegionCode::parse(it["region"].as_str()?)?;
            let level = it["level"].as_u64()? as usize;
            return Some(Change::Move { agency: agency(id)?, region, level });
        }
        let list = |name: &str| it[name].as_array()?.iter().map(agency).collect::<Option<Vec<_>>>();
        let posts = it["posts"].as_object()?.iter();
        let shares = it["shares"].as_object()?.iter();
        Some(Change::Succession(Succession {
            from: list("from")?,
            into: list("into")?,
            posts: posts
                .map(|(post, to)| Some((PostId::parse(post).ok()?, agency(to)?)))
                .collect::<Option<_>>()?,
            shares: shares.map(|(key, to)| Some((key.clone(), agency(to)?))).collect::<Option<_>>()?,
        }))
    }
}

impl Succession {
    /// The one that answers for what was done before; nobody only before it is checked.
    pub fn answers(&self) -> Option<&AgencyId> {
        self.into.first()
    }

    /// Who takes a share of the work.
    pub fn share(&self, key: &str) -> Option<&AgencyId> {
        self.shares.get(key).or(self.answers())
    }

    /// Who takes a post.
    pub fn seat(&self, post: &PostId) -> Option<&AgencyId> {
        self.posts.get(post).or(self.answers())
    }
}
