//! The engine for many nodes: PostgreSQL over one connection with a small runtime of its own.
//! Statements whose answer nobody waits for travel together with the next one that somebody does.

use std::{
    collections::HashMap,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use kit::{Error, Result};
use postgres_types::{IsNull, ToSql, Type};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, Statement, error::SqlState};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Row, Value, engine::Commit, engine::Isolation, value::Source};

/// How long one statement may run.
const STATEMENT_MS_MAX: u32 = 30_000;
/// How long connecting may take.
const CONNECT_MS_MAX: u64 = 5_000;
/// How far this machine's clock may be off the server's.
const CLOCK_SKEW_MS_MAX: i64 = 5_000;

type Sent = Pin<Box<dyn Future<Output = Result<u64, tokio_postgres::Error>> + Send>>;

pub(crate) struct Conn {
    url: String,
    runtime: Runtime,
    client: Option<Arc<Client>>,
    statements: HashMap<usize, Statement>,
    on_the_way: Vec<Sent>,
}

impl Conn {
    /// Connects; `url` is `postgres://…` or a list of `key=value`.
    pub(crate) fn open(url: &str) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|err| Error::Fault(err.into()))?;
        let mut conn = Self {
            url: url.to_owned(),
            runtime,
            client: None,
            statements: HashMap::new(),
            on_the_way: Vec::new(),
        };
        conn.connect()?;
        Ok(conn)
    }

    fn connect(&mut self) -> Result<()> {
        self.statements.clear();
        self.on_the_way.clear();
        let mut config: tokio_postgres::Config = self.url.parse().map_err(fault)?;
        config.connect_timeout(Duration::from_millis(CONNECT_MS_MAX)).application_name("yiwang");
        let client = self.runtime.block_on(connect(config))?;
        let client = Arc::new(client);
        let setup = format!(
            "SET statement_timeout = {STATEMENT_MS_MAX}; SET idle_in_transaction_session_timeout = {STATEMENT_MS_MAX}"
        );
        self.runtime.block_on(client.batch_execute(&setup)).map_err(fault)?;
        self.client = Some(client);
        self.check_clock()
    }

    /// Refuses to write with a clock that the server would not recognise.
    fn check_clock(&mut self) -> Result<()> {
        const SQL: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        let mut theirs = 0;
        self.each(SQL, &[], &mut |row| {
            theirs = row.int(0)?;
            Ok(())
        })?;
        let skew_ms = crate::queue::system_ms() - theirs;
        if skew_ms.abs() > CLOCK_SKEW_MS_MAX {
            self.client = None;
            tracing::error!(skew_ms, "This machine's clock and the database's differ by {skew_ms} ms");
            return Err(Error::Busy("clock"));
        }
        Ok(())
    }

    pub(crate) fn start(&mut self, isolation: Isolation) -> Result<()> {
        if self.client.as_ref().is_none_or(|it| it.is_closed()) {
            self.connect()?;
        }
        self.on_the_way.clear();
        self.send(match isolation {
            Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            Isolation::ReadCommitted => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Isolation::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })
        .map_err(Error::from)
    }

    pub(crate) fn finish(&mut self) -> Commit {
        let last = self.send("COMMIT").and_then(|()| self.arrive());
        match last {
            Ok(()) => Commit::Done,
            Err(Trouble::Again) => self.rolled_back(Commit::Again),
            Err(Trouble::Broken) => {
                self.client = None;
                Commit::Unknown
            }
            Err(Trouble::Other(err)) => self.rolled_back(Commit::Failed(err)),
        }
    }

    fn rolled_back(&mut self, ended: Commit) -> Commit {
        // The server has already rolled back; this only leaves the failed block.
        if self.rollback().is_err() {
            self.client = None;
        }
        ended
    }

    pub(crate) fn rollback(&mut self) -> Result<()> {
        // What is still on the way belongs to the transaction that is given up.
        let Some(client) = self.client.clone() else { return Ok(()) };
        let on_the_way = std::mem::take(&mut self.on_the_way);
        self.runtime
            .block_on(async {
                for sent in on_the_way {
                    drop(sent.await);
                }
                client.batch_execute("ROLLBACK").await
            })
            .map_err(fault)
    }

    pub(crate) fn exec(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<u64> {
        self.queue(sql, params)?;
        let last = self.on_the_way.pop().expect("queue has just added it");
        self.arrive()?;
        Ok(self.runtime.block_on(last).map_err(Trouble::from)?)
    }

    pub(crate) fn put(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<()> {
        self.queue(sql, params)
    }

    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
        see: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let (client, statement) = self.prepare(sql)?;
        let on_the_way = std::mem::take(&mut self.on_the_way);
        let rows = self.runtime.block_on(async {
            let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|it| it as _).collect();
            let mut query = Box::pin(client.query(&statement, &params));
            let early = poll_once(query.as_mut());
            for sent in on_the_way {
                sent.await?;
            }
            match early {
                Poll::Ready(it) => it,
                Poll::Pending => query.await,
            }
        });
        rows.map_err(Trouble::from)?.iter().try_for_each(|row| see(&Row(Source::Postgres(row))))
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        self.arrive()?;
        let client = self.client()?;
        self.runtime.block_on(client.batch_execute(sql)).map_err(fault)
    }

    /// Prepares without running; for the check that every statement fits both engines.
    pub(crate) fn prepares(&mut self, sql: &str) -> Result<()> {
        self.arrive()?;
        let client = self.client()?;
        self.runtime.block_on(client.prepare(sql)).map(|_| ()).map_err(fault)
    }

    fn client(&self) -> Result<Arc<Client>> {
        self.client.clone().ok_or(Error::Busy("store"))
    }

    fn prepare(&mut self, sql: &'static str) -> Result<(Arc<Client>, Statement)> {
        let client = self.client()?;
        let key = sql.as_ptr() as usize;
        if let Some(it) = self.statements.get(&key) {
            return Ok((client, it.clone()));
        }
        self.arrive()?;
        let statement = self.runtime.block_on(client.prepare(sql)).map_err(Trouble::from)?;
        self.statements.insert(key, statement.clone());
        Ok((client, statement))
    }

    fn queue(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<()> {
        let (client, statement) = self.prepare(sql)?;
        let params: Vec<Owned> = params.iter().map(Owned::from).collect();
        self.push(Box::pin(async move { client.execute_raw(&statement, &params).await }));
        Ok(())
    }

    fn send(&mut self, control: &'static str) -> Result<(), Trouble> {
        let client = self.client()?;
        self.push(Box::pin(async move { client.batch_execute(control).await.map(|()| 0) }));
        Ok(())
    }

    /// Polling once hands the bytes to the connection; the answer is awaited later.
    fn push(&mut self, mut sent: Sent) {
        match poll_once(sent.as_mut()) {
            Poll::Pending => self.on_the_way.push(sent),
            Poll::Ready(done) => self.on_the_way.push(Box::pin(std::future::ready(done))),
        }
    }

    /// Waits for everything on the way.
    fn arrive(&mut self) -> Result<(), Trouble> {
        let on_the_way = std::mem::take(&mut self.on_the_way);
        if on_the_way.is_empty() {
            return Ok(());
        }
        self.runtime.block_on(async {
            for sent in on_the_way {
                sent.await?;
            }
            Ok(())
        })
    }
}

async fn connect(config: tokio_postgres::Config) -> Result<Client> {
    let tls = tls()?;
    let (client, connection) = config.connect(tls).await.map_err(fault)?;
    tokio::spawn(async move {
        if let Err(err) = connection.await {
            tracing::warn!(error = %err, "A database connection ended");
        }
    });
    Ok(client)
}

/// TLS towards the server, used where the URL says `sslmode=require`; its roots come from `SSL_CERT_FILE`.
fn tls() -> Result<MakeRustlsConnect> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let mut roots = rustls::RootCertStore::empty();
    if let Ok(path) = std::env::var("SSL_CERT_FILE") {
        let certs = CertificateDer::pem_file_iter(&path)
            .map_err(|err| Error::fault(format!("SSL_CERT_FILE: {err}")))?;
        roots.add_parsable_certificates(certs.filter_map(|it| it.ok()));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|err| Error::Fault(err.into()))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}

fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// What can go wrong on the way, by what the queue does about it.
enum Trouble {
    /// Two transactions met; the same again will do.
    Again,
    /// The connection is gone.
    Broken,
    /// Anything else.
    Other(Error),
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(err: tokio_postgres::Error) -> Self {
        match err.code() {
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => Trouble::Again,
            None if err.is_closed()
                || std::error::Error::source(&err).is_some_and(|it| it.is::<std::io::Error>()) =>
            {
                Trouble::Broken
            }
            _ => Trouble::Other(fault(err)),
        }
    }
}

impl From<Error> for Trouble {
    fn from(err: Error) -> Self {
        match err {
            Error::Busy(_) => Trouble::Again,
            other => Trouble::Other(other),
        }
    }
}

impl From<Trouble> for Error {
    fn from(it: Trouble) -> Self {
        match it {
            Trouble::Again | Trouble::Broken => Error::Busy("store"),
            Trouble::Other(err) => err,
        }
    }
}

fn fault(err: tokio_postgres::Error) -> Error {
    match err.code() {
        Some(&SqlState::DISK_FULL) => Error::Busy("disk_full"),
        // The server's own words may quote a row; the code and the constraint cannot.
        Some(code) => {
            let constraint = err.as_db_error().and_then(|it| it.constraint()).unwrap_or("-");
            Error::fault(format!("PostgreSQL {} (constraint {constraint})", code.code()))
        }
        None => Error::Fault(err.into()),
    }
}

/// A value that travels on its own.
#[derive(Debug)]
enum Owned {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<&Value<'_>> for Owned {
    fn from(it: &Value<'_>) -> Self {
        match *it {
            Value::Null => Owned::Null,
            Value::Int(it) => Owned::Int(it),
            Value::Text(it) => Owned::Text(it.to_owned()),
            Value::Bytes(it) => Owned::Bytes(it.to_vec()),
        }
    }
}

impl Owned {
    fn lend(&self) -> Value<'_> {
        match self {
            Owned::Null => Value::Null,
            Owned::Int(it) => Value::Int(*it),
            Owned::Text(it) => Value::Text(it),
            Owned::Bytes(it) => Value::Bytes(it),
        }
    }
}

type Bound = Result<IsNull, Box<dyn std::error::Error + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Bound {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(it) => it.to_sql_checked(ty, out),
            Value::Text(it) => it.to_sql_checked(ty, out),
            Value::Bytes(it) => it.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}

impl ToSql for Owned {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Bound {
        self.lend().to_sql(ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}
