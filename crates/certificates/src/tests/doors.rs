//! Proofs through the real router: what each door shows to whom, and that a file it gives out convinces.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::{Lang, Words};
use store::{Engine, testing, testing::TestStore};
use tower::{Service, ServiceExt};
use web::{Site, SiteSettings, Visitor, router};

use super::{LEADER, NAME, PARTS, bureau, holder, licence, person_card, revoker, shop_licence, system};
use crate::{BLOCK, Certificate, Effect, define_type, get_public, issue, make_key, signing_key, verify};

struct House {
    router: axum::Router,
    it: TestStore,
    shop: Certificate,
    card: Certificate,
}

async fn house() -> House {
    let it = testing::open(&PARTS, Engine::Sqlite).unwrap();
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "http://test".to_owned(), demo: true };
    let identify = |_: &mut store::Read<'_>, cookie: &str| {
        let by = match cookie {
            "holder" => holder(),
            "official" => revoker(),
            _ => return Ok(None),
        };
        Ok(Some(Visitor { by, name: "x".to_owned() }))
    };
    let site = Site::new(it.store.clone(), settings, identify, vec![BLOCK]);
    let made = it.store.write(|tx| {
        let calendar = calendar::Calendar::china();
        define_type(tx, &system(), &licence())?;
        define_type(tx, &system(), &super::card())?;
        make_key(tx, &system(), &bureau(), Effect::Demonstration)?;
        let shop = issue(tx, &system(), &calendar, &shop_licence("case_1"))?;
        Ok((shop, issue(tx, &system(), &calendar, &person_card())?))
    });
    let (shop, card) = made.await.unwrap();
    House { router: router(site), it, shop, card }
}

impl House {
    async fn ask(&mut self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let response = self.router.as_service::<Body>().ready().await.unwrap().call(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    async fn get(&mut self, path: &str, who: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, format!("yiwang_session={who}"));
        let (status, _, body) = self.ask(request.body(Body::empty()).unwrap()).await;
        (status, String::from_utf8(body).unwrap())
    }
}

#[tokio::test]
async fn anyone_who_scans_a_code_sees_whether_it_is_valid_and_by_which_proof() {
    let mut house = house().await;

    let (status, page) = house.get(&format!("/c/{}", house.shop.token), "").await;
    let (_, masked) = house.get(&format!("/c/{}", house.card.token), "").await;
    let (missing, words) = house.get("/c/00000000000000000000000000000000", "").await;

    assert_eq!(status, StatusCode::OK);
    for part in [
        NAME,
        "This certificate is valid",
        "Genuine and unchanged",
        "DEMONSTRATION",
        "/api/certificate-keys/",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("0990-5550123") && !page.contains(house.shop.id.as_str()));
    assert!(masked.contains("周**") && !masked.contains(LEADER));
    assert_eq!(missing, StatusCode::NOT_FOUND);
    assert!(words.contains("There is no such certificate"));
}

#[tokio::test]
async fn an_identifier_is_found_as_typed_and_a_slip_is_named() {
    let mut house = house().await;
    let identifier = house.shop.identifier.as_str().to_owned();
    let check = |typed: &str| format!("/certificates/check?q={typed}");
    let last = if identifier.ends_with('0') { "1" } else { "0" };
    let slip = format!("{}{last}", &identifier[..identifier.len() - 1]);

    let (found, page) = house.get(&check(&identifier.to_lowercase()), "").await;
    let (scanned, _) = house.get(&check(&format!("http://test/c/{}%3Flang=en", house.shop.token)), "").await;
    let (slipped, words) = house.get(&check(&slip), "").await;
    let (empty, _) = house.get("/certificates/check", "").await;

    assert_eq!((found, scanned, empty), (StatusCode::OK, StatusCode::OK, StatusCode::OK));
    assert!(page.contains(&identifier));
    assert_eq!(slipped, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words.contains("The last character does not fit"));
}

#[tokio::test]
async fn the_holder_sees_it_in_full_and_takes_away_a_file_that_convinces() {
    let mut house = house().await;
    let path = format!("/certificates/{}", house.shop.id);

    let (status, page) = house.get(&path, "holder").await;
    let (_, list) = house.get("/me/certificates", "holder").await;
    let (others, _) = house.get(&format!("/certificates/{}", house.card.id), "holder").await;
    let (stranger, _) = house.get(&path, "").await;
    let request = Request::get(format!("{path}/file")).header(header::COOKIE, "yiwang_session=holder");
    let (_, headers, file) = house.ask(request.body(Body::empty()).unwrap()).await;

    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("0990-5550123") && page.contains("<svg class=\"qr\""));
    assert!(list.contains(&path) && !list.contains(house.card.id.as_str()));
    assert_eq!((others, stranger), (StatusCode::NOT_FOUND, StatusCode::SEE_OTHER));
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let token = house.shop.token.clone();
    let key = house.it.store.read(move |read| {
        let id = get_public(read, &token)?.key.id;
        signing_key(read, &id)
    });
    assert_eq!(verify(&file, Some(&key.await.unwrap().public)).unwrap().body.holder_name, NAME);
}

#[tokio::test]
async fn an_official_ends_it_by_the_form_and_everyone_sees_it_at_once() {
    let mut house = house().await;
    let path = format!("/certificates/{}/revocation", house.shop.id);
    let (_, form) = house.get(&path, "official").await;
    let field = |name: &str| {
        let at = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        at.split('"').next().unwrap().to_owned()
    };
    let post = |words: &str| {
        Request::post(&path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, "yiwang_session=official")
            .body(Body::from(format!("csrf={}&submission={}&{words}", field("csrf"), field("submission"))))
            .unwrap()
    };

    let (flawed, _, words) = house.ask(post("reason=&basis=x")).await;
    let (done, _, _) = house.ask(post("reason=penalty&basis=food-safety-law/122")).await;
    let (again, _, _) = house.ask(post("reason=penalty&basis=food-safety-law/122")).await;
    let (_, page) = house.get(&format!("/c/{}", house.shop.token), "").await;
    let (by_holder, _) = house.get(&path, "holder").await;

    assert_eq!(flawed, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8(words).unwrap().contains("value=\"x\""), "what was typed is still there");
    assert_eq!((done, again), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert!(page.contains("taken away as a penalty"));
    assert_eq!(by_holder, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn machines_are_told_the_same_and_nothing_more() {
    let mut house = house().await;
    let ask = |path: String| Request::get(path).body(Body::empty()).unwrap();

    let (_, _, shop) = house.ask(ask(format!("/api/certificates/{}", house.shop.identifier))).await;
    let (_, _, card) = house.ask(ask(format!("/api/certificates/{}", house.card.identifier))).await;
    let (broken, _, _) = house.ask(ask("/api/certificates/1.2.3".to_owned())).await;
    let shop: serde_json::Value = serde_json::from_slice(&shop).unwrap();
    let key_path = format!("/api/certificate-keys/{}", shop["signature"]["key"]["id"].as_str().unwrap());
    let (_, _, key) = house.ask(ask(key_path)).await;

    assert_eq!((shop["status"].as_str(), shop["statusNumber"].as_str()), (Some("valid"), Some("01")));
    assert_eq!(shop["face"]["holderName"], NAME);
    assert_eq!(shop["effect"], "demonstration");
    assert!(!String::from_utf8(card).unwrap().contains(LEADER));
    assert_eq!(broken, StatusCode::UNPROCESSABLE_ENTITY);
    let key: serde_json::Value = serde_json::from_slice(&key).unwrap();
    assert_eq!(key, shop["signature"]["key"]);
}

#[test]
fn every_sample_is_a_whole_page_of_its_own_in_every_language() {
    let samples = (BLOCK.samples)();
    let names: BTreeSet<_> = samples.iter().map(|it| it.name).collect();

    assert_eq!(names.len(), samples.len());
    for sample in &samples {
        let pages: Vec<String> = Lang::all().map(|lang| (sample.render)(lang).into_string()).collect();
        for page in &pages {
            assert_eq!(page.matches("<h1").count(), 1, "{}", sample.name);
            assert!(!page.contains("style=") && page.ends_with("</html>"), "{}", sample.name);
        }
        assert_ne!(pages[0], pages[1], "{}", sample.name);
    }
}
