//! Gives acts their places, lets the tree grow, signs what it has become.
//! One at a time in the whole cluster; two by mistake cannot both succeed, since the epoch's size is compared and set.

use kit::{Error, Result};
use store::{Store, Tx};
use tlog::{Checkpoint, Edge, Hash, KeyKind, NoteSigner, VerifierKey};

use crate::{Leaf, tables, tables::EpochRow};

/// How many acts get their place in one transaction.
pub(crate) const BATCH_MAX: i64 = 1_024;

/// The key that signs checkpoints, with the name of the log.
pub struct LedgerKey {
    verifier: VerifierKey,
    key: crypt::SigningKey,
}

impl LedgerKey {
    /// A key for the log of this origin.
    pub fn new(origin: &str, key: crypt::SigningKey) -> Result<Self> {
        let public = key.public().bytes;
        let public =
            public.as_slice().try_into().map_err(|_| Error::fault("the ledger's key is not Ed25519"))?;
        Ok(Self { verifier: VerifierKey::new(origin, KeyKind::Ed25519, public)?, key })
    }

    /// What verifies its signatures; published, and never taken from what is verified.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    fn sign(&self, size: u64, root: Hash) -> Result<String> {
        let signer = NoteSigner { key: &self.verifier, sign: &|message| self.key.sign(message) };
        Ok(Checkpoint::new(self.verifier.name(), size, root).sign(&signer)?.to_string())
    }
}

/// Makes sure the ledger has an epoch under this key. A new store opens its first; a restored one, whose key is
/// another, opens the next, and the old checkpoint is its first leaf.
pub fn open_epoch(tx: &mut Tx<'_>, key: &LedgerKey) -> Result<()> {
    let all = tables::epochs(tx)?;
    let last = all.first();
    let verifier = key.verifier.to_string();
    if last.is_some_and(|it| it.verifier == verifier) {
        return Ok(());
    }
    if all.iter().any(|it| it.verifier == verifier || it.origin == key.verifier.name()) {
        return Err(Error::fault("the ledger's key or origin is that of an earlier epoch; make new ones"));
    }
    let mut edge = Edge::empty();
    let opening = last.map(|it| it.note.clone());
    let epoch = last.map_or(1, |it| it.epoch + 1);
    if let Some(it) = &opening {
        for changed in edge.append(&[tlog::leaf_hash(it.as_bytes())])? {
            tables::put_tile(
                tx,
                epoch,
                i64::from(changed.tile.level),
                changed.tile.n as i64,
                &changed.bytes,
            )?;
        }
    }
    let row = EpochRow {
        epoch,
        origin: key.verifier.name().to_owned(),
        verifier,
        first_position: tables::last_position(tx)? + 1,
        opening,
        size: edge.size() as i64,
        note: key.sign(edge.size(), edge.root())?,
        signed_at: tx.now(),
    };
    tables::insert_epoch(tx, &row)
}

/// Places pending acts and signs the grown tree; says how many acts it placed.
pub async fn advance(store: &Store, key: &std::sync::Arc<LedgerKey>) -> Result<u64> {
    if !store.read(tables::any_pending).await? {
        return Ok(0);
    }
    let key = key.clone();
    store.sequence(move |tx| place(tx, &key)).await
}

fn place(tx: &mut Tx<'_>, key: &LedgerKey) -> Result<u64> {
    let epoch = tables::last_epoch(tx)?.ok_or_else(|| Error::fault("the ledger has no epoch"))?;
    if epoch.verifier != key.verifier.to_string() {
        return Err(Error::fault("the ledger's key is not that of its epoch"));
    }
    // From here on another sequencer waits; once it goes on it finds the epoch grown and gives up.
    if !tables::hold_epoch(tx, epoch.epoch, epoch.size)? {
        return Err(Error::Busy("ledger"));
    }
    let first = tables::last_position(tx)? + 1;
    let n_placed = tables::give_positions(tx, first, BATCH_MAX)?;
    if n_placed == 0 {
        return Ok(0);
    }
    let rows = tables::leaves(tx, first, BATCH_MAX)?;
    if rows.len() as u64 != n_placed {
        return Err(Error::fault("the acts placed are not the acts read back"));
    }
    let leaves: Vec<_> = rows.into_iter().map(|it| tlog::leaf_hash(&Leaf::from(it).bytes())).collect();
    let mut edge = restore(tx, &epoch)?;
    for changed in edge.append(&leaves)? {
        tables::put_tile(
            tx,
            epoch.epoch,
            i64::from(changed.tile.level),
            changed.tile.n as i64,
            &changed.bytes,
        )?;
    }
    let note = key.sign(edge.size(), edge.root())?;
    if !tables::grow_epoch(tx, epoch.epoch, epoch.size, edge.size() as i64, &note)? {
        return Err(Error::Busy("ledger"));
    }
    tables::clear_pending(tx, first)?;
    Ok(n_placed)
}

fn restore(tx: &mut Tx<'_>, epoch: &EpochRow) -> Result<Edge> {
    let signed = crate::tree::opened(epoch)?;
    let (n, size) = (epoch.epoch, epoch.size as u64);
    let mut tiles = |tile: tlog::Tile| tables::tile(tx, n, i64::from(tile.level), tile.n as i64);
    Ok(Edge::restore(&mut tiles, size, &signed.root)?)
}
