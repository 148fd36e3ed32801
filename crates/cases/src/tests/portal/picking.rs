//! Choosing a place step by step through the real router: nothing typed is lost, and only a place that fits is taken.

use axum::http::StatusCode;

use super::{
    super::house::on_both,
    APPLY,
    browser::{Answered, Browser},
};

const PAGE: &str = "premises";

fn post(browser: &mut Browser, fields: &[(&str, &str)]) -> Answered {
    let typed = [("premises_address", "湖滨路32号"), ("area", "not a number"), ("pick", "place")];
    let fields: Vec<_> = typed
        .into_iter()
        .filter(|it| fields.iter().all(|own| own.0 != it.0))
        .chain(fields.iter().copied())
        .collect();
    browser.post(&format!("{APPLY}/{PAGE}"), &fields)
}

#[test]
fn a_place_is_chosen_level_by_level_and_everything_typed_comes_back_with_it() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let page = browser.get(&format!("{APPLY}/{PAGE}")).body;
        assert!(page.contains("name=\"pick\" value=\"place\""));
        let goes_on = page.find("保存并继续</button>").unwrap();
        assert!(goes_on < page.find("name=\"pick\"").unwrap(), "Enter goes on, it does not pick");

        let top = post(&mut browser, &[]);
        let district = post(&mut browser, &[("pick_in", "990102")]);
        let taken = post(&mut browser, &[("pick_take", "990102001")]);

        assert_eq!([top.status, district.status, taken.status], [StatusCode::OK; 3]);
        assert!(top.body.contains("name=\"pick_in\" value=\"990102\""), "{}", top.body);
        assert!(district.body.contains("value=\"990102001\""));
        for it in [&top, &district] {
            assert!(it.body.contains("name=\"premises_address\" value=\"湖滨路32号\""));
            assert!(it.body.contains("name=\"area\" value=\"not a number\""));
        }
        assert!(taken.body.contains("湖滨路32号") && taken.body.contains("value=\"not a number\""));
        assert!(taken.body.contains("value=\"990102001\" selected"), "{}", taken.body);
        assert!(!taken.body.contains("error-summary"));
    });
}

#[test]
fn names_are_shortened_by_name_by_sound_and_by_first_letters() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/{PAGE}"));
        let all = post(&mut browser, &[("pick_in", "9901")]).body;
        let name = all.split("value=\"990102\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert_eq!(name, "镜湖区");

        for typed in ["镜", "jinghu", "jh", "JING"] {
            let found = post(&mut browser, &[("pick_in", "9901"), ("pick_name", typed)]).body;
            assert!(found.contains("value=\"990102\">镜湖区"), "{typed}");
        }
        let none = post(&mut browser, &[("pick_in", "9901"), ("pick_name", "zzz")]).body;
        assert!(!none.contains("value=\"990102\">") && none.contains("没有这样的名称"));
    });
}

#[test]
fn leaving_takes_nothing_and_a_place_elsewhere_or_a_question_without_place_is_not_taken() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/{PAGE}"));

        let left = post(&mut browser, &[("pick_leave", "yes")]);
        let elsewhere = post(&mut browser, &[("pick_take", "110101001")]);
        let nonsense = post(&mut browser, &[("pick_in", "zzz")]);
        let no_place = post(&mut browser, &[("pick", "area")]);
        let nobodys = post(&mut browser, &[("pick", "no_such_question")]);

        assert!(left.body.contains("湖滨路32号") && !left.body.contains("pick_in"));
        assert!(elsewhere.body.contains("pick_in") && nonsense.body.contains("pick_in"));
        assert_eq!([no_place.status, nobodys.status], [StatusCode::NOT_FOUND; 2]);
    });
}

#[test]
fn an_address_begins_with_the_names_chosen_once() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        browser.get(&format!("{APPLY}/{PAGE}"));

        let first = post(&mut browser, &[("pick", "premises_address"), ("pick_take", "990102")]);
        let address = first.body.split("</textarea>").next().unwrap().rsplit('>').next().unwrap().to_owned();
        let again = post(
            &mut browser,
            &[("pick", "premises_address"), ("premises_address", &address), ("pick_take", "990102")],
        );

        assert!(address.ends_with("镜湖区湖滨路32号"), "{address}");
        assert!(again.body.contains(&format!(">{address}</textarea>")));
    });
}
