//! Proofs about versions: what differs is said in words, the file written is the matter, and inheritance only tightens.

use kit::{CreditCode, Lang, RegionCode};

use super::house::matter;
use crate::model::{
    Fee, Matter,
    changes::{Change, changes},
    check::{Finding, check_matter, written},
    inherit::{FREEDOMS, check_files, inherits, resolve},
    law::LawRegister,
};

const FILE: &str = "food-business-licence-jinghu.yaml";

fn words(text: &str) -> kit::Words {
    kit::Words { zh: text.to_owned(), en: text.to_owned() }
}

fn fee(minor: i64) -> Fee {
    Fee {
        name: words("Document"),
        minor,
        currency: "CNY".to_owned(),
        clause: "administrative-licensing-law/57-58".to_owned(),
        standard: None,
        reduction: None,
    }
}

fn said(old: &Matter, new: &Matter) -> Vec<String> {
    changes(old, new).iter().map(|it| it.say(Lang::EN)).collect()
}

#[test]
fn what_is_written_is_the_matter() {
    let it = matter();

    let sound = check_matter(&it, LawRegister::built_in()).unwrap();

    assert_eq!(sound.matter, it);
    assert!(written(&it).starts_with("key: food-business-licence\n"));
}

#[test]
fn each_change_is_said_by_its_field() {
    let mut old = matter();
    old.fees.push(fee(1_000));
    let mut new = old.clone();
    new.fees[0].minor = 1_200;
    new.name.en = "Food licence".to_owned();
    new.clocks.decision.promised = Some(super::house::days(7));
    new.materials.swap(0, 1);
    new.materials.remove(4);
    new.questions.pop();
    new.flow.nodes[5].label = Some(words("Review"));
    new.catalogue.channels = vec![crate::model::ServiceChannel::Online];

    let said = said(&old, &new);

    let wanted = [
        "Name: “Food business licence” became “Food licence”",
        "Catalogue · Channels: stated as “online”",
        "Materials: “List of your food safety rules” removed",
        "Materials: put in another order",
        "Fees “Document” · Amount in hundredths: raised from 10.00 CNY to 12.00 CNY",
        "Times · Decision · Promised time: lowered from 10 working days to 7 working days",
        "Common questions: “May I open while I wait for the licence?” removed",
    ];
    for it in wanted {
        assert!(said.contains(&it.to_owned()), "{it:?} is not among {said:#?}");
    }
    assert!(
        said.iter().any(|it| it.starts_with("Process · Nodes") && it.ends_with("became “Review”")),
        "{said:#?}"
    );
    assert_eq!(said.len(), wanted.len() + 1, "{said:#?}");
}

#[test]
fn nothing_changed_says_nothing_and_every_change_speaks_each_language() {
    assert_eq!(changes(&matter(), &matter()).len(), 0);
    let mut new = matter();
    new.fees.push(fee(1));
    new.conditions.remove(0);

    for change in changes(&matter(), &new) {
        for lang in Lang::all() {
            assert!(!change.say(lang).contains(['{', '}']), "{}", change.say(lang));
        }
    }
    let paths: Vec<_> = changes(&matter(), &new).iter().map(|it: &Change| it.path.clone()).collect();
    assert_eq!(paths, ["conditions.0", "fees.0"]);
}

/// A district's file under the city's matter, with these lines of its own; what a catalogue says comes last.
fn below(lines: &str) -> String {
    let district = RegionCode::parse("990102").unwrap();
    let agency = CreditCode::made("11", &district, "JH000001").unwrap();
    let head = if lines.contains("catalogue:") { "" } else { "catalogue:\n" };
    format!(
        "inherits: food-business-licence@9901\nkey: food-business-licence-jinghu\nversion: 1\n\
         region: \"990102\"\n{lines}{head}  task_code: \"{agency}4000199001000\"\n"
    )
}

fn resolved(lines: &str) -> Result<Matter, Vec<Finding>> {
    resolve(FILE, &below(lines), &matter(), LawRegister::built_in()).map(|it| it.matter)
}

/// The code, line and field of the one thing that is wrong.
fn refused(lines: &str) -> (String, Option<u64>, String) {
    let found = resolved(lines).err().unwrap_or_default();
    assert_eq!(found.len(), 1, "{lines}: {found:?}");
    (found[0].code(), found[0].line, found[0].path.clone())
}

#[test]
fn a_district_inherits_everything_and_tightens() {
    let made = resolved(
        "clocks:\n  decision:\n    promised: { n: 5, unit: working_days }\n\
         without_materials: [rules_list]\n\
         catalogue:\n  address: { zh: 镜湖路1号, en: 1 Jinghu Road }\n",
    );

    let made = made.unwrap_or_else(|it| panic!("{it:?}"));
    let above = matter();
    assert_eq!(made.inherits.as_deref(), Some("food-business-licence@9901"));
    assert_eq!((made.region.as_str(), made.basis.clone()), ("990102", above.basis));
    assert_eq!(made.clocks.decision.promised.map(|it| it.n()), Some(5));
    assert_eq!(made.clocks.decision.statutory, above.clocks.decision.statutory);
    assert_eq!(made.materials.len(), above.materials.len() - 1);
    assert!(made.form.question("rules_list").is_none());
    let facts: Vec<_> = made.tables[0].inputs.iter().map(|it| it.fact.as_str()).collect();
    assert!(facts.contains(&"\"held\" != null") && facts.contains(&"layout_plan != null"), "{facts:?}");
    assert_eq!(made.catalogue.address.en, "1 Jinghu Road");
    assert_eq!(made.flow, above.flow);
    // What was resolved is whole: it is checked and published as any other.
    assert!(inherits(&written(&made)).is_none());
}

#[test]
fn a_level_may_only_tighten_and_never_touches_the_law() {
    let cases = [
        (
            "clocks:\n  decision:\n    promised: { n: 11, unit: working_days }\n",
            "inherit.longer",
            7,
            "clocks.decision.promised",
        ),
        (
            "clocks:\n  acceptance:\n    promised: { n: 6, unit: working_days }\n",
            "inherit.longer",
            7,
            "clocks.acceptance.promised",
        ),
        (
            "clocks:\n  delivery:\n    promised: { n: 2, unit: months }\n",
            "inherit.longer",
            7,
            "clocks.delivery.promised",
        ),
        (
            "clocks:\n  decision:\n    statutory: { n: 10, unit: working_days }\n",
            "inherit.not_allowed",
            7,
            "clocks.decision.statutory",
        ),
        ("catalogue:\n  visits: 1\n", "inherit.more", 6, "catalogue.visits"),
        ("without_materials: [passport]\n", "inherit.no_material", 5, "without_materials.0"),
        ("basis: [food-safety-law/35-1]\n", "inherit.not_allowed", 5, "basis"),
        ("conditions: []\n", "inherit.not_allowed", 5, "conditions"),
        ("materials: []\n", "inherit.not_allowed", 5, "materials"),
        ("fees: []\n", "inherit.not_allowed", 5, "fees"),
        ("tables: []\n", "inherit.not_allowed", 5, "tables"),
        ("name: { zh: 证, en: Licence }\n", "inherit.not_allowed", 5, "name"),
        ("summary: { zh: 证, en: Licence }\n", "inherit.not_allowed", 5, "summary"),
        ("catalogue:\n  power_source: entrusted\n", "inherit.not_allowed", 6, "catalogue.power_source"),
        (
            "catalogue:\n  online: { address: https://a.gov.cn }\n",
            "inherit.not_allowed",
            6,
            "catalogue.online",
        ),
    ];
    for (lines, code, line, path) in cases {
        let (found, at, field) = refused(lines);
        assert_eq!((found.as_str(), at, field.as_str()), (code, Some(line), path), "{lines}");
    }
}

#[test]
fn a_city_may_state_more_than_a_district() {
    let mut above = matter();
    above.region = "99".to_owned();
    let text = "inherits: food-business-licence@99\nkey: food-business-licence-jinghu\nversion: 1\nregion: \"9901\"\n\
        summary: { zh: 市里的说明, en: Said by the city }\n";

    let made = resolve(FILE, text, &above, LawRegister::built_in()).unwrap_or_else(|it| panic!("{it:?}"));

    assert_eq!(made.matter.summary.en, "Said by the city");
    let place = made.matter.form.question("place").unwrap();
    assert!(serde_json::to_value(place).unwrap()["within"] == "9901");
}

#[test]
fn every_freedom_is_of_a_field_that_exists() {
    for (path, ..) in FREEDOMS.iter().filter(|it| it.0 != "without_materials") {
        assert!(crate::model::fields::field_at(path).is_some(), "{path}");
    }
}

#[test]
fn a_file_below_nothing_or_outside_is_refused() {
    let law = LawRegister::built_in();
    let elsewhere = below("").replace("990102", "8801");
    let unknown = below("").replace("licence@9901", "licence@9902");

    let outside = resolve(FILE, &elsewhere, &matter(), law).err().unwrap_or_default();
    let nothing = resolve(FILE, &unknown, &matter(), law).err().unwrap_or_default();
    let orphan = check_files(&[(FILE, &below("").replace("food-business-licence@", "nothing@"))], law);

    assert_eq!(outside[0].code(), "inherit.region");
    assert_eq!(nothing[0].code(), "inherit.unknown");
    assert_eq!(orphan[0].as_ref().err().unwrap()[0].code(), "inherit.unknown");
}

#[test]
fn files_are_checked_with_what_stands_above_them() {
    let district = below("");
    let town = district
        .replace("food-business-licence@9901", "food-business-licence-jinghu@990102")
        .replace("key: food-business-licence-jinghu", "key: food-business-licence-hubin")
        .replace("\"990102\"", "\"990102001\"");

    let files = [("food-business-licence-hubin.yaml", town.as_str()), (FILE, district.as_str())];
    let checked = check_files(&files, LawRegister::built_in());

    let made: Vec<_> = checked.iter().map(|it| it.as_ref().map(|it| it.matter.region.as_str())).collect();
    assert_eq!(made, [Ok("990102001"), Ok("990102")]);
}
