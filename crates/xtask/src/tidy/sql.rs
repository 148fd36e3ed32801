//! Rules about SQL in Rust: where it stands, and the one spelling both engines read.
//! Knows words, not grammar: what a statement means is for the engines to say.

use super::Finding;
use super::house::House;
use super::scan::{Literal, Source};
use super::schema::{Schema, no_values, words_of};

/// The store's verbs whose first argument is SQL.
const VERBS: [&str; 4] = [".exec(", ".put(", ".one(", ".list("];

/// Crates that are about SQL, and may have it in any file.
const SQL_CRATES: [&str; 3] = ["crates/store/", "crates/acts/", "crates/bench/"];

/// Crates that speak to an engine in its own words: the store, and the bare loop it is measured against.
const ENGINES: [&str; 2] = ["crates/store/", "crates/bench/"];

/// How SQL begins.
const STARTS: [&str; 8] =
    ["SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "WITH", "CREATE", "DROP TABLE", "ALTER TABLE"];

/// SQL stands in `tables.rs` only.
pub(super) fn places(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|it| !may_have_sql(&it.path)) {
        let literals = source.literals.iter().filter(|it| is_sql(source, it) && !source.is_test(it.at.start));
        found.extend(literals.map(|it| {
            let what = "SQL outside tables.rs; give the query a name there";
            Finding::new("sql-place", &source.path, source.line(it.at.start), what)
        }));
    }
    found
}

fn may_have_sql(path: &str) -> bool {
    let tables = path.ends_with("/tables.rs") || path.contains("/src/tables/");
    tables || path.starts_with("crates/xtask/") || SQL_CRATES.iter().any(|it| path.starts_with(it))
}

/// A literal given to one of the verbs, or one that begins like SQL.
fn is_sql(source: &Source, literal: &Literal) -> bool {
    let before = source.code[..literal.at.start].trim_end();
    let begins = STARTS
        .iter()
        .any(|it| literal.value.strip_prefix(it).is_some_and(|rest| rest.starts_with([' ', '\n'])));
    let reads = literal.value.contains([',', '=', '*', '(']) || literal.value.contains(" FROM ");
    VERBS.iter().any(|it| before.ends_with(it)) && literal.value.contains(' ') || begins && reads
}

/// SQL is spelled as both engines read it.
pub(super) fn spelling(house: &House) -> Vec<Finding> {
    let schema = Schema::of(house);
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|it| !ENGINES.iter().any(|own| it.path.starts_with(own))) {
        for literal in source.literals.iter().filter(|it| is_sql(source, it) && !source.is_test(it.at.start))
        {
            let is_list = is_listed(source, literal);
            let line = source.line(literal.at.start);
            let flaws = flaws(&schema, &literal.value, is_list);
            found.extend(flaws.into_iter().map(|it| Finding::new("sql", &source.path, line, it)));
        }
    }
    found
}

/// Whether a literal is given to `.list(`, itself or by the name of its constant.
fn is_listed(source: &Source, literal: &Literal) -> bool {
    let before = source.code[..literal.at.start].trim_end();
    let declared = before.rsplit_once("const ").and_then(|(_, it)| it.split_once(':'));
    let name = declared.filter(|(_, it)| it.ends_with('=') && !it.contains(';')).map(|(name, _)| name);
    // Another constant of the same name further down is another statement's.
    let after = literal.at.end;
    let is_given = |name: &str| {
        let next =
            source.code[after..].find(&format!("const {name}:")).map_or(source.code.len(), |it| after + it);
        source
            .words(name)
            .any(|at| after <= at && at < next && source.code[..at].trim_end().ends_with(".list("))
    };
    before.ends_with(".list(") || name.is_some_and(is_given)
}

/// What is wrong with one statement.
pub(super) fn flaws(schema: &Schema, sql: &str, is_list: bool) -> Vec<String> {
    let words = words_of(sql);
    let has = |word: &str| words.iter().any(|it| it == word);
    let mut flaws: Vec<String> = forbidden_words(&words);
    if has("?") {
        flaws.push("a ? parameter; write $1".to_owned());
    }
    if words
        .windows(2)
        .any(|it| it[1] == "*" && ["SELECT", "RETURNING", "DISTINCT", ",", "."].contains(&&*it[0]))
    {
        flaws.push("all columns by *; list them".to_owned());
    }
    if words.first().is_some_and(|it| it == "WITH") && ["INSERT", "UPDATE", "DELETE"].iter().any(|it| has(it))
    {
        flaws.push("a WITH that writes; SQLite has none, write two statements".to_owned());
    }
    if ["CREATE", "DROP", "ALTER"].iter().any(|it| words.first().is_some_and(|first| first == it)) {
        flaws.push("tables change in migrations/ only".to_owned());
    }
    if is_list && !(has("ORDER") && has("LIMIT")) {
        flaws.push("a list without ORDER BY and LIMIT; order it by a key and name its limit".to_owned());
    }
    if has("OFFSET") {
        flaws.push("OFFSET; page by key".to_owned());
    }
    flaws.extend(unordered_nulls(schema, &words));
    flaws
}

/// Words neither engine, or only one, or no test of ours can read.
pub(super) fn forbidden_words(words: &[String]) -> Vec<String> {
    let reasons: [(&[&str], &str); 5] = [
        (&["LIKE", "ILIKE", "SIMILAR", "GLOB"], "matches differently on the engines; search by key or index"),
        (&["REAL", "FLOAT", "DOUBLE", "NUMERIC", "DECIMAL"], "is no column kind; count in minor units"),
        (&["BOOLEAN", "BOOL", "TRUE", "FALSE"], "is no column kind; say when, and by whom"),
        (
            &["NOW", "CURRENT_TIMESTAMP", "CURRENT_DATE", "RANDOM"],
            "is not in the transaction's hand; use tx.now(), tx.new_id()",
        ),
        (
            &["TRIGGER", "CASCADE", "PROCEDURE", "FUNCTION"],
            "acts where no reader sees it; write it in an action",
        ),
    ];
    let mut flaws = Vec::new();
    for (banned, why) in reasons {
        flaws.extend(words.iter().filter(|it| banned.contains(&&***it)).map(|it| format!("{it} {why}")));
    }
    if words.iter().any(|it| it.starts_with(|c: char| c.is_ascii_digit()) && it.contains('.')) {
        flaws.push("a number with a point; count in minor units".to_owned());
    }
    flaws
}

/// The engines put NULL at different ends: an order by a column that may be NULL says where.
fn unordered_nulls(schema: &Schema, words: &[String]) -> Vec<String> {
    let tables: Vec<&String> = words
        .windows(2)
        .filter(|it| ["FROM", "JOIN", "INTO", "UPDATE"].contains(&&*it[0]))
        .map(|it| &it[1])
        .collect();
    let mut flaws = Vec::new();
    for at in
        words.windows(2).enumerate().filter(|(_, it)| it[0] == "ORDER" && it[1] == "BY").map(|(n, _)| n + 2)
    {
        let end = words[at..]
            .iter()
            .position(|it| ["LIMIT", "FOR", ";"].contains(&&**it))
            .map_or(words.len(), |n| at + n);
        for item in no_values(&words[at..end]).split(|it| it == ",") {
            let column = item.iter().take_while(|it| !["ASC", "DESC", "NULLS"].contains(&&***it)).last();
            let says = item.iter().any(|it| it == "NULLS");
            let may_be_null =
                column.is_some_and(|column| tables.iter().any(|it| schema.may_be_null(it, column)));
            if may_be_null && !says {
                let column = column.map_or("", |it| it).to_lowercase();
                flaws.push(format!("order by {column}, which may be NULL; add NULLS FIRST or NULLS LAST"));
            }
        }
    }
    flaws
}
