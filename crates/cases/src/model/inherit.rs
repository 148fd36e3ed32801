//! A matter made of another: a province defines, a city implements, a district tightens; resolved when it is published.
//! What may differ at each level is one list; nothing else may. Clauses, conditions and the process never do.

use kit::{Lang, RegionCode, t};
use serde_json::Value;

use super::{
    check::{Finding, MATTER_BYTES_MAX, Sound, check, check_json, yaml},
    law::LawRegister,
    matter::Matter,
    shipped::MATTERS,
};

/// How far down a matter is made for: what a level may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A city that implements what its province defines.
    Implements,
    /// A county, district or town that tightens what its city implements.
    Tightens,
}

/// How a field may differ from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// As this level needs it.
    Free,
    /// Shorter or as long, never longer, in the same unit.
    Shorter,
    /// Less or as much, never more.
    Fewer,
    /// By keys: what is named is not asked for.
    Without,
}

/// What may be stated, how, and whether a level that only tightens may too.
pub const FREEDOMS: [(&str, Freedom, bool); 26] = [
    ("key", Freedom::Free, true),
    ("version", Freedom::Free, true),
    ("region", Freedom::Free, true),
    ("inherits", Freedom::Free, true),
    ("keywords", Freedom::Free, true),
    ("questions", Freedom::Free, true),
    ("without_materials", Freedom::Without, true),
    ("clocks.acceptance.promised", Freedom::Shorter, true),
    ("clocks.decision.promised", Freedom::Shorter, true),
    ("clocks.delivery.promised", Freedom::Shorter, true),
    ("clocks.inspection.promised", Freedom::Shorter, true),
    ("catalogue.task_code", Freedom::Free, true),
    ("catalogue.handling_item", Freedom::Free, true),
    ("catalogue.body", Freedom::Free, true),
    ("catalogue.visits", Freedom::Fewer, true),
    ("catalogue.visits_reason", Freedom::Free, true),
    ("catalogue.address", Freedom::Free, true),
    ("catalogue.hours", Freedom::Free, true),
    ("catalogue.enquiries", Freedom::Free, true),
    ("catalogue.complaints", Freedom::Free, true),
    ("catalogue.extended", Freedom::Free, true),
    ("summary", Freedom::Free, false),
    ("catalogue.use_level", Freedom::Free, false),
    ("catalogue.local_code", Freedom::Free, false),
    ("catalogue.effective", Freedom::Free, false),
    ("catalogue.online", Freedom::Free, false),
];

/// What a question's answer is to the rules where the agency sees to the material itself.
const HELD: &str = "\"held\"";
/// How many matters may stand above one another: a village's under a town's, a district's, a city's and a province's.
const ABOVE_MAX: usize = 4;

/// Checks files that may inherit from one another, or from what ships; each by its name, the result in their order.
pub fn check_files(files: &[(&str, &str)], law: &LawRegister) -> Vec<Result<Sound, Vec<Finding>>> {
    let lanes = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let lane = |part: &'_ [(&'_ str, &'_ str)]| -> Vec<_> {
            part.iter().map(|(file, text)| whole(files, (file, text), law, 0)).collect()
        };
        let parts: Vec<_> = files.chunks(files.len().div_ceil(lanes).max(1)).collect();
        let running: Vec<_> = parts.into_iter().map(|it| scope.spawn(move || lane(it))).collect();
        running.into_iter().flat_map(|it| it.join().expect("checking does not panic")).collect()
    })
}

/// A file with what stands above it.
fn whole(
    files: &[(&str, &str)],
    (file, text): (&str, &str),
    law: &LawRegister,
    depth: usize,
) -> Result<Sound, Vec<Finding>> {
    let Some((key, region)) = inherits(text) else { return check(file, text, law) };
    let line = format!("key: {key}");
    let is_named = |it: &&(&str, &str)| it.1.lines().any(|it| it.trim_end() == line) && it.1 != text;
    let above = files.iter().chain(MATTERS).find(is_named).filter(|_| depth < ABOVE_MAX);
    let named = format!("{key}@{region}");
    let unknown = || {
        let finding = Finding::of("inherits", "inherit.unknown").with("named", &named);
        vec![Finding { file: file.to_owned(), line: Some(1), column: Some(1), ..finding }]
    };
    let above = whole(files, *above.ok_or_else(unknown)?, law, depth + 1)?;
    resolve(file, text, &above.matter, law)
}

/// What an inheriting file names: the key and the region of the matter above; nothing where it inherits nothing.
pub fn inherits(text: &str) -> Option<(String, String)> {
    // Most files inherit nothing; they are not read for it.
    text.lines().find(|it| it.starts_with("inherits:"))?;
    let (file, _) = yaml::read::<Value>("", text, MATTER_BYTES_MAX).ok()?;
    // A resolved matter remembers what it was made of, and is whole.
    let named = file.get("inherits")?.as_str().filter(|_| file.get("flow").is_none())?;
    named.split_once('@').map(|(key, region)| (key.to_owned(), region.to_owned()))
}

/// Reads an inheriting file and makes the whole matter of it and the one above; says everything that is wrong.
pub fn resolve(file: &str, text: &str, above: &Matter, law: &LawRegister) -> Result<Sound, Vec<Finding>> {
    let (own, places) = yaml::read::<Value>(file, text, MATTER_BYTES_MAX)?;
    let place = |found: Vec<Finding>| -> Vec<Finding> {
        let placed = found.into_iter().map(|it| Finding { file: file.to_owned(), ..places.place(it) });
        placed.collect()
    };
    let level = level(&own, above).map_err(|it| place(vec![*it]))?;
    let mut stated = Vec::new();
    leaves("", &own, &mut stated);
    let mut found = Vec::new();
    let mut whole = serde_json::to_value(above).expect("a matter prints as JSON");
    for (path, value) in stated {
        match freedom(&path, level) {
            None => found.push(not_allowed(&path, level)),
            Some(Freedom::Without) => without(&mut whole, value, &mut found),
            Some(it) => {
                found.extend(too_loose(&path, it, value, &whole));
                put(&mut whole, &path, value.clone());
            }
        }
    }
    if !found.is_empty() {
        return Err(place(found));
    }
    settle(&mut whole);
    check_json(file, &whole, law, &places)
}

/// The level of a file below another, whose region must lie in that one's.
fn level(own: &Value, above: &Matter) -> Result<Level, Box<Finding>> {
    let named = own["inherits"].as_str().unwrap_or_default();
    if named != format!("{}@{}", above.key, above.region) {
        return Err(Box::new(Finding::of("inherits", "inherit.unknown").with("named", named)));
    }
    let parse = |it: &str| RegionCode::parse(it);
    let region = own["region"].as_str().and_then(parse);
    let below = region.filter(|it| parse(&above.region).is_some_and(|up| up.covers(it) && up != *it));
    match below {
        None => Err(Box::new(Finding::of("region", "inherit.region").with("region", &above.region))),
        Some(it) if it.level() <= 2 => Ok(Level::Implements),
        Some(_) => Ok(Level::Tightens),
    }
}

/// Every stated value, as deep as some freedom speaks of it.
fn leaves<'a>(path: &str, value: &'a Value, stated: &mut Vec<(String, &'a Value)>) {
    let within = format!("{path}.");
    let is_open = path.is_empty() || FREEDOMS.iter().any(|it| it.0.starts_with(&within));
    match value {
        Value::Object(members) if is_open => {
            for (name, it) in members {
                leaves(&if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, it, stated);
            }
        }
        _ => stated.push((path.to_owned(), value)),
    }
}

fn freedom(path: &str, level: Level) -> Option<Freedom> {
    let found = FREEDOMS.iter().find(|it| it.0 == path)?;
    (level == Level::Implements || found.2).then_some(found.1)
}

fn not_allowed(path: &str, level: Level) -> Finding {
    let known: Vec<_> =
        FREEDOMS.iter().filter(|it| level == Level::Implements || it.2).map(|it| it.0).collect();
    Finding::of(path, "inherit.not_allowed").with("field", path).with("known", known.join(", "))
}

/// What is stated less strictly than above.
fn too_loose(path: &str, freedom: Freedom, own: &Value, above: &Value) -> Option<Finding> {
    let up = at(above, path);
    match freedom {
        Freedom::Shorter => {
            // Without a promise above, the law's time is what was told.
            let up = if up.is_null() { at(above, &path.replace(".promised", ".statutory")) } else { up };
            let is_shorter = own["unit"] == up["unit"] && own["n"].as_u64() <= up["n"].as_u64();
            let told = format!("{} {}", up["n"], up["unit"].as_str().unwrap_or_default());
            (!is_shorter).then(|| Finding::of(path, "inherit.longer").with("above", told))
        }
        Freedom::Fewer => {
            (up.as_u64() < own.as_u64()).then(|| Finding::of(path, "inherit.more").with("above", up))
        }
        Freedom::Free | Freedom::Without => None,
    }
}

/// Takes materials out, and the questions in which they were asked for: to the rules they count as handed in, since
/// the agency sees to them itself.
fn without(whole: &mut Value, keys: &Value, found: &mut Vec<Finding>) {
    for (n, key) in keys.as_array().into_iter().flatten().enumerate() {
        let materials = whole["materials"].as_array_mut().expect("a matter lists its materials");
        let Some(at) = materials.iter().position(|it| it["key"] == *key) else {
            let known: Vec<_> = materials.iter().filter_map(|it| it["key"].as_str()).collect();
            let finding = Finding::of(format!("without_materials.{n}"), "inherit.no_material");
            found.push(
                finding.with("material", key.as_str().unwrap_or_default()).with("known", known.join(", ")),
            );
            continue;
        };
        let question = materials.remove(at)["question"].clone();
        let pages = whole["form"]["pages"].as_array_mut().expect("a form has pages");
        for questions in pages.iter_mut().filter_map(|it| it["questions"].as_array_mut()) {
            questions.retain(|it| question.is_null() || it["key"] != question);
        }
        pages.retain(|it| it["questions"].as_array().is_some_and(|it| !it.is_empty()));
        let Some(question) = question.as_str() else { continue };
        for table in whole["tables"].as_array_mut().into_iter().flatten() {
            for input in table["inputs"].as_array_mut().into_iter().flatten() {
                let fact = input["fact"].as_str().map(|it| held(it, question));
                input["fact"] = fact.into();
            }
        }
    }
}

/// An expression in which a material that nobody hands in is there.
fn held(fact: &str, question: &str) -> String {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let (mut made, mut rest) = (String::new(), fact);
    while let Some(at) = rest.find(question) {
        let (before, after) = (&rest[..at], &rest[at + question.len()..]);
        let is_whole =
            !before.ends_with(is_letter) && !after.starts_with(is_letter) && !before.ends_with('.');
        made.push_str(before);
        made.push_str(if is_whole { HELD } else { question });
        rest = after;
    }
    made + rest
}

/// The place is asked within the region of the matter.
fn settle(whole: &mut Value) {
    let (region, place) = (whole["region"].clone(), whole["place_question"].clone());
    for page in whole["form"]["pages"].as_array_mut().into_iter().flatten() {
        for it in page["questions"].as_array_mut().into_iter().flatten().filter(|it| it["key"] == place) {
            it["within"] = region.clone();
        }
    }
}

fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |it, part| &it[part])
}

fn put(whole: &mut Value, path: &str, value: Value) {
    let place = path.split('.').fold(whole, |it, part| &mut it[part]);
    *place = value;
}

/// What may be stated at each level, as `docs/matter-file.md` lists it.
pub(super) fn reference(lang: Lang) -> String {
    let mut text = format!("\n## {}\n\n{}\n\n", t!("inherit.title", lang), t!("inherit.words", lang));
    text += &format!(
        "| {} | {} | {} |\n|---|---|---|\n",
        t!("reference.field", lang),
        t!("inherit.how", lang),
        t!("inherit.who", lang)
    );
    for (path, freedom, tightens) in FREEDOMS {
        let how = match freedom {
            Freedom::Free => t!("inherit.free", lang),
            Freedom::Shorter => t!("inherit.shorter", lang),
            Freedom::Fewer => t!("inherit.fewer", lang),
            Freedom::Without => t!("inherit.without", lang),
        };
        let who = if tightens { t!("inherit.each", lang) } else { t!("inherit.cities", lang) };
        text += &format!("| `{path}` | {how} | {who} |\n");
    }
    text
}
