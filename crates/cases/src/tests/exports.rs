//! Proof that exports say what the receivers want: the field tables of the national interface, the shapes of CPSV-AP.

mod shapes;

use serde_json::{Value, json};

use super::{
    house::{MATTER, matter, on_both},
    portal::browser::Browser,
};
use crate::{
    actions,
    model::{
        Fee,
        cpsv::{Publisher, cpsv},
        records::{RECORD_TABLES, records, records_csv, records_json},
    },
};

fn words(zh: &str, en: &str) -> kit::Words {
    kit::Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn publisher() -> Publisher {
    Publisher { origin: "https://anhe.example".to_owned(), name: words("一网", "Yiwang") }
}

#[test]
fn every_record_fills_its_columns_within_their_widths() {
    on_both(|house| {
        let all = house.it.store.read(actions::matter_records).wait().unwrap();

        for it in &all {
            let table = RECORD_TABLES.iter().find(|table| table.name == it.table).unwrap();
            assert_eq!(it.values.len(), table.columns.len());
            for (column, value) in table.columns.iter().zip(&it.values) {
                assert!(!column.needed || !value.is_empty(), "{}.{} is empty", it.table, column.name);
                assert!(value.chars().count() <= column.length_max, "{}.{}: {value}", it.table, column.name);
            }
        }
        let json = records_json(&all);
        let basic = &json["up_task_general_basic"][0];
        assert_eq!(basic["task_name"], "食品经营许可");
        assert_eq!((&basic["task_type"], &basic["project_type"]), (&json!("01"), &json!("2")));
        assert_eq!((&basic["anticipate_day"], &basic["promise_day"]), (&json!("20"), &json!("10")));
        assert_eq!((&basic["dept_name"], &basic["dept_type"]), (&json!("agency"), &json!("1")));
        assert_eq!(basic["special_procedure"], "听证,检测");
        assert_eq!(json["up_task_general_extend"][0]["result_name"], "食品经营许可证");
        assert_eq!(json["up_task_general_material"].as_array().unwrap().len(), matter().materials.len());
        assert_eq!(json["up_task_general_question"].as_array().unwrap().len(), matter().questions.len());
        assert_eq!(json["up_task_general_fee_project"], json!([]));
    });
}

#[test]
fn a_fee_is_recorded_with_its_amount_and_its_reduction() {
    let mut it = matter();
    it.fees.push(Fee {
        name: words("工本费", "Cost"),
        minor: 1_205,
        currency: "CNY".to_owned(),
        clause: "administrative-licensing-law/57-58".to_owned(),
        standard: Some(words("每证", "Each")),
        reduction: Some(words("低保免收", "None on allowance")),
    });

    let json = records_json(&records(&it, &[]));

    let fee = &json["up_task_general_fee_project"][0];
    assert_eq!(fee["fee_stand"], "12.05 CNY（每证）");
    assert_eq!((&fee["is_desc"], &fee["desc_explain"]), (&json!("1"), &json!("低保免收")));
}

#[test]
fn a_table_is_read_back_from_csv_as_it_was() {
    let mut it = matter();
    it.questions[0].answer.zh = "一,二\n\"三\"".to_owned();
    let all = records(&it, &[]);

    for table in &RECORD_TABLES {
        let rows = csv_rows(&records_csv(table, &all));

        let names: Vec<_> = table.columns.iter().map(|it| it.name.to_owned()).collect();
        assert_eq!(rows[0], names);
        let wanted: Vec<_> =
            all.iter().filter(|it| it.table == table.name).map(|it| it.values.clone()).collect();
        assert_eq!(rows[1..], wanted);
    }
}

/// A reader of RFC 4180 that shares nothing with the writer.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(it) = letters.next() {
        match (it, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (it, _) => cell.push(it),
        }
    }
    rows
}

#[test]
fn the_doors_give_records_and_cpsv() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.stranger);

        let records = browser.get("/api/records");
        assert_eq!(records.status, axum::http::StatusCode::OK, "{}", records.body);
        let records: Value = serde_json::from_str(&records.body).unwrap();
        let csv = browser.get("/api/records/up_task_general_basic").body;
        let all = browser.get("/api/matters.jsonld");
        assert_eq!(all.status, axum::http::StatusCode::OK, "{}", all.body);
        let all: Value = serde_json::from_str(&all.body).unwrap();
        let plain: Value =
            serde_json::from_str(&browser.get(&format!("/api/matters/{MATTER}")).body).unwrap();
        let unknown = browser.get("/api/records/up_task_nothing").status;

        assert_eq!(records["up_task_directory"][0]["task_name"], "食品经营许可");
        assert!(csv.starts_with("row_guid,task_code,") && csv.contains("食品经营许可"));
        assert_eq!(shapes::violations(&all), Vec::<String>::new());
        assert_eq!(plain["key"], MATTER);
        assert_eq!(unknown, axum::http::StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_matter_that_ships_conforms_to_the_shapes() {
    let matters = crate::model::Published::built_in().unwrap();
    let body = |it: &crate::model::Matter| crate::model::records::Implementer {
        code: it.catalogue.task_code[..18].to_owned(),
        name: words("镜湖区行政审批局", "Jinghu Approval Bureau"),
        region: "990102".to_owned(),
        kind: crate::model::BodyKind::Authority,
        entrusted_by: None,
    };

    let document = cpsv(&publisher(), matters.iter().map(|it| (&it.matter, vec![body(&it.matter)])));

    assert_eq!(shapes::violations(&document), Vec::<String>::new());
    let services = document["@graph"].as_array().unwrap().iter();
    assert_eq!(services.filter(|it| it["@type"] == "cpsv:PublicService").count(), matters.len());
}

#[test]
fn the_shapes_find_what_is_missing_or_wrong() {
    let document = cpsv(&publisher(), std::iter::once((&matter(), Vec::new())));

    let found = shapes::violations(&document);

    assert!(found.iter().any(|it| it.contains("cv:hasCompetentAuthority")), "{found:?}");
    let mut wrong = document.clone();
    let service =
        wrong["@graph"].as_array().unwrap().iter().position(|it| it["@type"] == "cpsv:PublicService");
    wrong["@graph"][service.unwrap()]["dct:title"] = json!("plain");
    assert!(shapes::violations(&wrong).iter().any(|it| it.contains("dct:title")));
}
