//! What the directory tells those above: the kinds of its acts, by the names they react to; and what it does later.
//! Knows nobody who listens, and listens to nobody.

use acts::{Job, Planned, Running, Work};
use store::Store;

use crate::{actions::reorganisations, model::reorganisation::ReorganisationId};

/// What this block does later: changes of agencies, each at its moment.
pub const WORK: Work =
    Work { reactions: &[], jobs: &[Job { kind: reorganisations::REORGANISE, run: reorganise }] };

fn reorganise(store: Store, planned: Planned) -> Running {
    Box::pin(async move { reorganisations::carry_out(&store, &ReorganisationId::parse(&planned.key)?).await })
}

/// An agency acts in another region from now on; the thing is its id.
pub const AGENCY_MOVED: &str = "agency.moved";

/// An agency is no more and others took over; the thing is its id, the body names them, who answers first.
pub const AGENCY_SUCCEEDED: &str = "agency.succeeded";

/// A change of agencies was planned; the thing is its id.
pub const REORGANISATION_PLANNED: &str = "reorganisation.planned";

/// A change of agencies was taken back; the thing is its id.
pub const REORGANISATION_WITHDRAWN: &str = "reorganisation.withdrawn";

/// A change of agencies was carried out; the thing is its id.
pub const REORGANISATION_DONE: &str = "reorganisation.done";

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
