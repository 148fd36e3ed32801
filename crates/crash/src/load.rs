//! Many clients applying at once, each remembering what was acknowledged and what was still on its way.
//! Does not judge; a strange answer is written down for whoever does.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::Duration,
};

use crate::{Result, client::Client, visitor::Application};

/// How often the checkpoint is fetched meanwhile, as a witness would.
const WITNESS_MS: u64 = 20;
/// How long a client that was turned away waits.
const TURNED_AWAY_MS: u64 = 20;
/// How many strange answers are written down.
const STRANGE_MAX: usize = 5;

/// Who applies where.
pub(crate) struct Load<'a> {
    pub(crate) address: &'a str,
    pub(crate) application: &'a Application,
    /// What the submission keys begin with; no other load's do.
    pub(crate) prefix: String,
    pub(crate) n_clients: u64,
}

/// What the clients took with them.
#[derive(Default)]
pub(crate) struct Carried {
    /// Submission key and the answer's path.
    pub(crate) acknowledged: Vec<(String, String)>,
    /// Keys whose answer was cut off.
    pub(crate) cut_off: Vec<String>,
    /// Keys that were told to try again.
    pub(crate) turned_away: Vec<String>,
    /// What nobody should have been answered.
    pub(crate) strange: Vec<String>,
    /// The last checkpoint that was served.
    pub(crate) checkpoint: Option<Vec<u8>>,
}

impl Load<'_> {
    /// Lets the clients apply while something happens; they end once that sets its flag and is done.
    pub(crate) fn during<T>(&self, happens: impl FnOnce(&AtomicBool) -> Result<T>) -> Result<(T, Carried)> {
        let ending = AtomicBool::new(false);
        scope(|scope| {
            let witness = scope.spawn(|| witness(self.address, &ending));
            let clients: Vec<_> = (0..self.n_clients)
                .map(|n| {
                    scope.spawn({
                        let ending = &ending;
                        move || self.apply(n, ending)
                    })
                })
                .collect();
            let happened = happens(&ending);
            ending.store(true, Ordering::SeqCst);
            let mut carried = Carried::default();
            for client in clients {
                let one = client.join().map_err(|_| "a client panicked")?;
                carried.acknowledged.extend(one.acknowledged);
                carried.cut_off.extend(one.cut_off);
                carried.turned_away.extend(one.turned_away);
                carried.strange.extend(one.strange);
            }
            carried.checkpoint = witness.join().map_err(|_| "the witness panicked")?;
            Ok((happened?, carried))
        })
    }

    fn apply(&self, n_client: u64, ending: &AtomicBool) -> Carried {
        let mut client = Client::of(self.address);
        let mut carried = Carried::default();
        for n in 0_u64.. {
            if ending.load(Ordering::SeqCst) || STRANGE_MAX <= carried.strange.len() {
                break;
            }
            let key = format!("{}-{n_client}-{n}", self.prefix);
            match client.ask(&self.application.request(&key)) {
                Ok(it) if it.status == 303 => {
                    let path = it.location().unwrap_or_default().to_owned();
                    carried.acknowledged.push((key, path));
                }
                Ok(it) if it.status == 503 => {
                    carried.turned_away.push(key);
                    sleep(Duration::from_millis(TURNED_AWAY_MS));
                }
                Ok(it) => carried.strange.push(format!("{key} was answered {}", it.status)),
                Err(err) => {
                    if !ending.load(Ordering::SeqCst) {
                        carried.strange.push(format!("{key} was cut off though nothing was killed: {err}"));
                    }
                    carried.cut_off.push(key);
                }
            }
        }
        carried
    }
}

fn witness(address: &str, ending: &AtomicBool) -> Option<Vec<u8>> {
    let mut client = Client::of(address);
    let mut last = None;
    while !ending.load(Ordering::SeqCst) {
        if let Ok(it) = client.get("/ledger/checkpoint", "")
            && it.status == 200
        {
            last = Some(it.body);
        }
        sleep(Duration::from_millis(WITNESS_MS));
    }
    last
}
