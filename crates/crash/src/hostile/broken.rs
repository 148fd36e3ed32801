//! Requests that are too large, too many, half or nonsense: each gets a clear answer of the fourth class.
//! After every one the next visitor is served as if nothing had been.

use std::{
    io::{self, Write},
    net::Shutdown,
};

use crate::{
    Result,
    client::{connect, post_as, read_answer},
    ensure,
    report::{Came, Report},
    stand::Stand,
    visitor::{Visitor, hidden},
};

/// The type of a posted form.
const FORM: &str = "application/x-www-form-urlencoded";
/// Where a form is posted.
const DOOR: &str = "/demo/session";

/// What should come of a request.
#[derive(Clone, Copy)]
enum Meant {
    /// One of these.
    Is(&'static [u16]),
    /// Any refusal, or a closed connection: it was not HTTP.
    NotHttp,
}

type Case = (&'static str, Vec<u8>, Meant);

pub(super) fn requests(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let house = stand.house("broken")?;
    let mut visitor = Visitor::take(&house.address, "shop-owner")?;
    let page = visitor.client.get("/demo", &visitor.cookie)?.text();
    let csrf = hidden(&page, DOOR)?.into_iter().find(|it| it.0 == "csrf").ok_or("the form has no proof")?.1;
    let all: Vec<Case> = heads().into_iter().chain(paths()).chain(bodies(&visitor.cookie, &csrf)).collect();
    let mut wrong = Vec::new();
    for (name, bytes, meant) in &all {
        let came = send(&house.address, bytes);
        let fits = match (&came, meant) {
            (Ok(it), Meant::Is(all)) => all.contains(it),
            (Ok(it), Meant::NotHttp) => (400..500).contains(it),
            (Err(err), Meant::NotHttp) => err.kind() != io::ErrorKind::WouldBlock,
            (Err(_), Meant::Is(_)) => false,
        };
        if !fits {
            wrong.push(format!("{name}: {came:?}"));
        }
        let healthy = house.client().get("/healthz", "")?.status;
        ensure(healthy == 200, || format!("after {name} the next visitor is answered {healthy}"))?;
    }
    ensure(wrong.is_empty(), || format!("{} of {}: {}", wrong.len(), all.len(), wrong.join("; ")))?;
    let page = house.client().get("/cases", &visitor.cookie)?.status;
    ensure(page == 200, || format!("afterwards a page is answered {page}"))?;
    let folder = house.folder.clone();
    house.stop()?;
    stand.clear(&folder);
    Ok(Came::Held(format!("{} requests, each with its clear answer", all.len())))
}

/// Sends what it is given and hears the status.
fn send(address: &str, bytes: &[u8]) -> io::Result<u16> {
    let mut stream = connect(address)?;
    // Whoever says no early may close before all is sent.
    drop(stream.write_all(bytes));
    if bytes.is_empty() || !bytes.ends_with(b"0\r\n\r\n") {
        drop(stream.flush());
    }
    let answer = read_answer(&mut stream).map(|it| it.status);
    drop(stream.shutdown(Shutdown::Both));
    answer
}

fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: crash\r\n{headers}\r\n").into_bytes()
}

/// Heads of requests.
fn heads() -> Vec<Case> {
    use Meant::{Is, NotHttp};
    let long = "x".repeat(64 << 10);
    let many: String = (0..500).map(|n| format!("X-{n}: y\r\n")).collect();
    let cookies = format!("Cookie: yiwang_session={}\r\n", "y".repeat(8_000));
    vec![
        ("a header of 64 KiB", get("/", &format!("X-Long: {long}\r\n")), Is(&[400, 431])),
        ("a path of 64 KiB", get(&format!("/{long}"), ""), Is(&[400, 414, 431])),
        ("500 headers", get("/", &many), Is(&[400, 431])),
        ("a header with NUL", b"GET / HTTP/1.1\r\nHost: crash\r\nX: a\0b\r\n\r\n".to_vec(), Is(&[400])),
        (
            "a header without a colon",
            b"GET / HTTP/1.1\r\nHost: crash\r\nnonsense\r\n\r\n".to_vec(),
            Is(&[400]),
        ),
        ("a cookie of 8 KB", get("/", &cookies), Is(&[200])),
        ("a cookie of nonsense", get("/", "Cookie: yiwang_session=\u{1}\u{2};;=;=a;\"\r\n"), Is(&[200, 400])),
        (
            "languages without end",
            get("/", &format!("Accept-Language: {}\r\n", "zz,".repeat(5_000))),
            Is(&[200]),
        ),
        ("HTTP/9.9", b"GET / HTTP/9.9\r\nHost: crash\r\n\r\n".to_vec(), NotHttp),
        ("HTTP/2 in the clear", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), NotHttp),
        ("a TLS hello", vec![0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 0x0d, 0x0a, 0x0d, 0x0a], NotHttp),
        (
            "random bytes",
            (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(),
            NotHttp,
        ),
        ("an unknown method", b"BREW / HTTP/1.1\r\nHost: crash\r\n\r\n".to_vec(), Is(&[400, 404, 405])),
        ("CONNECT", b"CONNECT crash:443 HTTP/1.1\r\nHost: crash\r\n\r\n".to_vec(), Is(&[400, 404, 405])),
        ("a DELETE of everything", b"DELETE / HTTP/1.1\r\nHost: crash\r\n\r\n".to_vec(), Is(&[404, 405])),
        (
            "two lengths",
            format!(
                "POST {DOOR} HTTP/1.1\r\nHost: crash\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
            )
            .into(),
            Is(&[400]),
        ),
        (
            "a negative length",
            format!("POST {DOOR} HTTP/1.1\r\nHost: crash\r\nContent-Length: -1\r\n\r\n").into(),
            Is(&[400]),
        ),
        (
            "a length beyond numbers",
            format!("POST {DOOR} HTTP/1.1\r\nHost: crash\r\nContent-Length: 99999999999999999999\r\n\r\n")
                .into(),
            Is(&[400]),
        ),
    ]
}

/// Paths and queries.
fn paths() -> Vec<Case> {
    use Meant::Is;
    const MISSING: Meant = Is(&[400, 404]);
    vec![
        ("a path with NUL", get("/matters/%00", ""), MISSING),
        ("an act with NUL", get("/ledger/acts/a%00b", ""), MISSING),
        ("a path of a broken escape", get("/matters/%zz", ""), MISSING),
        ("a path cut in an escape", get("/matters/%e", ""), MISSING),
        ("a path that is not UTF-8", get("/matters/%ff%fe", ""), Is(&[400, 404, 422])),
        ("a path that climbs", get("/ledger/tile/../../../etc/passwd", ""), MISSING),
        ("a path that climbs in escapes", get("/ledger/tile/%2e%2e%2f%2e%2e%2fetc%2fpasswd", ""), MISSING),
        ("a tile without number", get("/ledger/tile/0/x", ""), MISSING),
        ("a tile beyond numbers", get("/ledger/tile/0/x999/x999/x999/x999/x999/x999/x999/999", ""), MISSING),
        ("an epoch beyond numbers", get("/ledger/epochs/99999999999999999999/checkpoint", ""), MISSING),
        ("a negative epoch", get("/ledger/epochs/-1/checkpoint", ""), MISSING),
        ("a query of nonsense", get("/?lang=%00&&&==&%ff=%zz&q=%", ""), Is(&[200, 400, 404, 422])),
        ("a query with quotes", get("/?q=%27%3B%20DROP%20TABLE%20acts%3B%20--", ""), Is(&[200])),
        ("a list from nonsense", get("/ledger/acts?before=%ff%00", ""), Is(&[200, 400, 404, 422])),
        ("a receipt of nonsense", get("/ledger/acts/act_nonsense/receipt", ""), MISSING),
    ]
}

/// Bodies of a form that would else be taken.
fn bodies(cookie: &str, csrf: &str) -> Vec<Case> {
    use Meant::{Is, NotHttp};
    let form = |rest: &str| post_as(DOOR, cookie, FORM, format!("csrf={csrf}&role=citizen{rest}").as_bytes());
    let typed = |kind: &str| post_as(DOOR, cookie, kind, format!("csrf={csrf}&role=citizen").as_bytes());
    let many: String = (0..10_000).map(|n| format!("&f{n}=v")).collect();
    let chunked = |body: &str| -> Vec<u8> {
        let head =
            format!("POST {DOOR} HTTP/1.1\r\nHost: crash\r\nCookie: {cookie}\r\nContent-Type: {FORM}\r\n");
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{body}").into_bytes()
    };
    let claimed = |length: u64| -> Vec<u8> {
        let head =
            format!("POST {DOOR} HTTP/1.1\r\nHost: crash\r\nCookie: {cookie}\r\nContent-Type: {FORM}\r\n");
        format!("{head}Content-Length: {length}\r\n\r\ncsrf=").into_bytes()
    };
    vec![
        ("a body of 4 MiB", form(&format!("&x={}", "y".repeat(4 << 20))), Is(&[413])),
        ("a length of a terabyte", claimed(1 << 40), Is(&[413])),
        ("10,000 fields", form(&many), Is(&[413, 422])),
        ("a broken escape", form("&x=%zz"), Is(&[422])),
        ("a body cut in an escape", form("&x=%"), Is(&[422])),
        ("text that is not UTF-8", form("&x=%ff"), Is(&[422])),
        (
            "bytes that are not UTF-8",
            post_as(DOOR, cookie, FORM, &[b"csrf=".as_slice(), &[0xff; 64]].concat()),
            Is(&[422]),
        ),
        (
            "a NUL in a field",
            post_as(DOOR, cookie, FORM, format!("csrf={csrf}&role=%00").as_bytes()),
            Is(&[404, 422]),
        ),
        ("a form as JSON", typed("application/json"), Is(&[415, 422])),
        ("a form as multipart", typed("multipart/form-data; boundary=x"), Is(&[415, 422])),
        ("a form of no type", typed(""), Is(&[415, 422])),
        ("a form without its proof", post_as(DOOR, cookie, FORM, b"role=citizen"), Is(&[403])),
        ("a form with a foreign proof", post_as(DOOR, cookie, FORM, b"csrf=00&role=citizen"), Is(&[403])),
        ("an empty form", post_as(DOOR, cookie, FORM, b""), Is(&[403])),
        ("chunks of nonsense", chunked("zz\r\nnonsense\r\n0\r\n\r\n"), NotHttp),
        ("a chunk longer than it says", chunked("1\r\nnonsense\r\n0\r\n\r\n"), NotHttp),
        ("a chunk beyond numbers", chunked("ffffffffffffffffffff\r\nx\r\n0\r\n\r\n"), NotHttp),
        ("chunks without end", chunked(&format!("{:x}\r\n{}\r\n", 1 << 20, "y".repeat(1 << 20))), Is(&[413])),
    ]
}
