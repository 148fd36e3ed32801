//! Rules about migrations: the little of DDL that both engines share, and the four column kinds.
//! Also tells which columns may be NULL and whose a table is, for those who read queries.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::house::House;
use super::sql::forbidden_words;

/// The kinds a column can have; NULL is the fourth.
const KINDS: [&str; 3] = ["BIGINT", "TEXT", "BYTEA"];

/// What an item of CREATE TABLE starts with when it is no column.
const CONSTRAINTS: [&str; 5] = ["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"];

/// What the migrations say of tables.
pub(super) struct Schema {
    nullable: BTreeSet<(String, String)>,
    owners: BTreeMap<String, String>,
}

/// One statement of a migration.
struct Statement {
    path: String,
    line: usize,
    words: Vec<String>,
}

impl Schema {
    /// Reads every migration.
    pub(super) fn of(house: &House) -> Self {
        let mut schema = Self { nullable: BTreeSet::new(), owners: BTreeMap::new() };
        for it in statements(house) {
            let owner = it.path.split('/').nth(1).unwrap_or_default();
            if let Some((table, items)) = created_table(&it.words) {
                schema.owners.insert(table.clone(), owner.to_owned());
                schema
                    .nullable
                    .extend(nullable_columns(&items).into_iter().map(|column| (table.clone(), column)));
            }
            if let [alter, on, table, add, column, name, ..] = &it.words[..]
                && (&**alter, &**on, &**add, &**column) == ("ALTER", "TABLE", "ADD", "COLUMN")
            {
                schema.nullable.insert((table.clone(), name.clone()));
            }
        }
        schema
    }

    /// Whether a column of a table may be NULL; both in capitals.
    pub(super) fn may_be_null(&self, table: &str, column: &str) -> bool {
        self.nullable.contains(&(table.to_owned(), column.to_owned()))
    }
}

/// Migrations say only what both engines do alike.
pub(super) fn migrations(house: &House) -> Vec<Finding> {
    let schema = Schema::of(house);
    let mut found = Vec::new();
    for it in statements(house) {
        let owner = it.path.split('/').nth(1).unwrap_or_default();
        let flaws = forbidden_words(&it.words).into_iter().chain(shape_flaws(&it.words)).chain(
            it.words.windows(2).filter(|pair| pair[0] == "REFERENCES").filter_map(|pair| {
                let other = schema.owners.get(&pair[1]).filter(|it| *it != owner)?;
                Some(format!("a foreign key into a table of {other}; keep the id, ask its block"))
            }),
        );
        found.extend(flaws.map(|what| Finding::new("migration", &it.path, it.line, what)));
    }
    found
}

/// What is wrong with a statement's shape.
fn shape_flaws(words: &[String]) -> Vec<String> {
    let starts =
        |start: &[&str]| words.iter().map(String::as_str).take(start.len()).eq(start.iter().copied());
    if let Some((_, items)) = created_table(words) {
        return items.iter().filter_map(|it| column_flaw(it)).collect();
    }
    if starts(&["ALTER", "TABLE"]) {
        let adds = words.get(3).map(String::as_str) == Some("ADD")
            && words.get(4).map(String::as_str) == Some("COLUMN");
        let null = !words.iter().any(|it| ["NOT", "DEFAULT", "PRIMARY", "UNIQUE"].contains(&&**it));
        let kind = words.get(6).is_some_and(|it| KINDS.contains(&&**it));
        let fits = adds && null && kind;
        return if fits {
            Vec::new()
        } else {
            vec!["ALTER TABLE only adds a column that may be NULL".to_owned()]
        };
    }
    let known: [&[&str]; 4] =
        [&["CREATE", "INDEX"], &["CREATE", "UNIQUE", "INDEX"], &["DROP", "TABLE"], &["DROP", "INDEX"]];
    if known.iter().any(|it| starts(it)) {
        return Vec::new();
    }
    vec![format!(
        "{} in a migration; these create and drop tables and indexes and add columns, backfills are jobs",
        words.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ")
    )]
}

fn column_flaw(item: &[String]) -> Option<String> {
    let name = item.first()?;
    if CONSTRAINTS.contains(&&**name) {
        return None;
    }
    let kind = item.get(1).map_or("", |it| it);
    let wrong = !KINDS.contains(&kind);
    wrong.then(|| format!("column {} is {kind}; columns are BIGINT, TEXT or BYTEA", name.to_lowercase()))
}

/// A created table's name and the items between its parentheses.
fn created_table(words: &[String]) -> Option<(String, Vec<Vec<String>>)> {
    let rest = words.strip_prefix(&["CREATE".to_owned(), "TABLE".to_owned()])?;
    let open = rest.iter().position(|it| it == "(")?;
    let name = rest.get(open.checked_sub(1)?)?.clone();
    let close = rest.iter().rposition(|it| it == ")")?;
    let (mut items, mut depth) = (vec![Vec::new()], 0);
    for it in rest.get(open + 1..close)? {
        match &**it {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 0 => {
                items.push(Vec::new());
                continue;
            }
            _ => {}
        }
        items.last_mut().expect("it starts with one").push(it.clone());
    }
    Some((name, items))
}

fn nullable_columns(items: &[Vec<String>]) -> Vec<String> {
    let keys: Vec<&String> =
        items.iter().filter(|it| it.first().is_some_and(|it| it == "PRIMARY")).flatten().collect();
    let columns = items.iter().filter(|it| it.first().is_some_and(|it| !CONSTRAINTS.contains(&&**it)));
    let null = columns.filter(|it| {
        !it.iter().any(|word| word == "PRIMARY") && !it.windows(2).any(|it| it[0] == "NOT" && it[1] == "NULL")
    });
    null.filter_map(|it| it.first()).filter(|it| !keys.contains(it)).cloned().collect()
}

fn statements(house: &House) -> Vec<Statement> {
    let mut all = Vec::new();
    for (path, text) in house.texts(".sql").filter(|(path, _)| path.starts_with("crates/")) {
        let mut line = 1;
        for piece in text.split_inclusive(';') {
            let words = words_of(piece);
            let words: Vec<String> = words.into_iter().filter(|it| it != ";").collect();
            let blank = piece.len() - piece.trim_start().len();
            if !words.is_empty() {
                all.push(Statement {
                    path: path.to_owned(),
                    line: line + piece[..blank].matches('\n').count(),
                    words,
                });
            }
            line += piece.matches('\n').count();
        }
    }
    all
}

/// Words, numbers and signs in capitals; each quoted text is one `'`, comments are left out.
pub(super) fn words_of(sql: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(it) = rest.next() {
        if it == '-' && rest.peek() == Some(&'-') {
            while rest.next_if(|it| *it != '\n').is_some() {}
        } else if it == '\'' {
            while rest.next().is_some_and(|it| it != '\'') {}
            words.push("'".to_owned());
        } else if it.is_alphanumeric() || it == '_' || it == '$' {
            let is_number = it.is_ascii_digit();
            let mut word = it.to_ascii_uppercase().to_string();
            while let Some(it) =
                rest.next_if(|it| it.is_alphanumeric() || *it == '_' || (is_number && *it == '.'))
            {
                word.push(it.to_ascii_uppercase());
            }
            words.push(word);
        } else if !it.is_whitespace() {
            words.push(it.to_string());
        }
    }
    words
}

/// The words outside of parentheses.
pub(super) fn no_values(words: &[String]) -> Vec<String> {
    let mut depth = 0;
    let outside = words.iter().filter(|it| {
        match &***it {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => return depth == 0,
        }
        false
    });
    outside.cloned().collect()
}
