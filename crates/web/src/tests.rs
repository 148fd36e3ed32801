//! Proofs of the edge: forms, languages, problems and OpenAPI through the real router.

use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::{Actor, Id128, PersonId, SubjectId, Words};
use store::{Engine, Part, testing};
use tower::{Service, ServiceExt};

use crate::{
    About, Access, Block, Ctx, DoorKind, Posted, Routes, Schema, Site, SiteSettings, Visitor, answer,
    pages::{Face, Head},
    router,
};

const BLOCK: Block = Block {
    name: "test",
    part: Part { tables: &[], migrations: &[] },
    routes,
    texts: crate::TEXTS,
    nav: &[],
    samples: Vec::new,
};

fn routes() -> Routes {
    let about =
        About { id: "getThing", summary: "A thing.", input: None, output: || Schema::map("A thing.") };
    Routes::default()
        .get("/open", Access::Public, async |ctx: Ctx| {
            Ok::<_, crate::Problem>(ctx.page(
                Face::Portal,
                &Head::titled("x"),
                maud::html! { "token:" (ctx.csrf()) ";" },
            ))
        })
        .get("/mine", Access::SignedIn, async |ctx: Ctx| {
            Ok::<_, crate::Problem>(ctx.page(Face::Portal, &Head::titled("x"), maud::html! { "mine" }))
        })
        .post("/form", Access::Public, async |_: Ctx, posted: Posted| {
            Ok::<_, crate::Problem>(answer::redirect(posted.get("to")))
        })
        .get("/fault", Access::Public, async |_: Ctx| -> crate::Answer {
            Err(kit::Error::fault("secret words").into())
        })
        .api_get("/api/things/{id}", Access::SignedIn, about, async |_: Ctx| {
            Ok::<_, crate::Problem>(answer::json(&serde_json::json!({})))
        })
}

struct House {
    router: axum::Router,
    _store: testing::TestStore,
}

fn house() -> House {
    house_at("http://test")
}

fn house_at(origin: &str) -> House {
    let it = testing::open(&[], Engine::Sqlite).unwrap();
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: origin.to_owned(), demo: false };
    let site = Site::new(
        it.store.clone(),
        settings,
        |_, cookie| {
            let person = Actor::person_is(PersonId::from(Id128(1)), SubjectId::from(Id128(2)));
            Ok((cookie == "good").then(|| Visitor { by: person, name: "李四".to_owned() }))
        },
        vec![BLOCK],
    );
    House { router: router(site), _store: it }
}

async fn ask(house: &mut House, request: Request<Body>) -> (Response<()>, String) {
    let response = house.router.as_service::<Body>().ready().await.unwrap().call(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::ACCEPT, "text/html")
}

fn empty(it: axum::http::request::Builder) -> Request<Body> {
    it.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_a_machine_is_told() {
    let mut house = house();

    let (page, _) = ask(&mut house, empty(get("/mine?a=b"))).await;
    let (api, body) = ask(&mut house, empty(Request::get("/api/things/1"))).await;
    let (mine, _) = ask(&mut house, empty(get("/mine").header(header::COOKIE, "yiwang_session=good"))).await;

    assert_eq!(page.status(), StatusCode::SEE_OTHER);
    assert_eq!(page.headers()[header::LOCATION], "/sign-in?next=/mine%3Fa%3Db");
    assert_eq!(api.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(api.headers()[header::CONTENT_TYPE], "application/problem+json");
    assert!(body.contains("\"code\":\"sign_in\""));
    assert_eq!(mine.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_form_counts_only_with_the_token_of_its_own_page() {
    let mut house = house();
    let (page, body) = ask(&mut house, empty(get("/open"))).await;
    let cookie = page.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let csrf = body.split("token:").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let post = |csrf: &str, cookie: &str, site: &str| {
        Request::post("/form")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", site)
            .body(Body::from(format!("csrf={csrf}&to=%2Fopen")))
            .unwrap()
    };

    let (own, _) = ask(&mut house, post(&csrf, &cookie, "same-origin")).await;
    let (forged, _) = ask(&mut house, post("0000", &cookie, "same-origin")).await;
    let (stolen, _) = ask(&mut house, post(&csrf, "yiwang_visitor=other", "same-origin")).await;
    let (foreign, _) = ask(&mut house, post(&csrf, &cookie, "cross-site")).await;

    assert_eq!(own.status(), StatusCode::SEE_OTHER);
    assert_eq!(own.headers()[header::LOCATION], "/open");
    for it in [forged, stolen, foreign] {
        assert_eq!(it.status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn over_tls_a_browser_is_told_to_stay_there_and_its_cookies_too() {
    let (mut tls, mut plain) = (house_at("https://test"), house());

    let (over_tls, _) = ask(&mut tls, empty(get("/open"))).await;
    let (over_plain, _) = ask(&mut plain, empty(get("/open"))).await;

    assert_eq!(over_tls.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");
    assert!(over_tls.headers()[header::SET_COOKIE].to_str().unwrap().ends_with("; Secure"));
    assert!(!over_plain.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_fault_shows_a_reference_and_never_our_words() {
    let mut house = house();

    let (page, body) = ask(&mut house, empty(get("/fault?lang=en"))).await;

    assert_eq!(page.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(body.contains("Something went wrong on our side"));
    assert!(!body.contains("secret words"));
}

#[tokio::test]
async fn where_there_is_no_door_the_page_says_so_in_the_visitors_language() {
    let mut house = house();

    let (zh, chinese) = ask(&mut house, empty(get("/nowhere"))).await;
    let (_, english) =
        ask(&mut house, empty(get("/nowhere").header(header::ACCEPT_LANGUAGE, "fr, en;q=0.8"))).await;

    assert_eq!(zh.status(), StatusCode::NOT_FOUND);
    assert!(chinese.contains("lang=\"zh-CN\"") && chinese.contains("没有找到"));
    assert!(english.contains("lang=\"en\""));
    assert!(zh.headers().contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn broken_and_oversized_forms_are_told_what_is_wrong() {
    let mut house = house();
    let post = |body: Vec<u8>, kind: &str| {
        Request::post("/form").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
    };

    let (large, _) = ask(&mut house, post(vec![b'a'; 300 * 1024], "application/x-www-form-urlencoded")).await;
    let (broken, _) = ask(&mut house, post(b"a=%zz".to_vec(), "application/x-www-form-urlencoded")).await;
    let (typed, _) = ask(&mut house, post(b"{}".to_vec(), "application/json")).await;
    let (nul, _) = ask(&mut house, post(b"a=b%00c".to_vec(), "application/x-www-form-urlencoded")).await;

    assert_eq!(nul.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(broken.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(typed.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

/// A body that says how long it is and never comes.
struct Claimed(u64);

impl axum::body::HttpBody for Claimed {
    type Data = axum::body::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Pending
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        hyper::body::SizeHint::with_exact(self.0)
    }
}

#[tokio::test]
async fn what_says_it_is_too_large_is_not_waited_for() {
    let mut house = house();
    let body = Body::new(Claimed(1 << 40));
    let request = Request::post("/form").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");

    let (large, _) = ask(&mut house, request.body(body).unwrap()).await;

    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_address_with_a_nul_is_nowhere() {
    let mut house = house();

    for path in ["/open?q=a%00", "/api/things/%00", "/healthz?%00"] {
        let (response, _) = ask(&mut house, empty(get(path))).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn openapi_says_what_the_doors_say() {
    let mut house = house();

    let (_, body) = ask(&mut house, empty(get("/api/openapi.json"))).await;
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();

    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["paths"]["/api/things/{id}"]["get"]["operationId"], "getThing");
    assert!(document["paths"].get("/open").is_none());
    assert!(matches!(routes().doors()[4].kind, DoorKind::Api(_)));
}

#[test]
fn a_redirect_never_leaves_the_house() {
    for path in ["https://evil.example/", "//evil.example", "/\\evil.example", "", "x\r\ny: z"] {
        assert_eq!(answer::redirect(path).headers()[header::LOCATION], "/");
    }
}

#[test]
fn a_throttle_refuses_one_too_many_and_forgives() {
    let throttle = crate::Throttle::new(2, 1_000);
    let now = kit::Time::from_ms(0);

    assert!(throttle.admit("a", now).is_ok() && throttle.admit("a", now).is_ok());
    assert!(throttle.admit("a", now).is_err() && throttle.admit("b", now).is_ok());
    assert!(throttle.admit("a", now.plus_ms(1_000)).is_ok());
    throttle.forgive("b");
    assert!(throttle.admit("b", now).is_ok() && throttle.admit("b", now).is_ok());
}
