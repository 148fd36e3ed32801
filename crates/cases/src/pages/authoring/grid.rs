//! A decision table as a grid: a row for each rule, a cell for each thing it asks about, what it decides and why.
//! Cells are tests of the rules' language; what is wrong with one, the check says above the grid.

use axum::extract::Path;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use serde_json::{Value, json};
use web::{
    Answer, Ctx, Posted,
    pages::{Frame, button, buttons, form, hidden, section},
};

use super::{
    Desk, Wrong, answer, done, field,
    part::{back_to, deed, part_page, value_at},
    revision_of,
};
use crate::{
    actions,
    model::{
        draft::{Edit, edited},
        fields::{fields_of, part_at},
    },
};

/// Keeps the grid as it was typed.
pub(super) async fn keep(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let desk = Desk::read(&ctx, &id).await?;
    let at = posted.get("at").to_owned();
    let before = value_at(&desk.json(), &at)
        .filter(|_| part_at(&at) == Some("Table"))
        .ok_or_else(Refusal::not_found)?;
    let edits: Vec<_> = rows(&before, &posted)
        .into_iter()
        .enumerate()
        .filter(|(n, row)| before["rows"][*n] != *row)
        .map(|(n, row)| Edit::Set(format!("{at}.rows.{n}"), row))
        .collect();
    if let Err(found) = edited(&desk.view.matter, &edits) {
        let wrong: Wrong = found.iter().map(|it| (it.path.clone(), it.say(ctx.lang))).collect();
        let page =
            part_page(&ctx.frame(web::pages::Face::Admin), &ctx.submission_key(), &desk, &at, &wrong, None);
        let (title, body) = page.ok_or_else(Refusal::not_found)?;
        return answer(&ctx, &title, Some(&desk.path()), true, body);
    }
    let (revision, next) = (revision_of(&posted), desk.part_path(&at));
    done(&ctx, &posted.key, move |tx, by| {
        actions::edit_draft(tx, by, &id, revision, &edits)?;
        Ok(next.clone())
    })
    .await
}

/// The rows as they were typed; those that are no longer there are left out by nobody, since only buttons remove.
fn rows(before: &Value, posted: &Posted) -> Vec<Value> {
    let none = Vec::new();
    let all = before["rows"].as_array().unwrap_or(&none);
    let n_inputs = before["inputs"].as_array().map_or(0, Vec::len);
    let outputs = keys_of(before);
    let row = |(n, row): (usize, &Value)| {
        let mut row = row.clone();
        let cells = (0..n_inputs).map(|c| {
            let typed = posted.get(&format!("r{n}.c{c}"));
            if typed.is_empty() { "-" } else { typed }.to_owned()
        });
        row["when"] = cells.collect::<Vec<_>>().into();
        for key in &outputs {
            row["then"][key] = posted.get(&format!("r{n}.o.{key}")).into();
        }
        let clause = posted.get(&format!("r{n}.clause"));
        row["clause"] = if clause.is_empty() { Value::Null } else { clause.into() };
        row["reason"] =
            json!({ "zh": posted.get(&format!("r{n}.zh")), "en": posted.get(&format!("r{n}.en")) });
        row
    };
    all.iter().enumerate().map(row).collect()
}

fn keys_of(table: &Value) -> Vec<String> {
    let outputs = table["outputs"].as_array().into_iter().flatten();
    outputs.filter_map(|it| it["key"].as_str().map(str::to_owned)).collect()
}

pub(super) fn grid_page(
    frame: &Frame,
    key: &str,
    desk: &Desk,
    at: &str,
    value: &Value,
    wrong: &Wrong,
) -> Markup {
    let lang = frame.lang;
    let none = Vec::new();
    let (inputs, all) =
        (value["inputs"].as_array().unwrap_or(&none), value["rows"].as_array().unwrap_or(&none));
    let names: Vec<_> = inputs
        .iter()
        .map(|it| field::words_of(&it["label"]).map_or_else(String::new, |it| it.say(lang).to_owned()))
        .collect();
    let clauses: Vec<_> = field::clauses(lang).collect();
    let rules = |n: usize, row: &Value| {
        html! {
            fieldset.together {
                legend { (t!("author.rule", lang, n = n + 1)) }
                (cells(lang, n, row, (&names, &keys_of(value))))
                (why(lang, n, row, &clauses))
            }
        }
    };
    html! {
        @for it in wrong.values() { p.error { (it) } }
        @if desk.is_open() {
            p { (t!("author.grid_hint", lang)) }
            (form(frame, &format!("{}/rules", desk.path()), Some(key), html! {
                (hidden("at", at)) (hidden("revision", &desk.view.draft.revision.to_string()))
                @for (n, row) in all.iter().enumerate() { (rules(n, row)) }
                @if !all.is_empty() { (buttons(button(t!("author.keep", lang)))) }
            }))
            (section(t!("author.rules_change", lang), changing(frame, key, desk, at, all.len())))
        } @else { p { (t!("author.n_rules", lang, n = all.len())) } }
        (super::part::part_links(lang, desk, at, fields_of("Table").filter(|it| ["inputs", "outputs"].contains(&it.name))))
        (back_to(lang, desk))
    }
}

/// Each thing a rule asks about and decides, as a grid of small boxes.
fn cells(lang: Lang, n: usize, row: &Value, (names, outputs): (&[String], &[String])) -> Markup {
    let cell = |name: String, label: &str, value: &str| {
        html! {
            div {
                dt { label for=(web::pages::field_id(&name)) { (label) } }
                dd { input.input id=(web::pages::field_id(&name)) name=(name) type="text" value=(value) spellcheck="false"; }
            }
        }
    };
    html! {
        dl.definition-grid {
            @for (c, label) in names.iter().enumerate() {
                (cell(format!("r{n}.c{c}"), label, row["when"][c].as_str().unwrap_or_default()))
            }
            @for key in outputs {
                (cell(format!("r{n}.o.{key}"), &t!("author.decides", lang, key = key), row["then"][key].as_str().unwrap_or_default()))
            }
        }
    }
}

/// The clause a rule applies and the reason it gives.
fn why(lang: Lang, n: usize, row: &Value, clauses: &[(String, String)]) -> Markup {
    use web::pages::{Field, TextArea, textarea};
    let clause = format!("r{n}.clause");
    let reason = |code: &str| row["reason"][code].as_str().unwrap_or_default().to_owned();
    let (zh, en) = (format!("r{n}.zh"), format!("r{n}.en"));
    html! {
        (field::one_of(lang, &Field::new(&clause, t!("field.clause", lang)), clauses.iter().cloned(), row["clause"].as_str().unwrap_or_default()))
        (textarea(lang, &Field::new(&zh, t!("author.reason_zh", lang)), &TextArea { value: &reason("zh"), rows: 2, chars_max: 0 }))
        (textarea(lang, &Field::new(&en, t!("author.reason_en", lang)), &TextArea { value: &reason("en"), rows: 2, chars_max: 0 }))
    }
}

fn changing(frame: &Frame, key: &str, desk: &Desk, at: &str, n_rows: usize) -> Markup {
    let lang = frame.lang;
    html! {
        @for n in 0..n_rows {
            @let (path, name) = (format!("{at}.rows.{n}"), t!("author.rule", lang, n = n + 1));
            p { (name) }
            div.buttons {
                (deed(frame, &format!("{key}-{n}u"), desk, ("up", &path), t!("author.up", lang), &name))
                (deed(frame, &format!("{key}-{n}d"), desk, ("down", &path), t!("author.down", lang), &name))
                (deed(frame, &format!("{key}-{n}r"), desk, ("remove", &path), t!("author.remove", lang), &name))
            }
        }
        (deed(frame, &format!("{key}-add"), desk, ("add", &format!("{at}.rows")), t!("author.rule_add", lang), ""))
    }
}
