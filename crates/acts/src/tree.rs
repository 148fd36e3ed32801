//! The ledger as it is served: checkpoints, tiles, bundles of leaves, proofs; and how far it is behind.
//! Everything here is public but nothing in it says who.

use kit::{Error, Refusal, Result, Time};
use store::Read;
use tlog::{Bundle, Checkpoint, Note, Proof, Tile, VerifierKey};

use crate::{Leaf, tables, tables::EpochRow};

/// How many leaves one list may bring back.
const LEAVES_MAX: usize = 500;

/// One epoch of the ledger: the log of one key, from one restore to the next.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// Its number, from 1.
    pub epoch: i64,
    /// The name of its log.
    pub origin: String,
    /// What verifies its checkpoints.
    pub verifier: VerifierKey,
    /// The position of its first act.
    pub first_position: i64,
    /// The checkpoint of the epoch before, which is its first leaf.
    pub opening: Option<String>,
    /// How many leaves it has.
    pub size: u64,
    /// Its last checkpoint as signed.
    pub note: String,
    /// When that was signed.
    pub signed_at: Time,
}

/// The leaf of an act and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its place among all acts, in every epoch; nothing until the sequencer has seen it.
    pub position: Option<i64>,
    /// What the tree holds of it.
    pub leaf: Leaf,
}

impl TryFrom<EpochRow> for Epoch {
    type Error = Error;

    fn try_from(it: EpochRow) -> Result<Self> {
        Ok(Self {
            verifier: VerifierKey::parse(&it.verifier)?,
            epoch: it.epoch,
            origin: it.origin,
            first_position: it.first_position,
            opening: it.opening,
            size: it.size as u64,
            note: it.note,
            signed_at: it.signed_at,
        })
    }
}

impl Epoch {
    /// Where in this epoch's tree the act at a position stands.
    fn index(&self, position: i64) -> u64 {
        (position - self.first_position) as u64 + u64::from(self.opening.is_some())
    }
}

/// The epochs, newest first.
pub fn epochs(read: &mut Read<'_>) -> Result<Vec<Epoch>> {
    tables::epochs(read)?.into_iter().map(Epoch::try_from).collect()
}

/// One epoch; the newest where no number is given.
pub fn epoch(read: &mut Read<'_>, n: Option<i64>) -> Result<Epoch> {
    let found = match n {
        None => tables::last_epoch(read)?,
        Some(n) => tables::epochs(read)?.into_iter().find(|it| it.epoch == n),
    };
    Epoch::try_from(found.ok_or_else(Refusal::not_found)?)
}

/// The last checkpoint of an epoch, opened with its own key.
pub fn checkpoint(epoch: &Epoch) -> Result<Checkpoint> {
    Ok(Checkpoint::open(&Note::parse(epoch.note.as_bytes())?, &epoch.verifier)?)
}

pub(crate) fn opened(row: &EpochRow) -> Result<Checkpoint> {
    let checkpoint = checkpoint(&Epoch::try_from(row.clone())?)?;
    match checkpoint.size == row.size as u64 {
        true => Ok(checkpoint),
        false => Err(Error::fault("the stored checkpoint and the stored size differ")),
    }
}

/// A tile cut to the width asked for; not found where the tree has not grown so far.
pub fn tile(read: &mut Read<'_>, epoch: &Epoch, tile: Tile) -> Result<Vec<u8>> {
    let missing = || Error::from(Refusal::not_found());
    let grown = Tile::at(tile.level, tile.n, epoch.size).ok_or_else(missing)?;
    let stored =
        tables::tile(read, epoch.epoch, i64::from(tile.level), tile.n as i64)?.ok_or_else(missing)?;
    if grown.width < tile.width || stored.len() < usize::from(tile.width) * tlog::HASH_BYTES {
        return Err(missing());
    }
    Ok(stored[..usize::from(tile.width) * tlog::HASH_BYTES].to_vec())
}

/// A bundle of leaves, cut to the width asked for.
pub fn entries(read: &mut Read<'_>, epoch: &Epoch, bundle: Bundle) -> Result<Vec<u8>> {
    let start = bundle.n.checked_mul(u64::from(tlog::TILE_WIDTH)).ok_or_else(Refusal::not_found)?;
    let end = start.checked_add(u64::from(bundle.width)).ok_or_else(Refusal::not_found)?;
    if epoch.size < end {
        return Err(Refusal::not_found().into());
    }
    let mut leaves: Vec<Vec<u8>> = Vec::new();
    let opening = u64::from(epoch.opening.is_some());
    if let (Some(it), 0) = (&epoch.opening, start) {
        leaves.push(it.clone().into_bytes());
    }
    let first = epoch.first_position + start.saturating_sub(opening) as i64;
    let rows = tables::leaves(read, first, (end - start) as i64 - leaves.len() as i64)?;
    leaves.extend(rows.into_iter().map(|it| Leaf::from(it).bytes()));
    Ok(bundle.print(leaves.iter().map(Vec::as_slice))?)
}

/// The proof that an act is in the ledger, with its leaf along; nothing until the tree has reached it.
pub fn proof(read: &mut Read<'_>, act: &str) -> Result<Option<Proof>> {
    let row = tables::act_by_id(read, act)?.ok_or_else(Refusal::not_found)?;
    let Some(position) = row.position else { return Ok(None) };
    let epochs = epochs(read)?;
    let epoch = epochs.iter().find(|it| it.first_position <= position);
    let epoch = epoch.ok_or_else(|| Error::fault("an act stands before every epoch"))?;
    let index = epoch.index(position);
    let mut tiles = |tile: Tile| tables::tile(read, epoch.epoch, i64::from(tile.level), tile.n as i64);
    let hashes = tlog::inclusion_proof(&mut tiles, index, epoch.size)?;
    let checkpoint = Note::parse(epoch.note.as_bytes())?;
    Ok(Some(Proof { extra: Leaf::from(row.leaf).bytes(), index, hashes, checkpoint }))
}

/// What anyone may know of an act.
pub fn leaf(read: &mut Read<'_>, act: &str) -> Result<Placed> {
    let row = tables::act_by_id(read, act)?.ok_or_else(Refusal::not_found)?;
    Ok(Placed { position: row.position, leaf: row.leaf.into() })
}

/// The leaves of acts, newest first; from the end, or from before a position.
pub fn newest(read: &mut Read<'_>, before: Option<i64>, n_max: usize) -> Result<Vec<Placed>> {
    let rows = tables::leaves_before(read, before.unwrap_or(i64::MAX), n_max.min(LEAVES_MAX) as i64)?;
    Ok(rows.into_iter().map(|(it, leaf)| Placed { position: Some(it), leaf: leaf.into() }).collect())
}

/// How many acts wait for their place, up to a bound that is only ever reached in trouble.
pub fn lag(read: &mut Read<'_>) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM acts_pending";
    Ok(read.one(SQL, &[], |row| row.int(0))?.unwrap_or(0))
}
