//! A lawful restore: the rows of an archive, a new epoch under a new key, later erasures made again, a new anchor.
//! It hides nothing: the act that records it says which archive, and which checkpoint was the last before.

use std::{
    io::{Read, Seek},
    path::Path,
    sync::Arc,
};

use acts::LedgerKey;
use data_encoding::HEXLOWER;
use kit::{Actor, Channel, Error, Result};
use serde_json::json;
use store::{Act, Progress, Store};

use super::{anchor, erasures, erasures::Reapplied};
use crate::events::LEDGER_RESTORED;

/// What a restore needs beside the archive.
pub struct Restoring<'a> {
    /// The key of the new epoch; neither it nor its origin was used before.
    pub key: Arc<LedgerKey>,
    /// The anchor file; what it holds is recorded, then replaced.
    pub anchor: &'a Path,
    /// The list of erasures.
    pub erasures: &'a Path,
}

/// What a restore came to.
#[derive(Clone, Copy, Debug)]
pub struct Restored {
    /// How many rows came back.
    pub n_rows: u64,
    /// The digest of the archive.
    pub sha256: [u8; 32],
    /// The number of the new epoch.
    pub epoch: i64,
    /// Who was erased again.
    pub erasures: Reapplied,
}

/// Restores an archive into an empty store; for commands, never inside a runtime.
pub fn restore<R: Read + Seek>(
    store: &Store,
    archive: &mut R,
    with: &Restoring<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Restored> {
    let anchored = anchor::anchored(with.anchor)?;
    let archived = store::restore(store, archive, progress)?;
    // Before the new epoch: without it the store does not start, so a restore that breaks off serves nobody erased.
    let erasures = erasures::reapply(store, with.erasures)?;
    let key = with.key.clone();
    let body = json!({
        "sha256": HEXLOWER.encode(&archived.sha256),
        "rows": archived.n_rows,
        "anchored": anchored,
    });
    let opening = store.write(move |tx| {
        let n_epochs = acts::epochs(tx)?.len();
        acts::open_epoch(tx, &key)?;
        if acts::epochs(tx)?.len() == n_epochs {
            return Err(Error::fault(
                "the archive's ledger has this key already; begin again with an empty store and a new key",
            ));
        }
        let by = Actor { channel: Channel::Command, ..Actor::system("ledger") };
        tx.record(Act::of(LEDGER_RESTORED, &by, key.verifier().name()).body(body.clone()))?;
        acts::epoch(tx, None)
    });
    let epoch = opening.wait()?;
    anchor::set(with.anchor, &epoch.note)?;
    Ok(Restored { n_rows: archived.n_rows, sha256: archived.sha256, epoch: epoch.epoch, erasures })
}
