//! The smallest houses that show each flaw, and one that shows none.
//! A sample is a few files and what the finding must say of them.

/// One bad sample: which check sees it, in what files, and what its finding says.
pub(super) struct Bad {
    pub(super) check: &'static str,
    pub(super) files: Vec<(String, String)>,
    pub(super) says: &'static str,
}

const KIT: (&str, &str) = (
    "crates/kit/Cargo.toml",
    "[package]\nname = \"yiwang-kit\"\n[package.metadata.yiwang]\nlayer = 0\n[lints]\nworkspace = true\n",
);

const CASES: (&str, &str) = (
    "crates/cases/Cargo.toml",
    "[package]\nname = \"yiwang-cases\"\n[package.metadata.yiwang]\nlayer = 7\n[lints]\nworkspace = true\n[dependencies]\nkit.workspace = true\n",
);

pub(super) const GOOD: &[(&str, &str)] = &[
    KIT,
    CASES,
    (
        "ARCHITECTURE.md",
        "`kit` and `crates/cases`: see `cases/src/tables.rs`, routes `/cases/{id}`, [why](docs/why.md#a).\n",
    ),
    ("docs/why.md", "See [the map](../ARCHITECTURE.md), [here](#a), [there](https://example.org/home/x).\n"),
    ("Cargo.lock", "[[package]]\nname = \"a\"\n"),
    (
        "crates/kit/src/lib.rs",
        "//! x\n// A workshop's /workflow; TODO issue 12: widen.\n/// The kit.\nfn f<'a>(a: &'a str) -> char { '\"' }\n",
    ),
    (
        "crates/cases/migrations/0001_cases.sql",
        "-- Cases.\nCREATE TABLE cases (\n  id TEXT NOT NULL,\n  ended_at BIGINT,\n  n BIGINT NOT NULL,\n  PRIMARY KEY (id)\n);\nCREATE UNIQUE INDEX cases_by_n ON cases (n);\nALTER TABLE cases ADD COLUMN fee BIGINT;\n",
    ),
    (
        "crates/cases/src/tables.rs",
        "//! x\nfn f() {\n  tx.list(\n    \"SELECT id, 'a ? like' FROM cases ORDER BY ended_at DESC NULLS LAST, id LIMIT $1\", &[]);\n  tx.one(\"SELECT COUNT(*) FROM cases WHERE n * 2 > $1\", &[]);\n}\n",
    ),
    (
        "crates/cases/src/pages.rs",
        "//! x\nfn f() { html! { p class=\"a b\" { (t!(\"a.b\", lang)) path d=\"M{x} {y}L{x} {y}z\" (\"，。\") } }; info!(n = 1, \"Case was closed\"); x.expect(\"It is here\"); router.put(save) }\n#[cfg(test)]\nmod tests { const A: &str = \"已受理\"; }\n",
    ),
    ("crates/cases/src/actions.rs", "//! x\nfn f() { Err(Refusal::conflict(\"case.closed\").into()) }\n"),
    (
        "crates/cases/src/tests.rs",
        "//! x\nfn f() { tx.one(\"SELECT * FROM cases\"); Refusal::conflict(\"unsaid\") }\n",
    ),
    ("crates/cases/texts/en.txt", "a.b = One {n}\nrefused.case.closed = Closed\n"),
    ("crates/cases/texts/zh-CN.txt", "a.b = 一 {n}\nrefused.case.closed = 已办结\n"),
];

/// Every bad sample.
pub(super) fn all() -> Vec<Bad> {
    [of_crates(), of_shape(), of_sql(), of_texts(), of_papers()].into_iter().flatten().collect()
}

fn of_crates() -> Vec<Bad> {
    vec![
        bad(
            "layers",
            &[
                CASES,
                (
                    "crates/pay/Cargo.toml",
                    "[package]\nname = \"yiwang-pay\"\n[package.metadata.yiwang]\nlayer = 5\n[lints]\nworkspace = true\n[dependencies]\ncases.workspace = true\n",
                ),
            ],
            "crates/pay/Cargo.toml:8: pay (layer 5) uses cases (layer 7)",
        ),
        bad(
            "layers",
            &[("crates/pay/Cargo.toml", "[package]\nname = \"yiwang-pay\"\n")],
            "crates/pay/Cargo.toml:1: no layer",
        ),
        bad(
            "layers",
            &[("crates/pay/Cargo.toml", "[package]\nname = \"pay\"\n[package.metadata.yiwang]\nlayer = 5\n")],
            "crates/pay/Cargo.toml:1: package \"pay\" lies in crates/pay",
        ),
        bad(
            "pure crates",
            &[KIT, ("crates/kit/src/lib.rs", "//! x\nuse std::fs::read;\n")],
            "crates/kit/src/lib.rs:2: std::fs in a pure crate",
        ),
        bad(
            "package count",
            &[("Cargo.lock", &"[[package]]\n".repeat(251))],
            "Cargo.lock:1: 251 packages, at most 250",
        ),
    ]
}

fn of_shape() -> Vec<Bad> {
    vec![
        bad(
            "file heads and lengths",
            &[("crates/kit/src/lib.rs", "// x\n")],
            "crates/kit/src/lib.rs:1: no head",
        ),
        bad(
            "file heads and lengths",
            &[("crates/kit/src/lib.rs", &"//! x\n".repeat(601))],
            "crates/kit/src/lib.rs:601: 601 lines, at most 600",
        ),
        bad(
            "function lengths",
            &[("crates/kit/src/lib.rs", &function("long", 71))],
            "crates/kit/src/lib.rs:2: fn long has 71 lines",
        ),
        bad(
            "function lengths",
            &[("crates/kit/src/lib.rs", &function("longer", 80))],
            "crates/kit/src/lib.rs:2: fn longer has 80 lines",
        ),
        bad("file names", &[("crates/kit/src/utils.rs", "//! x\n")], "utils.rs says nothing"),
        bad("file names", &[("crates/kit/src/x/mod.rs", "//! x\n")], "mod.rs says nothing"),
        bad(
            "file names",
            &[CASES, ("crates/cases/src/desk.rs", "//! x\n")],
            "crates/cases/src/desk.rs:1: a block has no desk.rs",
        ),
        bad(
            "attributes and TODOs",
            &[("crates/kit/src/lib.rs", "//! x\n#[allow(dead_code)]\n")],
            "crates/kit/src/lib.rs:2: #[allow] outlives",
        ),
        bad(
            "attributes and TODOs",
            &[("crates/kit/src/lib.rs", "//! x\n// TODO later\n// TODO issue 12: soon\n")],
            "crates/kit/src/lib.rs:2: a TODO names its issue",
        ),
    ]
}

fn of_sql() -> Vec<Bad> {
    vec![
        bad(
            "SQL where it belongs",
            &[(
                "crates/cases/src/actions.rs",
                "//! x\nfn f() { tx.exec(\n \"DELETE FROM cases WHERE id = $1\", &[]); }\n",
            )],
            "crates/cases/src/actions.rs:3: SQL outside tables.rs",
        ),
        bad(
            "SQL where it belongs",
            &[("crates/cases/src/model.rs", "//! x\nconst Q: &str = \"SELECT id FROM cases\";\n")],
            "crates/cases/src/model.rs:2: SQL outside tables.rs",
        ),
        sql("tx.one(\"SELECT id FROM cases WHERE id LIKE $1\")", "LIKE matches differently"),
        sql("tx.one(\"SELECT id FROM cases WHERE id = ?\")", "a ? parameter"),
        sql("tx.one(\"SELECT * FROM cases WHERE id = $1\")", "all columns by *"),
        sql("tx.list(\"SELECT id FROM cases ORDER BY id\")", "a list without ORDER BY and LIMIT"),
        sql(
            "const Q: &str = \"SELECT id FROM cases LIMIT 9\"; tx.list(Q)",
            "a list without ORDER BY and LIMIT",
        ),
        sql("tx.list(\"SELECT id FROM cases LIMIT 9\")", "a list without ORDER BY and LIMIT"),
        sql("tx.list(\"SELECT id FROM cases ORDER BY id LIMIT 9 OFFSET $1\")", "page by key"),
        sql(
            "tx.list(\"SELECT id FROM cases ORDER BY ended_at DESC, id LIMIT 9\")",
            "order by ended_at, which may be NULL",
        ),
        sql("tx.put(\"WITH x AS (DELETE FROM cases RETURNING id) SELECT id FROM x\")", "a WITH that writes"),
        sql("tx.put(\"UPDATE cases SET open = TRUE WHERE id = $1\")", "TRUE is no column kind"),
        sql("tx.put(\"UPDATE cases SET fee = 1.5 WHERE id = $1\")", "a number with a point"),
        sql("tx.put(\"UPDATE cases SET at = now() WHERE id = $1\")", "NOW is not in the transaction's hand"),
        sql("tx.put(\"CREATE TABLE x (id TEXT)\")", "tables change in migrations/ only"),
        migration("CREATE TABLE x (id TEXT PRIMARY KEY, open BOOLEAN NOT NULL);", "column open is BOOLEAN"),
        migration("CREATE TABLE x (id TEXT PRIMARY KEY, fee NUMERIC(9, 2));", "NUMERIC is no column kind"),
        migration(
            "CREATE TABLE x (a TEXT REFERENCES people ON DELETE CASCADE);",
            "CASCADE acts where no reader sees it",
        ),
        migration(
            "CREATE TABLE x (a TEXT REFERENCES people (id));",
            "a foreign key into a table of identity",
        ),
        migration("CREATE TRIGGER x AFTER INSERT ON y BEGIN END;", "TRIGGER acts where no reader sees it"),
        migration("ALTER TABLE cases ADD COLUMN n BIGINT NOT NULL;", "only adds a column that may be NULL"),
        migration("ALTER TABLE cases RENAME COLUMN n TO m;", "only adds a column that may be NULL"),
        migration("-- later\nUPDATE cases SET n = 1;", "UPDATE CASES in a migration"),
    ]
}

fn of_texts() -> Vec<Bad> {
    vec![
        texts("a = 一\n", "a = one\nb = two\n", "crates/cases/texts/zh-CN.txt:1: no text b"),
        texts("a = 一\nb = 二 {n}\n", "a = one\nb = two\n", "b fills in other {names}"),
        texts("b = 二\na = 一\n", "a = one\nb = two\n", "crates/cases/texts/zh-CN.txt:2: a is out of order"),
        texts("a = 一\na = 二\n", "a = one\n", "crates/cases/texts/zh-CN.txt:2: a is said twice"),
        texts("a = 一\n", "a = one\n\n", "crates/cases/texts/en.txt:2: not a line `key = text`"),
        texts("a = 一\n", "a = \n", "crates/cases/texts/en.txt:1: not a line `key = text`"),
        bad(
            "texts in each language",
            &[("crates/cases/texts/en.txt", "a = one\n")],
            "crates/cases/texts/zh-CN.txt:1: missing",
        ),
        code("Refusal::conflict(\"case.closed\")", "no text refused.case.closed"),
        code("Refusal::forbidden(\"case.foreign\")", "no text refused.case.foreign"),
        code("Refusal::of(RefusalKind::TooMany, \"case.often\")", "no text refused.case.often"),
        code("Refusal::invalid(name(a, b), \"case.empty\")", "no text flaw.case.empty"),
        code("Flaw::of(\"name\", \"case.long\")", "no text flaw.case.long"),
        bad(
            "texts for each code",
            &[(
                "crates/forms/src/lib.rs",
                "//! x\npub const FLAW_CODES: [&str; 1] = [\"answer.missing\"];\n",
            )],
            "crates/forms/src/lib.rs:2: no text flaw.answer.missing",
        ),
    ]
}

fn of_papers() -> Vec<Bad> {
    vec![
        bad(
            "sentences in code",
            &[("crates/cases/src/model.rs", "//! x\nconst A: &str = \"已受理\";\n")],
            "crates/cases/src/model.rs:2: Chinese characters in code",
        ),
        bad(
            "sentences in code",
            &[(
                "crates/cases/src/pages.rs",
                "//! x\nfn f() -> Markup { html! { p { \"Your case is closed.\" } } }\n",
            )],
            "crates/cases/src/pages.rs:2: \"Your case is closed.\" is said to people",
        ),
        bad("ARCHITECTURE.md", &[], "ARCHITECTURE.md:1: missing"),
        bad(
            "ARCHITECTURE.md",
            &[KIT, CASES, ("ARCHITECTURE.md", "`kit`\n")],
            "ARCHITECTURE.md:1: crate `cases` is not on the map",
        ),
        bad(
            "ARCHITECTURE.md",
            &[("ARCHITECTURE.md", "\n`crates/pay`\n")],
            "ARCHITECTURE.md:2: `crates/pay` does not exist",
        ),
        bad(
            "ARCHITECTURE.md",
            &[KIT, ("ARCHITECTURE.md", "`kit`\n`kit/src/lost.rs`\n")],
            "ARCHITECTURE.md:2: `kit/src/lost.rs` does not exist",
        ),
        bad(
            "links",
            &[("docs/a.md", "[x](../README.md#top) [y](https://example.org)\n")],
            "docs/a.md:1: the link ../README.md#top leads nowhere",
        ),
        bad(
            "machine paths",
            &[("docs/a.md", "see /work/main\n")],
            "docs/a.md:1: /work is a folder of one machine",
        ),
        bad("machine paths", &[("a.toml", "path = \"/tmp\"\n")], "a.toml:1: /tmp is a folder of one machine"),
    ]
}

fn bad(check: &'static str, files: &[(&str, &str)], says: &'static str) -> Bad {
    Bad { check, files: owned(files), says }
}

pub(super) fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// A query beside a table whose `ended_at` may be NULL.
fn sql(query: &str, says: &'static str) -> Bad {
    let tables = format!("//! x\nfn f() {{ {query} }}\n");
    let schema = "CREATE TABLE cases (id TEXT PRIMARY KEY, ended_at BIGINT);";
    bad(
        "SQL spelling",
        &[("crates/cases/migrations/0001.sql", schema), ("crates/cases/src/tables.rs", &tables)],
        says,
    )
}

/// A migration beside another block's table.
fn migration(text: &str, says: &'static str) -> Bad {
    let people = ("crates/identity/migrations/0001.sql", "CREATE TABLE people (id TEXT PRIMARY KEY);");
    bad("migrations", &[people, ("crates/cases/migrations/0002.sql", text)], says)
}

fn texts(zh: &str, en: &str, says: &'static str) -> Bad {
    bad(
        "texts in each language",
        &[("crates/cases/texts/zh-CN.txt", zh), ("crates/cases/texts/en.txt", en)],
        says,
    )
}

fn code(call: &str, says: &'static str) -> Bad {
    let model = format!("//! x\nfn f() {{ {call} }}\n");
    bad("texts for each code", &[("crates/cases/src/model.rs", &model)], says)
}

fn function(name: &str, n_lines: usize) -> String {
    format!("//! x\nfn {name}() {{\n{}}}\n", "    x();\n".repeat(n_lines - 2))
}
