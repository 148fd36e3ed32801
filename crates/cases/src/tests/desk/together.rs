//! Several cases at once, words to begin from, and the work of a team: only as the matter and the rules allow.
//! Each case concluded so has its own act and notice.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use kit::{Result, Words};

use super::{Desk, House, on_both, typed};
use crate::{
    actions,
    model::{Bulk, CaseId, Conclusion, Published, Template, TemplateOf},
    tests::house,
};

/// The next version of the matter: several may be accepted and delivered at once, and a correction has a template.
fn allow(house: &House) {
    let mut matter = house::matter();
    matter.version += 1;
    matter.bulk = vec![Bulk::Accept, Bulk::Deliver];
    let text =
        Words { zh: "图上没有标明仓库".to_owned(), en: "The plan shows no storeroom".to_owned() };
    matter.templates =
        vec![Template { key: "no_storeroom".to_owned(), outcome: TemplateOf::Correction, text }];
    let write = move |tx: &mut store::Tx<'_>| -> Result<()> {
        actions::publish_matter(tx, &kit::Actor::system("test"), &Published::new(matter.clone())?).map(drop)
    };
    house.write(write).unwrap();
}

const ACCEPT: &str = "/desk/bulk?matter=food-business-licence&duty=accept";

fn offered(page: &str, house: &House, id: &CaseId) -> bool {
    page.contains(&format!("value=\"{}\"", house.task(id, "accept")))
}

#[test]
fn only_what_the_rules_propose_is_concluded_at_once_each_with_its_own_notice() {
    on_both(|house| {
        allow(&house);
        let ids = [house.apply(&typed(&[], &[])), house.apply(&typed(&[], &[]))];
        let lacking = house.apply(&typed(&["rules_list"], &[]));
        let mut desk = Desk::of(&house, &house.clerk);
        let page = desk.get(ACCEPT).body;
        let tasks = [&ids[0], &ids[1], &lacking].map(|it| house.task(it, "accept").as_str().to_owned());
        let fields: Vec<_> = [("matter", "food-business-licence"), ("duty", "accept")]
            .into_iter()
            .chain(tasks.iter().map(|it| ("task", it.as_str())))
            .collect();

        let done = desk.post("/desk/bulk", &fields);

        assert!(offered(&page, &house, &lacking) == page.contains(&tasks[2]) && !page.contains(&tasks[2]));
        assert!(ids.iter().all(|it| page.contains(&house.view(it).case.number)));
        assert_eq!(done.status, StatusCode::OK);
        for id in &ids {
            assert_eq!(BTreeSet::from_iter(house.notices(id)), BTreeSet::from(["received", "accepted"]));
            assert!(house.kinds(id).contains(&"case.accepted".to_owned()));
        }
        assert_eq!(house.notices(&lacking), ["received"], "the rules propose a correction");
        assert!(done.body.contains("规则没有这样建议"));
    });
}

#[test]
fn what_a_matter_does_not_allow_at_once_is_not_offered_and_not_done() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let (clerk, task) = (house.clerk.clone(), house.task(&id, "accept"));

        let page = Desk::of(&house, &house.clerk).get(ACCEPT);
        let refused = house.write(move |tx| actions::conclude_as_proposed(tx, &clerk, &task)).unwrap_err();

        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(refused.refusal().unwrap().code, "bulk.not_allowed");
    });
}

#[test]
fn nothing_chosen_is_said_so() {
    on_both(|house| {
        allow(&house);
        house.apply(&typed(&[], &[]));
        let mut desk = Desk::of(&house, &house.clerk);
        desk.get(ACCEPT);

        let nothing = desk.post("/desk/bulk", &[("matter", "food-business-licence"), ("duty", "accept")]);

        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.body.contains("href=\"#task\""));
    });
}

#[test]
fn a_template_stands_before_what_was_typed() {
    on_both(|house| {
        allow(&house);
        let id = house.apply(&typed(&["rules_list"], &[]));
        let mut desk = Desk::of(&house, &house.clerk);
        let file = desk.get(&format!("/desk/cases/{id}")).body;
        let path = format!("/desk/tasks/{}/conclusion", house.task(&id, "accept"));
        let fields = [
            ("outcome", "correction"),
            ("items", "rules_list"),
            ("correction_words_template", "no_storeroom"),
            ("correction_words", "请一并补上"),
        ];

        desk.post(&path, &fields);

        let (owner, case) = (house.owner.clone(), id.clone());
        let notice =
            house.view(&id).notices.iter().find(|it| it.kind.as_str() == "correction").unwrap().id.clone();
        let told = house.it.store.read(move |read| actions::notice_view(read, &owner, &case, &notice)).wait();
        assert!(file.contains("图上没有标明仓库"));
        assert_eq!(told.unwrap().notice.body.unwrap()["words"], "图上没有标明仓库\n请一并补上");
    });
}

#[test]
fn the_work_of_a_team_is_counted_for_those_who_supervise() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let (clerk, task) = (house.clerk.clone(), house.task(&id, "examine"));
        house.write(move |tx| actions::claim(tx, &clerk, &task)).unwrap();
        let team = |by: &kit::Actor| {
            let by = by.clone();
            house.it.store.read(move |read| actions::team(read, &by)).wait()
        };

        let seen = team(&house.director).unwrap();
        let refused = team(&house.clerk);

        let me = &house.clerk.acting().unwrap().official;
        let member = seen.members.iter().find(|it| it.official == *me).unwrap();
        assert_eq!((member.n_held, member.n_late, member.n_concluded), (1, 0, 1));
        assert_eq!(seen.duties, [("accept", 1, 0), ("examine", 1, 0)]);
        assert!(refused.is_err());
    });
}
