//! The people's pages through the real router, without scripts: applying, following, completing, withdrawing.
//! The browser here keeps one cookie, which says who asks and for whom.

pub(super) mod browser;
mod machines;
mod messages;
mod papers;
mod picking;
mod searching;
mod uploads;

use axum::http::StatusCode;
use kit::{Actor, Lang};

use self::browser::Browser;
use super::house::{House, later, matter, on_both, typed};
use crate::{
    BLOCK, actions,
    model::{CaseId, Conclusion, Published, Stage},
};

const APPLY: &str = "/matters/food-business-licence/application";
const SEND: &str = "/matters/food-business-licence/cases";

#[test]
fn an_application_goes_page_by_page_to_a_case_and_a_doubled_post_makes_one() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);

        let ways: Vec<_> = fill_in(&mut browser).collect();
        let check = browser.get(&format!("{APPLY}/check"));
        let answers = hidden(&check.body);
        let (key, fields) = (browser.key.clone(), borrowed(&answers));
        let sent = browser.post(SEND, &fields);
        browser.key = key;
        let again = browser.post(SEND, &fields);
        let received = browser.get(&sent.location);
        let overview = browser.get(APPLY);

        let pages = ["premises", "business", "people", "papers", "declaration", "check"];
        assert_eq!(ways, pages.map(|it| format!("{APPLY}/{it}")));
        assert_eq!((sent.status, &sent.location), (StatusCode::SEE_OTHER, &again.location));
        let id = case_of(&sent.location);
        assert!(received.body.contains(&house.view(&id).case.number));
        assert_eq!(house.kinds(&id), ["case.submitted"]);
        assert!(overview.body.contains("谁来申请") && !overview.body.contains("已完成"), "the draft is gone");
    });
}

#[test]
fn a_page_with_flaws_keeps_what_was_typed_and_leads_to_each_of_them() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/applicant?lang=en"));

        let flawed = browser.post(
            &format!("{APPLY}/applicant?lang=en"),
            &[("operator_name", "老王面馆"), ("credit_code", "123"), ("legal_person", ""), ("residence", "")],
        );

        assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(flawed.body.contains("<title>Error: "));
        for it in ["href=\"#credit_code\"", "href=\"#legal_person\"", "value=\"123\"", "value=\"老王面馆\""]
        {
            assert!(flawed.body.contains(it), "{it}");
        }
    });
}

#[test]
fn what_was_saved_for_later_is_there_again_and_nobody_elses() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/applicant"));

        let fields = [("operator_name", "老王面馆"), ("credit_code", "123"), ("later", "yes")];
        let later = browser.post(&format!("{APPLY}/applicant"), &fields);
        let page = browser.get(&format!("{APPLY}/applicant"));
        let mine = browser.get("/cases");
        let strangers = Browser::of(&house, &house.stranger).get("/cases");

        assert_eq!(later.location, format!("{APPLY}?saved=part"));
        assert!(
            page.body.contains("value=\"老王面馆\"") && page.body.contains("value=\"123\""),
            "also what is wrong"
        );
        assert!(mine.body.contains(APPLY));
        assert!(!strangers.body.contains(APPLY));
    });
}

#[test]
fn a_question_of_one_alternative_opens_inside_it_and_is_asked_only_there() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);

        let page = browser.get(&format!("{APPLY}/business"));
        let fields = [("business_kind", "sales"), ("business_items", "loose"), ("network_sale", "no")];
        let sales = browser.post(&format!("{APPLY}/business"), &fields);
        let catering = [
            ("business_kind", "catering"),
            ("business_items", "hot"),
            ("network_sale", "yes"),
            ("website", "x"),
        ];
        let catering = browser.post(&format!("{APPLY}/business"), &catering);

        let inside = page.body.split("class=\"opens\"").nth(1).unwrap();
        assert!(inside.contains("name=\"central_kitchen\""));
        assert_eq!(sales.location, format!("{APPLY}/people"));
        assert!(
            catering.body.contains("href=\"#central_kitchen\"")
                && !catering.body.contains("href=\"#website\"")
        );
    });
}

#[test]
fn what_is_sent_is_checked_as_a_whole_and_a_flaw_leads_to_its_page_with_the_rest_kept() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);
        let check = browser.get(&format!("{APPLY}/check"));
        let mut answers = hidden(&check.body);
        answers.retain(|(name, _)| name != "area");

        let flawed = browser.post(SEND, &borrowed(&answers));
        let unknown = browser.post(SEND, &[("version", "version_1"), ("no_such_question", "1")]);
        let overview = browser.get(APPLY);

        assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            flawed.body.contains("href=\"#area\"") && flawed.body.contains("/application/premises?to=check")
        );
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(overview.body.contains("已完成"), "what was right is kept");
        assert!(cases_of(&house, &house.owner).is_empty());
    });
}

#[test]
fn a_matter_that_changed_after_checking_keeps_the_answers_and_asks_to_check_again() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        fill_in(&mut browser).for_each(drop);
        let check = browser.get(&format!("{APPLY}/check"));
        let answers = hidden(&check.body);
        let mut changed = matter();
        (changed.version, changed.summary.zh) = (2, "新的要求".to_owned());
        house
            .write(move |tx| {
                actions::publish_matter(tx, &Actor::system("test"), &Published::new(changed.clone())?)
            })
            .unwrap();

        let conflict = browser.post(SEND, &borrowed(&answers));
        let check = browser.get(&format!("{APPLY}/check"));
        let sent = browser.post(SEND, &borrowed(&hidden(&check.body)));

        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.body.contains(&format!("{APPLY}/check")));
        assert!(check.body.contains("湖滨路32号"));
        assert!(sent.location.ends_with("/received"));
    });
}

#[test]
fn no_page_of_a_case_is_there_for_a_stranger_or_before_signing_in() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let notice = house.view(&id).notices[0].id.clone();
        let pages = ["", "/received", "/answers", "/traces", "/correction", "/withdrawal"].map(str::to_owned);
        let pages = pages.into_iter().chain([format!("/notices/{notice}")]);

        for page in pages {
            let path = format!("/cases/{id}{page}");
            let stranger = Browser::of(&house, &house.stranger).get(&path);
            let nobody = Browser::nobody(&house).get(&path);

            assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(nobody.location, format!("/sign-in?next={path}"));
        }
    });
}

#[test]
fn a_correction_says_all_that_is_missing_and_sends_the_whole_again() {
    on_both(|house| {
        let id = house.apply(&typed(&["layout_plan"], &[]));
        let items = vec!["layout_plan".to_owned()];
        let told = Conclusion::Correction { items, words: "请补交布局图".to_owned() };
        house.conclude(&house.clerk, &id, told).unwrap();
        let mut browser = Browser::of(&house, &house.owner);

        let case = browser.get(&format!("/cases/{id}"));
        let page = browser.get(&format!("/cases/{id}/correction"));
        let moved = typed(&[], &[("place", "990103")]);
        let moved = browser.post(&format!("/cases/{id}/correction"), &borrowed(&moved));
        let sent = browser.post(&format!("/cases/{id}/correction"), &borrowed(&typed(&[], &[])));

        assert!(case.body.contains(&format!("/cases/{id}/correction")));
        assert!(page.body.contains("请补交布局图") && page.body.contains("value=\"老王面馆\""));
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sent.location, format!("/cases/{id}"));
        assert_eq!(house.view(&id).case.stage, Stage::Received);
    });
}

#[test]
fn a_withdrawal_is_asked_once_more_and_is_over_once_the_case_is_decided() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let mut browser = Browser::of(&house, &house.owner);

        browser.get(&format!("/cases/{id}/withdrawal"));
        let before = house.view(&id).case.stage;
        let done = browser.post(&format!("/cases/{id}/withdrawal"), &[]);
        let late = browser.get(&format!("/cases/{id}/withdrawal"));

        assert_eq!((before, house.view(&id).case.stage), (Stage::Received, Stage::Ended));
        assert_eq!(done.location, format!("/cases/{id}"));
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(browser.get(&format!("/cases/{id}")).body.contains("您已撤回申请"));
    });
}

#[test]
fn a_refusal_gives_reasons_clauses_and_remedies_with_their_days() {
    on_both(|house| {
        let id = house.ready_to_decide(Some("layout"));
        let decided = Conclusion::Decided { granted: false, words: String::new() };
        house.conclude(&house.clerk, &id, decided).unwrap();
        house.conclude(&house.clerk, &id, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
        let mut browser = Browser::of(&house, &house.owner);

        let case = browser.get(&format!("/cases/{id}"));
        let notice = house.view(&id).notices.into_iter().find(|it| it.kind.as_str() == "refused").unwrap();
        let notice = browser.get(&format!("/cases/{id}/notices/{}", notice.id));

        for page in [&case.body, &notice.body] {
            for words in ["不能防止交叉污染", "第三十三条第一款第四项", "镜湖区人民政府", "最晚"]
            {
                assert!(page.contains(words), "{words}");
            }
        }
        assert!(notice.body.contains("老王面馆"));
    });
}

#[test]
fn a_grant_leads_to_its_certificate_and_its_story_to_every_trace() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        let decided = Conclusion::Decided { granted: true, words: String::new() };
        house.conclude(&house.clerk, &id, decided).unwrap();
        house.conclude(&house.clerk, &id, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
        let (by, looked) = (house.clerk.clone(), id.clone());
        let store = house.it.store.clone();
        browser::run(async move { actions::open_file(&store, &by, &looked).await.map(drop) }).unwrap();
        let mut browser = Browser::of(&house, &house.owner);

        let case = browser.get(&format!("/cases/{id}"));
        let traces = browser.get(&format!("/cases/{id}/traces"));

        assert!(case.body.contains("href=\"/certificates/certificate_"));
        assert!(traces.body.contains("其中查阅 1 次") && traces.body.contains("办理这个办件"));
        assert_eq!(traces.body.matches("href=\"/ledger/acts/").count(), house.kinds(&id).len());
    });
}

#[test]
fn a_case_shows_where_it_can_still_come_and_says_so_when_we_are_late() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let mut browser = Browser::of(&house, &house.owner);

        let received = browser.get(&format!("/cases/{id}")).body;
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let accepted = browser.get(&format!("/cases/{id}")).body;
        house.it.clock.set(later(house.it.store.now(), 20));
        let promise_missed = browser.get(&format!("/cases/{id}")).body;
        house.it.clock.set(later(house.it.store.now(), 20));
        let overdue = browser.get(&format!("/cases/{id}")).body;

        assert!(received.contains("申请人补正") && !accepted.contains("申请人补正"));
        assert!(accepted.contains("现在不需要您做什么") && accepted.contains("时间充裕"));
        assert!(promise_missed.contains("已经过了") && !promise_missed.contains("我们超过了法定期限"));
        assert!(overdue.contains("我们超过了法定期限"));
    });
}

#[test]
fn a_long_list_of_my_cases_goes_on_by_key_and_neither_loses_nor_repeats_one() {
    on_both(|house| {
        let ids: Vec<_> = (0..=actions::PAGE_ROWS).map(|_| house.apply(&typed(&[], &[]))).collect();
        let mut browser = Browser::of(&house, &house.owner);

        let first = browser.get("/cases").body;
        let next = first.split("href=\"/cases?before=").nth(1).unwrap().split('"').next().unwrap();
        let second = browser.get(&format!("/cases?before={next}")).body;

        let on = |page: &str| ids.iter().filter(|it| page.contains(&format!("/cases/{it}\""))).count();
        assert_eq!((on(&first), on(&second)), (actions::PAGE_ROWS, 1));
    });
}

#[test]
fn a_service_is_found_by_what_people_say_and_nothing_found_says_what_to_try() {
    on_both(|house| {
        let mut browser = Browser::nobody(&house);
        let card = "href=\"/matters/food-business-licence\"";
        let found = |browser: &mut Browser, words: &str| {
            browser.get(&format!("/?q={}", browser::encoded(words))).body.contains(card)
        };

        assert!(["我想开饭店", "食品 许可", "RESTAURANT", "food"].iter().all(|it| found(&mut browser, it)));
        assert!(!found(&mut browser, "护照"));
        assert!(browser.get("/?q=zzz").body.contains("换个说法试试"));
        assert!(browser.get("/matters/food-business-licence").body.contains("待核"));
        assert_eq!(browser.get("/matters/no-such-thing").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_sample_of_the_people_is_a_page_of_its_own_and_says_its_errors() {
    let samples = (BLOCK.samples)();
    for sample in samples.into_iter().filter(|it| !it.name.starts_with("cases-desk-")) {
        let pages: Vec<_> = Lang::all().map(|lang| (sample.render)(lang).into_string()).collect();

        assert_ne!(pages[0], pages[1], "{}", sample.name);
        for page in &pages {
            assert!(page.contains("<h1") && !page.contains('{'), "{}", sample.name);
            assert_eq!(page.contains("error-summary"), sample.name.ends_with("-error"), "{}", sample.name);
        }
    }
}

/// Fills every page in, with what the owner types; gives where each led.
fn fill_in(browser: &mut Browser) -> impl Iterator<Item = String> {
    let all = typed(&[], &[]);
    browser.get(APPLY);
    matter().form.pages.into_iter().map(move |page| {
        let asked = |name: &str| page.questions.iter().any(|it| it.key == name);
        let fields: Vec<_> = all.iter().filter(|(name, _)| asked(name)).cloned().collect();
        browser.post(&format!("{APPLY}/{}", page.key), &borrowed(&fields)).location
    })
}

fn cases_of(house: &House, by: &Actor) -> Vec<CaseId> {
    let by = by.clone();
    let cases = house.it.store.read(move |read| actions::own_cases(read, &by, None)).wait().unwrap();
    cases.into_iter().map(|it| it.0.id).collect()
}

fn case_of(location: &str) -> CaseId {
    CaseId::parse(location.split('/').nth(2).unwrap()).unwrap()
}

/// The answers that the page of checking carries.
fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|it| {
        let (name, rest) = it.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split('"').next()?.to_owned()))
    });
    inputs.filter(|(name, _)| !["csrf", "submission"].contains(&name.as_str())).collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
