//! The officials' pages through the real router, without scripts: lists, files, forms, doubled and late posts.
//! The browser here keeps one cookie, which says who sits at which post.

mod agency_cases;
mod papers;
mod together;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use kit::{Actor, Lang, OfficialId, PostId, Result, Words};
use store::Read;
use tower::ServiceExt;
use web::{Site, SiteSettings, Visitor};

use super::house::{House, later, on_both, typed};
use crate::{BLOCK, actions, model::Conclusion};

#[test]
fn the_desk_lists_what_a_post_may_do_and_nothing_of_another_agency() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let number = house.view(&id).case.number;
        let listed = |by: &Actor, path: &str| Desk::of(&house, by).get(path).body.contains(&number);

        let before = [&house.clerk, &house.inspectors[0], &house.outsider].map(|by| listed(by, "/desk"));
        let filtered = ["/desk?duty=accept", "/desk?duty=decide"].map(|path| listed(&house.clerk, path));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();

        assert_eq!(before, [true, false, false]);
        assert_eq!(filtered, [true, false]);
        assert!(listed(&house.inspectors[0], "/desk") && listed(&house.clerk, "/desk?duty=examine"));
    });
}

#[test]
fn a_long_desk_goes_on_by_key_and_neither_loses_nor_repeats_a_task() {
    on_both(|house| {
        let ids: Vec<_> = (0..=actions::PAGE_ROWS).map(|_| house.apply(&typed(&[], &[]))).collect();
        let mut desk = Desk::of(&house, &house.clerk);

        let first = desk.get("/desk").body;
        let next = first.split("href=\"/desk?after=").nth(1).unwrap().split('"').next().unwrap();
        let second = desk.get(&format!("/desk?after={next}")).body;

        let on = |page: &str| ids.iter().filter(|it| page.contains(&format!("/desk/cases/{it}?"))).count();
        assert_eq!((on(&first), on(&second)), (actions::PAGE_ROWS, 1));
        assert!(!second.contains("rel=\"next\""));
    });
}

#[test]
fn opening_a_file_is_recorded_once_and_a_stranger_finds_none() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let path = format!("/desk/cases/{id}");

        let file = Desk::of(&house, &house.clerk).get(&path);
        Desk::of(&house, &house.clerk).get(&path);
        let stranger = Desk::of(&house, &house.outsider).get(&path);

        assert!(file.body.contains("老王面馆") && file.body.contains("id=\"conclusion\""));
        assert_eq!(house.kinds(&id).iter().filter(|it| *it == "case.viewed").count(), 1);
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_doubled_post_gets_the_first_answer_and_a_late_one_is_told_who_was_first() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let path = format!("/desk/tasks/{}/conclusion", house.task(&id, "accept"));
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get(&format!("/desk/cases/{id}"));
        let key = desk.key.clone();

        let first = desk.post(&path, &[("outcome", "accepted")]);
        desk.key = key;
        let doubled = desk.post(&path, &[("outcome", "accepted")]);
        desk.key = "another".to_owned();
        let late = desk.post(&path, &[("outcome", "not_accepted"), ("not_accepted_words", "不属于职权")]);

        assert_eq!(first.location, format!("/desk/cases/{id}?done=accepted"));
        assert_eq!(doubled.location, first.location);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("某某") && late.body.contains(&format!("href=\"/desk/cases/{id}\"")));
        assert_eq!(house.notices(&id).len(), 2);
    });
}

#[test]
fn a_flawed_conclusion_comes_back_with_everything_typed() {
    on_both(|house| {
        let id = house.apply(&typed(&["rules_list"], &[]));
        let path = format!("/desk/tasks/{}/conclusion", house.task(&id, "accept"));
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get(&format!("/desk/cases/{id}"));

        let nothing = desk.post(&path, &[]);
        let flawed = desk.post(&path, &[("outcome", "correction"), ("correction_words", "补交制度目录")]);
        let fields =
            [("outcome", "correction"), ("items", "rules_list"), ("correction_words", "补交制度目录")];
        let told = desk.post(&path, &fields);

        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.body.contains("href=\"#outcome\""));
        assert!(
            nothing.body.contains(&format!("href=\"/desk/cases/{id}?task=")),
            "the other language is a page"
        );
        assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(flawed.body.contains("href=\"#items\"") && flawed.body.contains("补交制度目录</textarea>"));
        assert_eq!(told.location, format!("/desk/cases/{id}?done=correction"));
        assert!(house.notices(&id).contains(&"correction"));
    });
}

#[test]
fn after_a_correction_the_form_no_longer_offers_another() {
    on_both(|house| {
        let id = house.apply(&typed(&["rules_list"], &[]));
        let words = "补交制度目录".to_owned();
        let conclusion = Conclusion::Correction { items: vec!["rules_list".to_owned()], words };
        house.conclude(&house.clerk, &id, conclusion).unwrap();
        let (owner, answers, case) = (house.owner.clone(), house.answers(&typed(&[], &[])), id.clone());
        house.write(move |tx| actions::correct(tx, &owner, &case, &answers)).unwrap();

        let file = Desk::of(&house, &house.clerk).get(&format!("/desk/cases/{id}"));

        assert!(file.body.contains("value=\"not_accepted\"") && !file.body.contains("value=\"correction\""));
    });
}

#[test]
fn findings_wait_until_two_officials_have_been_there() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let task = house.task(&id, "inspect");
        let officials = house.inspectors.each_ref().map(|it| it.acting().unwrap().official.clone());
        let [first, second] = officials.each_ref().map(OfficialId::as_str);
        let file = format!("/desk/cases/{id}");
        let mut desk = Desk::of(&house, &house.inspectors[0]);
        let before = desk.get(&file);
        let day = [("date-year", "2026"), ("date-month", "11"), ("date-day", "24"), ("time", "9：30")];
        let with = |second| [&day[..], &[("first", first), ("second", second)]].concat();

        let alone = desk.post(&format!("/desk/tasks/{task}/visit"), &with(first));
        let unreal =
            desk.post(&format!("/desk/tasks/{task}/visit"), &[("date-month", "13"), ("time", "25:00")]);
        let early = desk.post(&format!("/desk/tasks/{task}/conclusion"), &findings("pass"));
        let appointed = desk.post(&format!("/desk/tasks/{task}/visit"), &with(second));
        let waiting = desk.get(&appointed.location);
        house.it.clock.set(later(house.it.store.now(), 2));
        let after = desk.get(&file);
        let found = desk.post(&format!("/desk/tasks/{task}/conclusion"), &findings("pass"));

        assert!(before.body.contains(first) && !before.body.contains("finding.premises"));
        assert!(alone.status == StatusCode::UNPROCESSABLE_ENTITY && alone.body.contains("href=\"#second\""));
        assert!(unreal.body.contains("href=\"#date\"") && unreal.body.contains("href=\"#time\""));
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!waiting.body.contains("finding.premises") && waiting.body.contains("09:30"));
        assert!(after.body.contains("finding.premises"));
        assert_eq!(found.location, format!("/desk/cases/{id}?done=inspected"));
    });
}

#[test]
fn a_departure_from_the_proposal_is_told_before_and_takes_words() {
    on_both(|house| {
        let id = house.ready_to_decide(Some("pests"));
        let path = format!("/desk/tasks/{}/conclusion", house.task(&id, "decide"));
        let mut desk = Desk::of(&house, &house.clerk);
        let file = desk.get(&format!("/desk/cases/{id}?lang=en"));

        let silent = desk.post(&path, &[("outcome", "granted")]);
        let said = desk.post(&path, &[("outcome", "granted"), ("granted_words", "纱窗当日更换，已核实")]);
        let decided = desk.get(&said.location);

        assert!(file.body.contains("The rules propose: Refused"));
        assert!(file.body.contains("It departs from what the rules propose, so you must say why."));
        assert!(silent.body.contains("href=\"#granted_words\""), "{}", silent.status);
        assert_eq!(said.location, format!("/desk/cases/{id}?done=granted"));
        assert!(
            decided.body.contains("纱窗当日更换，已核实") && decided.body.contains("href=\"/certificates/")
        );
    });
}

#[test]
fn the_time_to_decide_is_extended_once_asked_for_by_one_and_approved_by_another() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let path = format!("/desk/cases/{id}/extension");
        let mut desk = Desk::of(&house, &house.clerk);
        let asked = desk.get(&path);

        let silent = desk.post(&path, &[("reason", "忙")]);
        let requested = desk.post(&path, &[("reason", "申请量大，需要延长")]);
        let mut chief = Desk::of(&house, &house.director);
        let waiting = chief.get("/desk/waiting");
        let request = chief.get(&path);
        let unanswered = chief.post(&format!("{path}/answer"), &[]);
        let extended = chief.post(&format!("{path}/answer"), &[("answer", "approved")]);
        let again = desk.get(&format!("{path}?lang=en"));
        let station = Desk::of(&house, &house.inspectors[0]).get(&path);

        assert!(
            asked.body.contains("《行政许可法》第四十二条第一款") && asked.body.contains("name=\"reason\"")
        );
        assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("忙</textarea>"));
        assert_eq!(requested.location, format!("/desk/cases/{id}?done=extension_asked"));
        assert!(waiting.body.contains(&format!("href=\"{path}\"")));
        assert!(request.body.contains("申请量大，需要延长"));
        assert!(unanswered.body.contains("href=\"#answer\""));
        assert_eq!(extended.location, format!("/desk/cases/{id}?done=extended"));
        assert!(again.body.contains("extended once already") && !again.body.contains("name=\"reason\""));
        assert_eq!(station.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_desk_stops_a_clock_hands_tasks_over_and_sets_leave_without_scripts() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let task = house.task(&id, "examine");
        let file = format!("/desk/cases/{id}");
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get(&format!("{file}/procedure"));

        "key-1".clone_into(&mut desk.key);
        let flawed = desk.post(&format!("{file}/procedure"), &[("key", "testing"), ("reason", "检")]);
        let fields = [("key", "testing"), ("days", "5"), ("reason", "需要检测用水")];
        "key-2".clone_into(&mut desk.key);
        let stopped = desk.post(&format!("{file}/procedure"), &fields);
        let shown = Desk::of(&house, &house.clerk).get(&format!("{file}?lang=en")).body;
        "key-3".clone_into(&mut desk.key);
        let resumed = desk.post(&format!("{file}/procedure/end"), &[("found", "检测结果合格")]);
        "key-4".clone_into(&mut desk.key);
        let claimed = desk.post(&format!("/desk/tasks/{task}/holder"), &[("act", "claim")]);
        let page = desk.get(&format!("/desk/tasks/{task}/delegation")).body;
        let to = house.colleague.acting().unwrap().official.as_str().to_owned();
        "key-5".clone_into(&mut desk.key);
        let given =
            desk.post(&format!("/desk/tasks/{task}/delegation"), &[("to", &to), ("words", "请你办理一下")]);
        let held = desk.get("/desk").body;
        let question = Desk::of(&house, &house.clerk).get(&format!("/desk/tasks/{task}/question"));
        "key-6".clone_into(&mut desk.key);
        let remarked = desk.post(&format!("{file}/remarks"), &[("remark", "已电话联系申请人")]);
        "key-7".clone_into(&mut desk.key);
        let unset = desk.post("/desk/leave", &[("cover", &to), ("from-year", "2026")]);
        let leave: Vec<_> = [("from", "1"), ("until", "3")]
            .into_iter()
            .flat_map(|(name, day)| [("year", "2027"), ("month", "3"), ("day", day)].map(|it| (name, it)))
            .map(|(name, (part, value))| (format!("{name}-{part}"), value))
            .collect();
        let mut leave: Vec<_> = leave.iter().map(|it| (it.0.as_str(), it.1)).collect();
        leave.push(("cover", &to));
        "key-8".clone_into(&mut desk.key);
        let set = desk.post("/desk/leave", &leave);

        assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(flawed.body.contains("href=\"#days\"") && flawed.body.contains("检</textarea>"));
        assert_eq!(stopped.location, format!("{file}?done=suspended"));
        assert!(shown.contains("the clock stands"), "{shown}");
        assert_eq!(resumed.location, format!("{file}?done=resumed"));
        assert_eq!(claimed.location, format!("{file}?task={task}&done=claimed"));
        assert!(page.contains(&to), "{page}");
        assert_eq!(given.location, format!("{file}?done=delegated"));
        assert!(held.contains("某某"));
        assert_eq!(question.status, StatusCode::CONFLICT);
        assert_eq!(remarked.location, format!("{file}?done=remarked"));
        assert_eq!(unset.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(set.location, "/desk/leave");
        assert!(Desk::of(&house, &house.colleague).get("/desk/leave").body.contains("2027"));
    });
}

#[test]
fn a_colleague_is_asked_and_answers_and_a_case_is_sent_and_taken_back_by_pages() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        house.visit(&id);
        let [first, second] = house.inspectors.each_ref().map(|it| it.acting().unwrap().official.clone());
        let inspect = house.task(&id, "inspect");
        let file = format!("/desk/cases/{id}");
        let mut desk = Desk::of(&house, &house.inspectors[0]);
        assert!(desk.get(&file).body.contains(&format!("/desk/tasks/{inspect}/reviewer")));
        let path = format!("/desk/tasks/{inspect}/reviewer");
        assert!(desk.get(&path).body.contains(second.as_str()));
        let flawed = desk.post(&path, &[("official", first.as_str())]);
        assert!(flawed.body.contains("id=\"official-error\""), "{}", flawed.body);
        assert_eq!(desk.post(&path, &[("official", second.as_str())]).status, StatusCode::SEE_OTHER);
        assert!(desk.get(&file).body.contains("id=\"seats\""));

        let mut colleague = Desk::of(&house, &house.inspectors[1]);
        let review = house.task(&id, "review");
        assert!(colleague.get(&format!("{file}?task={review}")).body.contains("value=\"objected\""));
        let opinion = format!("/desk/tasks/{review}/conclusion");
        assert_eq!(colleague.post(&opinion, &[("outcome", "agreed")]).status, StatusCode::SEE_OTHER);
        house.inspected(&id, None).unwrap();

        assert_eq!(desk.get(&format!("/desk/tasks/{inspect}/taking-back")).status, StatusCode::OK);
        let back = desk.post(&format!("/desk/tasks/{inspect}/taking-back"), &[]);
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        house.visit(&id);
        house.inspected(&id, None).unwrap();
        let examined = Conclusion::Examined { complete: true, words: String::new() };
        house.conclude(&house.clerk, &id, examined).unwrap();
        let mut bureau = Desk::of(&house, &house.clerk);
        let sent = format!("/desk/tasks/{}/return", house.task(&id, "decide"));
        assert!(bureau.get(&sent).body.contains("value=\"inspect\""));
        let flawed = bureau.post(&sent, &[("to", "inspect"), ("words", "否")]);
        assert!(
            flawed.body.contains("id=\"words-error\"") && flawed.body.contains(">否<"),
            "{}",
            flawed.body
        );
        let posted = bureau.post(&sent, &[("to", "inspect"), ("words", "整改后重新核查")]);
        assert_eq!(posted.status, StatusCode::SEE_OTHER);
        house.task(&id, "inspect");
    });
}

#[test]
fn a_person_who_was_erased_leaves_a_file_that_can_still_be_opened() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let subject = house.view(&id).case.subject;
        house.write(move |tx| tx.destroy_key(&subject)).unwrap();

        let file = Desk::of(&house, &house.clerk).get(&format!("/desk/cases/{id}?lang=en"));

        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.contains("can no longer be read") && !file.body.contains("老王面馆"));
    });
}

#[test]
fn every_sample_of_the_desk_is_a_page_of_its_own_and_says_its_errors() {
    for sample in (BLOCK.samples)().into_iter().filter(|it| it.name.starts_with("cases-desk-")) {
        let pages: Vec<_> = Lang::all().map(|lang| (sample.render)(lang).into_string()).collect();

        assert_ne!(pages[0], pages[1]);
        for page in &pages {
            assert!(page.contains("<h1") && !page.contains('{'), "{}", sample.name);
            assert_eq!(page.contains("error-summary"), sample.name.ends_with("-error"), "{}", sample.name);
        }
    }
}

/// Every item of the first matter, found to be so.
fn findings(what: &'static str) -> Vec<(&'static str, &'static str)> {
    let items = [
        "premises",
        "pollution",
        "equipment",
        "disinfection",
        "ventilation",
        "pests",
        "waste",
        "manager",
        "layout",
        "water",
    ];
    items.map(|it| (Box::leak(format!("finding.{it}").into_boxed_str()) as &str, what)).into()
}

/// What a door answered.
struct Answered {
    status: StatusCode,
    location: String,
    body: String,
}

/// An official with a browser.
struct Desk {
    router: Router,
    cookie: String,
    csrf: String,
    key: String,
}

impl Desk {
    fn of(house: &House, by: &Actor) -> Desk {
        let acting = by.acting().unwrap();
        let cookie = format!("yiwang_session={}.{}", acting.official, acting.post);
        let name = Words { zh: "安和市".to_owned(), en: "Anhe".to_owned() };
        let settings = SiteSettings { name, origin: "http://anhe.example".to_owned(), demo: false };
        let site = Site::new(house.it.store.clone(), settings, who, vec![BLOCK]);
        Desk { router: web::router(site), cookie, csrf: String::new(), key: String::new() }
    }

    fn get(&mut self, path: &str) -> Answered {
        self.ask(Method::GET, path, String::new())
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let proofs = [("csrf", self.csrf.clone()), ("submission", self.key.clone())];
        let proofs = proofs.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs = fields.iter().copied().chain(proofs);
        let body: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.ask(Method::POST, path, body.join("&"))
    }

    fn ask(&mut self, method: Method, path: &str, body: String) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let router = self.router.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answered = runtime.block_on(async move {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            let body = to_bytes(body, 1 << 22).await.unwrap();
            let body = String::from_utf8_lossy(&body).into_owned();
            let location = parts.headers.get(header::LOCATION);
            let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
            Answered { status: parts.status, location, body }
        });
        let value = |name: &str| {
            let after = answered.body.split_once(&format!("name=\"{name}\" value=\""))?.1;
            Some(after.split('"').next()?.to_owned())
        };
        self.csrf = value("csrf").unwrap_or(self.csrf.clone());
        self.key = value("submission").unwrap_or(self.key.clone());
        answered
    }
}

fn who(read: &mut Read<'_>, cookie: &str) -> Result<Option<Visitor>> {
    let Some((official, post)) = cookie.split_once('.') else { return Ok(None) };
    let acting = directory::acting(read, &OfficialId::parse(official)?, &PostId::parse(post)?)?;
    Ok(Some(Visitor { by: Actor::official_is(acting), name: "某某".to_owned() }))
}

fn encoded(text: &str) -> String {
    text.bytes().map(|it| format!("%{it:02X}")).collect()
}
