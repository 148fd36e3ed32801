//! Proofs that the register reads, that every file of it is carried, and that a clause says what it is.

use std::{collections::BTreeSet, fs, path::Path};

use calendar::Unit;
use kit::Lang;

use crate::model::{check::Finding, law::LawRegister};

const LAW: &str = "
key: a-law
name: { zh: 甲法, en: A Law }
number: null
version: '2026'
in_force: null
authority: null
recalled: [number]
clauses:
  - key: \"12-1\"
    article: 第十二条第一款
    text: { zh: 甲, en: A }
    verified: true
    seen: somewhere
    clock: { n: 5, unit: working_days, from: receipt, effect: decide }
";

fn refused(text: &str) -> Vec<String> {
    let found = LawRegister::read(&[("a-law.yaml", text)]).expect_err("the file is wrong");
    assert!(found.iter().all(|it| it.file == "a-law.yaml" && it.line.is_some()), "{found:?}");
    found.iter().map(Finding::code).collect()
}

#[test]
fn the_register_of_the_binary_holds_every_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let files: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|it| it.unwrap().file_name().to_str()?.strip_suffix(".yaml").map(str::to_owned))
        .collect();

    let known: BTreeSet<_> = LawRegister::built_in().statutes().map(|it| it.key.clone()).collect();

    assert_eq!(known, files);
}

#[test]
fn a_clause_is_found_by_its_citation() {
    let register = LawRegister::built_in();

    let clause = register.clause("administrative-licensing-law/42-1").unwrap();

    assert_eq!(clause.statute.zh, "行政许可法");
    assert_eq!(clause.article.as_deref(), Some("第四十二条第一款"));
    assert!(clause.verified);
    let clock = clause.clock.as_ref().unwrap();
    assert_eq!(
        (clock.limit.n(), clock.limit.unit(), clock.from.as_str()),
        (20, Unit::WorkingDays, "acceptance")
    );
    assert!(register.clause("administrative-licensing-law/999").is_none());
    assert!(register.clauses_of("food-safety-law").any(|it| it.key == "food-safety-law/35-1"));
    assert!(register.clauses_of("food-safety").next().is_none());
}

#[test]
fn a_clause_is_cited_in_both_languages_and_an_unverified_one_says_so() {
    let cited = |key: &str| {
        let clause = LawRegister::built_in().clause(key).unwrap();
        (clause.cite(Lang::ZH), clause.cite(Lang::EN))
    };

    assert_eq!(
        cited("administrative-licensing-law/42-1"),
        (
            "《行政许可法》第四十二条第一款".to_owned(),
            "Administrative Licensing Law, Article 42, paragraph 1".to_owned()
        )
    );
    assert_eq!(
        cited("administrative-reconsideration-law/24-25").1,
        "Administrative Reconsideration Law, Article 24 to Article 25"
    );
    assert_eq!(cited("food-safety-law/33-1-1").1, "Food Safety Law, Article 33, paragraph 1, item 1");
    assert_eq!(cited("food-safety-law/122").1, "Food Safety Law, Article 122");
    assert_eq!(
        cited("food-business-licensing-measures/decision").0,
        "《食品经营许可和备案管理办法》（待核）"
    );
    assert_eq!(
        cited("food-business-licensing-measures/23").1,
        "Food Business Licensing and Filing Measures, Article 23 (not verified)"
    );
}

#[test]
fn every_article_of_the_register_can_be_said_in_english() {
    for law in LawRegister::built_in().statutes() {
        for clause in LawRegister::built_in().clauses_of(&law.key) {
            assert!(!clause.cite(Lang::EN).contains('第'), "{}", clause.cite(Lang::EN));
        }
    }
}

#[test]
fn a_slip_in_the_register_is_named() {
    let slips = [
        ("key: a-law", "key: b-law", "file.misnamed"),
        ("en: A Law", "en: ''", "words.missing"),
        ("recalled: [number]", "recalled: [title]", "schema.unknown_word"),
        ("number: null\n", "nummer: null\n", "schema.unknown_field"),
        ("article: 第十二条第一款", "article: null", "article.missing"),
        ("key: \"12-1\"", "key: \"12 1\"", "key.malformed"),
        ("seen: somewhere", "seen: ''", "seen.missing"),
        ("n: 5,", "n: 0,", "clock.unfit"),
        ("n: 5,", "n: 99999,", "clock.unfit"),
        ("unit: working_days", "unit: days", "schema.unknown_word"),
    ];
    assert!(LawRegister::read(&[("a-law.yaml", LAW)]).is_ok());
    for (from, to, code) in slips {
        assert!(LAW.contains(from), "{from}");

        let codes = refused(&LAW.replacen(from, to, 1));

        assert!(codes.contains(&code.to_owned()), "{code} is not among {codes:?}");
    }
}

#[test]
fn a_clause_or_statute_that_stands_twice_is_refused() {
    let clause = LAW.split("clauses:\n").nth(1).unwrap();
    let twice = format!("{LAW}{clause}");

    let files = LawRegister::read(&[("a-law.yaml", LAW), ("a-law.yaml", LAW)]).expect_err("it stands twice");

    assert_eq!(refused(&twice), ["key.doubled"]);
    assert!(files.iter().any(|it| it.code() == "key.doubled" && it.path == "key"));
}

#[test]
fn anyone_reads_the_register_and_sees_what_is_verified_and_who_cites_it() {
    super::house::on_both(|house| {
        let get = |path: &str| super::reorganising::ask(&house, "citizen", path, None);

        let (_, _, list) = get("/law");
        let (_, _, statute) = get("/law/food-safety-law");
        let (missing, ..) = get("/law/no-such-law");

        let register = LawRegister::built_in();
        assert!(register.statutes().all(|it| list.contains(&format!("href=\"/law/{}\"", it.key))));
        let clauses: Vec<_> = register.clauses_of("food-safety-law").collect();
        assert!(clauses.iter().all(|it| statute.contains(&it.key)));
        let n_unverified = clauses.iter().filter(|it| !it.verified).count();
        assert_eq!(statute.matches("tag warn").count(), n_unverified);
        assert!(statute.contains("href=\"/matters/food-business-licence\""));
        assert_eq!(missing, axum::http::StatusCode::NOT_FOUND);
    });
}
