//! A small HTTP/1.1 client that costs little: one connection kept open, a prepared request, no parsing of what is not needed.
//! Only for measuring on this machine.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's values.
    pub(crate) fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|it| it.split_once(':'));
        lines.filter(move |(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One connection kept open.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects.
    pub(crate) async fn connect(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a prepared request and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> std::io::Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = self.buffer.windows(4).position(|it| it == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let status = head.get(9..12).and_then(|it| it.parse().ok()).unwrap_or(0);
        let length = head
            .lines()
            .filter_map(|it| it.split_once(':'))
            .find(|it| it.0.eq_ignore_ascii_case("content-length"));
        let length: usize = length.and_then(|it| it.1.trim().parse().ok()).unwrap_or(0);
        while self.buffer.len() < head_end + length {
            self.more().await?;
        }
        Ok(Answer { status, head, body: self.buffer[head_end..head_end + length].to_vec() })
    }

    async fn more(&mut self) -> std::io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// A request without a body.
pub(crate) fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n")
        .into_bytes()
}

/// A posted form.
pub(crate) fn post(path: &str, cookie: &str, fields: &[(String, String)]) -> Vec<u8> {
    let body: Vec<_> =
        fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    let body = body.join("&");
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A text as the value of a field.
pub(crate) fn escape(text: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_.".contains(&it);
    text.bytes().map(|it| if plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") }).collect()
}

/// How a load went.
pub(crate) struct Load {
    pub(crate) n_done: u64,
    pub(crate) n_failed: u64,
    pub(crate) took: Duration,
    /// Each answer's time in microseconds, sorted.
    pub(crate) times_us: Vec<u32>,
}

impl Load {
    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.n_done as f64 / self.took.as_secs_f64()
    }
}

/// So many clients asking one after the other for a span of time; `request` makes the nth request of a client.
pub(crate) async fn load(
    address: &str,
    n_clients: u64,
    span: Duration,
    request: impl Fn(u64, u64) -> Vec<u8> + Clone + Send + 'static,
    wanted: u16,
) -> Load {
    let started = Instant::now();
    let clients = (0..n_clients).map(|client| {
        let (address, request) = (address.to_owned(), request.clone());
        tokio::spawn(async move {
            let mut connection = Client::connect(&address).await.expect("the server accepts");
            let (mut times_us, mut n_failed, mut n) = (Vec::new(), 0, 0);
            while started.elapsed() < span {
                let bytes = request(client, n);
                n += 1;
                let asked = Instant::now();
                let answer = connection.ask(&bytes).await.expect("the server answers");
                times_us.push(asked.elapsed().as_micros() as u32);
                n_failed += u64::from(answer.status != wanted);
            }
            (times_us, n_failed)
        })
    });
    let (mut times_us, mut n_failed) = (Vec::new(), 0);
    for client in clients.collect::<Vec<_>>() {
        let (times, failed) = client.await.expect("a client ends well");
        times_us.extend(times);
        n_failed += failed;
    }
    let took = started.elapsed();
    times_us.sort_unstable();
    Load { n_done: times_us.len() as u64 - n_failed, n_failed, took, times_us }
}
