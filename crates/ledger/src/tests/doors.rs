//! The doors as visitors, machines and mirrors use them, through the real router.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::{Listener, Site, SiteSettings};

use super::*;
use crate::{BLOCK, Gauges, Target};

fn router(it: &TestStore) -> Router {
    let name = kit::Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "https://anhe.example".to_owned(), demo: false };
    web::router(Site::new(it.store.clone(), settings, |_, _| Ok(None), vec![BLOCK]))
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

async fn get(router: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
    let (status, headers, body) = ask(router, request).await;
    (status, headers, String::from_utf8_lossy(&body).into_owned())
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn newest_id(store: &Store) -> String {
    store.read(|read| acts::newest(read, None, 1)).wait().unwrap().remove(0).leaf.id
}

#[test]
fn the_static_files_are_those_of_the_ledger_and_are_cached_as_they_should() {
    store::testing::on_both(PARTS, |it| {
        grow(&it, 300);
        let next = other_key("test.example/ledger/2", 3);
        open_epoch(&it.store, &next);
        record(&it.store, 3);
        advance(&it.store, &next);
        let router = router(&it);

        for (path, bytes) in exported(&it.store) {
            let request = Request::get(format!("/ledger/{path}")).body(Body::empty()).unwrap();
            let (status, headers, body) = run(ask(&router, request));
            assert_eq!((status, &body), (StatusCode::OK, &bytes), "{path}");
            let (kind, immutable) = match path.ends_with("checkpoint") {
                true => ("text/plain; charset=utf-8", false),
                false => ("application/octet-stream", true),
            };
            assert_eq!(headers[header::CONTENT_TYPE], kind);
            assert_eq!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"), immutable);
        }
        let (_, _, key) = run(get(&router, "/ledger/key"));
        let (_, _, old_key) = run(get(&router, "/ledger/epochs/1/key"));
        assert_eq!(key.trim(), next.verifier().to_string());
        assert_eq!(old_key.trim(), super::key().verifier().to_string());
        for path in [
            "tile/0/000.p/9",
            "tile/0/0",
            "tile/9/000",
            "tile/entries/001",
            "tile/../key",
            "epochs/3/checkpoint",
        ] {
            assert_eq!(run(get(&router, &format!("/ledger/{path}"))).0, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_running_ledger_is_checked_over_http() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, 600);
    let router = router(&it);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let listener =
        runtime.block_on(Listener::bind("127.0.0.1:0".parse().unwrap(), None, Vec::new())).unwrap();
    let address = listener.address().unwrap();
    let serving = runtime.spawn(web::serve(listener, router, async { drop(stopped.await) }));

    for url in [format!("http://{address}"), format!("http://{address}/ledger/")] {
        let Target::Log(mut served) = Target::open(&url).unwrap() else { panic!() };
        let report = verify::log(served.as_mut(), &keys(), None, &mut |_| ());
        assert!(report.passed(), "{:?}", words(&report));
        assert_eq!(report.n_leaves, 600);
    }
    let Target::Log(mut elsewhere) = Target::open(&format!("http://{address}/elsewhere")).unwrap() else {
        panic!()
    };
    let report = verify::log(elsewhere.as_mut(), &keys(), None, &mut |_| ());
    stop.send(()).unwrap();
    runtime.block_on(serving).unwrap();

    assert_eq!(words(&report), ["checkpoint: is missing"]);
}

#[test]
fn addresses_that_are_none_and_servers_that_are_not_there_are_told() {
    for url in ["http://", "http://a b/", "http://host:port/", "http://host/?q", "http://user@host/"] {
        assert!(Target::open(url).is_err(), "{url}");
    }
    let Target::Log(mut closed) = Target::open("http://127.0.0.1:1").unwrap() else { panic!() };
    let report = verify::log(closed.as_mut(), &keys(), None, &mut |_| ());
    assert!(words(&report)[0].starts_with("checkpoint: cannot be read: "), "{:?}", words(&report));
}

/// A server that says one thing to everyone.
fn saying(answer: Vec<u8>) -> (String, std::thread::JoinHandle<()>) {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 1024];
        let _ = stream.read(&mut asked).unwrap();
        let _ = stream.write_all(&answer);
    });
    (address, thread)
}

#[test]
fn answers_in_every_lawful_shape_are_read_and_broken_ones_refused() {
    let said = |answer: &[u8]| {
        let (address, thread) = saying(answer.to_vec());
        let Target::Log(mut served) = Target::open(&address).unwrap() else { panic!() };
        let got = served.get("checkpoint");
        thread.join().unwrap();
        got
    };
    let lawful: [&[u8]; 4] = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
        b"HTTP/1.0 200 OK\r\n\r\nhello",
    ];
    for answer in lawful {
        assert_eq!(said(answer).unwrap().unwrap(), b"hello");
    }
    assert_eq!(said(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").unwrap(), None);
    let endless = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"X: y\r\n".repeat(200), b"\r\n".to_vec()].concat();
    let broken: [&[u8]; 8] = [
        b"",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nhe",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /x\r\n\r\n",
        b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
        &endless,
    ];
    for answer in broken {
        assert!(said(answer).is_err(), "{:?}", String::from_utf8_lossy(&answer[..answer.len().min(60)]));
    }
}

#[test]
fn an_act_shows_that_it_waits_and_then_its_receipt() {
    store::testing::on_both(PARTS, |it| {
        grow(&it, 3);
        record(&it.store, 1);
        let router = router(&it);
        let waiting = it.store.read(|read| acts::history(read, "case_0")).wait().unwrap().pop().unwrap().id;

        let (early, _, page) = run(get(&router, &format!("/ledger/acts/{waiting}?lang=en")));
        let (no_file, _, _) = run(get(&router, &format!("/ledger/acts/{waiting}/receipt")));
        advance(&it.store, &key());
        let (_, _, placed) = run(get(&router, &format!("/ledger/acts/{waiting}?lang=en")));
        let (file, headers, receipt) = run(get(&router, &format!("/ledger/acts/{waiting}/receipt")));
        let (unknown, _, _) = run(get(&router, "/ledger/acts/act_0"));

        assert_eq!((early, no_file), (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE));
        assert!(page.contains("Not yet in the ledger") && !placed.contains("Not yet in the ledger"));
        assert!(placed.contains("Download the receipt") && placed.contains("case.submitted"));
        assert!(!placed.contains("subject_") && !placed.contains("person_"));
        assert_eq!((file, unknown), (StatusCode::OK, StatusCode::NOT_FOUND));
        assert_eq!(
            headers[header::CONTENT_DISPOSITION],
            format!("attachment; filename=\"{waiting}.tlog-proof\"")
        );
        assert!(verify::receipt(receipt.as_bytes(), &keys()).passed());
    });
}

#[test]
fn the_pages_show_the_state_and_list_the_acts_page_by_page() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, 120);
    let router = router(&it);

    let (status, _, overview) = run(get(&router, "/ledger?lang=en"));
    let (_, _, first) = run(get(&router, "/ledger/acts?lang=en"));
    let (_, _, last) = run(get(&router, "/ledger/acts?before=20&lang=en"));
    let (odd, _, _) = run(get(&router, "/ledger/acts?before=x"));

    assert_eq!((status, odd), (StatusCode::OK, StatusCode::OK));
    assert!(overview.contains("yiwang verify https://anhe.example/ledger --key"));
    assert!(overview.contains("120") && overview.contains("2026-11-23"));
    assert!(overview.contains("No other body witnesses"));
    assert_eq!(first.matches("/ledger/acts/act_").count(), 50);
    assert!(first.contains("/ledger/acts?before=70"));
    assert_eq!(last.matches("/ledger/acts/act_").count(), 20);
    assert!(first.contains("rel=\"next\"") && !last.contains("rel=\"next\""));
}

#[test]
fn a_pasted_receipt_is_checked_step_by_step() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, 9);
    let router = router(&it);
    let id = newest_id(&it.store);
    let (_, _, receipt) = run(get(&router, &format!("/ledger/acts/{id}/receipt")));
    let (_, headers, page) = run(get(&router, "/ledger/check?lang=en"));
    let cookies: Vec<_> =
        headers.get_all(header::SET_COOKIE).iter().filter_map(|it| it.to_str().ok()).collect();
    let cookie = cookies.iter().map(|it| it.split(';').next().unwrap()).collect::<Vec<_>>().join("; ");
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let post = |receipt: &str| {
        let escaped: String = receipt.bytes().map(|it| format!("%{it:02X}")).collect();
        let request = Request::post("/ledger/check?lang=en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &cookie)
            .body(Body::from(format!("csrf={csrf}&receipt={escaped}")))
            .unwrap();
        let (status, _, body) = run(ask(&router, request));
        (status, String::from_utf8(body).unwrap())
    };

    let (good, good_page) = post(&receipt);
    // As browsers send it.
    let (crlf, crlf_page) = post(&receipt.replace('\n', "\r\n"));
    let (_, bad_page) = post(&receipt.replace("index 8", "index 7"));
    let (empty, empty_page) = post("");
    let (_, foreign_page) = post("<script>alert(1)</script>");

    assert_eq!((good, crlf, empty), (StatusCode::OK, StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(good_page.contains("This receipt holds") && good_page.contains(&id));
    assert!(crlf_page.contains("This receipt holds"));
    assert!(bad_page.contains("do not lead from the act to the root"));
    assert!(empty_page.contains("Paste the whole receipt"));
    assert!(
        foreign_page.contains("Line 1 is not as a receipt must be")
            && !foreign_page.contains("<script>alert")
    );
}

#[test]
fn machines_get_the_same_as_json() {
    let it = store::testing::open(PARTS, store::Engine::Sqlite).unwrap();
    grow(&it, 4);
    let router = router(&it);
    let id = newest_id(&it.store);

    let (_, _, ledger) = run(get(&router, "/api/ledger"));
    let (_, _, act) = run(get(&router, &format!("/api/ledger/acts/{id}")));
    let (unknown, _, problem) = run(get(&router, "/api/ledger/acts/x"));

    let ledger: serde_json::Value = serde_json::from_str(&ledger).unwrap();
    let act: serde_json::Value = serde_json::from_str(&act).unwrap();
    assert_eq!((&ledger["size"], &ledger["pending"]), (&4.into(), &0.into()));
    assert_eq!(ledger["key"], key().verifier().to_string());
    assert_eq!((&act["index"], &act["size"], &act["kind"]), (&3.into(), &4.into(), &"case.submitted".into()));
    assert!(verify::receipt(act["receipt"].as_str().unwrap().as_bytes(), &keys()).passed());
    assert!(acts::Leaf::parse(act["leaf"].as_str().unwrap().as_bytes()).is_ok());
    assert_eq!(unknown, StatusCode::NOT_FOUND);
    assert!(problem.contains("not_found"));
}

#[test]
fn the_gauges_show_size_lag_and_age() {
    store::testing::on_both(PARTS, |it| {
        grow(&it, 4);
        record(&it.store, 2);
        let gauges = Gauges::default();

        run(gauges.look(&it.store)).unwrap();

        let values: Vec<_> =
            gauges.metrics(store::testing::MONDAY.plus_ms(7_500)).iter().map(|it| it.value).collect();
        assert_eq!(values, [4, 2, 7]);
    });
}

#[test]
fn every_sample_is_a_whole_page_in_every_language() {
    for sample in (BLOCK.samples)() {
        for lang in kit::Lang::all() {
            let page = (sample.render)(lang).into_string();
            assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1"), "{}", sample.name);
            assert_eq!(page.matches("<h1").count(), 1, "{}", sample.name);
        }
    }
}
