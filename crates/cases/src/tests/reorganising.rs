//! Reorganising by the pages: asked, previewed, confirmed, taken back; and nobody without the power is let in.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use directory::STEWARD;
use kit::{Acting, Actor, AgencyId, Id128, PersonId, RegionCode, Result, SubjectId, Words};
use store::Read;
use tower::ServiceExt;
use web::{Site, SiteSettings, Visitor};

use super::house::{House, on_both, typed};
use crate::BLOCK;

/// Cookies of these tests say whom they stand for: a citizen, or an official with a power.
fn identify(_: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let by = match cookie {
        "citizen" => Actor::person_is(PersonId::from(Id128(1)), SubjectId::from(Id128(2))),
        power => Actor::official_is(Acting {
            official: Id128(3).into(),
            post: Id128(4).into(),
            agency: Id128(5).into(),
            region: RegionCode::parse("9901").unwrap(),
            powers: vec![power.to_owned()],
        }),
    };
    Ok(Some(Visitor { by, name: "test".to_owned() }))
}

/// What a visitor gets: status, where it leads, the page.
pub(super) fn ask(
    house: &House,
    cookie: &str,
    path: &str,
    form: Option<String>,
) -> (StatusCode, String, String) {
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "http://test".to_owned(), demo: false };
    let site = Site::new(house.it.store.clone(), settings, identify, vec![directory::BLOCK, BLOCK]);
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
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let response = web::router(site).oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map_or("", |it| it.to_str().unwrap()).to_owned();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, place, String::from_utf8(body.to_vec()).unwrap())
    })
}

/// The form of a page that goes to `action`, as a browser would send it back: what is hidden, and what is chosen.
fn sent_back(page: &str, action: &str, chosen: &[(&str, &str)]) -> String {
    let form = page.split(&format!("action=\"{action}\"")).nth(1).expect("the form is there");
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for input in form.split("<input type=\"hidden\" ").skip(1) {
        let part = |name: &str| input.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        fields.push((part("name").to_owned(), part("value").replace("&#34;", "\"")));
    }
    fields.extend(chosen.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    query(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn query<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let escape = |it: &str| it.bytes().map(|it| format!("%{it:02X}")).collect::<String>();
    fields.map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

fn code_of(house: &House, id: &AgencyId) -> String {
    let id = id.clone();
    house.it.store.read(move |read| Ok(directory::agency(read, &id)?.code.to_string())).wait().unwrap()
}

fn asked(house: &House, from: &[&AgencyId], into: &[&AgencyId], more: &[(&str, &str)]) -> String {
    let codes = |all: &[&AgencyId]| all.iter().map(|it| code_of(house, it)).collect::<Vec<_>>().join("\n");
    let (from, into) = (codes(from), codes(into));
    let mut fields = vec![
        ("kind", "succession"),
        ("from", from.as_str()),
        ("into", into.as_str()),
        ("day-year", "2027"),
        ("day-month", "1"),
        ("day-day", "1"),
        ("basis", "Decision 2026 No. 3"),
    ];
    for (name, value) in more {
        fields.retain(|it| it.0 != *name);
        fields.push((name, value));
    }
    format!("/admin/reorganisations/planning?{}", query(fields.into_iter()))
}

#[test]
fn a_steward_sees_what_a_split_would_change_confirms_it_and_takes_it_back() {
    on_both(|house| {
        house.apply(&typed(&[], &[]));
        let agency = |by: &Actor| by.acting().unwrap().agency.clone();
        let (bureau, station, other) =
            (agency(&house.clerk), agency(&house.inspectors[0]), agency(&house.outsider));

        let path = asked(&house, &[&bureau], &[&station, &other], &[]);
        let (status, _, preview) = ask(&house, STEWARD, &path, None);
        assert_eq!(status, StatusCode::OK, "{preview}");
        assert!(preview.contains("is split into") && preview.contains("What is handed over"));
        let share = "share:food-business-licence/bureau/990102";
        assert!(preview.contains(&format!("name=\"{share}\"")), "{preview}");
        let body = sent_back(&preview, "/admin/reorganisations", &[(share, other.as_str())]);
        let (status, change, said) = ask(&house, STEWARD, "/admin/reorganisations", Some(body.clone()));
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
        let (status, again, _) = ask(&house, STEWARD, "/admin/reorganisations", Some(body));
        assert_eq!((status, &again), (StatusCode::SEE_OTHER, &change), "a doubled form counts once");

        let (_, _, list) = ask(&house, STEWARD, "/admin/reorganisations", None);
        assert!(list.contains(&change) && list.contains("Planned"));
        let id = directory::ReorganisationId::parse(change.rsplit('/').next().unwrap()).unwrap();
        let planned = house.it.store.read(move |read| directory::reorganisation(read, &id)).wait().unwrap();
        let directory::Change::Succession(it) = &planned.change else { panic!("a succession") };
        assert_eq!(it.shares.values().collect::<Vec<_>>(), [&other]);

        let (status, _, said) = ask(&house, STEWARD, &path, None);
        assert_eq!(status, StatusCode::OK, "{said}");
        let (_, _, page) = ask(&house, STEWARD, &change, None);
        let body = sent_back(&page, &format!("{change}/withdrawal"), &[]);
        let (status, ..) = ask(&house, STEWARD, &format!("{change}/withdrawal"), Some(body));
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, _, page) = ask(&house, STEWARD, &change, None);
        assert!(page.contains("Taken back") && !page.contains("/withdrawal"));
    });
}

#[test]
fn a_change_that_makes_no_sense_comes_back_with_everything_typed() {
    on_both(|house| {
        let agency = |by: &Actor| by.acting().unwrap().agency.clone();
        let (bureau, other) = (agency(&house.clerk), agency(&house.outsider));
        let wrong = [
            (("from", "123"), "There is no such agency here"),
            (("day-month", "13"), "That is no day"),
            (("day-year", "2020"), "The day cannot be before today"),
            (("basis", ""), "Say what it rests on"),
            (("kind", "abolish"), "Choose what changes"),
        ];
        for ((field, value), words) in wrong {
            let path = asked(&house, &[&bureau], &[&other], &[(field, value)]);
            let (status, _, page) = ask(&house, STEWARD, &path, None);

            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}: {page}");
            assert!(page.contains(words), "{field}={value}: {page}");
            assert!(page.contains(&code_of(&house, &other)), "{field}={value}");
        }
        let itself = asked(&house, &[&bureau], &[&bureau], &[]);
        assert!(ask(&house, STEWARD, &itself, None).2.contains("An agency cannot take over from itself"));
    });
}

#[test]
fn who_does_not_tend_the_directory_is_refused_and_a_citizen_is_told_nothing() {
    on_both(|house| {
        for path in ["/admin/reorganisations", "/admin/reorganisations/planning"] {
            let status = |cookie: &str| ask(&house, cookie, path, None).0;

            assert_eq!(status("citizen"), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(status("case.decide"), StatusCode::FORBIDDEN, "{path}");
            assert_eq!(status(STEWARD), StatusCode::OK, "{path}");
        }
    });
}
