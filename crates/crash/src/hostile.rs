//! A hostile day without kills: other processes, bad disks, bad clocks, bad visitors, bad hands.
//! Each trial stands in a file of its own and in this list.

mod broken;
mod clock;
mod disk;
mod flipped;
mod slow;
mod torn;
mod two;

use crate::Trial;

/// Every trial.
pub(crate) const TRIALS: &[(&str, Trial)] = &[
    ("two processes on one store", two::on_one_store),
    ("a second process during the first build", two::during_the_build),
    ("a file that may not grow", disk::file_limit),
    ("a full disk", disk::full),
    ("a torn log", torn::log),
    ("a clock that jumped back", clock::jumped_back),
    ("broken requests", broken::requests),
    ("slow clients", slow::clients),
    ("flipped bits in the ledger", flipped::ledger),
    ("flipped bits in what was sealed", flipped::sealed),
    ("flipped bits in a receipt", flipped::receipt),
];
