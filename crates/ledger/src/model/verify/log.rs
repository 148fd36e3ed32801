//! Checking a whole ledger: its epochs from the newest back, each held by the first leaf of the next.
//! Does not know trees; one epoch's files are checked by `epoch`.

use tlog::{Checkpoint, Note, VerifierKey};

use super::{EPOCHS_MAX, Flaw, Progress, Report, Served, Voucher, epoch::Epoch};

/// The words for the checkpoint a visitor kept, where a path would stand.
const SINCE: &str = "the older checkpoint";

/// A checkpoint as it was served, not believed yet.
struct Claim {
    folder: String,
    bytes: Vec<u8>,
}

/// The epoch that followed the one now looked at, and the checkpoint it begins with.
struct Newer {
    first_leaf: String,
    opening: Option<Vec<u8>>,
}

/// Checks every file of a ledger with these keys; with an older checkpoint, also that it was only added to.
pub fn log(
    served: &mut dyn Served,
    keys: &[VerifierKey],
    since: Option<&[u8]>,
    progress: &mut dyn FnMut(Progress),
) -> Report {
    let mut report = Report::default();
    let mut opened: Vec<Epoch> = Vec::new();
    let mut newer: Option<Newer> = None;
    let claims = claims(served, &mut report);
    for claim in &claims {
        let path = format!("{}checkpoint", claim.folder);
        let follows = newer.take();
        let vouched = follows.as_ref().is_some_and(|it| it.opening.as_ref() == Some(&claim.bytes));
        if let Some(it) = follows.filter(|_| !vouched) {
            report.find(it.first_leaf, Flaw::OpeningDiffers { of: path.clone() });
        }
        match believe(claim, keys, vouched) {
            Ok((checkpoint, voucher)) => {
                let epoch = Epoch { folder: claim.folder.clone(), checkpoint, voucher };
                let opening = epoch.check(served, &mut report, progress);
                newer = Some(Newer { first_leaf: format!("{}tile/entries/000", epoch.folder), opening });
                opened.push(epoch);
            }
            Err(flaw) => report.find(path, flaw),
        }
    }
    if let Some(Newer { opening: Some(_), first_leaf }) = newer {
        match claims.len() {
            1 => report.find("epochs/1/checkpoint", Flaw::Missing),
            _ => {
                report.find(first_leaf, Flaw::OpeningDiffers { of: "a checkpoint that is served".to_owned() })
            }
        }
    }
    if let Some(kept) = since {
        match continues(served, keys, kept, &opened) {
            Ok(size) => report.since = Some(size),
            Err(flaw) => report.find(SINCE, flaw),
        }
    }
    report.epochs = opened.into_iter().map(Epoch::seen).collect();
    report
}

/// The checkpoints there are, newest first.
fn claims(served: &mut dyn Served, report: &mut Report) -> Vec<Claim> {
    let mut read = |path: &str| match served.get(path) {
        Ok(it) => it,
        Err(err) => {
            report.find(path, Flaw::Unreadable(err));
            None
        }
    };
    let Some(newest) = read("checkpoint") else {
        if report.findings.is_empty() {
            report.find("checkpoint", Flaw::Missing);
        }
        return Vec::new();
    };
    let mut claims = Vec::new();
    for n in 1..=EPOCHS_MAX {
        let folder = format!("epochs/{n}/");
        match read(&format!("{folder}checkpoint")) {
            // The newest epoch is served under its number too.
            Some(bytes) if origin(&bytes) != origin(&newest) => claims.push(Claim { folder, bytes }),
            _ => break,
        }
    }
    claims.push(Claim { folder: String::new(), bytes: newest });
    claims.reverse();
    claims
}

fn origin(note: &[u8]) -> Option<&[u8]> {
    note.split(|it| *it == b'\n').next()
}

/// The checkpoint of a note that a key given signed, or that a believed epoch holds.
fn believe(claim: &Claim, keys: &[VerifierKey], vouched: bool) -> Result<(Checkpoint, Voucher), Flaw> {
    let note = Note::parse(&claim.bytes).map_err(Flaw::Tree)?;
    let claimed = Checkpoint::parse(note.text()).map_err(Flaw::Tree)?;
    match keys.iter().find(|it| it.name() == claimed.origin) {
        Some(key) => Ok((Checkpoint::open(&note, key).map_err(Flaw::Tree)?, Voucher::Key)),
        None if vouched => Ok((claimed, Voucher::NextEpoch)),
        None => Err(Flaw::KeyUnknown { origin: claimed.origin }),
    }
}

/// Whether the ledger continues a checkpoint that someone kept; gives back its size.
fn continues(
    served: &mut dyn Served,
    keys: &[VerifierKey],
    kept: &[u8],
    epochs: &[Epoch],
) -> Result<u64, Flaw> {
    let note = Note::parse(kept).map_err(Flaw::Tree)?;
    let claimed = Checkpoint::parse(note.text()).map_err(Flaw::Tree)?;
    let unknown = || Flaw::KeyUnknown { origin: claimed.origin.clone() };
    let epoch = epochs.iter().find(|it| it.checkpoint.origin == claimed.origin).ok_or_else(unknown)?;
    let key = keys.iter().find(|it| it.name() == claimed.origin).ok_or_else(unknown)?;
    let old = Checkpoint::open(&note, key).map_err(Flaw::Tree)?;
    epoch.continues(served, &old).map_err(Flaw::Tree)?;
    Ok(old.size)
}
