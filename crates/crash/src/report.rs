//! What came of it: each trial with its time, then the figures that matter.
//! A trial that could not run on this machine says so and counts as neither.

use std::time::{Duration, Instant};

use crate::Result;

/// How a trial ended when nothing was wrong.
pub(crate) enum Came {
    /// It held; what was seen.
    Held(String),
    /// This machine does not let it run.
    NotRun(String),
}

/// The figures of all trials.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) n_passed: u64,
    pub(crate) n_failed: u64,
    /// Kills while it served.
    pub(crate) n_kills: u64,
    /// Kills while it was starting after a kill.
    pub(crate) n_kills_starting: u64,
    /// Kills while it built, imported, backed up or restored.
    pub(crate) n_kills_making: u64,
    /// Applications that were acknowledged with a case.
    pub(crate) n_acknowledged: u64,
    /// Applications whose answer a kill cut off; each was sent again.
    pub(crate) n_cut_off: u64,
    /// Applications that were told to try again.
    pub(crate) n_turned_away: u64,
    /// Acknowledged applications asked for again.
    pub(crate) n_asked_again: u64,
    /// Receipts verified.
    pub(crate) n_receipts: u64,
    /// Whole ledgers verified.
    pub(crate) n_verified: u64,
    /// Acknowledged applications that are gone, changed or doubled.
    pub(crate) n_lost: u64,
}

impl Report {
    /// Runs one trial and says what came of it.
    pub(crate) fn trial(&mut self, name: &str, run: impl FnOnce(&mut Report) -> Result<Came>) {
        let started = Instant::now();
        let came = run(self);
        let took = started.elapsed().as_secs_f64();
        match came {
            Ok(Came::Held(words)) => {
                self.n_passed += 1;
                println!("ok       {took:6.1} s  {name}: {words}");
            }
            Ok(Came::NotRun(why)) => println!("not run  {took:6.1} s  {name}: {why}"),
            Err(why) => {
                self.n_failed += 1;
                println!("FAILED   {took:6.1} s  {name}: {why}");
            }
        }
    }

    /// The figures, a line each.
    pub(crate) fn table(&self, seed: u64, took: Duration) -> String {
        let all = self.n_kills + self.n_kills_starting + self.n_kills_making;
        let kills = format!(
            "{all}: {} under load, {} while starting again, {} while building, importing, backing up, restoring",
            self.n_kills, self.n_kills_starting, self.n_kills_making
        );
        let checked = format!(
            "{} asked for again, {} receipts and {} ledgers verified",
            self.n_asked_again, self.n_receipts, self.n_verified
        );
        let rows = [
            ("kills", kills),
            ("acknowledged", self.n_acknowledged.to_string()),
            ("cut off", format!("{}, all sent again", self.n_cut_off)),
            ("turned away", format!("{}, all sent again", self.n_turned_away)),
            ("checked", checked),
            ("lost", self.n_lost.to_string()),
            ("time", format!("{:.1} s, seed {seed}", took.as_secs_f64())),
        ];
        rows.iter().map(|(name, value)| format!("\n  {name:<13} {value}")).collect()
    }
}
