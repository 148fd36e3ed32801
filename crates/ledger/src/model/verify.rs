//! Checking a ledger without believing anyone: a whole one file by file, or one receipt by itself.
//! Knows no store; takes keys from its caller alone, never from what is checked.

mod epoch;
mod log;
mod receipt;
mod report;

pub use log::log;
pub use receipt::{Outcome, ReceiptCheck, ReceiptFlaw, Step, receipt};
pub use report::{EpochSeen, Finding, Flaw, Progress, Report, Voucher};

/// How many epochs are looked for.
pub const EPOCHS_MAX: u64 = 1_000;
/// How many findings are listed; the rest is counted.
pub const FINDINGS_MAX: usize = 100;

/// A ledger's static files, from wherever: a folder, a server, a store.
pub trait Served {
    /// The bytes of the file at this path below the ledger; nothing where there is none.
    fn get(&mut self, path: &str) -> kit::Result<Option<Vec<u8>>>;
}

impl<F: FnMut(&str) -> kit::Result<Option<Vec<u8>>>> Served for F {
    fn get(&mut self, path: &str) -> kit::Result<Option<Vec<u8>>> {
        self(path)
    }
}
