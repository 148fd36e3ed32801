//! Journeys through the whole platform in one process: doors, links, words, configuration, commands, installations.
//! Everything comes from the list of blocks; nothing here knows one block's pages.

mod command_line;
mod commands;
mod configuration;
mod doors;
mod installation;
mod journeys;
mod links;
mod sql;
mod words;

use axum::{
    body::Body,
    http::{Request, Response, header},
};
use http_body_util::BodyExt;
use kit::{Acting, Actor, Id128, PersonId, Result, SubjectId, Words};
use store::{Engine, Read, testing, testing::TestStore};
use tokio::runtime::Runtime;
use tower::{Service, ServiceExt};
use web::{Access, Door, Site, SiteSettings, Visitor};

use crate::blocks;

/// Every power there is, as a cookie may hold it.
const POWER_COOKIE: &str = "power:";

/// The whole platform on a fresh store, without a network.
struct Platform {
    router: axum::Router,
    runtime: Runtime,
    it: TestStore,
}

impl Platform {
    fn open(demo: bool) -> Self {
        let it = testing::open(&blocks::parts(), Engine::Sqlite).unwrap();
        acts::testing::settle(&it.store, &[]);
        let name = Words { zh: "安和市".to_owned(), en: "Anhe".to_owned() };
        let settings = SiteSettings { name, origin: "http://test".to_owned(), demo };
        let site = Site::new(it.store.clone(), settings, identify, blocks::BLOCKS.to_vec());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { router: web::router(site), runtime, it }
    }

    fn ask(&mut self, request: Request<Body>) -> (Response<()>, String) {
        let router = &mut self.router;
        self.runtime.block_on(async move {
            let answering = router.as_service::<Body>().ready().await.unwrap().call(request);
            let (parts, body) = answering.await.unwrap().into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            (Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    /// The actor of a cookie.
    fn actor(&self, cookie: Option<&str>) -> Actor {
        let cookie = cookie.unwrap_or_default().to_owned();
        let found = self.it.store.read(move |read| identify(read, &cookie)).wait().unwrap();
        found.map_or_else(Actor::anyone, |it| it.by)
    }

    /// Asks as someone: a cookie of [`identify`], or a stranger.
    fn get(&mut self, path: &str, cookie: Option<&str>) -> (Response<()>, String) {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        let request = request.header(header::COOKIE, cookie_header(cookie));
        self.ask(request.body(Body::empty()).unwrap())
    }
}

/// Cookies of these tests say whom they stand for.
fn identify(_: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let official = |powers: Vec<String>| {
        Actor::official_is(Acting {
            official: Id128(3).into(),
            post: Id128(4).into(),
            agency: Id128(5).into(),
            region: kit::RegionCode::parse("9901").unwrap(),
            powers,
        })
    };
    let by = match cookie {
        "person" => Actor::person_is(PersonId::from(Id128(1)), SubjectId::from(Id128(2))),
        "official" => official(Vec::new()),
        it => match it.strip_prefix(POWER_COOKIE) {
            Some(power) => official(vec![power.to_owned()]),
            None => return Ok(None),
        },
    };
    Ok(Some(Visitor { by, name: "test".to_owned() }))
}

fn cookie_header(cookie: Option<&str>) -> String {
    cookie.map_or_else(|| "yiwang_visitor=stranger".to_owned(), |it| format!("yiwang_session={it}"))
}

/// A cookie that a door lets in.
fn admitted(access: Access) -> Option<String> {
    match access {
        Access::Public | Access::Demo => None,
        Access::SignedIn | Access::Person => Some("person".to_owned()),
        Access::Official => Some("official".to_owned()),
        Access::Power(power) => Some(format!("{POWER_COOKIE}{power}")),
        Access::AnyPower(powers) => Some(format!("{POWER_COOKIE}{}", powers[0])),
    }
}

/// Every door of every block.
fn doors() -> Vec<Door> {
    blocks::BLOCKS.iter().flat_map(|it| (it.routes)().doors().to_vec()).collect()
}

/// A path that leads to a door.
fn filled(door: &Door) -> String {
    let parts = door.path.split('/').map(|it| if it.starts_with('{') { "x" } else { it });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether a path leads to this door.
fn leads_to(path: &str, door: &Door) -> bool {
    let (mut path, mut door) = (path.split('/'), door.path.split('/'));
    loop {
        match (path.next(), door.next()) {
            (None, None) => return true,
            (Some(_), Some(it)) if it.starts_with("{*") => return true,
            (Some(part), Some(it)) if it.starts_with('{') && !part.is_empty() || part == it => {}
            _ => return false,
        }
    }
}
