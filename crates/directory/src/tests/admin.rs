//! Proofs through the real router: who may tend the directory does so by its forms, and nobody else is let in.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kit::{Acting, Actor, Id128, PersonId, Result, SubjectId, Words};
use store::{Read, Store, testing};
use tower::ServiceExt;
use web::{Site, SiteSettings, Visitor, router};

use super::{acts, code, credit_code, found, new_agency, on_both, platform, put_demo};
use crate::{BLOCK, STEWARD, agencies_named, names_of, rename_agency, tend_names};

/// Cookies of these tests say whom they stand for: a citizen, an official, or an official with a power.
fn identify(_: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let by = match cookie {
        "citizen" => Actor::person_is(PersonId::from(Id128(1)), SubjectId::from(Id128(2))),
        power => Actor::official_is(Acting {
            official: Id128(3).into(),
            post: Id128(4).into(),
            agency: Id128(5).into(),
            region: code("9901"),
            powers: vec![power.to_owned()],
        }),
    };
    Ok(Some(Visitor { by, name: "test".to_owned() }))
}

/// What a visitor gets: status, where it leads, the page.
fn ask(
    it: &testing::TestStore,
    cookie: &str,
    path: &str,
    form: Option<&str>,
) -> (StatusCode, String, String) {
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "http://test".to_owned(), demo: false };
    let site = Site::new(Store::clone(&it.store), settings, identify, vec![BLOCK]);
    let request = match form {
        Some(_) => Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
        None => Request::get(path),
    };
    let cookie = if cookie.is_empty() { String::new() } else { format!("yiwang_session={cookie}") };
    let request = request
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, cookie)
        .body(Body::from(form.unwrap_or_default().to_owned()));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
    runtime.block_on(async {
        let response = router(site).oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map_or("", |it| it.to_str().unwrap()).to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, place, String::from_utf8(body.to_vec()).unwrap())
    })
}

/// Fills in the form that a page posts to `action`.
fn fill(
    it: &testing::TestStore,
    page: &str,
    action: &str,
    fields: &[(&str, &str)],
) -> (StatusCode, String, String) {
    let (status, _, body) = ask(it, STEWARD, page, None);
    assert_eq!(status, StatusCode::OK, "{page}: {body}");
    let part = body.split(&format!("action=\"{action}\"")).nth(1).unwrap_or_else(|| panic!("{page}: {body}"));
    let value = |name: &str| {
        let at = part.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        at.split('"').next().unwrap().to_owned()
    };
    let mut form = format!("csrf={}&submission={}", value("csrf"), value("submission"));
    for (name, value) in fields {
        let value: String = value.bytes().map(|it| format!("%{it:02X}")).collect();
        form += &format!("&{name}={value}");
    }
    ask(it, STEWARD, action, Some(&form))
}

#[test]
fn who_lacks_the_power_is_refused_and_a_citizen_is_not_told_it_exists() {
    on_both(|it| {
        for path in ["/admin", "/admin/agencies", "/admin/officials", "/admin/agencies/founding"] {
            let (of_citizen, _, said) = ask(&it, "citizen", path, None);
            let (of_nowhere, _, nothing) = ask(&it, "citizen", "/admin/nothing", None);
            let (of_official, ..) = ask(&it, "case.decide", path, None);
            let (of_steward, ..) = ask(&it, STEWARD, path, None);
            let (of_stranger, place, _) = ask(&it, "", path, None);

            assert_eq!((of_citizen, of_nowhere), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            assert_eq!(said.replace(path, "/admin/nothing").len(), nothing.len(), "{path}");
            assert_eq!((of_official, of_steward), (StatusCode::FORBIDDEN, StatusCode::OK), "{path}");
            assert_eq!(of_stranger, StatusCode::SEE_OTHER);
            assert!(place.starts_with("/sign-in?next="), "{place}");
        }
    });
}

#[test]
fn a_steward_founds_an_agency_opens_a_post_and_seats_somebody() {
    on_both(|it| {
        put_demo(&it.store);
        let code = credit_code(7);

        let fields = [
            ("code", code.as_str()),
            ("name_zh", "清源区民政局"),
            ("name_en", "Qingyuan Civil Affairs"),
            ("region", "990101"),
            ("kind", "authority"),
        ];
        let (status, agency, _) = fill(&it, "/admin/agencies/founding", "/admin/agencies", &fields);
        assert_eq!(status, StatusCode::SEE_OTHER);
        let opening = [("name_zh", "窗口"), ("name_en", "Window"), ("powers", "case.accept")];
        let (status, post, said) = fill(&it, &agency, &format!("{agency}/posts"), &opening);
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
        let person = [("name", "周敏"), ("number", "")];
        let (status, official, said) = fill(&it, "/admin/officials/appointment", "/admin/officials", &person);
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
        let id = official.rsplit('/').next().unwrap();
        let search = format!("{post}?q=%E5%91%A8%E6%95%8F");
        let (status, ..) = fill(&it, &search, &format!("{post}/holders"), &[("official", id)]);
        assert_eq!(status, StatusCode::SEE_OTHER);

        let (_, _, page) = ask(&it, STEWARD, &agency, None);
        assert!(page.contains("Window") && page.contains("Accept cases") && page.contains("周敏"));
        let (_, _, found) = ask(&it, STEWARD, "/admin/agencies?q=qingyuan+CIVIL", None);
        assert!(found.contains(code.as_str()));
        let closing = format!("{post}/closing");
        let departure = format!("{post}/departure");
        assert!(fill(&it, &post, &departure, &[("official", id)]).0 == StatusCode::SEE_OTHER);
        assert!(fill(&it, &post, &closing, &[]).0 == StatusCode::SEE_OTHER);
        let (_, _, after) = ask(&it, STEWARD, &agency, None);
        assert!(after.contains("No posts are recorded"));
        assert_eq!(
            acts(&it.store)[1..],
            [
                "agency.founded",
                "post.opened",
                "official.appointed",
                "post.assigned",
                "post.left",
                "post.closed"
            ]
        );
    });
}

#[test]
fn a_form_that_is_wrong_comes_back_with_everything_typed() {
    on_both(|it| {
        put_demo(&it.store);
        let mine = new_agency(7, "9901");
        let taken = mine.code.clone();
        found(&it.store, &platform(), mine).unwrap();

        let wrong = [
            ("code", "123", "This is not a unified social credit code"),
            ("code", taken.as_str(), "Another agency has this credit code already"),
            ("region", "990199", "There is no such region"),
            ("name_en", "", "There is no name"),
            ("kind", "", "Choose by what right"),
        ];
        for (field, value, words) in wrong {
            let free = credit_code(8);
            let mut fields = vec![
                ("code", free.as_str()),
                ("name_zh", "某局"),
                ("name_en", "Some Bureau"),
                ("region", "990101"),
                ("kind", "authority"),
            ];
            fields.iter_mut().find(|it| it.0 == field).unwrap().1 = value;
            let (status, _, page) = fill(&it, "/admin/agencies/founding", "/admin/agencies", &fields);

            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
            assert!(page.contains(words), "{field}={value}: {page}");
            assert!(page.contains("value=\"某局\""), "{field}");
        }
    });
}

#[test]
fn names_from_before_are_indexed_by_themselves() {
    on_both(|it| {
        put_demo(&it.store);
        let agency = found(&it.store, &platform(), new_agency(7, "9901")).unwrap();
        // As a store from before this index has it.
        let id = agency.clone();
        super::write(&it.store, move |tx| {
            tx.exec("DELETE FROM agency_names WHERE agency = $1", &[id.as_str().into()])?;
            tx.exec("UPDATE agencies SET named_at = NULL WHERE id = $1", &[id.as_str().into()])?;
            tx.record(store::Act::of("test.made_old", &platform(), id.as_str()))
        })
        .unwrap();
        let find =
            |words: &'static str| it.store.read(move |read| agencies_named(read, words)).wait().unwrap();
        assert!(find("部门7").is_empty());

        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(tend_names(&it.store)).unwrap();
        runtime.block_on(tend_names(&it.store)).unwrap();

        assert_eq!(find("部门7").len(), 1);
        assert_eq!(find("agency").len(), 1);
        let id = agency.clone();
        assert_eq!(it.store.read(move |read| names_of(read, &id)).wait().unwrap().len(), 1);
        assert_eq!(acts(&it.store).iter().filter(|it| *it == "names.indexed").count(), 1);
    });
}

#[test]
fn an_agency_is_found_by_the_name_it_had_and_shown_under_the_one_it_has() {
    on_both(|it| {
        put_demo(&it.store);
        let agency = found(&it.store, &platform(), new_agency(7, "9901")).unwrap();
        it.clock.set(testing::MONDAY.plus_ms(86_400_000));
        let rename = |name: &'static str, basis: &'static str| {
            let id = agency.clone();
            let name = Words { zh: name.to_owned(), en: "Bureau of Ports".to_owned() };
            super::write(&it.store, move |tx| rename_agency(tx, &platform(), &id, &name, basis))
        };

        rename("口岸局", "安编〔2026〕3号").unwrap();

        let find =
            |words: &'static str| it.store.read(move |read| agencies_named(read, words)).wait().unwrap();
        let [(now, once)] = &find("部门7")[..] else { panic!("found once") };
        assert_eq!((now.name.zh.as_str(), once.name.zh.as_str()), ("口岸局", "部门7"));
        assert_eq!(once.until_at, Some(testing::MONDAY.plus_ms(86_400_000)));
        let [(_, named)] = &find("bureau of")[..] else { panic!("found once") };
        assert_eq!(named.until_at, None);
        let (_, _, list) = ask(&it, STEWARD, "/admin/agencies?q=%E9%83%A8%E9%97%A87", None);
        assert!(list.contains("Bureau of Ports") && list.contains("(once Agency 7)"));
        assert_eq!(super::refused(rename("口岸局", "x")), "agency.name_same");
        assert_eq!(super::refused(rename("港务局", " ")), "name.empty");
    });
}

/// Sends a file from a page as a browser would.
fn send(it: &testing::TestStore, page: &str, action: &str, file: &str) -> (StatusCode, String) {
    let (_, _, body) = ask(it, STEWARD, page, None);
    let part = body.split(&format!("action=\"{action}\"")).nth(1).unwrap();
    let csrf = part.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let sent = format!(
        "--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--b\r\n\
         content-disposition: form-data; name=\"notice\"; filename=\"2027.json\"\r\n\r\n{file}\r\n--b--\r\n"
    );
    let name = Words { zh: "安和".to_owned(), en: "Anhe".to_owned() };
    let settings = SiteSettings { name, origin: "http://test".to_owned(), demo: false };
    let site = Site::new(Store::clone(&it.store), settings, identify, vec![BLOCK]);
    let request = Request::post(action)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, format!("yiwang_session={STEWARD}"))
        .body(Body::from(sent))
        .unwrap();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
    runtime.block_on(async {
        let response = router(site).oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    })
}

#[test]
fn a_notice_is_weighed_before_it_counts_and_a_wrong_one_changes_nothing() {
    const NOTICE: &str = r#"{"year":2027,"papers":["https://example.gov/2027"],"days":[
        {"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-09","isOffDay":false}]}"#;
    on_both(|it| {
        let preview = "/admin/calendars/preview";
        let (_, _, before) = ask(&it, STEWARD, "/admin/calendars", None);
        assert!(before.contains("Not published, reckoned by weekends"));

        let (status, wrong) = send(&it, "/admin/calendars", preview, "{\"year\": 2027, \"days\": 7}");
        assert_eq!(status, StatusCode::OK);
        assert!(wrong.contains("Not a notice of holidays") && !wrong.contains("Import it"), "{wrong}");
        let (status, weighed) = send(&it, "/admin/calendars", preview, NOTICE);
        assert_eq!(status, StatusCode::OK);
        assert!(weighed.contains("2027-01-01 off 元旦") && weighed.contains("Import it"), "{weighed}");
        assert!(acts(&it.store).is_empty(), "asking changes nothing");

        let value = |name: &str| {
            let at = weighed.split("action=\"/admin/calendars\"").nth(1).unwrap();
            let at =
                at.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap();
            at.replace("&quot;", "\"").replace("&amp;", "&")
        };
        let fields = ["csrf", "submission", "name", "notice"].map(|name| {
            let value: String = value(name).bytes().map(|it| format!("%{it:02X}")).collect();
            format!("{name}={value}")
        });
        let (status, place, said) = ask(&it, STEWARD, "/admin/calendars", Some(&fields.join("&")));
        assert_eq!((status, place.as_str()), (StatusCode::SEE_OTHER, "/admin/calendars"), "{said}");
        assert_eq!(acts(&it.store), ["holidays.imported"]);
        let (_, _, after) = ask(&it, STEWARD, "/admin/calendars", None);
        assert!(after.contains("Days off and make-up days of 2027"));
        let (_, same) = send(&it, "/admin/calendars", preview, NOTICE);
        assert!(same.contains("nothing was changed") && !same.contains("Import it"));
    });
}
