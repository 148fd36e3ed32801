//! Just enough of HTTP/1.1 to fetch files: one connection kept open, every size and every wait bounded.
//! Follows no redirect and trusts no certificate but those under the roots of `SSL_CERT_FILE`.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpStream, ToSocketAddrs},
    sync::Arc,
    time::Duration,
};

use kit::{Error, Result};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};

use super::{FILE_BYTES_MAX, LEDGER_PATH};
use crate::model::verify::Served;

/// How long connecting may take.
const CONNECT_MS_MAX: u64 = 10_000;
/// How long the server may be silent.
const SILENCE_MS_MAX: u64 = 30_000;
/// How long one line of an answer's head may be.
const LINE_BYTES_MAX: u64 = 8 << 10;
/// How many headers an answer may have.
const HEADERS_MAX: usize = 100;

/// A server that serves a ledger.
pub struct Web {
    tls: Option<Arc<ClientConfig>>,
    /// As the `Host` header says it.
    host: String,
    port: u16,
    base: String,
    open: Option<BufReader<Box<dyn Stream>>>,
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// The head of an answer.
struct Head {
    status: u16,
    length: Option<u64>,
    chunked: bool,
    closes: bool,
}

impl Web {
    /// Takes `http://host:port/path` or `https://…`; connects at the first file.
    pub fn open(url: &str) -> Result<Self> {
        let wrong = || Error::fault(format!("{url}: not an address like https://host/ledger"));
        let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let printable = url.bytes().all(|it| it.is_ascii_graphic());
        if host.is_empty() || !printable || url.contains(['?', '#', '@', '\\']) {
            return Err(wrong());
        }
        let tls = if scheme == "https" { Some(tls()?) } else { None };
        let port = match host.rsplit_once(':').filter(|(_, it)| !it.contains(']')) {
            Some((_, it)) => it.parse().map_err(|_| wrong())?,
            None if tls.is_some() => 443,
            None => 80,
        };
        let base = match path.trim_end_matches('/') {
            "" => LEDGER_PATH,
            it => it,
        };
        Ok(Self { tls, host: host.to_owned(), port, base: base.to_owned(), open: None })
    }

    /// The host without its port.
    fn name(&self) -> &str {
        let name =
            self.host.rsplit_once(':').filter(|(_, it)| !it.contains(']')).map_or(&*self.host, |it| it.0);
        name.trim_start_matches('[').trim_end_matches(']')
    }

    fn connect(&self) -> io::Result<BufReader<Box<dyn Stream>>> {
        let mut failed = io::Error::other("the host has no address");
        for address in (self.name(), self.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, Duration::from_millis(CONNECT_MS_MAX)) {
                Ok(stream) => return self.dress(stream),
                Err(err) => failed = err,
            }
        }
        Err(failed)
    }

    fn dress(&self, stream: TcpStream) -> io::Result<BufReader<Box<dyn Stream>>> {
        let silence = Some(Duration::from_millis(SILENCE_MS_MAX));
        stream.set_read_timeout(silence)?;
        stream.set_write_timeout(silence)?;
        stream.set_nodelay(true)?;
        let Some(config) = &self.tls else { return Ok(BufReader::new(Box::new(stream))) };
        let name = ServerName::try_from(self.name().to_owned()).map_err(io::Error::other)?;
        let client = ClientConnection::new(config.clone(), name).map_err(io::Error::other)?;
        Ok(BufReader::new(Box::new(StreamOwned::new(client, stream))))
    }

    /// Asks on the open connection; where that was closed meanwhile, once more on a new one.
    fn ask(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        if let Some(stream) = self.open.take()
            && let Ok(answer) = self.exchange(stream, path)
        {
            return Ok(answer);
        }
        self.exchange(self.connect()?, path)
    }

    fn exchange(
        &mut self,
        mut stream: BufReader<Box<dyn Stream>>,
        path: &str,
    ) -> io::Result<Option<Vec<u8>>> {
        let (base, host) = (&self.base, &self.host);
        let request =
            format!("GET {base}/{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: yiwang-verify\r\n\r\n");
        stream.get_mut().write_all(request.as_bytes())?;
        stream.get_mut().flush()?;
        let head = Head::read(&mut stream)?;
        let (body, whole) = head.body(&mut stream)?;
        if whole && !head.closes {
            self.open = Some(stream);
        }
        match head.status {
            200 => Ok(Some(body)),
            404 | 410 => Ok(None),
            it @ 300..=399 => {
                Err(io::Error::other(format!("the server sends elsewhere ({it}); name that address")))
            }
            it => Err(io::Error::other(format!("the server answers {it}"))),
        }
    }
}

impl Served for Web {
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        self.ask(path).map_err(|err| Error::fault(format!("{}{}/{path}: {err}", self.host, self.base)))
    }
}

impl Head {
    fn read(stream: &mut dyn BufRead) -> io::Result<Self> {
        let broken = || io::Error::other("the answer is not HTTP/1.1");
        let first = line(stream)?;
        let status = first.strip_prefix("HTTP/1.").and_then(|it| it.get(2..5)).ok_or_else(broken)?;
        let status = status.parse().map_err(|_| broken())?;
        let mut head = Self { status, length: None, chunked: false, closes: first.starts_with("HTTP/1.0") };
        for _ in 0..HEADERS_MAX {
            let header = line(stream)?;
            if header.is_empty() {
                return Ok(head);
            }
            let (name, value) = header.split_once(':').ok_or_else(broken)?;
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => head.length = Some(value.parse().map_err(|_| broken())?),
                "transfer-encoding" if value.eq_ignore_ascii_case("chunked") => head.chunked = true,
                "transfer-encoding" | "content-encoding" => return Err(broken()),
                "connection" => head.closes |= value.eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
        Err(io::Error::other("the answer has too many headers"))
    }

    /// The body, and whether its end is known without the connection ending.
    fn body(&self, stream: &mut dyn BufRead) -> io::Result<(Vec<u8>, bool)> {
        let mut body = Vec::new();
        if self.chunked {
            loop {
                let size = line(stream)?;
                let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
                    .map_err(|_| io::Error::other("a chunk without its size"))?;
                take(stream, size, &mut body)?;
                let end = line(stream)?;
                if !end.is_empty() {
                    return Err(io::Error::other("a chunk without its end"));
                }
                if size == 0 {
                    return Ok((body, true));
                }
            }
        }
        match self.length {
            Some(length) => take(stream, length, &mut body).map(|()| (body, true)),
            None => {
                stream.take(FILE_BYTES_MAX + 1).read_to_end(&mut body)?;
                too_large(body.len() as u64).map(|()| (body, false))
            }
        }
    }
}

fn take(stream: &mut dyn BufRead, length: u64, body: &mut Vec<u8>) -> io::Result<()> {
    too_large((body.len() as u64).saturating_add(length))?;
    let n_bytes = stream.take(length).read_to_end(body)?;
    if n_bytes as u64 == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn too_large(n_bytes: u64) -> io::Result<()> {
    if n_bytes <= FILE_BYTES_MAX { Ok(()) } else { Err(io::Error::other("larger than any file of a ledger")) }
}

fn line(stream: &mut dyn BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    stream.take(LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
    let whole = line.strip_suffix(b"\r\n").ok_or_else(|| io::Error::other("the answer is cut off"))?;
    String::from_utf8(whole.to_vec()).map_err(io::Error::other)
}

/// TLS with the authorities of one file: no list of them comes with this program.
fn tls() -> Result<Arc<ClientConfig>> {
    let path = std::env::var("SSL_CERT_FILE").map_err(|_| {
        Error::fault(
            "https needs to know whom to trust: set SSL_CERT_FILE to a PEM file of authorities \
             (on Debian /etc/ssl/certs/ca-certificates.crt)",
        )
    })?;
    let broken = |err: &dyn std::fmt::Display| Error::fault(format!("SSL_CERT_FILE {path}: {err}"));
    let mut roots = RootCertStore::empty();
    let certs = CertificateDer::pem_file_iter(&path).map_err(|err| broken(&err))?;
    let (n_added, _) = roots.add_parsable_certificates(certs.filter_map(|it| it.ok()));
    if n_added == 0 {
        return Err(broken(&"it holds no certificate"));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|err| broken(&err))?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
