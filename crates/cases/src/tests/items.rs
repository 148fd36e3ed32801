//! Proofs that the real items are read whole, that an odd row is named, and that plain words find them.

mod imports;

use std::path::PathBuf;

use kit::RegionCode;

use crate::model::{
    TaskType,
    items::{FOUND_MAX, ItemFile, Items, Query},
};

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

fn names(items: &Items, query: &Query<'_>) -> Vec<String> {
    items.search(query).items.iter().map(|it| it.name.clone()).collect()
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
fn real_items_are_found_by_name_agency_and_region() {
    let Some(text) = real() else { return };
    let items = Items::of(read(&text).items);

    let filing = names(&items, &Query { words: "仅销售预包装食品 备案", ..Query::default() });
    let at_bureau =
        items.search(&Query { words: "食品", department: Some("区行政审批局"), ..Query::default() });
    let everything = items.search(&Query::default());
    let elsewhere = items.search(&Query { region: Some(&region("9901")), ..Query::default() });
    let in_county = items.search(&Query { region: Some(&region("511602")), ..Query::default() });

    assert_eq!(filing.len(), 3);
    assert!(filing.iter().all(|it| it.starts_with("仅销售预包装食品")));
    assert!(at_bureau.n_total > 5 && at_bureau.items.iter().all(|it| it.department == "区行政审批局"));
    assert_eq!((everything.n_total, everything.items.len()), (1_135, FOUND_MAX));
    assert_eq!((elsewhere.n_total, in_county.n_total), (0, 1_135));
    assert_eq!(items.departments().count(), 34);
    assert_eq!(items.regions().map(|it| it.1).sum::<usize>(), 1_135);
}

#[test]
fn a_page_goes_on_where_the_one_before_ended() {
    let Some(text) = real() else { return };
    let items = Items::of(read(&text).items);
    let page = |from| items.search(&Query { words: "备案", from, ..Query::default() });

    let n_total = page(0).n_total;
    let mut codes: Vec<_> =
        (0..n_total).step_by(FOUND_MAX).flat_map(|from| page(from).items).map(|it| &it.code).collect();

    assert_eq!(codes.len(), n_total);
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), n_total);
    assert!(page(n_total).items.is_empty());
}

#[test]
fn a_hit_in_the_name_comes_before_one_elsewhere() {
    let row = |name: &str, main: &str, department: &str, n: u32| {
        ROW.replace("食品经营许可", name)
            .replace("未分类", main)
            .replace("区市监局", department)
            .replace("511A0138000000", &format!("511A{n}"))
    };
    let rows = [
        row("许可证补办", "食品经营许可", "甲局", 1),
        row("小食品经营备案", "未分类", "甲局", 2),
        row("食品经营许可变更", "未分类", "甲局", 3),
        row("食品经营", "未分类", "甲局", 4),
        row("健康检查", "未分类", "食品经营处", 5),
        row("婚姻登记", "未分类", "乙局", 6),
    ];
    let items = Items::of(read(&rows.join("\n")).items);

    let found = names(&items, &Query { words: "食品经营", ..Query::default() });

    assert_eq!(found, ["食品经营", "食品经营许可变更", "小食品经营备案", "许可证补办", "健康检查"]);
}

#[test]
fn width_case_and_signs_make_no_difference_and_every_word_must_stand_there() {
    let row = ROW.replace("食品经营许可", "Ａ类（食品）经营-许可");
    let items = Items::of(read(&row).items);
    let n_found = |words: &str| items.search(&Query { words, ..Query::default() }).n_total;

    for words in ["a类食品经营许可", "A 类", "（食品）", "许可 食品", "511a-0138", "  ", "市监局"]
    {
        assert_eq!(n_found(words), 1, "{words}");
    }
    for words in ["许可 烟草", "食品许可", "——", "%", "_"] {
        assert_eq!(n_found(words), 0, "{words}");
    }
    assert_eq!(n_found(&"食品 ".repeat(10_000)), 1);
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
