//! Agencies, the posts in them, and the powers a post can hold.
//! Powers belong to posts, never to people; who sits where is not known here.

use std::collections::BTreeSet;

use kit::{AgencyId, CreditCode, Flaw, PostId, Refusal, RegionCode, Result, Text, Time, Words, t};

use super::{name_flaws, sound};

/// How many posts one agency may open.
pub const POSTS_MAX: usize = 500;

/// How deep the tree of regions goes, and with it the levels of agencies.
const LEVEL_MAX: usize = 5;

/// Tends the directory: agencies, posts, officials, imports.
pub const STEWARD: &str = "directory.steward";

/// Keeps the platform running: sees how it does, retries and discards what was left, changes its look.
pub const OPERATE: &str = "platform.operate";

/// Sees how the platform does, and changes nothing.
pub const WATCH: &str = "platform.watch";

/// The powers that have something to do in administration.
pub const ADMIN_POWERS: &[&str] = &[STEWARD, OPERATE, WATCH, "matter.author", "matter.publish"];

/// A name that an agency has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The agency.
    pub agency: AgencyId,
    /// What it is or was called.
    pub name: Words,
    /// Since when.
    pub from_at: Time,
    /// Until when; nothing while it is.
    pub until_at: Option<Time>,
}

/// Every power a post can hold.
pub const POWERS: [Power; 14] = [
    Power { code: "case.accept", text: t!("power.case.accept") },
    Power { code: "case.approve_extension", text: t!("power.case.approve_extension") },
    Power { code: "case.decide", text: t!("power.case.decide") },
    Power { code: "case.deliver", text: t!("power.case.deliver") },
    Power { code: "case.examine", text: t!("power.case.examine") },
    Power { code: "case.inspect", text: t!("power.case.inspect") },
    Power { code: "case.settle", text: t!("power.case.settle") },
    Power { code: "case.supervise", text: t!("power.case.supervise") },
    Power { code: "certificate.revoke", text: t!("power.certificate.revoke") },
    Power { code: STEWARD, text: t!("power.directory.steward") },
    Power { code: "matter.author", text: t!("power.matter.author") },
    Power { code: "matter.publish", text: t!("power.matter.publish") },
    Power { code: OPERATE, text: t!("power.platform.operate") },
    Power { code: WATCH, text: t!("power.platform.watch") },
];

/// Something a post may do.
#[derive(Clone, Copy, Debug)]
pub struct Power {
    /// As posts and doors name it.
    pub code: &'static str,
    /// As people read it.
    pub text: Text,
}

/// By what right an agency acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgencyKind {
    /// By its own: an administrative organ.
    Authority,
    /// By a law that empowers it.
    Empowered,
    /// In the name of another agency, which answers for it.
    Entrusted {
        /// The agency that answers.
        principal: AgencyId,
    },
}

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its unified social credit code.
    pub code: CreditCode,
    /// Its names.
    pub name: Words,
    /// The region it acts in.
    pub region: RegionCode,
    /// Its level in the state, 1 for a province to 5 for a village.
    pub level: usize,
    /// By what right it acts.
    pub kind: AgencyKind,
    /// The government that supervises it.
    pub supervisor: Option<AgencyId>,
    /// Since when it is known here.
    pub founded_at: Time,
    /// Since when it is no more; others answer for what it did.
    pub dissolved_at: Option<Time>,
}

/// An agency before it has an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAgency {
    /// Its unified social credit code.
    pub code: CreditCode,
    /// Its names.
    pub name: Words,
    /// The region it acts in.
    pub region: RegionCode,
    /// Its level in the state: its region's or a lower one, where an office is sent out.
    pub level: usize,
    /// By what right it acts.
    pub kind: AgencyKind,
    /// The government that supervises it.
    pub supervisor: Option<AgencyId>,
}

/// A seat in an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The agency it is in.
    pub agency: AgencyId,
    /// What it is called.
    pub name: Words,
    /// What it may do, each of [`POWERS`].
    pub powers: Vec<String>,
    /// Since when there is such a post.
    pub opened_at: Time,
    /// Since when it is no more.
    pub closed_at: Option<Time>,
}

/// A seat before it has an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// The agency it is in.
    pub agency: AgencyId,
    /// What it is called.
    pub name: Words,
    /// What it may do, each of [`POWERS`].
    pub powers: Vec<String>,
}

impl AgencyKind {
    /// The word stored and sent.
    pub fn as_str(&self) -> &'static str {
        match self {
            AgencyKind::Authority => "authority",
            AgencyKind::Empowered => "empowered",
            AgencyKind::Entrusted { .. } => "entrusted",
        }
    }

    /// The agency that answers for an entrusted one.
    pub fn principal(&self) -> Option<&AgencyId> {
        match self {
            AgencyKind::Entrusted { principal } => Some(principal),
            AgencyKind::Authority | AgencyKind::Empowered => None,
        }
    }

    /// What a stored word means; nothing where an entrusted agency lacks its principal, or another has one.
    pub(crate) fn parse(word: &str, principal: Option<AgencyId>) -> Option<Self> {
        match (word, principal) {
            ("authority", None) => Some(AgencyKind::Authority),
            ("empowered", None) => Some(AgencyKind::Empowered),
            ("entrusted", Some(principal)) => Some(AgencyKind::Entrusted { principal }),
            _ => None,
        }
    }
}

impl Agency {
    /// The agency that answers for what this one does: itself, or its principal.
    pub fn answers(&self) -> &AgencyId {
        self.kind.principal().unwrap_or(&self.id)
    }

    /// One that is no more takes nothing on.
    pub(crate) fn check_there(&self) -> Result<()> {
        match self.dissolved_at {
            None => Ok(()),
            Some(_) => Err(Refusal::conflict("agency.dissolved").into()),
        }
    }
}

impl NewAgency {
    /// Names that can be read, and a level that fits the region.
    pub(crate) fn check(&self) -> Result<()> {
        let mut flaws = name_flaws(&self.name);
        if !(self.region.level()..=LEVEL_MAX).contains(&self.level) {
            flaws.push(Flaw::of("level", "agency.level"));
        }
        sound(flaws)
    }
}

impl NewPost {
    /// A name that can be read, and powers that exist, each once.
    pub(crate) fn check(&self) -> Result<()> {
        let mut flaws = name_flaws(&self.name);
        let known = |it: &String| POWERS.iter().any(|power| power.code == it);
        if !self.powers.iter().all(known) {
            flaws.push(Flaw::of("powers", "post.power_unknown"));
        }
        if self.powers.iter().collect::<BTreeSet<_>>().len() < self.powers.len() {
            flaws.push(Flaw::of("powers", "post.power_doubled"));
        }
        sound(flaws)
    }
}
