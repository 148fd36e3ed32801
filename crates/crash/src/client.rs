//! A small HTTP/1.1 client that outlives its server: every wait is bounded, and a cut answer is an error.
//! Only for this machine; parses no more than what the checks need.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// How long an answer may take.
const ANSWER_MS_MAX: u64 = 20_000;
/// How large an answer may be.
const ANSWER_BYTES_MAX: usize = 64 << 20;

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

    /// Where it sends the visitor.
    pub(crate) fn location(&self) -> Option<&str> {
        self.headers("location").next()
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One connection, opened when it is needed and kept open.
pub(crate) struct Client {
    address: String,
    stream: Option<TcpStream>,
}

impl Client {
    /// A client of the server at this address.
    pub(crate) fn of(address: &str) -> Self {
        Self { address: address.to_owned(), stream: None }
    }

    /// Sends a request and reads the whole answer; after an error the next request opens a new connection.
    pub(crate) fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(it) => it,
            None => connect(&self.address)?,
        };
        // A server that has said no early may close before it has read all: what it said still counts.
        let sent = stream.write_all(request);
        let answer = read_answer(&mut stream).map_err(|err| sent.err().unwrap_or(err))?;
        if !answer.headers("connection").any(|it| it.eq_ignore_ascii_case("close")) {
            self.stream = Some(stream);
        }
        Ok(answer)
    }

    /// Asks for a page or a file.
    pub(crate) fn get(&mut self, path: &str, cookie: &str) -> io::Result<Answer> {
        let address = &self.address;
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\n");
        self.ask(format!("{head}Cookie: {cookie}\r\n\r\n").as_bytes())
    }
}

/// A connection whose waits are bounded.
pub(crate) fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_millis(ANSWER_MS_MAX)))?;
    stream.set_write_timeout(Some(Duration::from_millis(ANSWER_MS_MAX)))?;
    Ok(stream)
}

/// Reads one answer; one that is cut off is an error.
pub(crate) fn read_answer(stream: &mut impl Read) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            break at + 4;
        }
        more(stream, &mut bytes)?;
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let status = head.get(9..12).and_then(|it| it.parse().ok());
    let status = status.filter(|_| head.starts_with("HTTP/1.")).ok_or(io::ErrorKind::InvalidData)?;
    let mut answer = Answer { status, head, body: Vec::new() };
    let length = answer.headers("content-length").next().map_or(Ok(0), str::parse::<usize>);
    let length = length.ok().filter(|it| *it <= ANSWER_BYTES_MAX).ok_or(io::ErrorKind::InvalidData)?;
    while bytes.len() < head_end + length {
        more(stream, &mut bytes)?;
    }
    answer.body = bytes[head_end..head_end + length].to_vec();
    Ok(answer)
}

fn more(stream: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut part = [0; 16 * 1024];
    loop {
        match stream.read(&mut part) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(n) => {
                bytes.extend_from_slice(&part[..n]);
                return Ok(());
            }
            // A program that was stopped and goes on has lost nothing.
            Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
            Err(err) => return Err(err),
        }
    }
}

/// A posted form.
pub(crate) fn post(path: &str, cookie: &str, fields: &[(String, String)]) -> Vec<u8> {
    let body: Vec<_> =
        fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    post_as(path, cookie, "application/x-www-form-urlencoded", body.join("&").as_bytes())
}

/// A posted body of whatever type.
pub(crate) fn post_as(path: &str, cookie: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: crash\r\nAccept: text/html\r\nCookie: {cookie}\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn escape(text: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_.".contains(&it);
    text.bytes().map(|it| if plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") }).collect()
}
