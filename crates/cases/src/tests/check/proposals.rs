//! Proofs of what the rules of the first matter propose: granted, refused, not accepted, withdrawn, overdue.
//! No store and no clock: facts go in, proposals with reasons come out.

use flow::{Event, State, WITHDRAWN, step};
use forms::{Answer, Answers};
use serde_json::{Value, json};

use super::{FILE, FOOD, lines};
use crate::model::published::{ACCEPTANCE, OUTCOME, Published};

fn food() -> Published {
    Published::from_yaml(FILE, FOOD).unwrap_or_else(|it| panic!("{}", lines(&it)))
}

/// A noodle shop that hands everything in.
fn answers() -> Answers {
    let mut answers = Answers::default();
    let items = ["hot", "drinks"].map(str::to_owned).to_vec();
    answers.put("business_kind", Answer::Text("catering".to_owned()));
    answers.put("business_items", Answer::Keys(items));
    answers.put("layout_plan", Answer::Text("counter".to_owned()));
    answers.put("rules_list", Answer::Text("post".to_owned()));
    answers
}

fn facts(food: &Published, answers: &Answers) -> Value {
    let mut facts = food.matter.form.facts(answers);
    facts["case"] = json!({ "corrected": false });
    facts
}

/// Examined and inspected, with these items out of order.
fn found(food: &Published, faults: &[&str]) -> Value {
    let mut facts = facts(food, &answers());
    facts["examination"] = json!({ "materials_complete": true });
    let items =
        food.matter.inspection.iter().map(|it| (it.key.clone(), json!(!faults.contains(&it.key.as_str()))));
    facts["findings"] = Value::Object(items.collect());
    facts
}

/// What a table proposes, and the clauses of the rows that fired.
fn proposed(food: &Published, duty: &str, facts: &Value) -> (Option<String>, Vec<String>) {
    let decision = food.decide(food.table_of(duty).unwrap(), facts).unwrap();
    let outcome = decision.outputs[OUTCOME].to_json().as_str().map(str::to_owned);
    let clauses = decision.fired.iter().map(|it| it.clause.clone().expect("every row of law has a clause"));
    (outcome, clauses.collect())
}

#[test]
fn a_complete_application_that_passes_inspection_is_granted() {
    let food = food();

    let accepted = proposed(&food, "accept", &facts(&food, &answers()));
    let decided = proposed(&food, "decide", &found(&food, &[]));

    assert_eq!(accepted, (Some("accepted".to_owned()), vec!["administrative-licensing-law/32".to_owned()]));
    assert_eq!(decided, (Some("granted".to_owned()), vec!["food-safety-law/35-2".to_owned()]));
}

#[test]
fn a_refusal_states_every_reason_with_its_clause() {
    let food = food();
    let mut facts = found(&food, &["pollution", "layout", "water"]);
    facts["examination"]["materials_complete"] = json!(false);

    let (outcome, clauses) = proposed(&food, "decide", &facts);

    assert_eq!(outcome.as_deref(), Some("refused"));
    assert_eq!(
        clauses,
        [
            "food-safety-law/35-2",
            "food-safety-law/33-1-1",
            "food-safety-law/33-1-4",
            "food-safety-law/33-1-9"
        ]
    );
}

#[test]
fn every_single_fault_found_on_site_is_a_reason_to_refuse() {
    let food = food();
    for item in &food.matter.inspection {
        let (outcome, clauses) = proposed(&food, "decide", &found(&food, &[&item.key]));

        assert_eq!(outcome.as_deref(), Some("refused"), "{}", item.key);
        assert_eq!(clauses.as_slice(), std::slice::from_ref(&item.clause));
    }
}

#[test]
fn what_needs_no_licence_is_not_accepted() {
    let food = food();
    for sold in [vec!["prepackaged"], vec!["farm_produce"], vec!["prepackaged", "farm_produce"]] {
        let mut answers = answers();
        answers.put("business_items", Answer::Keys(sold.iter().map(|it| (*it).to_owned()).collect()));

        let (outcome, clauses) = proposed(&food, "accept", &facts(&food, &answers));

        assert_eq!(outcome.as_deref(), Some("not_accepted"), "{sold:?}");
        assert_eq!(clauses, ["food-safety-law/35-1"]);
    }
}

#[test]
fn what_is_missing_is_told_once_and_then_not_accepted() {
    let food = food();
    let mut answers = answers();
    answers.forget("layout_plan");
    answers.forget("rules_list");
    let mut facts = facts(&food, &answers);

    let first = proposed(&food, "accept", &facts);
    facts["case"]["corrected"] = json!(true);
    let second = proposed(&food, "accept", &facts);

    assert_eq!((first.0.as_deref(), first.1.len()), (Some("correction"), 2));
    assert_eq!((second.0.as_deref(), second.1.len()), (Some("not_accepted"), 2));
}

#[test]
fn nothing_is_proposed_while_the_inspection_is_overdue() {
    let food = food();
    let mut facts = facts(&food, &answers());
    facts["examination"] = json!({ "materials_complete": true });

    let (outcome, clauses) = proposed(&food, "decide", &facts);

    assert_eq!((outcome, clauses), (None, Vec::new()));
}

#[test]
fn a_case_may_be_withdrawn_wherever_it_stands() {
    let food = food();
    let begun = step(&food.flow, &State::default(), Event::Begun).unwrap().0;
    let accepted =
        Event::Done { node: "accept".to_owned(), visit: 1, seat: None, outcome: "accepted".to_owned() };
    let in_parallel = step(&food.flow, &begun, accepted).unwrap().0;

    for state in [begun, in_parallel] {
        let (after, _) = step(&food.flow, &state, Event::Withdrawn).unwrap();

        assert_eq!((after.ended(), after.open().count()), (Some(WITHDRAWN), 0));
    }
}

#[test]
fn a_published_matter_comes_back_from_the_store_as_it_went_in() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    let food = food();
    let json = serde_json::to_string(&food.matter).unwrap();

    let back = Published::from_json(&json).unwrap();

    assert_eq!(back.matter, food.matter);
    assert_eq!((back.duty_of("inspect"), back.role_of("inspect")), (Some("inspect"), Some("station")));
    assert_eq!((back.table_of("accept"), back.table_of("deliver")), (Some(ACCEPTANCE), None));
    assert_eq!(back.open_clauses().len(), 4);
    is_shared(&back);
}
