//! A browser for tests: one cookie, the proofs of the page last seen, forms as browsers send them.
//! Its cookie says who asks; no session block is needed.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use kit::{Actor, OfficialId, PersonId, PostId, Result, SubjectId, Who, Words};
use store::Read;
use tower::ServiceExt;
use web::{Site, SiteSettings, Visitor};

use super::super::house::House;
use crate::BLOCK;

/// What a door answered.
pub(in crate::tests) struct Answered {
    pub(in crate::tests) status: StatusCode,
    pub(in crate::tests) location: String,
    pub(in crate::tests) body: String,
    pub(in crate::tests) bytes: Vec<u8>,
    pub(in crate::tests) headers: axum::http::HeaderMap,
}

/// Somebody with a browser.
pub(in crate::tests) struct Browser {
    router: Router,
    cookie: String,
    csrf: String,
    pub(in crate::tests) key: String,
}

impl Browser {
    pub(in crate::tests) fn of(house: &House, by: &Actor) -> Browser {
        if let Who::Official(it) = &by.who {
            return Self::with(house, format!("yiwang_session={}.{}", it.official, it.post));
        }
        let Who::Person { id, subject } = &by.who else { panic!("somebody asks here") };
        let acting_for = by.acting_for.as_ref().map_or("", |it| it.as_str());
        Self::with(house, format!("yiwang_session={id}.{subject}.{acting_for}"))
    }

    pub(in crate::tests) fn nobody(house: &House) -> Browser {
        Self::with(house, String::new())
    }

    fn with(house: &House, cookie: String) -> Browser {
        let name = Words { zh: "安和市".to_owned(), en: "Anhe".to_owned() };
        let settings = SiteSettings { name, origin: "http://anhe.example".to_owned(), demo: false };
        let blocks = vec![BLOCK, files::BLOCK, notify::BLOCK];
        let mut site = Site::new(house.it.store.clone(), settings, who, blocks);
        site.unread = notify::unread;
        Browser { router: web::router(site), cookie, csrf: String::new(), key: String::new() }
    }

    pub(in crate::tests) fn get(&mut self, path: &str) -> Answered {
        self.ask(Method::GET, path, "text/html", Vec::new())
    }

    pub(in crate::tests) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let proofs = [("csrf", self.csrf.clone()), ("submission", self.key.clone())];
        let proofs = proofs.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs = fields.iter().copied().chain(proofs);
        let body: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.ask(Method::POST, path, "application/x-www-form-urlencoded", body.join("&").into_bytes())
    }

    pub(in crate::tests) fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answered {
        self.ask(Method::POST, path, "application/json", body.to_string().into_bytes())
    }

    /// Posts a form that carries files: each by its field, its name and its bytes.
    pub(super) fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answered {
        const EDGE: &str = "----edge-of-a-part";
        let proofs = [("csrf", self.csrf.clone()), ("submission", self.key.clone())];
        let proofs = proofs.iter().map(|(name, value)| (*name, value.as_str()));
        let mut body = Vec::new();
        for (name, value) in proofs.chain(fields.iter().copied()) {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(b"Content-Type: text/html\r\n\r\n");
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").as_bytes());
        self.ask(Method::POST, path, &format!("multipart/form-data; boundary={EDGE}"), body)
    }

    fn ask(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let router = self.router.clone();
        let answered = run(async move {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            let bytes = to_bytes(body, 1 << 23).await.unwrap().to_vec();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            let location = parts.headers.get(header::LOCATION);
            let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
            Answered { status: parts.status, location, body, bytes, headers: parts.headers }
        });
        let value = |name: &str| {
            let after = answered.body.split_once(&format!("name=\"{name}\" value=\""))?.1;
            Some(after.split('"').next()?.to_owned())
        };
        self.csrf = value("csrf").unwrap_or(self.csrf.clone());
        self.key = value("submission").unwrap_or(self.key.clone());
        answered
    }
}

pub(in crate::tests) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub(in crate::tests) fn encoded(text: &str) -> String {
    text.bytes().map(|it| format!("%{it:02X}")).collect()
}

fn who(read: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let parts: Vec<_> = cookie.split('.').collect();
    if let [official, post] = parts[..] {
        let acting = directory::acting(read, &OfficialId::parse(official)?, &PostId::parse(post)?)?;
        return Ok(Some(Visitor { by: Actor::official_is(acting), name: "某某".to_owned() }));
    }
    let [id, subject, acting_for] = parts[..] else { return Ok(None) };
    let mut by = Actor::person_is(PersonId::parse(id)?, SubjectId::parse(subject)?);
    by.acting_for = SubjectId::parse(acting_for).ok();
    Ok(Some(Visitor { by, name: "王建平".to_owned() }))
}
