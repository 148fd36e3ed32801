//! Proofs through the real router: anyone may browse, and nothing that is not there answers.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::{Lang, Words};
use store::{Store, testing};
use tower::ServiceExt;
use web::{Site, SiteSettings, router};

use super::{found, new_agency, new_post, on_both, open, platform, put_demo};
use crate::BLOCK;

fn get(it: &testing::TestStore, path: &str) -> (StatusCode, String) {
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "http://test".to_owned(), demo: false };
    let site = Site::new(Store::clone(&it.store), settings, |_, _| Ok(None), vec![BLOCK]);
    let request = Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, "en").body(Body::empty());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    runtime.block_on(async {
        let response = router(site).oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    })
}

#[test]
fn anyone_walks_from_the_top_of_the_tree_to_an_agency() {
    on_both(|it| {
        put_demo(&it.store);
        let agency = found(&it.store, &platform(), new_agency(7, "9901")).unwrap();
        open(&it.store, &platform(), new_post(&agency, &["case.decide"])).unwrap();

        let (_, top) = get(&it, "/regions");
        let (_, city) = get(&it, "/regions/9901");
        let (_, page) = get(&it, &format!("/agencies/{agency}"));
        let (_, found) = get(&it, "/regions?q=%E6%B8%85");

        assert!(top.contains("href=\"/regions/99\""));
        assert!(city.contains("Qingyuan District") && city.contains(&format!("href=\"/agencies/{agency}\"")));
        assert!(page.contains("Agency 7") && page.contains("Decide cases"));
        assert!(found.contains("Anhe City › Qingyuan District"));
    });
}

#[test]
fn machines_read_the_same() {
    on_both(|it| {
        put_demo(&it.store);
        let agency = found(&it.store, &platform(), new_agency(7, "9901")).unwrap();

        let (_, region) = get(&it, "/api/regions/9901");
        let (_, agency) = get(&it, &format!("/api/agencies/{agency}"));

        let region: serde_json::Value = serde_json::from_str(&region).unwrap();
        assert_eq!((&region["name"]["en"], &region["parent"]), (&"Anhe City".into(), &"99".into()));
        assert_eq!(region["children"][0]["code"], "990101");
        let agency: serde_json::Value = serde_json::from_str(&agency).unwrap();
        assert_eq!((&agency["kind"], &agency["posts"]), (&"authority".into(), &serde_json::json!([])));
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    on_both(|it| {
        put_demo(&it.store);
        let missing = ["/regions/98", "/regions/x", "/agencies/x", "/api/regions/98", "/api/agencies/1"];
        for path in missing {
            assert_eq!(get(&it, path).0, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn every_sample_renders_in_every_language() {
    for sample in (BLOCK.samples)() {
        for lang in Lang::all() {
            let page = (sample.render)(lang).into_string();

            assert!(page.contains(lang.tag()) && page.contains("</html>"), "{}", sample.name);
        }
    }
}
