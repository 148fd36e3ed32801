//! The demonstration as its visitors walk it: every role by one click, and every page that links lead them to.
//! Built once for all these tests by the same actions as at a first start; knows no page by name but the roles'.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path,
    sync::OnceLock,
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::Lang;
use store::{Engine, testing, testing::Folder};
use tower::ServiceExt;
use web::{Access, Door, Method};

use super::{doors, leads_to, links::targets};
use crate::{
    config::{Config, Flags},
    demo,
    house::{self, House, Purpose},
};

/// How many pages one visitor walks at most.
const PAGES_MAX: usize = 500;

/// The roles' page, and where a role is taken.
const ROLES: &str = "/demo";
const TAKE: &str = "/demo/session";

struct Demonstration {
    router: Router,
    house: House,
    _folder: Folder,
}

/// Someone with a browser.
struct Visitor<'a> {
    at: &'a Demonstration,
    cookies: BTreeMap<String, String>,
}

/// What came back.
struct Seen {
    status: StatusCode,
    location: Option<String>,
    body: String,
}

fn demonstration() -> &'static Demonstration {
    static BUILT: OnceLock<Demonstration> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = testing::open(&[], Engine::Sqlite).unwrap().folder;
        let data = folder.0.join("demonstration");
        let config = Config::of(&Flags::default(), &data, "", Path::new(""), Lang::EN).unwrap();
        let house = House::found(config, Purpose::Demonstration, Lang::EN).unwrap();
        let keeper = house.keeper(Lang::EN).unwrap();
        let stage = demo::Stage::new(house.store.clone(), house.clock.clone(), keeper).unwrap();
        demo::build(&stage, &mut |_| ()).unwrap();
        house.finish(Lang::EN).unwrap();
        let router = web::router(house::site(house.store.clone(), house::settings(&house)));
        Demonstration { router, house, _folder: folder }
    })
}

impl<'a> Visitor<'a> {
    fn new(at: &'a Demonstration) -> Self {
        Self { at, cookies: BTreeMap::new() }
    }

    fn get(&mut self, path: &str) -> Seen {
        self.ask(Request::get(path).header(header::ACCEPT, "text/html"), String::new())
    }

    fn post(&mut self, path: &str, fields: &str) -> Seen {
        let kind = "application/x-www-form-urlencoded";
        self.ask(Request::post(path).header(header::CONTENT_TYPE, kind), fields.to_owned())
    }

    fn ask(&mut self, request: axum::http::request::Builder, body: String) -> Seen {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        let router = self.at.router.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (parts, bytes) = runtime.block_on(async {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            (parts, body.collect().await.unwrap().to_bytes())
        });
        for it in parts.headers.get_all(header::SET_COOKIE) {
            let pair = it.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = parts.headers.get(header::LOCATION).map(|it| it.to_str().unwrap().to_owned());
        Seen { status: parts.status, location, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Takes a role; says where it begins.
    fn take(&mut self, role: &str) -> String {
        let page = self.get(ROLES).body;
        let csrf = value_of(&page, "csrf").next().expect("the page has a form").to_owned();
        let seen = self.post(TAKE, &format!("csrf={csrf}&role={role}"));
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{role}");
        seen.location.expect("taking a role leads somewhere")
    }
}

/// The values of hidden fields of this name.
fn value_of<'a>(page: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let start = format!("name=\"{name}\" value=\"");
    let found: Vec<_> = page.split(&start).skip(1).filter_map(|it| it.split('"').next()).collect();
    found.into_iter()
}

fn roles() -> Vec<String> {
    let page = Visitor::new(demonstration()).get(ROLES).body;
    value_of(&page, "role").map(str::to_owned).collect()
}

#[test]
fn every_role_is_taken_by_one_click_and_begins_at_a_page() {
    let roles = roles();
    assert!(3 <= roles.len(), "a citizen, an official and an auditor at least: {roles:?}");

    for role in roles {
        let mut visitor = Visitor::new(demonstration());
        let landing = visitor.take(&role);

        let seen = visitor.get(&landing);

        assert_eq!(seen.status, StatusCode::OK, "{role} begins at {landing}");
    }
}

#[test]
fn every_link_that_a_visitor_sees_opens_for_them() {
    let strangers = std::iter::once(None);

    for role in strangers.chain(roles().into_iter().map(Some)) {
        let mut visitor = Visitor::new(demonstration());
        let landing = role.as_ref().map_or_else(|| "/".to_owned(), |it| visitor.take(it));
        let mut waiting = VecDeque::from([landing]);
        let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
        let mut n_pages = 0;
        while let Some(path) = waiting.pop_front().filter(|_| n_pages < PAGES_MAX) {
            n_pages += 1;
            let seen = visitor.get(&path);
            let opens = matches!(seen.status, StatusCode::OK | StatusCode::SEE_OTHER);
            let tells_officials = seen.status == StatusCode::FORBIDDEN && is_for_persons(&path);
            assert!(opens || tells_officials, "{role:?}: {path}: {}", seen.status);
            let next = targets(&seen.body).chain(seen.location.as_deref());
            for it in next.filter(|it| it.starts_with('/') && is_read(it)) {
                if known.insert(it.to_owned()) {
                    waiting.push_back(it.to_owned());
                }
            }
        }
        assert!(5 < n_pages, "{role:?} saw {n_pages} pages");
    }
}

#[test]
fn the_history_of_the_demonstration_is_in_its_ledger_and_nothing_was_given_up() {
    let house = &demonstration().house;

    let (lag, dead, parked) = house
        .store
        .read(|read| Ok((acts::lag(read)?, acts::dead_jobs(read)?.len(), acts::parked(read)?.len())))
        .wait()
        .unwrap();
    let first = house.store.read(|read| acts::history(read, "demonstration")).wait().unwrap();

    assert_eq!((dead, parked), (0, 0));
    assert!(lag < 100, "{lag} acts wait");
    assert_eq!(first[0].kind, "installation.founded");
    assert_eq!(first[0].position, Some(0));
}

/// The doors at a path.
fn doors_at(path: &str) -> Vec<Door> {
    let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
    doors().into_iter().filter(|it| leads_to(&path, it)).collect()
}

/// Whether a path is read, not only posted to.
fn is_read(path: &str) -> bool {
    let doors = doors_at(path);
    // `/admin/matters/drafts` is posted to; that `/admin/matters/{key}` would take it for a matter says nothing.
    let spelled = doors.iter().any(|it| it.path == path);
    let mut meant = doors.iter().filter(|it| !spelled || it.path == path);
    doors.is_empty() || meant.any(|it| it.method == Method::Get)
}

/// Whether the page is for persons: a public page links to it, and an official is told to sign in as one.
fn is_for_persons(path: &str) -> bool {
    doors_at(path).iter().any(|it| it.access == Access::Person)
}
