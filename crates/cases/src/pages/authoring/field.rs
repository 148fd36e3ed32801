//! One field of a file as something to type into, and what was typed as a value of the file.
//! Knows shapes, not matters: a new field of the list can be changed without a line here.

use kit::{Lang, Words, t};
use maud::{Markup, html};
use serde_json::{Value, json};
use web::{
    Posted,
    pages::{
        Choice, Entry, Field as Box, TextArea, TextInput, Width, checkboxes, select, text_input, textarea,
        yes_no,
    },
};

use super::Wrong;
use crate::{
    TEXTS,
    model::{
        Matter,
        fields::{Field, Shape},
        law::LawRegister,
    },
};

/// The units of times.
const UNITS: &[&str] = &["hours", "working_days", "calendar_days", "months", "years"];
/// What stands between the Chinese and the English of one of several words.
const BETWEEN: char = '|';

/// Whether a field is typed into; parts have pages of their own, and what has rules of its own is shown only.
pub(super) fn is_typed(field: &Field) -> bool {
    let is_when = matches!(field.of, "Page" | "Question") && field.name == "when";
    is_when || !matches!(field.shape, Shape::Part(_) | Shape::Parts(_) | Shape::Own)
}

/// The field with its value, and what is wrong with it.
pub(super) fn input(lang: Lang, field: &Field, value: &Value, matter: &Matter, wrong: &Wrong) -> Markup {
    let name = name_of(field);
    let label = field.label(lang);
    let shape = Box { optional: !field.needed, ..Box::new(&name, label) };
    let shape = shape.error(wrong.get(field.name).map(String::as_str));
    let text = text_of(field, value);
    let line = |width| TextInput { value: &text, width, entry: Entry::Code, ..TextInput::default() };
    match field.shape {
        Shape::Words => words(lang, field, value, wrong),
        Shape::Truth => yes_no(lang, &shape, Some(value.as_bool().unwrap_or_default())),
        Shape::Number => text_input(lang, &shape, &line(Width::Letters10)),
        Shape::One(all) => {
            one_of(lang, &shape, all.iter().map(|it| ((*it).to_owned(), word(lang, it))), &text)
        }
        Shape::AnyOf(all) => {
            let choices: Vec<_> = all.iter().map(|it| (*it, word(lang, it))).collect();
            let has = |it: &str| value.as_array().is_some_and(|all| all.iter().any(|one| one == it));
            let choices: Vec<_> = choices
                .iter()
                .map(|(it, text)| Choice { value: it, text, chosen: has(it), ..Choice::default() })
                .collect();
            checkboxes(lang, &shape, &choices)
        }
        Shape::Texts | Shape::Clauses | Shape::ManyWords => {
            let hint = if field.shape == Shape::ManyWords {
                t!("author.words_lines", lang)
            } else {
                t!("author.lines", lang)
            };
            textarea(lang, &shape.hint(hint), &TextArea { value: &text, rows: 4, chars_max: 0 })
        }
        Shape::Clause => one_of(lang, &shape, clauses(lang), &text),
        Shape::Limit => limit(lang, field, value, wrong),
        Shape::Key if field.name == "role" => {
            let roles = matter.roles.iter().map(|it| (it.key.clone(), it.name.say(lang).to_owned()));
            one_of(lang, &shape, roles, &text)
        }
        Shape::Key if field.name == "question" => one_of(lang, &shape, questions(lang, matter), &text),
        Shape::Own => when(lang, field, value, matter, wrong),
        Shape::Key | Shape::Text | Shape::Part(_) | Shape::Parts(_) => {
            text_input(lang, &shape, &line(Width::Full))
        }
    }
}

/// What was typed; an error is the code of its words.
pub(super) fn read(field: &Field, posted: &Posted, before: &Value) -> Result<Value, &'static str> {
    let name = name_of(field);
    let text = posted.get(&name);
    let lines = || text.lines().map(str::trim).filter(|it| !it.is_empty());
    Ok(match field.shape {
        Shape::Words => {
            let said = |lang: &str| posted.get(&format!("{name}.{lang}")).replace('\r', "");
            let (zh, en) = (said("zh"), said("en"));
            if zh.is_empty() && en.is_empty() && !field.needed {
                Value::Null
            } else {
                json!({ "zh": zh, "en": en })
            }
        }
        Shape::Truth => json!(text == "yes"),
        Shape::Number if is_amount(field) => minor(text).ok_or("author.amount")?.into(),
        Shape::Number if text.is_empty() && !field.needed => Value::Null,
        Shape::Number => text.parse::<i64>().map_err(|_| "author.number")?.into(),
        Shape::AnyOf(_) => posted.all(&name).collect::<Vec<_>>().into(),
        Shape::Texts | Shape::Clauses => lines().collect::<Vec<_>>().into(),
        Shape::ManyWords => {
            let words = lines().map(|it| {
                let (zh, en) = it.split_once(BETWEEN).unwrap_or((it, ""));
                json!({ "zh": zh.trim(), "en": en.trim() })
            });
            words.collect::<Vec<_>>().into()
        }
        Shape::Limit => {
            let (n, unit) = (posted.get(&format!("{name}.n")), posted.get(&format!("{name}.unit")));
            match n.parse::<u32>() {
                Ok(n) => json!({ "n": n, "unit": unit }),
                Err(_) if n.is_empty() && !field.needed => Value::Null,
                Err(_) => return Err("author.number"),
            }
        }
        Shape::Own if !is_simple(before) => before.clone(),
        Shape::Own => {
            let (question, is) = (posted.get(&format!("{name}.question")), posted.get(&format!("{name}.is")));
            let is = match is {
                "true" => json!(true),
                "false" => json!(false),
                it => it.parse::<i64>().map_or_else(|_| json!(it), Value::from),
            };
            if question.is_empty() { Value::Null } else { json!({ "question": question, "is": is }) }
        }
        _ if text.is_empty() && !field.needed => Value::Null,
        _ => text.into(),
    })
}

/// The name a field is sent under.
pub(super) fn name_of(field: &Field) -> String {
    format!("v.{}", field.name)
}

/// A value in a few words, for lists.
pub(super) fn brief(lang: Lang, field: &Field, value: &Value) -> String {
    match words_of(value) {
        Some(it) => it.say(lang).to_owned(),
        None if field.shape == Shape::Limit => {
            format!("{} {}", value["n"], word(lang, value["unit"].as_str().unwrap_or_default()))
        }
        None => text_of(field, value),
    }
}

/// A word of the file as people read it, where we have it.
pub(super) fn word(lang: Lang, it: &str) -> String {
    TEXTS.find(lang, &format!("word.{it}")).map_or_else(|| it.to_owned(), str::to_owned)
}

/// Words of a value of the file.
pub(super) fn words_of(it: &Value) -> Option<Words> {
    let said = |name| it.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Words { zh: said("zh")?, en: said("en")? })
}

/// Both languages side by side.
fn words(lang: Lang, field: &Field, value: &Value, wrong: &Wrong) -> Markup {
    let name = name_of(field);
    let said = words_of(value).unwrap_or(Words { zh: String::new(), en: String::new() });
    let error = wrong.get(field.name).map(String::as_str);
    html! {
        div.columns-even {
            @for (code, text, says) in [("zh", &said.zh, t!("author.in_chinese", lang)), ("en", &said.en, t!("author.in_english", lang))] {
                @let label = t!("author.in_language", lang, field = field.label(lang), language = says);
                @let shape = Box { optional: !field.needed, ..Box::new("", &label) };
                @let full = format!("{name}.{code}");
                @let shape = Box { name: &full, ..shape }.error(error.filter(|_| code == "zh"));
                (textarea(lang, &shape, &TextArea { value: text, rows: 2, chars_max: 0 }))
            }
        }
    }
}

fn limit(lang: Lang, field: &Field, value: &Value, wrong: &Wrong) -> Markup {
    let name = name_of(field);
    let (n, unit) = (format!("{name}.n"), format!("{name}.unit"));
    let text = value["n"].as_u64().map(|it| it.to_string()).unwrap_or_default();
    let label = t!("author.unit_of", lang, field = field.label(lang));
    let shape = Box { optional: !field.needed, ..Box::new(&n, field.label(lang)) };
    html! {
        (text_input(lang, &shape.error(wrong.get(field.name).map(String::as_str)), &TextInput { value: &text, width: Width::Letters4, entry: Entry::Digits, ..TextInput::default() }))
        (one_of(lang, &Box::new(&unit, &label), UNITS.iter().map(|it| ((*it).to_owned(), word(lang, it))), value["unit"].as_str().unwrap_or("working_days")))
    }
}

/// A condition on one answer; one that says more is shown as it is.
fn when(lang: Lang, field: &Field, value: &Value, matter: &Matter, wrong: &Wrong) -> Markup {
    let name = name_of(field);
    if !is_simple(value) {
        return html! { p { strong { (field.label(lang)) } } p { code { (value.to_string()) } } p.hint { (t!("author.in_file", lang)) } };
    }
    let (question, is) = (format!("{name}.question"), format!("{name}.is"));
    let text = match &value["is"] {
        Value::String(it) => it.clone(),
        Value::Null => String::new(),
        it => it.to_string(),
    };
    let shape = Box { optional: true, ..Box::new(&question, field.label(lang)) };
    html! {
        (one_of(lang, &shape.error(wrong.get(field.name).map(String::as_str)), questions(lang, matter), value["question"].as_str().unwrap_or_default()))
        (text_input(lang, &Box { optional: true, ..Box::new(&is, t!("author.is", lang)) }.hint(t!("author.is_hint", lang)), &TextInput { value: &text, entry: Entry::Code, width: Width::Letters20, ..TextInput::default() }))
    }
}

fn is_simple(value: &Value) -> bool {
    let members = value.as_object().map(|it| it.len());
    value.is_null() || (members == Some(2) && value["question"].is_string() && !value["is"].is_null())
}

/// A list to choose from; what stands there already can always be kept.
pub(super) fn one_of(
    lang: Lang,
    shape: &Box<'_>,
    choices: impl Iterator<Item = (String, String)>,
    chosen: &str,
) -> Markup {
    let mut all: Vec<(String, String)> = vec![(String::new(), t!("author.none", lang).to_owned())];
    all.extend(choices);
    if !all.iter().any(|it| it.0 == chosen) {
        all.push((chosen.to_owned(), chosen.to_owned()));
    }
    let choices: Vec<_> = all.iter().map(|(value, text)| Choice::new(value, text, chosen)).collect();
    select(lang, shape, &choices)
}

/// Every clause of the register, as it is cited.
pub(super) fn clauses(lang: Lang) -> impl Iterator<Item = (String, String)> {
    let register = LawRegister::built_in();
    let all = register.statutes().flat_map(move |it| register.clauses_of(&it.key));
    all.map(move |it| (it.key.clone(), format!("{} ({})", it.cite(lang), it.key)))
}

fn questions(lang: Lang, matter: &Matter) -> impl Iterator<Item = (String, String)> {
    matter.form.questions().map(move |it| (it.key.clone(), it.say(lang).to_owned()))
}

fn text_of(field: &Field, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(it) if is_amount(field) => {
            let minor = it.as_i64().unwrap_or_default();
            format!("{}.{:02}", minor / 100, (minor % 100).abs())
        }
        Value::String(it) => it.clone(),
        Value::Array(all) => {
            let line = |it: &Value| match words_of(it) {
                Some(it) => format!("{} {BETWEEN} {}", it.zh, it.en),
                None => it.as_str().map_or_else(|| it.to_string(), str::to_owned),
            };
            all.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        it => it.to_string(),
    }
}

/// Money is typed in whole units.
fn is_amount(field: &Field) -> bool {
    (field.of, field.name) == ("Fee", "minor")
}

/// `12`, `12.5` and `12.50` are 1200, 1250 and 1250 hundredths.
fn minor(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)
}
