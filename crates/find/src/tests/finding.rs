//! Words, beginnings, sounds, slips and other words for the same thing.

use super::*;

fn shop() -> Index {
    index(vec![
        food_licence(),
        entry("a", "食品小作坊备案"),
        entry("b", "住房公积金提取"),
        entry("c", "居住证办理"),
        entry("d", "公共场所卫生许可新办审批（县级）"),
        entry("e", "银行账户公证"),
        entry("f", "会计代理记账许可"),
        entry("g", "Ａ类（特种）经营-许可"),
    ])
}

#[test]
fn a_service_is_found_by_every_way_of_typing_it() {
    let shop = shop();

    for (typed, name) in [
        ("食品经营许可", "食品经营许可"),
        ("食品 许可", "食品经营许可"),
        ("shipinjingying", "食品经营许可"),
        ("shi pin jing ying", "食品经营许可"),
        ("sipinjinyin", "食品经营许可"),
        ("spjy", "食品经营许可"),
        ("shipinjingy", "食品经营许可"),
        ("食品经莹许可", "食品经营许可"),
        ("食平经营许可", "食品经营许可"),
        ("food business license", "食品经营许可"),
        ("food licences", "食品经营许可"),
        ("fodo business licence", "食品经营许可"),
        ("resturant", "食品经营许可"),
        ("我想开饭店", "食品经营许可"),
        ("how do i open a restaurant", "食品经营许可"),
        ("公积金", "住房公积金提取"),
        ("housing fund", "住房公积金提取"),
        ("gjj", "住房公积金提取"),
        ("gongjijin tiqu", "住房公积金提取"),
        ("暂住证", "居住证办理"),
        ("residence permit", "居住证办理"),
        ("公共场所卫生许可证", "公共场所卫生许可新办审批（县级）"),
        ("yinhang", "银行账户公证"),
        ("kuaiji", "会计代理记账许可"),
        ("a类特种经营许可", "Ａ类（特种）经营-许可"),
    ] {
        let found = find(&shop, typed);
        assert_eq!(names(&found).first().copied(), Some(name), "{typed}: {found:?}");
    }
}

#[test]
fn what_nobody_offers_is_not_found() {
    let shop = shop();

    for typed in ["护照签证", "zzzzqq", "——", "%", "_", "passport", "\u{0}"] {
        assert_eq!(names(&find(&shop, typed)), [""; 0], "{typed}");
    }
}

#[test]
fn typing_without_an_end_is_cut_and_answered() {
    let shop = shop();

    for typed in ["食品 ".repeat(10_000), "a".repeat(10_000), "shi".repeat(3_000), "，".repeat(9_000)] {
        let found = find(&shop, &typed);
        assert!(found.n_total <= shop.len());
    }
}

#[test]
fn what_was_asked_for_is_marked_in_the_name() {
    let shop = shop();

    assert_eq!(marked(&find(&shop, "食品 许可")), ["食品", "许可"]);
    assert_eq!(marked(&find(&shop, "spjy")), ["食品经营"]);
    assert_eq!(marked(&find(&shop, "公积金")), ["住房公积金"]);
    let english = find(&shop, "food license");
    let hit = &english.hits[0];
    let said: Vec<_> = hit.marks_en.iter().map(|it| &hit.name_en.as_ref().unwrap()[it.0..it.1]).collect();
    assert_eq!(said, ["Food", "licence"]);
}

#[test]
fn what_may_have_been_meant_is_said() {
    let shop = shop();
    let meant = |typed: &str| find(&shop, typed).meant;

    assert_eq!(meant("食品经莹").as_deref(), Some("食品经营"));
    assert_eq!(meant("spjy").as_deref(), Some("食品经营"));
    assert_eq!(meant("bussiness licence").as_deref(), Some("business licence"));
    assert_eq!(meant("食品经营"), None);
    assert_eq!(meant("公积金"), None);
}

#[test]
fn a_key_is_found_by_its_beginning() {
    let shop = index(vec![entry("511A0138000000-1", "甲"), entry("511A0139000000-1", "乙")]);

    assert_eq!(names(&find(&shop, "511a0138")), ["甲"]);
    assert_eq!(find(&shop, "511A01").n_total, 2);
    assert_eq!(find(&shop, "512").n_total, 0);
}

#[test]
fn the_nearer_name_comes_first() {
    let shop = index(vec![
        entry("1", "食品经营许可变更"),
        entry("2", "小食品经营备案"),
        entry("3", "食品经营"),
        Entry { about: vec!["食品经营许可".to_owned()], ..entry("4", "许可证补办") },
        Entry { agency: "食品经营处".to_owned(), ..entry("5", "健康检查") },
        entry("6", "婚姻登记"),
    ]);

    let found = find(&shop, "食品经营");

    assert_eq!(names(&found), ["食品经营", "食品经营许可变更", "小食品经营备案", "健康检查", "许可证补办"]);
}

#[test]
fn sounds_begin_a_name_or_do_not() {
    for typed in ["anhe", "ah", "anh", "an", "anheshi"] {
        assert!(crate::sounds_like(typed, "安和市"), "{typed}");
    }
    for typed in ["he", "bei", "", "安"] {
        assert!(!crate::sounds_like(typed, "安和市"), "{typed}");
    }
    assert!(crate::sounds_like("chongqing", "重庆市"));
}
