//! Proof that any single mistake in a good file is refused and named: its file, its line, its field.
//! The mistakes are made from the list of fields, so a new field brings its own.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{FILE, FOOD, checked, errors};
use crate::model::{
    Matter,
    check::{ENTRIES_MAX, Finding, WORDS_BYTES_MAX},
    fields::{Field, Shape, field_at, fields_of, part_at},
};

/// How many different mistakes there must be; with fewer the test would say little.
const MISTAKES_MIN: usize = 300;

/// Lists that may be empty: a matter may ask for nothing, a page may only tell, and a matter without tables is
/// refused for the table that its result names.
const MAY_BE_EMPTY: [&str; 3] = ["materials", "questions", "tables"];

/// One mistake: what was done, where, and the file that came of it.
struct Mistake {
    what: &'static str,
    path: String,
    file: Value,
}

/// A good file with every part in it.
fn good() -> Value {
    let matter = checked(FOOD).unwrap().matter;
    let mut it = serde_json::to_value(&matter).unwrap();
    it["catalogue"]["channels"] = json!(["counter", "online"]);
    it["catalogue"]["enquiry_ways"] = json!(["counter", "telephone"]);
    it["catalogue"]["complaint_ways"] = json!(["telephone", "letter"]);
    it["catalogue"]["state"] = json!("suspended");
    it["catalogue"]["body"] = json!({
        "name": { "zh": "镜湖区行政审批局", "en": "Jinghu Approval Bureau" },
        "code": "11990100009901016C", "kind": "authority",
    });
    it["catalogue"]["effective"] = json!({ "from": "2027-01-01", "until": "2030-01-01" });
    it["catalogue"]["online"] = json!({ "address": "https://example.gov.cn/a", "depth": 5 });
    it["catalogue"]["extended"] = json!({
        "service_hall": true, "reach": "city", "pays_online": true,
        "person_topics": ["职业资格"], "towns": ["990102001"], "villages": ["990102001001"],
        "rights": { "zh": "陈述", "en": "To be heard" },
    });
    it["fees"] = json!([{
        "name": { "zh": "工本费", "en": "Cost of the document" }, "minor": 1000, "currency": "CNY",
        "clause": "administrative-licensing-law/57-58", "standard": { "zh": "每证", "en": "Each" },
    }]);
    it["materials"][3]["kind"] = json!("original");
    it["materials"][3]["form"] = json!("either");
    it["materials"][3]["blank"] = json!("https://example.gov.cn/blank.pdf");
    it["result"]["kind"] = json!("certificate");
    it["clocks"]["decision"]["note"] = json!({ "zh": "不含检测", "en": "Without testing" });
    it
}

fn written(file: &Value) -> String {
    serde_saphyr::to_string(file).unwrap()
}

fn at<'a>(file: &'a mut Value, path: &str) -> &'a mut Value {
    path.split('.').filter(|it| !it.is_empty()).fold(file, |it, part| match part.parse::<usize>() {
        Ok(n) if it.is_array() => &mut it[n],
        _ => &mut it[part],
    })
}

fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Gathers mistakes; of those that differ by a place in a list only, the first.
struct Maker {
    good: Value,
    known: BTreeSet<(&'static str, String)>,
    made: Vec<Mistake>,
}

impl Maker {
    fn make(&mut self, what: &'static str, path: &str, change: impl FnOnce(&mut Value)) {
        let alike: Vec<_> =
            path.split('.').map(|it| if it.parse::<usize>().is_ok() { "n" } else { it }).collect();
        if self.known.insert((what, alike.join("."))) {
            let mut file = self.good.clone();
            change(&mut file);
            self.made.push(Mistake { what, path: path.to_owned(), file });
        }
    }

    fn set(&mut self, what: &'static str, path: &str, value: Value) {
        self.make(what, path, |it| *at(it, path) = value);
    }

    /// Every mistake in what stands at a path, and below it.
    fn walk(&mut self, path: &str) {
        let value = at(&mut self.good, path).clone();
        if let Some(part) = part_at(path).filter(|_| value.is_object()) {
            self.part(path, part, &value);
        }
        match &value {
            Value::Object(members) => members.keys().for_each(|it| self.walk(&inside(path, it))),
            Value::Array(all) => (0..all.len()).for_each(|n| self.walk(&inside(path, &n.to_string()))),
            _ => {}
        }
    }

    fn part(&mut self, path: &str, part: &str, value: &Value) {
        let unknown = inside(path, "colour");
        self.make("an unknown field", &unknown, |it| at(it, path)["colour"] = json!("red"));
        for field in fields_of(part).filter(|it| value.get(it.name).is_some_and(|it| !it.is_null())) {
            let place = inside(path, field.name);
            if field.needed {
                self.make("a field left out", &place, |it| {
                    at(it, path).as_object_mut().unwrap().remove(field.name);
                });
            }
            self.field(&place, field, &value[field.name]);
        }
    }

    fn field(&mut self, path: &str, field: &Field, value: &Value) {
        let wrong = if value.is_array() { json!("one") } else { json!([["x"]]) };
        self.set("a value of the wrong kind", path, wrong);
        match field.shape {
            Shape::Text | Shape::Key => self.set("a number for text", path, json!(7)),
            Shape::Words => self.words(path),
            Shape::Number => {
                self.set("text for a number", path, json!("many"));
                self.set("a number with a fraction", path, json!(1.5));
                if !["min", "max"].contains(&field.name) {
                    self.set("a negative number", path, json!(-1));
                }
            }
            Shape::Truth => self.set("a word for a truth value", path, json!("maybe")),
            Shape::One(_) => self.set("an unknown word", path, json!("nonsense")),
            Shape::AnyOf(_) => {
                self.set("an unknown word in a list", path, json!(["nonsense"]));
                self.doubled(path, value);
            }
            Shape::Texts => {
                self.set("a number in a list of texts", path, json!([7]));
                self.doubled(path, value);
                let many: Vec<_> = (0..=ENTRIES_MAX).map(|n| json!(format!("{n}"))).collect();
                self.set("a list too long", path, Value::from(many));
            }
            Shape::Clause => {
                self.set("a clause nobody knows", path, json!("no-such-law/1"));
                self.set("an empty clause", path, json!(""));
            }
            Shape::Clauses => {
                self.set("a clause nobody knows in a list", path, json!(["no-such-law/1"]));
                self.doubled(path, value);
            }
            Shape::Limit => {
                self.set("a time beyond every limit", path, json!({ "n": 99_999, "unit": "working_days" }));
                self.set("a negative time", path, json!({ "n": -1, "unit": "working_days" }));
                self.set("a time of none", path, json!({ "n": 0, "unit": value["unit"] }));
                self.set("a unit nobody knows", path, json!({ "n": 1, "unit": "fortnights" }));
                self.set("a time without its unit", path, json!({ "n": 1 }));
            }
            Shape::Parts(part) => {
                if field.needed
                    && !MAY_BE_EMPTY.contains(&field.name)
                    && value.as_array().is_some_and(|it| !it.is_empty())
                {
                    self.set("an empty list", path, json!([]));
                }
                if fields_of(part).any(|it| it.name == "key")
                    && value.as_array().is_some_and(|it| 1 < it.len())
                {
                    let doubled = inside(path, "1.key");
                    let first = value[0]["key"].clone();
                    self.make("one key twice", &doubled, |it| *at(it, &doubled) = first);
                    let odd = inside(path, "0.key");
                    self.set("a key that is no key", &odd, json!("No Key!"));
                }
            }
            Shape::Part(_) | Shape::ManyWords | Shape::Own => {}
        }
    }

    fn words(&mut self, path: &str) {
        for lang in ["zh", "en"] {
            let place = inside(path, lang);
            self.make(if lang == "zh" { "no Chinese" } else { "no English" }, &place, |it| {
                at(it, path).as_object_mut().unwrap().remove(lang);
            });
        }
        self.make("words of blanks", path, |it| at(it, path)["en"] = json!("  "));
        self.make("words with a bell", path, |it| at(it, path)["zh"] = json!("听\u{7}证"));
        let long = "x".repeat(WORDS_BYTES_MAX + 1);
        self.make("words too long", path, |it| at(it, path)["en"] = json!(long));
    }

    fn doubled(&mut self, path: &str, value: &Value) {
        let mut all = value.as_array().cloned().unwrap_or_default();
        all.extend(all.first().cloned());
        if 1 < all.len() {
            self.set("an entry twice", path, all.into());
        }
    }

    /// What the shapes do not know: references, the process, the tables.
    fn meaning(&mut self) {
        for (path, value) in [
            ("place_question", "nowhere"),
            ("result.table", "nowhere"),
            ("materials.3.question", "nowhere"),
            ("result.certificate.face.0.question", "nowhere"),
            ("flow.nodes.0.next", "nowhere"),
            ("region", "abc"),
            ("key", "Not A Key"),
            ("catalogue.task_code", "123"),
            ("catalogue.catalogue_code", "12"),
            ("catalogue.body.code", "11990100009901017X"),
            ("catalogue.effective.from", "next year"),
            ("catalogue.effective.until", "2026-01-01"),
            ("catalogue.online.address", "example"),
            ("catalogue.extended.towns.0", "990102"),
            ("catalogue.extended.villages.0", "1"),
            ("materials.3.blank", "ftp://example"),
            ("fees.0.currency", "yuan"),
            ("result.certificate.type_code", "x"),
        ] {
            self.set("a value that leads nowhere", path, json!(value));
        }
        self.set("too large", "catalogue.use_level", json!(9));
        self.set("too large", "catalogue.online.depth", json!(8));
        self.set("a fee of nothing", "fees.0.minor", json!(0));
        self.set("version nought", "version", json!(0));
        let nodes = self.good["flow"]["nodes"].as_array().unwrap().clone();
        for (n, node) in nodes.iter().enumerate() {
            let path = format!("flow.nodes.{n}");
            let end = n + 1000;
            if node["role"].is_string() {
                self.one(&format!("{path}.role"), "a role nobody has", end, json!("nobody"));
                self.one(&format!("{path}.duty"), "a duty nobody knows", end, json!("dance"));
            }
            if node["outcome"].is_string() {
                self.one(&format!("{path}.outcome"), "an end nobody knows", end, json!("lost"));
            }
            if node["next"].is_array() && node["next"][0].is_object() {
                self.one(
                    &format!("{path}.next.0.to"),
                    "an outcome that leads nowhere",
                    end,
                    json!("nowhere"),
                );
            } else if node["next"].is_string() {
                self.one(&format!("{path}.next"), "a way that leads nowhere", end, json!("nowhere"));
            }
        }
        self.make("a step nobody reaches", &format!("flow.nodes.{}", nodes.len()), |it| {
            let label = json!({ "zh": "复核", "en": "Review" });
            let step = json!({ "key": "review", "kind": "step", "label": label, "role": "bureau",
                "duty": "examine", "next": "decide" });
            at(it, "flow.nodes").as_array_mut().unwrap().push(step);
        });
        for (t, table) in self.good["tables"].as_array().unwrap().clone().iter().enumerate() {
            self.rows(&format!("tables.{t}"), table);
        }
    }

    fn rows(&mut self, table: &str, value: &Value) {
        for (n, row) in value["rows"].as_array().unwrap().iter().enumerate() {
            let path = format!("{table}.rows.{n}");
            self.row(&path, "a row without its clause", n, |row| {
                row.as_object_mut().unwrap().remove("clause");
            });
            self.row(&path, "a row with a cell too few", n, |row| {
                row["when"].as_array_mut().unwrap().pop();
            });
            self.row(&path, "a row that decides what nobody knows", n, |row| {
                row["then"] = json!({ "outcome": "\"perhaps\"" });
            });
            for cell in 0..row["when"].as_array().unwrap().len().min(3) {
                self.row(&path, "a cell that is no test", n * 10 + cell, |row| {
                    row["when"][cell] = json!("((")
                });
            }
        }
        for n in 0..value["inputs"].as_array().unwrap().len() {
            let path = format!("{table}.inputs.{n}.fact");
            self.one(&path, "a fact nobody asks", n, json!("nobody.asks"));
        }
    }

    /// One mistake for each place, even where they look alike.
    fn one(&mut self, path: &str, what: &'static str, n: usize, value: Value) {
        self.known.insert((what, n.to_string()));
        let mut file = self.good.clone();
        *at(&mut file, path) = value;
        self.made.push(Mistake { what, path: path.to_owned(), file });
    }

    fn row(&mut self, path: &str, what: &'static str, n: usize, change: impl FnOnce(&mut Value)) {
        let mut row = at(&mut self.good, path).clone();
        change(&mut row);
        self.one(path, what, n, row);
    }
}

/// Whether a finding names the place of a mistake: by its path, or as the field that its part lacks.
fn names(finding: &Finding, path: &str) -> bool {
    let within = |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}."));
    let (above, last) = path.rsplit_once('.').unwrap_or(("", path));
    within(&finding.path, path)
        || (finding.path == above && finding.args.iter().any(|it| it.1 == last))
        // A duration, a table's row, an option and a condition are read whole; what is wrong is named by the whole.
        || (is_whole(above) && within(path, &finding.path) && !finding.path.is_empty())
}

/// Whether a part is judged as one: a row by all its cells, a step by all it leads to, a time by its length.
fn is_whole(path: &str) -> bool {
    path.contains(".rows.")
        || path.contains("flow.nodes.")
        || field_at(path).is_some_and(|it| it.shape == Shape::Limit)
}

#[test]
fn a_good_file_with_every_part_is_sound() {
    let text = written(&good());

    let sound = checked(&text).unwrap_or_else(|it| panic!("{}", super::lines(&it)));

    assert_eq!(serde_json::to_value(&sound.matter).unwrap(), good());
    let again: Matter = serde_json::from_value(good()).unwrap();
    assert_eq!(sound.matter, again);
}

#[test]
fn any_single_mistake_is_refused_and_named() {
    let mut maker = Maker { good: good(), known: BTreeSet::new(), made: Vec::new() };
    maker.walk("");
    maker.meaning();

    let n_made = maker.made.len();
    let lanes = std::thread::available_parallelism().map_or(1, usize::from);
    let missed: Vec<String> = std::thread::scope(|scope| {
        let parts = maker.made.chunks(n_made.div_ceil(lanes));
        let running: Vec<_> =
            parts.map(|it| scope.spawn(|| it.iter().filter_map(missed).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });

    assert!(MISTAKES_MIN <= n_made, "only {n_made} mistakes");
    assert!(missed.is_empty(), "{} of {n_made} are not named:\n{}", missed.len(), missed.join("\n\n"));
}

/// What was not said of a mistake, if anything.
fn missed(it: &Mistake) -> Option<String> {
    let text = written(&it.file);
    let findings = errors(&text);
    let named = findings.iter().find(|found| names(found, &it.path));
    let line = named.and_then(|it| it.line).unwrap_or_default();
    let is_placed = named.is_some_and(|found| found.file == FILE && found.column.is_some())
        && (1..=text.lines().count() as u64).contains(&line);
    let says = named.map(|it| it.line(kit::Lang::EN)).unwrap_or_default();
    let speaks = says.contains(&format!(":{line}:")) && says.contains(named.map_or("", |it| &it.path));
    (!is_placed || !speaks).then(|| format!("{} at {}\n{}", it.what, it.path, super::lines(&findings)))
}

#[test]
fn any_field_doubled_is_refused_at_its_second_line() {
    let text = written(&good());
    let lines: Vec<_> = text.lines().collect();
    let mut known = BTreeSet::new();
    let fields = lines.iter().enumerate().filter(|(_, it)| {
        let it = it.trim_start().trim_start_matches("- ");
        it.split_once(": ").is_some_and(|(name, value)| {
            !value.starts_with(['|', '>', '{', '[']) && !name.contains(['"', '\''])
        })
    });
    let mut n_tried = 0;

    for (n, line) in fields {
        let indent = line.len() - line.trim_start().trim_start_matches("- ").len();
        let field = line[indent..].split_once(": ").unwrap().0;
        let doubled = format!("{}{}", " ".repeat(indent), &line[indent..]);
        if !known.insert((indent, field))
            || lines.get(n + 1).is_some_and(|it| it.starts_with(&" ".repeat(indent + 1)))
        {
            continue;
        }
        let text = [&lines[..=n], &[doubled.as_str()], &lines[n + 1..]].concat().join("\n");
        n_tried += 1;

        let findings = errors(&text);

        let found = findings.iter().find(|it| it.code() == "schema.doubled_field");
        let found = found.unwrap_or_else(|| panic!("{field} twice\n{}", super::lines(&findings)));
        assert_eq!((found.line, found.args[0].1.as_str()), (Some(n as u64 + 2), field), "{line}");
        assert!(found.path.ends_with(field) && found.path.len() >= field.len(), "{}", found.path);
    }

    assert!(40 < n_tried, "only {n_tried} fields doubled");
}
