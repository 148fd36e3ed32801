//! What an applicant is told, in the transaction in which it happens, and how a matter says it in its own words.
//! How an inbox keeps and counts messages is proved where inboxes are.

use kit::{Actor, Lang};

use super::{
    super::house::{House, MATTER, matter, on_both, typed},
    browser::Browser,
};
use crate::{
    actions,
    model::{Conclusion, MessageEvent, Published},
};

fn inbox(house: &House, by: &Actor) -> Vec<notify::Message> {
    let by = by.clone();
    let mut all = house.it.store.read(move |read| notify::list(read, &by, None)).wait().unwrap();
    all.reverse();
    all
}

fn kinds(house: &House) -> Vec<String> {
    let mut kinds: Vec<_> = inbox(house, &house.owner).into_iter().map(|it| it.kind).collect();
    kinds.sort();
    kinds
}

#[test]
fn the_applicant_is_told_of_each_notice_and_of_the_visit_and_nobody_else_is() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let task = house.task(&id, "inspect");
        let officials = house.inspectors.clone().map(|it| it.acting().unwrap().official.clone());
        let (by, at) = (house.inspectors[0].clone(), super::super::house::later(store::testing::MONDAY, 2));
        house
            .it
            .store
            .write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone()))
            .wait()
            .unwrap();

        let told = inbox(&house, &house.owner);
        let visit = told.iter().find(|it| it.kind == "case.visit_appointed").unwrap().body.clone().unwrap();
        let accepted = told.iter().find(|it| it.kind == "case.accepted").unwrap().body.clone().unwrap();

        assert_eq!(kinds(&house), ["case.accepted", "case.received", "case.visit_appointed"]);
        let address = house.view(&id).answers.unwrap().text("premises_address").unwrap().to_owned();
        let words = visit.words.say(Lang::EN);
        assert!(words.contains(&address) && words.contains("25 November 2026"), "{words}");
        assert!(accepted.href.starts_with(&format!("/cases/{id}/notices/notice_")));
        assert!(!accepted.words.say(Lang::ZH).contains('{') && !accepted.words.say(Lang::EN).contains('{'));
        assert!(inbox(&house, &house.stranger).is_empty());
    });
}

#[test]
fn a_matter_says_it_in_its_own_words() {
    on_both(|house| {
        let mut own = matter();
        own.version += 1;
        own.messages = serde_json::from_str(
            r#"{"received": {"title": {"zh": "收到啦", "en": "Got it"}, "words": {"zh": "{case}", "en": "{matter} {case}"}}}"#,
        )
        .unwrap();
        let published = Published::new(own).unwrap();
        let publish = move |tx: &mut store::Tx<'_>| {
            actions::publish_matter(tx, &Actor::system("test"), &published).map(|_| ())
        };
        house.it.store.write(publish).wait().unwrap();

        let id = house.apply(&typed(&[], &[]));
        let body = inbox(&house, &house.owner)[0].body.clone().unwrap();

        assert_eq!(body.title.say(Lang::EN), "Got it", "{MATTER}");
        assert_eq!(body.words.say(Lang::ZH), house.view(&id).case.number);
    });
}

#[test]
fn the_inbox_is_read_in_the_visitors_language_and_counts_down() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let mut browser = Browser::of(&house, &house.owner);

        let english = browser.get("/me/messages?lang=en").body;
        let chinese = browser.get("/me/messages?lang=zh-CN").body;
        let href = english.split("href=\"/me/messages/").nth(1).unwrap().split('"').next().unwrap();
        let one = browser.get(&format!("/me/messages/{href}?lang=en")).body;
        let after = browser.get("/cases?lang=en").body;
        let foreign = Browser::of(&house, &house.stranger).get(&format!("/me/messages/{href}"));

        let number = house.view(&id).case.number;
        assert!(english.contains("Your application was received") && chinese.contains("已收到申请"));
        assert!(
            english.contains("class=\"count\">1<")
                && !one.contains("class=\"count\"")
                && !after.contains("class=\"count\"")
        );
        assert!(one.contains(&number) && !english.contains(&number), "the list says no more than it must");
        assert_eq!(foreign.status, axum::http::StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_event_has_its_words_in_every_language_with_values_that_there_are() {
    for event in MessageEvent::ALL {
        for lang in Lang::all() {
            for part in ["title", "words"] {
                let words = crate::TEXTS.find(lang, &format!("message.{}.{part}", event.as_str())).unwrap();
                let values = words.split('{').skip(1).map(|it| it.split('}').next().unwrap());
                values.for_each(|it| assert!(crate::model::MESSAGE_VALUES.contains(&it), "{it}"));
            }
        }
    }
}
