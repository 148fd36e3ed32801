//! Kills the serving program at a moment drawn by chance while clients apply, starts it again, and checks.
//! Sometimes kills it again while it is starting.

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Result,
    book::Book,
    ensure,
    house::House,
    leaves::size_of,
    load::Load,
    report::{Came, Report},
    stand::{LOAD_MS_MIN, Stand},
    visitor::Visitor,
};

/// One restart in so many is itself killed.
const START_KILLS_ONE_IN: u64 = 3;
/// How long after its beginning a start is killed at most.
const START_MS_MAX: u64 = 120;
/// How many rounds pass between two lines that say how far it is.
const TELL_ROUNDS: u64 = 25;

/// Kills under load, as often as asked for.
pub(crate) fn run(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let started = Instant::now();
    let mut house = stand.house_as_asked("kills")?;
    let application = Visitor::take(&house.address, "shop-owner")?.application()?;
    let mut book = Book::open(&house, application.clone())?;
    let mut starts = Vec::new();
    for n_round in 0..stand.n_kills {
        if stand.span < started.elapsed() {
            break;
        }
        let moment = stand.chance.between_ms(LOAD_MS_MIN, stand.load_ms_max);
        let (binary, folder) = (house.binary.clone(), house.folder.clone());
        let address = house.address.clone();
        let prefix = format!("crash-{}-{n_round}", stand.seed);
        let load = Load { address: &address, application: &application, prefix, n_clients: stand.n_clients };
        let ((), carried) = load.during(|ending| kill_at(house, moment, ending))?;
        report.n_kills += 1;
        let anchored = fs::read(folder.join("anchor"))?;
        while stand.chance.below(START_KILLS_ONE_IN) == 0 {
            let starting = House::begin(&binary, &folder, "exec \"$@\"")?;
            sleep(stand.chance.between_ms(0, START_MS_MAX));
            starting.kill()?;
            report.n_kills_starting += 1;
        }
        let begun = Instant::now();
        house = House::start(&binary, &folder)?;
        starts.push(begun.elapsed());
        let served = house.client().get("/ledger/checkpoint", "")?.body;
        ensure(size_of(&anchored)? <= size_of(&served)?, || "the anchor is ahead of the store".to_owned())?;
        book.check(&house, carried, n_round, report).map_err(|why| format!("kill {n_round}: {why}"))?;
        if (n_round + 1) % TELL_ROUNDS == 0 {
            println!(
                "         {:6.1} s  {} kills, {} acknowledged",
                started.elapsed().as_secs_f64(),
                n_round + 1,
                report.n_acknowledged
            );
        }
    }
    let (binary, folder) = (house.binary.clone(), house.folder.clone());
    house.stop()?;
    let house = House::start(&binary, &folder)?;
    book.check_all(&house, report)?;
    house.stop()?;
    stand.clear(&folder);
    let slowest = starts.iter().max().copied().unwrap_or(Duration::ZERO);
    let (n, slowest) = (starts.len(), slowest.as_millis());
    Ok(Came::Held(format!("{n} kills; every start went by itself, the slowest in {slowest} ms")))
}

/// Kills a house after so long; what is cut off from then on is no wonder.
pub(crate) fn kill_at(house: House, moment: Duration, ending: &AtomicBool) -> Result<()> {
    sleep(moment);
    ending.store(true, Ordering::SeqCst);
    house.kill()
}
