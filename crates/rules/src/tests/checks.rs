//! Proofs that the check finds rows that cannot fire, rows that collide, and gaps, and nothing else.

use serde_json::json;

use crate::{Cell, Facts, Hit, Table};

use super::{codes, soup::Lcg, table};

fn grid(hit: &str, values: [&str; 2], rows: &[[&str; 2]]) -> Table {
    let values = values.map(|it| if it.is_empty() { "null".to_owned() } else { format!("'{it}'") });
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(n, [a, b])| {
            format!("  - {{ when: ['{a}', '{b}'], then: {{ o: {n} }}, reason: {{ zh: 甲, en: A }} }}\n")
        })
        .collect();
    table(&format!(
        "key: t\nhit: {hit}\noutputs: [{{ key: o }}]\ninputs:
  - {{ label: {{ zh: 甲, en: A }}, fact: a, values: {} }}
  - {{ label: {{ zh: 乙, en: B }}, fact: b, values: {} }}
rows:\n{rows}",
        values[0], values[1]
    ))
}

fn found(table: &Table) -> Vec<String> {
    codes(&table.check())
}

#[test]
fn a_complete_table_has_no_findings() {
    let numbers = grid("unique", ["", "\"x\", \"y\""], &[["< 5", "-"], [">= 5", "\"x\""], [">= 5", "\"y\""]]);
    let truths = grid("unique", ["", ""], &[["true", "false"], ["false", "-"], ["true", "true"]]);
    let days = grid(
        "unique",
        ["", ""],
        &[
            ["< date(\"2026-01-01\")", "-"],
            ["[date(\"2026-01-01\")..date(\"2026-12-31\")]", "-"],
            ["> date(\"2026-12-31\")", "-"],
        ],
    );

    for table in [numbers, truths, days] {
        assert_eq!(found(&table), Vec::<String>::new());
    }
}

#[test]
fn a_gap_is_shown_by_facts_no_row_speaks_of() {
    let open = grid("unique", ["", "\"x\", \"y\""], &[["< 5", "-"], ["> 5", "-"], ["5", "\"x\""]]);

    let problems = open.check();

    assert_eq!(codes(&problems), ["table.gap@rows"]);
    assert_eq!(problems[0].args, [("facts", "a = 5, b = \"y\"".to_owned())]);
}

#[test]
fn declared_values_bound_what_must_be_covered() {
    let bounded = grid("unique", ["[0..10]", ""], &[["[0..5]", "-"], ["(5..10]", "-"]]);
    let wider = grid("unique", ["[0..11]", ""], &[["[0..5]", "-"], ["(5..10]", "-"]]);
    let texts = grid("first", ["\"x\", \"y\", \"z\"", ""], &[["\"x\"", "-"], ["\"y\"", "-"]]);

    assert_eq!(found(&bounded), Vec::<String>::new());
    assert_eq!(found(&wider), ["table.gap@rows"]);
    assert_eq!(found(&texts), ["table.gap@rows"]);
}

#[test]
fn rows_that_collide_are_named_with_facts_for_both() {
    let overlapping =
        grid("unique", ["", ""], &[["<= 5", "true"], ["> 5", "-"], [">= 5", "-"], ["<= 5", "false"]]);

    let problems = overlapping.check();

    let pairs: Vec<_> = problems.iter().map(|it| (it.place.as_str(), it.args[0].1.as_str())).collect();
    assert_eq!(pairs, [("rows.3", "1"), ("rows.3", "2"), ("rows.4", "3")]);
    assert_eq!(problems[0].args[1].1, "a = 5, b = true");
}

#[test]
fn rows_that_agree_may_collide_under_any() {
    let mut agreeing = grid("any", ["", ""], &[["-", "-"], ["< 5", "-"]]);
    assert_eq!(found(&agreeing), ["row.collides@rows.2"]);

    agreeing.rows[1].then = agreeing.rows[0].then.clone();

    assert_eq!(found(&agreeing), Vec::<String>::new());
}

#[test]
fn a_row_that_earlier_rows_hide_is_found() {
    let hidden =
        grid("first", ["", ""], &[["< 5", "-"], ["-", "true"], ["< 3", "false"], ["-", "-"], ["7", "-"]]);

    assert_eq!(found(&hidden), ["row.hidden@rows.3", "row.hidden@rows.5"]);
}

#[test]
fn a_row_that_can_never_hold_is_found() {
    let never = grid("first", ["", ""], &[["[5..1]", "-"], ["(3..3)", "-"], ["-", "-"]]);
    let not_null = grid("first", ["", ""], &[["not(null)", "-"], ["null", "-"]]);

    assert_eq!(found(&never), ["row.never_holds@rows.1.when.1", "row.never_holds@rows.2.when.1"]);
    assert_eq!(found(&not_null), Vec::<String>::new());
}

#[test]
fn a_cell_that_depends_on_facts_is_given_the_benefit_of_the_doubt() {
    let open = grid("unique", ["", ""], &[["< limit", "-"], [">= limit", "-"], ["contains(?, \"x\")", "-"]]);

    assert_eq!(found(&open), Vec::<String>::new());
}

#[test]
fn a_row_of_law_names_its_clause() {
    let mut lawful = grid("first", ["", ""], &[["< 5", "-"], ["-", "-"]]);
    lawful.law = true;
    lawful.rows[0].clause = Some("example-law/1".to_owned());

    assert_eq!(found(&lawful), ["row.no_clause@rows.2"]);
}

#[test]
fn a_last_row_that_holds_for_all_closes_every_gap_of_a_wide_table() {
    let mut wide = grid("first", ["", ""], &[["-", "-"], ["-", "-"]]);
    wide.inputs = vec![wide.inputs[0].clone(); 32];
    wide.rows[0].when = vec![Cell::from("true"); 32];
    wide.rows[1].when = vec![Cell::from("-"); 32];

    assert_eq!(found(&wide), Vec::<String>::new());
}

#[test]
fn the_check_gives_up_aloud() {
    let mut wide = table(
        "key: t\nhit: first\noutputs: [{ key: o }]
inputs: [{ label: { zh: 甲, en: A }, fact: a }]
rows: [{ when: ['-'], then: { o: 1 }, reason: { zh: 甲, en: A } }]",
    );
    let row = wide.rows[0].clone();
    wide.inputs = vec![wide.inputs[0].clone(); 32];
    let combinations = (0..16).flat_map(|n| {
        [("true", "true"), ("true", "false"), ("false", "true"), ("false", "false")].map(|it| (n, it))
    });
    let rows = combinations.map(|(n, (a, b))| {
        let mut row = row.clone();
        row.when = vec![Cell::from("-"); 32];
        (row.when[n], row.when[n + 16]) = (Cell::from(a), Cell::from(b));
        row
    });
    wide.rows = rows.collect();

    let problems = found(&wide);

    assert!(problems.contains(&"table.gaps_not_checked@rows".to_owned()), "{problems:?}");
}

/// Random small tables over two columns; what the check says is held against every fact in a grid.
#[test]
fn what_the_check_says_agrees_with_deciding_over_all_facts() {
    const NUMBERS: [&str; 8] = ["-", "< 2", "[1..3]", "> 2", "1, 3", "not(2)", ">= 0", "(0..2)"];
    const TEXTS: [&str; 6] = ["-", "\"x\"", "\"y\"", "not(\"x\")", "\"x\", \"y\"", "not(\"x\", \"y\")"];
    let mut lcg = Lcg(11);
    let mut n_found = [0; 3];
    for _ in 0..1_500 {
        let n_rows = 1 + lcg.below(4);
        let rows: Vec<_> =
            (0..n_rows).map(|_| [NUMBERS[lcg.below(8) as usize], TEXTS[lcg.below(6) as usize]]).collect();
        let mut table = grid("collect", ["[0..4]", "\"x\", \"y\", \"z\""], &rows);
        let compiled = table.compile().unwrap();
        let fired = |a: f64, b: &str| -> Vec<usize> {
            let facts = Facts::from_json(&json!({"a": a, "b": b})).unwrap();
            compiled.decide(&facts).unwrap().fired.iter().map(|it| it.row).collect()
        };
        // Quarters from -2 to 6 meet every piece the cells cut.
        let all: Vec<_> = (-8..=24)
            .flat_map(|n| ["x", "y", "z"].map(|b| (f64::from(n) / 4.0, b)))
            .map(|(a, b)| ((0.0..=4.0).contains(&a), fired(a, b)))
            .collect();
        let gap = all.iter().any(|(declared, rows)| *declared && rows.is_empty());
        let collides = all.iter().any(|(_, rows)| rows.len() > 1);

        table.hit = Hit::Unique;
        let problems = found(&table);
        assert_eq!(problems.iter().any(|it| it.starts_with("table.gap")), gap, "{rows:?}");
        assert_eq!(problems.iter().any(|it| it.starts_with("row.collides")), collides, "{rows:?}");

        table.hit = Hit::First;
        let problems = found(&table);
        for row in 2..=rows.len() {
            let said = problems.contains(&format!("row.hidden@rows.{row}"));
            let first_for_some = all.iter().any(|(_, rows)| rows.first() == Some(&row));
            assert!(!(said && first_for_some), "{rows:?}");
            n_found[2] += usize::from(said);
        }
        n_found[0] += usize::from(gap);
        n_found[1] += usize::from(collides);
    }
    assert!(n_found.iter().all(|it| *it > 50), "too few to prove anything: {n_found:?}");
}
