//! Operations through the real router: what is wrong is said, and what was given up is settled by an act.

use acts::{Job, Planned, Reaction, Running, Start, Work};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::{Acting, Actor, Id128, PersonId, SubjectId};
use store::{Read, Tx};
use tower::ServiceExt;
use web::{Site, SiteSettings, Visitor};

use super::*;
use crate::BLOCK;

const WORK: Work = Work {
    reactions: &[Reaction { name: "test.digest", kinds: &["note.written"], start: Start::First, run: fail }],
    jobs: &[Job { kind: "test.send", run: send }],
};

fn fail(_: &mut Tx<'_>, _: &acts::Recorded) -> kit::Result<()> {
    Err(kit::Error::fault("indigestible"))
}

fn send(_: Store, _: Planned) -> Running {
    Box::pin(async { Err(kit::Error::fault("the bank is closed")) })
}

/// Cookies of these tests say whom they stand for.
fn identify(_: &mut Read<'_>, cookie: &str) -> kit::Result<Option<Visitor>> {
    let by = match cookie {
        "citizen" => Actor::person_is(PersonId::from(Id128(1)), SubjectId::from(Id128(2))),
        power => Actor::official_is(Acting {
            official: Id128(3).into(),
            post: Id128(4).into(),
            agency: Id128(5).into(),
            region: kit::RegionCode::parse("9901").unwrap(),
            powers: vec![power.to_owned()],
        }),
    };
    Ok(Some(Visitor { by, name: "test".to_owned() }))
}

fn router(it: &TestStore) -> Router {
    let name = kit::Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "https://anhe.example".to_owned(), demo: false };
    web::router(Site::new(it.store.clone(), settings, identify, vec![BLOCK]))
}

fn ask(it: &TestStore, cookie: &str, path: &str, form: Option<String>) -> (StatusCode, String) {
    let request = match form {
        Some(_) => Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
        None => Request::get(path),
    };
    let request = request
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, format!("yiwang_session={cookie}"))
        .body(Body::from(form.unwrap_or_default()))
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = router(it).oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    })
}

/// Settles something given up by the form of its page.
fn settle_by_form(it: &TestStore, path: &str, fields: &str) -> (StatusCode, String) {
    let (status, page) = ask(it, "platform.operate", path, None);
    assert_eq!(status, StatusCode::OK, "{page}");
    let form = page.split(&format!("action=\"{path}/settlement\"")).nth(1).expect("the form is there");
    let value = |name: &str| {
        form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let posted = format!("csrf={}&submission={}&{fields}", value("csrf"), value("submission"));
    ask(it, "platform.operate", &format!("{path}/settlement"), Some(posted))
}

/// A store in which one job is dead and one act is parked.
fn given_up(it: &TestStore) -> (String, i64) {
    it.store
        .write(|tx| {
            let now = tx.now();
            acts::plan(tx, "test.send", "a", now, "")?;
            tx.record(Act::of("note.written", &Actor::system("test"), "a"))
        })
        .wait()
        .unwrap();
    for n in 1..=8 {
        acts::testing::settle(&it.store, &[WORK]);
        it.clock.set(store::testing::MONDAY.plus_ms(n * 10_000_000));
    }
    acts::testing::settle(&it.store, &[WORK]);
    let found = it.store.read(|read| Ok((acts::dead_jobs(read)?, acts::parked(read)?))).wait().unwrap();
    (found.0[0].id.clone(), found.1[0].position)
}

fn kinds(it: &TestStore) -> Vec<String> {
    let all = it.store.read(|read| acts::newest(read, None, 10)).wait().unwrap();
    all.into_iter().map(|it| it.leaf.kind).collect()
}

#[test]
fn an_operator_is_told_what_is_wrong_and_who_may_not_see_is_refused() {
    store::testing::on_both(PARTS, |it| {
        let (job, position) = given_up(&it);

        let (status, page) = ask(&it, "platform.watch", "/admin/operations", None);
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Jobs were given up after many tries"));
        assert!(page.contains("Acts could not be digested"));
        let (_, jobs) = ask(&it, "platform.watch", "/admin/operations/jobs?state=dead", None);
        assert!(jobs.contains("the bank is closed") && jobs.contains(&job));
        let (_, parked) = ask(&it, "platform.watch", "/admin/operations/parked", None);
        assert!(parked.contains("indigestible"));

        let paths = [
            "/admin/operations".to_owned(),
            format!("/admin/operations/jobs/{job}"),
            format!("/admin/operations/parked/test.digest/{position}"),
        ];
        for path in paths {
            assert_eq!(ask(&it, "citizen", &path, None).0, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(ask(&it, "case.decide", &path, None).0, StatusCode::FORBIDDEN, "{path}");
            let (status, page) = ask(&it, "platform.watch", &path, None);
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(!page.contains("/settlement"), "who only watches is offered nothing to do");
        }
        let settlement = format!("/admin/operations/jobs/{job}/settlement");
        assert_eq!(ask(&it, "platform.watch", &settlement, Some(String::new())).0, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_was_given_up_is_settled_with_a_reason_and_an_act() {
    store::testing::on_both(PARTS, |it| {
        let (job, position) = given_up(&it);
        let job_path = format!("/admin/operations/jobs/{job}");
        let parked_path = format!("/admin/operations/parked/test.digest/{position}");

        let (status, page) = settle_by_form(&it, &job_path, "reason=++");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Say why."));
        assert_eq!(settle_by_form(&it, &job_path, "reason=the+bank+is+open").0, StatusCode::SEE_OTHER);
        assert!(it.store.read(acts::dead_jobs).wait().unwrap().is_empty());
        assert_eq!(settle_by_form(&it, &parked_path, "reason=mended").0, StatusCode::SEE_OTHER);
        acts::testing::settle(&it.store, &[WORK]);
        assert_eq!(it.store.read(acts::parked).wait().unwrap().len(), 1, "it still cannot be digested");
        let discard = "reason=a+test&deed=discard";
        assert_eq!(settle_by_form(&it, &parked_path, discard).0, StatusCode::SEE_OTHER);

        acts::testing::settle(&it.store, &[WORK]);
        assert!(it.store.read(acts::parked).wait().unwrap().is_empty());
        assert_eq!(kinds(&it)[..3], ["reaction.discarded", "reaction.retried", "job.retried"]);
        assert_eq!(ask(&it, "platform.operate", &parked_path, None).0, StatusCode::NOT_FOUND);
    });
}
