//! Joint review, added reviewers, sending back, taking back, choices by table and time limits, in whole cases.
//! Each on a matter made from the first one by a few changed lines, checked as any matter is.

use kit::{Actor, Error, OfficialId, Result};

use super::house::{House, MATTER, on_both, typed};
use crate::{
    actions,
    model::{CaseId, Conclusion, Published, Stage, TaskId},
};

const FILE: &str = include_str!("../../../../matters/food-business-licence.yaml");

const DECISION: &str = "      kind: step
      label: { zh: 决定, en: Decision }
      role: bureau
      duty: decide
";

/// The decision by three roles, so many of whom must agree.
fn joint(agree: &str) -> Vec<(String, String)> {
    let decision = DECISION.replace(
        "role: bureau",
        &format!("roles: [bureau, station, health]\n      agree: {agree}\n      agree_on: granted\n      otherwise: refused"),
    );
    let role = "  - key: health\n    name: { zh: 卫生健康局, en: Health bureau }\n\n# What binds.";
    vec![(DECISION.to_owned(), decision), ("# What binds.".to_owned(), role.to_owned())]
}

/// Publishes the matter with these changes as its next version.
fn change(house: &House, changes: &[(String, String)]) {
    let mut text = FILE.replacen("\nversion: 1", "\nversion: 2", 1);
    for (from, to) in changes {
        assert!(text.contains(from), "the file does not hold {from:?}");
        text = text.replacen(from, to, 1);
    }
    let others = house.outsider.acting().unwrap().clone();
    house
        .write(move |tx| {
            let by = Actor::system("test");
            let published = Published::from_yaml("matters/food-business-licence.yaml", &text);
            let published = published.unwrap_or_else(|it| panic!("{it:?}"));
            actions::publish_matter(tx, &by, &published)?;
            let district = kit::RegionCode::parse("990102").unwrap();
            actions::assign_competence(tx, &by, (MATTER, "health"), &district, &others.agency)
        })
        .unwrap();
}

/// The same official with one more power.
fn with_power(by: &Actor, power: &str) -> Actor {
    let mut acting = by.acting().unwrap().clone();
    acting.powers.push(power.to_owned());
    Actor::official_is(acting)
}

/// The open task of this agency, by its duty.
fn task_of(house: &House, id: &CaseId, by: &Actor, duty: &str) -> Option<TaskId> {
    let agency = by.acting().unwrap().agency.clone();
    let tasks = house.view(id).tasks;
    let mut open = tasks.iter().filter(|it| it.task.ended_at.is_none() && it.task.duty == duty);
    open.find(|it| it.task.agency.as_ref() == Some(&agency)).map(|it| it.task.id.clone())
}

fn conclude(house: &House, by: &Actor, id: &CaseId, it: Conclusion) -> Result<()> {
    let task = task_of(house, id, by, it.duty()).expect("the official has this task");
    conclude_task(house, by, &task, it)
}

fn conclude_task(house: &House, by: &Actor, task: &TaskId, it: Conclusion) -> Result<()> {
    house.it.clock.set(house.it.store.now().plus_ms(1_000));
    let (by, task) = (by.clone(), task.clone());
    house.write(move |tx| actions::conclude(tx, &by, &task, &it))
}

fn decided(granted: bool) -> Conclusion {
    let words = if granted { "" } else { "另有不予许可的理由" };
    Conclusion::Decided { granted, words: words.to_owned() }
}

fn examined() -> Conclusion {
    Conclusion::Examined { complete: true, words: String::new() }
}

fn code(err: &Error) -> &'static str {
    let refusal = err.refusal().expect("the caller can mend it");
    refusal.flaws.first().map_or(refusal.code, |it| it.code)
}

/// Who decides together: the bureau, the station, the other bureau.
fn deciders(house: &House) -> [Actor; 3] {
    [house.clerk.clone(), with_power(&house.inspectors[0], "case.decide"), house.outsider.clone()]
}

#[test]
fn a_joint_decision_of_all_waits_for_the_last() {
    on_both(|house| {
        change(&house, &joint("all"));
        let id = house.ready_to_decide(None);
        let [bureau, station, health] = deciders(&house);
        let own = task_of(&house, &id, &bureau, "decide").unwrap();

        conclude(&house, &bureau, &id, decided(true)).unwrap();
        conclude(&house, &station, &id, decided(true)).unwrap();

        let twice = conclude_task(&house, &bureau, &own, decided(false)).unwrap_err();
        assert_eq!(code(&twice), "task.ended");
        assert_eq!(house.view(&id).case.stage, Stage::Accepted);
        assert_eq!(house.notices(&id), ["received", "accepted"]);
        conclude(&house, &health, &id, decided(true)).unwrap();
        assert_eq!(house.view(&id).case.stage, Stage::Decided);
        assert_eq!(house.notices(&id), ["received", "accepted", "granted"]);
        assert_eq!(house.kinds(&id).iter().filter(|it| *it == "case.reviewed").count(), 2);
    });
}

#[test]
fn one_refusal_settles_what_all_must_agree_to_and_the_other_seats_close() {
    on_both(|house| {
        change(&house, &joint("all"));
        let id = house.ready_to_decide(None);
        let [bureau, station, health] = deciders(&house);

        conclude(&house, &station, &id, decided(false)).unwrap();

        assert_eq!(house.notices(&id).last(), Some(&"refused"));
        assert!(task_of(&house, &id, &bureau, "decide").is_none());
        assert!(task_of(&house, &id, &health, "decide").is_none());
    });
}

#[test]
fn any_one_or_so_many_may_be_enough() {
    on_both(|house| {
        change(&house, &joint("any"));
        let id = house.ready_to_decide(None);
        let [bureau, station, health] = deciders(&house);
        conclude(&house, &health, &id, decided(false)).unwrap();
        assert_eq!(house.view(&id).case.stage, Stage::Accepted);
        conclude(&house, &station, &id, decided(true)).unwrap();
        assert_eq!(house.notices(&id).last(), Some(&"granted"));
        assert!(task_of(&house, &id, &bureau, "decide").is_none());
    });
    on_both(|house| {
        change(&house, &joint("{ at_least: 2 }"));
        let id = house.ready_to_decide(None);
        let [bureau, station, health] = deciders(&house);
        conclude(&house, &bureau, &id, decided(true)).unwrap();
        conclude(&house, &station, &id, decided(false)).unwrap();
        assert_eq!(house.view(&id).case.stage, Stage::Accepted);
        conclude(&house, &health, &id, decided(true)).unwrap();
        assert_eq!(house.notices(&id).last(), Some(&"granted"));
    });
}

#[test]
fn a_task_waits_for_the_colleague_that_was_asked() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        house.visit(&id);
        let [first, second] = house.inspectors.clone();
        let task = house.task(&id, "inspect");
        let ask = |whom: OfficialId| {
            let (by, task) = (first.clone(), task.clone());
            house.write(move |tx| actions::ask_reviewer(tx, &by, &task, &whom))
        };
        let colleague = second.acting().unwrap().official.clone();

        ask(colleague.clone()).unwrap();

        assert_eq!(code(&ask(colleague).unwrap_err()), "reviewer.asked_before");
        let own = first.acting().unwrap().official.clone();
        assert_eq!(code(&ask(own).unwrap_err()), "reviewer.unknown");
        assert_eq!(code(&house.inspected(&id, None).unwrap_err()), "task.awaits_reviewer");
        let opinion = |by: &Actor, agreed| {
            let words = if agreed { String::new() } else { "通风不足".to_owned() };
            conclude(&house, by, &id, Conclusion::Reviewed { agreed, words })
        };
        assert_eq!(code(&opinion(&first, true).unwrap_err()), "task.power");
        let silent = Conclusion::Reviewed { agreed: false, words: String::new() };
        assert_eq!(code(&conclude(&house, &second, &id, silent).unwrap_err()), "conclusion.words");
        opinion(&second, false).unwrap();
        house.inspected(&id, None).unwrap();
        assert_eq!(house.view(&id).tasks.iter().filter(|it| it.task.duty == "review").count(), 1);
    });
}

#[test]
fn an_opinion_that_is_asked_for_stands_on_the_desk_of_who_is_asked_only() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let [first, second] = house.inspectors.clone();
        let (by, task) = (first.clone(), house.task(&id, "inspect"));
        let whom = second.acting().unwrap().official.clone();
        house.write(move |tx| actions::ask_reviewer(tx, &by, &task, &whom)).unwrap();

        let duties = |by: Actor| {
            let page = house.it.store.read(move |read| actions::desk_page(read, &by, None, None)).wait();
            page.unwrap().rows.into_iter().map(|it| it.task.duty).collect::<Vec<_>>()
        };

        assert_eq!(duties(first), ["inspect"]);
        assert_eq!(duties(second), ["inspect", "review"]);
    });
}

fn send_back(house: &House, by: &Actor, task: &TaskId, to: &'static str, words: &'static str) -> Result<()> {
    let (by, task) = (by.clone(), task.clone());
    house.write(move |tx| actions::send_back(tx, &by, &task, to, words))
}

#[test]
fn a_case_is_sent_back_to_an_earlier_step_and_what_else_was_done_stands() {
    on_both(|house| {
        let id = house.ready_to_decide(Some("pests"));
        let task = house.task(&id, "decide");
        let back = |to, words| send_back(&house, &house.clerk, &task, to, words);

        assert_eq!(code(&back("accept", "材料有变化").unwrap_err()), "return.unknown");
        assert_eq!(code(&back("nowhere", "材料有变化").unwrap_err()), "return.unknown");
        assert_eq!(code(&back("inspect", "否").unwrap_err()), "conclusion.words");
        back("inspect", "整改后重新核查").unwrap();

        assert_eq!(code(&back("inspect", "整改后重新核查").unwrap_err()), "task.ended");
        let open: Vec<_> =
            house.view(&id).tasks.into_iter().filter(|it| it.task.ended_at.is_none()).collect();
        assert_eq!(open.iter().map(|it| it.task.duty.as_str()).collect::<Vec<_>>(), ["inspect"]);
        house.visit(&id);
        house.inspected(&id, None).unwrap();
        let decide = house.task(&id, "decide");
        let clerk = house.clerk.clone();
        let proposed =
            house.it.store.read(move |read| actions::propose(read, &clerk, &decide)).wait().unwrap();
        assert_eq!(proposed.proposed.as_deref(), Some("granted"), "the later findings count");
    });
}

#[test]
fn what_was_decided_is_not_sent_back() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.conclude(&house.clerk, &id, decided(true)).unwrap();
        let task = house.task(&id, "deliver");

        let refused = send_back(&house, &house.clerk, &task, "inspect", "重新核查").unwrap_err();

        assert_eq!(code(&refused), "return.unknown");
    });
}

#[test]
fn what_nobody_went_on_with_is_taken_back_by_who_did_it() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let accept = house.task(&id, "accept");
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let examine = house.task(&id, "examine");
        house.conclude(&house.clerk, &id, examined()).unwrap();
        let take_back = |by: &Actor, task: &TaskId| {
            let (by, task) = (by.clone(), task.clone());
            house.write(move |tx| actions::take_back(tx, &by, &task))
        };

        assert_eq!(code(&take_back(&house.clerk, &accept).unwrap_err()), "task.too_late");
        assert_eq!(code(&take_back(&house.outsider, &examine).unwrap_err()), "not_found");
        take_back(&house.clerk, &examine).unwrap();

        assert_eq!(code(&take_back(&house.clerk, &examine).unwrap_err()), "task.too_late");
        assert_eq!(house.kinds(&id).last().map(String::as_str), Some("case.taken_back"));
        house.conclude(&house.clerk, &id, examined()).unwrap();
        house.visit(&id);
        let inspect = house.task(&id, "inspect");
        house.inspected(&id, None).unwrap();
        house.task(&id, "decide");
        take_back(&house.inspectors[0], &inspect).unwrap();
        assert!(task_of(&house, &id, &house.clerk, "decide").is_none());
        house.visit(&id);
        house.inspected(&id, None).unwrap();
        house.conclude(&house.clerk, &id, decided(true)).unwrap();
        assert_eq!(house.view(&id).case.stage, Stage::Decided);
    });
}

/// After the branches a table says whether the papers are looked at once more.
fn sorted() -> Vec<(String, String)> {
    let join = "    - { key: together, kind: join, next: decide }\n";
    let choice = "    - { key: together, kind: join, next: sort }
    - { key: sort, kind: choice, table: risk, next: [{ on: low, to: decide }, { on: otherwise, to: second_look }] }
    - { key: second_look, kind: step, label: { zh: 复审, en: Second look }, role: bureau, duty: examine, next: decide }
";
    let table = "tables:
  - key: risk
    hit: first
    inputs:
      - label: { zh: 面积, en: Area }
        fact: area
    outputs:
      - key: outcome
        values: '\"low\", \"otherwise\"'
    rows:
      - when: [\"< 100\"]
        then: { outcome: '\"low\"' }
        reason: { zh: 面积不大, en: A small place }
      - when: [\"-\"]
        then: { outcome: '\"otherwise\"' }
        reason: { zh: 面积较大, en: A large place }
";
    vec![(join.to_owned(), choice.to_owned()), ("tables:\n".to_owned(), table.to_owned())]
}

#[test]
fn a_table_says_which_way_a_case_goes() {
    on_both(|house| {
        change(&house, &sorted());
        let id = house.ready_to_decide(None);
        house.task(&id, "decide");
        assert!(house.kinds(&id).contains(&"case.sorted".to_owned()));

        let large = house.apply(&typed(&[], &[("area", "250")]));
        house.conclude(&house.clerk, &large, Conclusion::Accepted).unwrap();
        house.conclude(&house.clerk, &large, examined()).unwrap();
        house.visit(&large);
        house.inspected(&large, None).unwrap();

        assert!(task_of(&house, &large, &house.clerk, "decide").is_none());
        house.conclude(&house.clerk, &large, examined()).unwrap();
        house.task(&large, "decide");
    });
}

#[test]
fn a_step_that_takes_too_long_goes_another_way() {
    let step = "      role: bureau
      duty: examine
      next: together
";
    let timed = "      role: bureau
      duty: examine
      after: { limit: quick, on: late }
      next:
        - { on: done, to: together, label: { zh: 审查完成, en: Done } }
        - { on: late, to: second_look, label: { zh: 逾期转办, en: Late } }
    - { key: second_look, kind: step, label: { zh: 督办审查, en: Second look }, role: bureau, duty: examine, next: together }
";
    let clocks = "clocks:\n  limits: { quick: { n: 2, unit: working_days } }\n";
    let changes = [(step, timed), ("clocks:\n", clocks)].map(|(from, to)| (from.to_owned(), to.to_owned()));
    on_both(|house| {
        change(&house, &changes);
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let first = house.task(&id, "examine");
        assert_eq!(run_timers(&house), 0);

        house.it.clock.set(super::house::later(house.it.store.now(), 7));

        assert_eq!(run_timers(&house), 1);
        assert_eq!(run_timers(&house), 0);
        assert_eq!(code(&conclude_task(&house, &house.clerk, &first, examined()).unwrap_err()), "task.ended");
        assert_ne!(house.task(&id, "examine"), first);
        assert_eq!(house.kinds(&id).last().map(String::as_str), Some("case.timed_out"));
        house.conclude(&house.clerk, &id, examined()).unwrap();

        let quick = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &quick, Conclusion::Accepted).unwrap();
        house.conclude(&house.clerk, &quick, examined()).unwrap();
        house.it.clock.set(super::house::later(house.it.store.now(), 7));
        assert_eq!(run_timers(&house), 0, "what was done in time is left alone");
    });
}

fn run_timers(house: &House) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(actions::run_timers(&house.it.store)).unwrap()
}
