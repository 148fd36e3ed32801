//! Proofs that each check can fail: every one meets a bad sample, and a tidy house passes them all.
//! Nothing here touches the disk.

mod samples;

use std::collections::BTreeSet;

use super::house::House;
use super::scan::Source;
use super::{CHECKS, findings};

#[test]
fn every_bad_sample_is_found_and_named() {
    for bad in samples::all() {
        let found = found(bad.check, bad.files);
        assert!(
            found.iter().any(|it| it.contains(bad.says)),
            "{}: {:?} not in {found:#?}",
            bad.check,
            bad.says
        );
    }
}

#[test]
fn every_check_has_a_bad_sample() {
    let sampled: BTreeSet<&str> = samples::all().iter().map(|it| it.check).collect();
    let all: BTreeSet<&str> = CHECKS.iter().map(|it| it.name).collect();

    assert_eq!(sampled, all);
}

#[test]
fn a_tidy_house_has_nothing_to_mend() {
    for check in CHECKS {
        assert_eq!(found(check.name, samples::owned(samples::GOOD)), Vec::<String>::new(), "{}", check.name);
    }
}

#[test]
fn the_scanner_tells_code_from_strings_and_comments() {
    let text = r##"fn f<'a>(x: &'a str) { let q = '"'; let e = '\''; g(r#"raw " fn no() {"#, "a\"b\
        c", b"\\"); /* fn not() /* nested */ { */ } // "end"
"##;

    let source = Source::of("x.rs", text);

    let values: Vec<&str> = source.literals.iter().map(|it| &*it.value).collect();
    assert_eq!(values, ["raw \" fn no() {", "a\"bc", "\\"]);
    assert_eq!(source.comments.len(), 2);
    assert_eq!(source.words("fn").count(), 1);
    assert_eq!(source.code.len(), text.len());
}

fn found(check: &str, files: Vec<(String, String)>) -> Vec<String> {
    let paths = files.iter().map(|(path, _)| path.clone()).collect();
    let house = House::of(files, paths).unwrap();
    let check = CHECKS.iter().find(|it| it.name == check).unwrap();
    findings(check, &house).iter().map(ToString::to_string).collect()
}
