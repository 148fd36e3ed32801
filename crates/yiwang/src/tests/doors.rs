//! Doors refuse whom their access says, forms count only from our pages, and OpenAPI says what the doors say.
//! Generated from the list of blocks: a new door is under test the day it is listed.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use web::{Access, DoorKind, Method};

use super::{Platform, admitted, cookie_header, doors, filled};

const NO_LONGER_ASKED: [StatusCode; 2] = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];

#[test]
fn every_door_refuses_whom_its_access_does_not_admit() {
    let mut platform = Platform::open(true);
    let visitors = [None, Some("person"), Some("official")];
    let visitors = visitors.map(|it| (it, platform.actor(it)));

    let mut n_refused = 0;
    for door in doors() {
        for (cookie, by) in &visitors {
            if door.access.admits(by) {
                continue;
            }
            let (path, what) = (filled(&door), format!("{:?} {} as {cookie:?}", door.method, door.path));
            let request = match door.method {
                Method::Get => Request::get(&path).header(header::ACCEPT, "text/html"),
                Method::Post => Request::post(&path).header(header::CONTENT_TYPE, "application/json"),
            };
            let request = request.header(header::COOKIE, cookie_header(*cookie));
            let (answer, _) = platform.ask(request.body(Body::empty()).unwrap());

            let to_sign_in = answer
                .headers()
                .get(header::LOCATION)
                .is_some_and(|it| it.to_str().unwrap().starts_with(web::pages::SIGN_IN_PATH));
            // Whoever the state serves is not told of the doors behind a power.
            let of_office = matches!(door.access, Access::Power(_) | Access::AnyPower(_));
            if of_office && *cookie == Some("person") && !matches!(door.kind, DoorKind::File) {
                assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{what}");
                n_refused += 1;
                continue;
            }
            let refused = NO_LONGER_ASKED.contains(&answer.status()) || to_sign_in;
            assert!(refused || matches!(door.kind, DoorKind::File), "{what}: {}", answer.status());
            n_refused += 1;
        }
    }
    assert!(0 < n_refused, "the platform has doors that are not for everyone");
}

#[test]
fn no_door_answers_with_a_fault() {
    let mut platform = Platform::open(true);

    for door in doors().iter().filter(|it| it.method == Method::Get) {
        for cookie in [None, Some("person".to_owned()), admitted(door.access)] {
            let (answer, body) = platform.get(&filled(door), cookie.as_deref());

            assert!(!answer.status().is_server_error(), "{} as {cookie:?}: {body}", door.path);
        }
    }
}

#[test]
fn the_doors_of_a_demonstration_are_not_there_in_a_real_installation() {
    let mut platform = Platform::open(false);

    let of_demonstration: Vec<_> = doors().into_iter().filter(|it| it.access == Access::Demo).collect();
    for door in &of_demonstration {
        let path = filled(door);
        let request = match door.method {
            Method::Get => Request::get(&path),
            Method::Post => Request::post(&path),
        };
        let (answer, _) = platform.ask(request.body(Body::empty()).unwrap());

        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{}", door.path);
    }
    assert!(!of_demonstration.is_empty());
}

#[test]
fn a_form_without_the_token_of_its_page_is_refused_everywhere() {
    let mut platform = Platform::open(true);

    for door in doors().iter().filter(|it| it.method == Method::Post) {
        let cookie = admitted(door.access);
        for body in ["a=b", "csrf=0000&a=b"] {
            let request = Request::post(filled(door))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, cookie_header(cookie.as_deref()));
            let (answer, said) = platform.ask(request.body(Body::from(body)).unwrap());

            // A machine door takes no form at all.
            let wanted = match door.kind {
                DoorKind::Api(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::FORBIDDEN,
            };
            assert_eq!(answer.status(), wanted, "{} {body}: {said}", door.path);
        }
    }
}

#[test]
fn openapi_and_the_machine_doors_say_the_same() {
    let mut platform = Platform::open(true);
    let machine = doors().into_iter().filter_map(|it| match it.kind {
        DoorKind::Api(about) => Some((it, about)),
        _ => None,
    });
    let machine: Vec<_> = machine.collect();

    let (answer, body) = platform.get("/api/openapi.json", None);
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();
    let paths = document["paths"].as_object().unwrap();

    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(document["openapi"], "3.1.0");
    let n_operations: usize = paths.values().map(|it| it.as_object().unwrap().len()).sum();
    assert_eq!(n_operations, machine.len());
    for (door, about) in &machine {
        let method = if door.method == Method::Get { "get" } else { "post" };
        assert!(door.path.starts_with("/api/"), "{} is a machine door outside of /api", door.path);
        assert_eq!(paths[door.path][method]["operationId"], about.id);
        assert_eq!(paths[door.path][method].get("security").is_some(), door.access != Access::Public);
    }
    let ids: BTreeSet<_> = machine.iter().map(|(_, about)| about.id).collect();
    assert_eq!(ids.len(), machine.len(), "each operation has a name of its own");
}

#[test]
fn an_operator_is_told_how_the_node_is() {
    let mut platform = Platform::open(true);

    let (health, _) = platform.get("/healthz", None);
    let (ready, _) = platform.get("/readyz", None);
    let (figures, body) = platform.get("/metrics", None);

    assert_eq!((health.status(), ready.status()), (StatusCode::OK, StatusCode::OK));
    assert_eq!(figures.status(), StatusCode::OK);
    let numbers = body.lines().filter(|it| !it.starts_with('#'));
    for line in numbers {
        let (name, number) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("yiwang_") && number.parse::<i64>().is_ok(), "{line}");
    }
}
