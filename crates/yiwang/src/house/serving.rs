//! Serving: the site made of the blocks, the tasks beside it, and the order in which everything stops.
//! Knows nothing of how the store came to be open.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use acts::Followers;
use kit::{Lang, Result, t};
use store::Store;
use tokio::{signal::unix, sync::watch, task::JoinHandle};
use web::{Listener, Metric, Site, SiteSettings};

use super::{
    House, Purpose,
    watch::{Watch, check_round},
};
use crate::{
    blocks,
    stop::{Exit, Stop},
};

/// How many threads serve, at least.
const WORKERS_MIN: usize = 2;
/// How often blocks tend what they keep.
const TEND_MS: u64 = 60_000;

impl House {
    /// Serves until the process is told to stop; `tell` hears the address once it listens.
    pub fn serve(self, lang: Lang, tell: impl FnOnce(&House, SocketAddr)) -> Result<(), Stop> {
        let n_cores = std::thread::available_parallelism().map_or(WORKERS_MIN, Into::into);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(n_cores.max(WORKERS_MIN))
            .enable_all()
            .build()
            .map_err(|why| Stop::new(Exit::Fault, t!("stop.fault", lang, why = why)))?;
        let served = runtime.block_on(self.run(lang, tell));
        // The tasks hold the store: once they are gone, closing it waits for what is being written.
        drop(runtime);
        drop(self);
        served
    }

    async fn run(&self, lang: Lang, tell: impl FnOnce(&House, SocketAddr)) -> Result<(), Stop> {
        let config = &self.config;
        let bound = Listener::bind(config.listen, config.tls.clone(), config.trusted_proxies.clone()).await;
        let listener = bound.map_err(|why| unbound(config.listen, &why, lang))?;
        let stop = stop_asked().map_err(|why| Stop::new(Exit::Fault, t!("stop.fault", lang, why = why)))?;
        let (stopping, stopped) = watch::channel(false);
        let keeper = self.keeper(lang)?;
        let last_round = keeper.last_round();
        let keeping = tokio::spawn(keeper.run(stopped.clone()));
        let followers = Followers::new(self.store.clone(), blocks::FOLLOWERS);
        let lags = followers.lags();
        let watch = Arc::new(Watch::default());
        let beside: [JoinHandle<()>; 3] = [
            tokio::spawn(followers.run(stopped)),
            tokio::spawn(watch.clone().keep_looking(self.store.clone())),
            tokio::spawn(tend(self.store.clone())),
        ];
        let mut site = site(self.store.clone(), settings(self));
        let clock = self.clock.clone();
        site.ready = Arc::new(move || check_round(last_round.load(Ordering::Relaxed), clock.now()));
        site.metrics.push(Arc::new(move || watch.metrics()));
        site.metrics.push(Arc::new(move || lags.all().map(|(name, lag)| lag_metric(name, lag)).collect()));
        let address = listener.address().unwrap_or(config.listen);
        tracing::info!(address = %address, "Serving on {address}");
        tell(self, address);
        web::serve(listener, web::router(site), stop).await;
        tracing::info!("Stopping: no more visitors, finishing the ledger");
        stopping.send_replace(true);
        if keeping.await.is_err() {
            tracing::error!("The keeper ended badly; the next start goes on where the store is");
        }
        beside.iter().for_each(JoinHandle::abort);
        Ok(())
    }
}

/// The site of a store, made of the list of blocks.
pub fn site(store: Store, settings: SiteSettings) -> Site {
    let mut site = Site::new(store, settings, blocks::IDENTIFY, blocks::BLOCKS.to_vec());
    site.unread = blocks::UNREAD;
    site
}

/// What the edge is told of a house.
pub fn settings(house: &House) -> SiteSettings {
    let demo = house.purpose == Purpose::Demonstration;
    SiteSettings { name: house.name(), origin: house.config.origin.clone(), demo }
}

/// Lets each block tend what it keeps.
async fn tend(store: Store) {
    loop {
        tokio::time::sleep(Duration::from_millis(TEND_MS)).await;
        for tending in blocks::TENDINGS {
            if let Err(err) = (tending.run)(store.clone()).await {
                let name = tending.name;
                tracing::warn!(name, error = %err, "Tending {name} failed; trying again");
            }
        }
    }
}

/// How far a follower is behind; one that is not made yet is told apart.
fn lag_metric(name: &str, lag: Option<i64>) -> Metric {
    let name = format!("yiwang_follower_lag_acts{{follower=\"{name}\"}}");
    Metric::gauge(&name, "Acts a follower has not heard; -1 until it is made.", lag.unwrap_or(-1))
}

/// Ends when somebody asks the process to stop.
fn stop_asked() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = unix::signal(unix::SignalKind::interrupt())?;
    let mut terminated = unix::signal(unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => (),
            _ = terminated.recv() => (),
        }
    })
}

fn unbound(listen: SocketAddr, why: &io::Error, lang: Lang) -> Stop {
    match why.kind() {
        io::ErrorKind::AddrInUse => {
            Stop::new(Exit::NotReady, t!("stop.address_taken", lang, listen = listen))
        }
        _ => Stop::new(Exit::Usage, t!("stop.unbound", lang, listen = listen, why = why)),
    }
}
