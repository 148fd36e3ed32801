//! Checking one epoch: every tile against the root, every leaf against its tile, and the form of each leaf.
//! Does not know why its checkpoint is believed, nor the epochs beside it.

use std::cell::RefCell;

use acts::Leaf;
use tlog::{Bundle, Checkpoint, Edge, Hash, Note, TILE_WIDTH, Tile};

use super::{EpochSeen, Flaw, Progress, Report, Served, Voucher};

/// One epoch whose checkpoint is believed.
pub(super) struct Epoch {
    pub(super) folder: String,
    pub(super) checkpoint: Checkpoint,
    pub(super) voucher: Voucher,
}

/// What is being read and written while the tree is walked.
struct Walk<'a> {
    served: &'a mut dyn Served,
    report: &'a mut Report,
    progress: &'a mut dyn FnMut(Progress),
    folder: &'a str,
    n_leaves_all: u64,
    opening: Option<Vec<u8>>,
}

impl Epoch {
    /// Checks every file of it; gives back the checkpoint that is its first leaf, if there is one.
    pub(super) fn check(
        &self,
        served: &mut dyn Served,
        report: &mut Report,
        progress: &mut dyn FnMut(Progress),
    ) -> Option<Vec<u8>> {
        let Checkpoint { size, root, .. } = self.checkpoint;
        let n_leaves_all = report.n_leaves + size;
        let walk = Walk { served, report, progress, folder: &self.folder, n_leaves_all, opening: None };
        let walk = RefCell::new(walk);
        let mut tiles = |tile| walk.borrow_mut().tile(tile);
        let mut proven = |tile: Tile, hashes: &[Hash]| {
            walk.borrow_mut().proven(tile, hashes);
            Ok(())
        };
        let audited = tlog::audit(&mut tiles, size, &root, &mut proven);
        let mut walk = walk.into_inner();
        if let Err(err) = audited {
            walk.locate(size, err);
        }
        walk.opening
    }

    /// Whether it continues an older checkpoint of its own.
    pub(super) fn continues(&self, served: &mut dyn Served, old: &Checkpoint) -> tlog::Result<()> {
        let Checkpoint { size, root, .. } = &self.checkpoint;
        let mut tiles = |tile: Tile| served.get(&format!("{}{tile}", self.folder));
        let proof = tlog::consistency_proof(&mut tiles, old.size, *size)?;
        tlog::verify_consistency(old.size, &old.root, *size, root, &proof)
    }

    pub(super) fn seen(self) -> EpochSeen {
        let Checkpoint { origin, size, root, .. } = self.checkpoint;
        EpochSeen { folder: self.folder, origin, size, root, voucher: self.voucher }
    }
}

impl Walk<'_> {
    fn path(&self, file: impl std::fmt::Display) -> String {
        format!("{}{file}", self.folder)
    }

    fn tile(&mut self, tile: Tile) -> kit::Result<Option<Vec<u8>>> {
        let path = self.path(tile);
        self.served.get(&path).map_err(|err| kit::Error::fault(format!("{path}: {err}")))
    }

    /// The leaves under a tile; nothing where they cannot be had, and that is noted.
    fn leaves(&mut self, tile: Tile) -> Option<Vec<Vec<u8>>> {
        let bundle = Bundle { n: tile.n, width: tile.width };
        let path = self.path(bundle);
        let flaw = match self.served.get(&path) {
            Ok(Some(bytes)) => match bundle.parse(&bytes) {
                Ok(leaves) => return Some(leaves.into_iter().map(<[u8]>::to_vec).collect()),
                Err(err) => Flaw::Tree(err),
            },
            Ok(None) => Flaw::Missing,
            Err(err) => Flaw::Unreadable(err),
        };
        self.report.find(path, flaw);
        None
    }

    /// A tile is proven: what stands under it has to fit.
    fn proven(&mut self, tile: Tile, hashes: &[Hash]) {
        self.report.n_tiles += 1;
        if 0 < tile.level {
            return;
        }
        let Some(leaves) = self.leaves(tile) else { return };
        let path = self.path(Bundle { n: tile.n, width: tile.width });
        for (n, (leaf, hash)) in (tile.n * u64::from(TILE_WIDTH)..).zip(leaves.iter().zip(hashes)) {
            if tlog::leaf_hash(leaf) != *hash {
                self.report.find(&path, Flaw::LeafDiffers { leaf: n });
            } else if let Err(flaw) = Leaf::parse(leaf) {
                // The first leaf of a later epoch is the last checkpoint of the one before.
                match Note::parse(leaf) {
                    Ok(_) if n == 0 => self.opening = Some(leaf.clone()),
                    _ => self.report.find(&path, Flaw::LeafMalformed { leaf: n, flaw }),
                }
            }
        }
        self.report.n_leaves += leaves.len() as u64;
        (self.progress)(Progress { n_leaves: self.report.n_leaves, n_leaves_all: self.n_leaves_all });
    }

    /// Names what the audit stumbled over, down to the hash where the files still tell.
    fn locate(&mut self, size: u64, err: tlog::Error) {
        let n_before = self.report.findings.len();
        match &err {
            tlog::Error::RootDiffers { .. } => {
                Tile::unfinished(size).for_each(|it| self.compare(it));
                if self.report.findings.len() == n_before {
                    self.report.find(self.path("checkpoint"), Flaw::Tree(err));
                }
            }
            tlog::Error::TileDiffers(tile) => {
                let tile = *tile;
                self.compare(tile);
                if self.report.findings.len() == n_before {
                    self.report.find(self.path(tile), Flaw::Tree(err));
                }
            }
            tlog::Error::TileMissing(tile) => self.report.find(self.path(tile), Flaw::Missing),
            tlog::Error::TileLength { tile, .. } => self.report.find(self.path(tile), Flaw::Tree(err)),
            _ => self.report.find(self.folder.to_owned() + "tile", Flaw::Tree(err)),
        }
    }

    /// Compares each hash of a tile with what stands below it; says where they part.
    fn compare(&mut self, tile: Tile) {
        let path = self.path(tile);
        let Ok(Some(bytes)) = self.tile(tile) else { return };
        let Ok(hashes) = tile.hashes(&bytes).map(<[Hash]>::to_vec) else { return };
        if tile.level == 0 {
            let Some(leaves) = self.leaves(tile) else { return };
            let first = tile.n * u64::from(TILE_WIDTH);
            for (n, (leaf, hash)) in leaves.iter().zip(&hashes).enumerate() {
                if tlog::leaf_hash(leaf) != *hash {
                    let below = format!("leaf {}", first + n as u64);
                    self.report.find(&path, Flaw::HashDiffers { hash: n, below });
                }
            }
            return;
        }
        for (n, hash) in hashes.iter().enumerate() {
            let below = Tile::full(tile.level - 1, tile.n * u64::from(TILE_WIDTH) + n as u64);
            let Ok(Some(bytes)) = self.tile(below) else { continue };
            if below.hashes(&bytes).is_ok_and(|it| root_of(it) != *hash) {
                self.report.find(&path, Flaw::HashDiffers { hash: n, below: below.to_string() });
            }
        }
    }
}

/// The root of a full tile: as if its hashes were all the leaves there are.
fn root_of(hashes: &[Hash]) -> Hash {
    let mut edge = Edge::empty();
    edge.append(hashes).expect("a tile has fewer hashes than an append may");
    edge.root()
}
