//! Officials, and the posts they hold or held.
//! An official's name and number are sealed and not kept in these types.

use kit::{AgencyId, CitizenNumber, OfficialId, PostId, RegionCode, Result, SubjectId, Time, Words};

use super::{name_flaw, sound};

/// How many holdings of one official are shown.
pub const HOLDINGS_MAX: usize = 200;

/// How many officials of one agency are listed.
pub const HOLDERS_MAX: usize = 1_000;

/// Someone who works for the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// Their id.
    pub id: OfficialId,
    /// Whose key seals their name and number.
    pub subject: SubjectId,
    /// Since when they are an official.
    pub appointed_at: Time,
}

/// An official before they have an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOfficial {
    /// Their name.
    pub name: String,
    /// Their citizen number, where it is known.
    pub number: Option<CitizenNumber>,
}

/// A post that an official holds or held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The post.
    pub post: PostId,
    /// What the post is called.
    pub post_name: Words,
    /// What the post may do.
    pub powers: Vec<String>,
    /// The agency of the post.
    pub agency: AgencyId,
    /// What the agency is called.
    pub agency_name: Words,
    /// The region of the agency.
    pub region: RegionCode,
    /// Since when.
    pub from_at: Time,
    /// Until when; nothing while it is held.
    pub until_at: Option<Time>,
}

impl NewOfficial {
    /// A name that can be read.
    pub(crate) fn check(&self) -> Result<()> {
        sound(name_flaw("name", &self.name).into_iter().collect())
    }
}
