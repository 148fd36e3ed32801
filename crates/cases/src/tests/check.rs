//! Proofs that the first matter is sound, and that a slip in it is found, named and placed.

mod mistakes;
mod proposals;
mod slips;

use kit::{LANGS, Lang};

use crate::model::{
    check::{ENTRIES_MAX, FINDINGS_MAX, Finding, MATTER_BYTES_MAX, Sound, WORDS_BYTES_MAX, Weight, check},
    law::LawRegister,
};
use slips::SLIPS;

const FILE: &str = "matters/food-business-licence.yaml";
const FOOD: &str = include_str!("../../../../matters/food-business-licence.yaml");

fn checked(text: &str) -> Result<Sound, Vec<Finding>> {
    check(FILE, text, LawRegister::built_in())
}

/// The file with one thing changed, which must stand in it.
fn changed(from: &str, to: &str) -> String {
    assert!(FOOD.contains(from), "the file does not hold {from:?}");
    FOOD.replacen(from, to, 1)
}

#[test]
fn the_first_matter_is_sound_and_says_what_nobody_verified() {
    let sound = checked(FOOD).unwrap_or_else(|it| panic!("{}", lines(&it)));

    let noted: Vec<_> = sound.notes.iter().map(|it| (it.code(), it.weight, it.line.is_some())).collect();
    assert!(noted.iter().all(|it| *it == ("clause.unverified".to_owned(), Weight::Note, true)), "{noted:?}");
    let clauses: Vec<_> = sound.notes.iter().map(|it| it.args[0].1.as_str()).collect();
    assert_eq!(
        clauses,
        [
            "food-business-licensing-measures/kinds",
            "food-business-licensing-measures/applicant",
            "food-business-licensing-measures/site-check",
            "food-business-licensing-measures/23",
        ]
    );
}

#[test]
fn a_slip_is_refused_and_named_at_its_place() {
    let mut missed = Vec::new();
    for (from, to, code) in SLIPS {
        let findings = errors(&changed(from, to));

        let found = findings.iter().find(|it| it.code() == *code && it.file == FILE);
        if !found.is_some_and(|it| it.line.is_some() && it.column.is_some()) {
            missed.push(format!("{code}: {from:?} became {to:?}\n{}", lines(&findings)));
        }
    }

    assert!(SLIPS.len() > 100 && missed.is_empty(), "{}", missed.join("\n\n"));
}

#[test]
fn a_finding_stands_where_the_slip_is() {
    let placed = [
        ("clause: food-safety-law/135", "clause: food-safety-law/136", "clause.unknown"),
        (
            "promised: { n: 10, unit: working_days }",
            "promised: { n: 21, unit: working_days }",
            "promise.too_long",
        ),
        ("fact: findings.water", "fact: findings.fire", "fact.unknown"),
        ("duty: examine", "duty: review", "duty.unknown"),
        (
            "when: { question: network_sale, is: true }",
            "when: { question: online, is: true }",
            "form.condition.unknown_question",
        ),
        ("      - { key: residence, label", "      - { key: credit_code, label", "key.doubled"),
    ];
    for (from, to, code) in placed {
        let text = changed(from, to);

        let findings = errors(&text);

        let wanted = 1 + text[..text.rfind(to).unwrap()].matches('\n').count() as u64;
        let found = findings.iter().find(|it| it.code() == code).map(|it| it.line);
        assert_eq!(found, Some(Some(wanted)), "{code}\n{}", lines(&findings));
    }
}

#[test]
fn what_takes_more_than_one_slip_is_found_too() {
    let (before, after) = FOOD.split_once("\ninspection:\n").unwrap();
    let uninspected = format!("{before}\ninspection: []\n\nflow:{}", after.split_once("\nflow:").unwrap().1);
    let many = changed("keywords: [开饭店", &format!("keywords: [{}开饭店", "词, ".repeat(ENTRIES_MAX)));
    let long = changed(
        "summary:\n  zh: 销售食品",
        &format!("summary:\n  zh: {}销售食品", "长".repeat(WORDS_BYTES_MAX)),
    );
    let large = format!("{FOOD}#{}", " ".repeat(MATTER_BYTES_MAX));

    for (text, code) in [
        (uninspected, "inspection.nothing"),
        (many, "list.too_long"),
        (long, "words.too_long"),
        (large, "file.too_large"),
        (String::new(), "file.empty"),
    ] {
        let findings = errors(&text);

        assert!(findings.iter().any(|it| it.code() == code), "{code} is not among\n{}", lines(&findings));
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = changed("use_level: 4", "use_level: 9");
    let text =
        text.replace("promised: { n: 10,", "promised: { n: 40,").replace("duty: examine", "duty: review");

    let findings = checked(&text).err().unwrap_or_default();

    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    for code in ["use_level.unknown", "promise.too_long", "duty.unknown", "clause.unverified"] {
        assert!(codes.contains(&code.to_owned()), "{codes:?}");
    }
    assert!(findings.is_sorted_by_key(|it| it.line), "{}", lines(&findings));
}

#[test]
fn every_finding_speaks_each_language_and_fills_its_words() {
    for (from, to, _) in SLIPS {
        for finding in errors(&changed(from, to)) {
            for lang in Lang::all() {
                let said = finding.line(lang);
                assert!(!said.contains(&format!(" {} ", finding.code())), "{said} has no words");
                assert!(finding.say(lang) != finding.code() && !said.contains('{'), "{said}");
            }
        }
    }
}

#[test]
fn every_code_has_words_in_each_language() {
    let keys = |n: usize| -> Vec<&str> {
        crate::TEXTS.0[n]
            .lines()
            .filter_map(|it| it.split_once(" = "))
            .map(|it| it.0)
            .filter(|it| it.starts_with("check."))
            .collect()
    };
    let sources = [
        include_str!("../model/check/asked.rs"),
        include_str!("../model/check/basics.rs"),
        include_str!("../model/check/national.rs"),
        include_str!("../model/check/process.rs"),
        include_str!("../model/check/rulings.rs"),
        include_str!("../model/check/times.rs"),
        include_str!("../model/check/walk.rs"),
        include_str!("../model/check/yaml.rs"),
        include_str!("../model/check/yaml/slip.rs"),
        include_str!("../model/check/yaml/reading.rs"),
        include_str!("../model/law.rs"),
    ];

    let in_code = sources.iter().flat_map(|it| it.split('"').skip(1).step_by(2)).filter(|it| is_code(it));
    let missing: Vec<_> = in_code.filter(|it| !keys(0).contains(&format!("check.{it}").as_str())).collect();

    assert_eq!(missing, Vec::<&str>::new());
    assert_eq!(keys(0), keys(LANGS.len() - 1));
}

/// `noun.what`, as codes are and nothing else in quotes there is.
fn is_code(it: &str) -> bool {
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let paths = ["flow.nodes", "catalogue.", "clocks.", "remedies.", "result.", "form."];
    it.split_once('.').is_some_and(|(a, b)| is_word(a) && is_word(b))
        && !paths.iter().any(|path| it.starts_with(path))
}

#[test]
fn a_hostile_file_is_refused_and_never_a_panic() {
    let deep = format!("key: {}", "[".repeat(100_000));
    let wide = format!("key: food\nkeywords: [{}]", "a,".repeat(100_000));
    let bomb = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n".to_owned();
    let large = " ".repeat(MATTER_BYTES_MAX + 1);
    let hostile = ["", "\u{0}", "- 1", "key", "key: {", "{}", "null", "\u{feff}key: x", "%YAML 9\n---\n"];

    for text in hostile.iter().map(|it| (*it).to_owned()).chain([deep, wide, bomb, large]) {
        let findings = errors(&text);
        assert!((1..=FINDINGS_MAX).contains(&findings.len()));
    }
}

#[test]
fn any_line_may_be_lost_without_a_panic() {
    let all: Vec<_> = FOOD.lines().collect();
    for n in 0..all.len() {
        let text = [&all[..n], &all[n + 1..]].concat().join("\n");
        if let Err(findings) = checked(&text) {
            assert!(findings.iter().any(|it| it.weight == Weight::Error));
        }
    }
}

/// What stops it; nothing if it is sound.
fn errors(text: &str) -> Vec<Finding> {
    let found = checked(text).err().unwrap_or_default();
    found.into_iter().filter(|it| it.weight == Weight::Error).collect()
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|it| it.line(Lang::EN)).collect::<Vec<_>>().join("\n")
}

#[test]
fn everything_an_import_of_bpmn_refuses_is_said_in_every_language() {
    for code in flow::bpmn::PROBLEMS {
        for (name, lang) in [("zh-CN", Lang::ZH), ("en", Lang::EN)] {
            assert!(crate::TEXTS.find(lang, &format!("check.flow.{code}")).is_some(), "{code} in {name}");
        }
    }
}
