//! Kills the program while it makes something: the demonstration's first build, an import, a backup, a restore.
//! What was begun is then begun again, and must come out whole; what is half done must never pass for whole.

use std::{
    ffi::OsStr,
    fmt::Write,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    time::Instant,
};

use crate::{
    Result, Trial,
    book::{settle, verify_receipt},
    ensure,
    house::House,
    program::Program,
    report::{Came, Report},
    stand::Stand,
};

/// How many kills each making gets for each ten under load.
const KILLS_FOR_TEN: u64 = 2;
/// How many cities the imported province has.
const CITIES: u32 = 9;
/// How many counties each of them has.
const COUNTIES: u32 = 9;
/// How many towns each of those has.
const TOWNS: u32 = 60;

/// Every making.
pub(crate) const TRIALS: &[(&str, Trial)] = &[
    ("kills during the first build", build),
    ("kills during import", import),
    ("kills during backup", backup),
    ("kills during restore", restore),
];

fn n_kills(stand: &Stand) -> u64 {
    (stand.n_kills * KILLS_FOR_TEN).div_ceil(10)
}

/// A demonstration that broke off is built again without a hand.
fn build(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let folder = stand.path("first");
    let begun = Instant::now();
    House::start(&stand.binary, &folder)?.kill()?;
    let took = begun.elapsed();
    for _ in 0..n_kills(stand) {
        let folder = stand.path("build");
        let building = House::begin(&stand.binary, &folder, "exec \"$@\"")?;
        std::thread::sleep(stand.chance.within(took));
        building.kill()?;
        report.n_kills_making += 1;
        let house = House::start(&stand.binary, &folder)?;
        settle(&mut house.client())?;
        house.verify(&["--data".as_ref(), &folder])?.expect(0, "yiwang verify")?;
        report.n_verified += 1;
        house.stop()?;
        House::start(&stand.binary, &folder)?.stop()?;
        stand.clear(&folder);
    }
    stand.clear(&folder);
    Ok(Came::Held(format!("built again each time; a build takes {} ms", took.as_millis())))
}

/// A file that broke off while it came in is brought in again; before that nothing of it is seen.
fn import(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let folder = stand.demonstration("import")?;
    let files = regions(&stand.path("regions"))?;
    let whole = stand.demonstration("import-whole")?;
    let run = |stand: &mut Stand, folder: &Path| -> Result<Program> {
        let mut words: Vec<&OsStr> = vec!["import".as_ref(), "regions".as_ref(), "--as-it-is".as_ref()];
        words.extend(["--data".as_ref(), folder.as_os_str()]);
        words.extend(files.iter().map(|it| it.as_os_str()));
        let log = stand.path("said");
        Program::begin(&stand.binary, &words, &log)
    };
    let took = run(stand, &whole)?.end()?.expect(0, "yiwang import")?.took;
    stand.clear(&whole);
    for _ in 0..n_kills(stand) {
        let span = stand.chance.within(took);
        report.n_kills_making += u64::from(run(stand, &folder)?.kill_after(span)?);
        let house = House::start(&stand.binary, &folder)?;
        house.verify(&["--data".as_ref(), &folder])?.expect(0, "yiwang verify")?;
        report.n_verified += 1;
        house.stop()?;
    }
    run(stand, &folder)?.end()?.expect(0, "yiwang import after the kills")?;
    let house = House::start(&stand.binary, &folder)?;
    settle(&mut house.client())?;
    house.verify(&["--data".as_ref(), &folder])?.expect(0, "yiwang verify")?;
    house.stop()?;
    stand.clear(&folder);
    Ok(Came::Held(format!("brought in afterwards; an import takes {} ms", took.as_millis())))
}

/// A backup has its name only once it is whole.
fn backup(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let folder = stand.demonstration("backup")?;
    let whole = stand.path("whole.yiwang");
    let took = back_up(stand, &folder, &whole)?.end()?.expect(0, "yiwang backup")?.took;
    let mut n_named = 0;
    for _ in 0..n_kills(stand) {
        let file = stand.path("cut.yiwang");
        let span = stand.chance.within(took);
        report.n_kills_making += u64::from(back_up(stand, &folder, &file)?.kill_after(span)?);
        if file.exists() {
            n_named += 1;
            let place = stand.path("named");
            run_restore(stand, &folder, &file, &place)?
                .end()?
                .expect(0, "yiwang restore of a backup that has its name")?;
            stand.clear(&place);
        } else {
            back_up(stand, &folder, &file)?.end()?.expect(0, "yiwang backup after a kill")?;
        }
    }
    House::start(&stand.binary, &folder)?.stop()?;
    stand.clear(&folder);
    Ok(Came::Held(format!("{n_named} had their name and were whole; a backup takes {} ms", took.as_millis())))
}

/// A restore that broke off never serves; done again elsewhere it comes out whole, in a new epoch.
fn restore(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let folder = stand.demonstration("restore")?;
    let file = stand.path("backup.yiwang");
    back_up(stand, &folder, &file)?.end()?.expect(0, "yiwang backup")?;
    let place = stand.path("restored");
    let took = run_restore(stand, &folder, &file, &place)?.end()?.expect(0, "yiwang restore")?.took;
    check_restored(stand, &folder, &place, report)?;
    for _ in 0..n_kills(stand) {
        let place = stand.path("cut-restore");
        let span = stand.chance.within(took);
        report.n_kills_making += u64::from(run_restore(stand, &folder, &file, &place)?.kill_after(span)?);
        check_half_restored(stand, &folder, &place, report)?;
        drop(fs::remove_dir_all(&place));
        run_restore(stand, &folder, &file, &place)?.end()?.expect(0, "yiwang restore after a kill")?;
        check_restored(stand, &folder, &place, report)?;
        stand.clear(&place);
    }
    stand.clear(&folder);
    Ok(Came::Held(format!("none passed for whole; a restore takes {} ms", took.as_millis())))
}

/// Either it refuses to start and says why, or it is whole.
fn check_half_restored(stand: &mut Stand, from: &Path, place: &Path, report: &mut Report) -> Result<()> {
    // Whatever is whole gets as far as its address, which is taken.
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let marked = place.join("DEMONSTRATION").exists();
    let mut words: Vec<&OsStr> = if marked { Vec::new() } else { vec!["serve".as_ref()] };
    words.extend(["--data".as_ref(), place.as_os_str(), "--listen".as_ref(), address.as_ref()]);
    let log = stand.path("said");
    let said = Program::begin(&stand.binary, &words, &log)?.end()?;
    ensure(matches!(said.code, Some(3 | 4)), || {
        format!("a half-restored store ended with {:?}: {}", said.code, said.words)
    })?;
    if said.words.contains(&address) { check_restored(stand, from, place, report) } else { Ok(()) }
}

/// The restored ledger is verified by both keys, and a receipt of before still holds.
fn check_restored(stand: &mut Stand, from: &Path, place: &Path, report: &mut Report) -> Result<()> {
    let old = House::start(&stand.binary, from)?;
    settle(&mut old.client())?;
    let keys = stand.path("keys");
    let mut both = old.client().get("/ledger/key", "")?.body;
    let act = newest_act(&old)?;
    let receipt = old.client().get(&format!("/ledger/acts/{act}/receipt"), "")?.body;
    old.stop()?;
    let house = House::start(&stand.binary, place)?;
    settle(&mut house.client())?;
    both.extend(house.client().get("/ledger/key", "")?.body);
    fs::write(&keys, both)?;
    house.verify(&["--key".as_ref(), &keys])?.expect(0, "yiwang verify of a restored ledger")?;
    verify_receipt(&house, &keys, &receipt)?.expect(0, "yiwang verify of an earlier receipt")?;
    report.n_verified += 1;
    report.n_receipts += 1;
    house.stop()
}

fn newest_act(house: &House) -> Result<String> {
    let page = house.client().get("/ledger/acts", "")?.text();
    let act =
        page.split("/ledger/acts/").filter_map(|it| it.split('"').next()).find(|it| it.starts_with("act"));
    Ok(act.ok_or("the ledger lists no act")?.to_owned())
}

fn back_up(stand: &mut Stand, folder: &Path, file: &Path) -> Result<Program> {
    let words = ["backup".as_ref(), "--data".as_ref(), folder.as_os_str(), file.as_os_str()];
    let log = stand.path("said");
    Program::begin(&stand.binary, &words, &log)
}

fn run_restore(stand: &mut Stand, from: &Path, file: &Path, place: &Path) -> Result<Program> {
    let kek = from.join("keys/kek");
    let words: [&OsStr; 6] = [
        "restore".as_ref(),
        "--data".as_ref(),
        place.as_os_str(),
        "--kek".as_ref(),
        kek.as_os_str(),
        file.as_os_str(),
    ];
    let log = stand.path("said");
    Program::begin(&stand.binary, &words, &log)
}

/// Files of regions as an operator has them, one for each level, of an invented province.
fn regions(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut levels = [const { String::new() }; 4];
    writeln!(levels[0], "98,\"试验省\"")?;
    for city in 1..=CITIES {
        writeln!(levels[1], "98{city:02},\"第{city}市\"")?;
        for county in 1..=COUNTIES {
            writeln!(levels[2], "98{city:02}{county:02},\"第{county}县\"")?;
            for town in 1..=TOWNS {
                writeln!(levels[3], "98{city:02}{county:02}{town:03},\"第{town}镇\"")?;
            }
        }
    }
    fs::create_dir_all(folder)?;
    let write = |(n, rows): (usize, &String)| -> Result<PathBuf> {
        let path = folder.join(format!("{n}.csv"));
        fs::write(&path, format!("code,name\n{rows}"))?;
        Ok(path)
    };
    levels.iter().enumerate().map(write).collect()
}
