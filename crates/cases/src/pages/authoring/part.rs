//! One part of a draft: its fields to be changed, the parts inside it, and its lists to add to, put in order and shorten.
//! What the check finds stands beside the field it is about.

use axum::extract::{Path, Query};
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use serde_json::Value;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Face, Flaws, Frame, Table, Tone, button, button_link, buttons, form, heading, hidden,
        section, table, tag,
    },
};

use super::{Desk, Wrong, answer, done, field, grid, process, revision_of};
use crate::{
    TEXTS, actions,
    model::{
        draft::{Edit, edited},
        fields::{Field, Shape, field_at, fields_of, part_at},
    },
};

/// What is asked of the page.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// The path of the part in the file.
    #[serde(default)]
    pub(super) at: String,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let desk = Desk::read(&ctx, &id).await?;
    shown(&ctx, &desk, &asked.at, &Wrong::new(), None)
}

/// Changes the draft: the fields of a part, or one entry of a list.
pub(super) async fn edit(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let desk = Desk::read(&ctx, &id).await?;
    let (at, revision) = (posted.get("at").to_owned(), revision_of(&posted));
    let mut wrong = Wrong::new();
    let edits = match posted.get("what") {
        "add" => vec![Edit::Add(at.clone())],
        "remove" => vec![Edit::Remove(at.clone())],
        "up" => vec![Edit::Up(at.clone())],
        "down" => vec![Edit::Down(at.clone())],
        _ => typed(&ctx, &desk, &at, &posted, &mut wrong)?,
    };
    if wrong.is_empty()
        && let Err(found) = edited(&desk.view.matter, &edits)
    {
        for it in found {
            let name = it.path.strip_prefix(&at).unwrap_or(&it.path).trim_start_matches('.').to_owned();
            wrong.insert(name.split('.').next().unwrap_or_default().to_owned(), it.say(ctx.lang));
        }
    }
    if !wrong.is_empty() {
        return shown(&ctx, &desk, &at, &wrong, Some(&posted));
    }
    // A list is gone back to; an entry that is new is gone to.
    let next = match posted.get("what") {
        "add" => format!("{at}.{}", list_at(&desk.json(), &at).len()),
        "remove" | "up" | "down" => at.rsplit_once('.').map_or(String::new(), |it| it.0.to_owned()),
        _ => at,
    };
    let next = desk.part_path(&next);
    done(&ctx, &posted.key, move |tx, by| {
        actions::edit_draft(tx, by, &id, revision, &edits)?;
        Ok(next.clone())
    })
    .await
}

/// What was typed into the fields of a part, as changes.
fn typed(
    ctx: &Ctx,
    desk: &Desk,
    at: &str,
    posted: &Posted,
    wrong: &mut Wrong,
) -> Result<Vec<Edit>, web::Problem> {
    let part = part_at(at).ok_or_else(Refusal::not_found)?;
    let before = value_at(&desk.json(), at).ok_or_else(Refusal::not_found)?;
    let mut edits = Vec::new();
    for it in fields_of(part).filter(|it| is_shown(it, &before)) {
        let old = &before[it.name];
        match field::read(it, posted, old) {
            Ok(new) if new == *old || (is_nothing(&new) && is_nothing(old)) => {}
            Ok(new) => edits.push(Edit::Set(inside(at, it.name), new)),
            Err(code) => {
                let words = TEXTS.find(ctx.lang, code).unwrap_or(code);
                wrong.insert(it.name.to_owned(), words.to_owned());
            }
        }
    }
    Ok(edits)
}

fn shown(ctx: &Ctx, desk: &Desk, at: &str, wrong: &Wrong, posted: Option<&Posted>) -> Answer {
    let frame = ctx.frame(Face::Admin);
    let keys = ctx.submission_key();
    let page = part_page(&frame, &keys, desk, at, wrong, posted);
    let (title, body) = page.ok_or_else(Refusal::not_found)?;
    let back = match at.rsplit_once('.') {
        Some((above, _)) => desk.part_path(above),
        None => desk.path(),
    };
    answer(ctx, &title, Some(&back), !wrong.is_empty(), body)
}

/// The page of a part, or of a list of parts, with its title; nothing where there is no such part.
pub(super) fn part_page(
    frame: &Frame,
    key: &str,
    desk: &Desk,
    at: &str,
    wrong: &Wrong,
    posted: Option<&Posted>,
) -> Option<(String, Markup)> {
    let lang = frame.lang;
    let value = value_at(&desk.json(), at)?;
    let title = title_of(lang, at, &value);
    let caption = desk.view.matter.name.say(lang);
    let body = match (at, part_at(at), field_at(at).map(|it| it.shape)) {
        ("flow" | "flow.nodes", ..) => process::process_page(frame, key, desk),
        (_, Some("Table"), _) => grid::grid_page(frame, key, desk, at, &value, wrong),
        (_, Some(part), _) => part_form(frame, key, desk, (at, part, &value), wrong, posted),
        (_, None, Some(Shape::Parts(part))) => entries(frame, key, desk, at, part, &value),
        _ => return None,
    };
    let flaws = Flaws::new(wrong.iter().map(|(name, words)| (format!("v.{name}"), words.clone())));
    let body = html! {
        (flaws.summary(lang))
        (heading(caption, &title))
        (found(lang, desk, at))
        (body)
    };
    Some((title, body))
}

/// What the check says of this part.
pub(super) fn found(lang: Lang, desk: &Desk, at: &str) -> Markup {
    let found: Vec<_> = desk.errors_at(at).collect();
    html! {
        @if !found.is_empty() {
            section aria-label=(t!("author.problems", lang)) {
                h2 { (t!("author.problems", lang)) }
                ul { @for it in found { li { (it.say(lang)) " " code { (it.path) } } } }
            }
        }
    }
}

fn part_form(
    frame: &Frame,
    key: &str,
    desk: &Desk,
    (at, part, value): (&str, &str, &Value),
    wrong: &Wrong,
    posted: Option<&Posted>,
) -> Markup {
    let lang = frame.lang;
    let shown: Vec<&Field> = fields_of(part).filter(|it| is_shown(it, value)).collect();
    let links = fields_of(part).filter(|it| it.shape.part().is_some());
    let mut said = wrong.clone();
    for it in &shown {
        let path = inside(at, it.name);
        if let Some(found) = desk.errors_at(&path).next() {
            said.entry(it.name.to_owned()).or_insert_with(|| found.say(lang));
        }
    }
    let typed = |it: &Field| posted.and_then(|posted| field::read(it, posted, &value[it.name]).ok());
    html! {
        @if desk.is_open() && !shown.is_empty() {
            (form(frame, &format!("{}/edits", desk.path()), Some(key), html! {
                (hidden("at", at)) (hidden("revision", &desk.view.draft.revision.to_string()))
                @for it in &shown {
                    (field::input(lang, it, &typed(it).unwrap_or_else(|| value[it.name].clone()), &desk.view.matter, &said))
                }
                (buttons(button(t!("author.keep", lang))))
            }))
        } @else if !shown.is_empty() {
            dl.summary-list {
                @for it in &shown {
                    div.row { dt { (it.label(lang)) } dd.value { (field::brief(lang, it, &value[it.name])) } }
                }
            }
        }
        (part_links(lang, desk, at, links))
    }
}

/// The parts inside a part, each with what is wrong in it.
pub(super) fn part_links<'a>(
    lang: Lang,
    desk: &Desk,
    at: &str,
    fields: impl Iterator<Item = &'a Field>,
) -> Markup {
    let links: Vec<_> = fields.map(|it| (inside(at, it.name), it.label(lang))).collect();
    html! {
        @if !links.is_empty() {
            (section(t!("author.parts", lang), html! {
                ul {
                    @for (path, label) in &links {
                        @let n = desk.errors_at(path).count();
                        li {
                            a href=(desk.part_path(path)) { (label) }
                            @if 0 < n { " " (tag(Tone::Warn, &t!("author.n_problems", lang, n = n))) }
                        }
                    }
                }
            }))
        }
    }
}

/// A list of parts: each to be opened, moved and taken away, and one more to be added.
fn entries(frame: &Frame, key: &str, desk: &Desk, at: &str, part: &str, value: &Value) -> Markup {
    let lang = frame.lang;
    let none = Vec::new();
    let all = value.as_array().unwrap_or(&none);
    let rows = all.iter().enumerate().map(|(n, it)| {
        let path = format!("{at}.{n}");
        let name = name_of(lang, it);
        let n_wrong = desk.errors_at(&path).count();
        let link = html! {
            a href=(desk.part_path(&path)) { (name) }
            @if 0 < n_wrong { " " (tag(Tone::Warn, &t!("author.n_problems", lang, n = n_wrong))) }
        };
        vec![link, html! { @if desk.is_open() { (moves(frame, &format!("{key}-{n}"), desk, &path, &name)) } }]
    });
    let columns = [Column::text(t!("author.entry", lang)), Column::text(t!("author.change", lang))];
    let label = TEXTS.find(lang, &format!("part.{part}")).unwrap_or_default();
    let empty = t!("author.no_entries", lang);
    html! {
        (table(&Table { caption: t!("author.entries", lang), columns: &columns, rows: rows.collect(), empty }))
        @if desk.is_open() {
            (deed(frame, key, desk, ("add", at), &t!("author.add", lang, part = label), ""))
        }
    }
}

/// Buttons that move an entry or take it away.
fn moves(frame: &Frame, key: &str, desk: &Desk, path: &str, name: &str) -> Markup {
    let lang = frame.lang;
    html! {
        div.buttons {
            (deed(frame, &format!("{key}-up"), desk, ("up", path), t!("author.up", lang), name))
            (deed(frame, &format!("{key}-down"), desk, ("down", path), t!("author.down", lang), name))
            (deed(frame, &format!("{key}-remove"), desk, ("remove", path), t!("author.remove", lang), name))
        }
    }
}

/// One deed as a button; `name` says to readers what it is done to.
pub(super) fn deed(
    frame: &Frame,
    key: &str,
    desk: &Desk,
    (what, at): (&str, &str),
    words: &str,
    name: &str,
) -> Markup {
    form(
        frame,
        &format!("{}/edits", desk.path()),
        Some(&format!("{key}-{what}")),
        html! {
            (hidden("what", what)) (hidden("at", at)) (hidden("revision", &desk.view.draft.revision.to_string()))
            button.button.secondary type="submit" { (words) @if !name.is_empty() { span.vh { " " (name) } } }
        },
    )
}

/// Where a way back from a special page leads.
pub(super) fn back_to(lang: Lang, desk: &Desk) -> Markup {
    buttons(button_link(&desk.path(), t!("author.back", lang)))
}

/// Whether a field is asked here: settings of other kinds of questions and nodes are not.
fn is_shown(it: &Field, value: &Value) -> bool {
    let of_kind = match it.of {
        "Question" | "Node" => it.needed || has_kind(it, value),
        _ => true,
    };
    field::is_typed(it) && of_kind
}

fn has_kind(it: &Field, value: &Value) -> bool {
    const OF_QUESTIONS: [&str; 6] = ["hint", "why", "optional", "personal", "when", "label"];
    if it.of == "Node" {
        return !value[it.name].is_null() || it.name == "label";
    }
    let kind = value["kind"].as_str().unwrap_or_default();
    let settings: &[&str] = match kind {
        "text" => &["length_min", "length_max", "letters"],
        "long_text" => &["length_min", "length_max"],
        "number" => &["min", "max", "unit"],
        "decimal" => &["places", "min", "max", "unit"],
        "money" => &["currency", "min", "max"],
        "choices" => &["picks_min", "picks_max"],
        "address" => &["length_max"],
        "region" => &["within", "level_min"],
        "material" => &["ways"],
        _ => &[],
    };
    OF_QUESTIONS.contains(&it.name) || settings.contains(&it.name) || !value[it.name].is_null()
}

/// The value at a path; a part that is not there yet is one with nothing in it.
pub(super) fn value_at(file: &Value, path: &str) -> Option<Value> {
    let mut value = file;
    for part in path.split('.').filter(|it| !it.is_empty()) {
        value = match value {
            Value::Array(all) => all.get(part.parse::<usize>().ok()?)?,
            it => &it[part],
        };
    }
    (path.is_empty() || field_at(path).is_some()).then(|| value.clone())
}

fn list_at(file: &Value, path: &str) -> Vec<Value> {
    value_at(file, path).and_then(|it| it.as_array().cloned()).unwrap_or_default()
}

fn title_of(lang: Lang, at: &str, value: &Value) -> String {
    let label = field_at(at).map_or(t!("author.whole", lang), |it| it.label(lang));
    let is_entry = at.rsplit('.').next().is_some_and(|it| it.parse::<usize>().is_ok());
    if is_entry { t!("change.of", lang, part = label, name = name_of(lang, value)) } else { label.to_owned() }
}

/// What an entry is called.
pub(super) fn name_of(lang: Lang, it: &Value) -> String {
    let named = ["name", "label", "title", "text", "question", "reason"].iter();
    let words = named.filter_map(|name| field::words_of(&it[*name])).find(|it| !it.say(lang).is_empty());
    match words {
        Some(words) => words.say(lang).to_owned(),
        None => it["key"].as_str().unwrap_or(t!("author.unnamed", lang)).to_owned(),
    }
}

fn is_nothing(it: &Value) -> bool {
    it.is_null() || *it == Value::Bool(false) || it.as_array().is_some_and(Vec::is_empty)
}

pub(super) fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
