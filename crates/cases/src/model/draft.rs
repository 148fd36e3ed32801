//! A matter being written: what may be done to its file, part by part, before anybody applies under it.
//! A draft is always a matter in form; whether it makes sense, the check says, and may say no for a while.

use kit::{OfficialId, Result, Time};
use serde_json::{Map, Value, json};

use super::{
    check::{Finding, MATTER_BYTES_MAX, yaml},
    fields::{Shape, field_at, fields_of},
    matter::Matter,
};

/// How many letters the key of something new may have before its number.
const NEW_KEY: &str = "new";

/// A draft of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterDraft {
    /// Which draft.
    pub id: String,
    /// The matter, by key.
    pub matter: String,
    /// The version it was begun from; none of a new matter.
    pub base: Option<String>,
    /// The matter as JSON.
    pub body: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was last changed.
    pub changed_at: Time,
    /// When its author said it is ready.
    pub submitted_at: Option<Time>,
    /// When it will be published.
    pub publish_at: Option<Time>,
    /// Who approved that.
    pub approved_by: Option<OfficialId>,
    /// When it was published or given up.
    pub ended_at: Option<Time>,
    /// Which of the two.
    pub ended_as: Option<String>,
}

/// One change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterEdit {
    /// The revision it made.
    pub revision: i64,
    /// When.
    pub at: Time,
    /// Who.
    pub official: OfficialId,
    /// What was done: `begun`, `imported`, `set`, `added`, `removed`, `moved`.
    pub what: String,
    /// Where in the file.
    pub path: String,
}

/// How a draft ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As a version.
    Published,
    /// Given up.
    Discarded,
}

/// Something done to a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A value is another; null takes it away.
    Set(String, Value),
    /// A list has one more, unfinished.
    Add(String),
    /// An entry of a list is gone; of a step, what led to it leads on.
    Remove(String),
    /// An entry changes places with the one before.
    Up(String),
    /// An entry changes places with the one after.
    Down(String),
    /// A step stands behind a node, or behind one outcome of it.
    StepAfter {
        /// The node.
        node: String,
        /// The outcome, where it has several.
        outcome: Option<String>,
        /// What it is called, whose it is, and what is to be done.
        step: Value,
    },
}

impl Ended {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Ended::Published => "published",
            Ended::Discarded => "discarded",
        }
    }
}

impl MatterDraft {
    /// The matter as it stands.
    pub fn matter(&self) -> Result<Matter> {
        serde_json::from_str(&self.body)
            .map_err(|why| kit::Error::fault(format!("a draft is no matter: {why}")))
    }
}

impl Edit {
    /// What it does, as the list of changes names it.
    pub fn what(&self) -> &'static str {
        match self {
            Edit::Set(..) => "set",
            Edit::Add(_) | Edit::StepAfter { .. } => "added",
            Edit::Remove(_) => "removed",
            Edit::Up(_) | Edit::Down(_) => "moved",
        }
    }

    /// Where in the file.
    pub fn path(&self) -> &str {
        match self {
            Edit::Set(path, _) | Edit::Add(path) | Edit::Remove(path) | Edit::Up(path) | Edit::Down(path) => {
                path
            }
            Edit::StepAfter { .. } => "flow.nodes",
        }
    }
}

/// A matter with things done to it; says what does not fit where no matter comes of it.
pub fn edited(matter: &Matter, edits: &[Edit]) -> Result<Matter, Vec<Finding>> {
    let mut file = serde_json::to_value(matter).expect("a matter prints as JSON");
    for edit in edits {
        apply(&mut file, edit).ok_or_else(|| vec![Finding::of(edit.path(), "draft.nowhere")])?;
    }
    let text = serde_saphyr::to_string(&file).expect("JSON prints as YAML");
    yaml::read::<Matter>("", &text, MATTER_BYTES_MAX).map(|it| it.0)
}

/// Does it; nothing where there is no such place.
fn apply(file: &mut Value, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Set(path, value) => set(file, path, value.clone()),
        Edit::Add(path) => {
            let Shape::Parts(part) = field_at(path)?.shape else { return None };
            let list = place(file, path)?;
            if list.is_null() {
                *list = json!([]);
            }
            let list = list.as_array_mut()?;
            let entry = blank(part, list);
            list.push(entry);
            Some(())
        }
        Edit::Remove(path) => {
            let (list, n) = path.rsplit_once('.')?;
            let n: usize = n.parse().ok()?;
            if list == "flow.nodes" {
                return without_step(file, n);
            }
            let list = place(file, list)?.as_array_mut()?;
            (n < list.len()).then(|| drop(list.remove(n)))
        }
        Edit::Up(path) => swap(file, path, -1),
        Edit::Down(path) => swap(file, path, 1),
        Edit::StepAfter { node, outcome, step } => step_after(file, node, outcome.as_deref(), step),
    }
}

fn place<'a>(file: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.').try_fold(file, |it, part| match it {
        Value::Array(all) => all.get_mut(part.parse::<usize>().ok()?),
        Value::Object(members) => Some(members.entry(part).or_insert(Value::Null)),
        Value::Null => {
            *it = json!({ part: null });
            it.get_mut(part)
        }
        _ => None,
    })
}

fn set(file: &mut Value, path: &str, value: Value) -> Option<()> {
    let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
    let holder = if above.is_empty() { file } else { place(file, above)? };
    if holder.is_null() {
        *holder = json!({});
    }
    match holder {
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        Value::Object(members) => {
            let before = members.insert(name.to_owned(), value);
            let is_question = super::fields::part_at(above) == Some("Question");
            if is_question && name == "kind" && before.as_ref() != members.get(name) {
                settle_kind(members);
            }
        }
        Value::Array(all) => *all.get_mut(name.parse::<usize>().ok()?)? = value,
        _ => return None,
    }
    Some(())
}

/// A question of another kind has none of the settings it had; what the new kind needs is there to be filled in.
fn settle_kind(question: &mut Map<String, Value>) {
    const OF_EACH: [&str; 9] =
        ["key", "label", "hint", "why", "optional", "personal", "when", "source", "kind"];
    question.retain(|name, _| OF_EACH.contains(&name.as_str()));
    match question["kind"].as_str() {
        Some("choice" | "choices") => {
            drop(question.insert("options".to_owned(), json!([blank("Alternative", &[])])))
        }
        Some("money") => drop(question.insert("currency".to_owned(), json!("CNY"))),
        _ => {}
    }
}

fn swap(file: &mut Value, path: &str, by: isize) -> Option<()> {
    let (list, n) = path.rsplit_once('.')?;
    let n: usize = n.parse().ok()?;
    let list = place(file, list)?.as_array_mut()?;
    let other = n.checked_add_signed(by).filter(|it| *it < list.len() && n < list.len())?;
    list.swap(n, other);
    Some(())
}

/// An entry with nothing said in it yet, of the form it must have.
fn blank(part: &str, beside: &[Value]) -> Value {
    let members = fields_of(part).filter(|it| it.needed).map(|it| {
        let value = match it.shape {
            Shape::Key if it.name == "key" => new_key(beside).into(),
            Shape::Words => json!({ "zh": "", "en": "" }),
            Shape::Number => json!(0),
            Shape::Truth => json!(false),
            Shape::One(all) => all[0].into(),
            Shape::Limit => json!({ "n": 1, "unit": "working_days" }),
            Shape::Part(inner) => blank(inner, &[]),
            Shape::AnyOf(_) | Shape::Texts | Shape::ManyWords | Shape::Clauses | Shape::Parts(_) => json!([]),
            Shape::Own if it.name == "then" => json!({}),
            Shape::Own => json!([]),
            Shape::Text | Shape::Key | Shape::Clause => json!(""),
        };
        (it.name.to_owned(), value)
    });
    Value::Object(members.collect())
}

/// A key that nothing beside it has.
fn new_key(beside: &[Value]) -> String {
    let is_free = |key: &String| beside.iter().all(|it| it["key"] != key.as_str());
    let mut keys = (1..).map(|n| format!("{NEW_KEY}_{n}"));
    keys.find(is_free).expect("a list has an end, and numbers have none")
}

/// Puts a step where a way led on; the way leads to it and from it to where it led.
fn step_after(file: &mut Value, node: &str, outcome: Option<&str>, step: &Value) -> Option<()> {
    let nodes = file["flow"]["nodes"].as_array_mut()?;
    let at = nodes.iter().position(|it| it["key"] == node)?;
    let mut step = step.clone();
    let key = new_key(nodes);
    let next = &mut nodes[at]["next"];
    let way = match outcome {
        None if next.is_string() => next,
        None => return None,
        Some(on) => &mut next.as_array_mut()?.iter_mut().find(|it| it["on"] == on)?["to"],
    };
    step["key"] = key.clone().into();
    step["kind"] = "step".into();
    step["next"] = std::mem::replace(way, key.into());
    nodes.insert(at + 1, step);
    Some(())
}

/// Takes a node out that has one way on; what led to it leads there.
fn without_step(file: &mut Value, n: usize) -> Option<()> {
    let nodes = file["flow"]["nodes"].as_array_mut()?;
    let gone = nodes.get(n)?.clone();
    let next = gone["next"].as_str().filter(|_| gone["kind"] != "start")?;
    nodes.remove(n);
    for node in nodes.iter_mut() {
        lead_on(&mut node["next"], &gone["key"], next);
    }
    Some(())
}

fn lead_on(way: &mut Value, gone: &Value, next: &str) {
    match way {
        Value::Array(all) => all.iter_mut().for_each(|it| lead_on(it, gone, next)),
        Value::Object(edge) => {
            if let Some(to) = edge.get_mut("to") {
                lead_on(to, gone, next);
            }
        }
        it if it == gone => *it = next.into(),
        _ => {}
    }
}
