//! Journeys through the real router: cookies, forms, redirects.
//! The browser here keeps cookies and nothing else.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use store::testing::TestStore;
use tower::ServiceExt;
use web::{Site, SiteSettings};

use super::{
    officials::{World, words},
    *,
};

#[test]
fn a_person_registers_signs_in_and_signs_out() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let number = number(100 + fresh_sequence());

        browser.get("/register");
        let registered = browser.post("/register", &registration(&number));
        browser.get(&registered.location());
        let fields = [("login", number.as_str()), ("password", PASSWORD), ("next", "/me?lang=en")];
        let signed_in = browser.post("/sign-in", &fields);
        let me = browser.get(&signed_in.location());
        let out = browser.post("/sign-out", &[]);
        let after = browser.get("/me");

        assert_eq!(registered.location(), "/sign-in?registered=yes");
        assert_eq!(signed_in.location(), "/me?lang=en");
        assert!(me.body.contains("Chen Xiao") && me.body.contains(&number.masked()));
        assert!(!me.body.contains(number.as_str()));
        assert_eq!(out.location(), "/");
        assert_eq!(after.location(), "/sign-in?next=/me");
    });
}

#[test]
fn a_registration_that_comes_twice_gets_its_first_answer_and_a_second_one_is_refused() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let number = number(100 + fresh_sequence());
        browser.get("/register");
        let key = browser.key.clone();

        let first = browser.post("/register", &registration(&number));
        browser.key = key;
        let repeated = browser.post("/register", &registration(&number));
        browser.get("/register?lang=en");
        let second = browser.post("/register", &registration(&number));

        assert_eq!(first.location(), repeated.location());
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("This number cannot be registered here"));
        assert!(second.body.contains(number.as_str()), "what was typed is still there");
    });
}

#[test]
fn a_flawed_registration_names_every_flaw_and_never_shows_the_password() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        browser.get("/register?lang=en");

        let fields = [("name", ""), ("number", "990101"), ("password", PASSWORD), ("again", "other")];
        let flawed = browser.post("/register", &fields);

        for words in ["Fill this in", "The number of characters is wrong", "The two passwords differ"] {
            assert!(flawed.body.contains(words), "{words}");
        }
        assert!(!flawed.body.contains(PASSWORD));
        assert!(flawed.body.contains("value=\"990101\""));
    });
}

#[test]
fn a_wrong_password_and_an_unknown_account_see_the_same_page() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        let unknown = fresh_login();
        browser.get("/sign-in");

        let wrong = browser.post("/sign-in", &[("login", &login), ("password", "not my password at all")]);
        let nobody = browser.post("/sign-in", &[("login", &unknown), ("password", PASSWORD)]);

        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(nobody.status, wrong.status);
        assert_eq!(nobody.body.replace(&unknown, "LOGIN"), wrong.body.replace(&login, "LOGIN"));
        assert!(!browser.cookies.contains_key("yiwang_session"));
    });
}

#[test]
fn signing_in_gives_a_fresh_cookie_and_ends_the_session_of_before() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        browser.get("/sign-in");

        let first = browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]);
        let first_cookie = browser.cookies["yiwang_session"].clone();
        browser.get("/sign-in");
        browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]);

        let header = first.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(header.contains("HttpOnly") && header.contains("SameSite=Lax"), "{header}");
        assert_ne!(browser.cookies["yiwang_session"], first_cookie);
        assert!(visitor(&it.store, &first_cookie).is_none());
        assert!(visitor(&it.store, &browser.cookies["yiwang_session"]).is_some());
    });
}

#[test]
fn after_signing_in_nobody_is_sent_to_another_site() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));

        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "/sign-in", "/a\tb"] {
            browser.get("/sign-in");
            let signed_in =
                browser.post("/sign-in", &[("login", &login), ("password", PASSWORD), ("next", next)]);
            assert_eq!(signed_in.location(), "/", "{next}");
        }
        let shown = browser.get("/sign-in?next=https://evil.example");
        assert!(!shown.body.contains("value=\"https://evil.example\""));
    });
}

#[test]
fn a_forged_form_changes_nothing() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        browser.get("/sign-in");
        browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]);

        browser.csrf = "0".repeat(32);
        let forged = browser.post("/me/sign-out-everywhere", &[]);

        assert_eq!(forged.status, StatusCode::FORBIDDEN);
        assert!(visitor(&it.store, &browser.cookies["yiwang_session"]).is_some());
    });
}

#[test]
fn one_signs_out_everywhere_and_changes_the_password_from_ones_page() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        let elsewhere = sign_in(&it.store, &login, PASSWORD).unwrap();
        browser.get("/sign-in");
        browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]);

        browser.get("/me/password");
        let new = "seven noodles, twice at eight";
        let changed =
            browser.post("/me/password", &[("current", PASSWORD), ("password", new), ("again", new)]);
        let me = browser.get(&changed.location());
        let out = browser.post("/me/sign-out-everywhere", &[]);

        assert_eq!(changed.location(), "/me?changed=yes");
        assert!(visitor(&it.store, elsewhere.cookie.as_str()).is_none());
        assert_eq!(me.status, StatusCode::OK);
        assert_eq!(out.location(), "/sign-in");
        assert_eq!(browser.get("/me").location(), "/sign-in?next=/me");
    });
}

#[test]
fn a_person_switches_to_their_company_from_their_page() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let one = person(&it.store, 1);
        let company = company(&it.store, &one, None);
        let (_, login) = account(&it.store, Owner::Person(one.id));
        browser.get("/sign-in");
        browser.post("/sign-in", &[("login", &login), ("password", PASSWORD)]);

        let me = browser.get("/me");
        let switched = browser.post("/me/company", &[("company", company.as_str())]);
        let api = browser.get("/api/me");

        assert!(me.body.contains("小满面馆"));
        assert_eq!(switched.location(), "/me");
        let told: serde_json::Value = serde_json::from_str(&api.body).unwrap();
        assert_eq!(told["acting_for"], company.as_str());
        assert_eq!(told["kind"], "person");
    });
}

#[test]
fn an_official_with_two_posts_chooses_one_and_comes_to_where_they_wanted() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);
        let world = World::of(&it, 2);
        browser.get("/sign-in");

        let fields = [("login", &*world.login), ("password", PASSWORD), ("next", "/desk/cases?page=2")];
        let signed_in = browser.post("/sign-in", &fields);
        let choice = browser.get(&signed_in.location());
        let none = browser.post("/post", &[("next", "/desk/cases?page=2")]);
        let fields = [("post", world.posts[1].as_str()), ("next", "/desk/cases?page=2")];
        let taken = browser.post("/post", &fields);
        let api = browser.get("/api/me");

        assert_eq!(signed_in.location(), "/post?next=/desk/cases%3Fpage%3D2");
        assert!(choice.body.contains("岗位0") && choice.body.contains("value=\"/desk/cases?page=2\""));
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(taken.location(), "/desk/cases?page=2");
        let told: serde_json::Value = serde_json::from_str(&api.body).unwrap();
        assert_eq!(told["post"], world.posts[1].as_str());
    });
}

#[test]
fn a_stranger_is_sent_to_sign_in_before_choosing_a_post() {
    on_both(|it| {
        let mut browser = Browser::of(&it, false);

        let shown = browser.get("/post");

        assert_eq!(shown.location(), "/sign-in");
    });
}

#[test]
fn a_role_is_taken_by_one_click_in_a_demonstration_only() {
    on_both(|it| {
        let one = person(&it.store, 1);
        let company = company(&it.store, &one, None);
        let (account, _) = account(&it.store, Owner::Person(one.id));
        let role = DemoRole {
            key: "owner".to_owned(),
            account,
            post: None,
            acting_for: Some(company),
            title: words("店主", "Owner"),
            task: words("申请许可", "Apply for a licence"),
            landing: "/matters".to_owned(),
            place: 1,
        };
        write(&it.store, move |tx| put_demo_role(tx, &role)).unwrap();
        let (mut demo, mut real) = (Browser::of(&it, true), Browser::of(&it, false));

        let cards = demo.get("/demo?lang=en");
        let taken = demo.post("/demo/session", &[("role", "owner")]);
        let api = demo.get("/api/me");
        real.get("/sign-in");
        let shut = real.post("/demo/session", &[("role", "owner")]);

        assert!(cards.body.contains("Apply for a licence"));
        assert_eq!(taken.location(), "/matters");
        assert!(api.body.contains("陈晓 · 小满面馆"));
        assert_eq!(real.get("/demo").status, StatusCode::NOT_FOUND);
        assert_eq!(shut.status, StatusCode::NOT_FOUND);
        assert!(!real.cookies.contains_key("yiwang_session"));
    });
}

/// What a door answered.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

#[test]
fn an_operator_opens_an_account_whose_password_is_shown_once_and_works() {
    on_both(|it| {
        let world = World::of(&it, 1);
        let official = write(&it.store, |tx| {
            let new = directory::NewOfficial { name: "周敏".to_owned(), number: None };
            directory::appoint_official(tx, &system(), &new)
        })
        .unwrap();
        let (post, seated) = (world.posts[0].clone(), official.clone());
        write(&it.store, move |tx| directory::assign_post(tx, &system(), &seated, &post)).unwrap();
        write(&it.store, {
            let post = world.posts[0].clone();
            move |tx| directory::change_powers(tx, &system(), &post, &["platform.operate".to_owned()])
        })
        .unwrap();
        let path = format!("/admin/officials/{official}/account");
        let mut browser = Browser::of(&it, false);
        browser.get("/sign-in");
        browser.post("/sign-in", &[("login", &world.login), ("password", PASSWORD)]);

        browser.get(&format!("{path}?lang=en"));
        let wrong = browser.post(&path, &[("login", "")]);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let key = browser.key.clone();
        let opened = browser.post(&path, &[("login", "zhou-min")]);
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        let password =
            opened.body.split("class=\"number\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        browser.key = key;
        let doubled = browser.post(&path, &[("login", "zhou-min")]);
        assert_eq!(doubled.location(), path, "a doubled form opens nothing and shows no other password");
        assert!(browser.get(&path).body.contains("There is an account already"));

        assert!(sign_in(&it.store, "zhou-min", &password).is_ok());
        assert!(sign_in(&it.store, "zhou-min", PASSWORD).is_err());
    });
}

impl Answered {
    fn location(&self) -> String {
        let location = self.headers.get(header::LOCATION);
        location.unwrap_or_else(|| panic!("{}: {}", self.status, self.body)).to_str().unwrap().to_owned()
    }
}

/// Someone with a browser: it keeps cookies, and the two proofs of the last form it saw.
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: String,
    key: String,
}

impl Browser {
    fn of(it: &TestStore, demo: bool) -> Browser {
        let name = words("安和市", "Anhe");
        let settings = SiteSettings { name, origin: "http://anhe.example".to_owned(), demo };
        let site = Site::new(it.store.clone(), settings, identify, vec![BLOCK]);
        let (csrf, key) = (String::new(), String::new());
        Browser { router: web::router(site), cookies: BTreeMap::new(), csrf, key }
    }

    fn get(&mut self, path: &str) -> Answered {
        self.ask(Method::GET, path, String::new())
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let proofs = [("csrf", self.csrf.clone()), ("submission", self.key.clone())];
        let proofs = proofs.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs =
            fields.iter().copied().chain(proofs).map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.ask(Method::POST, path, body)
    }

    fn ask(&mut self, method: Method, path: &str, body: String) -> Answered {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let router = self.router.clone();
        let answered = runtime().block_on(async move {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            let body = to_bytes(body, 1 << 20).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            Answered { status: parts.status, headers: parts.headers, body }
        });
        self.remember(&answered);
        answered
    }

    fn remember(&mut self, answered: &Answered) {
        for cookie in answered.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => drop(self.cookies.remove(name)),
                value => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        let value = |name: &str| {
            let after = answered.body.split_once(&format!("name=\"{name}\" value=\""))?.1;
            Some(after.split('"').next()?.to_owned())
        };
        self.csrf = value("csrf").unwrap_or(self.csrf.clone());
        self.key = value("submission").unwrap_or(self.key.clone());
    }
}

fn registration(number: &CitizenNumber) -> [(&'static str, &str); 4] {
    [("name", "Chen Xiao"), ("number", number.as_str()), ("password", PASSWORD), ("again", PASSWORD)]
}

/// Tries are counted by number for the whole process, so each journey has a number of its own.
fn fresh_sequence() -> u16 {
    N_LOGINS.fetch_add(1, Ordering::SeqCst).try_into().unwrap()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|it| format!("%{it:02X}")).collect()
}
