//! Disks that take no more: writers are told to try again, readers notice nothing, and nothing acknowledged is gone.
//! One trial limits the size of files, which works everywhere; the other fills a small disk, which takes root.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::Ordering,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Result,
    book::Book,
    ensure,
    files::{copy_folder, size},
    house::{House, Started},
    load::{Carried, Load},
    report::{Came, Report},
    stand::Stand,
    visitor::{Application, Visitor},
};

/// How much a file may still grow.
const ROOM_BYTES: u64 = 2 << 20;
/// The unit of `ulimit -f`, by POSIX.
const ULIMIT_BYTES: u64 = 512;
/// How large the small disk is.
const DISK_BYTES: u64 = 48 << 20;
/// How long clients go on after the first was turned away.
const FULL_MS: u64 = 500;
/// How long it may take to fill the room that is left.
const FILLING_MS_MAX: u64 = 60_000;

/// A file that may not grow: what a quota does, or a file system with small files.
pub(super) fn file_limit(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let folder = stand.demonstration("limit")?;
    let house = House::start(&stand.binary, &folder)?;
    let application = Visitor::take(&house.address, "shop-owner")?.application()?;
    let mut book = Book::open(&house, application.clone())?;
    house.kill()?;
    let largest = size(&folder.join("store.db")).max(size(&folder.join("store.db-wal")));
    let blocks = (largest + ROOM_BYTES) / ULIMIT_BYTES;
    let shell = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let house = House::begin(&stand.binary, &folder, &shell)?.answering()?;
    let carried = fill(stand, &house, &application, "limit")?;
    let n_acknowledged = carried.acknowledged.len();
    readable(&house, &application)?;
    house.kill()?;
    let house = House::start(&stand.binary, &folder)?;
    book.check(&house, carried, 0, report)?;
    house.stop()?;
    stand.clear(&folder);
    Ok(Came::Held(format!("{n_acknowledged} acknowledged before it was full, all there")))
}

/// A disk without room; room is made while it runs, then it is filled again and the process killed.
pub(super) fn full(stand: &mut Stand, report: &mut Report) -> Result<Came> {
    let template = stand.demonstration("disk-template")?;
    // The disk is the data folder alone: logs and what the checks keep lie beside it.
    let folder = stand.path("disk");
    let Some(disk) = Disk::mount(&folder)? else {
        return Ok(Came::NotRun("a small disk cannot be mounted here; that takes root".to_owned()));
    };
    copy_folder(&template, &folder)?;
    let house = House::start(&stand.binary, &folder)?;
    let application = Visitor::take(&house.address, "shop-owner")?.application()?;
    let mut book = Book::open(&house, application.clone())?;
    let ballast = disk.fill()?;
    let carried = fill(stand, &house, &application, "full")?;
    let mut n_acknowledged = carried.acknowledged.len();
    readable(&house, &application)?;
    fs::remove_file(&ballast)?;
    book.check(&house, carried, 0, report)?;
    let ballast = disk.fill()?;
    let carried = fill(stand, &house, &application, "again")?;
    n_acknowledged += carried.acknowledged.len();
    house.kill()?;
    let on_full = match House::begin(&stand.binary, &folder, "exec \"$@\"")?.started()? {
        Started::Up(it) => {
            readable(&it, &application)?;
            it.kill()?;
            "serves readers"
        }
        Started::Ended { code, words } => {
            ensure(code == Some(3) && words.contains("disk"), || {
                format!("started on a full disk it ended with {code:?}: {words}")
            })?;
            "says so and ends with 3"
        }
    };
    fs::remove_file(&ballast)?;
    let house = House::start(&stand.binary, &folder)?;
    book.check(&house, carried, 0, report)?;
    book.check_all(&house, report)?;
    house.stop()?;
    Ok(Came::Held(format!("{n_acknowledged} acknowledged, all there; a start on the full disk {on_full}")))
}

/// Applies until the disk is full and a while longer.
fn fill(stand: &Stand, house: &House, application: &Application, name: &str) -> Result<Carried> {
    let prefix = format!("crash-{}-{name}", stand.seed);
    let load = Load { address: &house.address, application, prefix, n_clients: stand.n_clients };
    let ((), carried) = load.during(|ending| {
        let started = Instant::now();
        let mut n_turned_away = 0;
        let before = n_server_errors(&house.client().get("/metrics", "")?.text());
        while n_turned_away == 0 && started.elapsed().as_millis() < u128::from(FILLING_MS_MAX) {
            sleep(Duration::from_millis(20));
            let now = n_server_errors(&house.client().get("/metrics", "")?.text());
            n_turned_away = now.saturating_sub(before);
        }
        sleep(Duration::from_millis(FULL_MS));
        ending.store(true, Ordering::SeqCst);
        Ok(())
    })?;
    if let Some(it) = carried.strange.first() {
        return Err(format!("a strange answer: {it}; its log: {}", house.faults()).into());
    }
    ensure(!carried.turned_away.is_empty(), || "nobody was turned away, so it was never full".to_owned())?;
    Ok(carried)
}

/// How many answers were of the fifth class.
fn n_server_errors(metrics: &str) -> u64 {
    let line = metrics.lines().find(|it| it.starts_with("yiwang_http_answers_total{class=\"5xx\"}"));
    line.and_then(|it| it.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

/// Readers notice nothing.
fn readable(house: &House, application: &Application) -> Result<()> {
    let mut client = house.client();
    for path in ["/", "/cases", "/ledger", "/ledger/checkpoint"] {
        let answer = client.get(path, &application.cookie)?;
        ensure(answer.status == 200, || {
            format!("{path} is answered {} on a full disk: {}", answer.status, house.log())
        })?;
    }
    Ok(())
}

/// A small disk of our own; gone with the value.
struct Disk(PathBuf);

impl Disk {
    fn mount(place: &Path) -> Result<Option<Self>> {
        fs::create_dir_all(place)?;
        let size = format!("size={DISK_BYTES}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(place).output();
        Ok(mounted.is_ok_and(|it| it.status.success()).then(|| Self(place.to_owned())))
    }

    /// Takes all room but a little.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.0.join("ballast");
        let mut file = File::create(&path)?;
        let part = vec![0; 64 << 10];
        let mut n_bytes = 0;
        while let Ok(n) = file.write(&part) {
            n_bytes += n as u64;
        }
        file.set_len(n_bytes.saturating_sub(ROOM_BYTES))?;
        Ok(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(&self.0).output());
    }
}
