//! What certificates tell those above, and what they hear of themselves: where their acts are in the ledger.
//! Knows nobody who listens.

use acts::{Reaction, Recorded, Start, Work};
use kit::{Actor, AgencyId, Result};
use store::Tx;

use crate::{actions::keys, tables};

/// A type was defined, or its face anew; the thing is its key.
pub const TYPE_DEFINED: &str = "certificate_type.defined";

/// An agency can sign; the thing is the key's id.
pub const KEY_MADE: &str = "signing_key.made";

/// A key signs no more, and its secret was destroyed; the thing is the key's id.
pub const KEY_RETIRED: &str = "signing_key.retired";

/// A certificate was issued; the thing is its id.
pub const CERTIFICATE_ISSUED: &str = "certificate.issued";

/// A newer version took a certificate's place; the thing is the id of the older.
pub const CERTIFICATE_SUPERSEDED: &str = "certificate.superseded";

/// A certificate was ended by its agency; the thing is its id, the body says as what.
pub const CERTIFICATE_REVOKED: &str = "certificate.revoked";

/// An official looked at a certificate in full; the thing is its id.
pub const CERTIFICATE_VIEWED: &str = "certificate.viewed";

/// What this block does unasked.
pub const WORK: Work = Work { reactions: &[KEEP_ACTS, HAND_KEYS_OVER], jobs: &[] };

/// An act has its id once it is recorded; a page finds it by the certificate then.
const KEEP_ACTS: Reaction = Reaction {
    name: "certificates.keep_acts",
    kinds: &[CERTIFICATE_ISSUED, CERTIFICATE_SUPERSEDED, CERTIFICATE_REVOKED],
    start: Start::First,
    run: keep_act,
};

/// Who took over from an agency that signed has to be able to sign.
const HAND_KEYS_OVER: Reaction = Reaction {
    name: "certificates.successor",
    kinds: &[directory::AGENCY_SUCCEEDED],
    start: Start::Now,
    run: hand_over,
};

fn hand_over(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    keys::hand_keys_over(tx, &Actor::system("certificates"), &AgencyId::parse(&act.thing)?)
}

fn keep_act(tx: &mut Tx<'_>, act: &Recorded) -> Result<()> {
    tables::certificates::put_act(tx, &act.thing, &act.kind, &act.id)
}
