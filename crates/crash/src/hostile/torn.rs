//! A log torn between a kill and the next start, as by a disk that had promised more than it kept.
//! Either the store opens with what was durable, a sound ledger, or it says plainly what is broken and stays shut.

use std::{fs, path::Path, sync::atomic::Ordering, thread::sleep, time::Duration};

use crate::{
    Result,
    book::settle,
    ensure,
    files::copy_folder,
    house::{House, Started},
    load::Load,
    report::{Came, Report},
    stand::Stand,
    visitor::Visitor,
};

/// How often it is torn.
const TEARS: u64 = 12;
/// How long clients apply before.
const LOAD_MS: u64 = 2_500;
/// Its exit code when it stays shut.
const UNSOUND: i32 = 4;

pub(super) fn log(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let house = stand.house("torn")?;
    let application = Visitor::take(&house.address, "shop-owner")?.application()?;
    let (address, folder) = (house.address.clone(), house.folder.clone());
    let prefix = format!("crash-{}-torn", stand.seed);
    let load = Load { address: &address, application: &application, prefix, n_clients: stand.n_clients };
    load.during(|ending| {
        sleep(Duration::from_millis(LOAD_MS));
        ending.store(true, Ordering::SeqCst);
        house.kill()
    })?;
    let (mut n_opened, mut n_shut) = (0, 0);
    for n in 0..TEARS {
        let copy = stand.path("torn-copy");
        copy_folder(&folder, &copy)?;
        let how = tear(stand, &copy.join("store.db-wal"), n)?;
        match House::begin(&stand.binary, &copy, "exec \"$@\"")?.started()? {
            Started::Up(it) => {
                n_opened += 1;
                settle(&mut it.client())?;
                it.verify(&["--data".as_ref(), &copy])?
                    .expect(0, &format!("yiwang verify after a log {how}"))?;
                it.stop()?;
            }
            Started::Ended { code, words } => {
                n_shut += 1;
                ensure(code == Some(UNSOUND) && words.contains("Not started"), || {
                    format!("with a log {how} it ended with {code:?}: {words}")
                })?;
            }
        }
        stand.clear(&copy);
    }
    stand.clear(&folder);
    Ok(Came::Held(format!("{n_opened} opened with a sound ledger, {n_shut} stayed shut and said why")))
}

/// Tears a log in one of several ways; says how.
fn tear(stand: &mut Stand, log: &Path, n: u64) -> Result<String> {
    let mut bytes = fs::read(log)?;
    let end = live_end(&bytes)?;
    // Near its end lies what the anchor has not seen yet, further back what it has.
    let part = if n.is_multiple_of(2) { 50 } else { 2 };
    let at = end - 1 - stand.chance.below(end / part);
    let how = match n % 3 {
        0 => {
            bytes.truncate(at as usize);
            "cut off"
        }
        1 => {
            bytes[at as usize] ^= 1 << stand.chance.below(8);
            "with a bit turned over"
        }
        _ => {
            bytes[at as usize..].fill(0);
            "of zeros from"
        }
    };
    fs::write(log, bytes)?;
    Ok(format!("{how} at {at} of {end}"))
}

/// Where the frames of the log's present round end; behind them lie those of an earlier one, read by nobody.
fn live_end(bytes: &[u8]) -> Result<u64> {
    const HEAD_BYTES: usize = 32;
    const FRAME_HEAD_BYTES: usize = 24;
    let head = bytes.get(..HEAD_BYTES).ok_or("there is no log to tear")?;
    let page_bytes = u32::from_be_bytes([head[8], head[9], head[10], head[11]]) as usize;
    let frames = bytes[HEAD_BYTES..].chunks_exact(FRAME_HEAD_BYTES + page_bytes);
    let n_live = frames.take_while(|it| it[8..16] == head[16..24]).count();
    ensure(0 < n_live, || "the log has no frame".to_owned())?;
    Ok((HEAD_BYTES + n_live * (FRAME_HEAD_BYTES + page_bytes)) as u64)
}
