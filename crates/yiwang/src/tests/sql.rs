//! Every SQL literal of the house is prepared on both engines, with every block's tables there.
//! A statement that only one engine reads never reaches a commit.

use std::path::{Path, PathBuf};

use store::testing;

use crate::blocks;

/// The fewest statements there must be: a scanner that finds nothing proves nothing.
const STATEMENTS_MIN: usize = 100;
const VERBS: [&str; 4] = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.to_string_lossy().contains("tests") {
            found.push(path);
        }
    }
}

/// The string literals of a file that begin like a statement.
fn statements(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (mut literal, mut escaped, mut end) = (String::new(), false, start + 1);
        for it in rest[start + 1..].chars() {
            end += it.len_utf8();
            match it {
                _ if escaped => {
                    escaped = false;
                    if it != '\n' {
                        literal.push(it);
                    }
                }
                '\\' => escaped = true,
                '"' => break,
                _ => literal.push(it),
            }
        }
        rest = &rest[end..];
        let literal = literal.split_whitespace().collect::<Vec<_>>().join(" ");
        if VERBS.iter().any(|it| literal.starts_with(it)) && literal.contains(['=', ',', '(', '*']) {
            found.push(literal);
        }
    }
    found
}

#[test]
fn every_statement_prepares_on_both_engines() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(crates).unwrap().map(Result::unwrap) {
        // The bare loop of the bench and the tidy rules speak of SQL without being the platform's.
        if !["bench", "xtask", "crash", "store"].iter().any(|it| entry.file_name() == *it) {
            sources(&entry.path().join("src"), &mut files);
        }
    }
    let all: Vec<_> = files
        .iter()
        .flat_map(|path| {
            statements(&std::fs::read_to_string(path).unwrap()).into_iter().map(move |it| (path, it))
        })
        .collect();
    assert!(STATEMENTS_MIN < all.len(), "{}", all.len());

    testing::on_both(&blocks::parts(), |it| {
        let broken = all.iter().filter_map(|(path, sql)| {
            let err = it.store.prepare_check(sql).err()?;
            Some(format!("{}: {err}: {sql}", path.display()))
        });
        assert_eq!(broken.collect::<Vec<_>>(), Vec::<String>::new());
    });
}
