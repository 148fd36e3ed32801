//! What the directory tells those above: the kinds of its acts, by the names they react to.
//! Knows nobody who listens, and listens to nobody.

/// An agency was founded; the thing is its id.
pub const AGENCY_FOUNDED: &str = "agency.founded";

/// An agency is called otherwise from now on; the thing is its id.
pub const AGENCY_RENAMED: &str = "agency.renamed";

/// A post was opened in an agency; the thing is the post's id.
pub const POST_OPENED: &str = "post.opened";

/// A post was closed; the thing is the post's id.
pub const POST_CLOSED: &str = "post.closed";

/// Names from before can be found; the thing is `names`.
pub const NAMES_INDEXED: &str = "names.indexed";

/// A post was given other powers; the thing is the post's id.
pub const POWERS_CHANGED: &str = "post.powers_changed";

/// Somebody became an official; the thing is their id.
pub const OFFICIAL_APPOINTED: &str = "official.appointed";

/// An official took a post; the thing is the post's id.
pub const POST_ASSIGNED: &str = "post.assigned";

/// An official left a post; the thing is the post's id.
pub const POST_LEFT: &str = "post.left";

/// A new version of one source of regions is current; the thing is `regions/<source>`.
pub const REGIONS_IMPORTED: &str = "regions.imported";

/// The calendar changed, so provisional deadlines can be counted again; the thing is `holidays`.
pub const HOLIDAYS_IMPORTED: &str = "holidays.imported";
