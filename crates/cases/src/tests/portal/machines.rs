//! The machine doors: what they refuse field by field, and that an application counts once.
//! The answers are those of the pages.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    super::house::{on_both, typed},
    browser::Browser,
};

const DOOR: &str = "/api/matters/food-business-licence/cases";

#[test]
fn a_machine_applies_once_for_each_submission_and_reads_its_case() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let answers: Value =
            typed(&[], &[]).into_iter().map(|(name, value)| (name, Value::from(value))).collect();
        let body = json!({ "submission": "a1", "answers": answers });

        let first: Value = serde_json::from_str(&browser.post_json(DOOR, &body).body).unwrap();
        let again: Value = serde_json::from_str(&browser.post_json(DOOR, &body).body).unwrap();
        let path = format!("/api/cases/{}", first["id"].as_str().unwrap());
        let case: Value = serde_json::from_str(&browser.get(&path).body).unwrap();
        let list: Value = serde_json::from_str(&browser.get("/api/cases").body).unwrap();
        let stranger = Browser::of(&house, &house.stranger).get(&path);

        assert_eq!(first, again);
        assert_eq!(case["stage"], "received");
        assert_eq!(case["answers"]["operator_name"], "老王面馆");
        assert_eq!(case["tasks"][0]["duty"], "accept");
        assert_eq!(list["cases"].as_array().unwrap().len(), 1);
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_flawed_application_is_refused_field_by_field() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let body = json!({ "submission": "a2", "answers": { "operator_name": "老王面馆", "area": 0 } });

        let refused = browser.post_json(&format!("{DOOR}?lang=en"), &body);
        let problem: Value = serde_json::from_str(&refused.body).unwrap();

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let errors = problem["errors"].as_array().unwrap();
        let area = errors.iter().find(|it| it["field"] == "area").unwrap();
        assert_eq!(area["code"], "decimal.too_small");
        assert!(area["detail"].as_str().unwrap().contains("Floor area"));
        assert!(errors.iter().all(|it| it["field"] != "operator_name"));
    });
}

#[test]
fn answers_that_are_no_text_and_an_application_without_a_key_are_refused() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let answers: Value =
            typed(&[], &[]).into_iter().map(|(name, value)| (name, Value::from(value))).collect();

        let strange = browser.post_json(DOOR, &json!({ "submission": "a3", "answers": { "area": {} } }));
        let keyless = browser.post_json(DOOR, &json!({ "answers": answers }));
        let nobody = Browser::nobody(&house).post_json(DOOR, &json!({}));

        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(keyless.status, StatusCode::CONFLICT);
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn matters_are_open_to_everyone_with_all_their_file_says() {
    on_both(|house| {
        let mut browser = Browser::nobody(&house);

        let list: Value = serde_json::from_str(&browser.get("/api/matters").body).unwrap();
        let one: Value =
            serde_json::from_str(&browser.get("/api/matters/food-business-licence").body).unwrap();

        assert_eq!(list["matters"][0]["key"], "food-business-licence");
        assert_eq!(one["file"]["form"]["pages"][0]["key"], "applicant");
        assert!(one["version"].as_str().unwrap().starts_with("version_"));
    });
}
