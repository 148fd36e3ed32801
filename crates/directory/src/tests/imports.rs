//! Proofs that a file of regions comes in whole or not at all, and that readers see whole versions only.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kit::{Actor, RegionCode, Result};
use store::Store;

use super::{
    acts, code, demo_regions, official_with, on_both, platform, put_demo, refused, region, steward_of,
};
use crate::{
    CN_PROVINCES, RegionFiles, children, import_regions,
    imports::{Diff, File, Outcome, Progress, Report, Stage},
    path, put_regions, regions_named,
};

const PROVINCES: &str = "code,name\n11,\"北京市\"\n12,天津市\n";
const CITIES: &str = "code,name,provinceCode\n1101,市辖区,11\n1201,市辖区,12\n";

fn import(store: &Store, files: &[(&str, &str)]) -> Result<Vec<Report>> {
    let files: Vec<_> = files.iter().map(|(name, text)| File { name, bytes: text.as_bytes() }).collect();
    import_regions(store, &platform(), &RegionFiles { files: &files, completion: "" }, &mut |_| {})
}

fn import_one(store: &Store, text: &str) -> Report {
    import(store, &[("file.csv", text)]).unwrap().pop().unwrap()
}

fn name_of(store: &Store, text: &str) -> Option<String> {
    let code = code(text);
    store.read(move |read| crate::region(read, &code)).wait().unwrap().map(|it| it.name)
}

fn n_stored(store: &Store) -> i64 {
    store.read(|it| it.one("SELECT COUNT(*) FROM regions", &[], |row| row.int(0))).wait().unwrap().unwrap()
}

/// Flaws and lines of the refused rows.
fn flaws(report: &Report) -> Vec<(u64, &'static str)> {
    report.refused.rows.iter().map(|(line, flaw)| (*line, flaw.code)).collect()
}

/// How many rows [`put_upper_levels`] leaves.
const N_UPPER: i64 = 22;

/// Two provinces, and twenty cities of one of them.
fn put_upper_levels(store: &Store) {
    let cities: String = (0..20).map(|n| format!("11{n:02},市{n}\n")).collect();
    let reports = import(store, &[("p.csv", PROVINCES), ("c.csv", &format!("code,name\n{cities}"))]).unwrap();
    assert!(reports.iter().all(|it| it.outcome == Outcome::Imported));
}

/// A county for each number, in those cities.
fn counties(from: usize, to: usize) -> String {
    let rows: String = (from..to).map(|n| format!("11{n:04},区{n}\n")).collect();
    format!("code,name\n{rows}")
}

#[test]
fn regions_are_found_by_code_by_name_and_by_what_they_lie_in() {
    on_both(|it| {
        put_demo(&it.store);

        let read = it.store.read(|read| {
            let codes =
                |it: Vec<crate::Region>| it.into_iter().map(|it| it.code).collect::<Vec<RegionCode>>();
            Ok((
                codes(path(read, &code("990101001"))?),
                codes(children(read, Some(&code("9901")), None)?.rows),
                codes(children(read, None, None)?.rows),
                codes(regions_named(read, "清")?),
                codes(regions_named(read, "清源区")?),
                codes(regions_named(read, " ")?),
            ))
        });
        let (way, within, top, beginning, exact, nothing) = read.wait().unwrap();

        assert_eq!(way, ["99", "9901", "990101", "990101001"].map(code));
        assert_eq!(within, ["990101", "990102"].map(code));
        assert_eq!(top, [code("99")]);
        assert_eq!(beginning, ["990101001", "990101"].map(code));
        assert_eq!(exact, [code("990101")]);
        assert!(nothing.is_empty());
        assert_eq!(name_of(&it.store, "98"), None);
    });
}

#[test]
fn levels_come_in_from_above_whatever_the_order_of_the_files() {
    on_both(|it| {
        put_demo(&it.store);

        let reports = import(&it.store, &[("cities.csv", CITIES), ("provinces.csv", PROVINCES)]).unwrap();

        let sources: Vec<_> = reports.iter().map(|it| (it.source.as_str(), it.outcome)).collect();
        assert_eq!(sources, [("regions/province", Outcome::Imported), ("regions/city", Outcome::Imported)]);
        assert_eq!(name_of(&it.store, "11").as_deref(), Some("北京市"));
        assert_eq!(name_of(&it.store, "1201").as_deref(), Some("市辖区"));
        assert_eq!(name_of(&it.store, "9901").as_deref(), Some("安和市"));
        assert_eq!(acts(&it.store), ["regions.imported"; 3]);
    });
}

#[test]
fn the_same_file_again_changes_nothing_and_says_so() {
    on_both(|it| {
        import_one(&it.store, PROVINCES);

        let again = import_one(&it.store, PROVINCES);

        assert_eq!(again.outcome, Outcome::Unchanged);
        assert_eq!(acts(&it.store), ["regions.imported"]);
        assert_eq!(put_demo(&it.store).diff.added.n, 5);
        let demo = put_regions(&it.store, &platform(), "demo", demo_regions(), &mut |_| {}).unwrap();
        assert_eq!(demo.outcome, Outcome::Unchanged);
    });
}

#[test]
fn a_changed_file_tells_its_differences_and_leaves_no_old_rows() {
    on_both(|it| {
        import_one(&it.store, PROVINCES);

        let changed = import_one(&it.store, "code,name\n12,天津\n13,河北省\n");

        assert_eq!(changed.outcome, Outcome::Imported);
        let Diff { added, removed, renamed } = changed.diff;
        assert_eq!((added.n, added.first), (1, vec!["13 河北省".to_owned()]));
        assert_eq!((removed.n, removed.first), (1, vec!["11 北京市".to_owned()]));
        assert_eq!((renamed.n, renamed.first), (1, vec!["12 天津市 → 天津".to_owned()]));
        assert_eq!(name_of(&it.store, "11"), None);
        assert_eq!(n_stored(&it.store), 2);
    });
}

#[test]
fn one_refused_row_refuses_the_file_and_every_such_row_is_told() {
    on_both(|it| {
        import(&it.store, &[("provinces.csv", PROVINCES), ("cities.csv", CITIES)]).unwrap();
        let long = "长".repeat(2_000);
        let text = format!(
            "code,name\n1101,东城\n110,短\n1102,\n1101,又\n9801,无上级\n110105,朝阳区\n1103,{long}\n1104,\u{7}\n"
        );

        let report = import_one(&it.store, &text);

        assert_eq!(report.outcome, Outcome::Refused);
        assert_eq!(
            flaws(&report),
            [
                (3, "import.code_shape"),
                (4, "name.empty"),
                (5, "import.code_doubled"),
                (6, "import.parent_missing"),
                (7, "import.level_mixed"),
                (8, "import.line_long"),
                (9, "name.signs"),
            ]
        );
        assert_eq!(name_of(&it.store, "1101").as_deref(), Some("市辖区"));
        assert_eq!(acts(&it.store).len(), 2);
        assert_eq!(n_stored(&it.store), 4);
    });
}

#[test]
fn a_file_that_is_none_is_refused_whole() {
    on_both(|it| {
        let bytes: [(&[u8], &str); 4] = [
            (b"", "import.empty"),
            (b"code,name\n", "import.empty"),
            (b"id,label\n11,x\n", "import.columns"),
            (b"code,name\n11,\xff\xfe\n", "import.not_utf8"),
        ];
        for (bytes, flaw) in bytes {
            let files = [File { name: "x.csv", bytes }];
            let run = RegionFiles { files: &files, completion: "" };

            let report = import_regions(&it.store, &platform(), &run, &mut |_| {}).unwrap().pop().unwrap();

            assert_eq!(report.outcome, Outcome::Refused);
            assert_eq!(report.refused.rows[0].1.code, flaw);
        }
        let doubled = import(&it.store, &[("a.csv", PROVINCES), ("b.csv", PROVINCES)]);
        assert_eq!(refused(doubled), "import.level_doubled");
    });
}

#[test]
fn a_byte_order_mark_and_other_columns_do_no_harm() {
    on_both(|it| {
        let text = "\u{feff}name_en,code,name,other\nBeijing,11,北京市,1\n,12,天津市\n";

        assert_eq!(import_one(&it.store, text).outcome, Outcome::Imported);

        let found = it.store.read(|read| crate::region(read, &code("11"))).wait().unwrap();
        assert_eq!(found, Some(region("11", "北京市", Some("Beijing"))));
        assert_eq!(name_of(&it.store, "12").as_deref(), Some("天津市"));
    });
}

#[test]
fn a_code_is_in_one_source_only() {
    on_both(|it| {
        put_demo(&it.store);

        let province = import_one(&it.store, "code,name\n99,别处\n");
        let level = put_regions(&it.store, &platform(), "province", demo_regions(), &mut |_| {});

        assert_eq!(flaws(&province), [(2, "import.code_elsewhere")]);
        assert_eq!(refused(level), "import.source_taken");
        assert_eq!(name_of(&it.store, "99").as_deref(), Some("演示省"));
    });
}

#[test]
fn the_profile_completes_provinces_that_the_file_lacks() {
    on_both(|it| {
        let files = [File { name: "p.csv", bytes: "code,name\n11,北京市\n82,澳门\n".as_bytes() }];
        let run = RegionFiles { files: &files, completion: CN_PROVINCES };

        let report = import_regions(&it.store, &platform(), &run, &mut |_| {}).unwrap().pop().unwrap();

        assert_eq!(report.n_rows, 4);
        let told: Vec<_> = report.notes.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(told, ["71", "81"]);
        assert_eq!(name_of(&it.store, "81").as_deref(), Some("香港特别行政区"));
        assert_eq!(name_of(&it.store, "82").as_deref(), Some("澳门"));
    });
}

#[test]
fn a_crash_between_chunks_leaves_the_old_version_current() {
    on_both(|it| {
        put_upper_levels(&it.store);
        import_one(&it.store, &counties(0, 700));
        let text = counties(100, 1_800);
        let files = [File { name: "big.csv", bytes: text.as_bytes() }];
        let run = RegionFiles { files: &files, completion: "" };
        let crash = &mut |it: Progress<'_>| {
            assert!(it.stage != Stage::Writing || it.n_done < 1_000, "on purpose");
        };

        let crashed = catch_unwind(AssertUnwindSafe(|| import_regions(&it.store, &platform(), &run, crash)));

        assert!(crashed.is_err());
        assert_eq!(n_stored(&it.store), N_UPPER + 700 + 1_000);
        assert_eq!(name_of(&it.store, "110000").as_deref(), Some("区0"));
        assert_eq!(name_of(&it.store, "110700"), None);
        let mended = import_one(&it.store, &text);
        assert_eq!((mended.outcome, mended.n_rows), (Outcome::Imported, 1_700));
        assert_eq!((mended.diff.added.n, mended.diff.removed.n, mended.diff.renamed.n), (1_100, 100, 0));
        assert_eq!(mended.diff.added.first.len(), 20);
        assert_eq!(n_stored(&it.store), N_UPPER + 1_700);
        assert_eq!(acts(&it.store).len(), 4);
    });
}

#[test]
fn a_crash_while_clearing_is_mended_by_the_same_file_again() {
    on_both(|it| {
        put_upper_levels(&it.store);
        import_one(&it.store, &counties(0, 700));
        let text = counties(100, 200);
        let files = [File { name: "file.csv", bytes: text.as_bytes() }];
        let run = RegionFiles { files: &files, completion: "" };
        let crash = &mut |it: Progress<'_>| assert!(it.stage != Stage::Clearing, "on purpose");

        let crashed = catch_unwind(AssertUnwindSafe(|| import_regions(&it.store, &platform(), &run, crash)));

        assert!(crashed.is_err());
        assert_eq!((name_of(&it.store, "110000"), n_stored(&it.store)), (None, N_UPPER + 200 + 100));
        assert_eq!(import_one(&it.store, &text).outcome, Outcome::Unchanged);
        assert_eq!(n_stored(&it.store), N_UPPER + 100);
    });
}

#[test]
fn an_import_that_was_overtaken_gives_way() {
    on_both(|it| {
        put_upper_levels(&it.store);
        let text = counties(0, 1_200);
        let files = [File { name: "slow.csv", bytes: text.as_bytes() }];
        let run = RegionFiles { files: &files, completion: "" };
        let mut quicker = None;
        let overtake = &mut |progress: Progress<'_>| {
            if progress.stage == Stage::Writing && quicker.is_none() {
                quicker = Some(import_one(&it.store, &counties(5, 9)));
            }
        };

        let slow = import_regions(&it.store, &platform(), &run, overtake);

        assert_eq!(refused(slow), "import.overtaken");
        assert_eq!(quicker.map(|it| it.outcome), Some(Outcome::Imported));
        assert_eq!(name_of(&it.store, "110005").as_deref(), Some("区5"));
        assert_eq!(n_stored(&it.store), N_UPPER + 4);
    });
}

#[test]
fn only_a_steward_imports() {
    on_both(|it| {
        let put = |by: &Actor| put_regions(&it.store, by, "demo", demo_regions(), &mut |_| {});

        assert_eq!(refused(put(&official_with(&it.store, "case.decide", "99"))), "directory.steward");
        assert_eq!(refused(put(&Actor::anyone())), "sign_in");
        assert!(put(&steward_of(&it.store, "99")).is_ok());
    });
}

#[test]
fn a_report_says_in_each_language_what_happened_and_what_to_do() {
    on_both(|it| {
        let good = import_one(&it.store, PROVINCES);
        let bad = import_one(&it.store, "code,name\n1,x\n");
        for lang in kit::Lang::all() {
            let (good, bad) = (good.lines(lang, &crate::TEXTS), bad.lines(lang, &crate::TEXTS));

            assert!(good[0].contains("regions/province") && good[0].contains("file.csv"));
            assert!(good.iter().any(|it| it.contains("11 北京市")));
            assert!(bad.last().unwrap().contains("2") && bad.last().unwrap().contains("12"));
        }
    });
}
