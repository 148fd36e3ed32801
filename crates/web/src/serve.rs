//! The listening: connections with limits on their number, headers and patience, TLS where there is a certificate.
//! Knows nothing of what is served.

mod patient;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::{Arc, RwLock},
    time::{Duration, SystemTime},
};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tokio_rustls::TlsAcceptor;

use patient::Patient;

/// How many connections are open at once; more wait in the system's queue.
const CONNECTIONS_MAX: usize = 10_000;
/// How many files are left for everything that is not a connection.
const FILES_SPARE: usize = 256;
/// What the system lets a process open where it does not say.
const FILES_DEFAULT: usize = 1_024;
/// How long a visitor may take to send the head of a request, also on a connection kept open.
const HEAD_MS_MAX: u64 = 15_000;
/// How long a visitor may go without taking a single byte of an answer.
const UNTAKEN_MS_MAX: u64 = 30_000;
/// How large the head of a request may be.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// How many headers it may have.
const HEADERS_MAX: usize = 100;
/// How long a TLS handshake may take.
const HANDSHAKE_MS_MAX: u64 = 10_000;
/// How long open requests may still run once the server stops.
const STOP_MS_MAX: u64 = 10_000;
/// How often the certificate is looked at for a change.
const CERTIFICATE_LOOK_MS: u64 = 10_000;

/// A certificate chain and its key, PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain, own certificate first.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// A bound address, not yet serving.
pub struct Listener {
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    proxies: Vec<IpAddr>,
}

struct Tls {
    files: TlsFiles,
    config: RwLock<(Option<SystemTime>, Arc<ServerConfig>)>,
}

impl Listener {
    /// Binds an address; with TLS where files are given. Without, only this machine and these proxies may connect.
    pub async fn bind(address: SocketAddr, tls: Option<TlsFiles>, proxies: Vec<IpAddr>) -> io::Result<Self> {
        let tls = tls.map(Tls::load).transpose()?.map(Arc::new);
        Ok(Self { listener: TcpListener::bind(address).await?, tls, proxies })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    fn admits(&self, from: IpAddr) -> bool {
        let from = from.to_canonical();
        self.tls.is_some() || from.is_loopback() || self.proxies.contains(&from)
    }
}

/// Serves until `stop` ends, then lets open requests finish within their time.
pub async fn serve(listener: Listener, router: Router, stop: impl Future<Output = ()>) {
    let n_slots = connections_max();
    let slots = Arc::new(Semaphore::new(n_slots));
    let (stopping, stopped) = watch::channel(false);
    let looking = listener.tls.clone().map(|it| tokio::spawn(look_for_changes(it)));
    tokio::pin!(stop);
    loop {
        let slot = tokio::select! {
            () = &mut stop => break,
            slot = slots.clone().acquire_owned() => slot.expect("the semaphore is never closed"),
        };
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.listener.accept() => match accepted {
                Ok((stream, from)) if listener.admits(from.ip()) => stream,
                Ok(_) => continue,
                Err(err) => {
                    tracing::warn!(error = %err, "A connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let (router, tls, stopped) = (router.clone(), listener.tls.clone(), stopped.clone());
        tokio::spawn(async move {
            connection(stream, router, tls, stopped).await;
            drop(slot);
        });
    }
    drop(listener.listener);
    stopping.send_replace(true);
    let all = slots.acquire_many(n_slots as u32);
    drop(tokio::time::timeout(Duration::from_millis(STOP_MS_MAX), all).await);
    if let Some(it) = looking {
        it.abort();
    }
}

async fn connection(
    stream: TcpStream,
    router: Router,
    tls: Option<Arc<Tls>>,
    stopped: watch::Receiver<bool>,
) {
    drop(stream.set_nodelay(true));
    let Some(tls) = tls else { return http(stream, router, stopped).await };
    let acceptor = TlsAcceptor::from(tls.current());
    let handshake = tokio::time::timeout(Duration::from_millis(HANDSHAKE_MS_MAX), acceptor.accept(stream));
    if let Ok(Ok(stream)) = handshake.await {
        http(stream, router, stopped).await;
    }
}

async fn http<S>(stream: S, router: Router, mut stopped: watch::Receiver<bool>)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(HEAD_MS_MAX))
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(
            TokioIo::new(Patient::of(stream, Duration::from_millis(UNTAKEN_MS_MAX))),
            TowerToHyperService::new(router),
        );
    tokio::pin!(connection);
    tokio::select! {
        ended = &mut connection => log_end(ended),
        () = async { drop(stopped.wait_for(|it| *it).await) } => {
            connection.as_mut().graceful_shutdown();
            log_end(connection.await);
        }
    }
}

/// As many connections as may be open without taking the files that the store and its ledger need.
fn connections_max() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find(|it| it.starts_with("Max open files"));
    let n_files = line.map_or(FILES_DEFAULT, |it| {
        // A word instead of a number means no limit.
        it.split_whitespace().nth(3).and_then(|it| it.parse().ok()).unwrap_or(usize::MAX)
    });
    let n_max = CONNECTIONS_MAX.min(n_files.saturating_sub(FILES_SPARE)).max(1);
    if n_max < CONNECTIONS_MAX {
        tracing::warn!(
            n_max,
            n_files,
            "Only {n_max} connections at once, since this process may open {n_files} files; ulimit -n raises that"
        );
    }
    n_max
}

fn log_end(ended: hyper::Result<()>) {
    if let Err(err) = ended {
        tracing::debug!(error = %err, "A connection ended early");
    }
}

impl Tls {
    fn load(files: TlsFiles) -> io::Result<Self> {
        let config = server_config(&files)?;
        let changed = changed_at(&files);
        Ok(Self { files, config: RwLock::new((changed, config)) })
    }

    fn current(&self) -> Arc<ServerConfig> {
        self.config.read().unwrap_or_else(std::sync::PoisonError::into_inner).1.clone()
    }

    fn reload(&self) {
        let changed = changed_at(&self.files);
        let mut held = self.config.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if held.0 == changed {
            return;
        }
        match server_config(&self.files) {
            Ok(config) => {
                *held = (changed, config);
                tracing::info!("The TLS certificate was reloaded");
            }
            Err(err) => {
                tracing::error!(error = %err, "The changed TLS certificate cannot be used; keeping the old one")
            }
        }
    }
}

async fn look_for_changes(tls: Arc<Tls>) {
    loop {
        tokio::time::sleep(Duration::from_millis(CERTIFICATE_LOOK_MS)).await;
        tls.reload();
    }
}

fn changed_at(files: &TlsFiles) -> Option<SystemTime> {
    std::fs::metadata(&files.certificate).and_then(|it| it.modified()).ok()
}

fn server_config(files: &TlsFiles) -> io::Result<Arc<ServerConfig>> {
    let broken = |what: &str, err: &dyn std::fmt::Display| io::Error::other(format!("{what}: {err}"));
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(|it| it.collect::<Result<Vec<_>, _>>())
        .map_err(|err| broken("tls.certificate", &err))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|err| broken("tls.key", &err))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|err| broken("tls", &err))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|err| broken("tls.certificate", &err))?;
    Ok(Arc::new(config))
}
