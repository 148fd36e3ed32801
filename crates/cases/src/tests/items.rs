//! Proofs that the real items are read whole and that an odd row is named.

mod imports;

use std::path::PathBuf;

use kit::RegionCode;

use crate::model::{TaskType, items::ItemFile};

/// More rows than any test has.
const ROWS_MAX: usize = 10_000;

const ROW: &str = r#"{"department":"区市监局","main_item":"未分类","name":"食品经营许可","item_code":"511A0138000000-511602000000-000-115113010087783353-1-00","task_type":"1","dept_code":"115113010087783353","link":"http://example.cn/item?areaCode=511602000000"}"#;

/// The real file, where the machine has it.
fn real() -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cn-service-items");
    let found = std::fs::read_to_string(folder.join("guangan-service-items.jsonl")).ok();
    if found.is_none() {
        println!("not run: ../shared/data/cn-service-items is not there");
    }
    found
}

fn read(text: &str) -> ItemFile {
    ItemFile::read(text, ROWS_MAX)
}

fn flaws(file: &ItemFile) -> Vec<(u64, &'static str)> {
    file.refused.iter().map(|(line, it)| (*line, it.code)).collect()
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

#[test]
fn every_real_item_is_taken_and_what_is_odd_is_said() {
    let Some(text) = real() else { return };

    let file = read(&text);

    assert_eq!(flaws(&file), []);
    assert_eq!(file.items.len(), 1_135);
    assert_eq!(file.region(), Some(region("511602")));
    let of = |wanted: TaskType| file.items.iter().filter(|it| it.task_type == wanted).count();
    assert_eq!(of(TaskType::Licensing), 536);
    assert_eq!(of(TaskType::PublicService), 348);
    // One code names the province; three name no division, and their link does.
    assert_eq!(file.items.iter().filter(|it| it.region == region("51")).count(), 1);
    assert_eq!(file.items.iter().filter(|it| it.region == region("511602")).count(), 1_134);
    let notes: Vec<_> = file.notes.iter().map(|it| (it.code, it.args[0].1.as_str())).collect();
    assert_eq!(notes[1], ("item.placed_by_link", "3"));
    assert_eq!(notes[0].0, "item.odd_agencies");
}

#[test]
fn the_division_is_not_taken_from_the_catalogue_part_of_a_code() {
    let file = read(&ROW.replace("511A0138000000", "512012002012"));

    assert_eq!(file.region(), Some(region("511602")));
}

#[test]
fn a_row_that_cannot_be_taken_is_named_with_its_line() {
    let wrong = |from: &str, to: &str| {
        assert!(ROW.contains(from), "{from}");
        let row = ROW.replace(from, to);
        let file = read(&format!("{}\n\n{row}", ROW.replace("0138", "0139")));
        assert_eq!((file.items.len(), file.refused.len()), (1, 1), "{to}");
        assert_eq!(file.refused[0].0, 3);
        file.refused[0].1.code
    };

    assert_eq!(wrong("{", ""), "item.malformed");
    assert_eq!(wrong("\"task_type\":\"1\"", "\"task_type\":1"), "item.malformed");
    assert_eq!(wrong("\"task_type\":\"1\"", "\"task_type\":\"99\""), "item.task_type");
    assert_eq!(wrong("食品经营许可", " "), "item.words_missing");
    assert_eq!(wrong("食品经营许可", &"长".repeat(501)), "item.words_too_long");
    assert_eq!(wrong("食品经营许可", "食\\u0000品"), "item.words_unreadable");
    assert_eq!(wrong("区市监局", ""), "item.words_missing");
    assert_eq!(wrong("511A0138000000", "511A 0138"), "item.code");
    assert_eq!(wrong("\"dept_code\":\"115113010087783353\"", "\"dept_code\":\"\""), "item.code");
    assert_eq!(wrong("http://example.cn", "javascript:alert"), "item.link");
    assert_eq!(wrong("511602000000", "x"), "item.no_region");
    assert_eq!(wrong("未分类", &"长".repeat(5_000)), "item.line_too_long");
}

#[test]
fn a_code_that_stands_twice_is_refused_with_the_line_it_stood_on_first() {
    let file = read(&format!("{ROW}\n{}", ROW.replace("食品经营许可", "另一事项")));

    assert_eq!(flaws(&file), [(2, "item.doubled")]);
    assert_eq!(file.refused[0].1.args, [("line", "1".to_owned())]);
}

#[test]
fn a_file_without_items_or_with_too_many_is_refused() {
    let rows: Vec<_> = (0..4).map(|n| ROW.replace("0138", &format!("{n:04}"))).collect();

    assert_eq!(flaws(&read("\n \n")), [(1, "item.none")]);
    assert_eq!(flaws(&read(&format!("\u{feff}{ROW}"))), []);
    assert_eq!(flaws(&ItemFile::read(&rows.join("\n"), 3)), [(4, "item.too_many")]);
}

#[test]
fn a_type_keeps_its_word() {
    for it in TaskType::ALL {
        assert_eq!(TaskType::parse(it.as_str()), Some(it));
        assert_eq!(serde_json::to_value(it).unwrap(), it.as_str());
    }
}
