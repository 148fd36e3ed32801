//! The threads that write: on SQLite one that shares its commits, on PostgreSQL several with bounded retries.
//! Knows when an answer may be given: never before what it says is on disk.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use crossbeam_channel::{Receiver, TryRecvError};
use kit::{Error, Result};

use crate::{
    Read, Tx,
    engine::{Commit, Conn},
    figures::count,
    queue::{Shared, Source, WriteJob, instant, too_late},
    sqlite,
};

/// How many jobs share one commit.
const GROUP_MAX: usize = 256;
/// How often a transaction is run again because it met another.
const RETRY_COUNT_MAX: u32 = 12;
/// The longest pause before running again, in microseconds.
const RETRY_PAUSE_US_MAX: u64 = 20_000;
/// How long one write should take inside the engine thread, in microseconds.
const WRITE_US_BUDGET: u64 = 50_000;

/// How long the thread stays awake for another job.
const WATCH_MAX: Duration = Duration::from_micros(50);

/// What one run of a job came to: the id of its first act, if it recorded any.
type Ran = Result<Option<String>>;

pub(crate) fn run(mut conn: Conn, shared: &Shared, jobs: &Receiver<WriteJob>, thread: u64) {
    let mut chance = Source::new(shared.settings.chance, thread);
    let mut group = Vec::with_capacity(GROUP_MAX);
    while let Some(first) = next(jobs) {
        group.push(first);
        if let Conn::Sqlite(_) = conn {
            group.extend(jobs.try_iter().take(GROUP_MAX - 1));
        }
        let (late, mut timely): (Vec<_>, Vec<_>) = group.drain(..).partition(|it| too_late(it.asked));
        late.into_iter().for_each(|it| turn_away(shared, it, Error::Busy("store")));
        if timely.is_empty() {
            continue;
        }
        match &mut conn {
            Conn::Sqlite(_) => {
                chance.share_lead();
                share_commit(&mut conn, shared, &mut chance, timely);
            }
            Conn::Postgres(_) => {
                let job = timely.pop().expect("PostgreSQL takes one job at a time");
                retry(&mut conn, shared, &mut chance, job);
            }
        }
    }
}

/// The next job. One who writes alone asks again as soon as it has its answer, so a thread that goes to sleep at
/// once would be woken for every write, which takes about as long as a fast disk takes to confirm one.
fn next(jobs: &Receiver<WriteJob>) -> Option<WriteJob> {
    let since = instant();
    while since.elapsed() < WATCH_MAX {
        match jobs.try_recv() {
            Ok(it) => return Some(it),
            Err(TryRecvError::Empty) => std::hint::spin_loop(),
            Err(TryRecvError::Disconnected) => return None,
        }
    }
    jobs.recv().ok()
}

fn turn_away(shared: &Shared, job: WriteJob, err: Error) {
    count(&shared.counters.busy);
    job.work.answer(Err(err));
}

/// Runs a group of jobs in one transaction, a savepoint each, and answers when the disk has it.
fn share_commit(conn: &mut Conn, shared: &Shared, chance: &mut Source, mut group: Vec<WriteJob>) {
    if group.len() == 1 {
        let job = group.pop().expect("there is one");
        return retry(conn, shared, chance, job);
    }
    let ran = match conn.start(group[0].isolation) {
        Ok(()) => run_group(conn, shared, chance, &mut group),
        Err(err) => Err(err),
    };
    let ended = match ran {
        // SQLite dropped the whole batch: none of it is there, so each runs again alone.
        Err(_) => Commit::Again,
        Ok(ref ran) if ran.iter().all(Result::is_err) => {
            conn.rollback().map_or_else(Commit::Failed, |()| Commit::Done)
        }
        Ok(_) => conn.finish(),
    };
    match (ended, ran) {
        (Commit::Done, Ok(ran)) => {
            count(&shared.counters.commits);
            group.into_iter().zip(ran).for_each(|(job, ran)| answer(shared, job, ran));
        }
        _ => group.into_iter().for_each(|job| retry(conn, shared, chance, job)),
    }
}

fn run_group(
    conn: &mut Conn,
    shared: &Shared,
    chance: &mut Source,
    group: &mut [WriteJob],
) -> Result<Vec<Ran>> {
    let mut all = Vec::with_capacity(group.len());
    for job in group {
        lite(conn).savepoint()?;
        let ran = run_job(conn, shared, chance, job);
        if lite(conn).dropped() {
            return Err(Error::Busy("store"));
        }
        match ran {
            Ok(_) => lite(conn).release()?,
            Err(_) => lite(conn).undo_to_savepoint()?,
        }
        all.push(ran);
    }
    Ok(all)
}

fn lite(conn: &mut Conn) -> &mut sqlite::Conn {
    match conn {
        Conn::Sqlite(it) => it,
        Conn::Postgres(_) => unreachable!("only SQLite shares commits"),
    }
}

/// Runs one job in a transaction of its own, again while it only met others.
fn retry(conn: &mut Conn, shared: &Shared, chance: &mut Source, mut job: WriteJob) {
    for n_try in 0..RETRY_COUNT_MAX {
        if 0 < n_try {
            count(&shared.counters.retries);
            pause(chance, n_try);
        }
        let started = conn.start(job.isolation);
        let ran = started.and_then(|()| run_job(conn, shared, chance, &mut job));
        let act = match ran {
            Ok(it) => it,
            Err(err) => {
                drop(conn.rollback());
                match err {
                    Error::Busy("store") => continue,
                    err => return answer(shared, job, Err(err)),
                }
            }
        };
        match conn.finish() {
            Commit::Done => {
                count(&shared.counters.commits);
                return answer(shared, job, Ok(act));
            }
            Commit::Again => {}
            Commit::Failed(err) => return answer(shared, job, Err(err)),
            Commit::Unknown => return settle(conn, shared, job, act),
        }
    }
    turn_away(shared, job, Error::Busy("store"));
}

/// The connection broke while committing: whether it is durable is looked up, never assumed.
fn settle(conn: &mut Conn, shared: &Shared, job: WriteJob, act: Option<String>) {
    let found = act.as_ref().map(|id| -> Result<bool> {
        conn.begin()?;
        let found = conn.list("SELECT seq FROM acts WHERE id = $1", &[id.into()], |row| row.int(0))?;
        conn.rollback()?;
        Ok(!found.is_empty())
    });
    match found {
        Some(Ok(true)) => answer(shared, job, Ok(act)),
        // Absent or unknown: the caller's submission key makes asking again safe.
        _ => turn_away(shared, job, Error::Busy("store")),
    }
}

fn run_job(conn: &mut Conn, shared: &Shared, chance: &mut Source, job: &mut WriteJob) -> Ran {
    let now = shared.now()?;
    let started = instant();
    let mut tx = Tx::new(Read::new(conn, &shared.settings.kek, &shared.cache, now), &shared.tables, chance);
    let run = catch_unwind(AssertUnwindSafe(|| job.work.run(&mut tx)));
    let ran = match run {
        Ok(ran) => ran.and_then(|()| tx.end()),
        Err(_) => Err(Error::fault("an action panicked")),
    };
    let took_us = started.elapsed().as_micros() as u64;
    shared.counters.longest_write_us.fetch_max(took_us, std::sync::atomic::Ordering::Relaxed);
    if WRITE_US_BUDGET < took_us {
        count(&shared.counters.over_budget);
        tracing::warn!(took_us, "A write held the engine for {took_us} µs");
    }
    if let Ok(Some(_)) = ran {
        shared.saw(now);
    }
    ran
}

fn answer(shared: &Shared, job: WriteJob, ran: Ran) {
    if ran.is_ok() {
        count(&shared.counters.writes);
    }
    job.work.answer(ran.map(|_| ()));
}

#[expect(clippy::disallowed_methods, reason = "two transactions that met must not meet again at once")]
fn pause(chance: &mut Source, n_try: u32) {
    let longest_us = (200_u64 << n_try.min(10)).min(RETRY_PAUSE_US_MAX);
    let part = u64::from(u32::from_be_bytes(chance.bytes()));
    std::thread::sleep(Duration::from_micros(longest_us * part / u64::from(u32::MAX)));
}
