//! The bounded queues in front of the engine threads, and the store as everyone else holds it.
//! A full queue, or a job that has waited too long, answers `Busy`: nothing piles up unseen.

use std::{
    any::Any,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use crypt::Kek;
use kit::{Error, Id128, Result, Time};
use tokio::sync::oneshot;

use crate::{
    Engine, Figures, Part, Read, Tx,
    cache::{Cache, Memory},
    engine::{Conn, Isolation},
    figures::{Counters, count},
    migrate, postgres, sqlite,
    statement::Tables,
    writer,
};

/// How many jobs may wait for an engine thread.
const QUEUE_MAX: usize = 4_096;
/// How long a job may wait before it is turned away.
const WAIT_MS_MAX: u64 = 5_000;
/// How far the clock may stand behind the last act.
const BEHIND_MS_MAX: i64 = 5_000;
/// How large SQLite's log grows before a thread moves it into the file.
const WAL_BYTES_SOFT_MAX: u64 = 16 << 20;
/// How often that thread looks.
const WAL_LOOK_MS: u64 = 250;

/// Where a store lives and what it needs to open.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// What each block brings.
    pub parts: Vec<Part>,
    /// Wraps the keys of subjects.
    pub kek: Arc<Kek>,
    /// What time it is.
    pub clock: Clock,
    /// Where identifiers and secrets come from.
    pub chance: Chance,
    /// How many threads read.
    pub n_readers: usize,
    /// How many connections write on PostgreSQL; SQLite has one writer.
    pub n_writers: usize,
}

/// What time it is: the system's, or a moment that stands still until it is moved.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

const SYSTEM: i64 = i64::MIN;

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(AtomicI64::new(SYSTEM)))
    }

    /// A clock that stands at this moment.
    pub fn fixed(at: Time) -> Self {
        Self(Arc::new(AtomicI64::new(at.ms())))
    }

    /// Moves the clock and lets it stand there: demonstrations and tests make history this way.
    pub fn set(&self, at: Time) {
        self.0.store(at.ms(), Ordering::SeqCst);
    }

    /// Goes back to the system's clock.
    pub fn release(&self) {
        self.0.store(SYSTEM, Ordering::SeqCst);
    }

    /// The moment. Domain code asks its transaction instead.
    pub fn now(&self) -> Time {
        match self.0.load(Ordering::SeqCst) {
            SYSTEM => Time::from_ms(system_ms()),
            ms => Time::from_ms(ms),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
pub(crate) fn system_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |it| it.as_millis() as i64)
}

/// Where identifiers and secrets come from.
#[derive(Clone, Copy, Debug)]
pub enum Chance {
    /// The operating system.
    System,
    /// A fixed row of numbers, for tests alone.
    Fixed(u64),
}

/// Random bytes, drawn in blocks.
pub(crate) struct Source {
    chance: Chance,
    block: [u8; 1024],
    used: usize,
    n_drawn: u64,
    lead: Option<u8>,
}

impl Source {
    pub(crate) fn new(chance: Chance, thread: u64) -> Self {
        Self { chance, block: [0; 1024], used: 1024, n_drawn: thread << 40, lead: None }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            if self.used == self.block.len() {
                self.draw();
            }
            *byte = self.block[self.used];
            self.used += 1;
        }
        bytes
    }

    /// One random byte, 48 bits of time, then chance: a plain time-ordered key would make inserts collide.
    pub(crate) fn id(&mut self, now: Time) -> Id128 {
        let mut chance = self.bytes::<16>();
        chance[0] = self.lead.unwrap_or(chance[0]);
        let chance = u128::from_be_bytes(chance);
        let time = (now.ms() as u128 & 0xffff_ffff_ffff) << 72;
        Id128((chance & !(0xffff_ffff_ffff << 72)) | time)
    }

    /// Draws one leading byte for every identifier of a group that shares a commit: its rows then fall on the
    /// same pages, and the log holds a few pages instead of one for each row and index.
    pub(crate) fn share_lead(&mut self) {
        self.lead = Some(self.bytes::<1>()[0]);
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that draws from the system")]
    fn draw(&mut self) {
        self.used = 0;
        let Chance::Fixed(seed) = self.chance else {
            return aws_lc_rs::rand::fill(&mut self.block).expect("the operating system gives random bytes");
        };
        for part in self.block.chunks_mut(32) {
            let text = format!("{seed}/{}", self.n_drawn);
            part.copy_from_slice(&crypt::sha256(text.as_bytes()));
            self.n_drawn += 1;
        }
    }
}

/// A store as everyone holds it. Cloning is cheap; the last one to go stops the engine threads.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    writes: Option<Sender<WriteJob>>,
    reads: Option<Sender<ReadJob>>,
    open: Option<Sender<()>>,
    threads: Vec<std::thread::JoinHandle<()>>,
    shared: Arc<Shared>,
    _lock: Option<std::fs::File>,
}

/// What the engine threads share.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) tables: Tables,
    pub(crate) counters: Counters,
    pub(crate) cache: Cache,
    memory: Memory,
    last_act_ms: AtomicI64,
    clock_behind: AtomicBool,
}

impl Shared {
    /// The moment, unless the clock stands too far behind the last act.
    pub(crate) fn now(&self) -> Result<Time> {
        let now = self.settings.clock.now();
        let behind_ms = self.last_act_ms.load(Ordering::Relaxed) - now.ms();
        let is_behind = BEHIND_MS_MAX < behind_ms;
        // Told when it begins, not for every visitor.
        if self.clock_behind.swap(is_behind, Ordering::Relaxed) != is_behind && is_behind {
            tracing::error!(behind_ms, "The clock stands {behind_ms} ms behind the last act; not writing");
        }
        if is_behind { Err(Error::Busy("clock")) } else { Ok(now) }
    }

    pub(crate) fn saw(&self, at: Time) {
        self.last_act_ms.fetch_max(at.ms(), Ordering::Relaxed);
    }
}

pub(crate) struct WriteJob {
    pub(crate) asked: Instant,
    pub(crate) isolation: Isolation,
    pub(crate) work: Box<dyn Work>,
}

/// A write that may run more than once and answers once.
pub(crate) trait Work: Send {
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()>;
    fn answer(self: Box<Self>, ended: Result<()>);
}

struct Typed<T, F> {
    f: F,
    value: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> Work for Typed<T, F> {
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.value = Some((self.f)(tx)?);
        Ok(())
    }

    fn answer(self: Box<Self>, ended: Result<()>) {
        let value = self.value;
        let answer =
            ended.and_then(|()| value.ok_or_else(|| Error::fault("a write ended without an answer")));
        // Nobody waiting any more is fine: what is durable stays durable.
        drop(self.reply.send(answer));
    }
}

struct ReadJob {
    asked: Instant,
    run: Box<dyn FnOnce(&mut Read<'_>) + Send>,
}

/// What a job will answer; a store that is stopping answers `Busy`.
pub struct Answer<T>(oneshot::Receiver<Result<T>>);

impl<T> Future for Answer<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|it| it.unwrap_or(Err(Error::Busy("store"))))
    }
}

impl<T> Answer<T> {
    /// Waits on this thread; for commands, never inside a runtime.
    pub fn wait(self) -> Result<T> {
        self.0.blocking_recv().unwrap_or(Err(Error::Busy("store")))
    }
}

impl Store {
    /// Opens the store, brings its tables up to date and starts its engine threads.
    pub fn open(settings: Settings) -> Result<Store> {
        let lock = lock(&settings.url)?;
        let mut first = connect(&settings.url)?;
        migrate::run(&mut first, &settings.parts)?;
        let last = first.list("SELECT at FROM acts ORDER BY seq DESC LIMIT 1", &[], |row| row.int(0))?;
        let tables = settings.parts.iter().chain([&migrate::OWN]).flat_map(|it| it.tables).copied();
        let shared = Arc::new(Shared {
            tables: Tables::new(tables),
            counters: Counters::default(),
            cache: Cache::default(),
            memory: Memory::default(),
            last_act_ms: AtomicI64::new(last.first().copied().unwrap_or(i64::MIN / 2)),
            clock_behind: AtomicBool::new(false),
            settings,
        });
        Inner::start(first, shared, lock).map(|it| Store(Arc::new(it)))
    }

    /// Runs `f` in a serializable transaction; it may run again before it commits.
    pub fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.submit(Isolation::Serializable, f)
    }

    /// Runs `f` where each statement sees what is committed by then. For the ledger's sequencer alone.
    pub fn sequence<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.submit(Isolation::ReadCommitted, f)
    }

    /// Runs `f` on a snapshot.
    pub fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Read<'_>) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let run = Box::new(move |read: &mut Read<'_>| drop(reply.send(f(read))));
        let sent = self.0.reads.as_ref().map(|it| it.try_send(ReadJob { asked: instant(), run }));
        if !matches!(sent, Some(Ok(()))) {
            count(&self.0.shared.counters.busy);
        }
        Answer(answer)
    }

    /// Which engine it runs on.
    pub fn engine(&self) -> Engine {
        Engine::of(&self.0.shared.settings.url)
    }

    /// 32 bytes that nobody can guess, for the edge; domain code asks its transaction.
    pub fn secret(&self) -> [u8; 32] {
        Source::new(Chance::System, 0).bytes()
    }

    /// What it was opened with.
    pub fn settings(&self) -> &Settings {
        &self.0.shared.settings
    }

    /// What it has done since it opened.
    pub fn figures(&self) -> Figures {
        self.0.shared.counters.figures()
    }

    /// What this process keeps in memory beside the data, one thing of each type, made empty at first use.
    /// For what followers keep: it must follow from the data alone, and going without it must be possible.
    pub fn memory<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        self.0.shared.memory.of()
    }

    /// What time it is for the edge (cookies, caches); domain code asks its transaction.
    pub fn now(&self) -> Time {
        self.0.shared.settings.clock.now()
    }

    /// Whether a statement can be prepared; for checks of the house alone, never inside a runtime.
    pub fn prepare_check(&self, sql: &str) -> Result<()> {
        let sql = sql.to_owned();
        self.read(move |read| read.conn.prepares(&sql)).wait()
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0.shared
    }

    fn submit<T: Send + 'static>(
        &self,
        isolation: Isolation,
        f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(WriteJob {
            asked: instant(),
            isolation,
            work: Box::new(Typed { f, value: None, reply }),
        });
        Answer(answer)
    }

    /// A full queue drops the job and with it the reply, so the caller sees `Busy`.
    fn enqueue(&self, job: WriteJob) {
        let sent = self.0.writes.as_ref().map(|it| it.try_send(job));
        if !matches!(sent, Some(Ok(()))) {
            count(&self.0.shared.counters.busy);
        }
    }
}

impl Inner {
    fn start(first: Conn, shared: Arc<Shared>, lock: Option<std::fs::File>) -> Result<Self> {
        let (writes, write_jobs) = bounded(QUEUE_MAX);
        let (reads, read_jobs) = bounded(QUEUE_MAX);
        let (open, stop) = bounded(0);
        let url = shared.settings.url.clone();
        let sqlite = Engine::of(&url) == Engine::Sqlite;
        let n_writers = if sqlite { 1 } else { shared.settings.n_writers.max(1) };
        let mut threads = Vec::new();
        let mut conns = vec![first];
        for _ in 1..n_writers {
            conns.push(connect(&url)?);
        }
        for (n, conn) in conns.into_iter().enumerate() {
            let (shared, jobs) = (shared.clone(), write_jobs.clone());
            threads.push(spawn("yiwang-write", move || writer::run(conn, &shared, &jobs, n as u64))?);
        }
        for _ in 0..shared.settings.n_readers.max(1) {
            let (conn, shared, jobs) = (connect(&url)?, shared.clone(), read_jobs.clone());
            threads.push(spawn("yiwang-read", move || answer_reads(conn, &shared, &jobs))?);
        }
        if let Some(path) = url.strip_prefix("sqlite:") {
            let (conn, wal) = (sqlite::Conn::open(path, 2_000)?, format!("{path}-wal"));
            threads.push(spawn("yiwang-wal", move || tend_log(&conn, &wal, &stop))?);
        }
        Ok(Self { writes: Some(writes), reads: Some(reads), open: Some(open), threads, shared, _lock: lock })
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Closing the queues ends the threads once what is queued is done.
        self.writes = None;
        self.reads = None;
        self.open = None;
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|err| Error::Fault(err.into()))
}

pub(crate) fn connect(url: &str) -> Result<Conn> {
    match url.strip_prefix("sqlite:") {
        Some(path) => sqlite::Conn::open(path, 65_536).map(|it| Conn::Sqlite(Box::new(it))),
        None => postgres::Conn::open(url).map(|it| Conn::Postgres(Box::new(it))),
    }
}

/// Whether another process has this store for itself; a database's server is never taken.
pub fn is_taken(url: &str) -> bool {
    matches!(lock(url), Err(Error::Busy(_)))
}

/// One process a file: a second one is turned away, instead of both keeping a ledger.
fn lock(url: &str) -> Result<Option<std::fs::File>> {
    let Some(path) = url.strip_prefix("sqlite:") else { return Ok(None) };
    let file =
        std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(format!("{path}.lock"));
    let file = file.map_err(|err| Error::fault(format!("the store's folder cannot be written: {err}")))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(_) => Err(Error::Busy("locked")),
    }
}

fn answer_reads(mut conn: Conn, shared: &Shared, jobs: &Receiver<ReadJob>) {
    while let Ok(job) = jobs.recv() {
        if too_late(job.asked) {
            count(&shared.counters.busy);
            continue;
        }
        if let Err(err) = conn.start(Isolation::Snapshot) {
            tracing::error!(error = %err, "A reader could not start");
            continue;
        }
        let mut read = Read::new(&mut conn, &shared.settings.kek, &shared.cache, shared.settings.clock.now());
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (job.run)(&mut read)));
        if run.is_err() {
            tracing::error!("A query panicked; its caller is told to try again");
        }
        count(&shared.counters.reads);
        if conn.rollback().is_err() {
            tracing::warn!("A reader's connection broke; it reconnects with the next job");
        }
    }
}

fn tend_log(conn: &sqlite::Conn, wal: &str, stop: &Receiver<()>) {
    loop {
        let size = std::fs::metadata(wal).map_or(0, |it| it.len());
        if WAL_BYTES_SOFT_MAX < size && conn.empty_log().is_err() {
            tracing::warn!("The store's log could not be moved into its file; trying again");
        }
        let waited = stop.recv_timeout(Duration::from_millis(WAL_LOOK_MS));
        if waited == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

pub(crate) fn too_late(asked: Instant) -> bool {
    Duration::from_millis(WAIT_MS_MAX) < asked.elapsed()
}

#[expect(clippy::disallowed_methods, reason = "queues measure how long a job has waited")]
pub(crate) fn instant() -> Instant {
    Instant::now()
}
