//! An agency's cases: listed by where they stand, found by number or by whose they are, and never another's.
//! Looking for somebody leaves a trace; what was typed stands in no address.

use axum::http::StatusCode;
use kit::{CreditCode, RegionCode};

use super::{Desk, House, on_both, typed};
use crate::{
    actions,
    model::{Conclusion, FILTERS_MAX, Sought},
};

const SEARCH: &str = "/desk/search";

fn company() -> CreditCode {
    CreditCode::made("91", &RegionCode::parse("990102").unwrap(), "MA990001").unwrap()
}

fn n_searches(house: &House) -> usize {
    let agency = house.clerk.acting().unwrap().agency.as_str().to_owned();
    let acts = house.it.store.read(move |read| acts::history(read, &agency)).wait().unwrap();
    acts.iter().filter(|it| it.kind == "cases.searched").count()
}

#[test]
fn cases_are_listed_by_where_they_stand_and_only_to_the_agency_that_decides_them() {
    on_both(|house| {
        let (received, accepted) = (house.apply(&typed(&[], &[])), house.apply(&typed(&[], &[])));
        house.conclude(&house.clerk, &accepted, Conclusion::Accepted).unwrap();
        let listed = |by, path: &str| {
            let page = Desk::of(&house, by).get(path).body;
            [&received, &accepted].map(|it| page.contains(&format!("href=\"/desk/cases/{it}\"")))
        };

        assert_eq!(listed(&house.clerk, "/desk/cases"), [true, true]);
        assert_eq!(listed(&house.clerk, "/desk/cases?standing=accepted"), [false, true]);
        assert_eq!(
            listed(&house.clerk, "/desk/cases?standing=received&matter=food-business-licence"),
            [true, false]
        );
        assert_eq!(listed(&house.clerk, "/desk/cases?standing=ended"), [false, false]);
        assert_eq!(listed(&house.clerk, "/desk/cases?matter=another"), [false, false]);
        assert_eq!(listed(&house.outsider, "/desk/cases"), [false, false]);
    });
}

#[test]
fn a_long_list_goes_on_by_key_and_neither_loses_nor_repeats_a_case() {
    on_both(|house| {
        let ids: Vec<_> = (0..=actions::PAGE_ROWS).map(|_| house.apply(&typed(&[], &[]))).collect();
        let mut desk = Desk::of(&house, &house.clerk);

        let first = desk.get("/desk/cases").body;
        let next = first.split("href=\"/desk/cases?standing=open&amp;after=").nth(1).unwrap();
        let second = desk.get(&format!("/desk/cases?after={}", next.split('"').next().unwrap())).body;

        let on = |page: &str| ids.iter().filter(|it| page.contains(&format!("/desk/cases/{it}\""))).count();
        assert_eq!((on(&first), on(&second)), (actions::PAGE_ROWS, 1));
    });
}

#[test]
fn a_case_is_found_by_its_number_and_by_its_applicant_and_the_latter_leaves_a_trace() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let number = house.view(&id).case.number;
        let found = |by, what: &str| {
            let mut desk = Desk::of(&house, by);
            desk.get("/desk/cases");
            desk.post(SEARCH, &[("q", what)]).body.contains(&format!("href=\"/desk/cases/{id}\""))
        };

        assert!(found(&house.clerk, &format!(" {} ", number.to_lowercase())));
        assert!(
            found(&house.inspectors[0], &number) == house.kinds(&id).contains(&"case.accepted".to_owned())
        );
        assert!(!found(&house.outsider, &number));
        assert_eq!(n_searches(&house), 0);

        assert!(found(&house.clerk, company().as_str()));
        assert!(found(&house.clerk, company().as_str()));
        assert!(!found(&house.outsider, company().as_str()));
        assert_eq!(n_searches(&house), 1, "within a quarter of an hour it is one look");
        assert!(!found(&house.clerk, "11010519491231002X"), "nobody of that number applied");
    });
}

#[test]
fn what_is_no_number_is_said_so_and_kept() {
    on_both(|house| {
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get("/desk/cases");

        let unreadable = desk.post(SEARCH, &[("q", "王建平")]);
        let nothing = desk.post(SEARCH, &[("q", " ")]);

        for it in [&unreadable, &nothing] {
            assert_eq!(it.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(it.body.contains("href=\"#q\""));
        }
        assert!(unreadable.body.contains("value=\"王建平\""));
        assert_eq!(Sought::parse(&"9-".repeat(40)), None);
    });
}

#[test]
fn a_filter_is_kept_for_its_owner_until_it_is_forgotten() {
    on_both(|house| {
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get("/desk/cases");
        let fields = [("name", "等决定"), ("standing", "accepted"), ("matter", "food-business-licence")];

        let kept = desk.post("/desk/filters", &fields);
        let nameless = desk.post("/desk/filters", &[("name", " "), ("standing", "accepted")]);
        let page = desk.get("/desk/cases").body;
        let others = Desk::of(&house, &house.outsider).get("/desk/cases").body;
        let forget =
            page.split("action=\"/desk/filters/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        Desk::of(&house, &house.outsider).post(&format!("/desk/filters/{forget}"), &[]);
        let still = desk.get("/desk/cases").body;
        desk.post(&format!("/desk/filters/{forget}"), &[]);
        let gone = desk.get("/desk/cases").body;

        assert_eq!(kept.location, "/desk/cases?standing=accepted&matter=food-business-licence");
        assert!(nameless.body.contains("href=\"#name\""));
        assert!(page.contains("等决定") && !others.contains("等决定"));
        assert!(still.contains("等决定") && !gone.contains("等决定"));
    });
}

#[test]
fn the_number_of_filters_has_a_limit() {
    on_both(|house| {
        let keep = |n: usize| {
            let clerk = house.clerk.clone();
            house.write(move |tx| actions::keep_filter(tx, &clerk, &format!("{n}"), "standing=open"))
        };

        for n in 0..FILTERS_MAX {
            keep(n).unwrap();
        }

        assert_eq!(keep(FILTERS_MAX).unwrap_err().refusal().unwrap().flaws[0].code, "filter.too_many");
    });
}
